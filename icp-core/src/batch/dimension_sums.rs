//! The sums of an icp's dimensions as columns of their own, taken out of the lanes.

use super::card_lanes::Sums;
use super::cells::BLOCK;
use super::lane_tables::LaneSums;
use super::lanes::Lanes4;

/// The sums of a column of some dimensions of an icp: those at a place among the sums of its layers, and likewise of its weights.
#[inline(always)]
pub(super) fn take(
    (sums, places): (&mut Vec<Sums>, (usize, usize)),
    (first, weights, width): (usize, Option<usize>, usize),
    (lane, rows): (usize, impl Iterator<Item = usize> + Clone),
    found: &LaneSums,
) {
    while sums.len() < width {
        sums.push(Sums { points: Box::new([0.0; BLOCK]), weights: Box::new([0.0; BLOCK]) });
    }
    let number = |layer: &[Lanes4], row: usize, at: usize| {
        let all = layer.get(row).and_then(|lanes| lanes.sums.get(at)).and_then(|sums| sums.get(lane));
        f64::from(all.copied().unwrap_or_default())
    };
    for (dimension, sums) in sums.iter_mut().take(width).enumerate() {
        let layer = found.layer(first + dimension);
        for (out, row) in sums.points.iter_mut().zip(rows.clone()) {
            *out = number(layer, row, places.0);
        }
        if let Some(weights) = weights {
            let layer = found.layer(weights + dimension);
            for (out, row) in sums.weights.iter_mut().zip(rows.clone()) {
                *out = number(layer, row, places.1);
            }
        }
    }
}

/// The places of sums in a layer: of points, of the lowest and the highest, and of the known weight; and in one of weights: of the
/// score, of the bounds, and of all that applies.
pub(super) const POINTS: (usize, usize) = (0, 0);
pub(super) const LOW: (usize, usize) = (1, 1);
pub(super) const HIGH: (usize, usize) = (2, 1);
pub(super) const KNOWN: (usize, usize) = (3, 2);
