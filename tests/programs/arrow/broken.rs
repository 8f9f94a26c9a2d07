//! Arrays that are not what they say, as they may come through memory that others filled.

#![allow(unsafe_code, reason = "arrays that break their own rules cannot be made otherwise")]

use std::sync::Arc;

use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Int8Array, ListArray, RecordBatch, StringArray, StringViewArray,
    make_array,
};
use arrow_buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Schema};
use icp_core::{BatchError, OnInvalid};

use super::{model, options};

fn error(name: &str, array: ArrayRef) -> BatchError {
    let batch = RecordBatch::try_from_iter_with_nullable([(name, array, true)]).unwrap();
    // Broken is not invalid: it never counts as missing.
    model().score_record_batch(&batch, &options().on_invalid(OnInvalid::Missing)).unwrap_err()
}

fn check(name: &str, array: ArrayRef, row: usize) {
    let error = error(name, array);
    assert_eq!(
        (error.code(), error.column(), error.row()),
        ("batch.broken_column", Some(name), Some(row)),
        "{error}"
    );
}

#[test]
fn texts_that_are_not_utf8() {
    let ends = || OffsetBuffer::new(ScalarBuffer::from(vec![0, 2, 4]));
    let bytes = Buffer::from(b"ab\xff\xfe".to_vec());
    let texts = unsafe { StringArray::new_unchecked(ends(), bytes, None) };
    check("industry", Arc::new(texts), 1);
    let view = u128::from_le_bytes(*b"\x02\0\0\0\xff\xfe\0\0\0\0\0\0\0\0\0\0");
    let texts =
        unsafe { StringViewArray::new_unchecked(ScalarBuffer::from(vec![view]), Vec::new().into(), None) };
    check("industry", Arc::new(texts), 0);
    let bytes = Buffer::from(b"[]\xff\xfe".to_vec());
    let texts: ArrayRef = Arc::new(unsafe { StringArray::new_unchecked(ends(), bytes, None) });
    let field =
        Field::new("tools", DataType::Utf8, true).with_metadata([("ARROW:extension:name", "arrow.json")]);
    let batch = RecordBatch::try_new(Arc::new(Schema::new(vec![field])), vec![texts]).unwrap();
    let error = model().score_record_batch(&batch, &options().on_invalid(OnInvalid::Missing)).unwrap_err();
    assert_eq!((error.code(), error.column()), ("batch.broken_column", Some("tools")));
}

#[test]
fn offsets_outside_of_their_data() {
    let make = |ends: Vec<i32>| {
        let ends = unsafe { OffsetBuffer::new_unchecked(ScalarBuffer::from(ends)) };
        let texts = unsafe { StringArray::new_unchecked(ends, Buffer::from(b"abcd".to_vec()), None) };
        Arc::new(texts) as ArrayRef
    };
    check("industry", make(vec![0, 2, 900]), 1);
    check("industry", make(vec![0, 3, 1]), 1);
    check("industry", make(vec![-4, 3, 4]), 0);
    check("employees", make(vec![0, 3, 1]), 1);
    let item = Arc::new(Field::new("item", DataType::Utf8, true));
    let lists = arrow_data(item, vec![0, 1, 9]);
    check("tools", lists, 1);
}

/// Lists with wrong offsets.
fn arrow_data(item: Arc<Field>, ends: Vec<i32>) -> ArrayRef {
    let items = StringArray::from(vec!["a", "b"]);
    let data = ListArray::new(item, OffsetBuffer::from_lengths([1, 1]), Arc::new(items), None).to_data();
    let builder = data.into_builder().buffers(vec![Buffer::from_vec(ends)]);
    make_array(unsafe { builder.build_unchecked() })
}

#[test]
fn views_outside_of_their_data() {
    let view = |buffer: u32, offset: u32| {
        let mut view = [0u8; 16];
        view[..4].copy_from_slice(&20u32.to_le_bytes());
        view[8..12].copy_from_slice(&buffer.to_le_bytes());
        view[12..].copy_from_slice(&offset.to_le_bytes());
        u128::from_le_bytes(view)
    };
    for view in [view(3, 0), view(0, 7), view(0, u32::MAX)] {
        let buffers = vec![Buffer::from(vec![b'a'; 24])];
        let texts =
            unsafe { StringViewArray::new_unchecked(ScalarBuffer::from(vec![view]), buffers.into(), None) };
        check("industry", Arc::new(texts), 0);
    }
}

#[test]
fn keys_outside_of_their_dictionary() {
    for key in [2, 127, -1] {
        let keys = Int8Array::from(vec![Some(0), None, Some(key)]);
        let values: ArrayRef = Arc::new(StringArray::from(vec!["a", "b"]));
        let array = unsafe { DictionaryArray::<Int8Type>::new_unchecked(keys, values) };
        check("industry", Arc::new(array), 2);
    }
}

#[test]
fn runs_that_end_before_their_rows() {
    let ends = arrow_array::Int32Array::from(vec![2, 4]);
    let values = StringArray::from(vec!["a", "b"]);
    let array = arrow_array::RunArray::<Int32Type>::try_new(&ends, &values).unwrap();
    for wrong in [vec![2, 3], vec![4, 2], vec![-1, 1]] {
        let rows = wrong.iter().max().copied().unwrap().max(0) as usize;
        let data = array.to_data();
        let ends = arrow_array::Int32Array::from(wrong.clone()).to_data();
        let children = vec![ends, data.child_data()[1].clone()];
        let data = unsafe { data.into_builder().child_data(children).len(4).build_unchecked() };
        let made = std::panic::catch_unwind(|| make_array(data));
        // Arrow itself refuses most of them.
        if let Ok(array) = made
            && rows < 4
        {
            check("industry", array, rows);
        }
    }
}
