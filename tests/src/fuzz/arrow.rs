//! Tables of Arrow: any bytes as a stream of record batches, and batches that were drawn and then broken.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use arrow_array::{Array, RecordBatch, RecordBatchOptions};
use arrow_buffer::Buffer;
use arrow_ipc::reader::StreamDecoder;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, Field, Schema};
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
use icp_core::{Model, OnInvalid};
use oorandom::Rand32;
use serde_json::Value;

use super::account::MODELS;
use super::pair::{Subject, parts};
use super::{check_words, today};
use crate::generate::{Accounts, Aim};
use crate::rows::check_account;
use crate::table::table;

/// The first byte says what the rest is: a stream as it stands, or draws for a batch that is scored as it is, with
/// columns under other names, or through a stream of which some bytes were changed.
pub fn arrow(data: &[u8]) {
    let Some((first, data)) = data.split_first() else { return };
    if first & 3 == 0 {
        return stream(&MODELS[usize::from(first >> 2) % MODELS.len()], data);
    }
    let Some((subject, [day, flags], bytes)) = parts(data) else { return };
    let (seed, bytes) = bytes.split_first_chunk().map_or(([0; 2], bytes), |(first, rest)| (*first, rest));
    let (changes, bytes) = bytes.split_at_checked(8).unwrap_or((&[], bytes));
    let batch = drawn(&subject, day, flags, seed, bytes);
    match first & 3 {
        1 => {
            let from = usize::from(day) % (batch.num_rows() + 1);
            let batch = batch.slice(from, batch.num_rows() - from);
            assert!(scored(&subject.model, &batch), "a good table is refused");
        }
        2 => {
            scored(&subject.model, &renamed(&batch, usize::from(day)));
        }
        _ => {
            let mut bytes = written(&batch).expect("a stream");
            for change in changes.chunks_exact(4) {
                let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
                bytes[at] = bytes[at].wrapping_add(change[2]);
            }
            stream(&subject.model, &bytes);
        }
    }
}

fn drawn(subject: &Subject, day: u8, flags: u8, seed: [u8; 2], bytes: &[u8]) -> RecordBatch {
    let mut dice = Rand32::new(u64::from(u16::from_le_bytes(seed)));
    let as_of = crate::generate::as_of(u64::from(day));
    let mut accounts = Accounts::new(&subject.document, &subject.aim, &as_of, bytes);
    let accounts: Vec<Value> = (0..=flags % 8).map(|_| accounts.next(flags & 0x80 != 0)).collect();
    table(&subject.document, &accounts, &mut dice).0.record_batch(&mut dice)
}

/// The same columns, each under the name of one that comes `by` places later.
fn renamed(batch: &RecordBatch, by: usize) -> RecordBatch {
    let count = batch.num_columns();
    let names = batch.schema();
    let columns = batch.columns().to_vec();
    let name = |at: usize| names.field((at + by) % count).name().clone();
    let fields: Vec<Field> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| Field::new(name(at), column.data_type().clone(), true))
        .collect();
    let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(Schema::new(fields).into(), columns, &rows).expect("a batch")
}

fn written(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema())?;
    writer.write(batch)?;
    writer.into_inner()
}

/// Reads a stream and scores what it holds.
fn stream(model: &Model, bytes: &[u8]) {
    let mut decoder = StreamDecoder::new();
    let mut rest = Buffer::from(bytes);
    while let Some(batch) = unless_it_panics(|| decoder.decode(&mut rest).ok().flatten()) {
        scored(model, &batch);
    }
}

thread_local! {
    static MAY_PANIC: Cell<bool> = const { Cell::new(false) };
}

/// Arrow's reader of streams panics where a stream is shorter than it says. That is no find of ours: who reads a
/// stranger's stream catches it.
fn unless_it_panics<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |what| {
            if !MAY_PANIC.get() {
                before(what);
            }
        }));
    });
    MAY_PANIC.set(true);
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    MAY_PANIC.set(false);
    read.ok().flatten()
}

/// Scores a batch; where it is taken, each row is the account that it holds. Whether it was taken.
fn scored(model: &Model, batch: &RecordBatch) -> bool {
    let options = ArrowOptions::new(AsOf::Day(today()))
        .on_invalid(OnInvalid::Missing)
        .missing_columns(MissingColumns::Unknown)
        .per_icp(true)
        .threads(1);
    let mut scorer = BatchScorer::new(model, &options);
    let scores = match scorer.scores(batch) {
        Ok(scores) => scores,
        Err(error) => {
            assert!(error.code().starts_with("batch."), "{error}");
            check_words("a message", error.message());
            return false;
        }
    };
    let same = BatchOptions::new(AsOf::Day(today())).per_icp(true);
    for row in 0..batch.num_rows().min(64) {
        let account = scorer.account(batch, row).expect("the account of a row that was scored");
        check_account(model, &account, today(), &scores, row, &same);
    }
    let answers = scorer.table(batch, scores).expect("a table of answers");
    assert_eq!(answers.num_rows(), batch.num_rows());
    true
}

/// Streams for a model, to begin with.
pub(super) fn streams(model: &Model, bytes: &[u8]) -> Vec<u8> {
    let document = serde_json::from_str(&model.to_json()).expect("JSON");
    let aim = Aim::of(&document);
    let mut accounts = Accounts::new(&document, &aim, "2026-11-21", bytes);
    let accounts: Vec<Value> = (0..3).map(|_| accounts.next(true)).collect();
    let mut dice = Rand32::new(bytes.iter().map(|byte| u64::from(*byte)).sum());
    written(&table(&document, &accounts, &mut dice).0.record_batch(&mut dice)).expect("a stream")
}
