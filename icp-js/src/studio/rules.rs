//! The effect of every criterion and exclusion on a population: the statuses that it gives, and the accounts that it alone keeps out. It counts
//! what the engine says of each kind of account.

use std::collections::BTreeMap;

use icp_core::Model;
use icp_core::assessment::{CriterionStatus, KeptOut, ReasonCode};
use icp_core::batch::{Observed, Observer};
use serde::{Deserialize, Serialize};

/// The statuses of a criterion, in the order of the counts.
const STATUSES: [CriterionStatus; 6] = [
    CriterionStatus::Fit,
    CriterionStatus::Partial,
    CriterionStatus::None,
    CriterionStatus::Misfit,
    CriterionStatus::Unknown,
    CriterionStatus::NotApplicable,
];

#[derive(Debug, Clone, Default)]
struct Criterion {
    statuses: [u64; STATUSES.len()],
    kept_out: u64,
}

#[derive(Debug, Clone, Default)]
struct Exclusion {
    holds: u64,
    alone: u64,
    kept_out: u64,
}

#[derive(Debug, Clone, Default)]
struct Icp {
    criteria: Vec<Criterion>,
    exclusions: Vec<Exclusion>,
}

/// An account that one thing alone keeps out of an icp.
#[derive(Debug, Clone, Copy)]
struct Near {
    row: u32,
    icp: u16,
    kept: What,
}

/// A criterion or an exclusion of an icp, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Criterion(u16),
    Exclusion(u16),
}

/// The counts of the rows so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    icps: Vec<Icp>,
    near: Vec<Near>,
}

/// Which accounts that nearly qualify are asked for: all, or those that one thing of an icp keeps out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NearAsked {
    icp: Option<String>,
    criterion: Option<String>,
    exclusion: Option<String>,
}

/// The counts with their names.
#[derive(Debug, Serialize)]
pub(super) struct RulesSaid {
    /// Rows that do not qualify, and that one thing alone keeps out.
    near: usize,
    icps: Vec<IcpSaid>,
}

#[derive(Debug, Serialize)]
struct IcpSaid {
    icp: String,
    /// The criteria of fit, then those of intent.
    criteria: Vec<CriterionSaid>,
    exclusions: Vec<ExclusionSaid>,
}

#[derive(Debug, Serialize)]
struct CriterionSaid {
    id: String,
    /// Rows by status.
    statuses: Vec<(&'static str, u64)>,
    /// Rows that it alone keeps from qualifying.
    kept_out: u64,
}

#[derive(Debug, Serialize)]
struct ExclusionSaid {
    id: String,
    /// Rows for which it holds.
    holds: u64,
    /// Those of them for which no other exclusion of the icp holds.
    alone: u64,
    /// Those that would qualify without it.
    kept_out: u64,
}

impl Rules {
    pub(super) fn new(model: &Model) -> Self {
        let shared = model.definition().exclusions.len();
        let icp = |at: usize| {
            let own = model.icp(at).map_or(0, |icp| icp.exclusions.len());
            Icp {
                criteria: vec![Criterion::default(); model.criteria(at).count()],
                exclusions: vec![Exclusion::default(); shared + own],
            }
        };
        Self { icps: (0..model.icps().count()).map(icp).collect(), near: Vec::new() }
    }

    fn count(&mut self, all: &[u32], account: &Observed<'_>) {
        let rows = all.len() as u64;
        let Self { icps, near } = self;
        for (at, icp) in icps.iter_mut().enumerate() {
            for (one, criterion) in icp.criteria.iter_mut().enumerate() {
                let Some(facts) = account.criterion(at, one) else { continue };
                let place = STATUSES.iter().position(|status| *status == facts.status);
                if let Some(count) = place.and_then(|place| criterion.statuses.get_mut(place)) {
                    *count += rows;
                }
            }
            let holding = account.excluded_by(at).count();
            for one in account.excluded_by(at) {
                if let Some(exclusion) = icp.exclusions.get_mut(one) {
                    exclusion.holds += rows;
                    exclusion.alone += if holding == 1 { rows } else { 0 };
                }
            }
            account.kept_out_by(at, |kept| {
                let (count, kept) = match kept {
                    KeptOut::Exclusion(one) => (
                        icp.exclusions.get_mut(one).map(|one| &mut one.kept_out),
                        What::Exclusion(one as u16),
                    ),
                    KeptOut::Required(one) | KeptOut::Criterion(one) => {
                        (icp.criteria.get_mut(one).map(|one| &mut one.kept_out), What::Criterion(one as u16))
                    }
                    _ => return,
                };
                count.into_iter().for_each(|count| *count += rows);
                near.extend(all.iter().map(|row| Near { row: *row, icp: at as u16, kept }));
            });
        }
    }

    /// Adds the counts of other rows, of which the first has this number.
    pub(super) fn merge(&mut self, other: &Self, first: usize) {
        self.near.extend(other.near.iter().map(|near| Near { row: near.row + first as u32, ..*near }));
        for (icp, more) in self.icps.iter_mut().zip(&other.icps) {
            for (one, more) in icp.criteria.iter_mut().zip(&more.criteria) {
                one.statuses.iter_mut().zip(more.statuses).for_each(|(sum, more)| *sum += more);
                one.kept_out += more.kept_out;
            }
            for (one, more) in icp.exclusions.iter_mut().zip(&more.exclusions) {
                one.holds += more.holds;
                one.alone += more.alone;
                one.kept_out += more.kept_out;
            }
        }
    }

    /// The rows that are asked for, in order.
    pub(super) fn near(&self, model: &Model, asked: &NearAsked) -> Vec<u32> {
        let is_asked = |icp: u16, kept: What| {
            let at = usize::from(icp);
            let icp = model.icp(at).map(|icp| &*icp.id);
            let (criterion, exclusion) = match kept {
                What::Criterion(one) => {
                    (model.criteria(at).nth(one.into()).map(|one| one.id.to_string()), None)
                }
                What::Exclusion(one) => (None, exclusion(model, at, one.into())),
            };
            let is =
                |asked: &Option<String>, found: Option<&str>| asked.is_none() || asked.as_deref() == found;
            is(&asked.icp, icp)
                && is(&asked.criterion, criterion.as_deref())
                && is(&asked.exclusion, exclusion.as_deref())
        };
        // Many rows, and few things that keep them out.
        let mut known = BTreeMap::new();
        let mut rows: Vec<u32> = Vec::new();
        for Near { row, icp, kept } in &self.near {
            if *known.entry((*icp, *kept)).or_insert_with(|| is_asked(*icp, *kept)) {
                rows.push(*row);
            }
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// With the names of the model that they are of.
    pub(super) fn said(&self, model: &Model, near: usize) -> RulesSaid {
        let icp = |(at, icp): (usize, &Icp)| IcpSaid {
            icp: model.icp(at).map_or_else(String::new, |icp| icp.id.to_string()),
            criteria: model
                .criteria(at)
                .zip(&icp.criteria)
                .map(|(criterion, counts)| CriterionSaid {
                    id: criterion.id.to_string(),
                    statuses: STATUSES.iter().map(|status| status.as_str()).zip(counts.statuses).collect(),
                    kept_out: counts.kept_out,
                })
                .collect(),
            exclusions: icp
                .exclusions
                .iter()
                .enumerate()
                .map(|(one, counts)| ExclusionSaid {
                    id: exclusion(model, at, one).unwrap_or_default(),
                    holds: counts.holds,
                    alone: counts.alone,
                    kept_out: counts.kept_out,
                })
                .collect(),
        };
        RulesSaid { near, icps: self.icps.iter().enumerate().map(icp).collect() }
    }
}

/// The id of an exclusion by its place: those of all icps are the first.
fn exclusion(model: &Model, icp: usize, one: usize) -> Option<String> {
    model.reason(icp, ReasonCode::Excluded(one)).id.map(|id| id.into_owned())
}

impl Observer for Rules {
    fn row(&mut self, row: usize, account: &Observed<'_>) {
        self.count(&[row as u32], account);
    }

    fn alike(&mut self, rows: &[u32], account: &Observed<'_>) {
        self.count(rows, account);
    }
}
