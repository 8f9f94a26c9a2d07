//! Marks: yes-or-no facts about an account, which the classes of the tables set and the gates of an icp ask for.

/// Marks of which one makes a gate decide.
#[derive(Debug, Default)]
pub(crate) struct GateMarks {
    /// Each mark, and the place of its exclusion in the icp or of its criterion in the scorecard; in that order.
    members: Box<[(u32, usize)]>,
    /// The same marks as bits.
    mask: Box<[u64]>,
}

impl GateMarks {
    /// From the mark at each place; places without a mark do not count.
    pub(crate) fn new(marks: impl Iterator<Item = Option<u32>>) -> Self {
        let members: Box<[(u32, usize)]> =
            marks.zip(0..).filter_map(|(mark, at)| Some((mark?, at))).collect();
        let words = members.iter().map(|(mark, _)| *mark as usize / 64 + 1).max().unwrap_or_default();
        let mut mask = vec![0; words];
        for (mark, _) in &members {
            if let Some(word) = mask.get_mut(*mark as usize / 64) {
                *word |= 1 << (mark % 64);
            }
        }
        Self { members, mask: mask.into() }
    }

    /// Each mark, and its place.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, usize)> {
        self.members.iter().copied()
    }

    /// Whether one of them is among the marks of an account.
    pub(crate) fn any(&self, marks: &[u64]) -> bool {
        marks.iter().zip(&self.mask).any(|(word, mask)| word & mask != 0)
    }

    /// The place of the first that is among the marks of an account.
    pub(crate) fn first(&self, marks: &[u64]) -> Option<usize> {
        let is_set =
            |mark: u32| marks.get(mark as usize / 64).is_some_and(|word| word >> (mark % 64) & 1 == 1);
        if !self.any(marks) {
            return None;
        }
        self.iter().find(|(mark, _)| is_set(*mark)).map(|(_, place)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_mark_that_is_set_gives_its_place() {
        let marks = GateMarks::new([None, Some(70), Some(3), None].into_iter());
        assert_eq!(marks.iter().collect::<Vec<_>>(), [(70, 1), (3, 2)]);
        assert_eq!(marks.first(&[1 << 3, 1 << 6]), Some(1));
        assert_eq!(marks.first(&[1 << 3, 0]), Some(2));
        assert_eq!(marks.first(&[!(1 << 3), !(1 << 6)]), None);
        assert!(!marks.any(&[]) && !GateMarks::default().any(&[u64::MAX; 2]));
    }
}
