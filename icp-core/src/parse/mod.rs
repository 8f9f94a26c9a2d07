//! Parses JSON text, YAML text and JSON values in memory into a [`Draft`]. `document` calls it.
//!
//! No function here recurses, so that nesting cannot overflow the stack. The limits are checked while reading.

mod builder;
#[cfg(any(feature = "yaml", feature = "deferred"))]
mod indent;
mod json;
mod tree;
#[cfg(any(feature = "yaml", feature = "deferred"))]
mod yaml;

#[cfg(test)]
mod tests;

use builder::{Builder, Stop};

use crate::draft::{Draft, Limits, Mistake};
use crate::error::{Code, ModelError, message};
use crate::source::Path;

/// Reads JSON text.
pub(crate) fn json(text: &str, limits: &Limits) -> Result<Draft, ModelError> {
    read(text, limits, json::read)
}

/// Reads YAML text.
#[cfg(feature = "yaml")]
pub(crate) fn yaml(text: &str, limits: &Limits) -> Result<Draft, ModelError> {
    read(text, limits, yaml::read)
}

/// The YAML reader, once [`enable_yaml`] has been called. Only builds with `deferred` need it: a web page fetches the
/// code for YAML later, so nothing else may link to that code.
#[cfg(all(feature = "deferred", not(feature = "yaml")))]
static YAML: std::sync::OnceLock<Reader> = std::sync::OnceLock::new();

/// Lets YAML be read from now on.
#[cfg(all(feature = "deferred", not(feature = "yaml")))]
pub(crate) fn enable_yaml() {
    // If it is set already, it is the same reader.
    let _ = YAML.set(yaml::read);
}

/// Reads YAML text if the reader has been enabled; else refuses it with `yaml.off`.
#[cfg(not(feature = "yaml"))]
pub(crate) fn yaml(text: &str, limits: &Limits) -> Result<Draft, ModelError> {
    #[cfg(feature = "deferred")]
    if let Some(reader) = YAML.get() {
        return read(text, limits, *reader);
    }
    let _ = text;
    let message = crate::error::Message::from("YAML support is not part of this build");
    let mistake =
        Mistake::new(Code::YamlOff, 0, Path::root(), None, message).with_help("write the model as JSON");
    Err(Mistake::refuse(vec![mistake], None, limits))
}

/// Reads a JSON value that has been parsed already.
pub(crate) fn value(value: &serde_json::Value, limits: &Limits) -> Result<Draft, ModelError> {
    let mut builder = Builder::new(limits, None);
    let outcome = tree::read(value, &mut builder);
    builder.finish(outcome).map_err(|mistakes| Mistake::refuse(mistakes, None, limits))
}

/// The text of a model's bytes, which must be UTF-8. The error's help says so if they look like UTF-16.
pub(crate) fn utf8<'b>(bytes: &'b [u8], limits: &Limits) -> Result<&'b str, ModelError> {
    let refuse = |offset: usize, help: &str| {
        let message = message!("the text is not UTF-8 from byte {offset} on");
        let mut mistake = Mistake::new(Code::SyntaxEncoding, 0, Path::root(), Some(offset), message);
        mistake.help(help);
        let readable = bytes.get(..offset).and_then(|head| std::str::from_utf8(head).ok());
        Mistake::refuse(vec![mistake], readable, limits)
    };
    // A model begins with two ASCII characters, so a zero byte among the first two means UTF-16.
    let utf16 = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..]);
    if utf16 {
        return Err(refuse(0, "it looks like UTF-16: save it as UTF-8"));
    }
    std::str::from_utf8(bytes).map_err(|error| refuse(error.valid_up_to(), "save it as UTF-8"))
}

/// The text without its byte-order mark. Positions are counted from the character after the mark.
pub(crate) fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

type Reader = fn(&str, &mut Builder<'_>) -> Result<(), Stop>;

fn read(text: &str, limits: &Limits, reader: Reader) -> Result<Draft, ModelError> {
    let text = without_bom(text);
    let mut builder = Builder::new(limits, Some(text));
    let outcome = if text.len() > limits.model_bytes {
        let message = message!("the model has {} bytes, the limit is {}", text.len(), limits.model_bytes);
        Err(builder.stop(Code::LimitSize, None, message))
    } else if text.trim().is_empty() {
        Err(builder.stop(Code::SyntaxEmpty, Some(0), "the text is empty"))
    } else {
        reader(text, &mut builder)
    };
    builder.finish(outcome).map_err(|mistakes| Mistake::refuse(mistakes, Some(text), limits))
}
