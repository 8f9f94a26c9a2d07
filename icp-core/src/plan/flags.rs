//! Flags: yes-or-no facts about an account, which the classes of the tables set and the gates of an icp ask for.

/// Flags of which one makes a gate decide.
#[derive(Debug, Default)]
pub(crate) struct GateFlags {
    /// Each flag, and the place of its exclusion in the icp or of its criterion in the scorecard; in that order.
    members: Box<[(u32, usize)]>,
    /// The same flags as bits.
    mask: Box<[u64]>,
}

impl GateFlags {
    /// From the flag at each place; places without a flag do not count.
    pub(crate) fn new(flags: impl Iterator<Item = Option<u32>>) -> Self {
        let members: Box<[(u32, usize)]> =
            flags.zip(0..).filter_map(|(flag, at)| Some((flag?, at))).collect();
        let words = members.iter().map(|(flag, _)| *flag as usize / 64 + 1).max().unwrap_or_default();
        let mut mask = vec![0; words];
        for (flag, _) in &members {
            if let Some(word) = mask.get_mut(*flag as usize / 64) {
                *word |= 1 << (flag % 64);
            }
        }
        Self { members, mask: mask.into() }
    }

    /// Each flag, and its place.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, usize)> {
        self.members.iter().copied()
    }

    /// Whether one of them is among the flags of an account.
    pub(crate) fn any(&self, flags: &[u64]) -> bool {
        flags.iter().zip(&self.mask).any(|(word, mask)| word & mask != 0)
    }

    /// The place of the first that is among the flags of an account.
    pub(crate) fn first(&self, flags: &[u64]) -> Option<usize> {
        let is_set =
            |flag: u32| flags.get(flag as usize / 64).is_some_and(|word| word >> (flag % 64) & 1 == 1);
        if !self.any(flags) {
            return None;
        }
        self.iter().find(|(flag, _)| is_set(*flag)).map(|(_, place)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_mark_that_is_set_gives_its_place() {
        let flags = GateFlags::new([None, Some(70), Some(3), None].into_iter());
        assert_eq!(flags.iter().collect::<Vec<_>>(), [(70, 1), (3, 2)]);
        assert_eq!(flags.first(&[1 << 3, 1 << 6]), Some(1));
        assert_eq!(flags.first(&[1 << 3, 0]), Some(2));
        assert_eq!(flags.first(&[!(1 << 3), !(1 << 6)]), None);
        assert!(!flags.any(&[]) && !GateFlags::default().any(&[u64::MAX; 2]));
    }
}
