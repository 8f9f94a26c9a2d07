//! The parts of a model on two populations, each in bins of its own: how far it moved, and which bin most.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::level::CONFIDENCE;
use crate::population::{AnswerWords, Cells, Counts, IcpCounts, Population, SCORE, STATUSES, Tally};
use crate::stats::{Bin, Ranked, Sum, psi, rates_differ};

/// The stability index from which on a shift counts, where chance would hardly give it.
///
/// ```
/// # use icp_core::Model;
/// # use icp_evidence::{Drift, Population};
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "smb", "fit": {
/// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
/// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let nobody = Population::new(&model, vec![]);
/// let bounds = Drift::between(&nobody, &nobody)?.bounds;
/// assert_eq!((bounds.watch, bounds.review), (0.1, 0.25));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Bounds {
    /// It is worth a look.
    pub watch: f64,
    /// It asks for a review.
    pub review: f64,
}

impl Bounds {
    pub(super) const ALL: Self = Self { watch: 0.1, review: 0.25 };
}

/// How far a part has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Not more than chance would do, or little.
    Calm,
    /// An index of [`Bounds::watch`] or more, for certain.
    Watch,
    /// An index of [`Bounds::review`] or more, for certain.
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
    /// The bin that moved most; null where nothing did.
    pub moved: Option<MovedBin>,
    /// Whether it has moved. Small populations have a large index by chance, so the test has to agree.
    pub level: Level,
}

/// A bin of a part, in words, and its share of the accounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MovedBin {
    /// A status, a tier, a range of scores, a band, the values of an attribute.
    pub bin: String,
    /// Its share before.
    pub before: f64,
    /// Its share after.
    pub after: f64,
}

/// A part before it was judged.
pub(super) struct Part {
    kind: &'static str,
    icp: Option<String>,
    id: String,
    bins: Vec<Bin>,
    moved: Option<MovedBin>,
}

impl Part {
    /// A part whose bins have keys, which are put into words for the one that moved most.
    pub(super) fn new<K>(
        (kind, icp, id): (&'static str, Option<&str>, &str),
        bins: Vec<(K, Bin)>,
        words: impl Fn(&K) -> Option<String>,
    ) -> Self {
        let whole = |side: fn(&Bin) -> &Sum| bins.iter().map(|(_, bin)| side(bin).weight()).sum::<f64>();
        let (all_before, all_after) = (whole(|bin| &bin.0), whole(|bin| &bin.1));
        let mut most: Option<(f64, MovedBin)> = None;
        if all_before > 0.0 && all_after > 0.0 {
            for (key, (before, after)) in &bins {
                let (before, after) = (before.weight() / all_before, after.weight() / all_after);
                let change = (after - before).abs();
                if change > 0.0 && most.as_ref().is_none_or(|(most, _)| change > *most) {
                    let found = words(key).map(|bin| (change, MovedBin { bin, before, after }));
                    most = found.or(most);
                }
            }
        }
        Self {
            kind,
            icp: icp.map(str::to_owned),
            id: id.to_owned(),
            bins: bins.into_iter().map(|(_, bin)| bin).collect(),
            moved: most.map(|(_, bin)| bin),
        }
    }

    pub(super) fn judge(self, alarm: f64) -> PartShift {
        let shift = psi(&self.bins);
        let p = rates_differ(&self.bins).map(|test| test.p);
        let index = shift.map_or(0.0, |shift| shift.psi);
        let certain = p.is_some_and(|p| p < alarm);
        let level = match (certain, index) {
            (true, index) if index >= Bounds::ALL.review => Level::Review,
            (true, index) if index >= Bounds::ALL.watch => Level::Watch,
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
            moved: self.moved,
            level,
        }
    }
}

/// The rows of each key on both sides.
pub(super) fn by_key<K: Ord>(
    one: impl Iterator<Item = (K, Sum)>,
    other: impl Iterator<Item = (K, Sum)>,
) -> Vec<(K, Bin)> {
    let mut bins: BTreeMap<K, Bin> = BTreeMap::new();
    one.for_each(|(key, sum)| bins.entry(key).or_default().0.merge(&sum));
    other.for_each(|(key, sum)| bins.entry(key).or_default().1.merge(&sum));
    bins.into_iter().collect()
}

fn in_order(one: &[Tally], other: &[Tally]) -> Vec<(usize, Bin)> {
    one.iter().zip(other).map(|(a, b)| (a.all, b.all)).enumerate().collect()
}

pub(super) fn parts(population: &Population, one: &Counts, other: &Counts) -> Vec<Part> {
    let model = &population.model;
    let status = |at: &usize| STATUSES.get(*at).map(|status| status.as_str().to_owned());
    let mut parts =
        vec![Part::new(("status", None, "status"), in_order(&one.statuses, &other.statuses), status)];
    for ((at, a), b) in one.icps.iter().enumerate().zip(&other.icps) {
        let Some(icp) = model.icp(at) else { continue };
        let mut tiers = in_order(&a.tiers, &b.tiers);
        // Without a tier, by status.
        let rest = |own: &IcpCounts, all: &Tally| {
            let mut rest = all.clone();
            own.tiers.iter().for_each(|tier| rest.take(tier));
            rest.all
        };
        tiers.push((tiers.len(), (rest(a, &one.all), rest(b, &other.all))));
        let tier = |at: &usize| {
            Some(
                icp.fit
                    .tiers
                    .get(*at)
                    .map_or_else(|| "no tier".to_owned(), |tier| format!("tier {}", tier.id)),
            )
        };
        parts.push(Part::new(("tier", Some(&icp.id), "tier"), tiers, tier));
        let (ends, bins) = tenths(&a.profiles.all(SCORE), &b.profiles.all(SCORE));
        let range = |bin: &usize| range(&ends, *bin);
        parts.push(Part::new(("score", Some(&icp.id), "score"), bins, range));
        let words = AnswerWords::of(model, at);
        for ((place, criterion), (x, y)) in
            model.criteria(at).enumerate().zip(a.criteria.iter().zip(&b.criteria))
        {
            let of = |branches: &[(crate::population::Branch, Tally)]| {
                branches.iter().map(|(branch, tally)| (*branch, tally.all)).collect::<Vec<_>>().into_iter()
            };
            let own = words.get(place).cloned().unwrap_or_default();
            let bins = by_key(of(&x.branches), of(&y.branches));
            let label = |branch: &crate::population::Branch| Some(branch.words(&own));
            parts.push(Part::new(("criterion", Some(&icp.id), &criterion.id), bins, label));
        }
    }
    for ((place, info), (a, b)) in
        model.attributes().enumerate().zip(one.attributes.iter().zip(&other.attributes))
    {
        if a.known.all.rows + a.missing.all.rows + b.known.all.rows + b.missing.all.rows == 0 {
            continue;
        }
        let of = |cells: &Cells| {
            cells.iter().map(|(cell, tally)| (cell, tally.all)).collect::<Vec<_>>().into_iter()
        };
        let words = |cell: &u64| model.cell_in_words(place, *cell);
        parts.push(Part::new(("attribute", None, info.name()), by_key(of(&a.cells), of(&b.cells)), words));
        let known = vec![(true, (a.known.all, b.known.all)), (false, (a.missing.all, b.missing.all))];
        let words = |known: &bool| Some(if *known { "known" } else { "not known" }.to_owned());
        parts.push(Part::new(("missing", None, info.name()), known, words));
    }
    parts
}

/// Scores in the tenths of the first population, with the upper end of each; rows of one score stay together, and rows without one
/// are a bin of their own, the first.
pub(super) fn tenths(
    one: &Ranked<Option<i64>>,
    other: &Ranked<Option<i64>>,
) -> (Vec<Option<i64>>, Vec<(usize, Bin)>) {
    let ends: Vec<Option<i64>> = one.calibrated(10, CONFIDENCE).into_iter().map(|part| part.to).collect();
    let bin = |key: &Option<i64>| match key {
        None => 0,
        Some(_) => 1 + ends.partition_point(|end| end < key).min(ends.len().saturating_sub(1)),
    };
    let of = |ranked: &Ranked<Option<i64>>| {
        ranked.entries().iter().map(|entry| (bin(&entry.key), entry.won)).collect::<Vec<_>>().into_iter()
    };
    let bins = by_key(of(one), of(other));
    (ends, bins)
}

/// A bin of scores in words.
pub(super) fn range(ends: &[Option<i64>], bin: usize) -> Option<String> {
    let Some(at) = bin.checked_sub(1) else { return Some("no score".to_owned()) };
    let end = |at: usize| ends.get(at).copied().flatten().map(|end| end as f64 / 1e6);
    let is_last = at + 1 >= ends.len();
    Some(match (at.checked_sub(1).and_then(end), end(at)) {
        (Some(from), _) if is_last => format!("scores above {from}"),
        (Some(from), Some(to)) => format!("scores above {from} to {to}"),
        (None, Some(to)) if !is_last => format!("scores to {to}"),
        _ => "all scores".to_owned(),
    })
}
