//! Texts and numbers by which a source says something: that there is no value, or true, or false.

use crate::value::{fold, is_folded_as, parse_number};

/// Texts, folded, and numbers. A text that is a number in the usual form is among the numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Constants {
    texts: Vec<Box<str>>,
    numbers: Vec<f64>,
}

impl Constants {
    pub(crate) fn add_text(&mut self, text: &str) {
        match parse_number(text) {
            Ok(number) => self.add_number(number),
            Err(_) => self.texts.push(fold(text).into()),
        }
    }

    pub(crate) fn add_number(&mut self, number: f64) {
        self.numbers.push(number);
    }

    pub(crate) fn texts(&self) -> &[Box<str>] {
        &self.texts
    }

    pub(crate) fn numbers(&self) -> &[f64] {
        &self.numbers
    }

    /// Whether a text is one of them: after folding, or as a number.
    pub(crate) fn has_text(&self, text: &str) -> bool {
        self.has_word(text) || self.has_digits(text)
    }

    /// Whether a text is one of the texts.
    pub(crate) fn has_word(&self, text: &str) -> bool {
        self.texts.iter().any(|one| is_folded_as(text, one))
    }

    fn has_digits(&self, text: &str) -> bool {
        if self.numbers.is_empty() {
            return false;
        }
        let text = text.trim();
        let may_be = text.bytes().next().is_some_and(|byte| byte == b'-' || byte.is_ascii_digit());
        may_be && parse_number(text).is_ok_and(|number| self.has_number(number))
    }

    pub(crate) fn has_number(&self, number: f64) -> bool {
        self.numbers.contains(&number)
    }
}
