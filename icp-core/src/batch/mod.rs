//! Many accounts in columns.
//!
//! Rows go through in blocks that stay in the processor's cache: each column is located at once ([`read::BlockReader`]), the
//! tables are added up for all rows of the block, and each row is judged. Whatever this cannot do (events, criteria
//! outside of tables) is done row by row by `eval`, from the same cells. Either way the bits are those of one
//! account at a time, which every reader here is tested against.

mod answer;
mod append;
mod bind;
mod block;
mod bools;
mod cells;
mod choose;
mod criteria;
mod curve;
mod dates;
mod dictionary;
mod job;
mod judge;
mod lane_tables;
mod lanes;
mod lists;
mod numbers;
mod options;
mod per_criterion;
mod plain;
mod rank;
mod read;
mod reasons;
mod row;
mod run;
mod scores;
#[cfg(feature = "parallel")]
mod share;
mod simd;
mod slices;
mod sums;
mod texts;
mod verdicts;

pub use criteria::CriterionColumns;
pub(crate) use job::Job;
pub use options::{AsOf, BatchOptions, MissingColumns};
pub use per_criterion::PerCriterion;
#[cfg(feature = "arrow")]
pub(crate) use reasons::can_be;
pub(crate) use run::run;
pub use scores::{IcpColumns, Scores};
pub(crate) use verdicts::{VerdictRule, VerdictTable};

/// Rows of a block: their cells and sums stay in the first caches.
const BLOCK: usize = 256;
