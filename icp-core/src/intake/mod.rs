//! The report of a run over many accounts on its values: which were invalid, which rules could not be judged because of
//! them, and which sets are written with another separator than the model says.
//!
//! For whoever imports accounts and tells people what to mend: [`Scores::intake`](crate::batch::Scores) has it for a table,
//! [`Model::intake`](crate::Model::intake) begins one for accounts that come one by one. Counts are made piece by piece and
//! added up; nothing in them depends on where a run is cut, so threads, streams and files say the same.
//!
//! ```
#![doc = include_str!("../sample.txt")]
//! use icp_core::{OnInvalid, error::Host};
//! let mut intake = model.intake();
//! let odd = Account::new().with("employees", "many");
//! intake.add(&model.record(&odd, OnInvalid::Missing)?, str::to_owned);
//! assert!(intake.notices(Host::Rust)[0].to_string().starts_with("`employees`"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod look;
mod notice;
mod part;
mod report;
mod separator;
mod tally;
mod watch;

pub use notice::{Notice, NoticeKind};
pub use part::IntakePart;
pub use report::{Example, Intake, InvalidValues};
pub(crate) use separator::Marks;
pub(crate) use tally::Tally;
pub(crate) use watch::{Watch, WatchedRule};
