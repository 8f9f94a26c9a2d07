//! Limits of a record, for bindings that read values by themselves.

use super::json::{MAX_BYTES, MAX_DEPTH, MAX_FIELDS, MAX_ITEMS, MAX_TEXT};
use crate::error::{AccountError, RECORD};
use crate::value::visible;

/// A bound of what an account may hold. Reading JSON text keeps to all of them; who converts the values of another
/// language asks [`AccountLimit::most`] while converting.
///
/// ```
/// use icp_core::AccountError;
/// use icp_core::account::AccountLimit;
/// let error = AccountError::limit(AccountLimit::Items);
/// assert_eq!(error.to_string(), "expected at most 10000 items in a list, found more");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccountLimit {
    /// Bytes of all of it.
    Bytes,
    /// Keys of an object.
    Keys,
    /// Items of a list.
    Items,
    /// Bytes of one text.
    Text,
    /// Objects and lists in each other.
    Depth,
}

impl AccountLimit {
    /// All limits.
    pub const ALL: [Self; 5] = [Self::Bytes, Self::Keys, Self::Items, Self::Text, Self::Depth];

    /// The most that is allowed.
    pub fn most(self) -> usize {
        match self {
            Self::Bytes => MAX_BYTES,
            Self::Keys => MAX_FIELDS,
            Self::Items => MAX_ITEMS,
            Self::Text => MAX_TEXT,
            Self::Depth => MAX_DEPTH,
        }
    }

    fn of_what(self) -> &'static str {
        match self {
            Self::Bytes => "bytes of record",
            Self::Keys => "keys in an object",
            Self::Items => "items in a list",
            Self::Text => "bytes in a text",
            Self::Depth => "levels of nesting",
        }
    }
}

impl AccountError {
    /// `account.limit`: an account that goes beyond a limit.
    pub fn limit(limit: AccountLimit) -> Self {
        Self::record("account.limit", format!("at most {} {}", limit.most(), limit.of_what()), "more")
    }

    /// `account.shape`: something that is no account at all, by what it is called.
    pub fn shape(found: &str) -> Self {
        Self::record("account.shape", RECORD, visible(found, 80))
    }
}
