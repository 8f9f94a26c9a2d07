//! The best customers by several columns, as an outcome of a report. The accounts are read once for the ranks, and once to be counted.

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::{Best, BestFound, EvidenceError};

use super::read::Counter;

/// The name of the column that is made; a table of its own has none that begins so.
pub(super) const COLUMN: &str = "best";

/// Reads the columns that make the best.
pub(super) struct Ranks(pub(super) Best);

impl Counter for Ranks {
    fn add(&mut self, columns: &Columns<'_>, _: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        self.0.add(columns)
    }

    fn intakes(&self) -> Vec<&Intake> {
        Vec::new()
    }
}

/// Counts the accounts with the column of the best beside their own.
pub(super) struct Beside<'a, C> {
    pub(super) counter: &'a mut C,
    pub(super) found: &'a BestFound,
    /// Rows that were counted.
    pub(super) rows: usize,
}

impl<C: Counter> Counter for Beside<'_, C> {
    fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        let rows = columns.rows();
        let own = self.found.part(self.rows, rows);
        let own = own.ok_or_else(|| EvidenceError::NoColumn(COLUMN.to_owned()))?;
        self.counter.add(&columns.clone().with(COLUMN, own)?, options)?;
        self.rows += rows;
        Ok(())
    }

    fn intakes(&self) -> Vec<&Intake> {
        self.counter.intakes()
    }
}
