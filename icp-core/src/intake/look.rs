//! The look of an attribute's invalid values, for the help of the error that refuses them. Builds without messages, and browsers,
//! which would have to fetch the code, do without.

use crate::survey::Refused;

/// A survey of invalid values.
#[cfg(all(feature = "messages", not(target_family = "wasm")))]
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Look(Option<Box<crate::survey::ColumnSurvey>>);

/// None.
#[cfg(not(all(feature = "messages", not(target_family = "wasm"))))]
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Look;

#[cfg(all(feature = "messages", not(target_family = "wasm")))]
impl Look {
    /// Counts a value by the words of its error.
    pub(super) fn add(&mut self, found: &str) {
        self.0.get_or_insert_default().add_found(found);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        if let Some(other) = &other.0 {
            self.0.get_or_insert_default().merge(other);
        }
    }

    /// The keys to write so that the values are read.
    pub(super) fn help(&self, refused: Refused<'_>) -> Option<String> {
        self.0.as_ref()?.help(refused)
    }
}

#[cfg(not(all(feature = "messages", not(target_family = "wasm"))))]
impl Look {
    pub(super) fn add(&mut self, _: &str) {}

    pub(super) fn merge(&mut self, _: &Self) {}

    pub(super) fn help(&self, _: Refused<'_>) -> Option<String> {
        None
    }
}
