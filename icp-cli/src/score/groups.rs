//! A Parquet file whose groups of rows are those of the file that was read: the columns beside the answers are copied from there, and
//! only the answers are packed. `parquet` chooses it where every account is written in its order.

use std::io::{self, Write};
use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{Array as _, ArrayRef};
use arrow_schema::SchemaRef;
use parquet::arrow::arrow_writer::{
    ArrowColumnWriter, ArrowRowGroupWriterFactory, ArrowWriterOptions, compute_leaves,
};
use parquet::arrow::{ArrowSchemaConverter, ArrowWriter};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{SchemaDescriptor, Type};

use crate::accounts::Copied;
use crate::failure::Failure;
use crate::output::Output;

/// The file, and the group of rows that is being written.
pub(super) struct Groups {
    file: SerializedFileWriter<Ready>,
    ready: Ready,
    factory: ArrowRowGroupWriterFactory,
    schema: SchemaRef,
    copied: Copied,
    /// How many columns of the answers stand before those that are copied.
    before: usize,
    /// The columns of the answers of the group; empty before its first row.
    own: Vec<ArrowColumnWriter>,
    group: usize,
    /// Rows of the group that are still to come.
    rest: usize,
}

impl Groups {
    /// The columns of the schema are `before` of the answers, those that are copied, and the other answers.
    pub(super) fn new(
        schema: &SchemaRef,
        before: usize,
        copied: Copied,
        properties: WriterProperties,
    ) -> Result<Self, ParquetError> {
        let known = ArrowSchemaConverter::new().convert(schema)?;
        let mut fields = known.root_schema().get_fields().to_vec();
        fields.splice(before..before + copied.roots().len(), copied.roots().iter().cloned());
        let root = Type::group_type_builder(known.root_schema().name()).with_fields(fields).build()?;
        let options = ArrowWriterOptions::new()
            .with_properties(properties)
            .with_parquet_schema(SchemaDescriptor::new(Arc::new(root)));
        let ready = Ready::default();
        let writer = ArrowWriter::try_new_with_options(ready.clone(), schema.clone(), options)?;
        let (file, factory) = writer.into_serialized_writer()?;
        let rest = copied.rows(0).unwrap_or_default();
        Ok(Self {
            file,
            ready,
            factory,
            schema: schema.clone(),
            copied,
            before,
            own: Vec::new(),
            group: 0,
            rest,
        })
    }

    /// Writes answers: those before the columns that are copied, and the others.
    pub(super) fn write(&mut self, answers: &[ArrayRef], to: &mut Output) -> Result<(), Failure> {
        let rows = answers.first().map_or(0, |column| column.len());
        let mut start = 0;
        while start < rows {
            let count = self.rest.min(rows - start);
            if count == 0 {
                self.close(to)?;
                if self.copied.rows(self.group).is_none() {
                    return Err(unwritable(ParquetError::General("more answers than rows".to_owned())));
                }
                continue;
            }
            self.add(answers, start, count).map_err(unwritable)?;
            start += count;
            self.rest -= count;
        }
        Ok(())
    }

    fn add(&mut self, answers: &[ArrayRef], start: usize, count: usize) -> Result<(), ParquetError> {
        self.begin()?;
        let copied = self.before..self.before + self.copied.roots().len();
        let fields = self.schema.fields().iter().enumerate().filter(|(at, _)| !copied.contains(at));
        for (((_, field), column), writer) in fields.zip(answers).zip(&mut self.own) {
            for leaf in compute_leaves(field, &column.slice(start, count))? {
                writer.write(&leaf)?;
            }
        }
        Ok(())
    }

    /// Begins the group of rows, if it has not begun.
    fn begin(&mut self) -> Result<(), ParquetError> {
        if self.own.is_empty() {
            let mut all = self.factory.create_column_writers(self.group)?;
            all.drain(self.before..self.before + self.copied.parts());
            self.own = all;
        }
        Ok(())
    }

    /// Ends a group of rows, of which all answers are there.
    fn close(&mut self, to: &mut Output) -> Result<(), Failure> {
        self.begin().map_err(unwritable)?;
        let (ready, own) = (&self.ready, take(&mut self.own));
        let mut written = Ok(());
        let mut pass_on = || {
            if written.is_ok() {
                written = to.bytes(&ready.take());
            }
        };
        let close = || {
            let mut group = self.file.next_row_group()?;
            let mut own = own.into_iter();
            for writer in own.by_ref().take(self.before) {
                writer.close()?.append_to_row_group(&mut group)?;
            }
            self.copied.copy(self.group, &mut group, &mut pass_on)?;
            for writer in own {
                writer.close()?.append_to_row_group(&mut group)?;
            }
            group.close().map(|_| ())
        };
        close().map_err(unwritable)?;
        pass_on();
        written?;
        self.group += 1;
        self.rest = self.copied.rows(self.group).unwrap_or_default();
        Ok(())
    }

    /// Ends the file.
    pub(super) fn finish(mut self, to: &mut Output) -> Result<(), Failure> {
        // The last group, and those without a row.
        while self.rest == 0 && self.copied.rows(self.group).is_some() {
            self.close(to)?;
        }
        self.file.close().map_err(unwritable)?;
        to.bytes(&self.ready.take())
    }
}

/// Bytes that are ready to be passed on. They are lent to the writer of the file, and taken from here.
#[derive(Debug, Clone, Default)]
struct Ready(Arc<Mutex<Vec<u8>>>);

impl Ready {
    fn take(&self) -> Vec<u8> {
        take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Ready {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn unwritable(error: ParquetError) -> Failure {
    Failure::unwritable("Parquet", io::Error::other(error))
}
