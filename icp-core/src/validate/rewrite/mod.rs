//! The corrected text that the help of a mistake proposes. The text after "write" in backticks is to be put in the
//! place of the mistake, so it never means anything else than its author did; where that is not plain, nothing is
//! proposed.

mod condition;
mod field;
mod flow;
mod operator;
mod text;
mod tiers;

pub(super) use condition::{bounds, compared, listed, stated, test_of_list, text_on_number};
pub(super) use field::{declaration, is_word, keyword, renamed, type_meant};
pub(super) use flow::{flow, key};
pub(super) use operator::{is_operator_word, of_measure, operator};
pub(super) use text::{flag_meant, number_meant, percent_meant, span_meant};
pub(super) use tiers::{curve, points, tiers};
