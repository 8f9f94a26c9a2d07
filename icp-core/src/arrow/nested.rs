//! Columns inside of columns of structures, under names that are paths. Called by `scorer` and `account`.

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field, Schema};

use super::import::{Wanted, import};
use super::owned::OwnedColumn;
use crate::error::BatchError;
use crate::value::{AttributeType, path};

/// A name that is a path.
#[derive(Debug, PartialEq)]
pub(super) struct NestedName {
    pub(super) name: Box<str>,
    first: Box<str>,
    rest: Box<[Box<str>]>,
    kind: AttributeType,
    is_used: bool,
}

impl NestedName {
    /// `None` when the name is no path.
    pub(super) fn new(name: &str, kind: AttributeType, is_used: bool) -> Option<Self> {
        let mut keys = path(name)?.map(Box::from);
        Some(Self { name: name.into(), first: keys.next()?, rest: keys.collect(), kind, is_used })
    }

    pub(super) fn begins_with(&self, column: &str) -> bool {
        *self.first == *column
    }

    /// Whether a rule looks at its attribute.
    pub(super) fn is_used(&self) -> bool {
        self.is_used
    }

    /// The column under the path; `None` where it leads nowhere.
    ///
    /// # Errors
    /// A type that no attribute takes.
    pub(super) fn import(
        &self,
        schema: &Schema,
        batch: &RecordBatch,
    ) -> Result<Option<OwnedColumn>, BatchError> {
        let Some((at, _)) = schema.column_with_name(&self.first) else { return Ok(None) };
        let (mut nulls, mut last): (Option<NullBuffer>, Option<&Field>) = (None, None);
        let mut array: &dyn Array = batch.column(at).as_ref();
        for key in &self.rest {
            let DataType::Struct(fields) = array.data_type() else { return Ok(None) };
            let Some((at, field)) = fields.find(key) else { return Ok(None) };
            nulls = NullBuffer::union(nulls.as_ref(), array.nulls());
            (array, last) = (array.as_struct().column(at).as_ref(), Some(field.as_ref()));
        }
        let Some(field) = last else { return Ok(None) };
        let named =
            Field::new(&*self.name, field.data_type().clone(), true).with_metadata(field.metadata().clone());
        let owned = import(array, Wanted::of(&named, self.kind))?;
        Ok(Some(OwnedColumn { nulls: NullBuffer::union(nulls.as_ref(), owned.nulls.as_ref()), ..owned }))
    }
}

/// The columns under the paths that rules look at.
///
/// # Errors
/// A type that no attribute takes.
pub(super) fn columns<'n>(
    names: &'n [NestedName],
    batch: &RecordBatch,
) -> Result<Vec<(&'n str, OwnedColumn)>, BatchError> {
    let mut found = Vec::new();
    for name in names.iter().filter(|name| name.is_used) {
        found.extend(name.import(batch.schema_ref(), batch)?.map(|column| (&*name.name, column)));
    }
    Ok(found)
}
