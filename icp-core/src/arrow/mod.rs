//! Arrow's tables in and out. Arrays become columns that share their memory; answers become arrays whose words are
//! made once. Nothing here scores.
//!
//! What an array holds is not trusted: the engine checks offsets, codes and texts where it reads them.

mod account;
mod answers;
mod decimal;
mod extension;
mod import;
mod lists;
mod names;
mod options;
mod owned;
mod reader;
mod scorer;
mod words;
mod zone;

pub use account::arrow_value;
pub use options::ArrowOptions;
pub use reader::ScoreReader;
pub use scorer::BatchScorer;
