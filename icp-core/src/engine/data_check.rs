//! A model checked together with accounts: reads and scores each of them, has `audit` count it, and gives the findings.

use std::sync::Arc;

use super::Model;
use crate::account::{Account, AccountValue, OnInvalid};
use crate::analyze::Finding;
use crate::audit::{self, Audit, Vocabularies, is_identity};
use crate::batch::{BatchOptions, each_record};
use crate::column::{Column, Columns};
use crate::error::{AccountError, BatchError};
use crate::eval::{self, Scratch};
use crate::intake::Intake;
use crate::value::{Date, float_text};

/// Findings about a model and accounts together: values that a rule names and no account has, values that no rule names,
/// placeholders that count as known, columns that are empty or constant, criteria that give everybody the same, tiers that
/// stay empty, accounts that are there twice.
///
/// Accounts come one by one or in tables; what is kept does not grow with them. Invalid values count as missing and are
/// among the findings. Pieces of one run may be counted apart and merged: the findings are the same, wherever it is cut and
/// in whichever order its accounts come. [`FindingKind::of_data`](crate::findings::FindingKind::of_data) lists the kinds;
/// [`Model::findings`] looks at the model alone.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"product": {"type": "text"}},
///     "icps": [{"id": "all", "fit": {
///         "criteria": [{"id": "line", "fit": {"product": {"in": ["GTX Pro", "GTX Basic"]}}}],
///         "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#)?;
/// let mut check = model.data_check(Date::new(2026, 11, 21).unwrap());
/// for product in ["GTXPro", "GTX Basic", "GTXPro"] {
///     check.add(&Account::new().with("product", product))?;
/// }
/// let findings = check.findings();
/// assert_eq!((findings.len(), findings[0].code()), (1, "near_value"));
/// assert_eq!(findings[0].message(), "attribute `product`: `GTX Pro` is in none of 3 accounts, `GTXPro` in 2");
/// assert_eq!(findings[0].path().to_string(), "icps[0].fit.criteria[0].fit");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct DataCheck {
    model: Model,
    as_of: Date,
    audit: Audit,
    scratch: Scratch,
    /// Columns that tell accounts apart beside the usual ones.
    identities: Vec<Box<str>>,
}

impl Model {
    /// A check of this model with accounts, as of a day; no account is in it yet.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let mut check = model.data_check(today);
    /// check.add(&account)?;
    /// assert_eq!(check.rows(), 1);
    /// // The account has no key for the country.
    /// assert_eq!(check.findings()[0].code(), "column_absent");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn data_check(&self, as_of: Date) -> DataCheck {
        let plan = &self.inner.plan;
        let vocabularies = Arc::new(Vocabularies::new(&self.inner.definition, plan));
        let audit = Audit::new(vocabularies, plan, Intake::new(Arc::clone(self.watch())));
        DataCheck { model: self.clone(), as_of, audit, scratch: Scratch::new(plan), identities: Vec::new() }
    }
}

impl DataCheck {
    /// Adds an account. Keys that usually name one (`id`, `name`, `company`, `domain` and the like) tell accounts apart.
    ///
    /// # Errors
    /// An account that is no record of this model; invalid values are none, they are counted.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let mut check = model.data_check(today);
    /// for name in ["Acme", "acme "] {
    ///     check.add(&Account::new().with("name", name).with("employees", 50).with("country", "US").with("arr", 1e6))?;
    /// }
    /// assert_eq!(check.findings()[0].code(), "duplicate_account");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add(&mut self, account: &Account) -> Result<(), AccountError> {
        let record = self.model.record(account, OnInvalid::Missing)?;
        for (key, value) in &account.entries {
            self.audit.note_column(&self.model.inner.plan, key);
            if self.is_identity(key)
                && let Some(name) = name_of(value)
            {
                self.audit.note_account(key, &name);
            }
        }
        let plan = &self.model.inner.plan;
        eval::evaluate(plan, &record, self.as_of, &mut self.scratch)?;
        self.audit.add(plan, &record, &self.scratch);
        Ok(())
    }

    /// Adds the rows of a table. Columns are matched as in [`Model::score_batch`]; a column that is missing and invalid
    /// values refuse nothing, they are counted. The day is that of the options.
    ///
    /// # Errors
    /// A table of which no column belongs to the model, or that cannot be read; days that are not there.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions};
    /// use icp_core::column::{Column, Columns, Values};
    /// let mut check = model.data_check(today);
    /// let columns = Columns::new(3).with("employees", Column::new(Values::I32(&[50, -1, 40])))?;
    /// check.add_columns(&columns, &BatchOptions::new(AsOf::Day(today)))?;
    /// let codes: Vec<_> = check.findings().iter().map(|finding| finding.code()).collect();
    /// assert_eq!(codes, ["placeholder_value", "value_out_of_range", "column_absent"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add_columns(
        &mut self,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
    ) -> Result<(), BatchError> {
        let model = self.model.clone();
        let plan = &model.inner.plan;
        let names = model.column_names(options.columns)?;
        let identities: Vec<(&str, &Column<'_>)> = columns
            .names()
            .filter(|name| self.is_identity(name))
            .filter_map(|name| Some((name, columns.get(name)?)))
            .collect();
        let (audit, scratch) = (&mut self.audit, &mut self.scratch);
        let absent = each_record(plan, &names, columns, options, |row, day, record| {
            eval::evaluate_own(plan, record, day, scratch);
            audit.add(plan, record, scratch);
            for (name, column) in &identities {
                if let Some(value) = column.name(row) {
                    audit.note_account(name, &value);
                }
            }
        })?;
        (0..plan.inputs.len()).filter(|at| !absent.contains(at)).for_each(|at| audit.note_present(at));
        for name in columns.names().filter(|name| !names.iter().flatten().any(|known| known == name)) {
            audit.note_column(plan, name);
        }
        Ok(())
    }

    /// Notes the columns that the accounts have, also those that nobody reads: an attribute without one is then told which
    /// column it may have been meant for.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let mut check = model.data_check(today);
    /// check.note_columns(["employees", "Country", "arr"]);
    /// check.add(&account)?;
    /// let help = "did you mean column `Country`? write it into the `aliases` of the attribute";
    /// assert_eq!(check.findings()[0].help(), Some(help));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn note_columns<'c>(&mut self, names: impl IntoIterator<Item = &'c str>) {
        names.into_iter().for_each(|name| self.audit.note_column(&self.model.inner.plan, name));
    }

    /// A column that tells accounts apart, beside those that usually do.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let mut check = model.data_check(today);
    /// check.identified_by("vat");
    /// for vat in ["DE 1", "DE 1"] {
    ///     check.add(&Account::new().with("vat", vat).with("employees", 50).with("country", "US").with("arr", 1e6))?;
    /// }
    /// assert_eq!(check.findings()[0].message(), "2 of 2 accounts share their `vat` with another: `DE 1` (2)");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn identified_by(&mut self, column: &str) {
        self.identities.push(column.into());
    }

    /// The model that is checked.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Whether a column tells accounts apart.
    pub fn is_identity(&self, column: &str) -> bool {
        is_identity(column) || self.identities.iter().any(|name| **name == *column)
    }

    /// Adds another piece of the same run, of the same model and day.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let (mut first, mut second) = (model.data_check(today), model.data_check(today));
    /// first.add(&account)?;
    /// second.add(&account)?;
    /// first.merge(&second);
    /// assert_eq!(first.rows(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(&mut self, other: &Self) {
        self.audit.merge(&other.audit);
    }

    /// How many accounts were added.
    pub fn rows(&self) -> usize {
        self.audit.rows()
    }

    /// The findings so far, in the order of the canonical document. Those about the model alone are not among them.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let mut check = model.data_check(today);
    /// // Shares are judged from ten accounts on.
    /// for _ in 0..10 {
    ///     check.add(&Account::new().with("employees", 50).with("country", "FR"))?;
    /// }
    /// let codes: Vec<_> = check.findings().iter().map(|finding| finding.code()).collect();
    /// assert!(codes.contains(&"value_never_seen"), "{codes:?}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn findings(&self) -> Vec<Finding> {
        audit::findings(&self.model.inner.definition, &self.model.inner.plan, &self.audit)
    }
}

/// A value as the name of an account, if it can be one.
fn name_of(value: &AccountValue) -> Option<String> {
    match value {
        AccountValue::Text(text) => Some(text.to_string()),
        AccountValue::Integer(number) => Some(number.to_string()),
        AccountValue::Float(number) => Some(float_text(*number)),
        _ => None,
    }
}
