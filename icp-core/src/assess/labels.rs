//! The labels of an icp, as a list that serializes to an object. `eval` chooses their entries.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::eval::{IcpScore, Scratch, label};
use crate::model::Icp;
use crate::plan::{IcpPlan, Plan};

/// The labels of an icp, in document order.
///
/// It serializes to an object from ids to values; [`Labels::get`] finds one.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {"criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}}],
///             "tiers": [{"id": "A", "from": 80}, {"id": "B"}]},
///         "labels": [{"id": "plan", "first": [{"when": {"result": {"tier": "A"}}, "say": "team"}, {"say": "free"}]}]}]}"#)?;
/// let today = Date::new(2026, 11, 21).unwrap();
/// let answer = model.score(&Account::new().with("employees", 50), today)?;
/// assert_eq!((answer.labels().get("plan"), answer.labels().get("other")), (Some("team"), None));
/// // Labels are given whatever the status.
/// assert_eq!(model.score(&Account::new(), today)?.labels().get("plan"), Some("free"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels<'a>(pub Vec<LabelNote<'a>>);

/// A label of an icp and its value for an account.
///
/// ```
/// # use icp_core::{Account, Date, Model};
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "smb", "fit": {"criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}}],
/// #             "tiers": [{"id": "A", "from": 80}, {"id": "B"}]},
/// #         "labels": [{"id": "plan", "name": "Plan", "first": [{"when": {"result": {"tier": "A"}}, "say": "team"}]}]}]}"#)?;
/// # let today = Date::new(2026, 11, 21).unwrap();
/// let answer = model.score(&Account::new().with("employees", 5), today)?;
/// let plan = &answer.labels().0[0];
/// assert_eq!((&*plan.id, plan.name.as_deref(), plan.say.as_deref()), ("plan", Some("Plan"), None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabelNote<'a> {
    /// Its id.
    pub id: Cow<'a, str>,
    /// Its name for people.
    pub name: Option<Cow<'a, str>>,
    /// Its value; `None` where none of its entries holds.
    pub say: Option<Cow<'a, str>>,
}

impl Labels<'_> {
    /// The value of a label.
    ///
    /// `None` where none of its entries holds, and for a label that the icp does not have.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.labels().get("plan"), None, "the model has no labels");
    /// ```
    pub fn get(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|label| label.id == id).and_then(|label| label.say.as_deref())
    }
}

impl Serialize for Labels<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for label in &self.0 {
            map.serialize_entry(&label.id, &label.say)?;
        }
        map.end()
    }
}

/// The labels of an icp for the account that the scratch was scored with.
pub(crate) fn labels<'a>(
    plan: &Plan,
    scratch: &Scratch,
    icp_plan: &IcpPlan,
    icp: &'a Icp,
    score: &IcpScore,
) -> Labels<'a> {
    let one = |(names, of): (&'a crate::model::Label, _)| {
        let entry = label(plan, of, score, scratch.cells()).and_then(|at| names.first.get(at));
        LabelNote {
            id: (&*names.id).into(),
            name: names.name.as_deref().map(Cow::Borrowed),
            say: entry.map(|entry| (&*entry.say).into()),
        }
    };
    Labels(icp.labels.iter().zip(&icp_plan.labels).map(one).collect())
}
