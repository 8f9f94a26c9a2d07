//! The lines of a scorecard: weights and rules, written out or taken from the shared ones.

use std::borrow::Cow;

use super::named::named;
use super::{Combine, Condition, DecayEvent, Fading, Find, Items, OncePer, PerMatch, Use};
use crate::value::{Axis, Micro};

/// One line of a scorecard: a weight, and a rule that gives a rating.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::RuleKind;
/// let size = &model.definition().icps[0].fit.criteria[0];
/// assert_eq!((size.label(), size.weight.to_f64(), size.required), ("size", 3.0, true));
/// assert_eq!((size.rule.kind(), size.dimension), (RuleKind::Bands, Some(0)));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Criterion {
    /// Its id, unique in the scorecard.
    pub id: Box<str>,
    /// A name for people.
    pub name: Option<Box<str>>,
    /// A note for people.
    pub description: Option<Box<str>>,
    /// The dimension, by index.
    pub dimension: Option<usize>,
    /// The weight: written for a rule in ratings, the largest absolute points for a rule in points.
    pub weight: Micro,
    /// Whether the numbers of the rule are ratings or points.
    pub unit: Unit,
    /// Whether an account must meet it to qualify.
    pub required: bool,
    /// When it applies at all.
    pub applies_when: Option<Condition>,
    /// The rule while it is unknown; that of the scorecard if not given.
    pub if_unknown: Option<IfUnknown>,
    /// The amount that its points are compared with for reason codes, in the unit of the rule.
    pub baseline: Option<Micro>,
    /// Its reason code; its id if not given.
    pub reason_code: Option<Box<str>>,
    /// The text of its reason code, for people.
    pub reason: Option<Box<str>>,
    /// The rule.
    pub rule: Rule,
    /// The shared criterion that it was taken from, with its overrides.
    pub uses: Option<Use>,
}

impl Criterion {
    /// The name for people: the name, else the id.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let labels: Vec<_> = model.definition().icps[0].fit.criteria.iter().map(|one| one.label()).collect();
    /// assert_eq!(labels, ["Size", "home"]);
    /// ```
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// A criterion that scorecards take by `use`.
///
/// A scorecard that takes it has a copy, with its overrides: [`Criterion::uses`].
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// // "criteria": {"market": {"name": "Home market", "fit": {"country": {"in": "$home"}}}}
/// let shared = &model.definition().criteria[0];
/// assert_eq!((&*shared.criterion.id, shared.criterion.label(), &shared.dimension), ("market", "Home market", &None));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SharedCriterion {
    /// The criterion; its id is the name, and its dimension is left open.
    pub criterion: Criterion,
    /// The id of the dimension that it belongs to unless a use says otherwise.
    pub dimension: Option<Box<str>>,
}

/// The unit of the numbers of a rule.
///
/// A document says which by the key: `ratings` or `points`.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::Unit;
/// let icp = &model.definition().icps[0];
/// assert_eq!(icp.fit.criteria[0].unit, Unit::Rating);
/// // "points": {"demo": 15}
/// assert_eq!(icp.intent.as_ref().unwrap().criteria[0].unit, Unit::Points);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// Ratings from -1 to 1, times the weight.
    Rating,
    /// Points, added as written.
    Points,
}

/// The rule for an unknown criterion.
///
/// Choose `Skip` where a missing fact should not lower the score, `Zero` where it should count as unproven, and `Least` where
/// the score must never promise more than is certain.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::IfUnknown;
/// let fit = &model.definition().icps[0].fit;
/// assert_eq!((fit.criteria[2].if_unknown, fit.if_unknown), (Some(IfUnknown::Skip), None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum IfUnknown {
    /// It counts nothing, and its weight stays in the sum.
    Zero,
    /// It counts nothing, and its weight leaves the sum.
    Skip,
    /// It counts the least of its open branches.
    Least,
    /// It counts this number: in the rule's unit on a criterion, a rating on a scorecard.
    Value(Micro),
}

impl IfUnknown {
    /// Those that are words, in the order in which messages list them.
    pub(crate) const PLAIN: [Self; 3] = [Self::Zero, Self::Skip, Self::Least];

    /// The word in a document, where it is no number.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Self::Zero => Some("zero"),
            Self::Skip => Some("skip"),
            Self::Least => Some("least"),
            Self::Value(_) => None,
        }
    }
}

named! {
    /// The kinds of rules, by the key under which a criterion has its rule.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// use icp_core::model::RuleKind;
    /// let kinds: Vec<_> = model.definition().icps[0].fit.criteria.iter().map(|one| one.rule.kind()).collect();
    /// assert_eq!(kinds, [RuleKind::Bands, RuleKind::Fit, RuleKind::PerMatch]);
    /// ```
    RuleKind {
        /// `fit`, with `misfit` and `penalty`.
        Fit = "fit",
        /// The first band that holds.
        Bands = "bands",
        /// A rating for each value.
        Table = "table",
        /// Straight lines between points.
        Curve = "curve",
        /// A number that is a rating already.
        Linear = "linear",
        /// An amount for each listed item that is there.
        PerMatch = "per_match",
        /// Events that fade.
        Decay = "decay",
    }
}

/// How a criterion gives its rating (or points).
///
/// [`Rule::kind`] names the kind; match on the rule itself for its numbers.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::Rule;
/// use icp_core::model::PerMatch;
/// // "per_match": {"attribute": "tools", "of": ["HubSpot", "Stripe"], "rating_each": 0.5}
/// let Rule::PerMatch { matches, .. } = &model.definition().icps[0].fit.criteria[2].rule else { panic!("per match") };
/// let PerMatch::Each { of, each, max } = matches else { panic!("the same for each") };
/// assert_eq!((of.items.len(), each.to_f64(), *max), (2, 0.5, None));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Rule {
    /// `fit`, `misfit`, `penalty`.
    Fit {
        /// The condition of a fit.
        fit: Condition,
        /// The condition of a misfit; looked at first.
        misfit: Option<Condition>,
        /// Rating 1, or the points, for a fit.
        gain: Micro,
        /// Taken away by a misfit; not negative.
        penalty: Micro,
    },
    /// `bands`: the first that holds.
    Bands {
        /// The bands, in order.
        bands: Vec<Band>,
        /// Given when none holds.
        otherwise: Micro,
    },
    /// `table`: by value.
    Table {
        /// The attribute, by index: text, set, bool or number.
        attribute: usize,
        /// Values, as written, with what each gives.
        ratings: Vec<(Box<str>, Micro)>,
        /// Given for any other value.
        otherwise: Micro,
        /// Of a set with several listed items, which count.
        combine: Combine,
    },
    /// `curve`: straight lines between points.
    Curve {
        /// The attribute, by index: a number.
        attribute: usize,
        /// On which axis the lines are straight.
        axis: Axis,
        /// At least two points (x, rating), x strictly rising.
        ratings: Vec<(f64, Micro)>,
    },
    /// `linear`: a number that is a rating already.
    Linear {
        /// The attribute, by index: a number.
        attribute: usize,
        /// The numbers that give nothing and all: its `min` and its `max`, or 0 and 1.
        ends: (f64, f64),
        /// Rating 1, or the points, of the second.
        gain: Micro,
    },
    /// `per_match`: something for each match.
    PerMatch {
        /// The attribute, by index: text or set.
        attribute: usize,
        /// How items or phrases are looked for.
        find: Find,
        /// Items or phrases, and what they give.
        matches: PerMatch,
    },
    /// `decay`: events that fade.
    Decay {
        /// The attribute, by index: events.
        attribute: usize,
        /// Events, with what each gives when fresh.
        ratings: Vec<DecayEvent>,
        /// How events fade that do not say it themselves.
        fading: Option<Fading>,
        /// In which time an event counts once at most.
        once_per: Option<OncePer>,
        /// Age in days from which on an event no longer counts, exclusive.
        max_age: Option<crate::value::Span>,
        /// The least magnitude of an event that counts.
        floor: Micro,
        /// The largest magnitude of the sum, if written.
        max: Option<Micro>,
    },
}

impl Rule {
    /// The conditions that it is made of.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let (fit, misfit, bands) = match self {
            Self::Fit { fit, misfit, .. } => (Some(fit), misfit.as_ref(), &[][..]),
            Self::Bands { bands, .. } => (None, None, &**bands),
            Self::Table { .. }
            | Self::Curve { .. }
            | Self::Linear { .. }
            | Self::PerMatch { .. }
            | Self::Decay { .. } => (None, None, &[][..]),
        };
        fit.into_iter().chain(misfit).chain(bands.iter().map(|band| &band.when))
    }

    /// The attribute that it looks at, where it is not made of conditions.
    pub(crate) fn attribute(&self) -> Option<usize> {
        match self {
            Self::Fit { .. } | Self::Bands { .. } => None,
            Self::Table { attribute, .. }
            | Self::Curve { attribute, .. }
            | Self::Linear { attribute, .. }
            | Self::PerMatch { attribute, .. }
            | Self::Decay { attribute, .. } => Some(*attribute),
        }
    }

    /// Of which kind it is.
    pub fn kind(&self) -> RuleKind {
        match self {
            Self::Fit { .. } => RuleKind::Fit,
            Self::Bands { .. } => RuleKind::Bands,
            Self::Table { .. } => RuleKind::Table,
            Self::Curve { .. } => RuleKind::Curve,
            Self::Linear { .. } => RuleKind::Linear,
            Self::PerMatch { .. } => RuleKind::PerMatch,
            Self::Decay { .. } => RuleKind::Decay,
        }
    }

    /// One of the items that it lists, by its place, as a model writes it.
    pub(crate) fn listed(&self, at: usize) -> Option<Cow<'_, str>> {
        match self {
            Self::PerMatch { matches, .. } => matches.written(at),
            Self::Table { ratings, .. } => ratings.get(at).map(|(value, _)| Cow::Borrowed(&**value)),
            Self::Fit { .. }
            | Self::Bands { .. }
            | Self::Curve { .. }
            | Self::Linear { .. }
            | Self::Decay { .. } => None,
        }
    }

    /// The lists of texts that it looks for, written out or taken from named lists.
    pub(crate) fn texts(&self) -> Vec<&Items<Box<str>>> {
        match self {
            Self::PerMatch { matches: PerMatch::Each { of, .. } | PerMatch::Share { of, .. }, .. } => {
                vec![of]
            }
            Self::PerMatch { matches: PerMatch::Own { items, .. }, .. } => {
                items.iter().map(|item| &item.of).collect()
            }
            Self::Fit { .. }
            | Self::Bands { .. }
            | Self::Table { .. }
            | Self::Curve { .. }
            | Self::Linear { .. }
            | Self::Decay { .. } => Vec::new(),
        }
    }
}

/// One band.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::Rule;
/// // {"when": {"employees": {"between": [20, 200]}}, "rating": 1, "label": "small"}
/// let Rule::Bands { bands, otherwise } = &model.definition().icps[0].fit.criteria[0].rule else { panic!("bands") };
/// assert_eq!((bands[0].rating.to_f64(), bands[0].label.as_deref()), (1.0, Some("small")));
/// assert_eq!(otherwise.to_f64(), 0.0);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Band {
    /// When it holds.
    pub when: Condition,
    /// Its rating or points.
    pub rating: Micro,
    /// A name for people.
    pub label: Option<Box<str>>,
    /// The reason code while it holds, in place of that of the criterion.
    pub reason_code: Option<Box<str>>,
    /// The text of that code, for people.
    pub reason: Option<Box<str>>,
}
