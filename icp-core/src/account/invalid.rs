//! The error of a value that its attribute does not accept: the expected and the found value, as texts for messages.
//! `read` and `set_text` return it.

use std::borrow::Cow;

/// A value that its attribute does not accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub(crate) expected: Cow<'static, str>,
    pub(crate) found: String,
}

/// Shorthand for returning the error from a function of any result type.
pub(super) fn invalid<T>(expected: impl Into<Cow<'static, str>>, found: String) -> Result<T, Invalid> {
    Err(Invalid { expected: expected.into(), found })
}
