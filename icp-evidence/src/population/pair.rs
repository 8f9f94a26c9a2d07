//! Two criteria beside each other, for the correlation of their ratings.

use serde::{Deserialize, Serialize};

/// Two criteria: sums of weights times ratings in thousandths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pair {
    pub(crate) rows: i128,
    pub(crate) one: i128,
    pub(crate) other: i128,
    pub(crate) one_square: i128,
    pub(crate) other_square: i128,
    pub(crate) product: i128,
}

impl Pair {
    /// Rows of some weight in millionths, by both ratings in thousandths.
    pub(super) fn add(&mut self, weight: i128, one: i64, other: i64) {
        self.rows += weight;
        let of = |number: i64| weight * i128::from(number);
        self.one += of(one);
        self.other += of(other);
        self.one_square += of(one * one);
        self.other_square += of(other * other);
        self.product += of(one * other);
    }

    pub(super) fn merge(&mut self, more: &Self) {
        self.rows += more.rows;
        self.one += more.one;
        self.other += more.other;
        self.one_square += more.one_square;
        self.other_square += more.other_square;
        self.product += more.product;
    }

    /// The weight of the rows where both are known.
    pub(crate) fn count(&self) -> f64 {
        self.rows as f64 / 1e6
    }

    /// The correlation of both ratings; none where one of them is constant.
    pub(crate) fn correlation(&self) -> Option<f64> {
        let [n, x, y] = [self.rows, self.one, self.other].map(|sum| sum as f64);
        let [xx, yy, xy] = [self.one_square, self.other_square, self.product].map(|sum| sum as f64);
        let (a, b) = (n * xx - x * x, n * yy - y * y);
        (a > 0.0 && b > 0.0).then(|| (n * xy - x * y) / (a.sqrt() * b.sqrt()))
    }
}
