//! Criteria on trial: whether each earns its place in the score, by the outcomes of the population.

use serde::Serialize;

use super::mean::Mean;
use crate::level::{ALARM, CONFIDENCE};
use crate::population::{
    AnswerWords, Branch, CriterionCounts, INTENT, IcpCounts, Profiles, SCORE, Tally, WITHOUT,
};
use crate::stats::{
    Auc, Bin, Classes, Interval, PairedAuc, Placements, Places, Rate, Sum, information_value, rates_differ,
    weights_of_evidence,
};

/// How far the AUC of being known has to be from 0.5 before a leak is suspected.
const LEAK: f64 = 0.3;
/// The correlation of ratings from which on two criteria say the same.
const SAME: f64 = 0.8;

/// A criterion judged by one outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Trial {
    /// The outcome.
    pub outcome: String,
    /// The information value of its branches, unknown and not applicable among them; null for a value.
    pub iv: Option<f64>,
    /// The AUC of its rating alone, where it is known; for a value the chance that of two accounts with different values the one with
    /// more has the higher rating (Harrell's concordance).
    pub auc: Option<Auc>,
    /// The score without it and with it: the difference is its contribution.
    pub contribution: Option<PairedAuc>,
    /// The AUC of whether it is known; null for a value.
    pub known_auc: Option<f64>,
    /// Whether it earns its place.
    pub verdict: Verdict,
    /// For `redundant`, the criterion that says the same; none where all others together do.
    pub redundant_with: Option<String>,
    /// Its branches, the best rating first, then unknown, then not applicable.
    pub bins: Vec<TrialBin>,
}

/// Whether a criterion earns its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// The score separates better with it.
    Earns,
    /// Nothing says that it helps, nor that it hurts.
    NoEvidence,
    /// The score separates worse with it, or its high ratings are won less often.
    WrongWay,
    /// It answers the same for every account with an outcome.
    Constant,
    /// It separates, but others say the same.
    Redundant,
    /// Whether it is known at all separates won from lost: the outcome may decide what is filled in.
    Leak,
}

impl Verdict {
    /// From the intervals of what a criterion contributes and of its AUC alone.
    pub(super) fn of(contributes: Option<Interval>, alone: Option<Interval>) -> Self {
        let helps = contributes.is_some_and(|interval| interval.low > 0.0);
        let hurts = contributes.is_some_and(|interval| interval.high < 0.0);
        if hurts || alone.is_some_and(|interval| interval.high < 0.5) && !helps {
            Self::WrongWay
        } else if helps {
            Self::Earns
        } else if alone.is_some_and(|interval| interval.low > 0.5) {
            Self::Redundant
        } else {
            Self::NoEvidence
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Earns => "earns its place",
            Self::NoEvidence => "no evidence",
            Self::WrongWay => "wrong way",
            Self::Constant => "constant here",
            Self::Redundant => "redundant",
            Self::Leak => "leak?",
        }
    }
}

/// A branch of a criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TrialBin {
    /// `unknown`, `not applicable`, the label of a band, or its rating.
    pub label: String,
    /// Rows, with an outcome or without.
    pub rows: u64,
    /// Their share.
    pub share: f64,
    /// How often those with an outcome were won.
    pub rate: Option<Rate>,
    /// The mean of an outcome that is a value.
    pub mean: Option<Mean>,
    /// The weight of evidence: above 0 where it wins more often than the rest.
    pub woe: Option<f64>,
    /// The rating that it gives now.
    pub rating: Option<f64>,
    /// The rating that the outcomes would give: 1 for the branch that wins most often, 0 for the one that wins least, in
    /// between by weight of evidence; for a value by its mean.
    pub would_be: Option<f64>,
}

/// The AUC of whether something is known.
pub(crate) fn known_auc(known: &Bin, missing: &Bin) -> Option<f64> {
    let share = |one: &Sum, other: &Sum| {
        let all = one.and(other).weight();
        (all > 0.0).then(|| one.weight() / all)
    };
    let won = share(&known.0, &missing.0)?;
    let lost = share(&known.1, &missing.1)?;
    Some(0.5 + (won - lost) / 2.0)
}

/// Whether being known separates won from lost, for certain.
pub(crate) fn is_leak(known: &Bin, missing: &Bin, alarm: f64) -> bool {
    known_auc(known, missing).is_some_and(|auc| (auc - 0.5).abs() >= LEAK)
        && rates_differ(&[*known, *missing]).is_some_and(|test| test.p < alarm)
}

/// The scores of an icp on one outcome, to be compared with those without a criterion.
pub(super) struct Contributions<'a> {
    profiles: &'a Profiles,
    judged: Option<Judged>,
}

/// The rows with the outcome, where some were won and some lost.
struct Judged {
    classes: Classes,
    /// Whether a profile has rows with the outcome.
    answered: Vec<bool>,
    fit: Placements,
    intent: Placements,
}

impl<'a> Contributions<'a> {
    pub(super) fn new(profiles: &'a Profiles, outcome: usize) -> Self {
        Self { profiles, judged: Judged::of(profiles, outcome) }
    }

    fn of(&self, criterion: usize, of_fit: bool) -> Option<PairedAuc> {
        let Judged { classes, answered, fit, intent } = self.judged.as_ref()?;
        let without = placed(classes, answered, self.profiles.column(WITHOUT + criterion));
        Some(classes.compare(&without, if of_fit { fit } else { intent }, CONFIDENCE))
    }
}

impl Judged {
    fn of(profiles: &Profiles, outcome: usize) -> Option<Self> {
        let answered = |(won, lost): &(Sum, Sum)| won.rows + lost.rows > 0;
        let classes = Classes::of(profiles.answers(outcome).filter(answered))?;
        let answered: Vec<bool> = profiles.answers(outcome).map(|both| answered(&both)).collect();
        let [fit, intent] = [SCORE, INTENT].map(|at| placed(&classes, &answered, profiles.column(at)));
        Some(Self { classes, answered, fit, intent })
    }
}

/// The profiles with the outcome by one of their scores.
fn placed(classes: &Classes, answered: &[bool], scores: impl Iterator<Item = i64>) -> Placements {
    let scores = scores.zip(answered).filter(|(_, answered)| **answered);
    classes.placed(Places::of_scores(scores.map(|(score, _)| score)))
}

/// Everything that a trial looks at.
pub(super) struct Case<'a> {
    pub(super) icp: &'a IcpCounts,
    pub(super) contributions: &'a Contributions<'a>,
    /// Whether it is a criterion of fit, rather than of intent.
    pub(super) of_fit: bool,
    /// The ids of its criteria.
    pub(super) ids: Vec<&'a str>,
    /// The words for its answers.
    pub(super) words: &'a AnswerWords<'a>,
    /// The place of the criterion.
    pub(super) at: usize,
    pub(super) outcome: usize,
    pub(super) name: String,
}

impl Case<'_> {
    pub(super) fn judge(&self) -> Option<Trial> {
        let counts = self.icp.criteria.get(self.at)?;
        // Of many criteria one or two would look good or bad by chance: the alarms of all of them are to be as rare as one.
        let alarm = ALARM / self.icp.criteria.len().max(1) as f64;
        let bins: Vec<Bin> = counts.branches.iter().map(|(_, tally)| tally.of(self.outcome)).collect();
        let [known, missing] = [0, 1].map(|kind| self.of_kind(counts, kind));
        let own = counts.by_rating(self.outcome);
        let contribution = self.contributions.of(self.at, self.of_fit);
        let auc = own.delong(1.0 - alarm);
        let filled = bins.iter().filter(|(won, lost)| won.rows + lost.rows > 0).count();
        let verdict = if filled < 2 {
            Verdict::Constant
        } else if is_leak(&known, &missing, alarm) {
            Verdict::Leak
        } else {
            let contributes = contribution.and_then(|paired| paired.within(1.0 - alarm));
            Verdict::of(contributes, auc.and_then(|auc| auc.interval))
        };
        Some(Trial {
            outcome: self.name.clone(),
            iv: information_value(&bins),
            auc: own.delong(CONFIDENCE),
            contribution,
            known_auc: known_auc(&known, &missing),
            verdict,
            redundant_with: if verdict == Verdict::Redundant { self.twin() } else { None },
            bins: self.bins(counts, &bins),
        })
    }

    fn of_kind(&self, counts: &CriterionCounts, kind: u8) -> Bin {
        let own = counts.branches.iter().filter(|(branch, _)| branch.kind == kind);
        own.map(|(_, tally)| tally.of(self.outcome))
            .fold((Sum::default(), Sum::default()), |sum, bin| (sum.0.and(&bin.0), sum.1.and(&bin.1)))
    }

    /// The criterion whose ratings go most with those of this one.
    pub(super) fn twin(&self) -> Option<String> {
        let n = self.icp.criteria.len();
        let mut found: Option<(f64, usize)> = None;
        let places = (0..n).flat_map(|one| (one + 1..n).map(move |other| (one, other)));
        for ((one, other), pair) in places.zip(&self.icp.pairs) {
            let twin = match (one == self.at, other == self.at) {
                (true, _) => other,
                (_, true) => one,
                _ => continue,
            };
            let correlation = pair.correlation().map_or(0.0, f64::abs);
            if correlation >= SAME && found.is_none_or(|(most, _)| correlation > most) {
                found = Some((correlation, twin));
            }
        }
        found.and_then(|(_, twin)| self.ids.get(twin)).map(|id| (*id).to_owned())
    }

    fn bins(&self, counts: &CriterionCounts, bins: &[Bin]) -> Vec<TrialBin> {
        let woes = weights_of_evidence(bins).unwrap_or_else(|| vec![None; bins.len()]);
        let all = counts.branches.iter().fold(Sum::default(), |sum, (_, tally)| sum.and(&tally.all)).weight();
        let applies = || counts.branches.iter().zip(&woes).filter(|((branch, _), _)| branch.kind == 0);
        let known: Vec<f64> = applies().filter_map(|(_, woe)| *woe).collect();
        let low = known.iter().copied().fold(f64::INFINITY, f64::min);
        let high = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut rows: Vec<(&Branch, &Tally, &Bin, Option<f64>)> = counts
            .branches
            .iter()
            .zip(bins)
            .zip(woes)
            .map(|(((branch, tally), bin), woe)| (branch, tally, bin, woe))
            .collect();
        rows.sort_by_key(|(branch, ..)| (branch.kind, std::cmp::Reverse(branch.rating), branch.band));
        let bin = |(branch, tally, bin, woe): (&Branch, &Tally, &Bin, Option<f64>)| {
            let rating = branch.rating.map(|rating| rating as f64 / 1e6);
            let would = woe.filter(|_| branch.kind == 0 && high > low).map(|woe| (woe - low) / (high - low));
            TrialBin {
                label: branch.words(self.words),
                rows: tally.all.rows,
                share: if all > 0.0 { tally.all.weight() / all } else { 0.0 },
                rate: Rate::of(&bin.0, &bin.1, CONFIDENCE),
                mean: None,
                woe,
                rating,
                would_be: would.map(|rating| (rating * 100.0).round() / 100.0),
            }
        };
        rows.into_iter().map(bin).collect()
    }
}
