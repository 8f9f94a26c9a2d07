//! The listed items of a rule that gives something for each: of `per_match`, and of a `table` on a set.

use std::borrow::Cow;

use super::Items;
use crate::value::Micro;

/// How a rule looks for what it lists: whole, or as a piece.
///
/// ```
/// use icp_core::model::{Definition, Find, Rule};
/// let definition = Definition::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"about": {"type": "text"}},
///     "icps": [{"id": "all", "fit": {"tiers": [{"id": "A"}], "criteria": [
///         {"id": "words", "per_match": {"attribute": "about", "find": "contains", "of": ["analytic"], "rating_each": 1}}]}}]}"#)?;
/// let Rule::PerMatch { find, .. } = &definition.icps[0].fit.criteria[0].rule else { panic!("per match") };
/// assert_eq!(*find, Find::Contains);
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Find {
    /// A phrase as whole words of a text, as `mentions` finds it; an item of a set by its value, as `has` does.
    #[default]
    Whole,
    /// `contains`: a piece of a text, or of an item of a set.
    Contains,
}

impl Find {
    /// The word of [`Find::Contains`] in a document; the other has none.
    pub(crate) const CONTAINS: &str = "contains";
}

/// Items of a set or phrases of a text, and what those give that are there.
///
/// Choose `Each` where all are worth the same, `Own` where some are worth more, and `Share` where the part of a list counts.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::{PerMatch, Rule};
/// let Rule::PerMatch { matches, .. } = &model.definition().icps[0].fit.criteria[2].rule else { panic!("per match") };
/// let PerMatch::Each { of, .. } = matches else { panic!("the same for each") };
/// assert_eq!(&*of.items[1], "Stripe");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PerMatch {
    /// `rating_each`, `points_each`: the same for each.
    Each {
        /// Items or phrases.
        of: Items<Box<str>>,
        /// Given for each.
        each: Micro,
        /// The largest magnitude of the sum, if written.
        max: Option<Micro>,
    },
    /// `ratings`, `points`: for each its own.
    Own {
        /// Items or phrases, with what each gives.
        items: Vec<MatchItem>,
        /// The largest magnitude of the sum, if written.
        max: Option<Micro>,
    },
    /// `full_at`: the rating is how many are there, as a part of how many are wanted.
    Share {
        /// Items or phrases.
        of: Items<Box<str>>,
        /// How many are wanted: from 1 to their number.
        full_at: usize,
        /// Whether it is written as `all`.
        all: bool,
    },
}

/// An item or a phrase with what it gives.
///
/// ```
/// use icp_core::Model;
/// use icp_core::model::{PerMatch, Rule};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo", "attributes": {"about": {"type": "text"}},
///     "lists": {"video": ["clips", "film"]},
///     "icps": [{"id": "studios", "fit": {
///         "criteria": [{"id": "words", "per_match": {"attribute": "about", "points": {"$video": 7, "pharma": -10}}}],
///         "scale": {"points": {"base": 0}}, "tiers": [{"id": "A", "from": 5}, {"id": "B"}]}}]}"#)?;
/// let Rule::PerMatch { matches: PerMatch::Own { items, .. }, .. } =
///     &model.definition().icps[0].fit.criteria[0].rule else { panic!("own amounts") };
/// assert_eq!((items[0].of.list.as_deref(), items[0].of.items.len(), items[0].gives.to_f64()), (Some("video"), 2, 7.0));
/// assert_eq!((&*items[1].of.items[0], items[1].gives.to_f64()), ("pharma", -10.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MatchItem {
    /// The item; or a named list, of which one entry or more must be there.
    pub of: Items<Box<str>>,
    /// Given if it is there.
    pub gives: Micro,
}

/// Which of several listed items of a set count.
///
/// ```
/// use icp_core::model::Combine;
/// assert_ne!(Combine::Best, Combine::Sum { max: None });
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Combine {
    /// The best of them.
    Best,
    /// All of them, added.
    Sum {
        /// The largest magnitude of the sum, if written.
        max: Option<Micro>,
    },
}

impl PerMatch {
    /// The items in order: the texts of which one must be there.
    pub(crate) fn items(&self) -> Vec<&[Box<str>]> {
        match self {
            Self::Each { of, .. } | Self::Share { of, .. } => of.items.chunks(1).collect(),
            Self::Own { items, .. } => items.iter().map(|item| &*item.of.items).collect(),
        }
    }

    /// One of the items by its place, as a model writes it.
    pub(crate) fn written(&self, at: usize) -> Option<Cow<'_, str>> {
        match self {
            Self::Each { of, .. } | Self::Share { of, .. } => {
                of.items.get(at).map(|text| Cow::Borrowed(&**text))
            }
            Self::Own { items, .. } => items.get(at).map(MatchItem::written),
        }
    }
}

impl MatchItem {
    /// Its key in a model.
    pub(crate) fn written(&self) -> Cow<'_, str> {
        match &self.of.list {
            Some(name) => Cow::Owned(format!("${name}")),
            None => Cow::Borrowed(self.of.items.first().map_or("", |text| text)),
        }
    }
}

/// Amounts of which any may come together: the sum of those below zero, and of those above, in millionths.
pub(crate) fn sums(amounts: impl IntoIterator<Item = Micro>) -> (i64, i64) {
    amounts.into_iter().map(Micro::millionths).fold((0, 0), |(low, high): (i64, i64), amount| {
        (low.saturating_add(amount.min(0)), high.saturating_add(amount.max(0)))
    })
}
