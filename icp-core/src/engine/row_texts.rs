//! The texts of the rows of a table: each row is assessed as an account, and `explain` words it.

use super::Model;
use crate::assess::AssessmentData;
use crate::batch::{BatchOptions, RowTexts, Scores, TextColumns, each_record};
use crate::column::Columns;
use crate::error::BatchError;
use crate::value::visible;

impl Model {
    /// Adds the texts of all rows of a table, where they are asked for.
    pub(super) fn add_row_texts(
        &self,
        names: &[Vec<&str>],
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
        scores: &mut Scores,
    ) -> Result<(), BatchError> {
        if !options.texts.any() {
            return Ok(());
        }
        let (mut scratch, texts) = (self.scratch(), &mut scores.row_texts);
        each_record(&self.inner.plan, names, columns, options, |_, day, record| {
            texts.add(&self.assess_own(record, day, &mut scratch), options.texts, options.max_text);
        })?;
        Ok(())
    }
}

impl TextColumns {
    /// Adds the texts of one account, those that are asked for, each of at most `max_text` characters: what a table says of
    /// the row, for whoever goes through accounts one by one.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{RowTexts, TextColumns};
    /// let mut texts = TextColumns::default();
    /// texts.add(answer.data(), RowTexts::ALL, RowTexts::MAX_TEXT);
    /// assert_eq!((&*texts.missing[0], &*texts.exclusions[0]), ("country", ""));
    /// ```
    pub fn add(&mut self, data: &AssessmentData<'_>, asked: RowTexts, max_text: usize) {
        let Some(icp) = data.icps.iter().find(|icp| icp.icp == data.headline) else { return };
        if asked.reasons {
            let mut text = icp.reasons(RowTexts::MOST_REASONS, max_text);
            if text.is_empty() {
                // It neither gained nor lost anything.
                text = visible(&icp.reason.text, max_text.saturating_sub(1));
            }
            self.reasons.push(text.into());
        }
        if asked.exclusions {
            self.exclusions.push(icp.exclusion_ids(max_text).into());
        }
        if asked.missing {
            self.missing.push(icp.missing_names(max_text).into());
        }
    }
}
