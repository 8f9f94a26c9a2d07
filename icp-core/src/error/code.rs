//! The stable codes of mistakes in a model. FORMAT.md lists them for users.

/// The codes of mistakes in a model. They never change their meaning.
///
/// ```
/// use icp_core::error::Code;
/// assert!(Code::ALL.contains(&Code::UnknownField));
/// assert_eq!(Code::UnknownField.as_str(), "unknown_field");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// The text is empty.
    SyntaxEmpty,
    /// The text is not JSON or not YAML.
    Syntax,
    /// The text is not UTF-8.
    SyntaxEncoding,
    /// Something follows the document.
    SyntaxTrailing,
    /// More than one YAML document.
    YamlDocuments,
    /// A YAML anchor or alias.
    YamlAlias,
    /// A YAML tag.
    YamlTag,
    /// A YAML merge key.
    YamlMerge,
    /// A YAML scalar that has to be quoted to be clear.
    YamlQuote,
    /// YAML support was not compiled in.
    YamlOff,
    /// A key twice.
    DuplicateKey,
    /// The readers of `missing`, `blank` and `written` have not been fetched.
    WrittenOff,
    /// `format` is missing or unknown.
    Version,
    /// A key that the format does not have.
    UnknownField,
    /// A key that must be there.
    MissingField,
    /// Keys that do not go together.
    Conflict,
    /// A value of another type.
    Type,
    /// A number that is not finite.
    NonFinite,
    /// A number outside of its range.
    Range,
    /// More than six decimals, or too wide a range of magnitudes.
    Precision,
    /// An integer that not every language can hold.
    NotExact,
    /// A word that is not among those allowed.
    Enum,
    /// An empty list or object where something must be.
    Empty,
    /// An id or name with characters that are refused.
    IdentCharset,
    /// A reserved id or name.
    IdentReserved,
    /// An id twice.
    DuplicateId,
    /// A reference to something that is not there.
    UnknownReference,
    /// An attribute that is not declared.
    UnknownAttribute,
    /// References in a circle.
    Cycle,
    /// An operator that the attribute's type does not have.
    Operator,
    /// A value that is not in the attribute's closed list.
    UnknownValue,
    /// A name or spelling that serves two attributes or values.
    Ambiguous,
    /// Bounds in the wrong order.
    Order,
    /// Tiers that leave scores without a tier.
    TierNoDefault,
    /// A formula that cannot be read.
    Formula,
    /// Regular expressions were not compiled in.
    RegexOff,
    /// A regular expression that cannot be read.
    RegexSyntax,
    /// A regular expression with look-around or backreferences.
    RegexUnsupported,
    /// A regular expression that costs too much.
    RegexCost,
    /// A regular expression that matches everything.
    RegexMatchesEverything,
    /// The text is too long.
    LimitSize,
    /// Too deeply nested.
    LimitDepth,
    /// Too many values.
    LimitNodes,
    /// Too many of something.
    LimitCount,
    /// A list that is too long.
    LimitList,
    /// A text that is too long.
    LimitText,
}

impl Code {
    /// All codes.
    pub const ALL: [Self; 46] = [
        Self::SyntaxEmpty,
        Self::Syntax,
        Self::SyntaxEncoding,
        Self::SyntaxTrailing,
        Self::YamlDocuments,
        Self::YamlAlias,
        Self::YamlTag,
        Self::YamlMerge,
        Self::YamlQuote,
        Self::YamlOff,
        Self::WrittenOff,
        Self::DuplicateKey,
        Self::Version,
        Self::UnknownField,
        Self::MissingField,
        Self::Conflict,
        Self::Type,
        Self::NonFinite,
        Self::Range,
        Self::Precision,
        Self::NotExact,
        Self::Enum,
        Self::Empty,
        Self::IdentCharset,
        Self::IdentReserved,
        Self::DuplicateId,
        Self::UnknownReference,
        Self::UnknownAttribute,
        Self::Cycle,
        Self::Operator,
        Self::UnknownValue,
        Self::Ambiguous,
        Self::Order,
        Self::TierNoDefault,
        Self::Formula,
        Self::RegexOff,
        Self::RegexSyntax,
        Self::RegexUnsupported,
        Self::RegexCost,
        Self::RegexMatchesEverything,
        Self::LimitSize,
        Self::LimitDepth,
        Self::LimitNodes,
        Self::LimitCount,
        Self::LimitList,
        Self::LimitText,
    ];

    /// The code as it is written.
    ///
    /// It is what [`Problem::code`](crate::Problem::code) gives.
    ///
    /// ```
    /// use icp_core::error::Code;
    /// assert_eq!(Code::YamlOff.as_str(), "yaml.off");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SyntaxEmpty => "syntax.empty",
            Self::Syntax => "syntax",
            Self::SyntaxEncoding => "syntax.encoding",
            Self::SyntaxTrailing => "syntax.trailing",
            Self::YamlDocuments => "yaml.multiple_documents",
            Self::YamlAlias => "yaml.alias",
            Self::YamlTag => "yaml.tag",
            Self::YamlMerge => "yaml.merge",
            Self::YamlQuote => "yaml.quote",
            Self::YamlOff => "yaml.off",
            Self::WrittenOff => "written.off",
            Self::DuplicateKey => "duplicate_key",
            Self::Version => "version",
            Self::UnknownField => "unknown_field",
            Self::MissingField => "missing_field",
            Self::Conflict => "conflict",
            Self::Type => "type",
            Self::NonFinite => "range.non_finite",
            Self::Range => "range",
            Self::Precision => "range.precision",
            Self::NotExact => "range.not_exact",
            Self::Enum => "enum",
            Self::Empty => "empty",
            Self::IdentCharset => "ident.charset",
            Self::IdentReserved => "ident.reserved",
            Self::DuplicateId => "duplicate_id",
            Self::UnknownReference => "unknown_reference",
            Self::UnknownAttribute => "unknown_attribute",
            Self::Cycle => "cycle",
            Self::Operator => "operator",
            Self::UnknownValue => "unknown_value",
            Self::Ambiguous => "ambiguous",
            Self::Order => "order",
            Self::TierNoDefault => "tier.no_default",
            Self::Formula => "formula",
            Self::RegexOff => "regex.off",
            Self::RegexSyntax => "regex.syntax",
            Self::RegexUnsupported => "regex.unsupported",
            Self::RegexCost => "regex.cost",
            Self::RegexMatchesEverything => "regex.matches_everything",
            Self::LimitSize => "limit.size",
            Self::LimitDepth => "limit.depth",
            Self::LimitNodes => "limit.nodes",
            Self::LimitCount => "limit.count",
            Self::LimitList => "limit.list",
            Self::LimitText => "limit.text",
        }
    }

    /// Whether another build reads what this one does not.
    pub(crate) fn is_off(self) -> bool {
        matches!(self, Self::YamlOff | Self::RegexOff | Self::WrittenOff)
    }
}
