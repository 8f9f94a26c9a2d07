//! The criteria of a model one after the other, for programs that go through them.

use super::{Condition, Criterion, Definition, Scorecard};

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
        let mut read: Vec<usize> = criterion.rule.attribute().into_iter().collect();
        for condition in criterion.rule.conditions().chain(&criterion.applies_when) {
            attributes(condition, &mut read);
        }
        let named = self.attributes.iter().enumerate().filter(|(at, _)| read.contains(at));
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
            attributes: named.map(|(_, attribute)| attribute.name.to_string()).collect(),
        }
    }
}

/// The attributes that a condition names.
fn attributes(condition: &Condition, read: &mut Vec<usize>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
            parts.iter().for_each(|part| attributes(part, read));
        }
        Condition::Not(inner) => attributes(inner, read),
        Condition::Named { condition, .. } => attributes(condition, read),
        Condition::Result(_) => (),
        Condition::Test { attribute, test } => {
            read.push(*attribute);
            if let super::Test::Compare { other, .. } = test {
                read.push(*other);
            }
        }
    }
}
