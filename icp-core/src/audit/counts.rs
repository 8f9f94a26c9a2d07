//! The counts of a run over accounts, added up over its pieces. Filled by `engine`, account by account.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::distinct::Distinct;
use super::identity::compared;
use super::named::Vocabularies;
use super::results::Results;
use super::values::Values;
use crate::account::Record;
use crate::eval::Scratch;
use crate::intake::Intake;
use crate::plan::Plan;

/// Names of columns that are kept.
const COLUMNS: usize = 4_000;
/// Different names of accounts that are kept for each column.
const ACCOUNTS: usize = 100_000;

/// Counts of the values of accounts, and of what every rule made of them.
#[derive(Debug, Clone)]
pub(crate) struct Audit {
    pub(super) vocabularies: Arc<Vocabularies>,
    pub(super) intake: Intake,
    pub(super) values: Vec<Values>,
    /// Attributes that some account has a key or a column for.
    pub(super) present: Vec<bool>,
    /// Columns that belong to no attribute.
    pub(super) others: BTreeSet<Box<str>>,
    pub(super) results: Results,
    /// The values of the columns that tell accounts apart.
    pub(super) accounts: BTreeMap<Box<str>, Distinct>,
}

impl Audit {
    pub(crate) fn new(vocabularies: Arc<Vocabularies>, plan: &Plan, intake: Intake) -> Self {
        Self {
            values: vocabularies.attributes.iter().map(Values::new).collect(),
            present: vec![false; plan.inputs.len()],
            others: BTreeSet::new(),
            results: Results::new(plan),
            accounts: BTreeMap::new(),
            vocabularies,
            intake,
        }
    }

    /// Counts an account that was read with invalid values as missing, and just scored in the scratch.
    pub(crate) fn add(&mut self, plan: &Plan, record: &Record<'_>, scratch: &Scratch) {
        self.intake.add(record, str::to_owned);
        self.intake.judge(record, |flag| scratch.is_flagged(flag));
        for issue in record.issues() {
            if let Some(at) = plan.inputs.iter().position(|input| input.name == issue.attribute) {
                self.note_present(at);
            }
        }
        let each = self.vocabularies.attributes.iter().zip(&plan.inputs).zip(record.fields());
        for (((vocabulary, input), field), values) in each.zip(&mut self.values) {
            if vocabulary.is_read {
                values.add(vocabulary, input, field, scratch.cells());
            }
        }
        self.results.add(plan, scratch);
    }

    /// Notes that there is a column or a key of this name.
    pub(crate) fn note_column(&mut self, plan: &Plan, name: &str) {
        let found = plan.names.get(name);
        if let Some((_, at, _)) = found.value {
            self.note_present(at as usize);
        }
        // A column of objects has all that paths into it lead to.
        plan.names.below(found).for_each(|at| self.note_present(at as usize));
        if found.value.is_none() && found.node.is_none() && !self.others.contains(name) {
            self.others.insert(name.into());
            if self.others.len() > COLUMNS {
                self.others.pop_last();
            }
        }
    }

    /// Notes that an attribute has a column.
    pub(crate) fn note_present(&mut self, at: usize) {
        if let Some(present) = self.present.get_mut(at) {
            *present = true;
        }
    }

    /// Notes the name of an account, or its site, as a column has it.
    pub(crate) fn note_account(&mut self, column: &str, value: &str) {
        let key = compared(column, value);
        // Nothing is left of an address without a host.
        if key.is_empty() {
            return;
        }
        if !self.accounts.contains_key(column) {
            self.accounts.insert(column.into(), Distinct::new(ACCOUNTS));
        }
        if let Some(values) = self.accounts.get_mut(column) {
            values.add(&key, value.trim());
        }
    }

    /// How many accounts were counted.
    pub(crate) fn rows(&self) -> usize {
        self.intake.rows()
    }

    /// Adds another piece of the same run.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.intake.merge(&other.intake);
        self.values.iter_mut().zip(&other.values).for_each(|(sum, more)| sum.merge(more));
        self.present.iter_mut().zip(&other.present).for_each(|(any, more)| *any |= more);
        self.others.extend(other.others.iter().cloned());
        while self.others.len() > COLUMNS {
            self.others.pop_last();
        }
        self.results.merge(&other.results);
        for (column, values) in &other.accounts {
            let sum = self.accounts.entry(column.clone()).or_insert_with(|| Distinct::new(ACCOUNTS));
            sum.merge(values);
        }
    }
}
