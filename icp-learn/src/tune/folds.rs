//! Deals scored rows to folds.

use super::gather::Row;
use crate::at::At;
use crate::order::{self, mix};

/// The folds of scored rows: by their gains, outcome and weight, or by their account; never by where they are in the table.
pub(super) fn deal_folds(rows: &[Row], gains: &[Vec<f64>], folds: usize) -> Vec<u8> {
    let hash = |row: &Row, gains: &[f64]| {
        let start = mix(row.score as u64 ^ row.weight.to_bits().rotate_left(17));
        gains.iter().fold(start, |hash, gain| mix(hash ^ (gain + 0.0).to_bits()))
    };
    let keys: Vec<u64> =
        rows.iter().zip(gains).map(|(row, gains)| row.group.unwrap_or_else(|| hash(row, gains))).collect();
    let mut order: Vec<(u64, bool, usize)> =
        keys.iter().zip(rows).enumerate().map(|(at, (key, row))| (*key, row.won, at)).collect();
    order.sort_unstable();
    let sorted: Vec<u8> = order.iter().map(|(_, won, _)| u8::from(*won)).collect();
    let mut groups = Vec::with_capacity(order.len());
    for (at, (key, ..)) in order.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| order.get(before));
        let last = groups.last().copied().unwrap_or_default();
        groups.push(if before.is_some_and(|(other, ..)| other != key) { last + 1 } else { last });
    }
    let is_grouped = rows.iter().any(|row| row.group.is_some());
    let dealt = order::folds(&sorted, is_grouped.then_some(&*groups), folds, 0x3);
    let mut out = vec![0; rows.len()];
    order.iter().zip(dealt).for_each(|((.., at), fold)| out.put(*at, fold));
    out
}
