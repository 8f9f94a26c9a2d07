//! Memory shared with numpy, in and out, by the buffer protocol.

use std::ffi::{c_int, c_void};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::Arc;

use arrow_buffer::Buffer;
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;

/// The bytes of a contiguous object, which lives as long as the buffer.
pub(super) fn borrow(bytes: &Bound<'_, PyAny>) -> PyResult<Buffer> {
    let bytes: PyBuffer<u8> = PyBuffer::get(bytes)?;
    if !bytes.is_c_contiguous() {
        return Err(PyBufferError::new_err("a column is not contiguous"));
    }
    let Some(pointer) = NonNull::new(bytes.buf_ptr().cast::<u8>()) else { return Ok(Buffer::default()) };
    let length = bytes.len_bytes();
    #[expect(unsafe_code, reason = "Python keeps the memory in its place while the buffer is held")]
    let buffer = unsafe { Buffer::from_custom_allocation(pointer, length, Arc::new(bytes)) };
    Ok(buffer)
}

/// Numbers of ours that numpy may have, and write into: nobody here looks at them again.
#[pyclass(module = "icp._icp", name = "_Memory", frozen)]
pub(crate) struct Memory {
    pointer: NonNull<c_void>,
    bytes: usize,
    free: fn(NonNull<c_void>, usize, usize),
    length: usize,
    capacity: usize,
}

#[expect(unsafe_code, reason = "it owns its memory alone, as the Vec did that it was made from")]
unsafe impl Send for Memory {}
#[expect(unsafe_code, reason = "nothing of it changes; who writes into the memory is up to Python")]
unsafe impl Sync for Memory {}

impl Memory {
    pub(crate) fn new<T: Copy + 'static>(values: Vec<T>) -> Self {
        fn free<T>(pointer: NonNull<c_void>, length: usize, capacity: usize) {
            #[expect(unsafe_code, reason = "the three came from a Vec of this type")]
            drop(unsafe { Vec::from_raw_parts(pointer.cast::<T>().as_ptr(), length, capacity) });
        }
        let mut values = ManuallyDrop::new(values);
        let (length, capacity) = (values.len(), values.capacity());
        let pointer = NonNull::new(values.as_mut_ptr()).unwrap_or(NonNull::dangling());
        let bytes = length * size_of::<T>();
        Self { pointer: pointer.cast(), bytes, free: free::<T>, length, capacity }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        (self.free)(self.pointer, self.length, self.capacity);
    }
}

#[pymethods]
impl Memory {
    #[expect(unsafe_code, reason = "the protocol hands out a pointer")]
    #[expect(clippy::needless_pass_by_value, reason = "the protocol's form")]
    unsafe fn __getbuffer__(slf: Bound<'_, Self>, view: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
        let memory = slf.get();
        // INVARIANT: a Vec is never longer than isize::MAX bytes.
        let bytes = memory.bytes as ffi::Py_ssize_t;
        // SAFETY: `view` comes from Python; the object is kept alive by it, and with it the memory.
        let done =
            unsafe { ffi::PyBuffer_FillInfo(view, slf.as_ptr(), memory.pointer.as_ptr(), bytes, 0, flags) };
        if done == 0 { Ok(()) } else { Err(PyErr::fetch(slf.py())) }
    }
}
