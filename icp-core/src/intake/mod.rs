//! What a run over many accounts tells of its values: which were invalid, which rules could not be judged because of
//! them, and which sets are written otherwise than the model says.
//!
//! Counts are made piece by piece and added up. Nothing in them depends on where a run is cut, so threads, streams and
//! files tell the same.

mod examples;
mod notice;
mod report;
mod separator;
mod tally;
mod watch;

pub use notice::{Notice, NoticeKind};
pub use report::{Example, Intake, InvalidValues};
pub(crate) use separator::Marks;
pub(crate) use tally::Tally;
pub(crate) use watch::Watch;
