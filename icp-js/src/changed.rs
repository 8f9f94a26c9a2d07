//! The changes with which an account would reach a goal: a call of JavaScript, handed to the core, which searches.

use icp_core::changes::{Changes, Goal, USUAL_CHANGES};

use crate::json::refused;
use crate::session::{Call, Scorer, Session, unknown};

/// A function that words changes: see [`words_of_changes`].
pub type ChangesWords = fn(&Changes, u32) -> String;

/// Changes in words: as text (0), as Markdown (1), or as an HTML fragment (2).
pub fn words_of_changes(changes: &Changes, form: u32) -> String {
    match form {
        1 => changes.explain_markdown(),
        2 => changes.explain_html(),
        _ => changes.explain(),
    }
}

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
        words: Option<(ChangesWords, u32)>,
    ) -> Result<String, String> {
        self.get(model).ok_or_else(unknown)?.changes(call, goal, most, words)
    }
}

impl Scorer {
    /// The smallest sets of changes with which an account reaches a goal in JSON: in words in a form of [`words_of_changes`], else as
    /// JSON. `most` is the most attributes of a set. Who words them is given, since a web page may fetch that later.
    ///
    /// # Errors
    /// An account or a goal that is refused, as JSON.
    pub fn changes(
        &self,
        call: Call<'_>,
        goal: &str,
        most: Option<u32>,
        words: Option<(ChangesWords, u32)>,
    ) -> Result<String, String> {
        let (record, day) = self.begin(call)?;
        let most = most.map_or(USUAL_CHANGES, |most| usize::try_from(most).unwrap_or(usize::MAX));
        let changes =
            Goal::from_json(goal).and_then(|goal| self.model.changes_record(&record, day, &goal, most));
        let changes = changes.map_err(|error| refused(&error))?;
        Ok(words.map_or_else(|| changes.to_json(), |(words, form)| words(&changes, form)))
    }
}
