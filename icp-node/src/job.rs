//! A table that is scored at once or on another thread.

use std::cell::RefCell;
use std::io::Write;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use arrow_buffer::Buffer;
use icp_core::arrow::ArrowOptions;
use icp_core::batch::{AsOf, MissingColumns, PerCriterion, RowTexts};
use icp_core::{Model, OnInvalid};
use icp_js::date;
use napi::bindgen_prelude::{AsyncTask, Either, Uint8Array, Uint8ArraySlice};
use napi::{Env, Error, Result, Task};
use napi_derive::napi;

use crate::buffer::TableBuffer;
use crate::memory::with;
use crate::table::{Spent, score};

/// How a table is scored, in the words of the core; what is left out is as the core has it.
#[napi(object)]
pub struct JobOptions {
    /// The as-of date as year, month and day in one number, where no column has it.
    pub day: u32,
    /// The column of each row's own day.
    pub as_of_column: Option<String>,
    /// Whether an invalid value counts as missing.
    pub lenient: bool,
    /// Whether a missing column leaves its attribute unknown.
    pub unknown_columns: bool,
    /// Columns or attributes that may be without a valid value.
    pub allow_empty_columns: Option<Vec<String>>,
    /// Whether the given columns come back.
    pub keep: Option<bool>,
    /// The prefix of the names of the results.
    pub prefix: Option<String>,
    /// Lowest and highest possible scores.
    pub bounds: Option<bool>,
    /// Why each account has its status.
    pub reasons: Option<bool>,
    /// The verdict for each team.
    pub verdicts: Option<bool>,
    /// The labels.
    pub labels: Option<bool>,
    /// The answer of every icp.
    pub per_icp: Option<bool>,
    /// The columns of each criterion, by the words of the core.
    pub per_criterion: Option<Vec<String>>,
    /// The texts that are made for each row, by the words of the core.
    pub texts: Option<Vec<String>>,
    /// The most characters of such a text.
    pub max_text: Option<u32>,
    /// Whether each account qualifies, as a yes or no.
    pub qualified: Option<bool>,
    /// The place of each account among all.
    pub rank: Option<bool>,
    /// The most threads to use.
    pub threads: Option<u32>,
}

/// How far it is, and whether it is to stop.
#[derive(Default)]
struct State {
    rows: AtomicUsize,
    is_stopped: AtomicBool,
}

/// Notices and times beside the answers.
#[derive(Default)]
struct Beside {
    notices: String,
    spent: Spent,
}

/// A table, from its bytes to its answers.
#[napi]
pub struct Job {
    model: Option<Model>,
    options: ArrowOptions,
    // While another thread works, JavaScript may only look at a job, so nothing takes it mutably.
    bytes: RefCell<TableBuffer>,
    state: Arc<State>,
    beside: Arc<Mutex<Beside>>,
}

#[napi]
impl Job {
    /// Makes room for `size` bytes, which are given by `push`; none for `run` and `start_with`.
    #[napi(factory, catch_unwind)]
    pub fn begin(model: u32, options: JobOptions, size: f64) -> Result<Self> {
        let model = with(|memory| memory.session.scorer(model as usize)).map(|scorer| scorer.model().clone());
        let state = Arc::new(State::default());
        let told = Arc::clone(&state);
        let options = options.read()?.progress(move |rows| {
            told.rows.store(rows, Ordering::Relaxed);
            if told.is_stopped.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        let bytes = RefCell::new(TableBuffer::new(size as usize)?);
        Ok(Self { model, options, bytes, state, beside: Arc::default() })
    }

    /// The next bytes. They are copied, and here: JavaScript may change its own while another thread reads, and it may
    /// give them away, after which they are gone whoever still refers to them.
    #[napi(catch_unwind)]
    pub fn push(&self, bytes: Uint8ArraySlice<'_>) -> Result<()> {
        Ok(self.bytes.borrow_mut().write_all(&bytes)?)
    }

    /// Scores these bytes here, in place of those that were pushed: the answers, or the refusal as JSON.
    #[napi(catch_unwind)]
    pub fn run(&self, bytes: Uint8ArraySlice<'_>) -> Either<Uint8Array, String> {
        told(self.work(in_place(&bytes), None).score())
    }

    /// Scores it on another thread: the answers, or the refusal as JSON.
    #[napi(catch_unwind, ts_return_type = "Promise<Uint8Array | string>")]
    pub fn start(&self) -> AsyncTask<Work> {
        AsyncTask::new(self.work(self.bytes.replace(TableBuffer::Heap(Vec::new())).into_buffer(), None))
    }

    /// Scores these bytes on another thread, where they are: nobody but the caller may have them, and the caller forgets
    /// them. The answers, or the refusal as JSON.
    #[napi(catch_unwind, ts_return_type = "Promise<Uint8Array | string>")]
    pub fn start_with(&self, bytes: Uint8Array) -> AsyncTask<Work> {
        AsyncTask::new(self.work(in_place(&bytes), Some(bytes)))
    }

    /// How many rows are done.
    #[napi(catch_unwind)]
    pub fn rows(&self) -> f64 {
        self.state.rows.load(Ordering::Relaxed) as f64
    }

    /// Ends it early, with a refusal.
    #[napi(catch_unwind)]
    pub fn stop(&self) {
        self.state.is_stopped.store(true, Ordering::Relaxed);
    }

    /// The notices as JSON, once it is scored.
    #[napi(catch_unwind)]
    pub fn notices(&self) -> String {
        self.beside.lock().map(|beside| beside.notices.clone()).unwrap_or_default()
    }

    /// How long it took to read, to score and to write, in milliseconds.
    #[napi(catch_unwind)]
    pub fn spent(&self) -> Vec<f64> {
        self.beside.lock().map(|beside| beside.spent.to_vec()).unwrap_or_default()
    }

    fn work(&self, bytes: Buffer, given: Option<Uint8Array>) -> Work {
        Work {
            model: self.model.clone(),
            options: self.options.clone(),
            bytes,
            _given: given,
            beside: Arc::clone(&self.beside),
        }
    }
}

impl JobOptions {
    fn read(&self) -> Result<ArrowOptions> {
        let as_of = match (&self.as_of_column, date(self.day)) {
            (Some(column), _) => AsOf::Column(column),
            (None, Some(day)) => AsOf::Day(day),
            (None, None) => AsOf::Column(""),
        };
        let given = ArrowOptions::new(as_of)
            .host(icp_core::error::Host::JavaScript)
            .on_invalid(if self.lenient { OnInvalid::Missing } else { OnInvalid::Error })
            .missing_columns(if self.unknown_columns {
                MissingColumns::Unknown
            } else {
                MissingColumns::Error
            });
        let allowed = self.allow_empty_columns.iter().flatten().map(String::as_str);
        let given = given.allow_empty_columns(allowed);
        let given = with_some(given, self.keep, ArrowOptions::keep);
        let given = with_some(given, self.prefix.as_deref(), ArrowOptions::prefix);
        let given = with_some(given, self.bounds, ArrowOptions::bounds);
        let given = with_some(given, self.reasons, ArrowOptions::reasons);
        let given = with_some(given, self.verdicts, ArrowOptions::verdicts);
        let given = with_some(given, self.labels, ArrowOptions::labels);
        let given = with_some(given, self.per_icp, ArrowOptions::per_icp);
        let words = self.per_criterion.iter().flatten().map(String::as_str);
        let given = given.per_criterion(PerCriterion::of_words(words).map_err(Error::from_reason)?);
        let words = self.texts.iter().flatten().map(String::as_str);
        let given = given.texts(RowTexts::of_words(words).map_err(Error::from_reason)?);
        let given = with_some(given, self.max_text.map(|most| most as usize), ArrowOptions::max_text);
        let given = with_some(given, self.qualified, ArrowOptions::qualified);
        let given = with_some(given, self.rank, ArrowOptions::rank);
        Ok(with_some(given, self.threads.map(|threads| threads as usize), ArrowOptions::threads))
    }
}

fn with_some<T>(
    options: ArrowOptions,
    value: Option<T>,
    set: impl FnOnce(ArrowOptions, T) -> ArrowOptions,
) -> ArrowOptions {
    match value {
        Some(value) => set(options, value),
        None => options,
    }
}

/// The work of another thread.
pub struct Work {
    model: Option<Model>,
    options: ArrowOptions,
    bytes: Buffer,
    /// JavaScript's array whose memory the bytes are. It keeps the memory, and goes where it came from, by Node's thread.
    _given: Option<Uint8Array>,
    beside: Arc<Mutex<Beside>>,
}

impl Work {
    fn score(&mut self) -> std::result::Result<TableBuffer, String> {
        // It is scored once; then model and bytes are given back.
        let Some(model) = self.model.take() else { return Ok(TableBuffer::Heap(Vec::new())) };
        let bytes = std::mem::take(&mut self.bytes);
        let scored = score(&model, &self.options, bytes).map_err(|error| icp_js::json(&error))?;
        if let Ok(mut place) = self.beside.lock() {
            *place = Beside { notices: icp_js::json(&scored.notices), spent: scored.spent };
        }
        Ok(scored.answers)
    }
}

impl Task for Work {
    type Output = std::result::Result<TableBuffer, String>;
    type JsValue = Either<Uint8Array, String>;

    fn compute(&mut self) -> Result<Self::Output> {
        // A panic would leave a function of C, and end the process.
        catch_unwind(AssertUnwindSafe(|| self.score())).map_err(|_| Error::from_reason("it panicked"))
    }

    fn resolve(&mut self, _: Env, output: Self::Output) -> Result<Self::JsValue> {
        Ok(told(output))
    }
}

/// The bytes as Arrow's memory, without a copy.
fn in_place(bytes: &[u8]) -> Buffer {
    let Some(start) = NonNull::new(bytes.as_ptr().cast_mut()).filter(|_| !bytes.is_empty()) else {
        return Buffer::default();
    };
    // SAFETY: `Work::score` gives back all that it makes of the buffer before it returns, and nothing writes through it:
    // buffers are read only. Until then the memory stays and nobody changes it. Of `run`: it is JavaScript's, which rests
    // on this thread, and `table.js` copies what is shared with others. Of `start_with`: `table.js` has moved the memory
    // out of the caller's array into one of its own, which no program can reach, so that it can be neither written to nor
    // given away nor resized; `Work` holds that array, and Node waits for the work before it ends a thread's JavaScript.
    #[expect(unsafe_code, reason = "a copy would take a fifth of the time of the scores")]
    unsafe {
        Buffer::from_custom_allocation(start, bytes.len(), Arc::new(()))
    }
}

fn told(output: std::result::Result<TableBuffer, String>) -> Either<Uint8Array, String> {
    match output {
        Ok(bytes) => Either::A(bytes.into_array()),
        Err(refusal) => Either::B(refusal),
    }
}
