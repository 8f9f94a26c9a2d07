//! Every account of the input, scored: in columns where it comes in columns, else one at a time.

use std::cell::RefCell;

use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::batch::{AsOf, MissingColumns, RowTexts, Scores, TextColumns};
use icp_core::error::Host;
use icp_core::{OnInvalid, Scratch};

use super::Work;
use super::row::{Row, held};
use super::scored::{ROW, Scored, Told, one, scored};
use super::summary::Summary;
use super::table::LONGEST_REASON;
use crate::args::Icps;
use crate::failure::Failure;
use crate::line;
use crate::output::Output;
use crate::progress::Progress;

impl Work<'_> {
    /// Scores every account and gives each to `take`.
    pub(super) fn each(
        &mut self,
        mut take: impl FnMut(&Scored<'_>, &mut Output) -> Result<(), Failure>,
    ) -> Result<Summary, Failure> {
        if !self.accounts.in_columns() {
            return self.one_by_one(&mut take);
        }
        let worded = self.options().texts(RowTexts::REASONS).max_text(LONGEST_REASON);
        let worder = RefCell::new(BatchScorer::new(self.model, &worded));
        self.batches(
            true,
            |_, _, scores| scores,
            |work, batch, scores, summary| {
                let id_name = work.accounts.id_name().unwrap_or(ROW);
                for at in 0..batch.len() {
                    let Some(row) = Row::of_scores(batch.first + at as u64, &scores, at) else { continue };
                    summary.add(&row, held(&scores, at));
                    let reasons = || {
                        let first = |scores: &Scores, at: usize| {
                            scores.row_texts.reasons.get(at).map(|text| text.to_string())
                        };
                        let one = || first(&worder.borrow_mut().scores(&batch.table.slice(at, 1)).ok()?, 0);
                        let text = if work.words_all { first(&scores, at) } else { one() };
                        text.unwrap_or_default()
                    };
                    let scored = scored(batch, &scores, at, (&row, id_name));
                    let scored = Scored { worded: Some(&reasons), ..scored };
                    if work.only.takes(work.model, &row, |at| scored.said.get(at).copied().flatten()) {
                        work.taken += 1;
                        take(&scored, &mut work.output)?;
                    }
                }
                Ok(())
            },
        )
    }

    /// The next account; false at the end.
    fn advance(&mut self) -> Result<bool, Failure> {
        match self.accounts.advance() {
            Err(_) if self.values.is_refused() => Ok(false),
            advanced => advanced,
        }
    }

    /// How tables are scored.
    pub(super) fn options(&self) -> ArrowOptions {
        ArrowOptions::new(AsOf::Day(self.as_of))
            .on_invalid(OnInvalid::Missing)
            .host(Host::Command)
            .missing_columns(MissingColumns::Unknown)
            .verdicts(true)
            .labels(true)
            .exclusions(true)
            .per_icp(self.writing.icps == Icps::All)
            .prefix(&self.writing.prefix)
            .texts(if self.words_all { RowTexts::REASONS } else { self.writing.texts() })
            .max_text(if self.words_all { LONGEST_REASON } else { self.writing.max_text })
    }

    /// Every exclusion that holds for the account that the scratch was last scored with: the icp, and its place.
    fn held(&self, scratch: &Scratch) -> impl Iterator<Item = (usize, usize)> + use<'_> {
        let model = self.model;
        let icps = 0..scratch.scores().len();
        let all = icps.map(|icp| (icp, model.excluded_by(icp, scratch)));
        let all: Vec<(usize, Vec<usize>)> = all.collect();
        all.into_iter().flat_map(|(icp, places)| places.into_iter().map(move |place| (icp, place)))
    }

    fn one_by_one(
        &mut self,
        take: &mut impl FnMut(&Scored<'_>, &mut Output) -> Result<(), Failure>,
    ) -> Result<Summary, Failure> {
        let mut summary = Summary::new(self.model);
        let mut scratch = self.model.scratch();
        let mut progress = Progress::new(self.quiet);
        let (teams, ids) = (self.model.teams(), self.model.label_ids());
        let worder = RefCell::new(self.model.scratch());
        while self.advance()? {
            let refused = |error| self.accounts.refused(&error);
            let record = self.model.record(self.accounts.account(), OnInvalid::Missing).map_err(refused)?;
            self.model.evaluate(&record, self.as_of, &mut scratch).map_err(refused)?;
            self.values.one(self.model, &self.accounts, &record, &scratch)?;
            if self.values.is_refused() {
                continue;
            }
            self.output.hold(self.values.is_doubtful())?;
            let number = self.accounts.number();
            let Some(row) = Row::of_scratch(number, &scratch) else { continue };
            summary.add(&row, self.held(&scratch));
            record.issues().iter().for_each(|issue| summary.drop(&issue.attribute, 1));
            let mut texts = TextColumns::default();
            if self.writing.texts().any() {
                let data = self.model.assess_record(&record, self.as_of, &mut scratch).map_err(refused)?;
                texts.add(&data, self.writing.texts(), self.writing.max_text);
            }
            let reasons = || {
                let data = self.model.assess_record(&record, self.as_of, &mut worder.borrow_mut()).ok();
                let mut words = TextColumns::default();
                data.iter().for_each(|data| words.add(data, RowTexts::REASONS, LONGEST_REASON));
                words.reasons.pop().map(String::from).unwrap_or_default()
            };
            let said = Told::of(self.model, &row, &scratch);
            let scored = Scored {
                worded: Some(&reasons),
                texts: (Some(&texts), 0),
                ..one(&self.accounts, self.writing, &row, &scratch, said.texts(&teams, &ids))
            };
            if self.only.takes(self.model, &row, |at| scored.said.get(at).copied().flatten()) {
                self.taken += 1;
                take(&scored, &mut self.output)?;
            }
            progress.tick(number, self.accounts.progress());
        }
        self.values.judge(self.accounts.name())?;
        self.accounts.close()?;
        Ok(summary)
    }

    /// Scores every account and gives each to `take`, with the whole assessment as a line of JSON.
    pub(super) fn assess_each(
        &mut self,
        mut take: impl FnMut(&Scored<'_>, String, &mut Output) -> Result<(), Failure>,
    ) -> Result<Summary, Failure> {
        let mut summary = Summary::new(self.model);
        let mut scratch = self.model.scratch();
        let (teams, ids) = (self.model.teams(), self.model.label_ids());
        let mut progress = Progress::new(self.quiet);
        while self.advance()? {
            let refused = |error| self.accounts.refused(&error);
            let record = self.model.record(self.accounts.account(), OnInvalid::Missing).map_err(refused)?;
            let json = self.model.assess_json(&record, self.as_of, &mut scratch).map_err(refused)?;
            self.values.one(self.model, &self.accounts, &record, &scratch)?;
            if self.values.is_refused() {
                continue;
            }
            self.output.hold(self.values.is_doubtful())?;
            let number = self.accounts.number();
            let json = line::of(self.accounts.id(), number, &json);
            let Some(row) = Row::of_scratch(number, &scratch) else { continue };
            summary.add(&row, self.held(&scratch));
            record.issues().iter().for_each(|issue| summary.drop(&issue.attribute, 1));
            let said = Told::of(self.model, &row, &scratch);
            let scored = one(&self.accounts, self.writing, &row, &scratch, said.texts(&teams, &ids));
            if self.only.takes(self.model, &row, |at| scored.said.get(at).copied().flatten()) {
                self.taken += 1;
                take(&scored, json, &mut self.output)?;
            }
            progress.tick(number, self.accounts.progress());
        }
        self.values.judge(self.accounts.name())?;
        self.accounts.close()?;
        Ok(summary)
    }
}
