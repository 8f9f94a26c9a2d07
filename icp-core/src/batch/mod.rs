//! Options and answers of a table that is scored in columns.
//!
//! Needed with [`Model::score_batch`](crate::Model::score_batch), which is many times faster than one account at a time and
//! gives the same bits. The table itself is described with [`column`](crate::column).
//!
//! ```
#![doc = include_str!("../sample.txt")]
//! use icp_core::batch::{AsOf, BatchOptions};
//! use icp_core::column::{Column, Columns, Offsets, Text, Values};
//! let country = Text { offsets: Offsets::Small(&[0, 2, 4]), bytes: b"USDE" };
//! let columns = Columns::new(2)
//!     .with("employees", Column::new(Values::U8(&[50, 5])))?
//!     .with("country", Column::new(Values::Text(country)))?;
//! let scores = model.score_batch(&columns, &BatchOptions::new(AsOf::Day(today)))?;
//! assert_eq!(scores.shown.score, [100.0, 0.0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// | word | meaning |
// |---|---|
// | table | the columns of the caller, each bound to the attribute that it is for |
// | job | all that stays the same for every row: the plan, the options, and tables laid out from the plan |
// | chunk | the answers of up to 32,768 rows, which one thread writes; the caller hears of progress after each |
// | block | 256 rows of a chunk, whose cells and sums stay in the processor's first caches |
// | worker | the memory of one thread, which takes a chunk block by block |
// | reader | turns the columns of a block into cells |
// | judge | turns the cells of a block into answers, and writes them into the chunk |
// | lane | the place of an icp among the four that are added up side by side |
//
// What columns cannot do (comparisons, formulas, criteria outside of tables) is done row by row by `eval`, from the same cells. Either
// way the bits are those of one account at a time, which every reader here is tested against.

mod alike;
mod answers;
mod append;
mod bind;
mod bools;
mod card_lanes;
mod cells;
mod choose;
mod chunk;
mod criteria;
mod criterion_lanes;
mod curve;
mod dates;
mod dictionary;
mod dimension_sums;
mod events;
mod gates;
mod job;
mod judge;
mod labels;
mod lane_tables;
mod lanes;
mod limit_lanes;
mod lists;
mod missing_columns;
mod numbers;
mod observe;
mod options;
mod per_criterion;
mod plain_answers;
mod profile;
mod rank;
mod read;
mod reasons;
mod row;
mod row_texts;
mod rows;
mod run;
mod said;
mod scores;
mod setters;
mod simd;
mod slices;
mod sums;
mod texts;
#[cfg(feature = "parallel")]
mod threads;
mod verdicts;
mod worker;

pub use criteria::CriterionColumns;
pub(crate) use job::Job;
pub(crate) use labels::LabelTable;
pub use missing_columns::MissingColumns;
pub(crate) use observe::Observers;
pub use observe::{CriterionFacts, Observed, Observer};
pub use options::{AsOf, BatchOptions};
pub use per_criterion::PerCriterion;
#[cfg(feature = "arrow")]
pub(crate) use reasons::can_be;
pub use row_texts::{RowTexts, TextColumns};
pub(crate) use rows::each_record;
pub(crate) use run::run;
pub use scores::{IcpColumns, Scores};
#[cfg(feature = "arrow")]
pub(crate) use setters::shared_setters;
pub(crate) use verdicts::{VerdictRule, VerdictTable};
