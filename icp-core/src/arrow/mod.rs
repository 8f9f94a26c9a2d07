//! Arrow's tables in and out (feature `arrow`): record batches are scored where they lie, and the answers are a table again.
//!
//! For a program that has Arrow already, or reads Parquet: [`BatchScorer`] for batches, [`ScoreReader`] for a stream. A table
//! in slices of your own needs [`column`](crate::column) and [`batch`](crate::batch) only; both give the same bits.

// Arrays become columns that share their memory; answers become arrays whose words are made once. Nothing here scores. What an
// array holds is not trusted: the engine checks offsets, codes and texts where it reads them.

mod account;
mod arrays;
mod columns;
mod data_check;
mod decimal;
mod dictionaries;
mod extension;
mod import;
mod lists;
mod nested;
mod options;
mod output;
mod outputs;
mod owned;
mod reader;
mod schema;
mod scorer;
mod survey;
mod table;
mod zone;

pub use account::arrow_value;
pub use options::ArrowOptions;
pub use output::{OUTPUT_COLUMNS, OutputColumn, OutputKind};
pub use reader::ScoreReader;
pub use scorer::BatchScorer;
