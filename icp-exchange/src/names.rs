//! Names and ids of a model, made of the names that another tool has: it allows fewer characters.

use std::collections::BTreeSet;

/// An attribute of the model that is made.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    /// Its name in the model.
    pub(crate) name: String,
    /// Its name in the document, where that is another one.
    pub(crate) alias: Option<String>,
    /// Its type in the model.
    pub(crate) kind: &'static str,
    /// How it is made from others, if it is.
    pub(crate) formula: Option<String>,
    /// Texts and numbers that stand for no value.
    pub(crate) missing: Vec<crate::op::Const>,
    /// Whether two of its texts differ in case or blanks alone, so that texts are compared as they stand.
    pub(crate) exact: bool,
    /// A name for people.
    pub(crate) title: Option<String>,
}

/// Names that are taken.
#[derive(Debug, Default)]
pub(crate) struct Taken(BTreeSet<String>);

impl Taken {
    /// A name for an attribute.
    pub(crate) fn attribute(&mut self, name: &str) -> String {
        let allowed = |c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == ' ';
        let mut made = made(name, allowed, '_');
        while made.contains("  ") {
            made = made.replace("  ", " ");
        }
        let made = made.trim().to_owned();
        let begins = made.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
        let reserved = ["all", "any", "not", "at_least", "result"].contains(&&*made);
        self.free(&if begins && !reserved { made } else { format!("field_{made}") }, '_')
    }

    /// An id.
    pub(crate) fn id(&mut self, name: &str, otherwise: &str) -> String {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '+');
        let made = made(name.trim(), allowed, '-');
        self.free(if made.trim_matches('-').is_empty() { otherwise } else { &made }, '-')
    }

    fn free(&mut self, name: &str, joint: char) -> String {
        let reserved = ["__proto__", "prototype", "constructor", "toString", "valueOf", "hasOwnProperty"]
            .contains(&name);
        let mut tried = if reserved { format!("{name}{joint}1") } else { name.to_owned() };
        let mut number = 2;
        while !self.0.insert(folded(&tried)) {
            tried = format!("{name}{joint}{number}");
            number += 1;
        }
        tried
    }
}

fn made(name: &str, allowed: impl Fn(char) -> bool, instead: char) -> String {
    name.chars().take(100).map(|c| if allowed(c) { c } else { instead }).collect()
}

/// A text as a model compares it.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
