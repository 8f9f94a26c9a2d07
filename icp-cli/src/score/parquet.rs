//! Scores as Parquet: what names the accounts, and the columns that the core gives.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Int32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use arrow_select::interleave::interleave;
use icp_core::arrow::BatchScorer;
use icp_core::batch::Scores;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::Work;
use super::columns::called_twice;
use super::groups::{Groups, unwritable};
use super::order::Key;
use super::ranking::{Order, Ranking};
use super::row::{Row, held};
use super::scored::{ROW, scored};
use super::summary::Summary;
use crate::accounts::Batch;
use crate::failure::Failure;
use crate::output::Output;

/// Rows that are kept until they are written together.
const GROUP: usize = 262_144;

impl Work<'_> {
    pub(super) fn parquet(&mut self) -> Result<Summary, Failure> {
        if let Some(why) = self.accounts.one_by_one() {
            return Err(Failure::Usage(format!(
                "`--format parquet` is for accounts that come in columns: {why}"
            ))
            .help("write `--format jsonl`, or CSV"));
        }
        let (answers, order) = self.columns()?;
        let id_name = self.accounts.id_name().unwrap_or(ROW).to_owned();
        let empty = RecordBatch::new_empty(Arc::new(Schema::empty()));
        let results =
            self.model.result_schema(&empty.schema(), &self.options()).map_err(|error| mistake(&error))?;
        let names = self.accounts.id_name().is_some();
        let kind = if names { DataType::Utf8 } else { DataType::Int64 };
        let is_kept = self.accounts.kept_names().contains(&id_name);
        let mut fields = Vec::new();
        if !is_kept {
            fields.push(Arc::new(Field::new(&id_name, kind, true)));
        }
        if results.field_with_name(&id_name).is_ok() {
            return Err(Failure::Usage(format!(
                "the column that names the accounts is called `{id_name}`, like a result"
            ))
            .help("`--id` names another"));
        }
        let kept = self.accounts.kept_fields();
        // Parquet has answers that CSV has not.
        if let Some(twice) = kept.iter().find(|field| results.field_with_name(field.name()).is_ok()) {
            return Err(called_twice(twice.name()));
        }
        fields.extend(kept);
        fields.extend(results.fields().iter().cloned());
        if self.writing.rank {
            let name = format!("{}rank", self.writing.prefix);
            fields.push(Arc::new(Field::new(name, DataType::Int32, true)));
        }
        let schema = Arc::new(Schema::new_with_metadata(fields, results.metadata().clone()));
        // Who gave the answers, for those who read the file's own metadata and not Arrow's.
        let by = results.metadata().get("icp").map(|by| vec![KeyValue::new("icp".to_owned(), by.clone())]);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(by)
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let copied = self.accounts.copied();
        let copies = copied.is_some();
        let mut writer = match copied {
            Some(copied) => {
                let groups = Groups::new(&schema, usize::from(!is_kept), copied, properties);
                Writer::Groups(Box::new(groups.map_err(unwritable)?))
            }
            None => {
                let writer = ArrowWriter::try_new(Vec::new(), schema.clone(), Some(properties));
                Writer::Rows(Box::new(writer.map_err(unwritable)?))
            }
        };
        // Ranks and orders are known at the end.
        let mut waiting = Waiting::new(order);
        let (model, only) = (self.model, self.only.clone());
        let make = |scorer: &mut BatchScorer, batch: &Batch, scores: Scores| -> Result<Made, Failure> {
            let mut made =
                Made { summary: Summary::new(model), rows: Vec::new(), taken: 0, columns: Vec::new() };
            let mut taken = Vec::new();
            for at in 0..batch.len() {
                let Some(row) = Row::of_scores(batch.first + at as u64, &scores, at) else { continue };
                made.summary.add(&row, held(&scores, at));
                if !only.asks() && !order.waits() {
                    made.taken += 1;
                    continue;
                }
                let scored = scored(batch, &scores, at, (&row, &id_name));
                if only.takes(model, &row, |at| scored.said.get(at).copied().flatten()) {
                    made.taken += 1;
                    taken.push(at);
                    made.rows.push((row, order.key(&answers, &scored)));
                }
            }
            let results = scorer.table(&batch.table, scores).map_err(|error| mistake(&error))?;
            let numbers = || batch.first as i64..batch.first as i64 + batch.len() as i64;
            let ids: ArrayRef = match &batch.ids {
                Some(ids) => ids.clone(),
                None if names => Arc::new(StringArray::new_null(batch.len())),
                None => Arc::new(Int64Array::from_iter_values(numbers())),
            };
            let mut columns = if is_kept { Vec::new() } else { vec![ids] };
            columns.extend(batch.kept.columns().iter().filter(|_| !copies).cloned());
            columns.extend(results.columns().iter().cloned());
            made.columns = if made.taken < batch.len() { picked(&columns, &taken)? } else { columns };
            Ok(made)
        };
        let summary = self.batches(true, make, |work, _, made, summary| {
            let made = made?;
            summary.merge(made.summary);
            work.taken += made.taken as u64;
            if !order.waits() {
                return writer.write(&schema, made.columns, &mut work.output);
            }
            for (at, (row, key)) in made.rows.into_iter().enumerate() {
                waiting.note(row, key, at);
            }
            waiting.push(made.columns);
            Ok(())
        })?;
        for columns in waiting.tables(self.writing.rank) {
            writer.write(&schema, columns?, &mut self.output)?;
        }
        writer.finish(&mut self.output)?;
        Ok(summary)
    }
}

/// The answers of a batch, as they are written.
struct Made {
    summary: Summary,
    /// The accounts that are taken, where they are written at the end or some are not.
    rows: Vec<(Row, Option<Key>)>,
    taken: usize,
    columns: Vec<ArrayRef>,
}

/// The writer of a file.
enum Writer {
    /// All columns.
    Rows(Box<ArrowWriter<Vec<u8>>>),
    /// The answers beside columns that are copied.
    Groups(Box<Groups>),
}

impl Writer {
    fn write(&mut self, schema: &SchemaRef, columns: Vec<ArrayRef>, to: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Rows(writer) => {
                let table = RecordBatch::try_new(schema.clone(), columns)
                    .map_err(|error| Failure::refused(error.to_string(), error))?;
                writer.write(&table).map_err(unwritable)?;
                pass_on(writer.inner_mut(), to)
            }
            Self::Groups(groups) => groups.write(&columns, to),
        }
    }

    fn finish(self, to: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Rows(writer) => pass_on(&mut writer.into_inner().map_err(unwritable)?, to),
            Self::Groups(groups) => groups.finish(to),
        }
    }
}

/// Rows that are written at the end.
struct Waiting {
    ranking: Ranking<(usize, usize)>,
    tables: Vec<Vec<ArrayRef>>,
    waits: bool,
}

impl Waiting {
    fn new(order: Order) -> Self {
        Self { ranking: Ranking::new(order), tables: Vec::new(), waits: order.waits() }
    }

    /// Notes a row of the table that is pushed next.
    fn note(&mut self, row: Row, key: Option<Key>, at: usize) {
        if self.waits {
            self.ranking.push(row, key, (self.tables.len(), at));
        }
    }

    fn push(&mut self, table: Vec<ArrayRef>) {
        self.tables.push(table);
    }

    /// All rows in their order, some thousand at a time, with their ranks if they are wanted.
    fn tables(self, ranks: bool) -> impl Iterator<Item = Result<Vec<ArrayRef>, Failure>> {
        let mut rows = self.ranking.written();
        std::iter::from_fn(move || {
            let (numbers, places): (Vec<i32>, Vec<(usize, usize)>) =
                rows.by_ref().take(TOGETHER).map(|(rank, place)| (rank as i32, place)).unzip();
            if places.is_empty() {
                return None;
            }
            let columns = self.tables.first().map_or(0, Vec::len);
            let column = |at: usize| {
                let arrays: Vec<&dyn Array> =
                    self.tables.iter().filter_map(|table| Some(&**table.get(at)?)).collect();
                interleave(&arrays, &places).map_err(unpicked)
            };
            let mut columns: Vec<_> = (0..columns).map(column).collect();
            if ranks {
                columns.push(Ok(Arc::new(Int32Array::from(numbers))));
            }
            Some(columns.into_iter().collect())
        })
    }
}

/// Rows of a sorted table that are written together.
const TOGETHER: usize = 8_192;

/// Some rows of a table.
fn picked(columns: &[ArrayRef], rows: &[usize]) -> Result<Vec<ArrayRef>, Failure> {
    let places: Vec<(usize, usize)> = rows.iter().map(|row| (0, *row)).collect();
    columns.iter().map(|column| interleave(&[&**column], &places).map_err(unpicked)).collect()
}

fn unpicked(error: ArrowError) -> Failure {
    Failure::refused(error.to_string(), error)
}

/// Bytes that are ready go where the answer goes.
fn pass_on(bytes: &mut Vec<u8>, output: &mut Output) -> Result<(), Failure> {
    output.bytes(bytes)?;
    bytes.clear();
    Ok(())
}

fn mistake(error: &icp_core::BatchError) -> Failure {
    Failure::refused(error.to_string(), error.clone())
}
