//! The values that criteria and exclusions have read, for the answer. It shows what was read, and decides nothing.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use super::AssessmentInput;
use super::reads::{EventsRead, Read};
use crate::account::{Event, Field, Record};
use crate::eval::{Quantity, canonical, each_item};
use crate::model::Attribute;
use crate::plan::Input;
use crate::sort::Index;
use crate::value::{Date, Interval, float_text, folded};

/// An attribute that a rule has read, with the value that the account has.
///
/// A formula stands there as itself; the numbers that went into it are in
/// [`AssessmentData::derived`](super::AssessmentData::derived).
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::assessment::InputValue;
/// let size = &answer.data().icps[0].fit.criteria[0];
/// let input = &size.inputs[0];
/// assert_eq!((&*input.attribute, &input.value), ("employees", &Some(InputValue::Number(50.0))));
/// assert_eq!((input.known, input.title.as_deref()), (true, Some("Employees")));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InputNote<'a> {
    /// Its key in the model.
    pub attribute: Cow<'a, str>,
    /// Its name for people. It does not go into the JSON shape.
    pub title: Option<Cow<'a, str>>,
    /// The unit of a number. It does not go into the JSON shape.
    pub unit: Option<Cow<'a, str>>,
    /// The value as it was read; `None` when it is missing, invalid, or known to be none.
    pub value: Option<InputValue<'a>>,
    /// Whether the attribute is known, which it also is where it is known to have no value.
    pub known: bool,
    /// The text of the record, where the value was read from a text that differs from it, or could not be read.
    pub given: Option<Cow<'a, str>>,
}

/// A value as it was read.
///
/// In JSON it has the kind that it has in an account: a date is a text such as `2026-09-01`, a set a list of texts. An interval
/// is the list of its ends, `null` for an open one.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::assessment::InputValue;
/// let crm = &answer.data().icps[0].fit.criteria[2];
/// // "tools": "HubSpot"
/// assert_eq!(crm.inputs[0].value, Some(InputValue::Set(vec!["HubSpot".into()])));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum InputValue<'a> {
    /// A number.
    Number(f64),
    /// A number of which two ends are known.
    Interval(Interval),
    /// True or false.
    Bool(bool),
    /// A text; the model's word where it has the text as a synonym.
    Text(Cow<'a, str>),
    /// A date.
    Date(Date),
    /// The items of a set, each once; the model's word for those that it has as synonyms.
    Set(Vec<Cow<'a, str>>),
    /// The events that the rule asks for, in the order of the record.
    Events(Vec<InputEvent<'a>>),
}

/// An event that a rule asks for.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::assessment::InputValue;
/// let demo = &answer.data().icps[0].intent.as_ref().unwrap().criteria[0];
/// let Some(InputValue::Events(events)) = &demo.inputs[0].value else { panic!("events") };
/// assert_eq!((&*events[0].event, events[0].on.to_string().as_str(), events[0].count), ("demo", "2026-10-22", 1.0));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InputEvent<'a> {
    /// Its name, as it came.
    pub event: Cow<'a, str>,
    /// Its day.
    pub on: Date,
    /// How often it happened.
    pub count: f64,
}

/// Makes the notes of one account, each attribute's once. INVARIANT: the scratch has been scored with this plan and record.
pub(crate) struct Inputs<'i, 'a, 's> {
    of: &'i AssessmentInput<'a, 's>,
    notes: Vec<OnceCell<Arc<InputNote<'a>>>>,
}

impl<'i, 'a, 's> Inputs<'i, 'a, 's> {
    pub(crate) fn new(of: &'i AssessmentInput<'a, 's>) -> Self {
        Self { of, notes: vec![OnceCell::new(); of.definition.attributes.len()] }
    }

    /// The notes of some attributes, in their order.
    pub(super) fn of(&self, reads: &[Read]) -> Vec<Arc<InputNote<'a>>> {
        reads.iter().filter_map(|read| self.one(read)).collect()
    }

    fn one(&self, read: &Read) -> Option<Arc<InputNote<'a>>> {
        // Notes of events differ by the events that are asked for.
        if read.is_of_named_events() {
            return self.note(read).map(Arc::new);
        }
        let kept = self.notes.get(read.attribute)?;
        if kept.get().is_none() {
            kept.set(Arc::new(self.note(read)?)).ok();
        }
        kept.get().cloned()
    }

    /// The note of one attribute, made anew.
    pub(crate) fn note(&self, read: &Read) -> Option<InputNote<'a>> {
        let at = read.attribute;
        let attribute = self.of.definition.attributes.get(at)?;
        let input = self.of.plan.inputs.get(at)?;
        let (value, given, known) = if attribute.formula.is_some() {
            let made = self.of.scratch.quantity(at);
            (InputValue::of(made), None, made != Quantity::Missing)
        } else {
            let field = self.of.record.fields.get(at).unwrap_or(&Field::Missing);
            let value = value(attribute, input, field, read.events.as_ref());
            let given = given(self.of.record, at, field, value.as_ref());
            (value, given, !matches!(field, Field::Missing))
        };
        Some(InputNote {
            attribute: (&*attribute.name).into(),
            title: attribute.title.as_deref().map(Cow::Borrowed),
            unit: attribute.unit.as_deref().map(Cow::Borrowed),
            value,
            known,
            given,
        })
    }
}

impl InputValue<'_> {
    fn of(quantity: Quantity) -> Option<Self> {
        match quantity {
            Quantity::Missing | Quantity::None => None,
            Quantity::Number(number) => Some(Self::Number(number)),
            Quantity::Between(interval) => Some(Self::Interval(interval)),
        }
    }
}

/// The value of an attribute with all of its events.
pub(crate) fn shown<'a>(
    attribute: &'a Attribute,
    input: &Input,
    field: &'a Field<'_>,
) -> Option<InputValue<'a>> {
    value(attribute, input, field, None)
}

fn value<'a>(
    attribute: &'a Attribute,
    input: &Input,
    field: &'a Field<'_>,
    events: Option<&EventsRead>,
) -> Option<InputValue<'a>> {
    Some(match field {
        Field::Missing | Field::None => return None,
        Field::Number(number) => InputValue::Number(*number),
        Field::Interval(interval) => InputValue::Interval(*interval),
        Field::Bool(truth) => InputValue::Bool(*truth),
        Field::Date(date) => InputValue::Date(*date),
        Field::Text(text) => InputValue::Text(word(attribute, input, text.trim(), &mut String::new())),
        Field::Set(_) | Field::Joined(_) => InputValue::Set(items(attribute, input, field)),
        Field::Events(of) => InputValue::Events(asked_for(of, events)),
    })
}

/// A text in the model's word, if it has the text as a synonym.
fn word<'a>(attribute: &'a Attribute, input: &Input, text: &'a str, buffer: &mut String) -> Cow<'a, str> {
    if attribute.synonyms.is_empty() {
        return text.into();
    }
    let number = input.synonyms.get(folded(text, buffer));
    let word = number.and_then(|number| attribute.synonyms.get(number as usize));
    word.map_or(text, |(word, _)| word).into()
}

/// The items of a set, each once: the first of those that are the same.
fn items<'a>(attribute: &'a Attribute, input: &Input, field: &'a Field<'_>) -> Vec<Cow<'a, str>> {
    let mut items = Vec::new();
    let mut seen = Index::default();
    let (mut buffer, mut other) = (String::new(), String::new());
    each_item(input, field, |item| {
        if seen.note(canonical(input, item, &mut buffer)) {
            items.push(word(attribute, input, item.trim(), &mut other));
        }
    });
    items
}

fn asked_for<'a>(of: &'a [Event<'_>], events: Option<&EventsRead>) -> Vec<InputEvent<'a>> {
    let mut buffer = String::new();
    let mut is_asked_for = |event: &&Event<'_>| match events {
        Some(EventsRead::Named(names)) => {
            let name = folded(&event.event, &mut buffer);
            names.binary_search_by(|one| (**one).cmp(name)).is_ok()
        }
        Some(EventsRead::All) | None => true,
    };
    let some = of.iter().filter(|event| is_asked_for(event));
    some.map(|event| InputEvent { event: (&*event.event).into(), on: event.on, count: event.count }).collect()
}

/// The text of the record, where the value is another one. Blanks around it make no difference.
pub(crate) fn given<'a>(
    record: &'a Record<'_>,
    at: usize,
    field: &'a Field<'_>,
    value: Option<&InputValue<'_>>,
) -> Option<Cow<'a, str>> {
    let text = match field {
        Field::Joined(text) => text,
        Field::Text(text) => record.given(at).unwrap_or(text),
        Field::Missing
        | Field::None
        | Field::Number(_)
        | Field::Interval(_)
        | Field::Bool(_)
        | Field::Date(_)
        | Field::Set(_)
        | Field::Events(_) => record.given(at)?,
    };
    let trimmed = text.trim();
    let is_same = match value {
        Some(InputValue::Number(number)) => float_text(*number) == trimmed,
        Some(InputValue::Bool(truth)) => trimmed == if *truth { "true" } else { "false" },
        Some(InputValue::Text(word)) => word == trimmed,
        Some(InputValue::Date(date)) => date.to_string() == trimmed,
        Some(InputValue::Interval(_) | InputValue::Set(_) | InputValue::Events(_)) | None => false,
    };
    (!is_same).then(|| text.into())
}

#[cfg(test)]
mod tests;
