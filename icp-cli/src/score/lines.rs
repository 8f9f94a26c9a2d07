//! Accounts of a batch as lines of CSV, written straight from the columns of the file and of the answers: texts that come again and
//! again are made cells once, and what stands in the file as it has to be written is copied as it is.

use icp_core::Model;
use icp_core::batch::{IcpColumns, Scores};

use super::cell::Cell;
use super::columns::{Answer, Columns, Part};
use super::csv::{has_plain_ends, push, push_cell, push_number};
use super::only::Only;
use super::row::{Row, held};
use super::summary::Summary;
use crate::accounts::{Batch, id};

/// The lines of a batch.
pub(super) struct Lines {
    /// Each with its end.
    pub(super) text: String,
    /// How many there are.
    pub(super) taken: u64,
    /// All accounts of the batch.
    pub(super) summary: Summary,
}

/// Bytes of a line, mostly.
const LINE: usize = 240;

impl Lines {
    pub(super) fn of(
        model: &Model,
        columns: &Columns<'_>,
        only: &Only,
        batch: &Batch,
        scores: &Scores,
    ) -> Self {
        let words = Words::new(model, columns, scores);
        let mut lines =
            Self { text: String::with_capacity(batch.len() * LINE), taken: 0, summary: Summary::new(model) };
        let rows = Rows { columns, batch, scores, words: &words };
        for at in 0..batch.len() {
            let Some(row) = Row::of_scores(batch.first + at as u64, scores, at) else { continue };
            lines.summary.add(&row, held(scores, at));
            if only.asks() && !only.takes(model, &row, |place| said(scores, place, at)) {
                continue;
            }
            lines.taken += 1;
            rows.line(&row, at, &mut lines.text);
        }
        lines
    }
}

/// A verdict or a label of a row.
fn said(scores: &Scores, place: usize, row: usize) -> Option<&str> {
    let teams = scores.verdicts.len();
    let (column, texts) = match place.checked_sub(teams) {
        None => (scores.verdicts.get(place)?, &scores.texts),
        Some(label) => (scores.labels.get(label)?, &scores.label_texts),
    };
    texts.get(usize::from(*column.get(row)?)).map(|text| &**text)
}

/// The words of the model as cells.
struct Words {
    icps: Vec<String>,
    /// Of each icp.
    tiers: Vec<Vec<String>>,
    stages: Vec<Vec<String>>,
    /// By their numbers among the reasons of the answers.
    reasons: Vec<String>,
    source: Vec<String>,
}

impl Words {
    fn new(model: &Model, columns: &Columns<'_>, scores: &Scores) -> Self {
        let cell = super::csv::cell;
        let icps = || (0..).map_while(|at| model.icp(at));
        let reason = |(icp, code): &(usize, _)| cell(&model.reason(*icp, *code).text);
        Self {
            icps: icps().map(|icp| cell(&icp.id)).collect(),
            tiers: icps().map(|icp| icp.fit.tiers.iter().map(|tier| cell(&tier.id)).collect()).collect(),
            stages: icps().map(|icp| icp.stages.iter().map(|stage| cell(&stage.id)).collect()).collect(),
            reasons: scores.reasons.iter().map(reason).collect(),
            source: columns.source().map(cell).collect(),
        }
    }
}

/// The rows of a batch.
struct Rows<'b> {
    columns: &'b Columns<'b>,
    batch: &'b Batch,
    scores: &'b Scores,
    words: &'b Words,
}

impl<'b> Rows<'b> {
    fn line(&self, row: &Row, at: usize, out: &mut String) {
        let answers = self.columns.answers();
        let (mut place, mut has_cell) = (0, false);
        while let Some(answer) = answers.get(place) {
            place += 1;
            if *answer == Answer::Rank {
                continue;
            }
            if std::mem::replace(&mut has_cell, true) {
                out.push(',');
            }
            if let Answer::Kept(kept) = answer
                && let Some(texts) = &self.batch.texts
            {
                // INVARIANT: the columns of the file stand beside each other, in their order.
                match texts.together(at, *kept, has_plain_ends) {
                    Some((count, cells)) => {
                        out.push_str(cells);
                        place += count - 1;
                    }
                    None => push(out, texts.get(at, *kept)),
                }
                continue;
            }
            self.cell(*answer, row, at, out);
        }
        out.push('\n');
    }

    fn cell(&self, answer: Answer, row: &Row, at: usize, out: &mut String) {
        let Self { batch, scores, words, .. } = self;
        let word = |out: &mut String, word: Option<&String>| out.push_str(word.map_or("", String::as_str));
        match answer {
            Answer::Name => match batch.ids.as_ref().and_then(|ids| id(ids, at)) {
                Some(id) => push(out, id),
                None => push_number(out, row.number() as f64),
            },
            Answer::Kept(kept) => push_cell(out, &Cell::of_table(&batch.kept, kept, at)),
            Answer::Best if !row.best() => {}
            Answer::Best | Answer::Icp => word(out, words.icps.get(row.icp())),
            Answer::Shown(part) => self.part(part, (row.icp(), &scores.shown), at, out),
            Answer::Each(icp, part) => {
                if let Some(columns) = scores.icps.get(icp) {
                    self.part(part, (icp, columns), at, out);
                }
            }
            Answer::Said(place) => push(out, said(scores, place, at).unwrap_or_default()),
            Answer::Text(place) => push(out, scores_text(scores, place, at)),
            Answer::Source(place) => word(out, words.source.get(place)),
            Answer::Rank => {}
        }
    }

    fn part(&self, part: Part, (icp, columns): (usize, &IcpColumns), at: usize, out: &mut String) {
        let words = self.words;
        let number = |out: &mut String, number: Option<&f64>| {
            if let Some(number) = number.filter(|number| !number.is_nan()) {
                push_number(out, *number);
            }
        };
        let of_icp = |of: &'b [Vec<String>], place: Option<&u16>| of.get(icp)?.get(usize::from(*place?));
        let word = match part {
            Part::Score => return number(out, columns.score.get(at)),
            Part::Lower => return number(out, columns.lower.get(at)),
            Part::Upper => return number(out, columns.upper.get(at)),
            Part::Coverage => return number(out, columns.coverage.get(at)),
            Part::Intent => return number(out, columns.intent.get(at)),
            Part::Status => return out.push_str(columns.status.get(at).map_or("", |status| status.as_str())),
            Part::Tier => of_icp(&words.tiers, columns.tier.get(at)),
            Part::Stage => of_icp(&words.stages, columns.stage.get(at)),
            Part::Reason => columns.reason.get(at).and_then(|number| words.reasons.get(*number as usize)),
        };
        out.push_str(word.map_or("", String::as_str));
    }
}

/// One of the texts that are asked for.
fn scores_text(scores: &Scores, place: usize, row: usize) -> &str {
    let texts = &scores.row_texts;
    let texts = [&texts.reasons, &texts.exclusions, &texts.missing].into_iter().nth(place);
    texts.and_then(|texts| texts.get(row)).map_or("", |text| text)
}
