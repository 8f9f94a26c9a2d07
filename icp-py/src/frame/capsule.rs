//! Arrow's C interface, in the capsules that Python passes around.

use std::ffi::CStr;

use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchReader, make_array};
use arrow_schema::{ArrowError, Field, Metadata};
use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// An error of Arrow itself: memory that is not as its schema says.
pub(crate) fn refused(error: &ArrowError) -> PyErr {
    PyValueError::new_err(format!("the Arrow data cannot be read: {error}"))
}

/// The stream of an object with `__arrow_c_stream__`, or the one batch of an object with `__arrow_c_array__`.
pub(crate) fn stream(of: &Bound<'_, PyAny>) -> PyResult<Box<dyn RecordBatchReader + Send>> {
    if !of.hasattr(intern!(of.py(), "__arrow_c_stream__"))? {
        let (array, _) = array(of)?;
        let Some(rows) = array.as_struct_opt() else {
            return Err(PyValueError::new_err("a table is an array of structures"));
        };
        if rows.null_count() > 0 {
            return Err(PyValueError::new_err("a table is an array of structures, none of which is null"));
        }
        let batch = RecordBatch::from(rows);
        return Ok(Box::new(RecordBatchIterator::new([Ok(batch.clone())], batch.schema())));
    }
    let capsule = of.call_method0(intern!(of.py(), "__arrow_c_stream__"))?.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    #[expect(unsafe_code, reason = "a capsule of this name holds a stream, which is moved out of it")]
    let reader = unsafe { RecordBatchStreamReader::from_raw(pointer.as_ptr()) };
    Ok(Box::new(reader.map_err(|error| refused(&error))?))
}

/// The array of an object with `__arrow_c_array__`, and what its field says of it.
pub(super) fn array(of: &Bound<'_, PyAny>) -> PyResult<(ArrayRef, Metadata)> {
    let pair = of.call_method0(intern!(of.py(), "__arrow_c_array__"))?.cast_into::<PyTuple>()?;
    let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = pair.extract()?;
    let schema = schema.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
    #[expect(
        unsafe_code,
        reason = "capsules of these names hold an array and its type; the array is moved out"
    )]
    let (data, field) = unsafe {
        let schema = schema.as_ref();
        (from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema), Field::try_from(schema))
    };
    let field = field.map_err(|error| refused(&error))?;
    let array = data.map(make_array).map_err(|error| refused(&error))?;
    Ok((array, field.metadata().clone()))
}

/// A capsule with a stream that whoever takes it reads.
pub(super) fn out<'py>(
    py: Python<'py>,
    reader: Box<dyn RecordBatchReader + Send>,
) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)
}
