//! Two populations under one model: whether they differ, in what, and whether that asks for a review. Bins are those of the model:
//! tiers, answers of criteria, cells of attributes; only the score itself is cut at the tenths of the earlier population.

mod frames;
mod page;
mod tables;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::EvidenceError;
use crate::level::{ALARM, CONFIDENCE};
use crate::population::{Cells, Counts, IcpCounts, Population, SCORE, Tally};
use crate::stats::{Bin, Ranked, Rate, Sum, Test, psi, rates_differ};
use crate::table::percent;

/// From this index on a shift is worth a look.
const WATCH: f64 = 0.1;
/// From this index on it asks for a review.
const REVIEW: f64 = 0.25;
/// The change of a correlation that counts as a joint shift.
const JOINT: f64 = 0.2;

/// How far a part has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Not more than chance would do, or little.
    Calm,
    /// An index of 0.1 or more, for certain.
    Watch,
    /// An index of 0.25 or more, for certain.
    Review,
}

/// One part of the model on both populations.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PartShift {
    /// `score`, `tier`, `status`, `criterion`, `attribute`, `missing`.
    pub kind: String,
    /// Its icp, where it has one.
    pub icp: Option<String>,
    /// Its id.
    pub id: String,
    /// The bins that were compared.
    pub bins: usize,
    /// The stability index; null where a population is empty.
    pub psi: Option<f64>,
    /// Bins that were empty on one side and got half a row on both.
    pub half_rows: usize,
    /// The chance of so uneven bins if both populations were alike.
    pub p: Option<f64>,
    /// Whether it has moved. Small populations have a large index by chance, so the test has to agree.
    pub level: Level,
}

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
    /// The rows of both populations.
    pub rows: [u64; 2],
    /// All parts.
    pub parts: Vec<PartShift>,
    /// Win rates of tiers.
    pub rates: Vec<RateShift>,
    /// Criteria that go together otherwise, the largest change first.
    pub joint: Vec<JointShift>,
    /// Why a review is asked for, in one line; null where nothing asks for one.
    pub review: Option<String>,
}

/// A part before it was judged.
struct Part {
    kind: &'static str,
    icp: Option<String>,
    id: String,
    bins: Vec<Bin>,
}

impl Drift {
    /// How the second population differs from the first.
    ///
    /// # Errors
    /// Populations under different models or with different outcomes; an outcome whose words are not told.
    pub fn between(before: &Population, after: &Population) -> Result<Self, EvidenceError> {
        if !before.is_like(after) {
            return Err(EvidenceError::Other);
        }
        before.check()?;
        after.check()?;
        let (one, other) = (before.counts.clone().sorted(), after.counts.clone().sorted());
        let parts = parts(before, &one, &other);
        // Of many parts some would alarm by chance: the alarms of all of them together are to be as rare as one.
        let alarm = ALARM / parts.len().max(1) as f64;
        let parts: Vec<PartShift> = parts.into_iter().map(|part| part.judge(alarm)).collect();
        let rates = rates(before, &one, &other);
        let joint = joint(before, &one, &other);
        let review = review(&parts, &rates, &joint);
        Ok(Self {
            fingerprint: before.model.fingerprint().to_owned(),
            rows: [one.all.all.rows, other.all.all.rows],
            parts,
            rates,
            joint,
            review,
        })
    }
}

impl Part {
    fn judge(self, alarm: f64) -> PartShift {
        let shift = psi(&self.bins);
        let p = rates_differ(&self.bins).map(|test| test.p);
        let index = shift.map_or(0.0, |shift| shift.psi);
        let certain = p.is_some_and(|p| p < alarm);
        let level = match (certain, index) {
            (true, index) if index >= REVIEW => Level::Review,
            (true, index) if index >= WATCH => Level::Watch,
            _ => Level::Calm,
        };
        PartShift {
            kind: self.kind.to_owned(),
            icp: self.icp,
            id: self.id,
            bins: self.bins.len(),
            psi: shift.map(|shift| shift.psi),
            half_rows: shift.map_or(0, |shift| shift.half_rows),
            p,
            level,
        }
    }
}

/// The rows of each key on both sides.
fn by_key<K: Ord>(one: impl Iterator<Item = (K, Sum)>, other: impl Iterator<Item = (K, Sum)>) -> Vec<Bin> {
    let mut bins: BTreeMap<K, Bin> = BTreeMap::new();
    one.for_each(|(key, sum)| bins.entry(key).or_default().0.merge(&sum));
    other.for_each(|(key, sum)| bins.entry(key).or_default().1.merge(&sum));
    bins.into_values().collect()
}

fn in_order(one: &[Tally], other: &[Tally]) -> Vec<Bin> {
    one.iter().zip(other).map(|(a, b)| (a.all, b.all)).collect()
}

fn parts(population: &Population, one: &Counts, other: &Counts) -> Vec<Part> {
    let model = &population.model;
    let mut parts = vec![Part {
        kind: "status",
        icp: None,
        id: "status".to_owned(),
        bins: in_order(&one.statuses, &other.statuses),
    }];
    for ((at, a), b) in one.icps.iter().enumerate().zip(&other.icps) {
        let Some(icp) = model.icp(at) else { continue };
        let own =
            |kind, id: &str, bins| Part { kind, icp: Some(icp.id.to_string()), id: id.to_owned(), bins };
        let mut tiers = in_order(&a.tiers, &b.tiers);
        // Without a tier, by status.
        let rest = |own: &IcpCounts, all: &Tally| {
            let mut rest = all.clone();
            own.tiers.iter().for_each(|tier| rest.take(tier));
            rest.all
        };
        tiers.push((rest(a, &one.all), rest(b, &other.all)));
        parts.push(own("tier", "tier", tiers));
        parts.push(own("score", "score", tenths(&a.profiles.all(SCORE), &b.profiles.all(SCORE))));
        for ((criterion, x), y) in model.criteria(at).zip(&a.criteria).zip(&b.criteria) {
            let of = |branches: &[(crate::population::Branch, Tally)]| {
                branches.iter().map(|(branch, tally)| (*branch, tally.all)).collect::<Vec<_>>().into_iter()
            };
            parts.push(own("criterion", &criterion.id, by_key(of(&x.branches), of(&y.branches))));
        }
    }
    for ((info, a), b) in model.attributes().zip(&one.attributes).zip(&other.attributes) {
        if a.known.all.rows + a.missing.all.rows == 0 {
            continue;
        }
        let own = |kind, bins| Part { kind, icp: None, id: info.name().to_owned(), bins };
        let of = |cells: &Cells| {
            cells.iter().map(|(cell, tally)| (cell, tally.all)).collect::<Vec<_>>().into_iter()
        };
        parts.push(own("attribute", by_key(of(&a.cells), of(&b.cells))));
        parts.push(own("missing", vec![(a.known.all, b.known.all), (a.missing.all, b.missing.all)]));
    }
    parts
}

/// Scores in the tenths of the first population; rows of one score stay together, and rows without one are a bin.
fn tenths(one: &Ranked<Option<i64>>, other: &Ranked<Option<i64>>) -> Vec<Bin> {
    let ends: Vec<Option<i64>> = one.calibrated(10, CONFIDENCE).into_iter().map(|part| part.to).collect();
    let bin = |key: &Option<i64>| match key {
        None => 0,
        Some(_) => 1 + ends.partition_point(|end| end < key).min(ends.len().saturating_sub(1)),
    };
    let of = |ranked: &Ranked<Option<i64>>| {
        ranked.entries().iter().map(|entry| (bin(&entry.key), entry.won)).collect::<Vec<_>>().into_iter()
    };
    by_key(of(one), of(other))
}

fn rates(population: &Population, one: &Counts, other: &Counts) -> Vec<RateShift> {
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
    let alarm = ALARM / found.len().max(1) as f64;
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
