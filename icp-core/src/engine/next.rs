//! The questions that are still open for an account; it forwards to `questions`.

use super::{Assessment, Model, Options};
use crate::account::{Account, Record};
use crate::error::AccountError;
use crate::eval::{self, Scratch};
use crate::questions::{self, Questions};
use crate::value::Date;

impl Model {
    /// Which missing attribute to ask for next, and whether any could still change the answer.
    ///
    /// The attribute that matters most comes first: one that could change the best icp, or a status, a tier, a
    /// stage or verdicts, before one that only moves a score; FORMAT.md has the rule. What is left out changes
    /// nothing, whatever its value; [`Questions::decided`] says that only scores can still move. To score the
    /// account as well, use [`Model::next_questions_record`] with the scratch of the score.
    ///
    /// ```
    /// use icp_core::{Account, Date, IcpStatus, Model};
    /// use icp_core::questions::Matters;
    /// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    ///     "attributes": {"country": {"type": "text"}, "employees": {"type": "number"}, "arr": {"type": "number"}},
    ///     "exclusions": [{"id": "far", "reason": "no sales there", "when": {"country": {"not_in": ["US", "CA"]}}}],
    ///     "icps": [{"id": "smb", "fit": {
    ///         "criteria": [{"id": "size", "weight": 3, "fit": {"employees": {"between": [20, 200]}}},
    ///                      {"id": "revenue", "fit": {"arr": {"gte": 1000000}}}],
    ///         "tiers": [{"id": "A", "from": 70}, {"id": "B"}]}}]}"#)?;
    /// let today = Date::new(2026, 11, 21).unwrap();
    /// let asked = |account: Account| -> Result<Vec<String>, Box<dyn std::error::Error>> {
    ///     let next = model.next_questions(&account, today)?;
    ///     Ok(next.questions.into_iter().map(|question| question.attribute).collect())
    /// };
    /// // A country or a size can settle it alone; the size also decides more of the score.
    /// assert_eq!(asked(Account::new())?, ["employees", "country", "arr"]);
    /// // Then 75 points are certain, and no revenue takes them away: it only moves the score.
    /// let next = model.next_questions(&Account::new().with("country", "US").with("employees", 50), today)?;
    /// assert!(next.decided);
    /// assert_eq!(next.icps[0].statuses, [IcpStatus::Qualified]);
    /// assert_eq!((&*next.questions[0].attribute, next.questions[0].matters), ("arr", Matters::Score));
    /// assert_eq!(next.questions[0].decides[0].score, 25.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// An invalid value, with its attribute, what was expected and what came.
    pub fn next_questions(&self, account: &Account, as_of: Date) -> Result<Questions, AccountError> {
        self.next_questions_with(account, &Options::new(as_of))
    }

    /// [`Model::next_questions`] with options: an invalid value that counts as missing is asked for too.
    ///
    /// # Errors
    /// As [`Model::next_questions`], unless invalid values count as missing.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::{OnInvalid, Options};
    /// let lenient = Options::new(today).on_invalid(OnInvalid::Missing);
    /// let next = model.next_questions_with(&Account::new().with("employees", "many"), &lenient)?;
    /// assert_eq!(next.questions[0].attribute, "employees");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_questions_with(
        &self,
        account: &Account,
        options: &Options,
    ) -> Result<Questions, AccountError> {
        let record = self.record(account, options.on_invalid)?;
        self.next_questions_record(&record, options.as_of, &mut self.scratch())
    }

    /// [`Model::next_questions`] of a record; the scratch then holds its scores.
    ///
    /// # Errors
    /// A record of another model.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let mut scratch = model.scratch();
    /// let record = model.record(&account, OnInvalid::Error)?;
    /// let next = model.next_questions_record(&record, today, &mut scratch)?;
    /// assert_eq!(next.questions[0].attribute, "country");
    /// assert_eq!(scratch.scores()[0].fit.score, Some(75.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_questions_record(
        &self,
        record: &Record<'_>,
        as_of: Date,
        scratch: &mut Scratch,
    ) -> Result<Questions, AccountError> {
        eval::check(&self.inner.plan, record)?;
        Ok(self.next_questions_own(record, as_of, scratch))
    }

    /// [`Model::next_questions_record`] of a record that is known to be of this model.
    fn next_questions_own(&self, record: &Record<'_>, as_of: Date, scratch: &mut Scratch) -> Questions {
        eval::evaluate_own(&self.inner.plan, record, as_of, scratch);
        questions::find(&questions::QuestionInput {
            definition: &self.inner.definition,
            plan: &self.inner.plan,
            record,
            scratch,
        })
    }
}

impl Assessment {
    /// The questions that could still change the answer, worked out anew at each call: see [`Model::next_questions`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.next_questions().questions[0].attribute, "country");
    /// ```
    pub fn next_questions(&self) -> Questions {
        let model = self.model();
        model.next_questions_own(self.record(), self.as_of(), &mut model.scratch())
    }
}
