//! The attributes of a model, as callers see them.

use std::borrow::Cow;

use super::{Attribute, Blank, ListItem, Placeholders};
use crate::value::{AttributeType, Layer, float_text};

/// The facts about an attribute that a form needs.
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
    /// The placeholders of the model.
    pub(crate) common: &'a [ListItem],
    /// The values that it takes, where the model says how they are written.
    pub(crate) written: Option<&'a str>,
}

impl<'a> AttributeInfo<'a> {
    /// The key under which a record carries it.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(model.attributes().next().map(|one| one.name()), Some("employees"));
    /// ```
    pub fn name(self) -> &'a str {
        &self.attribute.name
    }

    /// The type of its values.
    ///
    /// It decides which values are taken, and which operators a rule may use.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::value::AttributeType;
    /// assert_eq!(model.attributes().next().map(|one| one.kind()), Some(AttributeType::Number));
    /// ```
    pub fn kind(self) -> AttributeType {
        self.attribute.kind
    }

    /// Which side of the company it describes.
    ///
    /// `None` where the author did not say.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::value::Layer;
    /// assert_eq!(model.attributes().next().and_then(|one| one.layer()), Some(Layer::Firmographic));
    /// ```
    pub fn layer(self) -> Option<Layer> {
        self.attribute.layer
    }

    /// Its name for people.
    ///
    /// Show [`AttributeInfo::name`] where there is none.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let labels: Vec<_> = model.attributes().map(|one| one.title().unwrap_or(one.name())).collect();
    /// assert_eq!(labels[..2], ["Employees", "country"]);
    /// ```
    pub fn title(self) -> Option<&'a str> {
        self.attribute.title.as_deref()
    }

    /// The unit of a number.
    ///
    /// For people only: values are not converted.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(model.attributes().next().and_then(|one| one.unit()), Some("people"));
    /// ```
    pub fn unit(self) -> Option<&'a str> {
        self.attribute.unit.as_deref()
    }

    /// A note for people.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let employees = model.attributes().next().ok_or("no attribute")?;
    /// assert_eq!(employees.description(), Some("Full time, of the whole group"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn description(self) -> Option<&'a str> {
        self.attribute.description.as_deref()
    }

    /// The keys under which a record may carry it, in the order in which they are tried: its own name and the aliases, or what a
    /// source file says.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let country = model.attributes().find(|one| one.name() == "country").ok_or("no country")?;
    /// assert_eq!(country.names().collect::<Vec<_>>(), ["country", "hq"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn names(self) -> impl Iterator<Item = &'a str> {
        self.attribute.names()
    }

    /// Other keys under which a record may carry it, as the model has them.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let country = model.attributes().find(|one| one.name() == "country").ok_or("no country")?;
    /// assert_eq!(country.aliases().collect::<Vec<_>>(), ["hq"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn aliases(self) -> impl Iterator<Item = &'a str> {
        self.attribute.aliases.iter().map(|alias| &**alias)
    }

    /// The texts and numbers that stand for no value, those of the model first; numbers as texts.
    ///
    /// ```
    #[doc = include_str!("../sample_written.txt")]
    /// let launched = model.attributes().next().ok_or("no attribute")?;
    /// assert_eq!(launched.missing().collect::<Vec<_>>(), ["N/A", "-1", "0"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn missing(self) -> impl Iterator<Item = Cow<'a, str>> {
        let (common, own) = match (&self.attribute.missing, &self.attribute.formula) {
            (None, None) => (self.common, &[][..]),
            (Some(Placeholders::Listed(own)), None) => (self.common, &**own),
            (Some(Placeholders::None), _) | (_, Some(_)) => (&[][..], &[][..]),
        };
        common.iter().chain(own).map(|word| match word {
            ListItem::Number(number) => Cow::Owned(float_text(*number)),
            ListItem::Text(text) => Cow::Borrowed(&**text),
        })
    }

    /// The known meaning of a blank; `None` where a blank is missing.
    ///
    /// ```
    #[doc = include_str!("../sample_written.txt")]
    /// use icp_core::model::Blank;
    /// assert_eq!(model.attributes().filter_map(|one| one.blank()).collect::<Vec<_>>(), [Blank::Empty]);
    /// ```
    pub fn blank(self) -> Option<Blank> {
        self.attribute.blank
    }

    /// The values that it takes, in words, where the model says how a source writes them.
    ///
    /// Messages about invalid values have the same words, and a form can show them.
    ///
    /// ```
    #[doc = include_str!("../sample_written.txt")]
    /// let launched = model.attributes().next().ok_or("no attribute")?;
    /// assert_eq!(launched.written(), Some("a date (`M/D/YYYY`, or YYYY-MM-DD)"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn written(self) -> Option<&'a str> {
        self.written
    }

    /// The separators of a set in one text; none for other types.
    ///
    /// ```
    #[doc = include_str!("../sample_written.txt")]
    /// let separators: Vec<_> = model.attributes().flat_map(|one| one.separators()).collect();
    /// assert_eq!(separators, ["|", ","]);
    /// ```
    pub fn separators(self) -> impl Iterator<Item = &'a str> {
        let is_set = self.attribute.kind == AttributeType::Set;
        self.attribute.separators().filter(move |_| is_set)
    }

    /// The closed list of values; empty when there is none.
    ///
    /// A form makes a choice of it.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let country = model.attributes().find(|one| one.name() == "country").ok_or("no country")?;
    /// assert_eq!(country.values().collect::<Vec<_>>(), ["US", "DE", "GB"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn values(self) -> impl Iterator<Item = &'a str> {
        self.attribute.values.iter().map(|value| &**value)
    }

    /// Smallest sensible number.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let employees = model.attributes().next().ok_or("no attribute")?;
    /// assert_eq!((employees.min(), employees.max()), (Some(1.0), Some(5_000_000.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn min(self) -> Option<f64> {
        self.attribute.min
    }

    /// Largest sensible number.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let smallest = model.attributes().filter_map(|one| one.max()).fold(f64::INFINITY, f64::min);
    /// assert_eq!(smallest, 5_000_000.0);
    /// ```
    pub fn max(self) -> Option<f64> {
        self.attribute.max
    }

    /// The text of its formula, if it is made from others and never read from a record.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let made = model.attributes().find_map(|one| one.formula());
    /// assert_eq!(made, Some("arr / employees"));
    /// ```
    pub fn formula(self) -> Option<&'a str> {
        self.attribute.formula.as_ref().map(|(text, _)| &**text)
    }

    /// Whether its value can become another one, as the author says. What is missing can be filled in all the same, and a formula
    /// changes with its inputs.
    ///
    /// ```
    /// use icp_core::Model;
    /// let model = Model::from_json(r#"{
    ///     "format": "icp/1", "name": "demo",
    ///     "attributes": {"employees": {"type": "number"}, "founded": {"type": "number", "changeable": false}},
    ///     "icps": [{"id": "smb", "fit": {
    ///         "criteria": [{"id": "size", "fit": {"employees": {"lt": 200}}}], "tiers": [{"id": "A"}]}}]}"#)?;
    /// let changeable: Vec<_> = model.attributes().map(|one| one.is_changeable()).collect();
    /// assert_eq!(changeable, [true, false]);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn is_changeable(self) -> bool {
        self.attribute.changeable
    }

    /// Whether an answer may depend on it: some criterion, exclusion, tier, stage or verdict looks at it, itself or
    /// through formulas. A value of one that is not used is never refused.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let unused: Vec<_> = model.attributes().filter(|one| !one.is_used()).map(|one| one.name()).collect();
    /// assert_eq!(unused, ["arr", "arr_per_head"]);
    /// ```
    pub fn is_used(self) -> bool {
        self.used
    }

    /// Whether its values are asked for: it is used, and no formula makes it.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let asked: Vec<_> = model.attributes().filter(|one| one.is_read()).map(|one| one.name()).collect();
    /// assert_eq!(asked, ["employees", "country"]);
    /// ```
    pub fn is_read(self) -> bool {
        self.used && self.attribute.formula.is_none()
    }
}
