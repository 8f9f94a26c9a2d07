//! What a run over many accounts says of its values: which were invalid, which rules could not be judged because of them, and
//! which sets are written with another separator than the model says.
//!
//! For whoever imports accounts and tells people what to mend: [`Scores::intake`](crate::batch::Scores) has it for a table,
//! [`Model::intake`](crate::Model::intake) begins one for accounts that come one by one. Counts are made piece by piece and
//! added up; nothing in them depends on where a run is cut, so threads, streams and files say the same.

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
