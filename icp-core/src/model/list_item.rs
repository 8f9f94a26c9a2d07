//! A constant of a list: a number or a text.

/// A constant of a list: of a named one, or of the placeholders and words that a source writes.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::ListItem;
/// // "lists": {"home": ["US", "DE"]}
/// assert_eq!(model.definition().lists[0].items, [ListItem::Text("US".into()), ListItem::Text("DE".into())]);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ListItem {
    /// A number.
    Number(f64),
    /// A text.
    Text(Box<str>),
}

impl From<f64> for ListItem {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for ListItem {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for ListItem {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}
