//! The text of an attribute that was judged: its entry in the model, and its counts in words. It decides nothing.

use super::attribute::Attribute;
use super::remark::share;
use crate::error::percent;
use crate::survey::{list, scalar};

impl Attribute {
    /// Its entry, on one line, or on a line for each key where that would be long.
    pub(super) fn line(&self) -> String {
        let mut keys = vec![format!("type: {}", self.kind.as_str())];
        let mut put = |key: &str, value: Option<String>| {
            keys.extend(value.map(|value| format!("{key}: {value}")));
        };
        put("written", self.written.clone());
        put("separator", self.separator.map(|separator| scalar(&separator.to_string())));
        put("missing", (!self.missing.is_empty()).then(|| format!("[{}]", self.missing.join(", "))));
        put("aliases", self.alias.as_deref().map(|alias| list([alias])));
        let values = self.values.iter().map(|(value, _)| &**value);
        put("values", self.is_closed.then(|| list(values)));
        let (name, line) = (scalar(&self.name), keys.join(", "));
        if line.len() <= 110 {
            return format!("  {name}: {{{line}}}\n");
        }
        let lines: String = keys.iter().map(|key| format!("    {key}\n")).collect();
        format!("  {name}:\n{lines}")
    }

    /// The share of the rows that have a value, in words.
    pub(super) fn fill(&self, rows: usize) -> String {
        format!("{} filled", percent(self.filled, rows))
    }

    /// One of its values with its count, in words.
    pub(super) fn part(&self, count: usize) -> String {
        share(count, self.filled)
    }
}
