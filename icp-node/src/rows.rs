//! Many accounts on another thread.

use std::panic::{AssertUnwindSafe, catch_unwind};

use icp_js::{NUMBERS, Scorer};
use napi::bindgen_prelude::{AsyncTask, Either, Float64Array, Uint8ArraySlice, Uint32Array};
use napi::{Env, Error, Result, Task};
use napi_derive::napi;

use crate::exports::call;
use crate::memory::with;

/// Accounts that are to be scored: their frames one after the other, and where each ends.
pub struct Rows {
    scorer: Option<Scorer>,
    frames: Vec<u8>,
    ends: Vec<u32>,
    day: u32,
    lenient: bool,
}

/// Scores frames that lie one after the other: their numbers, or the refusal of the first that is refused, as its
/// place, a space and JSON.
#[napi(catch_unwind, ts_return_type = "Promise<Float64Array | string>")]
pub fn score_rows(
    model: u32,
    frames: Uint8ArraySlice<'_>,
    ends: Uint32Array,
    day: u32,
    lenient: bool,
) -> AsyncTask<Rows> {
    let scorer = with(|memory| memory.session.scorer(model as usize));
    AsyncTask::new(Rows { scorer, frames: frames.to_vec(), ends: ends.to_vec(), day, lenient })
}

impl Rows {
    fn score(&mut self) -> std::result::Result<Vec<f64>, String> {
        let Self { scorer: Some(scorer), frames, ends, day, lenient } = self else { return Ok(Vec::new()) };
        let mut all = Vec::with_capacity(NUMBERS * ends.len());
        let mut start = 0;
        for (row, end) in ends.iter().enumerate() {
            let end = *end as usize;
            let frame = frames.get(start..end).unwrap_or_default();
            let mut numbers = [f64::NAN; NUMBERS];
            scorer.score(call(frame, *day, *lenient), &mut numbers).map_err(|why| format!("{row} {why}"))?;
            all.extend(numbers);
            start = end;
        }
        Ok(all)
    }
}

impl Task for Rows {
    type Output = std::result::Result<Vec<f64>, String>;
    type JsValue = Either<Float64Array, String>;

    fn compute(&mut self) -> Result<Self::Output> {
        // A panic would leave a function of C, and end the process.
        catch_unwind(AssertUnwindSafe(|| self.score())).map_err(|_| Error::from_reason("it panicked"))
    }

    fn resolve(&mut self, _: Env, output: Self::Output) -> Result<Self::JsValue> {
        Ok(match output {
            Ok(numbers) => Either::A(numbers.into()),
            Err(refusal) => Either::B(refusal),
        })
    }
}
