//! The changes with which an account would reach a goal: a call of JavaScript, handed to the core, which searches.

use icp_core::changes::{Goal, USUAL_CHANGES};

use crate::json::refused;
use crate::session::{Call, Scorer, Session, unknown};

impl Session {
    /// As [`Scorer::changes`].
    ///
    /// # Errors
    /// An account or a goal that is refused, as JSON.
    pub fn changes(
        &self,
        model: usize,
        call: Call<'_>,
        goal: &str,
        most: Option<u32>,
    ) -> Result<String, String> {
        self.get(model).ok_or_else(unknown)?.changes(call, goal, most)
    }
}

impl Scorer {
    /// The smallest sets of changes with which an account reaches a goal in JSON, as JSON. `most` is the most attributes of a set.
    ///
    /// # Errors
    /// An account or a goal that is refused, as JSON.
    pub fn changes(&self, call: Call<'_>, goal: &str, most: Option<u32>) -> Result<String, String> {
        let (record, day) = self.begin(call)?;
        let most = most.map_or(USUAL_CHANGES, |most| usize::try_from(most).unwrap_or(usize::MAX));
        let changes =
            Goal::from_json(goal).and_then(|goal| self.model.changes_record(&record, day, &goal, most));
        changes.map(|changes| changes.to_json()).map_err(|error| refused(&error))
    }
}
