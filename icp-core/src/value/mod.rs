//! What values are: types, dates, exact decimals, text folding, three-valued truth.

mod date;
mod decimal;
mod kind;
mod number;
mod span;
mod text;
mod truth;
mod visible;

pub use date::Date;
pub use decimal::{Micro, round_micro};
pub use kind::{AttributeType, Layer};
pub use number::{MAX_EXACT_INTEGER, NumberIssue, parse_number};
pub use span::{Span, SpanUnit};
pub use text::{fold, fold_into, is_blank, is_folded_ascii};
pub use truth::Truth;
pub(crate) use visible::visible;
