//! How each language writes the options that messages name. It decides no option's meaning.

use super::quote;

/// Where the caller's words come from: messages name options as they are written there.
///
/// ```
/// use icp_core::error::Host;
/// assert_eq!(Host::Python.on_invalid(), "`on_invalid=\"missing\"`");
/// assert_eq!(Host::Command.allow_empty("size"), "`--allow-empty-column size`");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Host {
    /// Options are types of this crate.
    #[default]
    Rust,
    /// Options are arguments of the command.
    Command,
    /// Options are keywords.
    Python,
    /// Options are keys of an object.
    JavaScript,
}

impl Host {
    /// The option that makes invalid values count as missing.
    pub fn on_invalid(self) -> &'static str {
        match self {
            Self::Rust => "`OnInvalid::Missing`",
            Self::Command => "`--on-invalid missing`",
            Self::Python => "`on_invalid=\"missing\"`",
            Self::JavaScript => "`onInvalid: \"missing\"`",
        }
    }

    /// The option that leaves attributes without a column unknown.
    pub fn missing_columns(self) -> &'static str {
        match self {
            Self::Rust => "`MissingColumns::Unknown`",
            // It always does.
            Self::Command => "the command",
            Self::Python => "`missing_columns=\"unknown\"`",
            Self::JavaScript => "`missingColumns: \"unknown\"`",
        }
    }

    /// How a column is read as text, where there is one usual way.
    pub(super) fn as_text(self) -> &'static str {
        match self {
            Self::Python => " (`dtype=str` in pandas, `schema_overrides` in Polars)",
            Self::Rust | Self::Command | Self::JavaScript => "",
        }
    }

    /// The option that lets a column without one valid value be scored.
    pub fn allow_empty(self, column: &str) -> String {
        let name = quote(column);
        let name = name.trim_matches('`');
        match self {
            Self::Rust => format!("`allow_empty_columns(&[\"{name}\"])`"),
            Self::Command if name.contains(|c: char| !c.is_alphanumeric() && !"_-.".contains(c)) => {
                format!("`--allow-empty-column \"{name}\"`")
            }
            Self::Command => format!("`--allow-empty-column {name}`"),
            Self::Python => format!("`allow_empty_columns=[\"{name}\"]`"),
            Self::JavaScript => format!("`allowEmptyColumns: [\"{name}\"]`"),
        }
    }
}
