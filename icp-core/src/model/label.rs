//! Labels of an icp: results without points.

use super::Condition;

/// A label of an icp: the first of its entries that holds says what it is.
///
/// It is given whatever the status of the icp, and changes nothing else.
///
/// ```
/// use icp_core::model::{Condition, Definition};
/// let definition = Definition::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "all", "fit": {"tiers": [{"id": "A"}], "criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}}]},
///         "labels": [{"id": "plan", "first": [{"when": {"result": {"score": {"gte": 70}}}, "say": "field"}, {"say": "self-serve"}]}]}]}"#)?;
/// let plan = &definition.icps[0].labels[0];
/// assert_eq!((&*plan.id, plan.first.len(), &*plan.first[1].say), ("plan", 2, "self-serve"));
/// let Some(Condition::Result(result)) = &plan.first[0].when else { panic!("a test of the result") };
/// assert_eq!(result.score, [icp_core::model::NumberTest::Gte(70.0)]);
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Label {
    /// Its id.
    pub id: Box<str>,
    /// A name for people.
    pub name: Option<Box<str>>,
    /// A note for people.
    pub description: Option<Box<str>>,
    /// Its entries, of which the first that holds counts; never empty.
    pub first: Vec<LabelEntry>,
}

impl Label {
    /// The name for people: the name, else the id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// An entry of a label.
///
/// ```
/// # use icp_core::model::Definition;
/// # let definition = Definition::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "all", "fit": {"tiers": [{"id": "A"}], "criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}}]},
/// #         "labels": [{"id": "plan", "first": [{"when": {"employees": {"gte": 500}}, "say": "field"}, {"say": "self-serve"}]}]}]}"#)?;
/// // "first": [{"when": {"employees": {"gte": 500}}, "say": "field"}, {"say": "self-serve"}]
/// let entry = &definition.icps[0].labels[0].first[0];
/// assert_eq!((entry.when.is_some(), &*entry.say), (true, "field"));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LabelEntry {
    /// When it counts; left out, it always does.
    pub when: Option<Condition>,
    /// The value of the label.
    pub say: Box<str>,
}
