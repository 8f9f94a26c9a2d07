//! The limits of a scorecard as the plan has them, and a number within limits that act, that do not, or that may.

use super::{Flag, TruthFlags};
use crate::value::Truth;

/// The lower or the upper end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Low,
    High,
}

impl End {
    /// The number that is further on this side.
    pub(crate) fn further<T: PartialOrd>(self, a: T, b: T) -> T {
        if self.is_further(&b, &a) { b } else { a }
    }

    /// Whether a number is further on this side than another.
    pub(crate) fn is_further<T: PartialOrd>(self, a: &T, than: &T) -> bool {
        match self {
            Self::Low => a < than,
            Self::High => a > than,
        }
    }
}

/// The lowest and the highest number that a limit lets through.
pub(crate) type Between<T> = (Option<T>, Option<T>);

/// A limit, compiled.
#[derive(Debug)]
pub(crate) struct LimitPlan {
    pub(crate) condition: u32,
    /// The flag that it acts on the score.
    pub(crate) acts: Flag,
    /// The flags that it acts whatever is filled in, and that it may or may not.
    pub(crate) open: TruthFlags,
    /// As published scores.
    pub(crate) scores: Between<f64>,
    /// In units of a points scale.
    pub(crate) units: Between<i64>,
}

impl LimitPlan {
    /// Whether it acts on the score of an account, by its flags.
    pub(crate) fn acts(&self, flags: &[u64]) -> Truth {
        Truth::from(self.acts.is_set(flags))
    }

    /// Whether it acts once everything is filled in, by the flags of an account.
    pub(crate) fn may_act(&self, flags: &[u64]) -> Truth {
        let is_set = |flag: Option<Flag>| flag.is_some_and(|flag| flag.is_set(flags));
        if is_set(self.open.holds) {
            Truth::True
        } else if is_set(self.open.unknown) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }
}

/// An end of a range within limits, one after the other: what may act or not is taken as puts the end further out.
pub(crate) fn limited<T: PartialOrd + Copy>(
    end: End,
    from: T,
    limits: impl Iterator<Item = (Truth, Between<T>)>,
) -> T {
    limits.fold(from, |number, (acts, (least, most))| {
        let raised = least.filter(|least| number < *least).unwrap_or(number);
        let within = most.filter(|most| raised > *most).unwrap_or(raised);
        match acts {
            Truth::True => within,
            Truth::False => number,
            Truth::Unknown => end.further(number, within),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_act_one_after_the_other() {
        let limits = |truths: [Truth; 2]| {
            let [first, second] = truths;
            [(first, (Some(60), None)), (second, (None, Some(50)))].into_iter()
        };
        let both = |truths| (limited(End::Low, 20, limits(truths)), limited(End::High, 20, limits(truths)));
        assert_eq!(both([Truth::True, Truth::True]), (50, 50));
        assert_eq!(both([Truth::True, Truth::False]), (60, 60));
        assert_eq!(both([Truth::Unknown, Truth::False]), (20, 60));
        assert_eq!(both([Truth::Unknown, Truth::True]), (20, 50));
        assert_eq!(both([Truth::True, Truth::Unknown]), (50, 60));
        assert_eq!(limited(End::High, 20, [(Truth::True, (Some(30), Some(30)))].into_iter()), 30);
    }
}
