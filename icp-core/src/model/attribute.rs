//! Declared inputs, and the formulas that make numbers of them.

use super::{Blank, EventCount, Placeholders, Written};
use crate::value::{AttributeType, Layer};

/// A declared input.
///
/// As the document has it. For a form, [`AttributeInfo`](crate::model::AttributeInfo) answers more, such as which values the
/// rules look at.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// // "tools": {"type": "set", "separator": "|"}
/// let tools = model.definition().attributes.iter().find(|one| &*one.name == "tools").unwrap();
/// assert_eq!((tools.kind.as_str(), tools.separators().next(), tools.label()), ("set", Some("|"), "tools"));
/// assert!(tools.values.is_empty() && tools.formula.is_none());
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Attribute {
    /// The key under which a record carries it.
    pub name: Box<str>,
    /// The type of its values.
    pub kind: AttributeType,
    /// Which side of the company it describes.
    pub layer: Option<Layer>,
    /// A name for people.
    pub title: Option<Box<str>>,
    /// Unit of a number, for people.
    pub unit: Option<Box<str>>,
    /// A note for people.
    pub description: Option<Box<str>>,
    /// Other keys under which a record may carry it, in the order in which they are tried.
    pub aliases: Vec<Box<str>>,
    /// The names under which a source file has it, in place of its own name and the aliases; documents have none.
    pub headers: Option<Vec<Box<str>>>,
    /// Texts and numbers that stand for no value.
    pub missing: Option<Placeholders>,
    /// The known meaning of a blank, unless it is unknown.
    pub blank: Option<Blank>,
    /// How a source writes the values, unless it is the usual form.
    pub written: Option<Written>,
    /// Other spellings of values: the value, then its spellings.
    pub synonyms: Vec<(Box<str>, Vec<Box<str>>)>,
    /// The separators of a set in one text: each of them cuts; none is the usual `;`.
    pub separators: Vec<Box<str>>,
    /// The closed list of values, if there is one.
    pub values: Vec<Box<str>>,
    /// Smallest sensible number, for forms.
    pub min: Option<f64>,
    /// Largest sensible number, for forms.
    pub max: Option<f64>,
    /// Whether its value can become another one: a country or a founding year cannot. [`Model::changes`](crate::Model) asks.
    pub changeable: bool,
    /// How the number is made from others: the text, and what it says.
    pub formula: Option<(Box<str>, Formula)>,
}

impl Attribute {
    /// The texts that separate the items of a set written in one text: `;` unless the model says otherwise.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let attributes = &model.definition().attributes;
    /// let tools = attributes.iter().find(|attribute| &*attribute.name == "tools").unwrap();
    /// assert_eq!(tools.separators().collect::<Vec<_>>(), ["|"]);
    /// ```
    pub fn separators(&self) -> impl Iterator<Item = &str> {
        let usual = self.separators.is_empty().then_some(";");
        usual.into_iter().chain(self.separators.iter().map(|one| &**one))
    }

    /// The names under which a record may carry it, in the order in which they are tried: its own and the aliases, or the headers
    /// of a source file.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let attributes = &model.definition().attributes;
    /// let country = attributes.iter().find(|attribute| &*attribute.name == "country").unwrap();
    /// assert_eq!(country.names().collect::<Vec<_>>(), ["country", "hq"]);
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.headers.is_none().then(|| std::iter::once(&*self.name));
        let others = self.headers.as_ref().unwrap_or(&self.aliases);
        own.into_iter().flatten().chain(others.iter().map(|name| &**name))
    }

    /// The name for people: the title, else the name.
    pub fn label(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}

/// A number made from numbers.
///
/// Attributes are indexes into [`Definition::attributes`](crate::model::Definition::attributes).
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::{Arithmetic, Formula};
/// // "arr_per_head": {"type": "number", "formula": "arr / employees"}
/// let attributes = &model.definition().attributes;
/// let (text, formula) = attributes[2].formula.as_ref().unwrap();
/// let Formula::Binary(Arithmetic::Divide, left, right) = formula else { panic!("a quotient") };
/// assert_eq!((&**text, &**left, &**right), ("arr / employees", &Formula::Attribute(1), &Formula::Attribute(0)));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Formula {
    /// A constant.
    Number(f64),
    /// Another number attribute, by index.
    Attribute(usize),
    /// The negative of a number.
    Negative(Box<Formula>),
    /// Two numbers and an operation.
    Binary(Arithmetic, Box<Formula>, Box<Formula>),
    /// `days(..)`: the days from a date attribute, by index, to the as-of date; below 0 for a day to come.
    Days(usize),
    /// `count(..)`: the sum of the counts of events.
    Count(Box<EventCount>),
}

impl Formula {
    /// The attributes in it, each as often as it stands there.
    pub(crate) fn attributes(&self, visit: &mut dyn FnMut(usize)) {
        match self {
            Self::Number(_) => {}
            Self::Attribute(attribute) | Self::Days(attribute) => visit(*attribute),
            Self::Count(count) => visit(count.attribute),
            Self::Negative(inner) => inner.attributes(visit),
            Self::Binary(_, left, right) => {
                left.attributes(visit);
                right.attributes(visit);
            }
        }
    }

    /// The counts of events in it.
    pub(crate) fn counts<'f>(&'f self, visit: &mut dyn FnMut(&'f EventCount)) {
        match self {
            Self::Number(_) | Self::Attribute(_) | Self::Days(_) => {}
            Self::Count(count) => visit(count),
            Self::Negative(inner) => inner.counts(visit),
            Self::Binary(_, left, right) => {
                left.counts(visit);
                right.counts(visit);
            }
        }
    }
}

/// An arithmetic operation.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::{Arithmetic, Formula};
/// // "arr_per_head": {"type": "number", "formula": "arr / employees"}
/// let (_, formula) = model.definition().attributes[2].formula.as_ref().unwrap();
/// assert!(matches!(formula, Formula::Binary(Arithmetic::Divide, _, _)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`; division by zero gives missing.
    Divide,
    /// `min(..)`: the less of two.
    Min,
    /// `max(..)`: the greater of two.
    Max,
}
