//! Texts to numbers, kept in the order of the texts: for texts that `Lookup` has no room for in its hash table.

use std::collections::BTreeMap;

/// Texts to numbers, in the order of the texts. The number given first stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index(BTreeMap<Box<str>, usize>);

impl Index {
    /// Adds a text and its number; true if the text is new. A text that is there keeps its old number.
    pub(crate) fn add(&mut self, text: &str, number: usize) -> bool {
        let is_new = !self.0.contains_key(text);
        if is_new {
            self.0.insert(text.into(), number);
        }
        is_new
    }

    /// Adds a text without a number, as to a set; true if it is new.
    pub(crate) fn note(&mut self, text: &str) -> bool {
        self.add(text, 0)
    }

    pub(crate) fn get(&self, text: &str) -> Option<usize> {
        self.0.get(text).copied()
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(|text| &**text)
    }

    /// The numbers in the order of the texts.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.0.values().copied()
    }
}
