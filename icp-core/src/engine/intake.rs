use std::sync::Arc;

use super::Model;
use crate::account::Record;
use crate::eval::Scratch;
use crate::intake::{Intake, Watch};

impl Model {
    /// An intake without accounts, for those that come one by one.
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
