//! The names that conditions and rules refer to: declared attributes, named lists and named conditions. Filled by
//! `attributes`, `lists` and `named`, kept in the context, and asked by whoever meets a name.

use std::borrow::Cow;
use std::sync::Arc;

use super::used::Used;
use crate::draft::Node;
use crate::model::Condition;
use crate::reading::host;
use crate::sort::Index;
use crate::value::{AttributeType, fold};

/// A declared attribute, as conditions and rules need to know it.
#[derive(Debug)]
pub(super) struct Declared<'d> {
    pub(super) name: &'d str,
    /// `None` when the declaration is too wrong to tell; then nothing is said about its uses.
    pub(super) kind: Option<AttributeType>,
    /// Whether its values are web addresses, compared by their host.
    pub(super) is_domain: bool,
    /// Its `min` and its `max`.
    pub(super) ends: (Option<f64>, Option<f64>),
    /// From each synonym, folded, to the index of its value in `originals`.
    pub(super) synonyms: Index,
    /// The values that have synonyms, folded.
    pub(super) originals: Vec<Box<str>>,
    /// The closed list: from each value, folded, to its index in `listed`, which has the values as they are
    /// written.
    pub(super) values: Index,
    pub(super) listed: Vec<Box<str>>,
}

impl Declared<'_> {
    /// The form in which values are compared, before synonyms.
    pub(super) fn folded<'t>(&self, text: &'t str) -> Cow<'t, str> {
        fold(if self.is_domain { host(text).unwrap_or(text) } else { text })
    }

    /// The form in which two constants are the same value: folded, then synonyms.
    pub(super) fn canonical(&self, text: &str) -> String {
        let folded = self.folded(text);
        self.synonym_of(&folded).map_or_else(|| folded.clone().into_owned(), str::to_owned)
    }

    /// True when the closed list, if there is one, has this value.
    pub(super) fn allows(&self, text: &str) -> bool {
        self.values.is_empty() || self.values.has(&self.canonical(text))
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.values.numbers().filter_map(|place| self.listed.get(place)).map(|value| &**value)
    }

    /// The value that a folded spelling is a synonym of.
    pub(super) fn synonym_of(&self, folded: &str) -> Option<&str> {
        self.synonyms.get(folded).and_then(|place| self.originals.get(place)).map(|value| &**value)
    }
}

impl<'d> Declared<'d> {
    /// One whose declaration is not read yet, or is too wrong to be.
    pub(super) fn wrong(name: &'d str) -> Self {
        Self {
            name,
            kind: None,
            is_domain: false,
            ends: (None, None),
            synonyms: Index::default(),
            originals: Vec::new(),
            values: Index::default(),
            listed: Vec::new(),
        }
    }
}

/// A named condition that was read, and the cost of each use of it.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) condition: Arc<Condition>,
    pub(super) used: Used,
    /// How deep it is nested, with the conditions that it uses.
    pub(super) levels: usize,
}

/// The ids that tests of an icp's result may name; `None` where the scorecard is too wrong to tell.
#[derive(Debug, Clone)]
pub(super) struct ResultIds {
    pub(super) tiers: Option<Vec<Box<str>>>,
    pub(super) stages: Vec<Box<str>>,
    pub(super) intent_tiers: Option<Vec<Box<str>>>,
    pub(super) has_intent: bool,
}

/// The entries of a named list; `None` when it is wrong, which is reported once.
pub(super) type Listed<'d> = Option<&'d [Node]>;
