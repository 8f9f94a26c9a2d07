use super::Attribute;
use crate::value::{AttributeType, Layer};

/// What a form needs to know about an attribute.
///
/// ```
/// use icp_core::Model;
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number", "title": "Employees", "unit": "people"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "fit": {"employees": {"lt": 200}}}], "tiers": [{"id": "A"}]}}]}"#)?;
/// let employees = model.attributes().next().unwrap();
/// assert_eq!((employees.name(), employees.title(), employees.unit()), ("employees", Some("Employees"), Some("people")));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttributeInfo<'a> {
    pub(crate) attribute: &'a Attribute,
    pub(crate) used: bool,
}

impl<'a> AttributeInfo<'a> {
    /// The key under which a record carries it.
    pub fn name(self) -> &'a str {
        &self.attribute.name
    }

    /// What it holds.
    pub fn kind(self) -> AttributeType {
        self.attribute.kind
    }

    /// Which side of the company it describes.
    pub fn layer(self) -> Option<Layer> {
        self.attribute.layer
    }

    /// Its name for people.
    pub fn title(self) -> Option<&'a str> {
        self.attribute.title.as_deref()
    }

    /// The unit of a number.
    pub fn unit(self) -> Option<&'a str> {
        self.attribute.unit.as_deref()
    }

    /// A note for people.
    pub fn description(self) -> Option<&'a str> {
        self.attribute.description.as_deref()
    }

    /// Other keys under which a record may carry it, in the order in which they are tried.
    pub fn aliases(self) -> impl Iterator<Item = &'a str> {
        self.attribute.aliases.iter().map(|alias| &**alias)
    }

    /// The closed list of values; empty when there is none.
    pub fn values(self) -> impl Iterator<Item = &'a str> {
        self.attribute.values.iter().map(|value| &**value)
    }

    /// Smallest sensible number.
    pub fn min(self) -> Option<f64> {
        self.attribute.min
    }

    /// Largest sensible number.
    pub fn max(self) -> Option<f64> {
        self.attribute.max
    }

    /// The text of its formula, if it is made from others and never read from a record.
    pub fn formula(self) -> Option<&'a str> {
        self.attribute.formula.as_ref().map(|(text, _)| &**text)
    }

    /// Whether an answer may depend on it: some criterion, exclusion, tier, stage or verdict looks at it, itself or
    /// through formulas. A value of one that is not used is never refused.
    pub fn is_used(self) -> bool {
        self.used
    }

    /// Whether its values are asked for: it is used, and no formula makes it.
    pub fn is_read(self) -> bool {
        self.used && self.attribute.formula.is_none()
    }
}
