//! Exports to JavaScript for models and single accounts. `engine.js` is the only one that does.

use icp_core::OnInvalid;
use icp_js::{Call, ChangesWords, NUMBERS, Source, date, foreign, words, words_of_changes};
use napi::bindgen_prelude::{Float64ArraySlice, Uint8ArraySlice};
use napi_derive::napi;

use crate::memory::{Memory, with};

/// Why the last call was refused, as JSON.
#[napi(catch_unwind)]
pub fn refusal() -> String {
    with(|memory| memory.refusal.clone())
}

/// Reads a model: its number, or -1 with the mistakes as the refusal.
#[napi(catch_unwind)]
pub fn open(source: u32, text: String) -> i32 {
    with(|memory| {
        let opened = memory.session.open(form(source), &text);
        memory.opened(opened)
    })
}

/// Reads a source file: the number of the model that reads by it, or -1 with the mistakes as the refusal.
#[napi(catch_unwind)]
pub fn with_source(model: u32, source: u32, text: String) -> i32 {
    with(|memory| {
        let opened = memory.session.with_source(model as usize, form(source), &text);
        memory.opened(opened)
    })
}

/// The form of a text, by its number in `engine.js`.
fn form(source: u32) -> Source {
    match source {
        0 => Source::Json,
        1 => Source::Yaml,
        2 => Source::Text,
        _ => Source::Object,
    }
}

/// Reads a model from the bytes of a file: its number, or -1 with the mistakes as the refusal.
#[napi(catch_unwind)]
pub fn open_bytes(bytes: Uint8ArraySlice<'_>) -> i32 {
    with(|memory| {
        let opened = memory.session.open_bytes(&bytes);
        memory.opened(opened)
    })
}

/// Forgets a model.
#[napi(catch_unwind)]
pub fn close(model: u32) {
    with(|memory| memory.session.close(model as usize));
}

/// The model's description, as JSON.
#[napi(catch_unwind)]
pub fn about(model: u32) -> String {
    with(|memory| memory.session.about(model as usize))
}

/// The model's fingerprint.
#[napi(catch_unwind)]
pub fn fingerprint(model: u32) -> String {
    with(|memory| memory.session.fingerprint(model as usize))
}

/// The model's document.
#[napi(catch_unwind)]
pub fn document(model: u32) -> String {
    with(|memory| memory.session.document(model as usize))
}

/// The name and the fingerprint of the model's source file, as JSON.
#[napi(catch_unwind)]
pub fn source(model: u32) -> String {
    with(|memory| memory.session.source(model as usize))
}

/// The model's findings, as JSON.
#[napi(catch_unwind)]
pub fn findings(model: u32, day: u32) -> String {
    with(|memory| memory.session.findings(model as usize, day))
}

/// The lowest and the highest score of each scorecard, as JSON.
#[napi(catch_unwind)]
pub fn score_ranges(model: u32) -> String {
    with(|memory| memory.session.score_ranges(model as usize))
}

/// Every criterion with the attributes that it reads, as JSON.
#[napi(catch_unwind)]
pub fn criteria(model: u32) -> String {
    with(|memory| memory.session.criteria(model as usize))
}

/// The number of the model with the changes of a request in JSON, or -1 with the mistakes as the refusal.
#[napi(catch_unwind)]
pub fn replace(model: u32, request: String) -> i32 {
    with(|memory| {
        let opened = memory.session.replace(model as usize, &request);
        memory.opened(opened)
    })
}

/// The number of the model with the entries of these lists, as JSON, or -1 with the mistakes as the refusal.
#[napi(catch_unwind)]
pub fn with_lists(model: u32, lists: String) -> i32 {
    with(|memory| {
        let opened = memory.session.with_lists(model as usize, &lists);
        memory.opened(opened)
    })
}

/// The number of the model without a criterion, with what else had to go as the refusal, in JSON; -1 with the mistakes there.
#[napi(catch_unwind)]
pub fn without(model: u32, criterion: String) -> i32 {
    with(|memory| match memory.session.without(model as usize, &criterion) {
        Ok((model, also)) => {
            memory.refusal = also;
            memory.opened(Ok(model))
        }
        Err(mistakes) => memory.opened(Err(mistakes)),
    })
}

/// The model in words: as text (0), as Markdown (1), as an HTML fragment (2) or as a whole page (3).
#[napi(catch_unwind)]
pub fn describe(model: u32, form: u32) -> String {
    with(|memory| memory.session.describe(model as usize, form))
}

/// The model's document as YAML.
#[napi(catch_unwind)]
pub fn yaml(model: u32) -> String {
    with(|memory| memory.session.yaml(model as usize))
}

/// The mistake of a value that no model holds, whose path is in the frame, as JSON.
#[napi(js_name = "foreign", catch_unwind)]
pub fn foreign_value(frame: Uint8ArraySlice<'_>) -> String {
    foreign(&frame)
}

/// Whether a day exists.
#[napi(catch_unwind)]
pub fn is_day(day: u32) -> bool {
    date(day).is_some()
}

/// Scores the frame: true with the numbers, false with the refusal.
#[napi(catch_unwind)]
pub fn score(
    model: u32,
    frame: Uint8ArraySlice<'_>,
    day: u32,
    lenient: bool,
    mut numbers: Float64ArraySlice<'_>,
) -> bool {
    // SAFETY: `engine.js` keeps the array to itself, and JavaScript rests until this returns.
    #[expect(
        unsafe_code,
        reason = "nine numbers as an array of JavaScript's own would take longer than the score"
    )]
    let numbers = unsafe { numbers.as_mut() };
    let Some(numbers) = numbers.first_chunk_mut::<NUMBERS>() else { return false };
    with(|memory| {
        let Memory { session, refusal } = memory;
        match session.score(model as usize, call(&frame, day, lenient), numbers) {
            Ok(()) => true,
            Err(why) => {
                *refusal = why;
                false
            }
        }
    })
}

/// Assesses the frame: the assessment as JSON, or nothing with the refusal.
#[napi(catch_unwind)]
pub fn assess(model: u32, frame: Uint8ArraySlice<'_>, day: u32, lenient: bool) -> Option<String> {
    with(|memory| {
        let Memory { session, refusal } = memory;
        session.assess(model as usize, call(&frame, day, lenient)).map_err(|why| *refusal = why).ok()
    })
}

/// Assesses the frame: the numbers of the assessment in the array, and how many they are; nothing of them, and how many as a negative
/// number, where the array is too short; 0 with the refusal.
#[napi(catch_unwind)]
pub fn assess_numbers(
    model: u32,
    frame: Uint8ArraySlice<'_>,
    day: u32,
    lenient: bool,
    numbers: Float64ArraySlice<'_>,
) -> i32 {
    with(|memory| {
        let Memory { session, refusal } = memory;
        match session.assess_numbers(model as usize, call(&frame, day, lenient)) {
            Ok(found) => copied(found, numbers),
            Err(why) => {
                *refusal = why;
                0
            }
        }
    })
}

/// The numbers of the last assessment once more, as [`assess_numbers`] gives them.
#[napi(catch_unwind)]
pub fn last_numbers(model: u32, numbers: Float64ArraySlice<'_>) -> i32 {
    with(|memory| copied(memory.session.last_numbers(model as usize), numbers))
}

/// The texts that were numbered since this was last asked, as a JSON list.
#[napi(catch_unwind)]
pub fn new_texts(model: u32) -> String {
    with(|memory| memory.session.new_texts(model as usize))
}

/// Copies numbers into an array of JavaScript, if it is long enough.
fn copied(found: &[f64], mut numbers: Float64ArraySlice<'_>) -> i32 {
    let count = i32::try_from(found.len()).unwrap_or(i32::MAX);
    // SAFETY: `engine.js` keeps the array to itself, and JavaScript rests until this returns.
    #[expect(
        unsafe_code,
        reason = "an array that is made for each call would take longer than the assessment"
    )]
    let numbers = unsafe { numbers.as_mut() };
    match numbers.get_mut(..found.len()) {
        Some(room) => {
            room.copy_from_slice(found);
            count
        }
        None => -count,
    }
}

/// Scores the frame: its explanation as text (0), as Markdown (1), as an HTML fragment (2) or as a whole page (3), or nothing
/// with the refusal.
#[napi(catch_unwind)]
pub fn explain(form: u32, model: u32, frame: Uint8ArraySlice<'_>, day: u32, lenient: bool) -> Option<String> {
    with(|memory| {
        let Memory { session, refusal } = memory;
        let explained = session.explain(model as usize, call(&frame, day, lenient), form, words);
        explained.map_err(|why| *refusal = why).ok()
    })
}

/// Scores the frame: the questions that are still open as JSON, or nothing with the refusal.
#[napi(catch_unwind)]
pub fn questions(model: u32, frame: Uint8ArraySlice<'_>, day: u32, lenient: bool) -> Option<String> {
    with(|memory| {
        let Memory { session, refusal } = memory;
        session.questions(model as usize, call(&frame, day, lenient)).map_err(|why| *refusal = why).ok()
    })
}

/// The changes that bring the account in the frame to a goal in JSON, or nothing with the refusal: as text (0), as Markdown (1), as an
/// HTML fragment (2), else as JSON. Of at most `most` attributes; the largest number stands for as many as usual.
#[napi(catch_unwind)]
pub fn changes(
    form: u32,
    model: u32,
    frame: Uint8ArraySlice<'_>,
    goal: String,
    day: u32,
    lenient: bool,
    most: u32,
) -> Option<String> {
    with(|memory| {
        let Memory { session, refusal } = memory;
        let most = (most != u32::MAX).then_some(most);
        let words: Option<(ChangesWords, u32)> = (form != u32::MAX).then_some((words_of_changes, form));
        let changes = session.changes(model as usize, call(&frame, day, lenient), &goal, most, words);
        changes.map_err(|why| *refusal = why).ok()
    })
}

/// Panics, so that a test sees what becomes of it.
#[napi(catch_unwind)]
pub fn panic_for_test() -> u32 {
    panics()
}

#[expect(clippy::panic, reason = "it is what the test is about")]
fn panics() -> u32 {
    panic!("as the test wants it")
}

pub(crate) fn call(frame: &[u8], day: u32, lenient: bool) -> Call<'_> {
    let on_invalid = if lenient { OnInvalid::Missing } else { OnInvalid::Error };
    Call { frame, day, on_invalid }
}
