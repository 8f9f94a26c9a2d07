//! Flags: yes-or-no facts about an account (this exclusion holds, this required criterion is unknown). They are bits in
//! 64-bit words: `compile` numbers them, tables set them, and gates and tiers ask for them. Only this file knows which bit
//! of which word a flag is.

use crate::value::Truth;

/// The number of a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flag(u32);

impl Flag {
    pub(crate) const fn new(number: u32) -> Self {
        Self(number)
    }

    /// Its index in a table that has an entry for each flag.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    /// The number of words that `count` flags need.
    pub(crate) const fn words(count: u32) -> usize {
        (count as usize).div_ceil(64)
    }

    /// The number of flags that fit into some words.
    pub(crate) const fn room(words: usize) -> usize {
        words * 64
    }

    /// Whether it is set in the words of an account.
    #[inline]
    pub(crate) fn is_set(self, words: &[u64]) -> bool {
        words.get(self.index() / 64).is_some_and(|word| word >> (self.0 % 64) & 1 == 1)
    }

    #[inline]
    pub(crate) fn set(self, words: &mut [u64]) {
        if let Some(word) = words.get_mut(self.index() / 64) {
            *word |= 1 << (self.0 % 64);
        }
    }

    pub(crate) fn clear(self, words: &mut [u64]) {
        if let Some(word) = words.get_mut(self.index() / 64) {
            *word &= !(1 << (self.0 % 64));
        }
    }
}

/// The flags that a true and an unknown condition set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct TruthFlags {
    pub(crate) holds: Option<Flag>,
    pub(crate) unknown: Option<Flag>,
}

impl TruthFlags {
    /// The flag that a truth sets.
    pub(crate) const fn of(self, truth: Truth) -> Option<Flag> {
        match truth {
            Truth::True => self.holds,
            Truth::Unknown => self.unknown,
            Truth::False => None,
        }
    }
}

/// The flags of a gate: it decides if any of them is set.
#[derive(Debug, Default)]
pub(crate) struct GateFlags {
    /// Each flag, with the index of its exclusion in the icp or of its criterion in the scorecard; in order of the
    /// index.
    members: Box<[(Flag, usize)]>,
    /// The same flags as words.
    mask: Box<[u64]>,
}

impl GateFlags {
    /// Takes one item for each exclusion or criterion: its flag, or `None` if it has none.
    pub(crate) fn new(flags: impl Iterator<Item = Option<Flag>>) -> Self {
        let members: Box<[(Flag, usize)]> =
            flags.zip(0..).filter_map(|(flag, at)| Some((flag?, at))).collect();
        let count = members.iter().map(|(flag, _)| flag.0 + 1).max().unwrap_or_default();
        let mut mask = vec![0; Flag::words(count)];
        members.iter().for_each(|(flag, _)| flag.set(&mut mask));
        Self { members, mask: mask.into() }
    }

    /// Whether no exclusion or criterion has one.
    pub(crate) const fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Each flag, with the index of its exclusion or criterion.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Flag, usize)> {
        self.members.iter().copied()
    }

    /// Whether one of them is set in the words of an account.
    #[inline]
    pub(crate) fn any(&self, words: &[u64]) -> bool {
        let mut masks = self.mask.iter();
        words.iter().any(|word| masks.next().is_some_and(|mask| word & mask != 0))
    }

    /// The index of the first exclusion or criterion whose flag is set in the words of an account.
    #[inline]
    pub(crate) fn first(&self, words: &[u64]) -> Option<usize> {
        if !self.any(words) {
            return None;
        }
        self.iter().find(|(flag, _)| flag.is_set(words)).map(|(_, place)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_that_were_set_are_found_again() {
        let mut words = [0; 3];
        let flags = [0, 63, 64, 130].map(Flag::new);
        flags.iter().for_each(|flag| flag.set(&mut words));
        let set =
            |words: &[u64]| (0..192).map(Flag::new).filter(|flag| flag.is_set(words)).collect::<Vec<_>>();
        assert_eq!(set(&words), flags);
        assert_eq!([0, 1, 64, 65].map(Flag::words), [0, 1, 1, 2]);
        // Beyond the words there is none.
        Flag::new(192).set(&mut words);
        assert!(!Flag::new(192).is_set(&words) && set(&words).len() == 4);
        Flag::new(64).clear(&mut words);
        Flag::new(192).clear(&mut words);
        assert_eq!(set(&words), [0, 63, 130].map(Flag::new));
    }

    #[test]
    fn the_first_flag_that_is_set_gives_its_place() {
        let flags = GateFlags::new([None, Some(Flag(70)), Some(Flag(3)), None].into_iter());
        assert!(flags.iter().eq([(Flag(70), 1), (Flag(3), 2)]));
        assert_eq!(flags.first(&[1 << 3, 1 << 6]), Some(1));
        assert_eq!(flags.first(&[1 << 3, 0]), Some(2));
        assert_eq!(flags.first(&[!(1 << 3), !(1 << 6)]), None);
        assert!(!flags.any(&[]) && !GateFlags::default().any(&[u64::MAX; 2]));
    }
}
