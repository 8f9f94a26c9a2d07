//! A definition as text: canonical JSON, readable JSON, YAML; and its fingerprint.
//!
//! All forms are made from one tree with a fixed order of keys, in which what was left out stays out.
//! Reading any of them gives the same definition again.

mod condition;
mod criterion;
mod document;
mod json;
mod scorecard;
mod source;
mod tree;
mod written;
#[cfg(feature = "yaml")]
mod yaml;

#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};

use crate::model::{Definition, ListItem};
pub(crate) use source::SourceParts;

/// The canonical JSON of a model: compact, keys in a fixed order, defaults left out.
pub(crate) fn json(definition: &Definition) -> String {
    json::compact(&document::document(definition))
}

/// The canonical JSON, indented for people.
pub(crate) fn json_pretty(definition: &Definition) -> String {
    json::pretty(&document::document(definition))
}

/// The same document as YAML.
#[cfg(feature = "yaml")]
pub(crate) fn yaml(definition: &Definition) -> String {
    yaml::block(&document::document(definition))
}

/// The SHA-256 of the canonical JSON, in lower-case hexadecimal: equal for equal models, however written.
pub(crate) fn fingerprint(definition: &Definition) -> String {
    digest(&json(definition))
}

/// A source file as canonical JSON.
pub(crate) fn source(parts: &SourceParts<'_>) -> String {
    json::compact(&source::source(parts))
}

/// The SHA-256 of the entries of a named list, as the canonical JSON of a model has them.
pub(crate) fn items_digest(items: &[ListItem]) -> String {
    digest(&json::compact(&tree::list(tree::constants(items))))
}

/// The SHA-256 of a canonical document, in lower-case hexadecimal.
pub(crate) fn digest(json: &str) -> String {
    let digest = Sha256::digest(json.as_bytes());
    let mut text = String::with_capacity(64);
    for byte in digest {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    text
}
