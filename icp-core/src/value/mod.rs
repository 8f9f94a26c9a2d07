//! Values and their types: dates, spans of time, exact decimals, folded texts, three-valued truth.
//!
//! Scoring needs [`Date`] only, which is at the root of the crate. The rest is for tools that read values as the library does:
//! [`fold`] compares texts, [`parse_number`] reads a number in a text, [`is_blank`] says what counts as missing.
//!
//! ```
//! use icp_core::value::{fold, is_blank, parse_number};
//! assert_eq!(fold(" Software "), fold("software"));
//! assert_eq!((parse_number("50"), is_blank("  ")), (Ok(50.0), true));
//! ```

mod axis;
mod date;
mod decimal;
mod exp2;
#[cfg(any(target_family = "wasm", test))]
mod find;
#[cfg(any(target_family = "wasm", test))]
mod float;
mod grouped;
mod hash;
mod integer;
mod interval;
mod kind;
mod logarithm;
mod lower;
mod number;
mod path;
mod published;
mod rounding;
mod sample;
mod span;
mod text;
mod truth;
mod visible;
mod word;

pub use axis::Axis;
pub use date::Date;
pub use decimal::Micro;
pub(crate) use decimal::round_micro;
pub(crate) use exp2::exp2;
pub use grouped::grouped;
pub(crate) use hash::stable_hash;
pub(crate) use integer::{integer, integer_text, nearest_integer};
pub use interval::Interval;
pub use kind::{AttributeType, Layer};
pub(crate) use number::{MAX_EXACT_INTEGER, exponent_text, nearest};
pub use number::{NumberIssue, float_text, parse_number};
pub(crate) use path::path;
pub(crate) use published::{
    PICO_IN_MICRO, PointUnit, as_rating, clamped, exact, gcd, percent, plain_coverage, plain_millionths,
    plain_percent, plain_ratio, published, round_published, round_small, to_millionths,
};
pub use rounding::Rounding;
pub(crate) use sample::Sample;
pub use span::{Span, SpanUnit};
pub(crate) use text::{cut_at, pieces, place_of};
pub use text::{fold, is_blank};
pub(crate) use text::{fold_into, folded, is_folded_as, is_folded_ascii};
pub use truth::Truth;
pub(crate) use visible::visible;
pub(crate) use word::byte_mask;
