//! A table as its owner holds it: slices of typed values, borrowed and never copied.
//!
//! Needed with [`Model::score_batch`](crate::Model::score_batch). The layouts are those of Arrow, so the buffers of most
//! libraries for tables fit as they are. A column knows no model: what a value means is decided when the table is scored.
//!
//! ```
//! use icp_core::column::{Column, Columns, Values};
//! let columns = Columns::new(2).with("employees", Column::new(Values::U8(&[50, 5])))?;
//! assert_eq!((columns.rows(), columns.get("employees").map(|column| column.rows())), (2, Some(2)));
//! # Ok::<(), icp_core::BatchError>(())
//! ```

mod bits;
mod cell;
mod columns;
mod prefetch;
mod read;
mod text;
mod values;

pub use bits::Bits;
pub use cell::Cell;
pub use columns::Columns;
pub(crate) use prefetch::{Quarter, prefetch};
pub(crate) use read::{Fault, day};
pub use text::{Offsets, Text, Views};
pub(crate) use text::{Texts, Word};
pub use values::{Codes, Column, TimeUnit, Values};
