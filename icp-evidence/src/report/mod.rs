//! Everything that the counts of a population say: numbers with names, as plain data. `build` fills it, `trial` judges criteria,
//! `tables` shows it to people.

mod build;
mod by_value;
mod frames;
mod mean;
mod overlap;
mod page;
mod says;
mod scores;
mod tables;
mod trial;

pub use mean::Mean;
pub use trial::{Trial, TrialBin, Verdict};

use crate::stats::Ranked;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::stats::{Auc, Calibrated, Gain, Rate, Test};

/// A population under a model, and what its outcomes say of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The name of the model.
    pub model: String,
    /// The author's version.
    pub version: Option<String>,
    /// Its fingerprint.
    pub fingerprint: String,
    /// The lists that were given to it: the SHA-256 of the entries of each.
    pub lists: BTreeMap<String, String>,
    /// Rows that were counted.
    pub rows: u64,
    /// The accounts that they stand for.
    pub weight: f64,
    /// Sentences about how outcomes were made.
    pub notes: Vec<String>,
    /// The outcomes, in the order in which every list of rates has them.
    pub outcomes: Vec<OutcomeReport>,
    /// The statuses of the icp that is shown.
    pub statuses: Vec<Group>,
    /// The icps, in priority order.
    pub icps: Vec<IcpReport>,
    /// The attributes that rules read.
    pub attributes: Vec<AttributeReport>,
    /// Which icps accounts qualify for.
    pub overlap: Overlap,
}

/// An outcome over the whole population.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OutcomeReport {
    /// The column, and the words that are won.
    pub name: String,
    /// Whether it is a number whose mean is judged.
    pub is_value: bool,
    /// How often accounts were won; null for a value.
    pub rate: Option<Rate>,
    /// Rows without an outcome.
    pub open: u64,
    /// How well the rank of accounts separates won from lost.
    pub auc: Option<Auc>,
    /// The greatest distance between the shares of both.
    pub ks: Option<f64>,
    /// Twice the AUC less one.
    pub gini: Option<f64>,
    /// The best tenth, fifth, third and half of the ranks.
    pub gains: Vec<Gain>,
    /// The best ranks in steps of a twentieth: the curve of gains.
    pub curve: Vec<Gain>,
    /// The AUC of coverage alone: far from 0.5 where the outcome decides what is known.
    pub coverage_auc: Option<Auc>,
}

/// Some accounts, and how often they were won.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Group {
    /// A status, a tier.
    pub id: String,
    /// Rows.
    pub rows: u64,
    /// Their share of the population.
    pub share: f64,
    /// For each outcome.
    pub rates: Vec<Option<Rate>>,
    /// For each outcome, the rate over that of the population.
    pub lift: Vec<Option<f64>>,
    /// For each outcome, the share of all won accounts.
    pub captured: Vec<Option<f64>>,
    /// For each outcome that is a value, its mean.
    pub means: Vec<Option<Mean>>,
}

/// An icp.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct IcpReport {
    /// Its id.
    pub icp: String,
    /// Its statuses.
    pub statuses: Vec<Group>,
    /// Its tiers, the best first, and then the accounts without one.
    pub tiers: Vec<Group>,
    /// Tiers with a lower bound, and that bound.
    pub bounds: Vec<(String, f64)>,
    /// Its scores.
    pub scores: Scores,
    /// For each outcome.
    pub judged: Vec<Judged>,
    /// Its exclusions, those of the model first.
    pub exclusions: Vec<ExclusionReport>,
    /// The criteria of fit, then those of intent.
    pub criteria: Vec<CriterionReport>,
}

/// The scores of an icp.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// Rows without a score.
    pub without: u64,
    /// The least score with at least this share at or below it: share and score.
    pub quantiles: Vec<(f64, f64)>,
    /// Lower end of a step, and the rows in it.
    pub histogram: Vec<(f64, u64)>,
    /// A wanted share of the accounts, the least score that gives it, and the rows at or above that score.
    pub cuts: Vec<(f64, f64, u64)>,
    /// The score that gives the wanted number of accounts; null where nobody said how many, or there are not that many.
    pub want: Option<Cut>,
}

/// The bar that lets a wanted number of accounts qualify.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cut {
    /// The wanted number.
    pub wanted: f64,
    /// The greatest score that at least that many reach. Accounts that an exclusion, a required criterion or low coverage keeps out
    /// do not count.
    pub score: f64,
    /// The accounts that reach it: more than wanted where several have this score.
    pub accounts: f64,
}

/// How far numbers or dates are from what a rule asks for, of accounts that it alone keeps out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distances {
    /// The attribute.
    pub attribute: String,
    /// The unit of the distances; `days` for dates.
    pub unit: Option<String>,
    /// Rows with a value.
    pub rows: u64,
    /// The distance of the nearest quarter, half and three quarters of these accounts.
    pub quartiles: [f64; 3],
}

impl Distances {
    fn of(attribute: &icp_core::model::Attribute, far: &Ranked<i64>) -> Option<Self> {
        let at = |share| far.quantile(share).map(crate::population::from_ordered);
        Some(Self {
            attribute: attribute.name.to_string(),
            unit: match attribute.kind {
                icp_core::value::AttributeType::Date => Some("days".to_owned()),
                _ => attribute.unit.as_deref().map(str::to_owned),
            },
            rows: far.totals().0.rows,
            quartiles: [at(0.25)?, at(0.5)?, at(0.75)?],
        })
    }
}

/// How an icp does on one outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Judged {
    /// The outcome.
    pub outcome: String,
    /// How well its score separates won from lost. For a value, the chance that of two accounts with different values the one with more
    /// has the higher score (Harrell's concordance).
    pub auc: Option<Auc>,
    /// How well the score of intent does; null without intent.
    pub intent_auc: Option<Auc>,
    /// The greatest distance between the shares of both.
    pub ks: Option<f64>,
    /// The rates of tenths of the accounts by score.
    pub calibration: Vec<CalibratedScore>,
    /// Whether tiers differ: rates by chi-square or Fisher, values between the best tier and the others.
    pub test: Option<Test>,
    /// Whether they do at a chance of a false alarm of 5 %.
    pub differs: bool,
    /// The first pair of tiers of which the lower one is won more often for certain.
    pub upside_down: Option<(String, String)>,
    /// The result in a sentence.
    pub says: String,
}

/// Neighbouring scores and their rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CalibratedScore {
    /// The least score; null for accounts without one.
    pub from: Option<f64>,
    /// The greatest.
    pub to: Option<f64>,
    /// How often they were won.
    pub rate: Rate,
}

impl CalibratedScore {
    fn of(one: &Calibrated<Option<i64>>) -> Self {
        let score = |key: Option<i64>| key.map(|key| key as f64 / 1e6);
        Self { from: score(one.from), to: score(one.to), rate: one.rate }
    }
}

/// An exclusion on a population.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ExclusionReport {
    /// Its id.
    pub id: String,
    /// Rows for which it holds.
    pub holds: u64,
    /// Those of them for which no other exclusion of the icp holds.
    pub alone: u64,
    /// Those that would qualify without it.
    pub kept_out: u64,
    /// How far these are from not being excluded; null where it does not ask for the
    /// values of one number or date.
    pub far: Option<Distances>,
    /// For each outcome, how often those it holds for were won.
    pub rates: Vec<Option<Rate>>,
}

/// A criterion on a population.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CriterionReport {
    /// Its id.
    pub id: String,
    /// Its title, or its id.
    pub label: String,
    /// Its weight.
    pub weight: f64,
    /// The share of each status.
    pub statuses: Vec<(String, f64)>,
    /// `fit` or `intent`.
    pub scorecard: String,
    /// Rows that it alone keeps from qualifying.
    pub kept_out: u64,
    /// How far these are from what it gives its most for; null where it does not ask for the
    /// values of one number or date.
    pub far: Option<Distances>,
    /// For each outcome.
    pub trials: Vec<Trial>,
}

/// An attribute on a population.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AttributeReport {
    /// Its name.
    pub name: String,
    /// Rows with a value.
    pub known: u64,
    /// Their share.
    pub fill: f64,
    /// Rows where it is missing and leaves a criterion of the icp that is shown unknown.
    pub open: u64,
    /// For each outcome, the AUC of whether it is known: far from 0.5 where the outcome decides what is known.
    pub known_auc: Vec<Option<f64>>,
    /// Outcomes that it alone separates.
    pub leaks: Vec<String>,
}

/// Which icps accounts qualify for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Overlap {
    /// The share that qualifies for one icp or more.
    pub covered: f64,
    /// The share of these that qualifies for one alone.
    pub distinct: f64,
    /// Icps together, and the rows that qualify for just these.
    pub sets: Vec<(Vec<String>, u64)>,
    /// For each icp, how much of it is its own.
    pub icps: Vec<IcpOverlap>,
    /// Why accounts qualify for none: the reasons of the icp that is shown, the commonest first.
    pub unfit: Vec<Unfit>,
}

/// An icp beside the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct IcpOverlap {
    /// The icp.
    pub icp: String,
    /// Rows that qualify for it.
    pub rows: u64,
    /// Rows that qualify for it alone.
    pub alone: u64,
    /// Their share of those that qualify for it; null where nobody does.
    pub distinct: Option<f64>,
    /// Rows that qualify for it and another one, for each of the other icps that shares any.
    pub with: Vec<(String, u64)>,
}

/// A reason for which accounts qualify for no icp.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Unfit {
    /// The icp that is shown.
    pub icp: String,
    /// The word of its reason.
    pub reason: String,
    /// The exclusion or criterion behind it.
    pub id: Option<String>,
    /// The reason in words.
    pub says: String,
    /// The rows.
    pub rows: u64,
    /// For each outcome, how often they were won.
    pub rates: Vec<Option<Rate>>,
}
