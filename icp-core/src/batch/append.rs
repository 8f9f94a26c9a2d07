use super::{IcpColumns, Scores};
use crate::error::BatchError;

impl IcpColumns {
    /// What was found, from a row of another table on.
    fn append(&mut self, other: Self) {
        self.status.extend(other.status);
        self.score.extend(other.score);
        self.lower.extend(other.lower);
        self.upper.extend(other.upper);
        self.coverage.extend(other.coverage);
        self.tier.extend(other.tier);
        self.stage.extend(other.stage);
        self.intent.extend(other.intent);
        self.intent_tier.extend(other.intent_tier);
        self.reason.extend(other.reason);
    }
}

impl Scores {
    /// Adds the rows of another table that was scored with the same model, on the same day, with the same options.
    ///
    /// # Errors
    /// Rows of another model or of another day, which do not compare; nothing is added then.
    pub fn append(&mut self, other: Self) -> Result<(), BatchError> {
        if self.fingerprint != other.fingerprint {
            return Err(BatchError::other_model(&self.fingerprint, &other.fingerprint));
        }
        if self.as_of != other.as_of {
            return Err(BatchError::other_day(self.as_of, other.as_of));
        }
        self.icp.extend(other.icp);
        self.shown.append(other.shown);
        for (icp, more) in self.icps.iter_mut().zip(other.icps) {
            icp.append(more);
        }
        for (criteria, more) in self.criteria.iter_mut().zip(other.criteria) {
            criteria.iter_mut().zip(more).for_each(|(columns, more)| columns.append(more));
        }
        self.exclusions.extend(other.exclusions);
        self.verdicts.iter_mut().zip(other.verdicts).for_each(|(texts, more)| texts.extend(more));
        self.intake.merge(&other.intake);
        for (name, count) in other.invalid {
            match self.invalid.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += count,
                None => self.invalid.push((name, count)),
            }
        }
        Ok(())
    }
}
