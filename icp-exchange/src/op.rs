//! Tests of one value with constants: which values pass, what they mean turned round, and how two of them combine.

use crate::doc::Doc;

/// A constant.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Const {
    Number(f64),
    Text(String),
    Bool(bool),
    /// A day, as `YYYY-MM-DD`.
    Date(String),
}

impl Const {
    pub(crate) fn doc(&self) -> Doc {
        match self {
            Self::Number(number) => Doc::Number(*number),
            Self::Text(text) | Self::Date(text) => Doc::text(text),
            Self::Bool(truth) => Doc::Bool(*truth),
        }
    }

    /// The order of two constants of one type.
    pub(crate) fn order(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => left.partial_cmp(right),
            (Self::Text(left), Self::Text(right)) | (Self::Date(left), Self::Date(right)) => {
                Some(left.cmp(right))
            }
            (Self::Bool(left), Self::Bool(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}

/// A test of a known value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Op {
    In(Vec<Const>),
    NotIn(Vec<Const>),
    Less(Const),
    AtMost(Const),
    More(Const),
    AtLeast(Const),
    /// A set that has the text.
    Has(Const),
    /// A set without the text.
    Lacks(Const),
}

impl Op {
    /// The test that holds for all other values.
    pub(crate) fn negated(&self) -> Self {
        match self.clone() {
            Self::In(list) => Self::NotIn(list),
            Self::NotIn(list) => Self::In(list),
            Self::Less(bound) => Self::AtLeast(bound),
            Self::AtMost(bound) => Self::More(bound),
            Self::More(bound) => Self::AtMost(bound),
            Self::AtLeast(bound) => Self::Less(bound),
            Self::Has(item) => Self::Lacks(item),
            Self::Lacks(item) => Self::Has(item),
        }
    }

    /// Whether a constant passes.
    pub(crate) fn holds(&self, value: &Const) -> bool {
        match self {
            Self::In(list) => list.contains(value),
            Self::NotIn(list) => !list.contains(value),
            Self::Less(bound) => value.order(bound).is_some_and(std::cmp::Ordering::is_lt),
            Self::AtMost(bound) => value.order(bound).is_some_and(std::cmp::Ordering::is_le),
            Self::More(bound) => value.order(bound).is_some_and(std::cmp::Ordering::is_gt),
            Self::AtLeast(bound) => value.order(bound).is_some_and(std::cmp::Ordering::is_ge),
            Self::Has(item) => value == item,
            Self::Lacks(item) => value != item,
        }
    }

    /// The same test in its plainest form; `None` where every value passes.
    pub(crate) fn plain(self) -> Option<Self> {
        match self {
            Self::NotIn(list) if list.is_empty() => None,
            Self::In(list) if has_both(&list) => None,
            other => Some(other),
        }
    }

    /// Whether no value passes.
    pub(crate) fn is_never(&self) -> bool {
        match self {
            Self::In(list) => list.is_empty(),
            Self::NotIn(list) => has_both(list),
            Self::Less(_)
            | Self::AtMost(_)
            | Self::More(_)
            | Self::AtLeast(_)
            | Self::Has(_)
            | Self::Lacks(_) => false,
        }
    }

    /// One test in place of two that must both hold; `None` where there is none.
    pub(crate) fn and(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Has(_) | Self::Lacks(_), _) | (_, Self::Has(_) | Self::Lacks(_)) => None,
            (Self::In(list), test) | (test, Self::In(list)) => {
                Some(Self::In(list.iter().filter(|value| test.holds(value)).cloned().collect()))
            }
            (Self::NotIn(left), Self::NotIn(right)) => {
                let added = right.iter().filter(|value| !left.contains(value));
                Some(Self::NotIn(left.iter().chain(added).cloned().collect()))
            }
            (Self::Less(_) | Self::AtMost(_), Self::Less(_) | Self::AtMost(_))
            | (Self::More(_) | Self::AtLeast(_), Self::More(_) | Self::AtLeast(_)) => {
                Some(self.tighter(other)?.clone())
            }
            _ => None,
        }
    }

    /// One test in place of two of which one must hold; `None` where there is none.
    pub(crate) fn or(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::In(left), Self::In(right)) => {
                let added = right.iter().filter(|value| !left.contains(value));
                Some(Self::In(left.iter().chain(added).cloned().collect()))
            }
            (Self::NotIn(left), Self::NotIn(right)) => {
                Some(Self::NotIn(left.iter().filter(|value| right.contains(value)).cloned().collect()))
            }
            _ => None,
        }
    }

    /// Whether no value passes both.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        let below = |upper: &Const, lower: &Const, both: bool| {
            upper.order(lower).is_some_and(|order| order.is_lt() || (order.is_eq() && !both))
        };
        match (self, other) {
            (Self::AtMost(upper), Self::AtLeast(lower)) | (Self::AtLeast(lower), Self::AtMost(upper)) => {
                below(upper, lower, true)
            }
            (Self::Less(upper) | Self::AtMost(upper), Self::More(lower) | Self::AtLeast(lower))
            | (Self::More(lower) | Self::AtLeast(lower), Self::Less(upper) | Self::AtMost(upper)) => {
                below(upper, lower, false)
            }
            _ => false,
        }
    }

    fn tighter<'o>(&'o self, other: &'o Self) -> Option<&'o Self> {
        let (left, right) = (self.bound()?, other.bound()?);
        let order = left.order(right)?;
        let is_upper = matches!(self, Self::Less(_) | Self::AtMost(_));
        let is_open = matches!(self, Self::Less(_) | Self::More(_));
        Some(if order.is_eq() {
            if is_open { self } else { other }
        } else if order.is_lt() == is_upper {
            self
        } else {
            other
        })
    }

    fn bound(&self) -> Option<&Const> {
        match self {
            Self::Less(bound) | Self::AtMost(bound) | Self::More(bound) | Self::AtLeast(bound) => Some(bound),
            Self::In(_) | Self::NotIn(_) | Self::Has(_) | Self::Lacks(_) => None,
        }
    }

    /// Its constants.
    pub(crate) fn constants(&self) -> &[Const] {
        match self {
            Self::In(list) | Self::NotIn(list) => list,
            Self::Less(bound)
            | Self::AtMost(bound)
            | Self::More(bound)
            | Self::AtLeast(bound)
            | Self::Has(bound)
            | Self::Lacks(bound) => std::slice::from_ref(bound),
        }
    }
}

/// Whether a list has both truths.
fn has_both(list: &[Const]) -> bool {
    list.contains(&Const::Bool(true)) && list.contains(&Const::Bool(false))
}
