use super::{Assessment, Model, Options};
use crate::account::{Account, AccountValue, OnInvalid, Record};
use crate::assess::{AssessmentData, AssessmentInput, assess};
use crate::error::AccountError;
use crate::eval::{self, Scratch};
use crate::value::Date;

/// One verb for each answer: `score*` gives an [`Assessment`], whose numbers are there at once and whose texts are made when
/// they are read; `assess*` gives [`AssessmentData`], all of it as plain data; `evaluate` gives the numbers alone, in a
/// [`Scratch`] that is used again.
impl Model {
    /// Scores one account.
    ///
    /// To score many, or when only the numbers are needed, use [`Model::read_record`] and [`Model::evaluate`].
    ///
    /// # Errors
    /// An invalid value, with its attribute, what was expected and what was found.
    pub fn score(&self, account: &Account, as_of: Date) -> Result<Assessment, AccountError> {
        self.score_with(account, &Options::new(as_of))
    }

    /// [`Model::score`] with options.
    ///
    /// # Errors
    /// As [`Model::score`], unless invalid values count as missing.
    pub fn score_with(&self, account: &Account, options: &Options) -> Result<Assessment, AccountError> {
        let record = self.record(account, options.on_invalid)?.into_owned();
        self.score_record(record, options.as_of, &mut self.scratch())
    }

    /// Scores values that come one by one, such as those of an object of another language. A key that comes twice
    /// is a mistake; keys that the model does not declare are passed over.
    ///
    /// # Errors
    /// As [`Model::score_with`].
    pub fn score_values<K: AsRef<str>>(
        &self,
        values: impl IntoIterator<Item = (K, AccountValue)>,
        options: &Options,
        scratch: &mut Scratch,
    ) -> Result<Assessment, AccountError> {
        let record = self.record_values(values, options.on_invalid)?;
        self.score_record(record, options.as_of, scratch)
    }

    /// Scores a record that owns its values, and keeps it with its scores.
    ///
    /// # Errors
    /// A record of another model.
    pub fn score_record(
        &self,
        record: Record<'static>,
        as_of: Date,
        scratch: &mut Scratch,
    ) -> Result<Assessment, AccountError> {
        self.evaluate(&record, as_of, scratch)?;
        Ok(Assessment::new(self.clone(), record, as_of, scratch))
    }

    /// Scores one account and gives everything about it, as plain data.
    ///
    /// # Errors
    /// As [`Model::score`].
    pub fn assess(&self, account: &Account, as_of: Date) -> Result<AssessmentData, AccountError> {
        self.assess_with(account, &Options::new(as_of))
    }

    /// [`Model::assess`] with options.
    ///
    /// # Errors
    /// As [`Model::score`], unless invalid values count as missing.
    pub fn assess_with(&self, account: &Account, options: &Options) -> Result<AssessmentData, AccountError> {
        let record = self.record(account, options.on_invalid)?;
        self.assess_record(&record, options.as_of, &mut self.scratch())
    }

    /// [`Model::assess`] of a record; the scratch then holds its numbers.
    ///
    /// # Errors
    /// A record of another model.
    pub fn assess_record(
        &self,
        record: &Record<'_>,
        as_of: Date,
        scratch: &mut Scratch,
    ) -> Result<AssessmentData, AccountError> {
        eval::check(&self.inner.plan, record)?;
        Ok(self.assess_own(record, as_of, scratch))
    }

    /// [`Model::assess_record`] of a record that is known to be of this model.
    pub(super) fn assess_own(
        &self,
        record: &Record<'_>,
        as_of: Date,
        scratch: &mut Scratch,
    ) -> AssessmentData {
        eval::evaluate_own(&self.inner.plan, record, as_of, scratch);
        assess(&AssessmentInput {
            definition: &self.inner.definition,
            fingerprint: self.fingerprint(),
            plan: &self.inner.plan,
            record,
            scratch,
            as_of,
        })
    }

    /// Scores a record; the numbers are then in [`Scratch::scores`] and [`Scratch::best`], in priority order.
    /// It allocates nothing that grows with the model once the scratch is warm.
    ///
    /// # Errors
    /// A record of another model.
    ///
    /// ```
    /// use icp_core::{Account, Date, IcpStatus, Model, OnInvalid};
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let mut scratch = model.scratch();
    /// let account = Account::new().with("employees", 50);
    /// let record = model.record(&account, OnInvalid::Error)?;
    /// model.evaluate(&record, Date::new(2026, 11, 21).unwrap(), &mut scratch)?;
    /// assert_eq!(scratch.best(), Some(0));
    /// assert_eq!(scratch.scores()[0].status, IcpStatus::Qualified);
    /// assert_eq!(scratch.scores()[0].fit.bounds, Some((100.0, 100.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn evaluate(
        &self,
        record: &Record<'_>,
        as_of: Date,
        scratch: &mut Scratch,
    ) -> Result<(), AccountError> {
        eval::evaluate(&self.inner.plan, record, as_of, scratch)
    }

    /// Working memory for scoring; one for each thread.
    pub fn scratch(&self) -> Scratch {
        Scratch::new(&self.inner.plan)
    }

    /// Checks an account's values against the attributes and puts them in the model's order.
    ///
    /// # Errors
    /// An invalid value, unless it counts as missing.
    pub fn record<'a>(
        &self,
        account: &'a Account,
        on_invalid: OnInvalid,
    ) -> Result<Record<'a>, AccountError> {
        eval::bind(&self.inner.plan, account, on_invalid)
    }

    /// Checks values that come one by one and puts them in the model's order; [`Model::record`] for an account.
    ///
    /// # Errors
    /// An invalid value, unless it counts as missing; a key that comes twice.
    pub fn record_values<K: AsRef<str>>(
        &self,
        values: impl IntoIterator<Item = (K, AccountValue)>,
        on_invalid: OnInvalid,
    ) -> Result<Record<'static>, AccountError> {
        eval::collect(&self.inner.plan, values, on_invalid)
    }

    /// Reads a record straight from the text of a JSON object, into one whose memory is used again. This is the
    /// fastest way from a JSON line to a score.
    ///
    /// # Errors
    /// An invalid value (unless it counts as missing), text that is no JSON object, a key twice, or a limit.
    pub fn read_record<'a>(
        &self,
        text: &'a str,
        on_invalid: OnInvalid,
        record: &mut Record<'a>,
    ) -> Result<(), AccountError> {
        eval::read(&self.inner.plan, text, on_invalid, record)
    }

    /// Whether the model asks for an attribute of this name, also as an alias.
    pub fn declares(&self, name: &str) -> bool {
        self.inner.plan.names.get(name).is_some()
    }
}
