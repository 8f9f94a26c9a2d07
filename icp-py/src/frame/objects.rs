//! Columns that are Python objects: texts and lists of texts become Arrow's; what is mixed stays what accounts have.

use std::sync::Arc;

use arrow_array::{ArrayRef, GenericListArray, LargeStringArray};
use arrow_buffer::{Buffer, NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Metadata};
use icp_core::{AccountValue, RecordKey};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyList, PyString, PyTuple};

use crate::account::asked_of;
use crate::value::{any, plain};

/// A column that was taken.
pub(crate) enum Taken {
    /// Arrow's values, with what their field says of them: the name of an extension type, perhaps.
    Array(ArrayRef, Metadata),
    Mixed(Vec<AccountValue>),
}

/// The objects of a column; of those under a name in which paths begin, what the paths lead to.
pub(super) fn take(values: &Bound<'_, PyList>, asked: Option<RecordKey<'_>>) -> PyResult<Taken> {
    let array = texts(values.iter()).map(|texts| texts.array());
    match array.or_else(|| lists(values)) {
        Some(array) => Ok(Taken::Array(array, Metadata::default())),
        None => {
            // A copy: what a value runs may change the list.
            let values = values.to_tuple();
            let values = values.iter().map(|value| match (plain(&value), asked) {
                (Some(plain), _) => Ok(plain),
                (None, Some(asked)) => asked_of(asked, &value),
                (None, None) => any(&value),
            });
            Ok(Taken::Mixed(values.collect::<PyResult<_>>()?))
        }
    }
}

/// Texts, one after the other.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    ends: Vec<i64>,
    valid: Vec<bool>,
}

impl Texts {
    /// Takes a text, or nothing; false for anything else.
    fn push(&mut self, value: &Bound<'_, PyAny>) -> bool {
        let text = match value.cast_exact::<PyString>() {
            Ok(text) => match text.to_str() {
                Ok(text) => Some(text),
                Err(_) => return false,
            },
            Err(_) if is_nothing(value) => None,
            Err(_) => return false,
        };
        self.bytes.extend_from_slice(text.unwrap_or_default().as_bytes());
        self.ends.push(self.bytes.len() as i64);
        self.valid.push(text.is_some());
        true
    }

    fn array(self) -> ArrayRef {
        let mut nulls = NullBufferBuilder::new(self.valid.len());
        self.valid.iter().for_each(|valid| nulls.append(*valid));
        let array = LargeStringArray::try_new(ends(self.ends), Buffer::from_vec(self.bytes), nulls.finish());
        // INVARIANT: the bytes are joined texts, and each end is the end of a text.
        Arc::new(array.unwrap_or_else(|_| LargeStringArray::new_null(self.valid.len())))
    }
}

/// None and NaN.
fn is_nothing(value: &Bound<'_, PyAny>) -> bool {
    value.is_none() || value.cast_exact::<PyFloat>().is_ok_and(|number| number.value().is_nan())
}

fn ends(ends: Vec<i64>) -> OffsetBuffer<i64> {
    let ends: Vec<i64> = std::iter::once(0).chain(ends).collect();
    OffsetBuffer::new(ScalarBuffer::from(ends))
}

fn texts<'py>(values: impl Iterator<Item = Bound<'py, PyAny>>) -> Option<Texts> {
    let mut texts = Texts::default();
    for value in values {
        if !texts.push(&value) {
            return None;
        }
    }
    Some(texts)
}

/// Lists of texts; `None` when something else is there.
fn lists(values: &Bound<'_, PyList>) -> Option<ArrayRef> {
    let (mut items, mut item_ends) = (Texts::default(), Vec::with_capacity(values.len()));
    let mut nulls = NullBufferBuilder::new(values.len());
    for value in values.iter() {
        let is_whole = if let Ok(list) = value.cast_exact::<PyList>() {
            list.iter().all(|item| items.push(&item))
        } else if let Ok(tuple) = value.cast_exact::<PyTuple>() {
            tuple.iter_borrowed().all(|item| items.push(&item))
        } else {
            is_nothing(&value)
        };
        if !is_whole {
            return None;
        }
        nulls.append(!is_nothing(&value));
        item_ends.push(items.valid.len() as i64);
    }
    let field = Arc::new(Field::new("item", DataType::LargeUtf8, true));
    let array = GenericListArray::<i64>::try_new(field, ends(item_ends), items.array(), nulls.finish());
    array.ok().map(|array| Arc::new(array) as ArrayRef)
}
