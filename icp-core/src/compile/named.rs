//! The texts that the model names, in the form in which they are compared. `survey` collects them, `slots` and `checks` find
//! them again.

use std::borrow::Cow;

use crate::model::{Attribute, Written};
use crate::plan::Lookup;
use crate::reading::host;
use crate::value::fold;

/// Named texts: canonical forms in order of appearance, and spellings as written.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) canonical: Vec<Box<str>>,
    pub(super) written: Vec<Box<str>>,
    /// Canonical forms to their place in the order.
    pub(super) index: Lookup,
}

/// Phrases in order of appearance.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    pub(super) all: Vec<(PhraseKind, Box<str>)>,
    index: Lookup,
}

/// The canonical forms of an attribute's values.
#[derive(Debug, Default)]
pub(super) struct Canon {
    /// Folded spellings to canonical forms.
    pub(super) lookup: Lookup,
    /// Canonical forms, folded.
    pub(super) values: Vec<Box<str>>,
    /// Whether the values are web addresses, compared by their host.
    is_domain: bool,
}

/// How a phrase is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PhraseKind {
    StartsWith,
    EndsWith,
    Contains,
    PartOf,
    Mentions,
    Matches,
}

impl Canon {
    pub(super) fn of(attribute: &Attribute) -> Self {
        let is_domain = matches!(attribute.written, Some(Written::Domain));
        let mut canon = Self { is_domain, ..Self::default() };
        for (value, spellings) in &attribute.synonyms {
            let number = canon.values.len() as u32;
            for spelling in spellings {
                canon.lookup.insert(&canon.folded(spelling), number);
            }
            let folded = canon.folded(value);
            canon.lookup.insert(&folded, number);
            canon.values.push(folded.into());
        }
        canon
    }

    /// The form in which texts are compared, before synonyms.
    pub(super) fn folded<'t>(&self, text: &'t str) -> Cow<'t, str> {
        fold(if self.is_domain { host(text).unwrap_or(text) } else { text })
    }

    /// The folded form of a text after the synonyms.
    pub(super) fn of_text(&self, text: &str) -> Box<str> {
        let folded = self.folded(text);
        match self.lookup.get(&folded).and_then(|number| self.values.get(number as usize)) {
            Some(value) => value.clone(),
            None => folded.into(),
        }
    }
}

impl Named {
    pub(super) fn add<'a>(&mut self, canon: &Canon, texts: impl IntoIterator<Item = &'a str>) {
        for text in texts {
            let canonical = canon.of_text(text);
            if self.index.get(&canonical).is_none() {
                self.index.insert(&canonical, self.canonical.len() as u32);
                self.canonical.push(canonical);
            }
            self.written.push(text.into());
        }
    }
}

impl Phrases {
    pub(super) fn add(&mut self, kind: PhraseKind, text: &str) {
        let key = phrase_key(kind, text);
        if self.index.get(&key).is_none() {
            self.index.insert(&key, self.all.len() as u32);
            self.all.push((kind, looked_for(kind, text).into()));
        }
    }

    /// The place of a phrase in the order.
    pub(super) fn find(&self, kind: PhraseKind, text: &str) -> Option<usize> {
        self.index.get(&phrase_key(kind, text)).map(|at| at as usize)
    }
}

/// The kind and the phrase as it is looked for.
fn phrase_key(kind: PhraseKind, text: &str) -> String {
    let sign = match kind {
        PhraseKind::Matches => '~',
        PhraseKind::StartsWith => '^',
        PhraseKind::EndsWith => '$',
        PhraseKind::Contains => '*',
        PhraseKind::PartOf => '<',
        PhraseKind::Mentions => 'w',
    };
    format!("{sign}{}", looked_for(kind, text))
}

/// A phrase as it is looked for: folded, but patterns as written.
fn looked_for(kind: PhraseKind, text: &str) -> Cow<'_, str> {
    match kind {
        PhraseKind::Matches => Cow::Borrowed(text),
        PhraseKind::StartsWith
        | PhraseKind::EndsWith
        | PhraseKind::Contains
        | PhraseKind::PartOf
        | PhraseKind::Mentions => fold(text),
    }
}
