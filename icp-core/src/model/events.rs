//! Events in tests and rules: which of them are named, how often one counts on a day, and how it fades.

use super::Items;
use crate::value::{Micro, Span};

/// `happened`: the sum of the counts of events up to the as-of date.
///
/// ```
/// use icp_core::model::{Condition, Definition, EventNames, Test};
/// let definition = Definition::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"visits": {"type": "events"}},
///     "icps": [{"id": "all", "fit": {"tiers": [{"id": "A"}], "criteria": [
///         {"id": "keen", "fit": {"visits": {"happened": {"event": "demo", "within_last": "90 days"}}}}]}}]}"#)?;
/// let icp_core::model::Rule::Fit { fit, .. } = &definition.icps[0].fit.criteria[0].rule else { panic!("a fit") };
/// let Condition::Test { test: Test::Happened(demo), .. } = fit else { panic!("happened") };
/// assert_eq!(demo.events, EventNames::One("demo".into()));
/// assert_eq!(demo.within_last.map(|span| span.to_string()).as_deref(), Some("90 days"));
/// assert_eq!((demo.at_least, demo.at_most), (Some(1.0), None));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Happened {
    /// Which events are counted.
    pub events: EventNames,
    /// How many different events must have a sum of 1 or more; only with [`EventNames::AnyOf`].
    pub distinct_at_least: Option<usize>,
    /// Only events so recent.
    pub within_last: Option<Span>,
    /// Smallest sum; 1 when neither bound nor `distinct_at_least` was given.
    pub at_least: Option<f64>,
    /// Largest sum.
    pub at_most: Option<f64>,
    /// In which time an event counts once at most.
    pub once_per: Option<OncePer>,
}

/// The events that `happened` counts.
///
/// ```
/// use icp_core::model::EventNames;
/// assert_ne!(EventNames::One("demo".into()), EventNames::Any);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum EventNames {
    /// `event`: one, as written.
    One(Box<str>),
    /// `any_of`: each of several.
    AnyOf(Items<Box<str>>),
    /// `any: true`: whatever happened, also what the model never names.
    Any,
}

/// `count(..)` in a formula: the sum of the counts of events up to the as-of date.
///
/// ```
/// use icp_core::model::{Definition, Formula};
/// let definition = Definition::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"visits": {"type": "events"},
///     "demos": {"formula": "count(visits, demo, 90 days)"}},
///     "icps": [{"id": "all", "fit": {"tiers": [{"id": "A"}], "criteria": [{"id": "keen", "fit": {"demos": {"gte": 2}}}]}}]}"#)?;
/// let Some((_, Formula::Count(count))) = &definition.attributes[1].formula else { panic!("a count") };
/// assert_eq!((count.attribute, &*count.events, count.once_per), (0, &["demo".into()][..], None));
/// assert_eq!(count.within_last.map(|span| span.to_string()).as_deref(), Some("90 days"));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EventCount {
    /// The attribute, by index: events.
    pub attribute: usize,
    /// The names of the events that are counted, as written; none for whatever happened.
    pub events: Vec<Box<str>>,
    /// Only events so recent.
    pub within_last: Option<Span>,
    /// In which time an event counts once at most.
    pub once_per: Option<OncePer>,
}

/// In which time an event counts once at most, however often it happened.
///
/// ```
/// use icp_core::model::OncePer;
/// assert_eq!(OncePer::Day.as_str(), "day");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OncePer {
    /// On one day.
    Day,
}

impl OncePer {
    pub(crate) const WORDS: [&str; 1] = ["day"];

    /// Its word in a document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
        }
    }
}

/// One event of a `decay`.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::Rule;
/// let Rule::Decay { ratings, .. } = &model.definition().icps[0].intent.as_ref().unwrap().criteria[0].rule else { panic!("decay") };
/// assert_eq!((ratings[0].fading, ratings[0].rating.to_f64() > 0.0), (None, true));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DecayEvent {
    /// Its name, as written; blank for the entry of all events that are not named (`rating_each`, `points_each`), which is the last.
    pub event: Box<str>,
    /// The rating or the points that it gives when it is fresh.
    pub rating: Micro,
    /// How it fades, where it does not fade as the rule says.
    pub fading: Option<Fading>,
    /// The largest magnitude of what all happenings of it give together, if written.
    pub max: Option<Micro>,
}

impl DecayEvent {
    /// Whether it stands for all events that are not named.
    pub(crate) fn is_any_other(&self) -> bool {
        self.event.is_empty()
    }
}

/// How an event fades with its age; spans are in days or weeks.
///
/// Choose a half-life where an old event should always count a little, a line where it should be forgotten on a day, and a
/// flat window where it should count in full until that day.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::{Fading, Rule};
/// use icp_core::value::Span;
/// let Rule::Decay { fading, .. } = &model.definition().icps[0].intent.as_ref().unwrap().criteria[0].rule else { panic!("decay") };
/// assert_eq!(*fading, Some(Fading::HalfLife(Span::parse("30 days").unwrap())));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Fading {
    /// Halves in each span.
    HalfLife(Span),
    /// Falls on a straight line to nothing.
    LinearOver(Span),
    /// Counts in full up to and including this age, and then not at all.
    For(Span),
}

impl Fading {
    /// Its key in a document, and the span there.
    pub(crate) const fn written(self) -> (&'static str, Span) {
        match self {
            Self::HalfLife(span) => ("half_life", span),
            Self::LinearOver(span) => ("linear_over", span),
            Self::For(span) => ("for", span),
        }
    }
}
