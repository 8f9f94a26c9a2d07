//! How far apart two numbers count: as they are, or by their logarithms.

use super::logarithm::{ln, ln_1p};

/// The axis on which the pairs of a [`curve`](crate::model::Rule::Curve) lie, and between them its lines are straight.
///
/// Choose a logarithm where twice as many is one step, however many there are: followers, stars, revenue. `Log1p` also has a place for 0.
///
/// ```
/// use icp_core::value::Axis;
/// assert_eq!(Axis::Log1p.as_str(), "log1p");
/// assert_eq!(Axis::parse("log"), Some(Axis::Log));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Axis {
    /// `linear`: the number itself.
    #[default]
    Linear,
    /// `log`: the logarithm of the number, which is above 0.
    Log,
    /// `log1p`: the logarithm of the number plus 1; the number is above -1.
    Log1p,
}

impl Axis {
    /// All of them, in the order in which messages list them.
    pub(crate) const ALL: [Self; 3] = [Self::Linear, Self::Log, Self::Log1p];

    /// Its word in a document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
            Self::Log1p => "log1p",
        }
    }

    /// The axis of a word; `None` for another word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|axis| axis.as_str() == word)
    }

    /// The numbers on it are above this one, if they have a least.
    pub(crate) const fn above(self) -> Option<f64> {
        match self {
            Self::Linear => None,
            Self::Log => Some(0.0),
            Self::Log1p => Some(-1.0),
        }
    }

    /// The place of a number on it.
    pub(crate) fn place(self, number: f64) -> f64 {
        match self {
            Self::Linear => number,
            Self::Log => ln(number),
            Self::Log1p => ln_1p(number),
        }
    }
}
