//! Ideal customer profiles as a model: read, checked, compiled once, scored, explained.
#![forbid(unsafe_code)]

pub mod draft;
mod error;
pub mod model;
mod parse;
#[doc(hidden)]
pub mod read;
mod source;
mod validate;
mod value;
#[doc(hidden)]
pub mod write;

pub use draft::Limits;
pub use error::{AccountError, Code, ModelError, Problem};
pub use source::{Path, Position, Step};
pub use value::{
    AttributeType, Date, Layer, Micro, NumberIssue, Span, SpanUnit, Truth, fold, is_blank, parse_number,
};
