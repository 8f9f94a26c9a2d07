//! The values and objects that a model reads under one key of a record. Asked by bindings before they convert a value.

use crate::plan::{Found, Names};

/// The value or object that a model reads under a key of a record, or of an object in it; from [`Model::key`](crate::Model::key).
///
/// ```
#[doc = include_str!("../sample.txt")]
/// let key = model.key("employees").ok_or("an attribute")?;
/// assert!(key.is_value() && !key.is_object());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct RecordKey<'m> {
    names: &'m Names,
    found: Found,
}

impl<'m> RecordKey<'m> {
    pub(super) fn new(names: &'m Names, found: Found) -> Option<Self> {
        (found.value.is_some() || found.node.is_some()).then_some(Self { names, found })
    }

    /// Whether it is the name of an attribute, or the end of a path.
    pub fn is_value(self) -> bool {
        self.found.value.is_some()
    }

    /// Whether a path goes on in the object under it.
    pub fn is_object(self) -> bool {
        self.found.node.is_some()
    }

    /// The same for a key of the object under it.
    pub fn within(self, key: &str) -> Option<Self> {
        Self::new(self.names, self.names.within(self.found.node?, key))
    }
}
