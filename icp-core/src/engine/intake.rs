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
    ///
    /// Without it, [`Intake::notices`] tells which values were invalid, and not which rules that left open.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// use icp_core::error::Host;
    /// let odd = Account::new().with("employees", "many");
    /// let (mut intake, mut scratch) = (model.intake(), model.scratch());
    /// let record = model.record(&odd, OnInvalid::Missing)?;
    /// model.evaluate(&record, today, &mut scratch)?;
    /// intake.add(&record, str::to_owned);
    /// model.note_unjudged(&mut intake, &record, &scratch);
    /// let codes: Vec<_> = intake.notices(Host::Rust).iter().map(|notice| notice.kind.code()).collect();
    /// assert_eq!(codes, ["unjudged", "invalid_values"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn note_unjudged(&self, intake: &mut Intake, record: &Record<'_>, scratch: &Scratch) {
        intake.judge(record, |flag| scratch.is_flagged(flag));
    }

    /// The values and rules that are counted in a run.
    pub(super) fn watch(&self) -> &Arc<Watch> {
        self.inner.watch.get_or_init(|| Arc::new(Watch::new(&self.inner.definition, &self.inner.plan)))
    }
}
