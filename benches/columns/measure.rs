//! Times of passes.

use std::hint::black_box;
use std::time::Instant;

use icp_core::batch::{AsOf, BatchOptions, Scores};
use icp_core::column::Columns;
use icp_core::{Date, Model};

use crate::clock::processor_time;

/// The day of all rows.
pub(super) const AS_OF: Date = Date::MAX;

/// Everything that is computed if nothing else is asked for, on one thread.
pub(super) fn full<'a>() -> BatchOptions<'a> {
    BatchOptions::new(AsOf::Day(AS_OF)).threads(1)
}

/// Without bounds and reasons.
pub(super) fn short<'a>() -> BatchOptions<'a> {
    full().bounds(false).reasons(false)
}

/// The least of some passes, in seconds by a clock: more passes where there are fewer rows.
fn least<T>(rows: usize, clock: impl Fn() -> f64, mut pass: impl FnMut() -> T) -> f64 {
    let passes = (2_000_000 / rows.max(1)).clamp(5, 400);
    let mut best = f64::INFINITY;
    for _ in 0..passes {
        let start = clock();
        black_box(pass());
        best = best.min(clock() - start);
    }
    best
}

/// Processor time of a pass over `rows` rows, in nanoseconds a row.
pub(super) fn nanoseconds<T>(rows: usize, pass: impl FnMut() -> T) -> f64 {
    least(rows, processor_time, pass) * 1e9 / rows as f64
}

/// Wall time of a pass over `rows` rows, in seconds.
pub(super) fn wall<T>(rows: usize, pass: impl FnMut() -> T) -> f64 {
    let start = Instant::now();
    least(rows, || start.elapsed().as_secs_f64(), pass)
}

/// Processor time of the engine, in nanoseconds a row.
pub(super) fn engine(model: &Model, columns: &Columns<'_>, options: &BatchOptions<'_>) -> f64 {
    nanoseconds(columns.rows(), || model.score_batch(columns, options).expect("a table that can be read"))
}

/// The same into memory that is kept from pass to pass.
pub(super) fn engine_kept(model: &Model, columns: &Columns<'_>, options: &BatchOptions<'_>) -> f64 {
    let mut scores = Scores::default();
    nanoseconds(columns.rows(), || {
        model.score_batch_into(columns, options, &mut scores).expect("a table that can be read");
    })
}

/// With one place behind the point.
pub(super) fn short_number(number: f64) -> String {
    format!("{number:.1}")
}

/// A ratio.
pub(super) fn times(ratio: f64) -> String {
    format!("{ratio:.2}x")
}

/// With commas.
pub(super) fn whole(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
