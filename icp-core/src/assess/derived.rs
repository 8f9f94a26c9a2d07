//! Numbers that formulas made from others, with the inputs that went in.

use std::borrow::Cow;

use crate::eval::{Quantity, Scratch};
use crate::model::Definition;
use crate::value::{AttributeType, Interval};

/// A number that went into a formula or came out of it.
///
/// In JSON it is a number, or a list of the two ends of an interval, `null` for an end that is not there: `[51, 200]`,
/// `[10001, null]`.
///
/// ```
/// use icp_core::assessment::DerivedNumber;
/// use icp_core::value::Interval;
/// let size = Interval::new(51.0, 200.0).map(DerivedNumber::Interval);
/// assert_eq!((size.and_then(DerivedNumber::exact), DerivedNumber::Number(3.0).exact()), (None, Some(3.0)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum DerivedNumber {
    /// A number.
    Number(f64),
    /// A number of which two ends are known.
    Interval(Interval),
}

impl DerivedNumber {
    fn of(quantity: Quantity) -> Option<Self> {
        match quantity {
            Quantity::Number(number) => Some(Self::Number(number)),
            Quantity::Between(interval) => Some(Self::Interval(interval)),
            Quantity::Missing | Quantity::None => None,
        }
    }

    /// The number, if it is known.
    ///
    /// ```
    /// use icp_core::assessment::DerivedNumber;
    /// assert_eq!(DerivedNumber::Number(200.0).exact(), Some(200.0));
    /// ```
    pub const fn exact(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Interval(_) => None,
        }
    }
}

impl From<f64> for DerivedNumber {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// A number that a formula made from others.
///
/// In JSON: `{"attribute": "per_head", "formula": "arr / employees", "inputs": {"arr": 600.0, "employees": 3.0},
/// "value": 200.0}`; a number that is missing is `null`.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"arr": {"type": "number"}, "employees": {"type": "number"},
///                    "per_head": {"formula": "arr / employees"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "lean", "fit": {"per_head": {"gt": 100}}}], "tiers": [{"id": "A"}]}}]}"#)?;
/// let account = Account::from_json(r#"{"arr": 600, "employees": 3}"#)?;
/// let assessment = model.assess(&account, Date::new(2026, 11, 21).unwrap())?;
/// assert_eq!(assessment.derived[0].value, Some(200.0.into()));
/// assert_eq!(assessment.derived[0].inputs[1], ("employees".into(), Some(3.0.into())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DerivedNote<'a> {
    /// The attribute that it gives.
    pub attribute: Cow<'a, str>,
    /// The formula as written.
    pub formula: Cow<'a, str>,
    /// The attributes in it, in the order in which they appear, with their numbers.
    pub inputs: Vec<(Cow<'a, str>, Option<DerivedNumber>)>,
    /// The result; `None` when a number is missing or there is none, a divisor is zero, or it is not finite.
    pub value: Option<DerivedNumber>,
}

/// Every formula of the model with the numbers of the record that was scored last.
pub(crate) fn derived<'a>(definition: &'a Definition, scratch: &Scratch) -> Vec<DerivedNote<'a>> {
    let number = |at: usize| DerivedNumber::of(scratch.quantity(at));
    let name = |at: usize| definition.attributes.get(at).map(|attribute| Cow::Borrowed(&*attribute.name));
    let attributes = definition.attributes.iter().enumerate();
    attributes
        .filter_map(|(at, attribute)| {
            let (text, formula) = attribute.formula.as_ref()?;
            let mut inputs = Vec::new();
            // Dates and events are no numbers.
            formula.attributes(&mut |of| {
                let is_number =
                    definition.attributes.get(of).is_some_and(|one| one.kind == AttributeType::Number);
                if is_number && !inputs.contains(&of) {
                    inputs.push(of);
                }
            });
            Some(DerivedNote {
                attribute: (&*attribute.name).into(),
                formula: (&**text).into(),
                inputs: inputs.into_iter().filter_map(|at| Some((name(at)?, number(at)))).collect(),
                value: number(at),
            })
        })
        .collect()
}
