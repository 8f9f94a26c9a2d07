//! Icps beside each other on one population: who fits several, how much of each is its own, and why others fit none.

use super::{IcpOverlap, Overlap, Unfit};
use crate::level::CONFIDENCE;
use crate::population::{Counts, Population};
use crate::stats::Rate;

pub(super) fn overlap(population: &Population, counts: &Counts) -> Overlap {
    let ids: Vec<&str> = population.model.icps().collect();
    let whole = counts.all.all.weight();
    let weight = |least: u32, most: u32| -> f64 {
        let own = counts.overlap.iter().filter(|(mask, _)| (least..=most).contains(&mask.count_ones()));
        own.map(|(_, tally)| tally.all.weight()).sum()
    };
    let covered = weight(1, 64);
    let sets = counts.overlap.iter().map(|(mask, tally)| {
        let of = ids.iter().enumerate().filter(|(at, _)| has(*mask, *at));
        (of.map(|(_, id)| (*id).to_owned()).collect(), tally.all.rows)
    });
    let rows = |wanted: &dyn Fn(u64) -> bool| -> u64 {
        let own = counts.overlap.iter().filter(|(mask, _)| wanted(**mask));
        own.map(|(_, tally)| tally.all.rows).sum()
    };
    let icp = |(at, id): (usize, &&str)| {
        let (all, alone) =
            (rows(&|mask| has(mask, at)), rows(&|mask| has(mask, at) && mask.count_ones() == 1));
        let with = ids.iter().enumerate().filter(|(other, _)| *other != at);
        let with =
            with.map(|(other, id)| ((*id).to_owned(), rows(&|mask| has(mask, at) && has(mask, other))));
        IcpOverlap {
            icp: (*id).to_owned(),
            rows: all,
            alone,
            distinct: (all > 0).then(|| alone as f64 / all as f64),
            with: with.filter(|(_, rows)| *rows > 0).collect(),
        }
    };
    let mut unfit: Vec<Unfit> = counts
        .unfit
        .iter()
        .map(|((icp, why), tally)| {
            let reason = population.model.reason(*icp, why.code());
            Unfit {
                icp: ids.get(*icp).map_or_else(String::new, |id| (*id).to_owned()),
                reason: why.code().as_str().to_owned(),
                id: reason.id.map(|id| id.into_owned()),
                says: reason.text.into_owned(),
                rows: tally.all.rows,
                rates: tally.outcomes.iter().map(|(won, lost)| Rate::of(won, lost, CONFIDENCE)).collect(),
            }
        })
        .collect();
    unfit.sort_by_key(|one| std::cmp::Reverse(one.rows));
    Overlap {
        covered: if whole > 0.0 { covered / whole } else { 0.0 },
        distinct: if covered > 0.0 { weight(1, 1) / covered } else { 0.0 },
        sets: sets.collect(),
        icps: ids.iter().enumerate().map(icp).collect(),
        unfit,
    }
}

/// Whether an icp is among those of a mask; one mask has the first 64 of them.
fn has(mask: u64, at: usize) -> bool {
    u32::try_from(at).ok().and_then(|at| mask.checked_shr(at)).is_some_and(|rest| rest & 1 == 1)
}
