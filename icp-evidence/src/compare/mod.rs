//! Two models on one population: what differs between them, who moves, which criterion moves them, and whether won and lost
//! accounts are told apart better.

mod changes;
mod frames;
mod page;
mod result;

pub use changes::Change;
pub use result::{Cause, CompareOutcome, Comparison, Move};

use std::collections::BTreeMap;

use icp_core::batch::{BatchOptions, PerCriterion, Scores};
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_core::{IcpStatus, Model};
use serde::{Deserialize, Serialize};

use crate::EvidenceError;
use crate::outcome::{Answer, Outcome, Words, weights};
use crate::part::{self, Part};
use crate::population::{Row, STATUSES, Tally, merge_by_key, place};
use crate::stats::{Paired, Ranked};

/// A rank as a key; greater is better.
type Key = (u32, u64);

/// The place of an account under a model: its status, and for a tier the icp and the tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Place {
    status: usize,
    icp: usize,
    tier: Option<usize>,
}

/// Counts of a population under two models.
///
/// ```
/// use icp_core::{Date, Model};
/// use icp_core::batch::{AsOf, BatchOptions};
/// use icp_core::column::{Column, Columns, Values};
/// use icp_evidence::{Compare, Outcome};
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "smb", "fit": {
/// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
/// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let wider = Model::from_json(&model.to_json().replace("200", "500"))?;
/// let columns = Columns::new(2)
///     .with("employees", Column::new(Values::F64(&[50.0, 300.0])))?
///     .with("won", Column::new(Values::Bool(&[0, 1])))?;
/// let mut compare = Compare::new(&model, &wider, vec![Outcome::new("won")]);
/// compare.add(&columns, &BatchOptions::new(AsOf::Day(Date::MAX)))?;
/// let found = compare.comparison()?;
/// assert_eq!((found.moved, found.newly_qualified, found.no_longer_qualified), (1, 1, 0));
/// assert_eq!(found.causes[0].id, "size");
/// assert_eq!(found.changes[0].says, "icps.smb.fit.criteria.size.fit.employees.between: [20,200] became [20,500]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Compare {
    before: Model,
    after: Model,
    outcomes: Vec<Outcome>,
    weight: Option<String>,
    counts: Counts,
    /// Of both models.
    intakes: [Intake; 2],
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Counts {
    words: Vec<Words>,
    all: Tally,
    #[serde(with = "crate::as_list")]
    moves: BTreeMap<(Place, Place), Tally>,
    /// For each outcome, both ranks.
    paired: Vec<Paired<Key>>,
    ranked: Vec<[Ranked<Key>; 2]>,
    /// Criteria and exclusions that moved accounts: how many up, how many down.
    #[serde(with = "crate::as_list")]
    causes: BTreeMap<(String, String), (u64, u64)>,
}

impl Counts {
    fn new(outcomes: usize) -> Self {
        Self {
            words: vec![Words::default(); outcomes],
            all: Tally::new(outcomes),
            moves: BTreeMap::new(),
            paired: vec![Paired::default(); outcomes],
            ranked: vec![[Ranked::default(), Ranked::default()]; outcomes],
            causes: BTreeMap::new(),
        }
    }

    fn merge(&mut self, other: Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(words, more)| words.merge(more));
        self.all.merge(&other.all);
        merge_by_key(&mut self.moves, other.moves);
        self.paired.iter_mut().zip(other.paired).for_each(|(paired, more)| paired.merge(more));
        for (both, more) in self.ranked.iter_mut().zip(other.ranked) {
            both.iter_mut().zip(more).for_each(|(ranked, more)| ranked.merge(more));
        }
        for (cause, (up, down)) in other.causes {
            let sum = self.causes.entry(cause).or_default();
            *sum = (sum.0 + up, sum.1 + down);
        }
    }

    /// Whether both are of one shape.
    fn fits(&self, other: &Self) -> bool {
        let n = self.words.len();
        let mut tallies = std::iter::once(&other.all).chain(other.moves.values());
        [other.words.len(), other.paired.len(), other.ranked.len()].iter().all(|len| *len == n)
            && tallies.all(|tally| tally.outcomes.len() == n)
    }

    fn sorted(mut self) -> Self {
        self.paired = self.paired.into_iter().map(Paired::sorted).collect();
        self.ranked = self.ranked.into_iter().map(|both| both.map(Ranked::sorted)).collect();
        self
    }
}

impl Compare {
    /// Nobody yet.
    pub fn new(before: &Model, after: &Model, outcomes: Vec<Outcome>) -> Self {
        Self {
            before: before.clone(),
            after: after.clone(),
            weight: None,
            counts: Counts::new(outcomes.len()),
            intakes: [before.intake(), after.intake()],
            outcomes,
        }
    }

    /// The same with a column that says how many accounts each row stands for.
    #[must_use]
    pub fn weighted_by(mut self, column: impl Into<String>) -> Self {
        self.weight = Some(column.into());
        self
    }

    /// Scores the rows of a table with both models and counts them.
    ///
    /// # Errors
    /// A table that cannot be scored, an outcome or a weight that cannot be read.
    pub fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        let mut words = self.counts.words.clone();
        let mut answers = Vec::with_capacity(self.outcomes.len());
        for (outcome, words) in self.outcomes.iter().zip(&mut words) {
            answers.push(outcome.read(columns, words)?);
        }
        let weights = weights(columns, self.weight.as_deref())?;
        let options = options.per_criterion(PerCriterion::CONTRIBUTION).bounds(false).reasons(true);
        let before = self.before.score_batch(columns, &options)?;
        let after = self.after.score_batch(columns, &options)?;
        self.counts.words = words;
        self.intakes.iter_mut().zip([&before, &after]).for_each(|(all, own)| all.merge(&own.intake));
        for (number, weight) in weights.into_iter().enumerate() {
            let row = Row { number, weight, answers: &answers };
            self.row(&row, &before, &after);
        }
        Ok(())
    }

    /// The counts of invalid values, by the old model and by the new one.
    pub fn intakes(&self) -> &[Intake; 2] {
        &self.intakes
    }

    /// Adds the counts of another piece.
    ///
    /// # Errors
    /// Counts of other models, with other lists or another source, or of other outcomes.
    pub fn merge(&mut self, other: Self) -> Result<(), EvidenceError> {
        if self.part() != other.part() {
            return Err(EvidenceError::Other);
        }
        self.counts.merge(other.counts);
        self.intakes.iter_mut().zip(&other.intakes).for_each(|(all, own)| all.merge(own));
        Ok(())
    }

    /// The counts as JSON, for a process that merges those of others.
    pub fn to_json(&self) -> String {
        part::write(&self.part(), &self.counts.clone().sorted(), &self.intakes)
    }

    /// Adds counts that [`Compare::to_json`] wrote.
    ///
    /// # Errors
    /// A text that is none, of another version, or counts of other models or outcomes.
    pub fn merge_json(&mut self, text: &str) -> Result<(), EvidenceError> {
        let (counts, intakes): (Counts, _) = part::read(&self.part(), text)?;
        if !self.counts.fits(&counts) {
            return Err(EvidenceError::Other);
        }
        self.counts.merge(counts);
        part::add(&mut self.intakes, &intakes);
        Ok(())
    }

    fn part(&self) -> Part {
        Part::new("compare", &[&self.before, &self.after], (&self.outcomes, &self.weight))
    }

    fn row(&mut self, row: &Row<'_>, before: &Scores, after: &Scores) {
        let at = row.number;
        let (Some(from), Some(to)) = (of(before, at), of(after, at)) else { return };
        self.counts.all.add(row);
        let n = row.answers.len();
        self.counts.moves.entry((from, to)).or_insert_with(|| Tally::new(n)).add(row);
        let key = |scores: &Scores| {
            scores
                .rank_key(at)
                .map(|key| key.parts())
                .map(|(group, score)| (u32::MAX - group, u64::MAX - score))
        };
        if let Some((old, new)) = key(before).zip(key(after)) {
            let each = row.answers.iter().zip(&mut self.counts.paired).zip(&mut self.counts.ranked);
            for ((answers, paired), ranked) in each {
                let won = match answers.get(at) {
                    Some(Answer::Won) => true,
                    Some(Answer::Lost) => false,
                    Some(Answer::Open | Answer::Value(_)) | None => continue,
                };
                paired.add(old, new, won, row.weight);
                ranked.iter_mut().zip([old, new]).for_each(|(ranked, key)| ranked.add(key, won, row.weight));
            }
        }
        if from != to && row.weight.value() > 0.0 {
            let cause = self.cause(before, after, at, (from, to));
            let (up, down) = self.counts.causes.entry(cause).or_default();
            if to < from { *up += 1 } else { *down += 1 }
        }
    }

    /// The criterion or exclusion that moved an account: an exclusion that came or went, else the criterion whose part of the
    /// score of the shown icp changed most, else the bounds of tiers.
    fn cause(
        &self,
        before: &Scores,
        after: &Scores,
        at: usize,
        (from, to): (Place, Place),
    ) -> (String, String) {
        let kind = |kind: &str, id: &str| (kind.to_owned(), id.to_owned());
        let disqualified = place(IcpStatus::Disqualified);
        for (side, scores, model) in [(from, before, &self.before), (to, after, &self.after)] {
            if side.status == disqualified && from.status != to.status {
                let reason = scores.shown.reason.get(at).and_then(|one| scores.reasons.get(*one as usize));
                let id = reason.and_then(|(icp, code)| model.reason(*icp, *code).id);
                return kind("exclusion", id.as_deref().unwrap_or_default());
            }
        }
        let parts = |model: &Model, scores: &Scores, side: Place| -> Vec<(String, f64)> {
            let columns = scores.criteria.get(side.icp).map(Vec::as_slice).unwrap_or_default();
            let criteria = model.icp(side.icp).map(|icp| &*icp.fit.criteria).unwrap_or_default();
            let each = criteria.iter().zip(columns);
            each.filter_map(|(one, column)| Some((one.id.to_string(), *column.contribution.get(at)?)))
                .collect()
        };
        let (old, new) = (parts(&self.before, before, from), parts(&self.after, after, to));
        let mut most: Option<(f64, String)> = None;
        let ids = old.iter().chain(new.iter().filter(|(id, _)| old.iter().all(|(known, _)| known != id)));
        for (id, _) in ids {
            let part = |list: &[(String, f64)]| {
                list.iter().find(|(one, _)| one == id).map_or(0.0, |(_, part)| *part)
            };
            let change = (part(&new) - part(&old)).abs();
            if change > 0.0 && most.as_ref().is_none_or(|(most, _)| change > *most) {
                most = Some((change, id.clone()));
            }
        }
        match most {
            Some((_, id)) => kind("criterion", &id),
            None => kind("tiers", "bounds or requirements"),
        }
    }
}

/// Where a row stands.
fn of(scores: &Scores, at: usize) -> Option<Place> {
    let status = place(*scores.shown.status.get(at)?);
    let tier = scores.shown.tier.get(at).filter(|tier| **tier != u16::MAX).map(|tier| usize::from(*tier));
    let icp = usize::from(*scores.icp.get(at)?);
    Some(Place { status, icp, tier })
}

impl Place {
    /// In words: the tier, with its icp where there are several, or the status.
    fn words(self, model: &Model) -> String {
        let status = STATUSES.get(self.status).map_or("", |status| status.as_str());
        let Some((icp, tier)) = model.icp(self.icp).zip(self.tier) else { return status.to_owned() };
        let tier = icp.fit.tiers.get(tier).map_or("", |tier| &*tier.id);
        if model.icps().count() > 1 { format!("{} {tier}", icp.id) } else { tier.to_owned() }
    }
}
