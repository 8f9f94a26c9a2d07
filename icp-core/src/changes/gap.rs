//! Reasons for which a set of changes may be left out. The search notes them for the choices of attributes that it tried in vain.

use super::items::EVERY_CHOICE;
use super::state::Search;
use super::texts::EVERY_PHRASE;
use crate::value::AttributeType;

/// Why not every set of changes was searched for.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::changes::{Gap, Goal};
/// assert_eq!(Gap::DependentNumbers.as_str(), "dependent_numbers");
/// assert!(model.changes(&account, today, &Goal::tier("A"))?.gaps.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Gap {
    /// There was too much to try: the search ended after 150,000 scores.
    Work,
    /// Two numbers of a formula of which one is in another formula or curve too: values inside of the cells of both may do it.
    DependentNumbers,
    /// A text that fits a pattern is found only where the model has one.
    Pattern,
    /// Of more than eight items or five phrases not every choice was tried.
    ManyNames,
}

impl Gap {
    /// The code, as JSON has it.
    ///
    /// ```
    /// use icp_core::changes::Gap;
    /// assert_eq!(Gap::Work.as_str(), "work");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::DependentNumbers => "dependent_numbers",
            Self::Pattern => "pattern",
            Self::ManyNames => "many_names",
        }
    }
}

impl Search<'_> {
    /// Notes why values of some attributes may reach the goal, though none of those that were tried does.
    pub(super) fn tried_in_vain(&mut self, choice: &[usize]) {
        for (place, at) in choice.iter().enumerate() {
            let mut more = choice.iter().skip(place + 1);
            if more.any(|other| self.relations.are_tied(*at, *other)) {
                self.note(Gap::DependentNumbers);
            }
            let kind = self.definition.attributes.get(*at).map(|attribute| attribute.kind);
            let Some(named) = self.named.get(*at) else { continue };
            let has_pattern = !named.patterns.is_empty();
            let phrases: usize = named.phrases.iter().map(Vec::len).sum();
            let items = if kind == Some(AttributeType::Set) { named.values.len() } else { 0 };
            if has_pattern {
                self.note(Gap::Pattern);
            }
            if phrases > EVERY_PHRASE || items > EVERY_CHOICE {
                self.note(Gap::ManyNames);
            }
        }
    }

    pub(super) fn note(&mut self, gap: Gap) {
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }
}
