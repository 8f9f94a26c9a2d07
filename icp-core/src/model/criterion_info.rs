//! The criteria of a model one after the other, for programs that go through them.

use super::{Condition, Criterion, Definition, Happened, Scorecard, Test};

/// A criterion of a scorecard, with the attributes that it reads.
///
/// [`Model::criterion_infos`](crate::Model::criterion_infos) gives them.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let market = &model.criterion_infos()[1];
/// assert_eq!((&*market.id, market.name.as_deref(), market.rule), ("market", Some("Home market"), "fit"));
/// assert_eq!((market.dimension.as_deref(), market.weight, market.required), (Some("firm"), 2.0, false));
/// assert_eq!(market.attributes, ["country"]);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CriterionInfo {
    /// The id of its icp.
    pub icp: String,
    /// Which scorecard it is of: `fit` or `intent`.
    pub scorecard: &'static str,
    /// Its id.
    pub id: String,
    /// A name for people.
    pub name: Option<String>,
    /// The id of its dimension.
    pub dimension: Option<String>,
    /// Its weight: as written, or the largest magnitude of its points.
    pub weight: f64,
    /// Whether an account must meet it to qualify.
    pub required: bool,
    /// The key of its rule: `fit`, `bands` ..
    pub rule: &'static str,
    /// The attributes that its rule and its `applies_when` name, in the order of the model.
    pub attributes: Vec<String>,
}

impl Definition {
    /// Every criterion of every icp that is in use, in the order of the document.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let ids: Vec<_> = model.definition().criterion_infos().into_iter().map(|one| one.id).collect();
    /// assert_eq!(ids, ["size", "market", "crm", "demo"]);
    /// ```
    pub fn criterion_infos(&self) -> Vec<CriterionInfo> {
        let mut all = Vec::new();
        for (_, icp) in self.scored_icps() {
            let cards =
                std::iter::once(("fit", &icp.fit)).chain(icp.intent.iter().map(|card| ("intent", card)));
            for (scorecard, card) in cards {
                all.extend(
                    card.criteria.iter().map(|one| self.criterion_info(&icp.id, scorecard, card, one)),
                );
            }
        }
        all
    }

    fn criterion_info(
        &self,
        icp: &str,
        scorecard: &'static str,
        card: &Scorecard,
        criterion: &Criterion,
    ) -> CriterionInfo {
        let read = criterion.reads();
        let named = read.iter().filter_map(|at| self.attributes.get(*at));
        let dimension = criterion.dimension.and_then(|at| card.dimensions.get(at));
        CriterionInfo {
            icp: icp.to_owned(),
            scorecard,
            id: criterion.id.to_string(),
            name: criterion.name.as_deref().map(str::to_owned),
            dimension: dimension.map(|dimension| dimension.id.to_string()),
            weight: criterion.weight.to_f64(),
            required: criterion.required,
            rule: criterion.rule.kind().as_str(),
            attributes: named.map(|attribute| attribute.name.to_string()).collect(),
        }
    }
}

impl Criterion {
    /// The attributes that its rule and its `applies_when` name, each once, in the order of the model.
    pub(crate) fn reads(&self) -> Vec<usize> {
        let mut read: Vec<usize> = self.rule.attribute().into_iter().collect();
        self.rule.conditions().chain(&self.applies_when).for_each(|condition| condition.reads(&mut read));
        read
    }
}

impl Condition {
    /// Adds the attributes that it names to a sorted list without duplicates.
    pub(crate) fn reads(&self, read: &mut Vec<usize>) {
        let mut add = |attribute: usize| {
            if let Err(at) = read.binary_search(&attribute) {
                read.insert(at, attribute);
            }
        };
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast { of: parts, .. } => {
                parts.iter().for_each(|part| part.reads(read));
            }
            Self::Not(inner) => inner.reads(read),
            Self::Named { condition, .. } => condition.reads(read),
            Self::Result(_) => (),
            Self::Test { attribute, test } => {
                add(*attribute);
                if let Test::Compare { other, .. } = test {
                    add(*other);
                }
            }
        }
    }

    /// Calls a function with each test of events that it has, and the attribute.
    pub(crate) fn each_happened<'c>(&'c self, take: &mut dyn FnMut(usize, &'c Happened)) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast { of: parts, .. } => {
                parts.iter().for_each(|part| part.each_happened(take));
            }
            Self::Not(inner) => inner.each_happened(take),
            Self::Named { condition, .. } => condition.each_happened(take),
            Self::Result(_) => (),
            Self::Test { attribute, test } => {
                if let Test::Happened(happened) = test {
                    take(*attribute, happened);
                }
            }
        }
    }
}
