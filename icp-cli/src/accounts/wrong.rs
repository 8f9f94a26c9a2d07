//! The invalid values of an account: where each stands, and what it is.

use icp_core::account::Issue;
use icp_core::value::is_blank;
use icp_core::{Account, AccountValue, OnInvalid, Record};

use super::{Accounts, Batch, Reader, id};
use crate::failure::Failure;

/// An invalid value.
pub(crate) struct Wrong {
    pub(crate) column: String,
    pub(crate) value: String,
    pub(crate) expected: String,
}

impl Accounts<'_> {
    /// A row of a batch as an account.
    pub(super) fn row(&self, batch: &Batch, row: usize) -> Result<Account, Failure> {
        match &self.reader {
            Reader::Csv { .. } | Reader::Json(_) => {
                let schema = batch.table.schema();
                let cells = schema.fields().iter().zip(batch.table.columns());
                Ok(cells
                    .map(|(field, texts)| (field.name().clone(), id(texts, row).unwrap_or_default()))
                    .collect())
            }
            #[cfg(feature = "excel")]
            Reader::Sheet { sheet, .. } => Ok(sheet.account(batch.first + row as u64)),
            #[cfg(feature = "parquet")]
            Reader::Parquet { tables, .. } => tables.row(&self.name, batch, row),
        }
    }

    /// The invalid values in a row of a batch.
    pub(crate) fn wrong_in(&mut self, batch: &Batch, row: usize) -> Result<Vec<Wrong>, Failure> {
        self.account = self.row(batch, row)?;
        let record = self.model.record(&self.account, OnInvalid::Missing);
        Ok(record.map(|record| self.wrong(&record)).unwrap_or_default())
    }

    /// The invalid values of the account that was read, as its record has them.
    pub(crate) fn wrong(&self, record: &Record<'_>) -> Vec<Wrong> {
        let wrong = |issue: &Issue| {
            let column = self.column_of(&issue.attribute);
            let value = match self.account.get(&column) {
                Some(AccountValue::Text(text)) => text.clone(),
                _ => issue.found.clone(),
            };
            Wrong { column, value, expected: issue.expected.clone() }
        };
        record.issues().iter().map(wrong).collect()
    }

    /// The column or key that an attribute's value comes from in the account that was read.
    pub(crate) fn column_of(&self, attribute: &str) -> String {
        let known = self.model.attributes().find(|known| known.name() == attribute);
        let mut names = known.into_iter().flat_map(|known| known.names());
        let there = |name: &&str| match self.account.get(name) {
            Some(AccountValue::Text(text)) => !is_blank(text),
            Some(value) => *value != AccountValue::Null,
            None => false,
        };
        names.find(there).unwrap_or(attribute).to_owned()
    }
}
