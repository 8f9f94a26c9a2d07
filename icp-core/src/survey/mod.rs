//! The look of a column: how many there are, which ones, and how they are written.
//!
//! For whoever has a table and not yet a model. [`ColumnSurvey`] counts the values of one column, piece by piece; pieces are
//! added up in any order, and give the same. [`Survey`] has one for each column of a table, and begins a model from them.
//!
//! ```
//! use icp_core::survey::ColumnSurvey;
//! let (mut first, mut second) = (ColumnSurvey::default(), ColumnSurvey::default());
//! first.add_text("11/23/2011");
//! second.add_text("8/1/2012");
//! first.merge(&second);
//! assert_eq!((first.values(), first.commonest(1)), (2, vec![("11/23/2011".to_owned(), 1)]));
//! ```

mod begun;
mod column;
mod dates;
mod distinct;
mod middle;
mod number_text;
mod numbers;
mod placeholder;
mod reading;
mod table;
#[cfg(all(test, feature = "messages"))]
mod tests;
#[cfg(all(feature = "messages", not(target_family = "wasm")))]
mod words;
mod written;

pub use column::ColumnSurvey;
pub(crate) use placeholder::{is_code, is_placeholder, is_placeholder_number};
pub(crate) use reading::{Read, Refused, Way};
pub use table::Survey;
pub(crate) use written::{list, scalar};
