//! The form of a kind of finding; each file of this room fills one in.

use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;

/// A kind of finding with all that documents say of it; a file of this room makes one.
pub(super) struct Kind {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) what: &'static str,
    pub(super) why: &'static str,
    pub(super) wrong: &'static str,
    pub(super) right: &'static str,
    pub(super) find: fn(&ModelView<'_>, &mut Report),
}

/// A short model: its lines after the first two.
macro_rules! sample {
    ($($line:literal)*) => {
        concat!("format: icp/1\nname: sample\n", $($line, "\n",)*)
    };
}
pub(crate) use sample;
