//! The sums of the columns of scores: statuses, tiers and scores of every icp, and which icps accounts qualify for. It counts the
//! engine's answers, and decides none.

use std::collections::BTreeMap;

use icp_core::Model;
use icp_core::batch::{IcpColumns, Scores};
use icp_evidence::stats::{Interval, Rate, Sum};
use serde::Serialize;

use crate::about::STATUSES;

/// Steps of a histogram.
const STEPS: usize = 50;
/// The confidence of intervals.
const CONFIDENCE: f64 = 0.95;

/// How accounts turned out, a row each; empty without an outcome.
pub(super) type Answers = [Option<bool>];

/// Accounts that won and lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Turned {
    pub(super) rows: u64,
    pub(super) won: u64,
    pub(super) lost: u64,
}

impl Turned {
    pub(super) fn add(&mut self, answer: Option<bool>) {
        self.rows += 1;
        self.won += u64::from(answer == Some(true));
        self.lost += u64::from(answer == Some(false));
    }

    fn is_known(&self) -> bool {
        self.won + self.lost > 0
    }
}

/// Some accounts by an id, and how often they were won.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) rows: u64,
    pub(super) rate: Option<f64>,
    pub(super) interval: Option<Interval>,
    /// The share of all won accounts.
    pub(super) captured: Option<f64>,
}

impl Group {
    pub(super) fn of(id: &str, turned: &Turned, all: &Turned) -> Self {
        let rate = Rate::of(&Sum::of(turned.won), &Sum::of(turned.lost), CONFIDENCE);
        Self {
            id: id.to_owned(),
            rows: turned.rows,
            rate: rate.map(|rate| rate.rate),
            interval: rate.map(|rate| rate.interval),
            captured: (all.won > 0 && all.is_known()).then(|| turned.won as f64 / all.won as f64),
        }
    }
}

/// The counts of one icp.
struct IcpCounts {
    statuses: [Turned; STATUSES.len()],
    /// The tiers, and accounts without one.
    tiers: Vec<Turned>,
    /// The lowest and the highest score that the scorecard can give.
    ends: (f64, f64),
    histogram: Vec<u64>,
    without_score: u64,
}

/// The counts of the rows so far.
pub(super) struct Counts {
    all: Turned,
    /// By the icp that is shown.
    statuses: [Turned; STATUSES.len()],
    icps: Vec<IcpCounts>,
    /// Which icps rows qualify for, a bit each; the first 64 icps.
    overlap: BTreeMap<u64, Turned>,
}

/// The counts with their names.
#[derive(Debug, Serialize)]
pub(super) struct CountsSaid {
    rows: u64,
    all: Group,
    statuses: Vec<Group>,
    icps: Vec<IcpSaid>,
    /// The icps that accounts qualify for together.
    overlap: Vec<(Vec<String>, u64)>,
}

#[derive(Debug, Serialize)]
struct IcpSaid {
    icp: String,
    statuses: Vec<Group>,
    /// The tiers, the best first.
    tiers: Vec<Group>,
    without_tier: Group,
    low: f64,
    high: f64,
    histogram: Vec<u64>,
    without_score: u64,
}

impl Counts {
    /// Nobody yet. `ends` has the lowest and the highest score of each icp.
    pub(super) fn new(model: &Model, ends: &[(f64, f64)]) -> Self {
        let icps = (0..).map_while(|at| model.icp(at)).zip(ends);
        let icp = |(icp, ends): (&icp_core::model::Icp, &(f64, f64))| IcpCounts {
            statuses: Default::default(),
            tiers: vec![Turned::default(); icp.fit.tiers.len() + 1],
            ends: *ends,
            histogram: vec![0; STEPS],
            without_score: 0,
        };
        Self {
            all: Turned::default(),
            statuses: Default::default(),
            icps: icps.map(icp).collect(),
            overlap: BTreeMap::new(),
        }
    }

    /// Adds the rows of a part of the table, of which the first has this number.
    pub(super) fn add(&mut self, scores: &Scores, first: usize, answers: &Answers) {
        let rows = scores.rows();
        let answers = answers.get(first..first + rows).unwrap_or_default();
        // A model with one icp shows that one.
        let each = if scores.icps.is_empty() { std::slice::from_ref(&scores.shown) } else { &scores.icps };
        if answers.is_empty() {
            self.count(scores, each, |_| None);
        } else {
            self.count(scores, each, |row| answers.get(row).copied().flatten());
        }
    }

    fn count(&mut self, scores: &Scores, each: &[IcpColumns], answer: impl Fn(usize) -> Option<bool>) {
        for (row, status) in scores.shown.status.iter().enumerate() {
            self.all.add(answer(row));
            if let Some(turned) = self.statuses.get_mut(place(*status)) {
                turned.add(answer(row));
            }
        }
        let mut masks = vec![0u64; scores.rows()];
        for (at, (counts, columns)) in self.icps.iter_mut().zip(each).enumerate() {
            let bit = 1u64.checked_shl(at as u32).unwrap_or_default();
            let (low, high) = counts.ends;
            let per_step = if high > low { STEPS as f64 / (high - low) } else { 0.0 };
            let none = counts.tiers.len() - 1;
            let rows = columns.status.iter().zip(&columns.tier).zip(&columns.score).zip(&mut masks);
            for (row, (((status, tier), score), mask)) in rows.enumerate() {
                let answer = answer(row);
                let place = place(*status);
                *mask |= if place == 0 { bit } else { 0 };
                if let Some(turned) = counts.statuses.get_mut(place) {
                    turned.add(answer);
                }
                if let Some(turned) = counts.tiers.get_mut(usize::from(*tier).min(none)) {
                    turned.add(answer);
                }
                if score.is_nan() {
                    counts.without_score += 1;
                    continue;
                }
                let step = ((score - low) * per_step) as usize;
                if let Some(rows) = counts.histogram.get_mut(step.min(STEPS - 1)) {
                    *rows += 1;
                }
            }
        }
        for (row, mask) in masks.iter().enumerate() {
            self.overlap.entry(*mask).or_default().add(answer(row));
        }
    }

    /// With the names of the model that they are of.
    pub(super) fn said(&self, model: &Model) -> CountsSaid {
        let all = &self.all;
        let statuses = |statuses: &[Turned]| -> Vec<Group> {
            let named = STATUSES.iter().zip(statuses);
            named.map(|(status, turned)| Group::of(status.as_str(), turned, all)).collect()
        };
        let icps = (0..).map_while(|at| model.icp(at)).zip(&self.icps);
        let icp = |(icp, counts): (&icp_core::model::Icp, &IcpCounts)| IcpSaid {
            icp: icp.id.to_string(),
            statuses: statuses(&counts.statuses),
            tiers: icp
                .fit
                .tiers
                .iter()
                .zip(&counts.tiers)
                .map(|(tier, turned)| Group::of(&tier.id, turned, all))
                .collect(),
            without_tier: Group::of("", counts.tiers.last().unwrap_or(&Turned::default()), all),
            low: counts.ends.0,
            high: counts.ends.1,
            histogram: counts.histogram.clone(),
            without_score: counts.without_score,
        };
        let ids: Vec<&str> = model.icps().collect();
        let of = |mask: u64| {
            let own = ids
                .iter()
                .enumerate()
                .filter(|(at, _)| mask.checked_shr(*at as u32).is_some_and(|rest| rest & 1 == 1));
            own.map(|(_, id)| (*id).to_owned()).collect()
        };
        CountsSaid {
            rows: all.rows,
            all: Group::of("", all, all),
            statuses: statuses(&self.statuses),
            icps: icps.map(icp).collect(),
            overlap: self.overlap.iter().map(|(mask, turned)| (of(*mask), turned.rows)).collect(),
        }
    }
}

/// The place of a status; `qualified` is the first.
fn place(status: icp_core::IcpStatus) -> usize {
    STATUSES.iter().position(|known| *known == status).unwrap_or_default()
}

/// The lowest and the highest score of fit that each icp can give.
pub(super) fn ends(model: &Model) -> Vec<(f64, f64)> {
    let ranges = model.score_ranges();
    let of = |id: &str| ranges.iter().find(|range| &*range.icp == id);
    // The first scorecard of an icp is that of fit.
    model.icps().map(|id| of(id).map_or((0.0, 100.0), |range| (range.lowest, range.highest))).collect()
}
