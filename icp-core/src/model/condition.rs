use crate::value::{Date, Span};

/// A test on attributes: true, false or unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All must hold; also an object with several entries. Never empty.
    All(Vec<Condition>),
    /// One must hold. Never empty.
    Any(Vec<Condition>),
    /// It must not hold.
    Not(Box<Condition>),
    /// So many must hold.
    AtLeast {
        /// How many: from 1 to the number of conditions.
        n: usize,
        /// The conditions.
        of: Vec<Condition>,
    },
    /// One test on one attribute.
    Test {
        /// The attribute, by index.
        attribute: usize,
        /// The test.
        test: Test,
    },
}

/// One operator and its operand.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// `known`: never unknown.
    Known(bool),
    /// A test on a number.
    Number(NumberTest),
    /// `length` of a text, in Unicode scalar values.
    Length(NumberTest),
    /// `size` of a set.
    Size(NumberTest),
    /// A test on a date.
    Date(DateTest),
    /// A test on a text.
    Text(TextTest),
    /// `is` on a bool.
    Bool(bool),
    /// A test on a set.
    Set(SetTest),
    /// `happened` on events.
    Happened(Happened),
    /// Two attributes compared.
    Compare {
        /// How.
        comparison: Comparison,
        /// The other attribute, by index; of the same type.
        other: usize,
    },
}

/// Constants of an operand, written out or taken from a named list.
#[derive(Debug, Clone, PartialEq)]
pub struct Items<T> {
    /// The name of the list (without `$`), if it was taken from one.
    pub list: Option<Box<str>>,
    /// The constants, as written, without duplicates. Never empty.
    pub items: Vec<T>,
    /// True when the operand was a single text and not a list.
    pub single: bool,
}

/// Operators on numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum NumberTest {
    /// Equal.
    Is(f64),
    /// Not equal.
    IsNot(f64),
    /// Among.
    In(Items<f64>),
    /// Not among.
    NotIn(Items<f64>),
    /// Greater.
    Gt(f64),
    /// Greater or equal.
    Gte(f64),
    /// Less.
    Lt(f64),
    /// Less or equal.
    Lte(f64),
    /// Between, both ends included.
    Between(f64, f64),
}

/// Operators on dates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DateTest {
    /// The same day.
    Is(Date),
    /// Strictly before.
    Before(Date),
    /// Strictly after.
    After(Date),
    /// Between, both ends included.
    Between(Date, Date),
    /// From so long before the as-of date up to and including it.
    WithinLast(Span),
    /// Strictly before so long before the as-of date.
    OlderThan(Span),
}

/// Operators on texts.
#[derive(Debug, Clone, PartialEq)]
pub enum TextTest {
    /// The same value (after synonyms).
    Is(Box<str>),
    /// Another value.
    IsNot(Box<str>),
    /// One of the values.
    In(Items<Box<str>>),
    /// None of the values.
    NotIn(Items<Box<str>>),
    /// Starts with one of the texts.
    StartsWith(Items<Box<str>>),
    /// Ends with one of the texts.
    EndsWith(Items<Box<str>>),
    /// One of the texts is inside.
    Contains(Items<Box<str>>),
    /// One of the phrases is there as whole words.
    Mentions(Items<Box<str>>),
    /// A regular expression finds a match; the pattern compiles within the limits.
    Matches(Box<str>),
}

/// Operators on sets.
#[derive(Debug, Clone, PartialEq)]
pub enum SetTest {
    /// The item is in it.
    Has(Box<str>),
    /// One of the items is in it.
    HasAny(Items<Box<str>>),
    /// All of the items are in it.
    HasAll(Items<Box<str>>),
    /// None of the items is in it.
    HasNone(Items<Box<str>>),
    /// So many of the items are in it.
    HasAtLeast {
        /// How many: from 1 to the number of items.
        n: usize,
        /// The items.
        of: Items<Box<str>>,
    },
}

/// `happened`: the sum of the counts of an event up to the as-of date.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened {
    /// The event's name, as written.
    pub event: Box<str>,
    /// Only events so recent.
    pub within_last: Option<Span>,
    /// Smallest sum; 1 when neither bound was given.
    pub at_least: Option<f64>,
    /// Largest sum.
    pub at_most: Option<f64>,
}

/// How two attributes are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparison {
    /// Equal.
    Is,
    /// Not equal.
    IsNot,
    /// Greater (numbers), after (dates).
    Gt,
    /// Greater or equal (numbers).
    Gte,
    /// Less (numbers), before (dates).
    Lt,
    /// Less or equal (numbers).
    Lte,
}
