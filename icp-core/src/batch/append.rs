//! Adds the answers of one table behind those of another, for tables that come in pieces. `Scores::append` compares model, lists
//! and day; that the options were the same is up to the caller.

use super::{IcpColumns, Scores};
use crate::error::BatchError;

impl IcpColumns {
    /// Adds the rows of another table behind its own.
    fn append(&mut self, other: Self) {
        let Self { status, score, lower, upper, coverage, tier, stage, intent, intent_tier, reason } = other;
        self.status.extend(status);
        self.score.extend(score);
        self.lower.extend(lower);
        self.upper.extend(upper);
        self.coverage.extend(coverage);
        self.tier.extend(tier);
        self.stage.extend(stage);
        self.intent.extend(intent);
        self.intent_tier.extend(intent_tier);
        self.reason.extend(reason);
    }
}

impl Scores {
    /// Adds the rows of another table that was scored with the same model, on the same day, with the same options.
    ///
    /// # Errors
    /// Rows of another model, of one with other lists or another source, or of another day, which do not compare; nothing is added then.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Values};
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let part = Columns::new(2).with("employees", Column::new(Values::U8(&[50, 5])))?;
    /// let mut scores = model.score_batch(&part, &options)?;
    /// scores.append(model.score_batch(&part, &options)?)?;
    /// assert_eq!(scores.rows(), 4);
    /// let other_day = BatchOptions::new(AsOf::Day(Date::MAX)).missing_columns(MissingColumns::Unknown);
    /// let error = scores.append(model.score_batch(&part, &other_day)?).unwrap_err();
    /// assert_eq!((error.code(), scores.rows()), ("batch.other_day", 4));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn append(&mut self, other: Self) -> Result<(), BatchError> {
        if self.fingerprint != other.fingerprint {
            return Err(BatchError::other_model(&self.fingerprint, &other.fingerprint));
        }
        if self.given != other.given {
            return Err(BatchError::other_lists(&self.given, &other.given));
        }
        if self.as_of != other.as_of {
            return Err(BatchError::other_day(self.as_of, other.as_of));
        }
        let Self {
            icp, shown, icps, criteria, verdicts, labels, exclusions, row_texts, invalid, intake, ..
        } = other;
        self.row_texts.append(row_texts);
        self.icp.extend(icp);
        self.shown.append(shown);
        for (icp, more) in self.icps.iter_mut().zip(icps) {
            icp.append(more);
        }
        for (criteria, more) in self.criteria.iter_mut().zip(criteria) {
            criteria.iter_mut().zip(more).for_each(|(columns, more)| columns.append(more));
        }
        self.exclusions.extend(exclusions);
        self.verdicts.iter_mut().zip(verdicts).for_each(|(texts, more)| texts.extend(more));
        self.labels.iter_mut().zip(labels).for_each(|(texts, more)| texts.extend(more));
        self.intake.merge(&intake);
        for (name, count) in invalid {
            match self.invalid.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += count,
                None => self.invalid.push((name, count)),
            }
        }
        Ok(())
    }
}
