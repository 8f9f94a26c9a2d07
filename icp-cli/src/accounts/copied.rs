//! The columns of a Parquet file that stand beside the answers, copied as they lie in the file: nothing is unpacked, and nothing is
//! packed again. Whoever writes Parquet asks here; what cannot be copied so is read like any other column.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use parquet::arrow::arrow_reader::ArrowReaderMetadata;
use parquet::basic::Type as Physical;
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use parquet::file::writer::SerializedRowGroupWriter;
use parquet::schema::types::TypePtr;

use super::parquet_types;

/// The most rows of a group, which has one at least: the answers of a group are in memory until it is written.
const MOST_ROWS: i64 = 1 << 20;
/// The fewest rows of a group, on the mean: many small ones are better written anew.
const FEWEST_ROWS: i64 = 4_096;
/// The most bytes of a column of a group, which are in memory while they are copied.
const MOST_BYTES: i64 = 16 << 20;

/// Columns that are copied, group of rows by group of rows.
pub(crate) struct Copied {
    file: File,
    holds: Arc<ParquetMetaData>,
    /// The types of the columns in the file.
    roots: Vec<TypePtr>,
    /// The places of their parts among all parts of the file's columns.
    leaves: Vec<usize>,
}

impl Copied {
    /// The columns at these places; `None` where one of them has to be read, or the groups are very large or very small.
    pub(super) fn new(path: &Path, holds: &ArrowReaderMetadata, kept: &[usize]) -> Option<Self> {
        let typed = parquet_types::typed(holds.clone(), kept, |_| false).ok()?;
        if kept.is_empty() || typed.schema() != holds.schema() {
            return None;
        }
        let schema = holds.parquet_schema();
        let all = 0..schema.num_columns();
        let is_of = |leaf: &usize, root: usize| schema.get_column_root_idx(*leaf) == root;
        let parts = |root: usize| all.clone().filter(move |leaf| is_of(leaf, root));
        let leaves: Vec<usize> = kept.iter().copied().flat_map(parts).collect();
        let roots = kept.iter().map(|root| schema.root_schema().get_fields().get(*root).cloned());
        let groups = holds.metadata().row_groups();
        let rows: i64 = groups.iter().map(|group| group.num_rows()).sum();
        let is_fit = groups.iter().all(|group| {
            let mut chunks = leaves.iter().filter_map(|leaf| group.columns().get(*leaf));
            (1..=MOST_ROWS).contains(&group.num_rows()) && chunks.all(can_be_copied)
        });
        let is_small = groups.len() > 1 && rows / (groups.len() as i64) < FEWEST_ROWS;
        if !is_fit || is_small || groups.is_empty() {
            return None;
        }
        // A file of its own: where it was read to is not shared with the reader of the other columns.
        let file = File::open(path).ok()?;
        Some(Self { file, holds: Arc::clone(holds.metadata()), roots: roots.collect::<Option<_>>()?, leaves })
    }

    /// The types of the columns, for the schema of a file that they are copied into.
    pub(crate) fn roots(&self) -> &[TypePtr] {
        &self.roots
    }

    /// How many parts the columns have.
    pub(crate) fn parts(&self) -> usize {
        self.leaves.len()
    }

    /// The rows of a group; `None` behind the last.
    pub(crate) fn rows(&self, group: usize) -> Option<usize> {
        let group = self.holds.row_groups().get(group)?;
        usize::try_from(group.num_rows()).ok()
    }

    /// Copies the columns of a group, and calls after each.
    pub(crate) fn copy<W: Write + Send>(
        &self,
        group: usize,
        to: &mut SerializedRowGroupWriter<'_, W>,
        mut then: impl FnMut(),
    ) -> Result<(), ParquetError> {
        let Some(group) = self.holds.row_groups().get(group) else { return Ok(()) };
        for chunk in self.leaves.iter().filter_map(|leaf| group.columns().get(*leaf)) {
            let close = ColumnCloseResult {
                bytes_written: u64::try_from(chunk.compressed_size()).unwrap_or_default(),
                rows_written: u64::try_from(group.num_rows()).unwrap_or_default(),
                metadata: chunk.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            to.append_column(&self.file, close)?;
            then();
        }
        Ok(())
    }
}

/// Whether the bytes of a column of a group can stand in another file as they are.
fn can_be_copied(chunk: &ColumnChunkMetaData) -> bool {
    chunk.column_descr().physical_type() != Physical::INT96
        && chunk.file_path().is_none()
        && chunk.compressed_size() <= MOST_BYTES
}
