//! Starts the counts of a run over many accounts, with the model's attributes.

use std::sync::Arc;

use super::Model;
use crate::account::Record;
use crate::eval::Scratch;
use crate::intake::{Intake, Watch};

impl Model {
    /// An intake without accounts, for those that come one by one.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let mut intake = model.intake();
    /// let odd = Account::new().with("employees", "many");
    /// intake.add(&model.record(&odd, OnInvalid::Missing)?, str::to_owned);
    /// assert_eq!((intake.rows(), &*intake.invalid()[0].rows), (1, &[0][..]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn intake(&self) -> Intake {
        Intake::new(Arc::clone(self.watch()))
    }

    /// Notes in an intake which exclusions and required criteria an account leaves open because of its invalid values.
    /// The scratch is that in which the record was just scored; the record is one that [`Intake::add`] was given.
    pub fn note_unjudged(&self, intake: &mut Intake, record: &Record<'_>, scratch: &Scratch) {
        intake.judge(record, |flag| scratch.is_flagged(flag));
    }

    /// What is counted in a run.
    pub(super) fn watch(&self) -> &Arc<Watch> {
        self.inner.watch.get_or_init(|| Arc::new(Watch::new(&self.inner.definition, &self.inner.plan)))
    }
}
