//! A value that its attribute does not take, and the two sides of the message about it.

/// A value that is not what its attribute says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub(crate) expected: &'static str,
    pub(crate) found: String,
}

/// The error itself, for readers that end with it.
pub(super) fn invalid<T>(expected: &'static str, found: String) -> Result<T, Invalid> {
    Err(Invalid { expected, found })
}
