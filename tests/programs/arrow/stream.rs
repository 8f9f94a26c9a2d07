//! Streams of batches.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Float64Array, RecordBatch, RecordBatchIterator, RecordBatchReader, StringArray};
use arrow_schema::ArrowError;
use icp_core::BatchError;

use super::cells::scores;
use super::{model, options};

fn batch(texts: &[&str]) -> RecordBatch {
    let employees: ArrayRef = Arc::new(StringArray::from(texts.to_vec()));
    RecordBatch::try_from_iter([("employees", employees)]).unwrap()
}

type Batches = Vec<Result<RecordBatch, ArrowError>>;

fn stream(batches: Batches) -> RecordBatchIterator<std::vec::IntoIter<Result<RecordBatch, ArrowError>>> {
    RecordBatchIterator::new(batches.into_iter(), batch(&[]).schema())
}

#[test]
fn a_stream_is_its_batches_one_after_the_other() {
    let parts = || -> Batches { vec![Ok(batch(&["50", "5"])), Ok(batch(&[])), Ok(batch(&["", "70"]))] };
    let whole = model().score_record_batch(&batch(&["50", "5", "", "70"]), &options()).unwrap();
    let mut reader = model().score_reader(stream(parts()), &options()).unwrap();
    let schema = reader.schema();
    let scored: Vec<RecordBatch> = reader.by_ref().map(Result::unwrap).collect();
    assert_eq!(scored.iter().map(RecordBatch::num_rows).collect::<Vec<_>>(), [2, 0, 2]);
    assert!(scored.iter().all(|batch| batch.schema() == schema));
    assert_eq!(scored.iter().flat_map(scores).collect::<Vec<_>>(), scores(&whole));
    assert_eq!((reader.scorer().rows(), reader.failure()), (4, None));
    // The words are the same memory in all batches.
    let words = |batch: &RecordBatch| {
        batch.column_by_name("status").unwrap().as_dictionary::<Int32Type>().values().clone()
    };
    assert!(Arc::ptr_eq(&words(&scored[0]), &words(&scored[2])));
}

#[test]
fn it_is_lazy() {
    let read = Arc::new(AtomicUsize::new(0));
    let count = read.clone();
    let batches = (0..10).map(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        Ok(batch(&["50"]))
    });
    let reader = RecordBatchIterator::new(batches, batch(&[]).schema());
    let mut reader = model().score_reader(reader, &options()).unwrap();
    assert_eq!(read.load(Ordering::Relaxed), 0);
    reader.next().unwrap().unwrap();
    assert_eq!(read.load(Ordering::Relaxed), 1);
}

#[test]
fn rows_are_counted_over_the_whole_stream() {
    let parts = vec![Ok(batch(&["50", "5"])), Ok(batch(&["1", "many"])), Ok(batch(&["1"]))];
    let mut reader = model().score_reader(stream(parts), &options()).unwrap();
    assert!(reader.next().unwrap().is_ok());
    let Err(ArrowError::ExternalError(error)) = reader.next().unwrap() else { panic!("no error") };
    let error = error.downcast_ref::<BatchError>().unwrap();
    assert_eq!((error.code(), error.row(), error.column()), ("batch.value", Some(3), Some("employees")));
    assert!(error.message().starts_with("column `employees`, row 3: expected a number"), "{error}");
    assert_eq!(reader.failure(), Some(error));
    assert!(reader.next().is_none());
}

#[test]
fn a_reader_that_fails_ends_it() {
    let parts = vec![
        Ok(batch(&["50"])),
        Err(ArrowError::IoError("gone".into(), std::io::Error::other("gone"))),
        Ok(batch(&["1"])),
    ];
    let mut reader = model().score_reader(stream(parts), &options()).unwrap();
    assert!(reader.next().unwrap().is_ok());
    assert!(matches!(reader.next(), Some(Err(ArrowError::IoError(..)))));
    assert!(reader.next().is_none() && reader.failure().is_none());
}

#[test]
fn other_columns_than_announced_are_refused() {
    let other: ArrayRef = Arc::new(Float64Array::from(vec![1.0]));
    let other = RecordBatch::try_from_iter([("employees", other.clone()), ("more", other)]).unwrap();
    // Without the given columns beside them, the results are the same.
    let parts = || -> Batches { vec![Ok(batch(&["50"])), Ok(other.clone())] };
    assert!(model().score_reader(stream(parts()), &options()).unwrap().all(|batch| batch.is_ok()));
    let mut reader = model().score_reader(stream(parts()), &options().keep(true)).unwrap();
    assert!(reader.next().unwrap().is_ok());
    assert!(reader.next().unwrap().is_err());
}

#[test]
fn progress_is_told_and_may_stop_it() {
    let told = Arc::new(AtomicUsize::new(0));
    let tell = told.clone();
    let options = options().progress(move |rows| {
        tell.store(rows, Ordering::Relaxed);
        if rows >= 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let parts = vec![Ok(batch(&["50", "5"])), Ok(batch(&["1"])), Ok(batch(&["1"]))];
    let mut reader = model().score_reader(stream(parts), &options).unwrap();
    assert!(reader.next().unwrap().is_ok());
    assert_eq!(told.load(Ordering::Relaxed), 2);
    assert!(reader.next().unwrap().is_err());
    assert_eq!((told.load(Ordering::Relaxed), reader.failure().unwrap().code()), (3, "batch.cancelled"));
}
