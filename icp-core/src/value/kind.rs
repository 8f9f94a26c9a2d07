//! The types of attributes, and the layers that they may belong to.

use std::fmt;

/// The type of an attribute.
///
/// ```
/// use icp_core::value::AttributeType;
/// let words: Vec<_> = AttributeType::ALL.iter().map(|kind| kind.as_str()).collect();
/// assert_eq!(words, ["number", "text", "bool", "date", "set", "events"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AttributeType {
    /// A finite 64-bit float.
    Number,
    /// One text.
    Text,
    /// True or false.
    Bool,
    /// A civil date.
    Date,
    /// A set of texts.
    Set,
    /// A list of dated events.
    Events,
}

impl AttributeType {
    /// All types, in the order of the documentation.
    pub const ALL: [Self; 6] = [Self::Number, Self::Text, Self::Bool, Self::Date, Self::Set, Self::Events];

    /// The word in the model document.
    ///
    /// The word of `type` in a document.
    ///
    /// ```
    /// use icp_core::value::AttributeType;
    /// let words = AttributeType::ALL.map(AttributeType::as_str);
    /// assert_eq!(words, ["number", "text", "bool", "date", "set", "events"]);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Text => "text",
            Self::Bool => "bool",
            Self::Date => "date",
            Self::Set => "set",
            Self::Events => "events",
        }
    }
}

impl fmt::Display for AttributeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which side of a company an attribute describes; for people, it does not change a score.
///
/// ```
/// use icp_core::value::Layer;
/// let words: Vec<_> = Layer::ALL.iter().map(|layer| layer.as_str()).collect();
/// assert_eq!((words[0], words.len()), ("firmographic", 8));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// Size, industry, place, revenue.
    Firmographic,
    /// Tools in use.
    Technographic,
    /// How the company acts.
    Behavioral,
    /// Problems that it has.
    Pain,
    /// How it buys.
    Buying,
    /// Its values and attitudes.
    Psychographic,
    /// Who the person is.
    Demographic,
    /// Signs that it looks for a solution now.
    Intent,
}

impl Layer {
    /// All layers, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::Firmographic,
        Self::Technographic,
        Self::Behavioral,
        Self::Pain,
        Self::Buying,
        Self::Psychographic,
        Self::Demographic,
        Self::Intent,
    ];

    /// The word in the model document.
    ///
    /// ```
    /// use icp_core::value::Layer;
    /// assert_eq!(Layer::Technographic.as_str(), "technographic");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Firmographic => "firmographic",
            Self::Technographic => "technographic",
            Self::Behavioral => "behavioral",
            Self::Pain => "pain",
            Self::Buying => "buying",
            Self::Psychographic => "psychographic",
            Self::Demographic => "demographic",
            Self::Intent => "intent",
        }
    }
}
