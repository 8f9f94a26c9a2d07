//! A table as its owner holds it: slices of typed values, borrowed. Nothing here knows a model.

mod bits;
mod columns;
mod prefetch;
mod read;
mod text;
mod values;

pub use bits::Bits;
pub use columns::Columns;
pub(crate) use prefetch::{Quarter, prefetch};
pub(crate) use read::{Fault, day};
pub use text::{Offsets, Text, Views};
pub(crate) use text::{Texts, Word};
pub use values::{Codes, Column, TimeUnit, Values};
