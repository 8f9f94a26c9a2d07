//! Scores one account, given as an account, a record or values; the answer is lazy.

use super::{Assessment, Model, Options, RecordKey};
use crate::account::{Account, AccountValue, OnInvalid, Record};
use crate::assess::{AssessmentData, AssessmentInput, ModelTexts, assess};
use crate::error::AccountError;
use crate::eval::{self, Scratch};
use crate::value::{Date, path};

/// One verb for each answer: `score*` gives an [`Assessment`], whose numbers are there at once and whose texts are made when
/// they are read; `assess*` gives [`AssessmentData`], all of it as plain data; `evaluate` gives the numbers alone, in a
/// [`Scratch`] that is used again.
impl Model {
    /// Scores one account.
    ///
    /// To score many, or when only the numbers are needed, use [`Model::read_record`] and [`Model::evaluate`].
    ///
    /// It makes a scratch for each call: right for one account at a time, from any thread.
    ///
    /// # Errors
    /// An invalid value, with its attribute, what was expected and what was found.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let answer = model.score(&account, today)?;
    /// assert_eq!((answer.best(), answer.score()), (Some("smb"), Some(75.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score(&self, account: &Account, as_of: Date) -> Result<Assessment, AccountError> {
        self.score_with(account, &Options::new(as_of))
    }

    /// [`Model::score`] with options.
    ///
    /// # Errors
    /// As [`Model::score`], unless invalid values count as missing.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::{OnInvalid, Options};
    /// let lenient = Options::new(today).on_invalid(OnInvalid::Missing);
    /// let odd = Account::new().with("employees", "many").with("country", "US");
    /// assert!(model.score(&odd, today).is_err());
    /// assert_eq!(model.score_with(&odd, &lenient)?.issues().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_with(&self, account: &Account, options: &Options) -> Result<Assessment, AccountError> {
        let record = self.record(account, options.on_invalid)?.into_owned();
        self.score_record(record, options.as_of, &mut self.scratch())
    }

    /// Scores values that come one by one, such as those of an object of another language. A key that comes twice
    /// is a mistake; keys that the model does not declare are passed over.
    ///
    /// # Errors
    /// As [`Model::score_with`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::{AccountValue, Options};
    /// let values = [("employees", AccountValue::Integer(50)), ("unheard_of", AccountValue::Null)];
    /// let answer = model.score_values(values, &Options::new(today), &mut model.scratch())?;
    /// assert_eq!(answer.score(), Some(75.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// A record that borrows its texts becomes one by [`Record::into_owned`].
    ///
    /// # Errors
    /// A record of another model.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let record = model.record(&account, OnInvalid::Error)?.into_owned();
    /// let answer = model.score_record(record, today, &mut model.scratch())?;
    /// assert_eq!(answer.tier(), Some("A"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// Choose it over [`Model::score`] to store or compare answers: it makes all texts at once.
    ///
    /// # Errors
    /// As [`Model::score`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let data = model.assess(&account, today)?;
    /// assert_eq!(data.best.as_deref(), Some("smb"));
    /// assert_eq!(data.icps[0].missing, ["country"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assess(&self, account: &Account, as_of: Date) -> Result<AssessmentData<'static>, AccountError> {
        self.assess_with(account, &Options::new(as_of))
    }

    /// [`Model::assess`] with options.
    ///
    /// # Errors
    /// As [`Model::score`], unless invalid values count as missing.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::{OnInvalid, Options};
    /// let lenient = Options::new(today).on_invalid(OnInvalid::Missing);
    /// let data = model.assess_with(&Account::new().with("employees", "many"), &lenient)?;
    /// assert_eq!(data.issues[0].found, "text `many`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assess_with(
        &self,
        account: &Account,
        options: &Options,
    ) -> Result<AssessmentData<'static>, AccountError> {
        let record = self.record(account, options.on_invalid)?;
        Ok(self.assess_record(&record, options.as_of, &mut self.scratch())?.into_owned())
    }

    /// [`Model::assess`] of a record; the scratch then holds its numbers. The answer borrows its texts from the model and the record,
    /// which makes it the fastest way to [`AssessmentData::to_json`].
    ///
    /// # Errors
    /// A record of another model.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let mut scratch = model.scratch();
    /// let record = model.record(&account, OnInvalid::Error)?;
    /// let data = model.assess_record(&record, today, &mut scratch)?;
    /// assert_eq!(data.icps[0].fit.score, scratch.scores()[0].fit.score);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assess_record<'a>(
        &'a self,
        record: &'a Record<'_>,
        as_of: Date,
        scratch: &mut Scratch,
    ) -> Result<AssessmentData<'a>, AccountError> {
        eval::check(&self.inner.plan, record)?;
        Ok(self.assess_own(record, as_of, scratch))
    }

    /// [`Model::assess_record`] of a record that is known to be of this model.
    pub(super) fn assess_own<'a>(
        &'a self,
        record: &'a Record<'_>,
        as_of: Date,
        scratch: &mut Scratch,
    ) -> AssessmentData<'a> {
        self.evaluate_own(record, as_of, scratch);
        assess(&self.input(record, as_of, scratch))
    }

    /// Scores a record of this model.
    pub(super) fn evaluate_own(&self, record: &Record<'_>, as_of: Date, scratch: &mut Scratch) {
        eval::evaluate_own(&self.inner.plan, record, as_of, scratch);
    }

    /// All that the full answer for a record is made of. INVARIANT: the scratch has just scored it with this model.
    pub(crate) fn input<'a, 's>(
        &'a self,
        record: &'a Record<'_>,
        as_of: Date,
        scratch: &'s Scratch,
    ) -> AssessmentInput<'a, 's> {
        AssessmentInput {
            definition: &self.inner.definition,
            fingerprint: self.fingerprint(),
            lists: &self.inner.lists,
            source: self.source().map(|source| (source.name(), source.fingerprint())),
            plan: &self.inner.plan,
            texts: self.inner.texts.get_or_init(|| ModelTexts::new(&self.inner.definition, &self.inner.plan)),
            record,
            scratch,
            as_of,
        }
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
    ///
    /// It grows once and is used again for every account; one of another model is made anew where it is used.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let mut scratch = model.scratch();
    /// model.evaluate(&model.record(&account, OnInvalid::Error)?, today, &mut scratch)?;
    /// assert_eq!(scratch.best(), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scratch(&self) -> Scratch {
        Scratch::new(&self.inner.plan)
    }

    /// Checks an account's values against the attributes and puts them in the model's order.
    ///
    /// A record can be scored any number of times; it borrows the account's texts.
    ///
    /// # Errors
    /// An invalid value, unless it counts as missing.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let record = model.record(&account, OnInvalid::Error)?;
    /// assert_eq!(record.fields().len(), model.attributes().count());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::{AccountValue, OnInvalid};
    /// let record = model.record_values([("hq", AccountValue::from("US"))], OnInvalid::Error)?;
    /// assert!(record.issues().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::{OnInvalid, Record};
    /// let mut scratch = model.scratch();
    /// let mut record = Record::default();
    /// for line in [r#"{"employees": 50}"#, r#"{"employees": 2}"#] {
    ///     model.read_record(line, OnInvalid::Error, &mut record)?;
    ///     model.evaluate(&record, today, &mut scratch)?;
    /// }
    /// assert_eq!(scratch.best(), None, "the last one is excluded");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read_record<'a>(
        &self,
        text: &'a str,
        on_invalid: OnInvalid,
        record: &mut Record<'a>,
    ) -> Result<(), AccountError> {
        eval::read(&self.inner.plan, text, on_invalid, record)
    }

    /// Whether the model asks for something under this key of a record: a value, by an attribute's name or alias, or an
    /// object in which the path of an alias goes on.
    ///
    /// For a reader that wants to skip what no rule can read; [`Model::key`] tells the two apart.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert!(model.declares("employees") && model.declares("hq"));
    /// assert!(!model.declares("shoe_size"));
    /// ```
    pub fn declares(&self, name: &str) -> bool {
        self.key(name).is_some()
    }

    /// The value or object that the model asks for under this key of a record; `None` when it asks for nothing.
    ///
    /// For a reader that converts no more of an account than is asked for, nested objects included.
    ///
    /// ```
    /// # use icp_core::Model;
    /// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    ///     "attributes": {"employees": {"type": "number", "aliases": ["properties.staff"]}},
    ///     "icps": [{"id": "smb", "fit": {"tiers": [{"id": "A"}],
    ///         "criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}}]}}]}"#)?;
    /// let properties = model.key("properties").ok_or("a path begins with it")?;
    /// assert!(!properties.is_value() && properties.is_object());
    /// assert!(properties.within("staff").is_some_and(|key| key.is_value() && !key.is_object()));
    /// assert!(properties.within("website").is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn key(&self, key: &str) -> Option<RecordKey<'_>> {
        RecordKey::new(&self.inner.plan.names, self.inner.plan.names.get(key))
    }

    /// The names that are paths, each cut into the keys that lead to its value, in the order of the attributes.
    ///
    /// ```
    /// # use icp_core::Model;
    /// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    ///     "attributes": {"employees": {"type": "number", "aliases": ["staff", "properties.staff"]}},
    ///     "icps": [{"id": "smb", "fit": {"tiers": [{"id": "A"}],
    ///         "criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}}]}}]}"#)?;
    /// assert_eq!(model.paths(), [["properties", "staff"]]);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn paths(&self) -> Vec<Vec<&str>> {
        let read = self.inner.definition.attributes.iter().filter(|attribute| attribute.formula.is_none());
        read.flat_map(|attribute| attribute.names()).filter_map(path).map(Iterator::collect).collect()
    }
}
