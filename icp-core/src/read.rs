//! Text to a valid [`Definition`]: `parse`, then `validate`.

use crate::draft::{Limits, Mistake};
use crate::error::{ModelError, suggest};
use crate::model::Definition;
use crate::{parse, validate};

pub use crate::draft::{Draft, Entry, Node, NodeKind, Number};

/// Reads a model from JSON text.
///
/// # Errors
/// Every mistake in the model, in document order.
pub fn json(text: &str) -> Result<Definition, ModelError> {
    json_with(text, &Limits::default())
}

/// [`json`] with other limits.
///
/// # Errors
/// Every mistake in the model, in document order.
pub fn json_with(text: &str, limits: &Limits) -> Result<Definition, ModelError> {
    check(parse::json(text, limits)?, limits, Some(text))
}

/// Reads a model from YAML text.
///
/// # Errors
/// Every mistake in the model, in document order.
pub fn yaml(text: &str) -> Result<Definition, ModelError> {
    yaml_with(text, &Limits::default())
}

/// [`yaml`] with other limits.
///
/// # Errors
/// Every mistake in the model, in document order.
pub fn yaml_with(text: &str, limits: &Limits) -> Result<Definition, ModelError> {
    check(parse::yaml(text, limits)?, limits, Some(text))
}

/// Takes a model from a JSON value in memory.
///
/// # Errors
/// Every mistake in the model, in document order, without positions.
pub fn value(value: &serde_json::Value) -> Result<Definition, ModelError> {
    value_with(value, &Limits::default())
}

/// [`value`] with other limits.
///
/// # Errors
/// Every mistake in the model, in document order, without positions.
pub fn value_with(value: &serde_json::Value, limits: &Limits) -> Result<Definition, ModelError> {
    check(parse::value(value, limits)?, limits, None)
}

/// The tree of JSON text, to tell where something stands in it.
///
/// # Errors
/// What stops the reading; a mistake that does not is in the draft.
pub fn json_draft(text: &str) -> Result<Draft, ModelError> {
    parse::json(text, &Limits::default())
}

/// The tree of YAML text, as [`json_draft`].
///
/// # Errors
/// As [`json_draft`].
pub fn yaml_draft(text: &str) -> Result<Draft, ModelError> {
    parse::yaml(text, &Limits::default())
}

/// The tree of a document of another kind than a model, as YAML or JSON.
///
/// # Errors
/// Every mistake of the reading, such as a key given twice.
pub fn tree(text: &str, is_yaml: bool, limits: &Limits) -> Result<Draft, ModelError> {
    let draft = if is_yaml { parse::yaml(text, limits)? } else { parse::json(text, limits)? };
    if draft.mistakes.is_empty() {
        return Ok(draft);
    }
    Err(Mistake::refuse(draft.mistakes, Some(parse::without_bom(text)), limits))
}

/// The text of bytes, for [`json`] and [`yaml`].
///
/// # Errors
/// `syntax.encoding` when they are not UTF-8.
pub fn utf8(bytes: &[u8]) -> Result<&str, ModelError> {
    parse::utf8(bytes, &Limits::default())
}

/// Whether a text of unknown form is JSON: that begins with a brace or a bracket, and YAML hardly ever does.
pub fn looks_like_json(text: &str) -> bool {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '['])
}

/// The candidate nearest to a misspelt word, if one is near enough: the rule of all messages that ask "did you mean".
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    suggest(word, candidates)
}

fn check(draft: Draft, limits: &Limits, text: Option<&str>) -> Result<Definition, ModelError> {
    validate::validate(draft, limits, text.map(parse::without_bom))
}
