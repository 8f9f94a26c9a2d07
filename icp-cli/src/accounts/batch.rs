//! Accounts in columns: some thousand rows at a time.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchOptions, StringArray};
#[cfg(feature = "parquet")]
use arrow_schema::FieldRef;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::header::Columns;
use super::ragged::{Ragged, ragged};
use super::rows::Rows;
use crate::failure::Failure;

/// Rows of a batch.
pub(super) const ROWS: usize = 8_192;
/// Bytes of a batch's cells; one row more may come.
const BYTES: usize = 16 << 20;

/// Some accounts.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The columns that the model reads.
    pub(crate) table: RecordBatch,
    /// The columns that stand beside the answers.
    pub(crate) kept: RecordBatch,
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

/// The rows of a CSV as columns of text.
pub(super) struct Texts {
    schema: SchemaRef,
    kept: SchemaRef,
    /// The mistake in the row after the last one that was given.
    wrong: Option<Failure>,
}

impl Texts {
    pub(super) fn new(columns: &Columns) -> Self {
        let name = |at: &usize| columns.names.get(*at).map_or("", String::as_str);
        let schema = |places: &[usize]| {
            let fields = places.iter().map(|at| Field::new(name(at), DataType::Utf8, true));
            Arc::new(Schema::new(fields.collect::<Vec<_>>()))
        };
        Self { schema: schema(&columns.read), kept: schema(&columns.kept), wrong: None }
    }

    /// The columns that stand beside the answers.
    #[cfg(feature = "parquet")]
    pub(super) fn kept_fields(&self) -> Vec<FieldRef> {
        self.kept.fields().iter().cloned().collect()
    }

    /// The next rows; `None` at the end. Rows before one that is wrong come first.
    pub(super) fn next(
        &mut self,
        name: &str,
        rows: &mut Rows,
        columns: &Columns,
        first: u64,
    ) -> Result<Option<Batch>, Failure> {
        if let Some(wrong) = self.wrong.take() {
            return Err(wrong);
        }
        let mut cells: Vec<StringBuilder> = columns.read.iter().map(|_| StringBuilder::new()).collect();
        let mut kept: Vec<StringBuilder> = columns.kept.iter().map(|_| StringBuilder::new()).collect();
        let mut ids = columns.id.map(|_| StringBuilder::new());
        let (mut lines, mut bytes) = (Vec::with_capacity(ROWS), 0);
        while lines.len() < ROWS && bytes < BYTES {
            let row = match rows.next() {
                Ok(Some(row)) if row.len() == columns.names.len() => row,
                Ok(Some(row)) => {
                    let wide = columns.names.len();
                    let row = Ragged::new(row, wide);
                    self.wrong = Some(ragged(name, rows, wide, &row));
                    break;
                }
                Ok(None) => break,
                Err(failure) => {
                    self.wrong = Some(failure);
                    break;
                }
            };
            lines.push(row.line);
            let wanted = columns.read.iter().zip(&mut cells).chain(columns.kept.iter().zip(&mut kept));
            for (at, column) in wanted {
                let cell = row.get(*at).unwrap_or_default();
                bytes += cell.len();
                column.append_value(cell);
            }
            if let Some((at, column)) = columns.id.zip(ids.as_mut()) {
                let id = row.get(at).map(str::trim).filter(|id| !id.is_empty());
                bytes += id.map_or(0, str::len);
                column.append_option(id);
            }
        }
        if lines.is_empty() {
            return self.wrong.take().map_or(Ok(None), Err);
        }
        let count = RecordBatchOptions::new().with_row_count(Some(lines.len()));
        let table = |schema: &SchemaRef, cells: &mut [StringBuilder]| {
            let columns = cells.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef).collect();
            RecordBatch::try_new_with_options(schema.clone(), columns, &count)
                .map_err(|error| broken(name, error))
        };
        let (table, kept) = (table(&self.schema, &mut cells)?, table(&self.kept, &mut kept)?);
        let ids = ids.map(|mut ids| Arc::new(ids.finish()) as ArrayRef);
        Ok(Some(Batch { table, kept, ids, groups: None, first, lines }))
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
