//! The counts of a population. All are sums of whole numbers or rows by key, so pieces merge in any order.

use std::collections::BTreeMap;

use icp_core::assessment::CriterionStatus;
use icp_core::{IcpStatus, Model};
use serde::{Deserialize, Serialize};

use super::cells::Cells;
use super::kinds::{Branch, Why};
use super::pair::Pair;
use super::profiles::{NONE, Profiles};
use super::tally::Tally;
use crate::outcome::{Outcome, Words};
use crate::stats::{Entry, Ranked, Sum};

/// The statuses, in the order in which accounts are ranked.
pub(crate) const STATUSES: [IcpStatus; 4] =
    [IcpStatus::Qualified, IcpStatus::Unqualified, IcpStatus::InsufficientData, IcpStatus::Disqualified];

/// The place of a status among [`STATUSES`].
pub(crate) fn place(status: IcpStatus) -> usize {
    STATUSES.iter().position(|one| *one == status).unwrap_or_default()
}

/// A criterion of an icp.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct CriterionCounts {
    /// By status: fit, partial, none, misfit, unknown, not applicable.
    pub(crate) statuses: [Sum; 6],
    /// In no order until [`Counts::sorted`].
    pub(crate) branches: Vec<(Branch, Tally)>,
    /// Accounts that it alone keeps from qualifying.
    pub(crate) kept_out: Tally,
    /// For each outcome, known rows by rating, where ratings vary within a branch.
    pub(super) own: Vec<Ranked<i64>>,
    /// How far those are that it alone keeps out, where it asks for one number.
    pub(crate) far: Ranked<i64>,
}

/// An exclusion of an icp.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ExclusionCounts {
    pub(crate) holds: Tally,
    /// No other exclusion of the icp holds.
    pub(crate) alone: Tally,
    /// The icp would qualify without it.
    pub(crate) kept_out: Tally,
    /// How far these are, where it asks for one number.
    pub(crate) far: Ranked<i64>,
}

/// An icp.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct IcpCounts {
    pub(crate) statuses: Vec<Tally>,
    /// By tier, the best first.
    pub(crate) tiers: Vec<Tally>,
    /// For each outcome that is a value: by tier, then rows without one.
    pub(crate) values: Vec<Vec<Ranked<i64>>>,
    /// Rows by their numbers: [`SCORE`], [`INTENT`], [`BAR`], then the score without each criterion.
    pub(crate) profiles: Profiles,
    /// For each outcome, rows with its value by their numbers: [`VALUE`], [`BY_SCORE`], [`BY_INTENT`], then for each criterion the score
    /// without it and its rating. Empty for outcomes that are no value.
    pub(crate) by_value: Vec<Profiles>,
    pub(crate) exclusions: Vec<ExclusionCounts>,
    /// The criteria of fit, then those of intent.
    pub(crate) criteria: Vec<CriterionCounts>,
    /// For each pair of criteria, sums over rows where both are known: rows, ratings, products.
    pub(crate) pairs: Vec<Pair>,
}

/// An attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AttributeCounts {
    pub(crate) known: Tally,
    pub(crate) missing: Tally,
    /// Rows where it is missing and a criterion of the icp that is shown is unknown that reads it.
    pub(crate) open: Sum,
    /// By cell of the model.
    pub(crate) cells: Cells,
}

/// The places of the numbers of a profile: the score, that of intent, and the score where nothing but the score decides whether
/// the icp qualifies.
pub(crate) const SCORE: usize = 0;
pub(crate) const INTENT: usize = 1;
pub(crate) const BAR: usize = 2;
/// The place of the score without the first criterion.
pub(crate) const WITHOUT: usize = 3;

/// The places of the numbers of a profile by value: the value, the score of fit, that of intent, and then two for each criterion.
pub(crate) const VALUE: usize = 0;
pub(crate) const BY_SCORE: usize = 1;
pub(crate) const BY_INTENT: usize = 2;
pub(crate) const BY_CRITERION: usize = 3;
/// A rating that is unknown, and one of a criterion that does not apply.
pub(crate) const UNKNOWN: i64 = NONE;
pub(crate) const NOT_APPLICABLE: i64 = NONE + 1;

/// A whole population.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) words: Vec<Words>,
    pub(crate) all: Tally,
    /// Of the icp that is shown.
    pub(crate) statuses: Vec<Tally>,
    /// For each outcome, rows by rank and by coverage; greater is better.
    pub(crate) ranked: Vec<Ranked<(u32, u64)>>,
    pub(crate) coverage: Vec<Ranked<i64>>,
    pub(crate) icps: Vec<IcpCounts>,
    pub(crate) attributes: Vec<AttributeCounts>,
    /// Rows by the icps that qualify, a bit each.
    pub(crate) overlap: BTreeMap<u64, Tally>,
    /// Rows that qualify for none, by the icp that is shown and its reason.
    #[serde(with = "crate::as_list")]
    pub(crate) unfit: BTreeMap<(usize, Why), Tally>,
}

impl Counts {
    pub(crate) fn new(model: &Model, outcomes: &[Outcome]) -> Self {
        let n = outcomes.len();
        let tally = || Tally::new(n);
        let icp = |at: usize| {
            let icp = model.icp(at);
            let tiers = icp.map_or(0, |icp| icp.fit.tiers.len());
            let criteria = model.criteria(at).count();
            let exclusions = model.definition().exclusions.len() + icp.map_or(0, |icp| icp.exclusions.len());
            IcpCounts {
                statuses: vec![tally(); STATUSES.len()],
                tiers: vec![tally(); tiers],
                values: outcomes
                    .iter()
                    .map(|outcome| vec![Ranked::default(); if outcome.is_value() { tiers + 1 } else { 0 }])
                    .collect(),
                profiles: Profiles::new(WITHOUT + criteria, n),
                by_value: vec![Profiles::new(BY_CRITERION + 2 * criteria, 0); n],
                exclusions: vec![
                    ExclusionCounts {
                        holds: tally(),
                        alone: tally(),
                        kept_out: tally(),
                        far: Ranked::default()
                    };
                    exclusions
                ],
                criteria: vec![
                    CriterionCounts {
                        statuses: [Sum::default(); 6],
                        branches: Vec::new(),
                        kept_out: tally(),
                        own: vec![Ranked::default(); n],
                        far: Ranked::default(),
                    };
                    criteria
                ],
                pairs: vec![Pair::default(); criteria * criteria.saturating_sub(1) / 2],
            }
        };
        let attribute = AttributeCounts {
            known: tally(),
            missing: tally(),
            open: Sum::default(),
            cells: Cells::default(),
        };
        Self {
            words: vec![Words::default(); n],
            all: tally(),
            statuses: vec![tally(); STATUSES.len()],
            ranked: vec![Ranked::default(); n],
            coverage: vec![Ranked::default(); n],
            icps: (0..model.icps().count()).map(icp).collect(),
            attributes: vec![attribute; model.attributes().count()],
            overlap: BTreeMap::new(),
            unfit: BTreeMap::new(),
        }
    }

    /// Adds another piece. The words of outcomes are merged by the population.
    pub(crate) fn merge(&mut self, other: Self) {
        self.all.merge(&other.all);
        merge_all(&mut self.statuses, &other.statuses);
        each(&mut self.ranked, other.ranked, Ranked::merge);
        each(&mut self.coverage, other.coverage, Ranked::merge);
        each(&mut self.icps, other.icps, IcpCounts::merge);
        self.attributes.iter_mut().zip(&other.attributes).for_each(|(sum, more)| sum.merge(more));
        merge_by_key(&mut self.overlap, other.overlap);
        merge_by_key(&mut self.unfit, other.unfit);
    }

    /// Whether both are of one shape.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        let tallies = |one: &[Tally], two: &[Tally]| {
            one.len() == two.len() && one.iter().zip(two).all(|(a, b)| a.outcomes.len() == b.outcomes.len())
        };
        let icp = |(one, other): (&IcpCounts, &IcpCounts)| {
            one.profiles.fits(&other.profiles)
                && one.by_value.len() == other.by_value.len()
                && one.by_value.iter().zip(&other.by_value).all(|(a, b)| a.fits(b))
                && tallies(&one.statuses, &other.statuses)
                && tallies(&one.tiers, &other.tiers)
                && one.values.iter().map(Vec::len).eq(other.values.iter().map(Vec::len))
                && one.exclusions.len() == other.exclusions.len()
                && one.criteria.len() == other.criteria.len()
                && one.criteria.iter().zip(&other.criteria).all(|(a, b)| a.own.len() == b.own.len())
                && one.pairs.len() == other.pairs.len()
        };
        self.words.len() == other.words.len()
            && self.all.outcomes.len() == other.all.outcomes.len()
            && tallies(&self.statuses, &other.statuses)
            && self.ranked.len() == other.ranked.len()
            && self.coverage.len() == other.coverage.len()
            && self.icps.len() == other.icps.len()
            && self.icps.iter().zip(&other.icps).all(icp)
            && self.attributes.len() == other.attributes.len()
    }

    /// The same with all rows in their places, ready to be asked.
    pub(crate) fn sorted(mut self) -> Self {
        self.ranked.iter_mut().for_each(|ranked| *ranked = std::mem::take(ranked).sorted());
        self.coverage.iter_mut().for_each(|ranked| *ranked = std::mem::take(ranked).sorted());
        for icp in &mut self.icps {
            icp.profiles.sort();
            icp.by_value.iter_mut().for_each(Profiles::sort);
            icp.exclusions.iter_mut().for_each(|one| one.far = std::mem::take(&mut one.far).sorted());
            icp.values.iter_mut().flatten().for_each(|ranked| *ranked = std::mem::take(ranked).sorted());
            for criterion in &mut icp.criteria {
                criterion.branches.sort_by_key(|(branch, _)| *branch);
                criterion.own.iter_mut().for_each(|ranked| *ranked = std::mem::take(ranked).sorted());
                criterion.far = std::mem::take(&mut criterion.far).sorted();
            }
        }
        self.attributes.iter_mut().for_each(|attribute| attribute.cells.sort());
        self
    }
}

impl IcpCounts {
    fn merge(&mut self, other: Self) {
        merge_all(&mut self.statuses, &other.statuses);
        merge_all(&mut self.tiers, &other.tiers);
        for (sums, more) in self.values.iter_mut().zip(other.values) {
            each(sums, more, Ranked::merge);
        }
        self.profiles.merge(other.profiles);
        each(&mut self.by_value, other.by_value, Profiles::merge);
        for (sum, more) in self.exclusions.iter_mut().zip(other.exclusions) {
            sum.holds.merge(&more.holds);
            sum.alone.merge(&more.alone);
            sum.kept_out.merge(&more.kept_out);
            sum.far.merge(more.far);
        }
        each(&mut self.criteria, other.criteria, CriterionCounts::merge);
        for (sum, more) in self.pairs.iter_mut().zip(&other.pairs) {
            sum.merge(more);
        }
    }
}

impl CriterionCounts {
    fn merge(&mut self, other: Self) {
        self.statuses.iter_mut().zip(&other.statuses).for_each(|(sum, more)| sum.merge(more));
        for (branch, more) in other.branches {
            self.branch(branch, more.outcomes.len()).merge(&more);
        }
        self.kept_out.merge(&other.kept_out);
        each(&mut self.own, other.own, Ranked::merge);
        self.far.merge(other.far);
    }

    /// Known rows by rating, on an outcome.
    pub(crate) fn by_rating(&self, outcome: usize) -> Ranked<i64> {
        let own = self.own.get(outcome).filter(|own| !own.entries().is_empty());
        own.cloned().unwrap_or_else(|| {
            let entry = |(branch, tally): &(Branch, Tally)| {
                let (won, lost) = tally.of(outcome);
                let key = branch.rating.filter(|_| branch.kind == 0 && won.rows + lost.rows > 0)?;
                Some(Entry { key, won, lost })
            };
            Ranked::of(self.branches.iter().filter_map(entry).collect())
        })
    }

    /// The tally of a branch. There are few, so they are gone through.
    pub(super) fn branch(&mut self, branch: Branch, outcomes: usize) -> &mut Tally {
        let at = self.branches.iter().position(|(known, _)| *known == branch).unwrap_or_else(|| {
            self.branches.push((branch, Tally::new(outcomes)));
            self.branches.len() - 1
        });
        // INVARIANT: the place was just found or made.
        match self.branches.get_mut(at) {
            Some((_, tally)) => tally,
            None => &mut self.kept_out,
        }
    }
}

impl AttributeCounts {
    fn merge(&mut self, other: &Self) {
        self.known.merge(&other.known);
        self.missing.merge(&other.missing);
        self.open.merge(&other.open);
        self.cells.merge(&other.cells);
    }
}

fn merge_all(sums: &mut [Tally], more: &[Tally]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| sum.merge(more));
}

pub(crate) fn merge_by_key<K: Ord>(sums: &mut BTreeMap<K, Tally>, more: BTreeMap<K, Tally>) {
    for (key, tally) in more {
        match sums.get_mut(&key) {
            Some(sum) => sum.merge(&tally),
            None => {
                sums.insert(key, tally);
            }
        }
    }
}

fn each<T>(sums: &mut [T], more: Vec<T>, merge: impl Fn(&mut T, T)) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| merge(sum, more));
}

/// The place of a status of a criterion among its counts.
pub(super) fn criterion_place(status: CriterionStatus) -> usize {
    match status {
        CriterionStatus::Fit => 0,
        CriterionStatus::Partial => 1,
        CriterionStatus::None => 2,
        CriterionStatus::Misfit => 3,
        CriterionStatus::Unknown => 4,
        _ => 5,
    }
}
