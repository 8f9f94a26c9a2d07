//! The truths that a condition may still have while answers are missing: its check is read over sets of cells.

use super::slots::Slots;
use crate::plan::{Check, Count, SlotId, truth_in};
use crate::value::Truth;

/// A set of truths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Truths(u8);

impl Truths {
    const NONE: Self = Self(0);
    const ALL: Self = Self(7);

    fn one(truth: Truth) -> Self {
        Self(1 << truth as u8)
    }

    pub(super) fn join(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The truths that are in both sets; those of `self` if the sets have none in common.
    pub(super) fn meet(self, other: Self) -> Self {
        if self.0 & other.0 == 0 { self } else { Self(self.0 & other.0) }
    }

    pub(super) fn can(self, truth: Truth) -> bool {
        self.0 & Self::one(truth).0 != 0
    }

    /// Whether it cannot be anything else.
    pub(super) fn must(self, truth: Truth) -> bool {
        self == Self::one(truth)
    }

    /// The same, settled: it holds or not, if that may be at all.
    pub(super) fn settled(self, holds: bool) -> Self {
        self.meet(if holds { Self::one(Truth::True) } else { Self(Self::ALL.0 & !Self::one(Truth::True).0) })
    }

    /// Whether an answer may still change it.
    pub(super) fn is_open(self) -> bool {
        self.0.count_ones() > 1
    }

    /// Whether it may yet hold, and may yet not.
    pub(super) fn may_hold_or_not(self) -> bool {
        self.can(Truth::True) && !self.must(Truth::True)
    }

    fn with(self, truth: Truth, can: bool) -> Self {
        if can { self.join(Self::one(truth)) } else { self }
    }
}

/// All that a condition may be. Parts are taken one by one, so it may be more than one and the same value gives,
/// never less.
pub(super) fn truths(check: &Check, slots: &Slots<'_>) -> Truths {
    match check {
        Check::Cell { slot, truths } => of_cell(*slot, truths, slots),
        Check::All(parts) => all(parts.iter().map(|part| truths(part, slots))),
        Check::Any(parts) => not(all(parts.iter().map(|part| not(truths(part, slots))))),
        Check::Not(part) => not(truths(part, slots)),
        Check::AtLeast { n, of } => at_least(*n, of.iter().map(|part| truths(part, slots))),
        Check::Count { n, counts } => {
            let (missing, range) = count(counts, slots);
            let known = range.map_or(Truths::NONE, |(least, most)| {
                Truths::NONE.with(Truth::True, most >= *n).with(Truth::False, least < *n)
            });
            known.with(Truth::Unknown, missing)
        }
    }
}

fn of_cell(slot: SlotId, truths: &[Truth], slots: &Slots<'_>) -> Truths {
    let of = |cell: u32| truth_in(truths, cell as usize);
    let (unanswered, cells) = slots.cells(slot);
    let mut found = unanswered.map_or(Truths::NONE, |cell| Truths::one(of(cell)));
    for cell in cells {
        found = found.join(Truths::one(of(cell)));
        if found == Truths::ALL {
            break;
        }
    }
    found
}

fn not(truths: Truths) -> Truths {
    Truths::NONE
        .with(Truth::True, truths.can(Truth::False))
        .with(Truth::Unknown, truths.can(Truth::Unknown))
        .with(Truth::False, truths.can(Truth::True))
}

fn all(parts: impl Iterator<Item = Truths>) -> Truths {
    let (mut holds, mut fails, mut unknown, mut held) = (true, false, false, true);
    for part in parts {
        holds &= part.can(Truth::True);
        fails |= part.can(Truth::False);
        unknown |= part.can(Truth::Unknown);
        held &= !part.must(Truth::False);
    }
    Truths::NONE.with(Truth::True, holds).with(Truth::False, fails).with(Truth::Unknown, unknown && held)
}

fn at_least(n: u32, parts: impl Iterator<Item = Truths>) -> Truths {
    // Parts that may hold, that must, that may be more than false, that must be, and whether one may be unknown.
    let (mut may, mut must, mut not_false, mut never_false, mut unknown) = (0, 0, 0, 0, false);
    for part in parts {
        may += u32::from(part.can(Truth::True));
        must += u32::from(part.must(Truth::True));
        not_false += u32::from(!part.must(Truth::False));
        never_false += u32::from(!part.can(Truth::False));
        unknown |= part.can(Truth::Unknown);
    }
    Truths::NONE
        .with(Truth::True, may >= n)
        .with(Truth::False, never_false < n)
        .with(Truth::Unknown, unknown && must < n && not_false >= n)
}

/// Whether the counted attribute may be missing, and the fewest and the most items when it is not.
fn count(counts: &[Count], slots: &Slots<'_>) -> (bool, Option<(u32, u32)>) {
    let (mut missing, mut range) = (false, Some((0u32, 0u32)));
    for part in counts {
        let (unanswered, cells) = slots.cells(part.slot);
        missing |= unanswered.is_some();
        let of = cells.map(|cell| part.of_cell.get(cell as usize).map_or(0, |n| u32::from(*n)));
        let of = of.fold(None, |found: Option<(u32, u32)>, n| {
            Some(found.map_or((n, n), |(least, most)| (least.min(n), most.max(n))))
        });
        range = range.zip(of).map(|(sum, of)| (sum.0 + of.0, sum.1 + of.1));
    }
    (missing, range)
}
