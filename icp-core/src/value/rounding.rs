//! The multiple of a step that a number is rounded to. Read by `plan`, which rounds scores; it decides nothing about when.

use std::cmp::Ordering;

/// The multiple of a step that a score is rounded to.
///
/// Choose `Down` for a score that must be earned in full, `Nearest` for one that is only shown shorter.
///
/// ```
/// use icp_core::value::Rounding;
/// let words: Vec<_> = Rounding::ALL.iter().map(|one| one.as_str()).collect();
/// assert_eq!(words, ["nearest", "down", "up"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rounding {
    /// The nearest; a half goes away from zero.
    Nearest,
    /// The next one below.
    Down,
    /// The next one above.
    Up,
}

impl Rounding {
    /// All of them, in the order in which messages list them.
    ///
    /// ```
    /// use icp_core::value::Rounding;
    /// assert_eq!(Rounding::ALL, [Rounding::Nearest, Rounding::Down, Rounding::Up]);
    /// ```
    pub const ALL: &'static [Self] = &[Self::Nearest, Self::Down, Self::Up];

    /// Their words, in the same order.
    pub(crate) const WORDS: &'static [&'static str] = &["nearest", "down", "up"];

    /// The word in a document.
    ///
    /// ```
    /// use icp_core::value::Rounding;
    /// assert_eq!(Rounding::Down.as_str(), "down");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Down => "down",
            Self::Up => "up",
        }
    }

    /// The multiple of a step, above 0, that an amount is rounded to.
    pub(crate) fn multiple(self, amount: i128, step: i128) -> i128 {
        let below = amount - amount.rem_euclid(step);
        let above = if below == amount { amount } else { below + step };
        match self {
            Self::Down => below,
            Self::Up => above,
            Self::Nearest => match (amount - below).cmp(&(above - amount)) {
                Ordering::Less => below,
                Ordering::Greater => above,
                Ordering::Equal if amount < 0 => below,
                Ordering::Equal => above,
            },
        }
    }
}
