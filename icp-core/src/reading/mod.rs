//! How the values of an attribute are read from what a source wrote: the readers of texts and numbers by the keys `missing`,
//! `blank`, `written` and `separator`. `account` and `column` call them; they know no model and no record.

mod date;
mod domain;

pub(crate) use date::{DatePattern, PatternIssue};
pub(crate) use domain::{host, is_under};

/// Whether a sign may stand between the ends of a range: a hyphen, a minus, or one of the dashes.
pub(crate) fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}
