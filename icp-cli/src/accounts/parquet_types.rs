//! The types of the columns of a Parquet file: their Arrow types, and the types that Parquet itself gives them.

use std::fs::File;
use std::sync::Arc;

use arrow_schema::{DataType, Field, FieldRef, Schema, TimeUnit};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::basic::{ConvertedType, LogicalType, Type};
use parquet::errors::ParquetError;
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor};

/// Loads the metadata of a file. The flag is true if the Arrow schema in it had to be ignored, since it has types
/// that this version of the library does not know, perhaps in columns that nobody asks for.
pub(super) fn load(file: &File) -> Result<(ArrowReaderMetadata, bool), ParquetError> {
    match ArrowReaderMetadata::load(file, ArrowReaderOptions::new()) {
        Ok(holds) => Ok((holds, false)),
        Err(error) => {
            let plain = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
            ArrowReaderMetadata::load(file, plain).map(|holds| (holds, true)).map_err(|_| error)
        }
    }
}

/// The timestamp columns whose time zone may be lost, since Parquet's own types have no zone.
pub(super) fn without_zone<'f>(file: &'f ArrowReaderMetadata, read: &[usize]) -> Vec<&'f str> {
    let fields = read.iter().filter_map(|at| file.schema().fields().get(*at));
    let moments = fields.filter(|field| matches!(field.data_type(), DataType::Timestamp(_, Some(_))));
    moments.map(|field| field.name().as_str()).collect()
}

/// The same with the types that are right for scores, for the columns that are taken. A text of which `has_words` holds comes as
/// numbers of words, as most files have it: each word is then read once.
pub(super) fn typed(
    file: ArrowReaderMetadata,
    taken: &[usize],
    has_words: impl Fn(usize) -> bool,
) -> Result<ArrowReaderMetadata, ParquetError> {
    let mut leaves = file.parquet_schema().columns().iter();
    let fields: Vec<FieldRef> = file
        .schema()
        .fields()
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let read = read_as(field, &mut leaves);
            match read.data_type() {
                _ if !taken.contains(&at) => field.clone(),
                // A text also where nobody has to say so: what is only said to be one does not come in words.
                DataType::Utf8 if field == &read && read.extension_type_name().is_none() && has_words(at) => {
                    let words = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
                    Arc::new(read.as_ref().clone().with_data_type(words))
                }
                _ => read,
            }
        })
        .collect();
    if fields.iter().eq(file.schema().fields()) {
        return Ok(file);
    }
    let schema = Schema::new_with_metadata(fields, file.schema().metadata().clone());
    ArrowReaderMetadata::try_new(
        file.metadata().clone(),
        ArrowReaderOptions::new().with_schema(Arc::new(schema)),
    )
}

/// Whether all groups of rows have the values of a column as numbers of words.
pub(super) fn is_of_words(file: &ArrowReaderMetadata, at: usize) -> bool {
    let mut leaves = (0..).take(file.parquet_schema().num_columns());
    let Some(leaf) = leaves.find(|leaf| file.parquet_schema().get_column_root_idx(*leaf) == at) else {
        return false;
    };
    let mut chunks = file.metadata().row_groups().iter().map(|group| group.columns().get(leaf));
    chunks.all(|chunk| chunk.is_some_and(|chunk| chunk.dictionary_page_offset().is_some()))
}

/// A column with its parts: what has no parts of its own is the next of Parquet's columns.
fn read_as<'f>(field: &FieldRef, leaves: &mut impl Iterator<Item = &'f ColumnDescPtr>) -> FieldRef {
    let mut inner = |field: &FieldRef| read_as(field, leaves);
    let kind = match field.data_type() {
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(inner).collect()),
        DataType::List(item) => DataType::List(inner(item)),
        DataType::LargeList(item) => DataType::LargeList(inner(item)),
        DataType::ListView(item) => DataType::ListView(inner(item)),
        DataType::LargeListView(item) => DataType::LargeListView(inner(item)),
        DataType::FixedSizeList(item, size) => DataType::FixedSizeList(inner(item), *size),
        DataType::Map(entries, sorted) => DataType::Map(inner(entries), *sorted),
        _ => return leaves.next().map_or_else(|| field.clone(), |column| leaf(field, column)),
    };
    Arc::new(field.as_ref().clone().with_data_type(kind))
}

fn leaf(field: &FieldRef, column: &ColumnDescriptor) -> FieldRef {
    let is_enum = matches!(column.logical_type_ref(), Some(LogicalType::Enum))
        || column.converted_type() == ConvertedType::ENUM;
    let kind = match (column.physical_type(), field.data_type()) {
        // Nanoseconds would reach from 1677 to 2262 and wrap around; in seconds every day fits.
        (Type::INT96, DataType::Timestamp(_, zone)) => DataType::Timestamp(TimeUnit::Second, zone.clone()),
        (Type::BYTE_ARRAY, DataType::Binary) if is_enum => DataType::Utf8,
        (Type::BYTE_ARRAY, DataType::LargeBinary) if is_enum => DataType::LargeUtf8,
        (Type::BYTE_ARRAY, DataType::BinaryView) if is_enum => DataType::Utf8View,
        _ => field.data_type().clone(),
    };
    let field = field.as_ref().clone().with_data_type(kind);
    Arc::new(match extension(&field, column) {
        Some(name) => {
            let said = field.metadata().clone().with("ARROW:extension:name", name);
            field.with_metadata(said)
        }
        None => field,
    })
}

/// The extension type of Arrow that a logical type of Parquet is.
fn extension(field: &Field, column: &ColumnDescriptor) -> Option<&'static str> {
    if field.extension_type_name().is_some() {
        return None;
    }
    let stored = match field.data_type() {
        DataType::Dictionary(_, values) => values,
        other => other,
    };
    match (column.logical_type_ref(), column.converted_type(), stored) {
        (Some(LogicalType::Uuid), _, DataType::FixedSizeBinary(16)) => Some("arrow.uuid"),
        (Some(LogicalType::Json), _, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
        | (_, ConvertedType::JSON, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) => {
            Some("arrow.json")
        }
        _ => None,
    }
}
