//! Slices by index without a panic, for programs over small tables: outside a slice there is the default, and writing does nothing.

use std::ops::AddAssign;

/// Checked access.
pub(crate) trait At<T> {
    /// The value at an index.
    fn at(&self, index: usize) -> T;
    /// Writes the value at an index.
    fn put(&mut self, index: usize, value: T);
    /// Adds to the value at an index.
    fn more(&mut self, index: usize, by: T)
    where
        T: AddAssign;
}

impl<T: Copy + Default> At<T> for [T] {
    #[inline(always)]
    fn at(&self, index: usize) -> T {
        debug_assert!(index < self.len(), "{index} of {}", self.len());
        self.get(index).copied().unwrap_or_default()
    }

    #[inline(always)]
    fn put(&mut self, index: usize, value: T) {
        debug_assert!(index < self.len(), "{index} of {}", self.len());
        if let Some(place) = self.get_mut(index) {
            *place = value;
        }
    }

    #[inline(always)]
    fn more(&mut self, index: usize, by: T)
    where
        T: AddAssign,
    {
        debug_assert!(index < self.len(), "{index} of {}", self.len());
        if let Some(place) = self.get_mut(index) {
            *place += by;
        }
    }
}
