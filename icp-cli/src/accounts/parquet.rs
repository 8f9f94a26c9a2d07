//! Reads a Parquet file in batches of some thousand rows, and only the columns that the model or the names need.

use std::error::Error;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::cast::AsArray as _;
use arrow_array::types::Int64Type;
use arrow_array::{ArrayRef, RecordBatch, StringArray, new_null_array};
use arrow_schema::{DataType, Field, FieldRef, Schema};
use icp_core::arrow::{ArrowOptions, BatchScorer, arrow_value};
use icp_core::batch::AsOf;
use icp_core::{Account, AccountValue, BatchError, Date, Model, RecordKey};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::batch::{Batch, ROWS, broken};
use super::copied::Copied;
use super::header::{Columns, is_read};
use super::{ReadOptions, identity, parquet_types};
use crate::failure::Failure;
use crate::notice::notice;
use crate::text::{list, shown};

/// The first bytes of every Parquet file.
const MAGIC: [u8; 4] = *b"PAR1";

/// The rows of a Parquet file.
pub(super) struct Tables {
    reader: ParquetRecordBatchReader,
    /// The number of rows in the file.
    size: u64,
    /// The columns that the model reads, as indices among the columns that are read from the file.
    read: Vec<usize>,
    /// The columns that stand beside the answers, likewise; none where they are copied.
    kept: Vec<usize>,
    kept_fields: Vec<FieldRef>,
    copied: Option<Copied>,
    /// The column with the accounts' names, as an index among the same columns.
    id: Option<usize>,
    /// The column whose equal values put rows together, likewise.
    group: Option<usize>,
    /// Turns single rows of a batch into accounts.
    scorer: BatchScorer,
    /// The batch that [`Tables::account`] reads from, and its next row there.
    current: Option<Batch>,
    row: usize,
}

/// An account, its name, the value that puts it together with others, and what stands beside the answers.
type NamedRow = (Account, Option<String>, Option<String>, Vec<AccountValue>);

/// Whether a file is Parquet, judged by its first bytes and not by its name.
pub(super) fn is_one(path: &Path) -> bool {
    let begins = || -> std::io::Result<[u8; 4]> {
        let mut bytes = [0; 4];
        File::open(path)?.read_exact(&mut bytes)?;
        Ok(bytes)
    };
    // Only regular files are tested: what is read from a named pipe here would be lost to its reader.
    std::fs::metadata(path).is_ok_and(|about| about.is_file()) && begins().is_ok_and(|bytes| bytes == MAGIC)
}

/// All columns of a file, batch by batch.
pub(super) fn each(path: &Path, name: &str, mut of: impl FnMut(&RecordBatch)) -> Result<(), Failure> {
    let file = File::open(path).map_err(|error| Failure::unreadable(name, error))?;
    let (holds, _) = parquet_types::load(&file).map_err(|error| unreadable(name, error))?;
    let all: Vec<usize> = (0..holds.schema().fields().len()).collect();
    let holds = parquet_types::typed(holds, &all, |_| false).map_err(|error| unreadable(name, error))?;
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, holds).with_batch_size(ROWS);
    for batch in builder.build().map_err(|error| unreadable(name, error))? {
        of(&batch.map_err(|error| unreadable(name, error))?);
    }
    Ok(())
}

impl Tables {
    pub(super) fn open(
        model: &Model,
        path: &Path,
        name: &str,
        options: ReadOptions<'_>,
    ) -> Result<(Self, Columns), Failure> {
        let file = File::open(path).map_err(|error| Failure::unreadable(name, error))?;
        if file.metadata().is_ok_and(|about| about.is_file()) && !is_one(path) {
            return Err(Failure::Usage(format!(
                "cannot read {name} as Parquet: it does not begin as Parquet does"
            ))
            .help("give it the ending of what it is, such as `.csv` or `.jsonl`"));
        }
        let (holds, is_plain) = parquet_types::load(&file).map_err(|error| unreadable(name, error))?;
        let names = holds.schema().fields().iter().map(|field| field.name().clone()).collect();
        // A column of another type holds no objects that are read.
        let schema = holds.schema().clone();
        let is_object =
            |at: usize| matches!(schema.field(at).data_type(), DataType::Struct(_) | DataType::Utf8);
        let reads = |at: usize, name: &str| {
            is_read(model, name) || is_object(at) && model.key(name).is_some_and(RecordKey::is_object)
        };
        let mut columns = Columns::reading(model, name, names, None, options, reads)?;
        let moments = parquet_types::without_zone(&holds, &columns.read);
        if is_plain && !moments.is_empty() {
            let moments = list(moments);
            notice(&format!(
                "{name}: its Arrow schema cannot be read; the days of {moments} are those of UTC"
            ));
        }
        let asked: Vec<usize> = columns
            .read
            .iter()
            .chain(&columns.kept)
            .copied()
            .chain(columns.id)
            .chain(columns.group)
            .collect();
        let copied =
            if options.copies && !is_plain { Copied::new(path, &holds, &columns.kept) } else { None };
        let stands_beside = |at: &usize| copied.is_none() && columns.kept.contains(at);
        let words: Vec<usize> = columns.read.iter().copied().filter(|at| !stands_beside(at)).collect();
        let words: Vec<usize> =
            words.into_iter().filter(|at| parquet_types::is_of_words(&holds, *at)).collect();
        let typed = |has_words: &dyn Fn(usize) -> bool| {
            parquet_types::typed(holds.clone(), &asked, has_words).map_err(|error| unreadable(name, error))
        };
        let plain = typed(&|_| false)?;
        let kept_fields = columns.kept.iter().filter_map(|at| plain.schema().fields().get(*at)).cloned();
        let kept_fields = kept_fields.collect();
        let holds = if words.is_empty() { plain } else { typed(&|at| words.contains(&at))? };
        if let Some(why) = id_refused(holds.schema(), columns.id) {
            notice(&format!("{name}: accounts are named by their rows: {}", shown(why.message())));
            columns.id = None;
        }
        let kept = if copied.is_some() { &[][..] } else { &*columns.kept };
        let read_or_kept = columns.read.iter().chain(kept).copied();
        let mut taken: Vec<usize> = read_or_kept.chain(columns.id).chain(columns.group).collect();
        taken.sort_unstable();
        taken.dedup();
        let place = |at: &usize| taken.binary_search(at).ok();
        let read = columns.read.iter().filter_map(place).collect();
        let kept = kept.iter().filter_map(place).collect();
        let id = columns.id.as_ref().and_then(place);
        let group = columns.group.as_ref().and_then(place);
        let size = u64::try_from(holds.metadata().file_metadata().num_rows()).unwrap_or_default();
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, holds);
        let mask = ProjectionMask::roots(builder.parquet_schema(), taken);
        let reader = builder.with_projection(mask).with_batch_size(ROWS).build();
        let reader = reader.map_err(|error| unreadable(name, error))?;
        // Any day will do: the scorer only reads values, and those do not depend on the as-of date.
        let scorer = BatchScorer::new(model, &ArrowOptions::new(AsOf::Day(Date::MIN)));
        let (current, row) = (None, 0);
        let tables = Self { reader, size, read, kept, kept_fields, copied, id, group, scorer, current, row };
        Ok((tables, columns))
    }

    /// The columns that stand beside the answers.
    pub(super) fn kept_fields(&self) -> Vec<FieldRef> {
        self.kept_fields.clone()
    }

    /// The same, where they are copied and not read; whoever writes takes them.
    pub(super) fn copied(&mut self) -> Option<Copied> {
        self.copied.take()
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// The next batch of rows; `None` at the end. `first` is the number of its first row.
    pub(super) fn next(&mut self, name: &str, first: u64) -> Result<Option<Batch>, Failure> {
        let Some(batch) = self.reader.next() else { return Ok(None) };
        let batch = batch.map_err(|error| unreadable(name, error))?;
        let table = batch.project(&self.read).map_err(|error| broken(name, error))?;
        let kept = batch.project(&self.kept).map_err(|error| broken(name, error))?;
        let schema = batch.schema();
        let of = |at: Option<usize>| {
            let column = at.and_then(|at| schema.fields().get(at).zip(batch.columns().get(at)));
            column.map(|(field, array)| texts(name, field, array)).transpose()
        };
        let (ids, groups) = (of(self.id)?, of(self.group)?);
        Ok(Some(Batch { table, kept, texts: None, ids, groups, first, lines: Vec::new() }))
    }

    /// The next row as an account, with its name and its group if it has them; `None` at the end.
    pub(super) fn account(&mut self, name: &str) -> Result<Option<NamedRow>, Failure> {
        loop {
            if let Some(batch) = self.current.as_ref().filter(|batch| self.row < batch.len()) {
                let row = self.row;
                self.row += 1;
                let account = single(&self.scorer, name, &batch.table, row)?;
                let of = |texts: &Option<ArrayRef>| {
                    texts.as_ref().and_then(|texts| super::batch::id(texts, row)).map(str::to_owned)
                };
                let kept = values(name, &batch.kept, row)?;
                return Ok(Some((account, of(&batch.ids), of(&batch.groups), kept)));
            }
            self.row = 0;
            self.current = self.next(name, 0)?;
            if self.current.is_none() {
                return Ok(None);
            }
        }
    }

    /// A row of a batch as an account.
    pub(super) fn row(&self, name: &str, batch: &Batch, row: usize) -> Result<Account, Failure> {
        single(&self.scorer, name, &batch.table, row)
    }
}

fn single(scorer: &BatchScorer, name: &str, table: &RecordBatch, row: usize) -> Result<Account, Failure> {
    scorer.account(table, row).map_err(|error| Failure::refused(format!("{name}: {error}"), error))
}

/// The values of a row.
fn values(name: &str, table: &RecordBatch, row: usize) -> Result<Vec<AccountValue>, Failure> {
    let schema = table.schema();
    let cells = schema.fields().iter().zip(table.columns());
    let value = |(field, array): (&Arc<Field>, &ArrayRef)| {
        arrow_value(field, array, row).map_err(|e| Failure::refused(format!("{name}: {e}"), e))
    };
    cells.map(value).collect()
}

/// Why a column cannot name the accounts: the error for its type, if values of that type cannot be read.
fn id_refused(schema: &Schema, id: Option<usize>) -> Option<BatchError> {
    let field = schema.fields().get(id?)?;
    arrow_value(field, &new_null_array(field.data_type(), 1), 0).err()
}

/// The names of the accounts in a batch, converted to text.
fn texts(name: &str, field: &Field, array: &ArrayRef) -> Result<ArrayRef, Failure> {
    let refused = |error: BatchError| Failure::refused(format!("{name}: {error}"), error);
    if *array.data_type() == DataType::Null {
        return Ok(Arc::new(StringArray::new_null(array.len())));
    }
    if let Some(numbers) = array.as_primitive_opt::<Int64Type>().filter(|_| field.metadata().is_empty()) {
        // Most names that are not texts are these.
        let mut ids = StringBuilder::with_capacity(numbers.len(), numbers.len() * 8);
        numbers.iter().for_each(|number| ids.append_option(number.map(|number| number.to_string())));
        return Ok(Arc::new(ids.finish()));
    }
    let ids: Result<Vec<Option<String>>, Failure> = (0..array.len())
        .map(|row| Ok(identity::of_value(&arrow_value(field, array, row).map_err(refused)?)))
        .collect();
    Ok(Arc::new(StringArray::from(ids?)))
}

/// The failure of a file that the Parquet library refuses: the library's message without its prefix.
fn unreadable(name: &str, error: impl Error + Send + Sync + 'static) -> Failure {
    let text = error.to_string();
    let text = ["Parquet argument error: ", "Parquet error: "]
        .iter()
        .fold(&*text, |text, before| text.strip_prefix(before).unwrap_or(text));
    if let Some(codec) = text.strip_prefix("Disabled feature at compile time: ") {
        let text = format!("cannot read {name}: it is compressed with {}", shown(codec));
        return Failure::malformed(text, error)
            .help("write it with Zstandard, Snappy, gzip, LZ4 or no compression");
    }
    Failure::malformed(format!("cannot read {name} as Parquet: {}", shown(text)), error)
}
