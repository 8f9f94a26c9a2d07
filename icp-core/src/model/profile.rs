//! The model as a whole: what its profiles share, the profiles, and their exclusions.

use super::named::named;
use super::{
    Attribute, Condition, Label, ListItem, NamedCondition, RoundedNumbers, Scorecard, SharedCriterion, Stage,
};
use crate::value::{Date, Micro, Span};

/// A valid model, as data.
///
/// [`Model::definition`](crate::Model::definition) lends that of a model; `Definition::from_json` makes one without a model, for
/// tools that check or rewrite documents and score nothing.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let definition = model.definition();
/// assert_eq!((&*definition.name, definition.attributes.len(), definition.icps.len()), ("sales", 7, 1));
/// // Written down and read again it is the same; so is its fingerprint.
/// let again = icp_core::model::Definition::from_json(&definition.to_json()).unwrap();
/// assert_eq!((&again, again.fingerprint()), (definition, definition.fingerprint()));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Definition {
    /// The model's name.
    pub name: Box<str>,
    /// The author's own version.
    pub version: Option<Box<str>>,
    /// Whether data backs it.
    pub status: Option<Status>,
    /// The person or team that looks after it.
    pub owner: Option<Box<str>>,
    /// A note for people.
    pub description: Option<Box<str>>,
    /// When it was last reviewed.
    pub reviewed_on: Option<Date>,
    /// How often it is to be reviewed.
    pub review_every: Option<Span>,
    /// Texts and numbers that stand for no value, for every attribute.
    pub missing: Vec<ListItem>,
    /// The inputs, in document order.
    pub attributes: Vec<Attribute>,
    /// Named lists, in document order.
    pub lists: Vec<NamedList>,
    /// Named conditions, in document order.
    pub conditions: Vec<NamedCondition>,
    /// Exclusions for every icp.
    pub exclusions: Vec<Exclusion>,
    /// Shared criteria, in document order.
    pub criteria: Vec<SharedCriterion>,
    /// Factors of the priority, if it is computed.
    pub prioritize: Vec<(Box<str>, Micro)>,
    /// How the best icp is chosen.
    pub select: Select,
    /// The profiles, in document order; never empty.
    pub icps: Vec<Icp>,
    /// Numbers of a document that a program made, which counted as others.
    pub(crate) rounded: RoundedNumbers,
}

impl Definition {
    /// The icps by which accounts are scored, each with its place in the document.
    pub(crate) fn scored_icps(&self) -> impl Iterator<Item = (usize, &Icp)> {
        self.icps.iter().enumerate().filter(|(_, icp)| icp.enabled)
    }
}

named! {
    /// Whether data backs a model.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// use icp_core::model::Status;
    /// assert_eq!(model.definition().status, Some(Status::Hypothesis));
    /// ```
    Status {
        /// A first guess.
        Hypothesis = "hypothesis",
        /// Backed by data.
        Validated = "validated",
    }
}

named! {
    /// How the best icp is chosen among the qualified.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// use icp_core::model::Select;
    /// // The document does not say, so the first in priority order is chosen.
    /// assert_eq!(model.definition().select, Select::ByPriority);
    /// ```
    #[derive(Default)]
    Select {
        /// The first in priority order.
        #[default]
        ByPriority = "by_priority",
        /// The highest fit score; priority breaks ties.
        ByScore = "by_score",
    }
}

/// A named list of constants.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::ListItem;
/// // "lists": {"home": ["US", "DE"]}
/// let home = &model.definition().lists[0];
/// assert_eq!((&*home.name, &home.items[0]), ("home", &ListItem::Text("US".into())));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NamedList {
    /// Its name, without `$`.
    pub name: Box<str>,
    /// Its entries; never empty in a model.
    pub items: Vec<ListItem>,
}

impl NamedList {
    /// A list, to be given to a model with [`Model::with_lists`](crate::Model::with_lists).
    ///
    /// ```
    /// use icp_core::model::{ListItem, NamedList};
    /// let sizes = NamedList::new("sizes", [50.0, 100.0]);
    /// assert_eq!(sizes.items[1], ListItem::Number(100.0));
    /// ```
    pub fn new<T: Into<ListItem>>(name: &str, items: impl IntoIterator<Item = T>) -> Self {
        Self { name: name.into(), items: items.into_iter().map(Into::into).collect() }
    }
}

/// A rule that disqualifies.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::HeldUnknown;
/// let tiny = &model.definition().exclusions[0];
/// assert_eq!((&*tiny.id, &*tiny.reason, tiny.if_unknown), ("tiny", "cannot pay", HeldUnknown::Hold));
/// assert!(tiny.unless.is_some());
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Exclusion {
    /// Its id.
    pub id: Box<str>,
    /// Why, for people.
    pub reason: Box<str>,
    /// A note for people.
    pub description: Option<Box<str>>,
    /// When it holds.
    pub when: Condition,
    /// When it does not hold after all.
    pub unless: Option<Condition>,
    /// Whether it holds an account back while it is unknown.
    pub if_unknown: HeldUnknown,
}

named! {
    /// The effect of an unknown exclusion.
    ///
    /// Choose `Hold` for an exclusion that must not be missed, such as a sanctions list.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// use icp_core::model::HeldUnknown;
    /// assert_eq!(model.definition().exclusions[0].if_unknown, HeldUnknown::Hold);
    /// let unknown = model.score(&Account::new().with("country", "DE"), today).unwrap();
    /// assert_eq!(unknown.status().as_str(), "insufficient_data");
    /// ```
    #[derive(Default)]
    HeldUnknown {
        /// It is listed as possible, no more.
        #[default]
        Ignore = "ignore",
        /// It holds the account back: `insufficient_data`.
        Hold = "hold",
    }
}

/// The place of an icp among the others.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::Priority;
/// assert_eq!(model.definition().icps[0].priority, Priority::Rank { rank: 1, written: true });
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Priority {
    /// A rank, 1 first. `written` is false when it was left out of a model with a single icp.
    Rank {
        /// The rank.
        rank: u32,
        /// Whether the document says it.
        written: bool,
    },
    /// Numbers for the model's `prioritize`, in its order.
    Factors(Vec<f64>),
}

/// One profile.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let icp = &model.definition().icps[0];
/// assert_eq!((&*icp.id, icp.label()), ("smb", "Small firms"));
/// // "qualifies_from": "B", the second of three tiers.
/// assert_eq!(icp.last_qualifying_tier(), 1);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Icp {
    /// Its id.
    pub id: Box<str>,
    /// A name for people.
    pub name: Option<Box<str>>,
    /// A note for people.
    pub description: Option<Box<str>>,
    /// Whether accounts are scored by it. Without, it is checked and written like any other, and is in no answer.
    pub enabled: bool,
    /// Its place among the others.
    pub priority: Priority,
    /// Its own exclusions.
    pub exclusions: Vec<Exclusion>,
    /// The last tier that qualifies, by index, if written.
    pub qualifies_from: Option<usize>,
    /// The scorecard that says how well an account fits.
    pub fit: Scorecard,
    /// The scorecard that says how ready it is to buy.
    pub intent: Option<Scorecard>,
    /// The grid of both tiers.
    pub stages: Vec<Stage>,
    /// Results without points.
    pub labels: Vec<Label>,
}

impl Icp {
    /// The name for people: the name, else the id.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(model.definition().icps[0].label(), "Small firms");
    /// ```
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// The last tier that qualifies: as written, else the last but one (the only one if there is one).
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let smb = &model.definition().icps[0];
    /// assert_eq!(&*smb.fit.tiers[smb.last_qualifying_tier()].id, "B");
    /// ```
    pub fn last_qualifying_tier(&self) -> usize {
        self.qualifies_from.unwrap_or(self.fit.tiers.len().saturating_sub(2))
    }
}
