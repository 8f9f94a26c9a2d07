//! From a sample to a card by codes, the same for the card that is written and for those that only judge it.

use std::collections::BTreeSet;

use crate::Size;
use crate::codes::Feature;
use crate::few::{few, lift};
use crate::fit::{Chosen, Fitted};
use crate::gain::Gained;
use crate::pairs::{PairCodes, add_pairs, extended};
use crate::points::{CodedCard, in_points};
use crate::sample::Sample;
use crate::select::{Choice, Problem};
use crate::settings::Against;

/// A card and the way to it.
pub(crate) struct Made {
    pub(crate) choice: Choice,
    /// Their codes come after those of the features.
    pub(crate) pairs: Vec<PairCodes>,
    pub(crate) card: CodedCard,
}

impl Made {
    pub(crate) fn new(problem: &Problem<'_>, size: Size) -> Self {
        let alone = problem.alone();
        Self::from(problem, size, &alone)
    }

    /// Where each feature alone is known already.
    pub(crate) fn from(problem: &Problem<'_>, size: Size, alone: &[Option<Gained>]) -> Self {
        let mut choice = match (problem.settings.against, size) {
            (Against::Reference, _) => lift(problem, alone),
            (Against::Lost, Size::None) => Choice { chosen: Vec::<Chosen>::new(), fitted: Fitted::default() },
            (Against::Lost, Size::Few) => few(problem, alone),
            (Against::Lost, Size::Joint) => problem.choose(alone),
        };
        let pairs = match (problem.settings.against, size) {
            (Against::Lost, Size::Joint) => add_pairs(problem, alone, &mut choice),
            (Against::Lost, Size::None | Size::Few) | (Against::Reference, _) => Vec::new(),
        };
        let card = in_points(&choice, &extended(problem.sample, &pairs), problem.settings.points);
        Self { choice, pairs, card }
    }

    /// The score of each row of a sample with the same features.
    pub(crate) fn scores(&self, sample: &Sample) -> Vec<i64> {
        if self.pairs.is_empty() {
            self.card.scores(sample)
        } else {
            self.card.scores(&extended(sample, &self.pairs))
        }
    }

    /// The columns of the card.
    pub(crate) fn columns(&self, features: &[Feature]) -> BTreeSet<usize> {
        let feature = |feature: usize| features.get(feature).map(|feature| feature.subject.column);
        self.card.criteria.iter().filter_map(|criterion| feature(criterion.feature)).collect()
    }
}
