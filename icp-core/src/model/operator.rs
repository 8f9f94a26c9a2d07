//! The operators on numbers, dates, texts and sets: one table a type, from which reading, writing and messages take
//! the names and the operands. What an operator means is decided by `compile`.

use crate::value::{Date, Interval, Span};

/// Constants of an operand, written out or taken from a named list.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::{Condition, Rule, Test, TextTest};
/// // "fit": {"country": {"in": "$home"}}, where "lists": {"home": ["US", "DE"]}
/// let Rule::Fit { fit, .. } = &model.definition().criteria[0].criterion.rule else { panic!("a fit") };
/// let Condition::Test { test: Test::Text(TextTest::In(items)), .. } = fit else { panic!("in") };
/// assert_eq!((items.list.as_deref(), items.items.len(), &*items.items[0]), (Some("home"), 2, "US"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Items<T> {
    /// The name of the list (without `$`), if it was taken from one.
    pub list: Option<Box<str>>,
    /// The constants, as written, without duplicates. Never empty.
    pub items: Vec<T>,
    /// True when the operand was a single text and not a list.
    pub single: bool,
}

/// Declares the tests of one type from its table of operators.
///
/// An entry is a variant with its payload, the operator's name in a document, and the shape of the operand with the
/// payload's fields in the order in which the shape has them. Messages list the operators in the order of the table.
macro_rules! operators {
    (
        $(#[$meta:meta])*
        $test:ident, $form:ident, $operand:ident {
            $(
                $(#[$doc:meta])*
                $variant:ident $payload:tt = $name:literal, $shape:ident { $($field:tt: $bound:ident),+ };
            )+
        }
    ) => {
        $(#[$meta])*
        #[non_exhaustive]
        pub enum $test {
            $($(#[$doc])* $variant $payload,)+
        }

        impl $test {
            /// The names of all operators of the type, in the order in which messages list them. `known` goes with every
            /// type and is not among them.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// The name of the operator in a document.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $name,)+
                }
            }

            /// The operand that the operator of this name takes, with what makes the test of it.
            pub(crate) fn form(name: &str) -> Option<$form> {
                const FORMS: &[$form] =
                    &[$($form::$shape(|$($bound),+| $test::$variant { $($field: $bound),+ })),+];
                Self::NAMES.iter().position(|known| *known == name).and_then(|at| FORMS.get(at).copied())
            }

            /// The operand.
            pub(crate) fn operand(&self) -> $operand<'_> {
                match self {
                    $(Self::$variant { $($field: $bound),+ } => $operand::$shape($($bound),+),)+
                }
            }
        }
    };
}

operators! {
    /// Operators on numbers.
    ///
    /// ```
    /// use icp_core::model::NumberTest;
    /// assert_eq!(NumberTest::Between(20.0, 200.0).name(), "between");
    /// assert!(NumberTest::NAMES.contains(&"gte") && !NumberTest::NAMES.contains(&"before"));
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    NumberTest, NumberForm, NumberOperand {
        /// Equal.
        Is(f64) = "is", One { 0: value };
        /// Not equal.
        IsNot(f64) = "is_not", One { 0: value };
        /// Among.
        In(Items<f64>) = "in", List { 0: items };
        /// Not among.
        NotIn(Items<f64>) = "not_in", List { 0: items };
        /// Greater.
        Gt(f64) = "gt", One { 0: value };
        /// Greater or equal.
        Gte(f64) = "gte", One { 0: value };
        /// Less.
        Lt(f64) = "lt", One { 0: value };
        /// Less or equal.
        Lte(f64) = "lte", One { 0: value };
        /// Between, both ends included.
        Between(f64, f64) = "between", Bounds { 0: low, 1: high };
    }
}

impl NumberTest {
    /// The numbers that it names, and whether it wants these or all others. A test for others holds for what has no number too.
    pub(crate) fn intervals(&self) -> (Vec<Interval>, bool) {
        let within = |low: f64, high: f64| Interval::new(low, high);
        let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
        let among = |items: &Items<f64>| items.items.iter().filter_map(|item| within(*item, *item)).collect();
        let (one, wanted) = match self {
            Self::In(items) => return (among(items), true),
            Self::NotIn(items) => return (among(items), false),
            Self::Is(value) => (within(*value, *value), true),
            Self::IsNot(value) => (within(*value, *value), false),
            Self::Gt(value) => (within(*value, high).and_then(Interval::without_low), true),
            Self::Gte(value) => (within(*value, high), true),
            Self::Lt(value) => (within(low, *value).and_then(Interval::without_high), true),
            Self::Lte(value) => (within(low, *value), true),
            Self::Between(first, last) => (within(*first, *last), true),
        };
        (one.into_iter().collect(), wanted)
    }
}

/// The operand that an operator on numbers takes, with the constructor of the test.
#[derive(Clone, Copy)]
pub(crate) enum NumberForm {
    One(fn(f64) -> NumberTest),
    List(fn(Items<f64>) -> NumberTest),
    /// Two bounds, the lower one first.
    Bounds(fn(f64, f64) -> NumberTest),
}

/// The operand of a test on a number.
#[derive(Clone, Copy)]
pub(crate) enum NumberOperand<'t> {
    One(&'t f64),
    List(&'t Items<f64>),
    Bounds(&'t f64, &'t f64),
}

operators! {
    /// Operators on dates.
    ///
    /// ```
    /// use icp_core::model::DateTest;
    /// use icp_core::value::Span;
    /// assert_eq!(DateTest::WithinLast(Span::parse("6 months").unwrap()).name(), "within_last");
    /// assert_eq!(DateTest::NAMES.last(), Some(&"older_than"));
    /// ```
    #[derive(Debug, Clone, Copy, PartialEq)]
    DateTest, DateForm, DateOperand {
        /// The same day.
        Is(Date) = "is", Day { 0: day };
        /// Strictly before.
        Before(Date) = "before", Day { 0: day };
        /// Strictly after.
        After(Date) = "after", Day { 0: day };
        /// Between, both ends included.
        Between(Date, Date) = "between", Bounds { 0: first, 1: last };
        /// From this long before the as-of date up to and including it.
        WithinLast(Span) = "within_last", Span { 0: span };
        /// Strictly before the day that is this long before the as-of date.
        OlderThan(Span) = "older_than", Span { 0: span };
    }
}

/// The operand that an operator on dates takes, with the constructor of the test.
#[derive(Clone, Copy)]
pub(crate) enum DateForm {
    Day(fn(Date) -> DateTest),
    /// Two bounds, the earlier one first.
    Bounds(fn(Date, Date) -> DateTest),
    Span(fn(Span) -> DateTest),
}

/// The operand of a test on a date.
#[derive(Clone, Copy)]
pub(crate) enum DateOperand<'t> {
    Day(&'t Date),
    Bounds(&'t Date, &'t Date),
    Span(&'t Span),
}

operators! {
    /// Operators on texts.
    ///
    /// Choose `Contains` for a piece of a word and `Mentions` for whole words.
    ///
    /// ```
    /// use icp_core::model::TextTest;
    /// assert_eq!(TextTest::Is("software".into()).name(), "is");
    /// assert!(TextTest::NAMES.contains(&"mentions"));
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    TextTest, TextForm, TextOperand {
        /// The same value (after synonyms).
        Is(Box<str>) = "is", Value { 0: value };
        /// Another value.
        IsNot(Box<str>) = "is_not", Value { 0: value };
        /// One of the values.
        In(Items<Box<str>>) = "in", Values { 0: items };
        /// None of the values.
        NotIn(Items<Box<str>>) = "not_in", Values { 0: items };
        /// Starts with one of the texts.
        StartsWith(Items<Box<str>>) = "starts_with", Phrases { 0: items };
        /// Ends with one of the texts.
        EndsWith(Items<Box<str>>) = "ends_with", Phrases { 0: items };
        /// One of the texts is inside.
        Contains(Items<Box<str>>) = "contains", Phrases { 0: items };
        /// The text is in one of the texts, or is one of them.
        PartOf(Items<Box<str>>) = "part_of", Phrases { 0: items };
        /// One of the phrases is there as whole words.
        Mentions(Items<Box<str>>) = "mentions", Phrases { 0: items };
        /// At least `n` of the phrases are there as whole words.
        MentionsAtLeast {
            /// How many: from 1 to the number of phrases.
            n: usize,
            /// The phrases.
            of: Items<Box<str>>,
        } = "mentions_at_least", AtLeast { n: n, of: of };
        /// The host is one of these, or below one; for web addresses.
        Under(Items<Box<str>>) = "under", Hosts { 0: items };
        /// A regular expression finds a match; the pattern compiles within the limits.
        Matches(Box<str>) = "matches", Pattern { 0: pattern };
    }
}

/// The operand that an operator on texts takes, with the constructor of the test.
#[derive(Clone, Copy)]
pub(crate) enum TextForm {
    /// One value of the attribute: a closed list must have it.
    Value(fn(Box<str>) -> TextTest),
    /// A list of such values.
    Values(fn(Items<Box<str>>) -> TextTest),
    /// Pieces of text: a list, or a single one without brackets.
    Phrases(fn(Items<Box<str>>) -> TextTest),
    /// `{n, of}`, where `of` are pieces of text.
    AtLeast(fn(usize, Items<Box<str>>) -> TextTest),
    /// Hosts of web addresses: a list, or a single one without brackets.
    Hosts(fn(Items<Box<str>>) -> TextTest),
    /// A regular expression.
    Pattern(fn(Box<str>) -> TextTest),
}

/// The operand of a test on a text.
#[derive(Clone, Copy)]
pub(crate) enum TextOperand<'t> {
    Value(&'t str),
    Values(&'t Items<Box<str>>),
    Phrases(&'t Items<Box<str>>),
    AtLeast(&'t usize, &'t Items<Box<str>>),
    Hosts(&'t Items<Box<str>>),
    Pattern(&'t str),
}

operators! {
    /// Operators on sets.
    ///
    /// ```
    /// use icp_core::model::SetTest;
    /// assert_eq!(SetTest::Has("HubSpot".into()).name(), "has");
    /// assert!(SetTest::NAMES.contains(&"has_at_least"));
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    SetTest, SetForm, SetOperand {
        /// The item is in it.
        Has(Box<str>) = "has", Item { 0: item };
        /// One of the items is in it.
        HasAny(Items<Box<str>>) = "has_any", Items { 0: items };
        /// All of the items are in it.
        HasAll(Items<Box<str>>) = "has_all", Items { 0: items };
        /// None of the items is in it.
        HasNone(Items<Box<str>>) = "has_none", Items { 0: items };
        /// At least `n` of the items are in it.
        HasAtLeast {
            /// How many: from 1 to the number of items.
            n: usize,
            /// The items.
            of: Items<Box<str>>,
        } = "has_at_least", AtLeast { n: n, of: of };
        /// One of the texts is inside of an item.
        HasContaining(Items<Box<str>>) = "has_containing", Phrases { 0: items };
    }
}

/// The operand that an operator on sets takes, with the constructor of the test.
#[derive(Clone, Copy)]
pub(crate) enum SetForm {
    Item(fn(Box<str>) -> SetTest),
    Items(fn(Items<Box<str>>) -> SetTest),
    /// `{n, of}`.
    AtLeast(fn(usize, Items<Box<str>>) -> SetTest),
    /// Pieces of items: a list, or a single one without brackets.
    Phrases(fn(Items<Box<str>>) -> SetTest),
}

/// The operand of a test on a set.
#[derive(Clone, Copy)]
pub(crate) enum SetOperand<'t> {
    Item(&'t str),
    Items(&'t Items<Box<str>>),
    AtLeast(&'t usize, &'t Items<Box<str>>),
    Phrases(&'t Items<Box<str>>),
}
