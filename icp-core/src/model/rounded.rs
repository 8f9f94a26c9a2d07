//! Numbers of a document that a program made, and that were taken as the nearest one of six decimals. `validate` notes them,
//! and a finding tells them.

use crate::source::Path;

/// A number that counts as another one.
#[derive(Debug, Clone)]
pub(crate) struct Rounded {
    /// Where it stands.
    pub(crate) path: Path,
    /// The number that was there.
    pub(crate) from: f64,
    /// The number that counts.
    pub(crate) to: f64,
}

/// All of a document. They are no part of the model: two definitions are equal whatever was rounded on the way.
#[derive(Debug, Clone, Default)]
pub(crate) struct RoundedNumbers(pub(crate) Box<[Rounded]>);

impl PartialEq for RoundedNumbers {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl From<Vec<Rounded>> for RoundedNumbers {
    fn from(all: Vec<Rounded>) -> Self {
        Self(all.into_boxed_slice())
    }
}
