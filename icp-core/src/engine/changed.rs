//! The changes with which an account would reach a goal; it forwards to `changes`.

use super::{Model, Options};
use crate::account::{Account, Record};
use crate::changes::{self, Changes, ChangesInput, Goal, USUAL_CHANGES};
use crate::error::AccountError;
use crate::eval;
use crate::value::Date;

impl Model {
    /// The smallest sets of changes with which an account reaches a goal: of one attribute or of two.
    ///
    /// Numbers and days change to whatever does it, texts to what the model names, sets by named items that come or go, and events
    /// by one more on the as-of day. An attribute that is `changeable: false` changes only where it is missing. Every set is
    /// verified by scoring, and of none a part would do. To ask for what is missing, use [`Model::next_questions`].
    ///
    /// ```
    /// use icp_core::{Account, Date, Model};
    /// use icp_core::changes::Goal;
    /// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    ///     "attributes": {"employees": {"type": "number"}, "arr": {"type": "number", "unit": "USD"}, "round": {"type": "date"}},
    ///     "icps": [{"id": "smb", "fit": {
    ///         "criteria": [{"id": "size", "weight": 2, "fit": {"employees": {"between": [20, 200]}}},
    ///                      {"id": "revenue", "fit": {"arr": {"gte": 2000000}}},
    ///                      {"id": "fresh", "fit": {"round": {"within_last": "6 months"}}}],
    ///         "tiers": [{"id": "A", "from": 75}, {"id": "B"}]}}]}"#)?;
    /// let account = Account::new().with("employees", 50).with("arr", 1_900_000).with("round", "2025-01-31");
    /// let today = Date::new(2026, 11, 21).ok_or("no such day")?;
    /// let words = model.changes(&account, today, &Goal::tier("A"))?.explain();
    /// assert_eq!(words, "Either of these brings it to tier A of smb:\n\
    ///     - arr at least 2,000,000 USD (now 1,900,000 USD); then score 75, tier A\n\
    ///     - round within the last 6 months (now 2025-01-31); then score 75, tier A");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// An invalid value; `account.goal` for an icp, a tier or a word that the model does not have.
    pub fn changes(&self, account: &Account, as_of: Date, goal: &Goal) -> Result<Changes, AccountError> {
        self.changes_with(account, &Options::new(as_of), goal, USUAL_CHANGES)
    }

    /// [`Model::changes`] with options, and with another number of attributes that may change together: one to three.
    ///
    /// # Errors
    /// As [`Model::changes`], and `account.goal` for another number.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::changes::Goal;
    /// use icp_core::{OnInvalid, Options};
    /// let lenient = Options::new(today).on_invalid(OnInvalid::Missing);
    /// let odd = Account::new().with("employees", "many");
    /// let changes = model.changes_with(&odd, &lenient, &Goal::from("A"), 1)?;
    /// assert_eq!((&*changes.sets[0].changes[0].attribute, &changes.sets[0].changes[0].from), ("employees", &None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes_with(
        &self,
        account: &Account,
        options: &Options,
        goal: &Goal,
        max_changes: usize,
    ) -> Result<Changes, AccountError> {
        let record = self.record(account, options.on_invalid)?;
        self.changes_own(&record, options.as_of, goal, max_changes)
    }

    /// [`Model::changes_with`] of a record.
    ///
    /// # Errors
    /// A record of another model; as [`Model::changes_with`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// use icp_core::changes::Goal;
    /// let record = model.record(&account, OnInvalid::Error)?;
    /// assert!(model.changes_record(&record, today, &Goal::from("qualified"), 2)?.reached);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes_record(
        &self,
        record: &Record<'_>,
        as_of: Date,
        goal: &Goal,
        max_changes: usize,
    ) -> Result<Changes, AccountError> {
        eval::check(&self.inner.plan, record)?;
        self.changes_own(record, as_of, goal, max_changes)
    }

    /// [`Model::changes_record`] of a record that is known to be of this model.
    fn changes_own(
        &self,
        record: &Record<'_>,
        as_of: Date,
        goal: &Goal,
        max_changes: usize,
    ) -> Result<Changes, AccountError> {
        let mut scratch = self.scratch();
        eval::evaluate_own(&self.inner.plan, record, as_of, &mut scratch);
        let (definition, plan) = (&self.inner.definition, &self.inner.plan);
        changes::find(&ChangesInput { definition, plan, record, as_of, goal, max_changes }, scratch)
    }
}
