//! A row that was located or added up elsewhere, put into a scratch.

use super::Scratch;
use crate::plan::{Flag, Lanes, Narrow};

impl Scratch {
    /// The cell of each slot, to be written.
    pub(crate) fn cells_mut(&mut self) -> &mut [u32] {
        &mut self.cells
    }

    /// The number of each attribute that needs it, to be written.
    pub(crate) fn numbers_mut(&mut self) -> &mut [f64] {
        &mut self.numbers
    }

    /// The first day of each span, for the as-of date.
    pub(crate) fn cuts(&self) -> &[i32] {
        &self.cuts
    }

    /// The as-of date.
    pub(crate) fn as_of(&self) -> Option<crate::value::Date> {
        self.as_of
    }

    /// Whether a flag is set.
    pub(crate) fn is_flagged(&self, flag: Flag) -> bool {
        flag.is_set(&self.flags)
    }

    /// The sums and the flags of a row.
    pub(crate) fn load_sums(&mut self, narrow: &[Narrow], wide: &[Lanes], flags: &[u64]) {
        self.narrow.iter_mut().zip(narrow).for_each(|(to, from)| *to = *from);
        self.wide.iter_mut().zip(wide).for_each(|(to, from)| *to = *from);
        self.flags.iter_mut().zip(flags).for_each(|(to, from)| *to = *from);
    }
}
