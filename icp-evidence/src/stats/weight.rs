//! Weights of rows and their sums, as whole numbers: sums of pieces have the same bits in every order.

use serde::{Deserialize, Serialize};

/// Parts of one.
const PARTS: f64 = 1e6;
/// The greatest weight of a row.
const MOST: f64 = 1e6;

/// How many accounts a row stands for: 0 to 1,000,000, with at most six decimals.
///
/// ```
/// use icp_evidence::stats::Weight;
/// assert_eq!(Weight::new(2.5).map(Weight::value), Some(2.5));
/// assert!([-1.0, f64::NAN, 0.000_000_1, 1e7].iter().all(|weight| Weight::new(*weight).is_none()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(u64);

impl Weight {
    /// The weight of a row where none is given.
    pub const ONE: Self = Self(1_000_000);

    /// `None` for a number below 0, above 1,000,000 or with more than six decimals.
    pub fn new(weight: f64) -> Option<Self> {
        let parts = (weight * PARTS).round();
        let fits = (0.0..=MOST).contains(&weight) && parts / PARTS == weight;
        fits.then_some(Self(parts as u64))
    }

    /// As a number.
    pub fn value(self) -> f64 {
        self.0 as f64 / PARTS
    }
}

/// Rows added up: how many, their weight, and the squares of their weights, from which the effective number of rows follows.
///
/// ```
/// use icp_evidence::stats::{Sum, Weight};
/// let mut sum = Sum::default();
/// sum.add(Weight::ONE);
/// sum.add(Weight::new(3.0).unwrap());
/// assert_eq!((sum.rows, sum.weight(), sum.effective()), (2, 4.0, 1.6));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Rows of any weight but 0.
    pub rows: u64,
    /// In millionths.
    parts: u128,
    /// In millionths of millionths.
    squares: u128,
}

impl Sum {
    /// Some rows of weight one.
    pub fn of(rows: u64) -> Self {
        let parts = u128::from(rows) * u128::from(Weight::ONE.0);
        Self { rows, parts, squares: parts * u128::from(Weight::ONE.0) }
    }

    /// Counts a row. A weight of 0 leaves it out.
    #[inline]
    pub fn add(&mut self, weight: Weight) {
        let parts = u128::from(weight.0);
        self.rows += u64::from(parts > 0);
        self.parts += parts;
        self.squares += parts * parts;
    }

    /// Adds the rows of another piece.
    #[inline]
    pub fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.parts += other.parts;
        self.squares += other.squares;
    }

    /// Takes rows out that are among these.
    pub(crate) fn take(&mut self, other: &Self) {
        self.rows = self.rows.saturating_sub(other.rows);
        self.parts = self.parts.saturating_sub(other.parts);
        self.squares = self.squares.saturating_sub(other.squares);
    }

    /// Both together.
    pub fn and(mut self, other: &Self) -> Self {
        self.merge(other);
        self
    }

    /// The sum of the weights.
    pub fn weight(&self) -> f64 {
        self.parts as f64 / PARTS
    }

    /// The effective number of rows: the weight squared over the sum of the squares (Kish 1965). It is the number of rows
    /// where all weights are equal, and less where they are not.
    pub fn effective(&self) -> f64 {
        if self.squares == 0 {
            return 0.0;
        }
        let all = self.parts as f64;
        all * all / self.squares as f64
    }

    /// In millionths, for products with numbers below 0.
    pub(crate) fn millionths(&self) -> i128 {
        // INVARIANT: a sum of weights is far below the half of 128 bits.
        self.parts as i128
    }

    /// In millionths.
    pub(super) fn parts(&self) -> u128 {
        self.parts
    }

    /// The squares of the weights.
    pub(super) fn squares(&self) -> f64 {
        self.squares as f64 / (PARTS * PARTS)
    }

    /// The mean weight of a row.
    pub(super) fn mean(&self) -> f64 {
        if self.rows == 0 { 0.0 } else { self.weight() / self.rows as f64 }
    }
}
