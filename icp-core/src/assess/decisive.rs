//! The part of a criterion's rule that gave the rating: a condition, a band, an entry of a table. The texts are made once a model;
//! which of them it is follows from the outcome that `eval` has found.

use std::borrow::Cow;

use crate::describe::{condition_without_subject, table_value};
use crate::eval::{find, number_cell};
use crate::model::{Combine, Condition, Criterion, Definition, Rule, Unit};
use crate::plan::{Binning, CriterionPlan, Outcome, Plan, RulePlan, SlotId, State, cell, found, run};
use crate::source::Path;
use crate::value::{Micro, Truth, parse_number};

/// The part of a rule that gave the rating.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let decisive = answer.data().icps[0].fit.criteria[0].decisive.as_ref().ok_or("a band")?;
/// assert_eq!((&*decisive.at, &*decisive.words), ("bands[0]", "20 to 200"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decisive<'a> {
    /// Its place below the criterion, as the paths of errors write it: `fit`, `misfit`, `bands[1]`, `table.ratings.SaaS`,
    /// `otherwise`.
    pub at: Cow<'a, str>,
    /// Its condition or its value in words, without the attribute's name where one attribute is meant.
    pub words: Cow<'a, str>,
}

impl Decisive<'_> {
    /// The same, borrowing its texts.
    pub(super) fn borrowed(&self) -> Decisive<'_> {
        Decisive { at: Cow::Borrowed(&self.at), words: Cow::Borrowed(&self.words) }
    }
}

/// The parts of a criterion's rule, of which one alone may give the rating. The texts are made once a model.
#[derive(Debug)]
pub(super) enum DecisiveParts {
    /// A rule whose rating never comes from one part: a curve, a sum.
    None,
    /// Conditions in the order in which the plan goes through them, and what holds where none of them does.
    Branches(Box<[Decisive<'static>]>, Option<Decisive<'static>>),
    /// The entries of a table by the cell of a slot, and what any other value is.
    Cells(SlotId, Box<[(usize, Decisive<'static>)]>, Decisive<'static>),
    /// The entries of a table of a set with their amounts, and what counts where none of them is there.
    Items(Box<[(Micro, Decisive<'static>)]>, Decisive<'static>),
}

impl DecisiveParts {
    pub(super) fn new(
        definition: &Definition,
        plan: &Plan,
        criterion: &Criterion,
        compiled: &CriterionPlan,
    ) -> Self {
        let root = Path::root();
        let condition =
            |at: Path, when: &Condition| decisive(&at, condition_without_subject(definition, when));
        match &criterion.rule {
            Rule::Fit { fit, misfit, .. } => {
                let misfit = misfit.iter().map(|misfit| condition(root.key("misfit"), misfit));
                Self::Branches(misfit.chain([condition(root.key("fit"), fit)]).collect(), None)
            }
            Rule::Bands { bands, .. } => {
                let bands = bands.iter().enumerate();
                let bands = bands.map(|(at, band)| condition(root.key("bands").index(at), &band.when));
                Self::Branches(bands.collect(), Some(otherwise(&root)))
            }
            Rule::Table { attribute, ratings, combine: Combine::Best, .. } => {
                let table = root.key("table");
                let amounts = table.key(if criterion.unit == Unit::Points { "points" } else { "ratings" });
                let entry =
                    |value: &str| decisive(&amounts.key(value), table_value(definition, *attribute, value));
                match &compiled.reading.rule {
                    RulePlan::ByCell { slot, .. } => {
                        let cells = ratings.iter().filter_map(|(value, _)| {
                            Some((cell_of(plan, *attribute, *slot, value)? as usize, entry(value)))
                        });
                        Self::Cells(*slot, cells.collect(), otherwise(&table))
                    }
                    _ => {
                        let items = ratings.iter().map(|(value, amount)| (*amount, entry(value)));
                        Self::Items(items.collect(), otherwise(&table))
                    }
                }
            }
            Rule::Table { combine: Combine::Sum { .. }, .. }
            | Rule::Curve { .. }
            | Rule::Linear { .. }
            | Rule::PerMatch { .. }
            | Rule::Decay { .. } => Self::None,
        }
    }

    /// The one that has given the rating of an account; `None` while it is unknown, where it does not apply, and where the numbers
    /// of an interval have the rating from several.
    pub(super) fn decisive(
        &self,
        plan: &CriterionPlan,
        outcome: &Outcome,
        cells: &[u32],
    ) -> Option<&Decisive<'static>> {
        match outcome.state {
            State::Unknown | State::Valued | State::NotApplicable => return None,
            State::Fit | State::Partial | State::None | State::Misfit => {}
        }
        match self {
            Self::None => None,
            Self::Branches(branches, last) => match (outcome.band as usize).checked_sub(1) {
                Some(band) => branches.get(band),
                None => {
                    let mut checks = plan.reading.rule.branches()?.iter();
                    last.as_ref().filter(|_| checks.all(|(check, _)| check.truth(cells) == Truth::False))
                }
            },
            Self::Cells(slot, entries, otherwise) => {
                let RulePlan::ByCell { points, .. } = &plan.reading.rule else { return None };
                let cell = cell(cells, *slot);
                match run::cells(points.len() as u32, cell as u32) {
                    None => {
                        let entry = entries.iter().find(|(of, _)| *of == cell);
                        Some(entry.map_or(otherwise, |(_, entry)| entry))
                    }
                    Some(mut run) => {
                        let is_listed = |cell: u32| entries.iter().any(|(of, _)| *of == cell as usize);
                        (!run.any(is_listed)).then_some(otherwise)
                    }
                }
            }
            Self::Items(entries, otherwise) => {
                let there = found(plan.reading.rule.listed()?, cells)?;
                let best = there.into_iter().filter_map(|at| entries.get(at));
                // The first of those that give the most.
                let best = best.reduce(|best, one| if one.0 > best.0 { one } else { best });
                Some(best.map_or(otherwise, |(_, entry)| entry))
            }
        }
    }
}

fn decisive(at: &Path, words: String) -> Decisive<'static> {
    Decisive { at: at.to_string().into(), words: words.into() }
}

fn otherwise(below: &Path) -> Decisive<'static> {
    decisive(&below.key("otherwise"), "anything else".to_owned())
}

/// The cell of a value that a table lists.
fn cell_of(plan: &Plan, attribute: usize, slot: SlotId, value: &str) -> Option<u32> {
    let binnings = &plan.inputs.get(attribute)?.binnings;
    match binnings.iter().find(|binning| binning.first_slot() == slot)? {
        Binning::Values(_, lookup) => find(lookup, value, &mut String::new()),
        Binning::Number(_, cuts) => Some(number_cell(cuts, parse_number(value).ok()?)),
        Binning::Bool(_) => Some(if value == "true" { 2 } else { 1 }),
        Binning::Presence(_)
        | Binning::Date(..)
        | Binning::Recent { .. }
        | Binning::Hosts(..)
        | Binning::Phrases(..)
        | Binning::Length(..)
        | Binning::Items { .. }
        | Binning::Size(..) => None,
    }
}

#[cfg(test)]
mod tests;
