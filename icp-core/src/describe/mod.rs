//! Conditions, rules and whole models in words, for people who never read the document. It reads the definition, takes
//! amounts from the plan, and decides nothing; the words say what is evaluated, edges included.

mod amount;
mod cells;
mod condition;
mod number;
mod page;
mod rule;
#[cfg(test)]
mod tests;
mod value;

pub(crate) use cells::{CellNames, CellWords, Combination, aged, from_before, range};
pub(crate) use number::grouped;
pub(crate) use page::page;
pub(crate) use value::{Joint, list, phrase, value};

use crate::model::{Condition, Criterion, Definition, Exclusion};
use crate::page::Sentence;

/// The rule of a criterion in words, and the same with its long lists cut (`None` where it has no long list). The attribute is
/// named only where the rule reads more than one.
pub(crate) fn rule_words(definition: &Definition, criterion: &Criterion) -> (String, Option<String>) {
    let words = rule::words(definition, criterion, false);
    (plain(&words), words.brief())
}

/// A condition in words, without its subject where there is one attribute alone.
pub(crate) fn condition_without_subject(definition: &Definition, condition: &Condition) -> String {
    plain(&condition::wanted(definition, condition))
}

/// A value that a table on an attribute lists, in words.
pub(crate) fn table_value(definition: &Definition, attribute: usize, value: &str) -> String {
    plain(&rule::entry(definition.attributes.get(attribute).map(|found| found.kind), value))
}

impl Definition {
    /// A condition in words: each attribute by its title, numbers with their unit.
    ///
    /// The words are exact: `at least` includes the bound, `more than` does not. Use them where a person has to agree to a
    /// rule. Texts of the document are cut at 200 characters.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let definition = model.definition();
    /// let tiny = &definition.exclusions[0];
    /// assert_eq!(definition.in_words(&tiny.when), "Employees is less than 5");
    /// assert_eq!(definition.in_words(tiny.unless.as_ref().unwrap()), "country is US");
    /// ```
    pub fn in_words(&self, condition: &Condition) -> String {
        plain(&condition::whole(self, condition))
    }

    /// The rule of a criterion in words, with its attribute, and what it gives; `applies_when` stands behind it.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let definition = model.definition();
    /// let words = definition.rule_in_words(&definition.icps[0].fit.criteria[0]);
    /// assert!(words.starts_with("Employees"), "{words}");
    /// ```
    pub fn rule_in_words(&self, criterion: &Criterion) -> String {
        plain(&rule::words(self, criterion, true))
    }
}

/// When an exclusion holds, in words.
pub(crate) fn exclusion(definition: &Definition, exclusion: &Exclusion) -> String {
    let when = condition::whole(definition, &exclusion.when);
    plain(&match &exclusion.unless {
        None => when,
        Some(unless) => when.ours("; but not where ").then(condition::whole(definition, unless)),
    })
}

/// A sentence as plain text.
pub(crate) fn plain(sentence: &Sentence) -> String {
    sentence.render(str::to_owned, str::to_owned)
}
