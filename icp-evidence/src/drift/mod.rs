//! Two populations under one model: whether they differ, in what, and whether that asks for a review. Bins are those of the model:
//! tiers, answers of criteria, cells of attributes; only the score itself is cut at the tenths of the earlier population.

mod frames;
mod page;
mod parts;
mod periods;
mod scored;
mod tables;

pub use parts::{Bounds, Level, MovedBin, PartShift};
pub use periods::{PeriodDrift, PeriodShift, Periods};
pub use scored::{Scored, ScoredChange, ScoredColumns, ScoredMove};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::EvidenceError;
use crate::level::{ALARM, CONFIDENCE};
use crate::part::{self, lists};
use crate::population::{Counts, Population};
use crate::stats::{Rate, Sum, Test, rates_differ};
use crate::table::percent;
use parts::parts;

/// The change of a correlation that counts as a joint shift.
const JOINT: f64 = 0.2;

/// The win rate of a tier on both populations.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RateShift {
    /// The outcome.
    pub outcome: String,
    /// The icp.
    pub icp: String,
    /// The tier, or `all`.
    pub tier: String,
    /// Before.
    pub before: Option<Rate>,
    /// After.
    pub after: Option<Rate>,
    /// Whether they differ.
    pub test: Option<Test>,
    /// Whether they do for certain, over all rates that were tested.
    pub differs: bool,
}

/// Two criteria whose ratings go together otherwise than before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct JointShift {
    /// The icp.
    pub icp: String,
    /// Both criteria.
    pub criteria: [String; 2],
    /// Their correlation before.
    pub before: f64,
    /// Their correlation after.
    pub after: f64,
}

/// Two populations under one model.
///
/// ```
/// use icp_core::{Date, Model};
/// use icp_core::batch::{AsOf, BatchOptions};
/// use icp_core::column::{Column, Columns, Values};
/// use icp_evidence::{Drift, Population};
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "smb", "fit": {
/// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
/// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let count = |employees: &[f64]| {
///     let columns = Columns::new(employees.len()).with("employees", Column::new(Values::F64(employees)))?;
///     let mut population = Population::new(&model, vec![]);
///     population.add(&columns, &BatchOptions::new(AsOf::Day(Date::MAX)))?;
///     Ok::<_, Box<dyn std::error::Error>>(population)
/// };
/// let (before, after) = (count(&[50.0; 40])?, count(&[5.0; 40])?);
/// assert!(Drift::between(&before, &after)?.review.unwrap().starts_with("Review now: "));
/// assert_eq!(Drift::between(&before, &before)?.review, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Drift {
    /// The fingerprint of the model.
    pub fingerprint: String,
    /// The lists that were given to it: the SHA-256 of the entries of each.
    pub lists: BTreeMap<String, String>,
    /// The sources by which both populations were read; null without one. Another source may be all that moved.
    pub sources: [Option<String>; 2],
    /// The rows of both populations.
    pub rows: [u64; 2],
    /// From which index on a part counts.
    pub bounds: Bounds,
    /// All parts.
    pub parts: Vec<PartShift>,
    /// Win rates of tiers.
    pub rates: Vec<RateShift>,
    /// Criteria that go together otherwise, the largest change first.
    pub joint: Vec<JointShift>,
    /// Why a review is asked for, in one line; null where nothing asks for one.
    pub review: Option<String>,
}

impl Drift {
    /// How the second population differs from the first.
    ///
    /// # Errors
    /// Populations under different models or with different outcomes; an outcome whose words are not told.
    pub fn between(before: &Population, after: &Population) -> Result<Self, EvidenceError> {
        Self::over(before, after, 1)
    }

    /// The same as one of several comparisons, of which all together are to alarm as rarely as one.
    pub(crate) fn over(
        before: &Population,
        after: &Population,
        comparisons: usize,
    ) -> Result<Self, EvidenceError> {
        // Two systems may be read by two sources; the rules have to be the same.
        let differ = part::rules(&before.model) != part::rules(&after.model);
        if differ || before.outcomes != after.outcomes {
            return Err(EvidenceError::Other);
        }
        before.check()?;
        after.check()?;
        let (one, other) = (before.counts.clone().sorted(), after.counts.clone().sorted());
        let parts = parts(before, &one, &other);
        // Of many parts some would alarm by chance: the alarms of all of them together are to be as rare as one.
        let level = ALARM / comparisons.max(1) as f64;
        let alarm = level / parts.len().max(1) as f64;
        let parts: Vec<PartShift> = parts.into_iter().map(|part| part.judge(alarm)).collect();
        let rates = rates(before, &one, &other, level);
        let joint = joint(before, &one, &other);
        let review = review(&parts, &rates, &joint);
        Ok(Self {
            fingerprint: before.model.fingerprint().to_owned(),
            lists: lists(&before.model),
            sources: [&before.model, &after.model].map(|model| Some(model.source()?.name().to_owned())),
            rows: [one.all.all.rows, other.all.all.rows],
            bounds: Bounds::ALL,
            parts,
            rates,
            joint,
            review,
        })
    }
}

fn rates(population: &Population, one: &Counts, other: &Counts, level: f64) -> Vec<RateShift> {
    let mut found = Vec::new();
    for (at, outcome) in population.outcomes.iter().enumerate().filter(|(_, outcome)| !outcome.is_value()) {
        let mut put = |icp: &str, tier: &str, before: (Sum, Sum), after: (Sum, Sum)| {
            found.push(RateShift {
                outcome: outcome.name(),
                icp: icp.to_owned(),
                tier: tier.to_owned(),
                before: Rate::of(&before.0, &before.1, CONFIDENCE),
                after: Rate::of(&after.0, &after.1, CONFIDENCE),
                test: rates_differ(&[before, after]),
                differs: false,
            });
        };
        put("", "all", one.all.of(at), other.all.of(at));
        for ((place, a), b) in one.icps.iter().enumerate().zip(&other.icps) {
            let Some(icp) = population.model.icp(place) else { continue };
            for ((tier, x), y) in icp.fit.tiers.iter().zip(&a.tiers).zip(&b.tiers) {
                put(&icp.id, &tier.id, x.of(at), y.of(at));
            }
        }
    }
    let alarm = level / found.len().max(1) as f64;
    for one in &mut found {
        one.differs = one.test.is_some_and(|test| test.p < alarm);
    }
    found
}

fn joint(population: &Population, one: &Counts, other: &Counts) -> Vec<JointShift> {
    let mut found = Vec::new();
    for ((at, a), b) in one.icps.iter().enumerate().zip(&other.icps) {
        let Some(icp) = population.model.icp(at) else { continue };
        let ids: Vec<&str> = population.model.criteria(at).map(|criterion| &*criterion.id).collect();
        let places = (0..ids.len()).flat_map(|one| (one + 1..ids.len()).map(move |other| (one, other)));
        for (((first, second), x), y) in places.zip(&a.pairs).zip(&b.pairs) {
            let (Some(before), Some(after)) = (x.correlation(), y.correlation()) else { continue };
            // Fisher's transformation has a known spread: the change has to be certain as well as large.
            let z = |r: f64| libm::atanh(r.clamp(-0.999_999, 0.999_999));
            let error = (1.0 / (x.count() - 3.0).max(1.0) + 1.0 / (y.count() - 3.0).max(1.0)).sqrt();
            if (after - before).abs() >= JOINT && (z(after) - z(before)).abs() / error > 4.0 {
                let name = |at: usize| ids.get(at).map_or_else(String::new, |id| (*id).to_owned());
                found.push(JointShift {
                    icp: icp.id.to_string(),
                    criteria: [name(first), name(second)],
                    before,
                    after,
                });
            }
        }
    }
    found.sort_by(|a, b| (b.after - b.before).abs().total_cmp(&(a.after - a.before).abs()));
    found
}

/// The first reason for a review: a win rate, then the parts that moved, then criteria that go together otherwise.
fn review(parts: &[PartShift], rates: &[RateShift], joint: &[JointShift]) -> Option<String> {
    let rate = rates.iter().find(|one| one.differs).and_then(|one| {
        let (before, after) = (one.before?, one.after?);
        let what = if one.tier == "all" {
            "all accounts".to_owned()
        } else {
            format!("tier {} of {}", one.tier, one.icp)
        };
        let verb = if after.rate < before.rate { "fell" } else { "rose" };
        Some(format!(
            "{} of {what} {verb} from {} to {}",
            one.outcome,
            percent(before.rate),
            percent(after.rate)
        ))
    });
    let moved = parts
        .iter()
        .filter(|part| part.level == Level::Review)
        .max_by(|a, b| a.psi.unwrap_or_default().total_cmp(&b.psi.unwrap_or_default()));
    let moved = moved.map(|part| {
        let what =
            if part.kind == part.id { part.kind.clone() } else { format!("{} {}", part.kind, part.id) };
        format!("{what} moved (PSI {:.2})", part.psi.unwrap_or_default())
    });
    let calm = parts.iter().filter(|part| part.kind == "criterion").all(|part| part.level == Level::Calm);
    let score = parts.iter().any(|part| part.kind == "score" && part.level > Level::Calm);
    let together = joint.first().filter(|_| calm && score).map(|one| {
        format!(
            "the score moved though no criterion did: {} and {} go together otherwise (correlation {:.2}, now {:.2})",
            one.criteria[0], one.criteria[1], one.before, one.after
        )
    });
    let found: Vec<String> =
        [rate, together.clone(), moved.filter(|_| together.is_none())].into_iter().flatten().collect();
    (!found.is_empty()).then(|| format!("Review now: {}.", found.join("; ")))
}
