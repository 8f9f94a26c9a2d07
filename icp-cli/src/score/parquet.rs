//! Scores as Parquet: what names the accounts, and the columns that the core gives.

use std::io;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Int32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{Field, Schema, SchemaRef};
use icp_core::arrow::BatchScorer;
use icp_core::assessment::RankKey;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::Work;
use super::row::{Row, held};
use super::summary::Summary;
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
        let id_name = self.accounts.id_name().unwrap_or("row").to_owned();
        let mut tables = BatchScorer::new(self.model, &self.options());
        let empty = RecordBatch::new_empty(Arc::new(Schema::empty()));
        let results =
            self.model.result_schema(&empty.schema(), &self.options()).map_err(|error| mistake(&error))?;
        let names = self.accounts.id_name().is_some();
        let kind = if names { arrow_schema::DataType::Utf8 } else { arrow_schema::DataType::Int64 };
        let mut fields = vec![Arc::new(Field::new(&id_name, kind, true))];
        if results.field_with_name(&id_name).is_ok() {
            return Err(Failure::Usage(format!(
                "the column that names the accounts is called `{id_name}`, like a result"
            ))
            .help("`--id` names another"));
        }
        fields.extend(results.fields().iter().cloned());
        if self.rank {
            fields.push(Arc::new(Field::new("rank", arrow_schema::DataType::Int32, true)));
        }
        let schema = Arc::new(Schema::new_with_metadata(fields, results.metadata().clone()));
        // Who gave the answers, for those who read the file's own metadata and not Arrow's.
        let by = results.metadata().get("icp").map(|by| vec![KeyValue::new("icp".to_owned(), by.clone())]);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(by)
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        // The rows are written to the output while it is also lent to nobody else: it takes turns.
        let mut writer: ArrowWriter<Vec<u8>> =
            ArrowWriter::try_new(Vec::new(), schema.clone(), Some(properties)).map_err(unwritable)?;
        // Ranks are known at the end.
        let (mut waiting, mut keys): (Vec<Vec<ArrayRef>>, Vec<RankKey>) = Default::default();
        let summary = self.batches(|work, batch, scores, summary| {
            if work.rank {
                keys.extend((0..scores.rows()).filter_map(|row| scores.rank_key(row)));
            }
            for at in 0..batch.len() {
                if let Some(row) = Row::of_scores(batch.first + at as u64, &scores, at) {
                    summary.add(&row, held(&scores, at));
                }
            }
            let results = tables.table(&batch.table, scores).map_err(|error| mistake(&error))?;
            let numbers = || batch.first as i64..batch.first as i64 + batch.len() as i64;
            let ids: ArrayRef = match &batch.ids {
                Some(ids) => ids.clone(),
                None if names => Arc::new(StringArray::new_null(batch.len())),
                None => Arc::new(Int64Array::from_iter_values(numbers())),
            };
            let mut columns = vec![ids];
            columns.extend(results.columns().iter().cloned());
            if work.rank {
                waiting.push(columns);
                return Ok(());
            }
            write(&mut writer, &schema, columns)?;
            pass_on(writer.inner_mut(), &mut work.output)
        })?;
        let mut ranks = Int32Array::from(RankKey::ranks(keys));
        for mut columns in waiting {
            let rows = columns.first().map_or(0, |column| column.len());
            columns.push(Arc::new(ranks.slice(0, rows)));
            ranks = ranks.slice(rows, ranks.len() - rows);
            write(&mut writer, &schema, columns)?;
            pass_on(writer.inner_mut(), &mut self.output)?;
        }
        let mut rest = writer.into_inner().map_err(unwritable)?;
        pass_on(&mut rest, &mut self.output)?;
        Ok(summary)
    }
}

fn write(
    writer: &mut ArrowWriter<Vec<u8>>,
    schema: &SchemaRef,
    columns: Vec<ArrayRef>,
) -> Result<(), Failure> {
    let table = RecordBatch::try_new(schema.clone(), columns)
        .map_err(|error| Failure::refused(error.to_string(), error))?;
    writer.write(&table).map_err(unwritable)
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

fn unwritable(error: ParquetError) -> Failure {
    Failure::unwritable("Parquet", io::Error::other(error))
}
