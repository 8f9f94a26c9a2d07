//! The side of reading that people see: refusals and notes, collected until the end so that all are told at once.

use crate::error::{Note, Refusal};
use crate::xml::Element;

/// Everything that is refused, and what was taken otherwise.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) notes: Vec<Note>,
}

impl Told {
    pub(crate) fn refuse<T>(
        &mut self,
        at: &Element,
        code: &'static str,
        message: String,
        help: &str,
    ) -> Option<T> {
        self.refusals.push(at.refusal(code, message, help));
        None
    }

    pub(crate) fn note(&mut self, at: &Element, text: impl Into<String>) {
        self.notes.push(Note { line: at.line, path: at.path.clone(), text: text.into() });
    }
}
