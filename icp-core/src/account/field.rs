//! Values that were checked against their attributes, and the record of all. Made by `engine`, read by `eval`.

use std::borrow::Cow;

use crate::value::{Date, Interval};

/// One value of a record, checked against its attribute.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::OnInvalid;
/// use icp_core::account::Field;
/// let record = model.record(&account, OnInvalid::Error)?;
/// // In the order of the model's attributes: employees, then country.
/// assert_eq!(record.fields()[..2], [Field::Number(50.0), Field::Missing]);
/// # Ok::<(), icp_core::AccountError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub enum Field<'a> {
    /// Nothing is known.
    #[default]
    Missing,
    /// Known to have no value: a blank of an attribute with `blank: none`.
    None,
    /// A finite number.
    Number(f64),
    /// A number of which only two ends are known. They differ: where they do not, it is a `Number`.
    Interval(Interval),
    /// A text that is not blank, as it came.
    Text(Cow<'a, str>),
    /// True or false.
    Bool(bool),
    /// A date.
    Date(Date),
    /// The items of a set, as they came.
    Set(Vec<Cow<'a, str>>),
    /// A set written in one text, not yet split.
    Joined(Cow<'a, str>),
    /// Dated events, in their order.
    Events(Vec<Event<'a>>),
}

impl Field<'_> {
    /// The same value, owning its texts.
    pub(crate) fn into_owned(self) -> Field<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Field::Missing => Field::Missing,
            Field::None => Field::None,
            Field::Number(number) => Field::Number(number),
            Field::Interval(interval) => Field::Interval(interval),
            Field::Text(text) => Field::Text(owned(text)),
            Field::Bool(truth) => Field::Bool(truth),
            Field::Date(date) => Field::Date(date),
            Field::Set(items) => Field::Set(items.into_iter().map(owned).collect()),
            Field::Joined(text) => Field::Joined(owned(text)),
            Field::Events(events) => Field::Events(events.into_iter().map(Event::into_owned).collect()),
        }
    }
}

/// One event of an `events` attribute.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::OnInvalid;
/// use icp_core::account::Field;
/// let record = model.record(&account, OnInvalid::Error)?;
/// let Some(Field::Events(visits)) = record.fields().last() else { panic!("events") };
/// assert_eq!((&*visits[0].event, visits[0].on.to_string().as_str(), visits[0].count), ("demo", "2026-10-22", 1.0));
/// # Ok::<(), icp_core::AccountError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// Its name, as it was given.
    pub event: Cow<'a, str>,
    /// When.
    pub on: Date,
    /// How often: 1 unless it says otherwise, never negative.
    pub count: f64,
}

impl Event<'_> {
    /// The same event, owning its name.
    pub(crate) fn into_owned(self) -> Event<'static> {
        Event { event: Cow::Owned(self.event.into_owned()), on: self.on, count: self.count }
    }
}

/// The values of one account in the order of a model's attributes, ready to be scored any number of times.
///
/// Made by [`Model::record`](crate::Model::record) and [`Model::read_record`](crate::Model::read_record).
///
/// Choose it over an [`Account`](crate::Account) to score the same values more than once: they are checked once.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::OnInvalid;
/// let record = model.record(&account, OnInvalid::Error)?;
/// let mut scratch = model.scratch();
/// for day in [today, Date::MAX] {
///     model.evaluate(&record, day, &mut scratch)?;
///     assert_eq!(scratch.best(), Some(0));
/// }
/// # Ok::<(), icp_core::AccountError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record<'a> {
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) issues: Vec<Issue>,
    /// Of each attribute, the rank of the name that gave its value, or [`NO_NAME`] or [`PLACEHOLDER`].
    pub(crate) ranks: Vec<u32>,
    /// The texts of values that were read from another text, or could not be read.
    pub(crate) given: Vec<GivenText<'a>>,
    /// Memory of the reader, used again.
    pub(crate) seen: Vec<u64>,
}

/// The text that the value of an attribute was read from, with the rank of the name that gave it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GivenText<'a> {
    pub(crate) attribute: u32,
    pub(crate) rank: u32,
    pub(crate) text: Cow<'a, str>,
}

impl GivenText<'_> {
    fn into_owned(self) -> GivenText<'static> {
        GivenText { text: Cow::Owned(self.text.into_owned()), ..self }
    }
}

/// The rank of no name: none gave a value.
pub(crate) const NO_NAME: u32 = u32::MAX;
/// The rank of a placeholder for no value: a blank under another name then says nothing.
pub(crate) const PLACEHOLDER: u32 = u32::MAX - 1;

impl<'a> Record<'a> {
    /// Whether no name gave a value of an attribute, so that one that is known is what a blank is known to be.
    pub(crate) fn is_blank(&self, at: usize) -> bool {
        self.ranks.get(at).is_some_and(|rank| *rank >= PLACEHOLDER)
    }

    /// The text that the value of an attribute was read from, where it may differ from the value's own.
    pub(crate) fn given(&self, at: usize) -> Option<&str> {
        self.given.iter().find(|given| given.attribute as usize == at).map(|given| &*given.text)
    }

    /// The values, one for each attribute of the model, in its order.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::{OnInvalid, account::Field};
    /// let record = model.record(&account, OnInvalid::Error)?;
    /// assert_eq!(record.fields()[..2], [Field::Number(50.0), Field::Missing]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fields(&self) -> &[Field<'a>] {
        &self.fields
    }

    /// Values that were invalid and count as missing.
    ///
    /// Empty unless the record was read with [`OnInvalid::Missing`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let odd = Account::new().with("employees", "many");
    /// let record = model.record(&odd, OnInvalid::Missing)?;
    /// assert_eq!(&*record.issues()[0].attribute, "employees");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The same record, owning its texts: copied where they were borrowed.
    ///
    /// [`Model::score_record`](crate::Model::score_record) keeps such a record with its answer.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let record = model.record(&account, OnInvalid::Error)?.into_owned();
    /// drop(account);
    /// assert_eq!(record.fields().len(), model.attributes().count());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_owned(self) -> Record<'static> {
        Record {
            fields: self.fields.into_iter().map(Field::into_owned).collect(),
            issues: self.issues,
            ranks: self.ranks,
            given: self.given.into_iter().map(GivenText::into_owned).collect(),
            seen: self.seen,
        }
    }
}

/// An invalid value that counted as missing.
///
/// A record has some only if it was read with [`OnInvalid::Missing`].
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::OnInvalid;
/// let odd = Account::new().with("employees", "many");
/// let record = model.record(&odd, OnInvalid::Missing)?;
/// assert_eq!((&*record.issues()[0].attribute, record.issues()[0].found.as_str()), ("employees", "text `many`"));
/// # Ok::<(), icp_core::AccountError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// The attribute.
    pub attribute: Box<str>,
    /// The values that the attribute takes, in words.
    pub expected: String,
    /// The value as it was given, quoted for messages.
    pub found: String,
}

/// The effect of an invalid value.
///
/// Choose `Missing` for data that nobody will mend before it is scored; the answer then lists the invalid values.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::{OnInvalid, Options};
/// let odd = Account::new().with("employees", "many").with("country", "US");
/// assert!(model.score(&odd, today).is_err());
/// let answer = model.score_with(&odd, &Options::new(today).on_invalid(OnInvalid::Missing))?;
/// assert_eq!((answer.issues().len(), answer.score()), (1, Some(25.0)));
/// # Ok::<(), icp_core::AccountError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum OnInvalid {
    /// The record is refused.
    #[default]
    Error,
    /// It counts as missing and is listed in the issues.
    Missing,
}
