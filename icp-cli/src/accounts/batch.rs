//! Accounts in columns: some thousand rows at a time.

use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_schema::ArrowError;

use super::cells::KeptTexts;
use crate::failure::Failure;

/// Rows of a batch.
pub(super) const ROWS: usize = 8_192;

/// Some accounts.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The columns that the model reads.
    pub(crate) table: RecordBatch,
    /// The columns that stand beside the answers.
    pub(crate) kept: RecordBatch,
    /// The same as they stand in a CSV, where nobody asked for a table of them.
    pub(crate) texts: Option<KeptTexts>,
    /// The names of the accounts, if they have any.
    pub(crate) ids: Option<ArrayRef>,
    /// The values that put rows together, where a column of Parquet has them.
    #[cfg_attr(
        not(feature = "parquet"),
        allow(dead_code, reason = "only Parquet is put together from batches")
    )]
    pub(super) groups: Option<ArrayRef>,
    /// The number of the first, from 1.
    pub(crate) first: u64,
    /// The line of each; none for a file without lines.
    pub(super) lines: Vec<u64>,
}

impl Batch {
    /// Accounts in it.
    pub(crate) fn len(&self) -> usize {
        self.table.num_rows()
    }
}

/// A table that cannot be read.
pub(super) fn broken(name: &str, error: ArrowError) -> Failure {
    let text = format!("cannot read {name}: {}", crate::text::shown(&error.to_string()));
    Failure::malformed(text, error)
}

/// The name of an account, if it has one.
pub(crate) fn id(ids: &ArrayRef, row: usize) -> Option<&str> {
    let texts = ids.as_any().downcast_ref::<StringArray>()?;
    (!texts.is_null(row)).then(|| texts.value(row))
}
