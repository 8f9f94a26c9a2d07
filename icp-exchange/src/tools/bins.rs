//! Bins as tables of points print them: intervals of numbers.

use crate::cond::Cond;
use crate::op::{Const, Op};

/// An interval of numbers: its ends, each with whether it is included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    low: Option<(f64, bool)>,
    high: Option<(f64, bool)>,
}

impl Interval {
    /// Reads `[10.5, 20.0)`, `(-inf, 10.5)` ...
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let opens = text.chars().next().filter(|c| matches!(c, '[' | '('))?;
        let closes = text.chars().last().filter(|c| matches!(c, ']' | ')'))?;
        let (low, high) = text.get(1..text.len().checked_sub(1)?)?.split_once(',')?;
        Some(Self { low: end(low, opens == '[')?, high: end(high, closes == ']')? })
    }

    /// The tests of a value in it; none where every value is.
    pub(super) fn tests(self) -> Vec<Op> {
        let low = self.low.map(|(low, included)| {
            let bound = Const::Number(low);
            if included { Op::AtLeast(bound) } else { Op::More(bound) }
        });
        let high = self.high.map(|(high, included)| {
            let bound = Const::Number(high);
            if included { Op::AtMost(bound) } else { Op::Less(bound) }
        });
        low.into_iter().chain(high).collect()
    }

    /// A known value of the attribute is in it.
    pub(super) fn cond(self, attribute: usize) -> Cond {
        let tests = self.tests().into_iter().map(|op| Cond::Test(attribute, op));
        Cond::all([Cond::Known(attribute)].into_iter().chain(tests))
    }
}

/// An end; `None` inside where it has none.
fn end(text: &str, included: bool) -> Option<Option<(f64, bool)>> {
    let number: f64 = text.trim().parse().ok()?;
    if number.is_nan() {
        return None;
    }
    Some(number.is_finite().then_some((number, included)))
}
