//! The whole of an answer, made from the record that it keeps when it is first asked for.

use super::Assessment;
use crate::assess::{AssessmentData, AssessmentInput};

impl Assessment {
    /// All of it as plain data, made at the first call.
    ///
    /// For what has no method here, such as the fit of another icp or the adjustments of a scorecard.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.data().icps[0].fit.tally.fits, 1);
    /// ```
    pub fn data(&self) -> &AssessmentData<'static> {
        self.data.get_or_init(|| self.made().into_owned())
    }

    /// [`Assessment::data`] without a copy, when the answer itself is not needed any more.
    ///
    /// Take it where the answer is stored, or [`Model::assess`](crate::Model::assess) if nothing but the data is wanted.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.into_data(), model.assess(&account, today)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_data(mut self) -> AssessmentData<'static> {
        match self.data.take() {
            Some(data) => data,
            None => self.made().into_owned(),
        }
    }

    /// All of it for another form: as it was kept, or made without copies of the model's texts and not kept.
    pub(crate) fn with_data<T>(&self, read: impl FnOnce(&AssessmentData<'_>) -> T) -> T {
        match self.data.get() {
            Some(data) => read(data),
            None => read(&self.made()),
        }
    }

    /// All that it is made of, for a text: the record is scored again.
    pub(crate) fn with_input<T>(&self, read: impl FnOnce(&AssessmentInput<'_, '_>) -> T) -> T {
        let mut scratch = self.model.scratch();
        self.model.evaluate_own(&self.record, self.as_of, &mut scratch);
        read(&self.model.input(&self.record, self.as_of, &scratch))
    }

    /// Scores the record again, for all that the numbers do not say.
    fn made(&self) -> AssessmentData<'_> {
        self.model.assess_own(&self.record, self.as_of, &mut self.model.scratch())
    }
}
