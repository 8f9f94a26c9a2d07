//! A pass over all accounts, part by part: between two parts the page may say that the model has changed once more.

use icp_core::assessment::ReasonCode;
use icp_core::batch::Scores;
use icp_core::intake::Intake;
use icp_core::{BatchError, Date, Model};
use icp_evidence::stats::{Auc, Ranked, Weight};
use serde::Serialize;

use super::counts::{Answers, Counts, ends};
use super::place::Standing;
use super::rules::{NearAsked, Rules, RulesSaid};
use super::table::{Table, options};

/// Rows of a part: some thirty milliseconds, after which a newer change is looked for. What texts mean is found out anew for each.
const PART: usize = 1 << 17;
/// The confidence of intervals.
const CONFIDENCE: f64 = 0.95;

/// All accounts under one model.
#[derive(Clone)]
pub(super) struct Scored {
    pub(super) model: Model,
    pub(super) day: Date,
    pub(super) standing: Standing,
    pub(super) counts: std::rc::Rc<Counts>,
    pub(super) intake: Intake,
}

impl Scored {
    pub(super) fn side(&self) -> (&Model, &Standing) {
        (&self.model, &self.standing)
    }
}

/// The names of a model's attributes: columns without one valid value are told, and end nothing.
fn attributes(model: &Model) -> Vec<&str> {
    model.attributes().map(|attribute| attribute.name()).collect()
}

/// A pass that scores.
pub(super) struct Run {
    model: Model,
    day: Date,
    scores: Scores,
    standing: Standing,
    counts: Counts,
    intake: Intake,
}

impl Run {
    pub(super) fn new(model: Model, day: Date, rows: usize) -> Self {
        let counts = Counts::new(&model, &ends(&model));
        let standing = Standing { places: Vec::with_capacity(rows), scores: Vec::with_capacity(rows) };
        Self { intake: model.intake(), model, day, scores: Scores::default(), standing, counts }
    }

    /// Scores the next part; true when there are more.
    pub(super) fn step(&mut self, table: &Table, answers: &Answers) -> Result<bool, BatchError> {
        let first = self.standing.places.len();
        let end = table.rows().min(first + PART);
        let allowed = attributes(&self.model);
        let several = self.model.icp(1).is_some();
        let models = [&self.model];
        let columns = table.part(&models, first..end)?;
        self.model.score_batch_into(
            &columns,
            &options(self.day, &allowed).per_icp(several),
            &mut self.scores,
        )?;
        self.standing.add(&self.scores);
        self.counts.add(&self.scores, first, answers);
        self.intake.merge(&self.scores.intake);
        Ok(end < table.rows())
    }

    pub(super) fn end(self) -> Scored {
        let Self { model, day, standing, counts, intake, .. } = self;
        Scored { model, day, standing, counts: std::rc::Rc::new(counts), intake }
    }
}

/// How well the rank of accounts separates won from lost.
pub(super) fn auc(standing: &Standing, answers: &Answers) -> Option<Auc> {
    let mut ranked: Ranked<(u32, u64)> = Ranked::default();
    for (row, answer) in answers.iter().enumerate() {
        let Some((won, (group, score))) = answer.zip(standing.key(row)) else { continue };
        // The core's key is less for the better row.
        ranked.add((u32::MAX - group, u64::MAX - score), won, Weight::ONE);
    }
    ranked.sorted().delong(CONFIDENCE)
}

/// The score that a wanted number of accounts reach.
#[derive(Debug, Serialize)]
pub(super) struct Cut {
    score: f64,
    /// The accounts that reach it: more than wanted where several have this score.
    rows: usize,
}

/// The greatest score of an icp that a number of the accounts reach whose tier decides their status.
pub(super) fn cut(
    model: &Model,
    day: Date,
    table: &Table,
    icp: usize,
    wanted: usize,
) -> Result<Option<Cut>, BatchError> {
    let (allowed, models) = (attributes(model), [model]);
    let (mut scores, mut found) = (Scores::default(), Vec::new());
    for first in (0..table.rows()).step_by(PART) {
        let columns = table.part(&models, first..table.rows().min(first + PART))?;
        model.score_batch_into(&columns, &options(day, &allowed).per_icp(true).reasons(true), &mut scores)?;
        let Some(own) = scores.icps.get(icp) else { return Ok(None) };
        let by_tier = |reason: &u32| {
            let found = scores.reasons.get(*reason as usize);
            found.is_some_and(|(_, reason)| matches!(reason, ReasonCode::Tier(_)))
        };
        let each =
            own.score.iter().zip(&own.reason).filter(|(score, reason)| !score.is_nan() && by_tier(reason));
        found.extend(each.map(|(score, _)| *score));
    }
    found.sort_unstable_by(|a, b| b.total_cmp(a));
    let Some(score) = wanted.checked_sub(1).and_then(|at| found.get(at)).copied() else { return Ok(None) };
    Ok(Some(Cut { score, rows: found.partition_point(|one| *one >= score) }))
}

/// A pass that counts what criteria and exclusions do.
pub(super) struct RulesRun {
    model: Model,
    day: Date,
    rows: usize,
    rules: Rules,
}

impl RulesRun {
    pub(super) fn new(model: Model, day: Date) -> Self {
        Self { rules: Rules::new(&model), model, day, rows: 0 }
    }

    /// Counts the next part; true when there are more.
    pub(super) fn step(&mut self, table: &Table) -> Result<bool, BatchError> {
        let end = table.rows().min(self.rows + PART / 32);
        let (allowed, models) = (attributes(&self.model), [&self.model]);
        let columns = table.part(&models, self.rows..end)?;
        let (found, _) =
            self.model.observe(&columns, &options(self.day, &allowed), || Rules::new(&self.model))?;
        found.iter().for_each(|rules| self.rules.merge(rules, self.rows));
        self.rows = end;
        Ok(end < table.rows())
    }

    pub(super) fn said(&self, standing: &Standing) -> RulesSaid {
        let all = self.near(&NearAsked::default());
        let is_out =
            |row: &&u32| standing.places.get(**row as usize).is_some_and(|place| !place.is_qualified());
        self.rules.said(&self.model, all.iter().filter(is_out).count())
    }

    /// The rows that one thing alone keeps out.
    pub(super) fn near(&self, asked: &NearAsked) -> Vec<u32> {
        self.rules.near(&self.model, asked)
    }
}
