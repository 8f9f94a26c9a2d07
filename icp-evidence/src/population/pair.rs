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

/// The rating of a criterion in thousandths, times a weight, and its square times that weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rated {
    rating: i64,
    sum: i128,
    square: i128,
}

impl Rated {
    pub(super) fn new(weight: i128, rating: i64) -> Self {
        let sum = weight * i128::from(rating);
        Self { rating, sum, square: sum * i128::from(rating) }
    }
}

impl Pair {
    /// Rows of some weight in millionths, by both ratings in thousandths.
    pub(super) fn add(&mut self, weight: i128, one: &Rated, other: &Rated) {
        self.rows += weight;
        self.one += one.sum;
        self.other += other.sum;
        self.one_square += one.square;
        self.other_square += other.square;
        self.product += one.sum * i128::from(other.rating);
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
