//! Exports to JavaScript. Only `engine.js` calls them.

use icp_js::{date, foreign};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::memory::{Memory, call, form, with};
use crate::parts;

/// Where the numbers of the last score are.
#[wasm_bindgen]
pub fn numbers() -> *const f64 {
    with(|memory| memory.numbers.as_ptr())
}

/// Reads a model from the input: its number, or -1 with the mistakes as the answer.
#[wasm_bindgen]
pub fn open(source: u32, bytes: usize) -> i32 {
    with(|memory| memory.open(bytes, |session, text| session.open(form(source), text)))
}

/// Reads a source file from the input: the number of the model that reads by it, or -1 with the mistakes as the answer.
#[wasm_bindgen]
pub fn with_source(model: usize, source: u32, bytes: usize) -> i32 {
    parts::with_source(model, source, bytes)
}

/// Regular expressions, whose part has been joined to the module, may be used by models from now on.
#[wasm_bindgen]
pub fn enable_regex() {
    parts::enable_regex();
}

/// YAML, whose part has been joined to the module, may be read from now on.
#[wasm_bindgen]
pub fn enable_yaml() {
    parts::enable_yaml();
}

/// Explanations, whose part has been joined to the module, may be asked for from now on.
#[wasm_bindgen]
pub fn enable_words() {
    parts::enable_words();
}

/// Written values, whose part has been joined to the module, may be read from now on.
#[wasm_bindgen]
pub fn enable_written() {
    parts::enable_written();
}

/// Forgets a model.
#[wasm_bindgen]
pub fn close(model: usize) {
    with(|memory| memory.session.close(model));
}

/// The model's description, as the answer.
#[wasm_bindgen]
pub fn about(model: usize) {
    with(|memory| memory.answer = memory.session.about(model));
}

/// The model's document, as the answer.
#[wasm_bindgen]
pub fn document(model: usize) {
    parts::document(model);
}

/// The model's fingerprint, as the answer.
#[wasm_bindgen]
pub fn fingerprint(model: usize) {
    parts::fingerprint(model);
}

/// The name and the fingerprint of the model's source file, as the answer.
#[wasm_bindgen]
pub fn source(model: usize) {
    parts::source(model);
}

/// The model's findings, as the answer.
#[wasm_bindgen]
pub fn findings(model: usize, day: u32) {
    parts::findings(model, day);
}

/// The lowest and the highest score of each scorecard, as the answer.
#[wasm_bindgen]
pub fn score_ranges(model: usize) {
    parts::score_ranges(model);
}

/// Every criterion with the attributes that it reads, as the answer.
#[wasm_bindgen]
pub fn criteria(model: usize) {
    parts::criteria(model);
}

/// The mistake of a value that no model holds, whose path is in the input, as the answer.
#[wasm_bindgen(js_name = foreign)]
pub fn foreign_value(bytes: usize) {
    with(|memory| memory.answer = foreign(memory.input.get(..bytes).unwrap_or_default()));
}

/// Whether a day exists.
#[wasm_bindgen]
pub fn is_day(day: u32) -> bool {
    date(day).is_some()
}

/// Scores the frame in the input: 0 with the numbers, 1 with the refusal as the answer.
#[wasm_bindgen]
pub fn score(model: usize, bytes: usize, day: u32, lenient: bool) -> u32 {
    with(|memory| {
        let Memory { session, input, numbers, .. } = memory;
        match session.score(model, call(input, bytes, day, lenient), numbers) {
            Ok(()) => 0,
            Err(refusal) => {
                memory.answer = refusal;
                1
            }
        }
    })
}

/// Assesses the frame in the input: 0 with the assessment as the answer, 1 with the refusal.
#[wasm_bindgen]
pub fn assess(model: usize, bytes: usize, day: u32, lenient: bool) -> u32 {
    parts::assess(model, bytes, day, lenient)
}

/// Assesses the frame in the input: 0 with the place and the count of the assessment's numbers as the first two numbers, and as the
/// answer the texts that are new, as a JSON list; 1 with the refusal.
#[wasm_bindgen]
pub fn assess_numbers(model: usize, bytes: usize, day: u32, lenient: bool) -> u32 {
    parts::assess_numbers(model, bytes, day, lenient)
}

/// Scores the frame in the input: 0 with its explanation as the answer, as text (0), as Markdown (1), as an HTML fragment (2) or
/// as a whole page (3); 1 with the refusal.
#[wasm_bindgen]
pub fn explain(form: u32, model: usize, bytes: usize, day: u32, lenient: bool) -> u32 {
    parts::explain(form, model, bytes, day, lenient)
}

/// Scores the frame in the input: 0 with the questions that are open as the answer, 1 with the refusal.
#[wasm_bindgen]
pub fn questions(model: usize, bytes: usize, day: u32, lenient: bool) -> u32 {
    parts::questions(model, bytes, day, lenient)
}

/// The model in words, as the answer: as text (0), as Markdown (1), as an HTML fragment (2) or as a whole page (3).
#[wasm_bindgen]
pub fn describe(model: usize, form: u32) {
    parts::describe(model, form);
}

/// The number of the model with the changes of the request in the input, or -1 with the mistakes as the answer.
#[wasm_bindgen]
pub fn replace(model: usize, bytes: usize) -> i32 {
    parts::replace(model, bytes)
}

/// The number of the model without the criterion in the input, with what else had to go as the answer; -1 with the mistakes
/// there.
#[wasm_bindgen]
pub fn without(model: usize, bytes: usize) -> i32 {
    parts::without(model, bytes)
}

/// The number of the model with the entries of the lists in the input, or -1 with the mistakes as the answer.
#[wasm_bindgen]
pub fn with_lists(model: usize, bytes: usize) -> i32 {
    parts::with_lists(model, bytes)
}

/// Searches for the changes that bring the account in the input to the goal that lies behind it: 0 with them as the answer, 1 with
/// the refusal. `most` is the most attributes of a set; the largest number stands for as many as usual.
#[wasm_bindgen]
pub fn changes(
    form: u32,
    model: usize,
    bytes: usize,
    goal: usize,
    day: u32,
    lenient: bool,
    most: u32,
) -> u32 {
    parts::changes(form, model, bytes, goal, day, lenient, most)
}
