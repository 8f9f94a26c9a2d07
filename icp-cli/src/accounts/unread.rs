//! Accounts that were read and have yet to become columns, from whichever kind of file.

use super::batch::Batch;
use super::texts::TextRows;
use super::{Accounts, Reader};
use crate::failure::Failure;

/// Accounts that were read and are not in columns yet: that takes longer than to read them.
pub(crate) enum Unread {
    Texts(TextRows),
    #[cfg_attr(
        not(any(feature = "excel", feature = "parquet")),
        allow(dead_code, reason = "CSV and JSON come as text")
    )]
    Columns(Batch),
}

impl Unread {
    /// How many they are.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Texts(rows) => rows.len(),
            Self::Columns(batch) => batch.len(),
        }
    }

    /// The accounts in columns. `keeps` says whether the columns beside the answers are wanted as a table.
    pub(crate) fn batch(self, keeps: bool) -> Result<Batch, Failure> {
        match self {
            Self::Texts(rows) => rows.batch(keeps),
            Self::Columns(batch) => Ok(batch),
        }
    }
}

impl Accounts<'_> {
    /// Reads the next accounts in columns; `None` when there is no more.
    pub(crate) fn batch(&mut self) -> Result<Option<Batch>, Failure> {
        self.unread()?.map(|unread| unread.batch(true)).transpose()
    }

    /// Reads the next accounts, which another thread may then make columns of; `None` when there is no more.
    pub(crate) fn unread(&mut self) -> Result<Option<Unread>, Failure> {
        let first = self.number + 1;
        let unread = match &mut self.reader {
            Reader::Csv { rows, texts, .. } => texts.next(rows, first)?.map(Unread::Texts),
            Reader::Json(_) => None,
            #[cfg(feature = "excel")]
            Reader::Sheet { sheet, .. } => sheet.batch(&self.name, first)?.map(Unread::Columns),
            #[cfg(feature = "parquet")]
            Reader::Parquet { tables, .. } => tables.next(&self.name, first)?.map(Unread::Columns),
        };
        self.number += unread.as_ref().map_or(0, |unread| unread.len() as u64);
        Ok(unread)
    }
}
