//! How a source writes the values of an attribute: placeholders for no value, the meaning of a blank, and the forms of its
//! texts. `reading` has the readers.

use super::ListItem;
use super::named::named;

/// Texts and numbers that stand for no value.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// // No attribute of this model says how a source writes none.
/// assert!(model.definition().attributes.iter().all(|one| one.missing.is_none()));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Placeholders {
    /// `none`: there are none, not even those of the model.
    None,
    /// These, beside those of the model. Never empty.
    Listed(Vec<ListItem>),
}

/// The known meaning of a blank.
///
/// ```
/// use icp_core::model::Blank;
/// assert_eq!([Blank::None, Blank::Zero].map(Blank::as_str), ["none", "0"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Blank {
    /// There is no such thing.
    None,
    /// False.
    False,
    /// Zero.
    Zero,
    /// A set without items, or no events.
    Empty,
}

impl Blank {
    /// The word in a document; `false` and `0` are no texts there.
    ///
    /// ```
    /// use icp_core::model::Blank;
    /// assert_eq!([Blank::False, Blank::Empty].map(Blank::as_str), ["false", "empty"]);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::False => "false",
            Self::Zero => "0",
            Self::Empty => "empty",
        }
    }
}

/// How a value stands in a text, or, for days that are counted, in a number.
///
/// ```
/// use icp_core::Model;
/// use icp_core::model::{Written, WrittenDate};
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"launched": {"type": "date", "written": "M/D/YYYY"}},
/// #     "icps": [{"id": "smb", "fit": {
/// #         "criteria": [{"id": "young", "fit": {"launched": {"within_last": "5 years"}}}],
/// #         "tiers": [{"id": "A"}]}}]}"#)?;
/// // "launched": {"type": "date", "written": "M/D/YYYY"}
/// let written = model.definition().attributes[0].written.as_ref();
/// assert_eq!(written, Some(&Written::Date(vec![WrittenDate::Pattern("M/D/YYYY".into())])));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Written {
    /// A number with signs around it.
    Number(WrittenNumber),
    /// A date by one of these. Never empty.
    Date(Vec<WrittenDate>),
    /// True or false by other words.
    Bool(WrittenBool),
    /// A set as a list in JSON.
    Json,
    /// A text that may come as a whole number.
    Digits,
    /// A web address, of which the host counts.
    Domain,
}

/// How a number stands in a text.
///
/// ```
/// use icp_core::model::WrittenNumber;
/// let usual = WrittenNumber::default();
/// assert!(usual.prefix.is_empty() && usual.thousands.is_none() && !usual.percent);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct WrittenNumber {
    /// Signs or words that may stand before it.
    pub prefix: Vec<Box<str>>,
    /// Words that may stand behind it, each with the power of ten that it multiplies by.
    pub suffix: Vec<(Box<str>, i32)>,
    /// The sign between groups of three digits.
    pub thousands: Option<char>,
    /// The sign before the decimals, unless it is a point.
    pub decimal: Option<char>,
    /// Whether it is a percentage, with its sign.
    pub percent: bool,
    /// The number that is taken of a text that gives a range.
    pub range: Option<Range>,
}

named! {
    /// The number that is taken of a text that gives a range, such as `51-200`.
    Range {
        /// Its low end.
        Low = "low",
        /// Its high end.
        High = "high",
        /// The middle between its ends.
        Middle = "middle",
        /// All of it: the number is known to lie in it.
        Interval = "interval",
    }
}

/// How a date stands in a text or a number.
///
/// ```
/// use icp_core::model::WrittenDate;
/// assert_eq!(WrittenDate::Pattern("M/D/YYYY".into()).as_str(), "M/D/YYYY");
/// assert_eq!(WrittenDate::EpochMilliseconds.as_str(), "epoch_ms");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WrittenDate {
    /// By a pattern, such as `M/D/YYYY`.
    Pattern(Box<str>),
    /// The days of a spreadsheet, counted from 1900.
    Excel,
    /// The days of a spreadsheet, counted from 1904.
    Excel1904,
    /// Seconds since 1970-01-01T00:00Z.
    EpochSeconds,
    /// Milliseconds since then.
    EpochMilliseconds,
}

impl WrittenDate {
    /// The ways to count days and moments, in the order in which messages list them.
    pub(crate) const COUNTED: [Self; 4] =
        [Self::Excel, Self::Excel1904, Self::EpochSeconds, Self::EpochMilliseconds];

    /// The pattern, or the word of a way to count.
    ///
    /// ```
    /// use icp_core::model::WrittenDate;
    /// assert_eq!(WrittenDate::Excel.as_str(), "excel");
    /// ```
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pattern(pattern) => pattern,
            Self::Excel => "excel",
            Self::Excel1904 => "excel_1904",
            Self::EpochSeconds => "epoch_s",
            Self::EpochMilliseconds => "epoch_ms",
        }
    }
}

/// Texts and numbers that mean true and false, beside `true`, `yes`, `false` and `no`.
///
/// ```
/// use icp_core::model::WrittenBool;
/// let usual = WrittenBool::default();
/// assert!(usual.truths.is_empty() && usual.falses.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct WrittenBool {
    /// Those that mean true.
    pub truths: Vec<ListItem>,
    /// Those that mean false.
    pub falses: Vec<ListItem>,
}
