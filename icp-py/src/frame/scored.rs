//! A scored table on its way to Python.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchOptions};
use arrow_schema::{Schema, SchemaRef};
use icp_core::BatchError;
use icp_core::arrow::BatchScorer;
use icp_core::error::Host;
use icp_core::intake::Notice;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString, PyTuple};

use super::{Memory, Stream, capsule};
use crate::error::{batch_error, caught};
use crate::object::to_python;

/// Where Polars notes the words of an Enum, each after its length and a semicolon.
const ENUM: &str = "_PL_ENUM_VALUES2";

/// The answers for a table.
#[pyclass(module = "icp._icp", name = "_Scored", frozen)]
pub(crate) struct Scored {
    schema: SchemaRef,
    batches: Mutex<Vec<RecordBatch>>,
    notices: Vec<Notice>,
    /// The error that refuses the table as a whole.
    failure: Option<BatchError>,
}

impl Scored {
    pub(super) fn new(schema: SchemaRef, batches: Vec<RecordBatch>, scorer: &BatchScorer) -> Self {
        let (notices, failure) = (scorer.intake().notices(Host::Python), scorer.finish().err());
        Self { schema, batches: Mutex::new(batches), notices, failure }
    }

    fn batches(&self) -> Vec<RecordBatch> {
        self.batches.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[pymethods]
impl Scored {
    /// Notices about the table that the answers do not show, the gravest first.
    #[getter]
    fn notices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.notices)
    }

    /// Raises what is wrong with the table as a whole, for who has all of it.
    fn finish(&self, py: Python<'_>) -> PyResult<()> {
        self.failure.as_ref().map_or(Ok(()), |error| Err(batch_error(py, error)))
    }

    /// The names of the columns.
    fn names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    /// The texts of the schema's metadata by their keys: who gave the answers, as JSON.
    fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let texts = PyDict::new(py);
        for (key, text) in self.schema.metadata() {
            texts.set_item(key, text)?;
        }
        Ok(texts)
    }

    /// The words of each column that has an order, best first, by the names of the columns.
    fn ordered<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(py);
        let batches = self.batches();
        let columns = batches.first().map(RecordBatch::columns).unwrap_or_default();
        for (field, column) in self.schema.fields().iter().zip(columns) {
            if let (Some(true), Some(coded)) =
                (field.dict_is_ordered(), column.as_dictionary_opt::<Int32Type>())
            {
                all.set_item(field.name(), words(py, coded.values())?)?;
            }
        }
        Ok(all)
    }

    /// The same with Polars' own note on each column that has an order, by which it reads the words as an Enum.
    fn enums(&self) -> PyResult<Stream> {
        let batches = self.batches();
        let columns = batches.first().map(RecordBatch::columns).unwrap_or_default();
        let fields = self.schema.fields().iter().zip(columns).map(|(field, column)| {
            let coded =
                column.as_dictionary_opt::<Int32Type>().filter(|_| field.dict_is_ordered() == Some(true));
            let words = coded.map(|coded| coded.values().as_string::<i32>().clone());
            match words.filter(|words| !words.is_empty()) {
                Some(words) => {
                    let note: String =
                        words.iter().flatten().map(|word| format!("{};{word}", word.len())).collect();
                    Arc::new(field.as_ref().clone().with_metadata([(ENUM.to_owned(), note)]))
                }
                None => field.clone(),
            }
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let noted = batches.into_iter().map(|batch| {
            let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
            RecordBatch::try_new_with_options(schema.clone(), batch.columns().to_vec(), &rows)
        });
        let noted: Result<Vec<_>, _> = noted.collect();
        let noted = noted.map_err(|error| capsule::refused(&error))?;
        Ok(Stream::new(Box::new(RecordBatchIterator::new(noted.into_iter().map(Ok), schema))))
    }

    #[pyo3(signature = (*_requested))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        _requested: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let batches = self.batches().into_iter().map(Ok);
        caught(py, || capsule::out(py, Box::new(RecordBatchIterator::new(batches, self.schema.clone()))))
    }

    /// The columns of the one batch, given away: memory of a type of numpy, and for codes what they stand for.
    fn take<'py>(&self, py: Python<'py>) -> PyResult<Vec<Taken<'py>>> {
        caught(py, || {
            let batches = std::mem::take(&mut *self.batches.lock().unwrap_or_else(PoisonError::into_inner));
            let [batch] = <[RecordBatch; 1]>::try_from(batches)
                .map_err(|batches| PyValueError::new_err(format!("{} batches, not one", batches.len())))?;
            let (_, columns, _) = batch.into_parts();
            columns.into_iter().map(|column| given(py, column)).collect()
        })
    }

    /// The columns as lists of texts, floats and None.
    fn lists<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyList>>> {
        let batches = self.batches();
        let lists: Vec<_> = self.schema.fields().iter().map(|_| PyList::empty(py)).collect();
        for batch in &batches {
            for (list, column) in lists.iter().zip(batch.columns()) {
                listed(py, column, list)?;
            }
        }
        Ok(lists)
    }
}

fn words<'py>(py: Python<'py>, words: &ArrayRef) -> PyResult<Bound<'py, PyList>> {
    PyList::new(py, words.as_string::<i32>().iter().flatten())
}

/// The buffer of a column, its numpy type code, and the texts of a dictionary column.
type Taken<'py> = (Memory, &'static str, Option<Bound<'py, PyList>>);

fn given<'py>(py: Python<'py>, column: ArrayRef) -> PyResult<Taken<'py>> {
    if let Some(flags) = column.as_boolean_opt() {
        let flags: Vec<u8> = flags.values().iter().map(u8::from).collect();
        return Ok((Memory::new(flags), "?", None));
    }
    let words = column.as_dictionary_opt::<Int32Type>().map(|coded| words(py, coded.values())).transpose()?;
    let is_float = column.as_primitive_opt::<Float64Type>().is_some();
    let data = column.to_data();
    drop(column);
    // A part of an array begins somewhere in its memory.
    let (start, rows) = (data.offset(), data.len());
    let buffer = data.buffers().first().cloned().unwrap_or_default();
    drop(data);
    // Memory that somebody else has too is copied.
    if is_float {
        let values = buffer.into_vec::<f64>();
        return Ok((Memory::new(values.unwrap_or_else(|b| part(b.typed_data(), start, rows))), "f8", words));
    }
    let values = buffer.into_vec::<i32>();
    Ok((Memory::new(values.unwrap_or_else(|b| part(b.typed_data(), start, rows))), "i4", words))
}

fn part<T: Copy>(values: &[T], start: usize, rows: usize) -> Vec<T> {
    values.get(start..start + rows).unwrap_or_default().to_vec()
}

fn listed(py: Python<'_>, column: &ArrayRef, list: &Bound<'_, PyList>) -> PyResult<()> {
    if let Some(coded) = column.as_dictionary_opt::<Int32Type>() {
        let words = words(py, coded.values())?.to_tuple();
        let words: Vec<Bound<'_, PyString>> =
            words.iter().map(|word| word.cast_into()).collect::<Result<_, _>>()?;
        for code in coded.keys() {
            let word = code.and_then(|code| words.get(usize::try_from(code).ok()?));
            list.append(word)?;
        }
        return Ok(());
    }
    if let Some(flags) = column.as_boolean_opt() {
        return flags.iter().try_for_each(|flag| list.append(flag));
    }
    if let Some(ranks) = column.as_primitive_opt::<Int32Type>() {
        return ranks.iter().try_for_each(|rank| list.append(rank));
    }
    for number in column.as_primitive::<Float64Type>() {
        list.append(number.into_bound_py_any(py)?)?;
    }
    Ok(())
}
