//! The parts of a report, before they are laid out.

use icp_evidence::Table;

use super::picture::Picture;

/// Everything that a report says to people.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub(super) title: String,
    /// Two or three sentences that matter most.
    pub(super) sentences: Vec<String>,
    /// Everything suspicious.
    pub(super) warnings: Vec<String>,
    pub(super) parts: Vec<Part>,
}

/// A table with its picture.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) table: Table,
    pub(super) picture: Option<Picture>,
}
