//! The rows of a CSV as they stand in the file, some thousand at a time: cut into cells, and made columns by whoever has the time,
//! which may be another thread.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::batch::{Batch, ROWS, broken};
use super::cells::{Cells, KeptTexts, Layout};
use super::header::Columns;
use super::ragged::{Ragged, ragged};
use super::rows::Rows;
use crate::failure::Failure;

/// Bytes of the rows that are read together; one row more may come.
const BYTES: usize = 16 << 20;

/// The rows of a CSV, some thousand at a time.
pub(super) struct Texts {
    layout: Arc<Layout>,
    /// The mistake in the row after the last one that was given.
    wrong: Option<Failure>,
}

impl Texts {
    pub(super) fn new(file: &str, columns: &Columns) -> Self {
        let name = |at: &usize| columns.names.get(*at).map_or("", String::as_str);
        let schema = |places: &[usize]| {
            let fields = places.iter().map(|at| Field::new(name(at), DataType::Utf8, true));
            Arc::new(Schema::new(fields.collect::<Vec<_>>()))
        };
        let layout = Layout {
            name: file.to_owned(),
            width: columns.names.len(),
            read: columns.read.clone(),
            kept: columns.kept.clone(),
            id: columns.id,
            schema: schema(&columns.read),
            kept_schema: schema(&columns.kept),
        };
        Self { layout: Arc::new(layout), wrong: None }
    }

    /// The columns that stand beside the answers.
    #[cfg(feature = "parquet")]
    pub(super) fn kept_fields(&self) -> Vec<arrow_schema::FieldRef> {
        self.layout.kept_schema.fields().iter().cloned().collect()
    }

    /// The next rows; `None` at the end. Rows before one that is wrong come first.
    pub(super) fn next(&mut self, rows: &mut Rows, first: u64) -> Result<Option<TextRows>, Failure> {
        if let Some(wrong) = self.wrong.take() {
            return Err(wrong);
        }
        let (name, width) = (&self.layout.name, self.layout.width);
        let is_comma = rows.delimiter() == b',';
        let mut cells = Cells::default();
        let mut lines = Vec::with_capacity(ROWS);
        while lines.len() < ROWS && cells.text.len() < BYTES {
            match rows.next() {
                Ok(Some(row)) if row.len() == width => {
                    lines.push(row.line);
                    cells.push(row, is_comma);
                }
                Ok(Some(row)) => {
                    let row = Ragged::new(row, width);
                    self.wrong = Some(ragged(name, rows, width, &row));
                    break;
                }
                Ok(None) => break,
                Err(failure) => {
                    self.wrong = Some(failure);
                    break;
                }
            }
        }
        if lines.is_empty() {
            return self.wrong.take().map_or(Ok(None), Err);
        }
        Ok(Some(TextRows { layout: Arc::clone(&self.layout), cells, lines, first }))
    }
}

/// Some rows of a CSV.
#[derive(Debug)]
pub(crate) struct TextRows {
    layout: Arc<Layout>,
    cells: Cells,
    lines: Vec<u64>,
    first: u64,
}

impl TextRows {
    /// How many they are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The columns of the rows; those beside the answers only where `keeps` asks for them.
    pub(super) fn batch(self, keeps: bool) -> Result<Batch, Failure> {
        let Self { layout, cells, lines, first } = self;
        let rows = lines.len();
        let count = RecordBatchOptions::new().with_row_count(Some(rows));
        let column = |at: usize| {
            let mut texts = StringBuilder::with_capacity(rows, rows * 8);
            (0..rows).for_each(|row| texts.append_value(cells.get(row * layout.width + at)));
            Arc::new(texts.finish()) as ArrayRef
        };
        let table = |schema: &SchemaRef, places: &[usize]| {
            let columns = places.iter().map(|at| column(*at)).collect();
            RecordBatch::try_new_with_options(schema.clone(), columns, &count)
                .map_err(|error: ArrowError| broken(&layout.name, error))
        };
        let table_read = table(&layout.schema, &layout.read)?;
        let kept = match keeps {
            true => table(&layout.kept_schema, &layout.kept)?,
            false => RecordBatch::new_empty(Arc::new(Schema::empty())),
        };
        let ids = layout.id.map(|at| {
            let mut ids = StringBuilder::with_capacity(rows, rows * 8);
            for row in 0..rows {
                let id = cells.get(row * layout.width + at).trim();
                ids.append_option(Some(id).filter(|id| !id.is_empty()));
            }
            Arc::new(ids.finish()) as ArrayRef
        });
        let texts = (!keeps).then_some(KeptTexts { layout, cells });
        Ok(Batch { table: table_read, kept, texts, ids, groups: None, first, lines })
    }
}
