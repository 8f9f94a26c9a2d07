//! The counts of an intake that travel to another process. Programs that count write them, and one that tells reads them.

use serde::{Deserialize, Serialize};

use super::Intake;
use super::tally::{Seen, Tally};

/// The counts of an intake without the numbers of rows, which mean nothing to another process. They are added up in any order.
///
/// They hold the first column of each attribute, and up to 256 different invalid values of it with their counts.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::OnInvalid;
/// use icp_core::error::Host;
/// use icp_core::intake::IntakePart;
/// let odd = Account::new().with("employees", "many");
/// let mut worker = model.intake();
/// worker.add(&model.record(&odd, OnInvalid::Missing)?, str::to_owned);
/// let text = serde_json::to_string(&worker.part())?;
/// let mut whole = model.intake();
/// whole.add_part(&serde_json::from_str::<IntakePart>(&text)?);
/// assert_eq!(whole.notices(Host::Rust)[0].message, worker.notices(Host::Rust)[0].message);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct IntakePart {
    tally: Tally,
    missing: Vec<Box<str>>,
}

impl Intake {
    /// The counts for another process. Choose [`Intake::merge`] within one: it keeps the numbers of rows.
    pub fn part(&self) -> IntakePart {
        let mut tally = self.tally.clone();
        tally.seen.iter_mut().for_each(Seen::forget_rows);
        IntakePart { tally, missing: self.missing.clone() }
    }

    /// Adds the counts of a piece of the same model that was read elsewhere. Parts may come in any order, so rows are named no
    /// more.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let part = model.intake().part();
    /// let mut whole = model.intake();
    /// whole.add_part(&part);
    /// assert_eq!(whole.part(), part);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add_part(&mut self, part: &IntakePart) {
        self.tally.seen.iter_mut().for_each(Seen::forget_rows);
        self.note_missing(part.tally.rows, &part.missing);
        self.tally.merge(&part.tally, 0);
    }
}
