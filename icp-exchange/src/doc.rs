//! A model document while it is put together: entries keep their order. Importers fill it; `icp-core` judges it.

use std::fmt::Write as _;

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Doc {
    /// True or false.
    Bool(bool),
    /// A number, finite.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Doc>),
    /// An object, in the order of its entries.
    Map(Vec<(String, Doc)>),
}

impl Doc {
    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// An object of these entries.
    pub(crate) fn map<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// As JSON.
    pub(crate) fn json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
            // Writing into a text cannot fail. -0 is 0.
            Self::Number(number) => {
                let _ = write!(out, "{}", if *number == 0.0 { 0.0 } else { *number });
            }
            Self::Text(text) => quoted(text, out),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Map(entries) => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    quoted(key, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

/// Entries of an object, some of which are only there if they have a value.
#[derive(Debug, Default)]
pub(crate) struct Entries(Vec<(String, Doc)>);

impl Entries {
    /// Adds an entry.
    pub(crate) fn put(&mut self, key: &str, value: Doc) {
        self.0.push((key.to_owned(), value));
    }

    /// Adds an entry if there is a value.
    pub(crate) fn put_some(&mut self, key: &str, value: Option<Doc>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Adds a text if there is one.
    pub(crate) fn put_text(&mut self, key: &str, text: Option<&str>) {
        self.put_some(key, text.map(Doc::text));
    }

    /// The object.
    pub(crate) fn doc(self) -> Doc {
        Doc::Map(self.0)
    }
}
