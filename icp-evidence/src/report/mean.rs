//! The mean of an outcome that is a number, over some rows.

use serde::Serialize;

use crate::stats::Sum;

/// The mean of a value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Mean {
    /// Rows with a value.
    pub rows: u64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation; null for a single row.
    pub deviation: Option<f64>,
}

impl Mean {
    /// Of numbers, each with its rows; `None` without rows.
    pub(super) fn of(values: impl Iterator<Item = (f64, Sum)>) -> Option<Self> {
        let values: Vec<(f64, Sum)> = values.collect();
        let all = values.iter().fold(Sum::default(), |sum, (_, rows)| sum.and(rows));
        if all.rows == 0 {
            return None;
        }
        let each = || values.iter().map(|(value, rows)| (*value, rows.weight()));
        let mean = each().map(|(value, weight)| value * weight).sum::<f64>() / all.weight();
        let squares: f64 = each().map(|(value, weight)| weight * (value - mean) * (value - mean)).sum();
        let n = all.effective();
        let deviation = (n > 1.0).then(|| (squares / all.weight() * n / (n - 1.0)).sqrt());
        Some(Self { rows: all.rows, mean, deviation })
    }
}
