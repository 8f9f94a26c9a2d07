//! A population and its outcomes as evidence about a model: how well scores separate won from lost, how sure that is, and whether
//! two populations differ. It scores nothing itself: `icp-core` does.
//!
//! Every number comes from counts that can be merged. A population may be counted in pieces, on several threads or
//! machines; the merged counts, and all that is computed from them, have the same bits as those of one pass.

#![forbid(unsafe_code)]

mod as_list;
pub mod backtest;
mod best;
pub mod compare;
mod decision;
pub mod drift;
mod error;
pub mod frame;
mod level;
mod outcome;
mod page;
mod part;
mod period;
mod population;
pub mod report;
pub mod stats;
mod table;

pub use backtest::{Backtest, Backtester};
pub use best::{Best, BestFound, Good, Top};
pub use compare::{Compare, Comparison};
pub use decision::Decision;
pub use drift::{Drift, PeriodDrift, Periods, Scored, ScoredChange, ScoredColumns};
pub use error::EvidenceError;
pub use outcome::Outcome;
pub use period::Period;
pub use population::Population;
pub use report::Report;
pub use table::{Table, percent, wrapped};
