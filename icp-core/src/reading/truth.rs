//! Words for true and false, beside the usual ones.

use super::Constants;
use crate::value::is_folded_as;

/// Texts and numbers that mean true and false.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Words {
    truths: Constants,
    falses: Constants,
}

impl Words {
    pub(crate) fn new(truths: Constants, falses: Constants) -> Self {
        Self { truths, falses }
    }

    pub(crate) fn read(&self, text: &str) -> Option<bool> {
        usual(text).or_else(|| {
            if self.truths.has_text(text) { Some(true) } else { self.falses.has_text(text).then_some(false) }
        })
    }

    pub(crate) fn read_number(&self, number: f64) -> Option<bool> {
        if self.truths.has_number(number) {
            Some(true)
        } else {
            self.falses.has_number(number).then_some(false)
        }
    }
}

/// The words that always mean true and false.
pub(crate) fn usual(text: &str) -> Option<bool> {
    let words = [("true", true), ("false", false), ("yes", true), ("no", false)];
    words.into_iter().find(|(word, _)| is_folded_as(text, word)).map(|(_, truth)| truth)
}
