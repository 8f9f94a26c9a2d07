//! Exports of the build for the studio, the page on which a model is shaped. Only its worker calls them.

use std::cell::RefCell;

use icp_js::studio::Studio;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::memory::with;

thread_local! {
    static STUDIO: RefCell<Studio> = RefCell::default();
}

/// Works with the studio, and with the input as bytes. No call runs inside of another.
fn studio<T>(bytes: usize, work: impl FnOnce(&mut Studio, &[u8]) -> T) -> T {
    with(|memory| {
        let input = memory.input.get(..bytes).unwrap_or_default();
        STUDIO.with_borrow_mut(|studio| work(studio, input))
    })
}

/// Keeps an answer: 0 for one, 1 for an error.
fn keep(answer: Result<String, String>) -> u32 {
    with(|memory| memory.keep(answer))
}

/// Keeps an error: 1 where there is more to do, 0 where there is not, 2 for the error.
fn keep_step(step: Result<bool, String>) -> u32 {
    match step {
        Ok(more) => u32::from(more),
        Err(error) => keep(Err(error)) + 1,
    }
}

/// The text in a part of the input.
fn text(input: &[u8]) -> &str {
    // INVARIANT: JavaScript encodes texts, which gives right ones.
    std::str::from_utf8(input).unwrap_or_default()
}

/// Begins to read a file; 0 as the delimiter finds it out.
#[wasm_bindgen]
pub fn table_begin(delimiter: u32) {
    studio(0, |studio, _| studio.begin(u8::try_from(delimiter).ok().filter(|delimiter| *delimiter > 0)));
}

/// Begins to read a sheet of a workbook, whose cells come with a sign in front.
#[wasm_bindgen]
pub fn sheet_begin() {
    studio(0, |studio, _| studio.begin_sheet());
}

/// Reads the bytes in the input as the next of the file: 0, or 1 with the refusal as the answer.
#[wasm_bindgen]
pub fn table_feed(bytes: usize) -> u32 {
    let fed = studio(bytes, |studio, input| studio.feed(input));
    fed.map_or_else(|error| keep(Err(error)), |()| 0)
}

/// Ends the file: 0 with its columns as the answer, 1 with the refusal.
#[wasm_bindgen]
pub fn table_end() -> u32 {
    keep(studio(0, |studio, _| studio.end()))
}

/// A model begun from the columns, as the answer; its name is in the input.
#[wasm_bindgen]
pub fn begin_model(bytes: usize) {
    keep(Ok(studio(bytes, |studio, input| studio.begin_model(text(input)))));
}

/// Opens the model in the input, with the source file behind it: 0 with all that is drawn of it as the answer, 1 with the mistakes.
#[wasm_bindgen]
pub fn studio_open(bytes: usize, source: usize, day: u32) -> u32 {
    keep(studio(bytes + source, |studio, input| {
        let (model, source) = input.split_at_checked(bytes).unwrap_or_default();
        studio.open(text(model), text(source), day)
    }))
}

/// The text of a model in the input with the changes behind it, and behind those the document that is meant; the new text is the answer.
#[wasm_bindgen]
pub fn studio_edit(bytes: usize, changes: usize, document: usize) {
    keep(Ok(studio(bytes + changes + document, |studio, input| {
        let (model, rest) = input.split_at_checked(bytes).unwrap_or_default();
        let (changes, document) = rest.split_at_checked(changes).unwrap_or_default();
        studio.edit(text(model), text(changes), text(document))
    })));
}

/// Begins a pass over all accounts: scores (0), rules (1) or causes (2).
#[wasm_bindgen]
pub fn studio_start(pass: u32) {
    studio(0, |studio, _| match pass {
        0 => studio.start(),
        1 => studio.start_rules(),
        _ => studio.start_causes(),
    });
}

/// The next part of the pass: 1 where there is more, 0 at its end, 2 with the refusal as the answer.
#[wasm_bindgen]
pub fn studio_step(pass: u32) -> u32 {
    keep_step(studio(0, |studio, _| match pass {
        0 => studio.step(),
        1 => studio.step_rules(),
        _ => studio.step_causes(),
    }))
}

/// The counts of a pass that has ended: 0 with them as the answer, 1 with the refusal.
#[wasm_bindgen]
pub fn studio_counts(pass: u32) -> u32 {
    keep(studio(0, |studio, _| match pass {
        0 => Ok(studio.counts()),
        1 => Ok(studio.rules()),
        _ => studio.causes(),
    }))
}

/// From now on accounts are compared with where they stand now.
#[wasm_bindgen]
pub fn studio_keep() {
    studio(0, |studio, _| studio.keep());
}

/// Reads the outcome that the input names: 0 with what is known as the answer, 1 with the refusal.
#[wasm_bindgen]
pub fn studio_outcome(bytes: usize) -> u32 {
    keep(studio(bytes, |studio, input| studio.outcome(text(input))))
}

/// The accounts that the input asks for, as the answer.
#[wasm_bindgen]
pub fn studio_rows(bytes: usize) {
    keep(Ok(studio(bytes, |studio, input| studio.rows(text(input)))));
}

/// The account of a row with its explanation: 0 with it as the answer, 1 with the refusal.
#[wasm_bindgen]
pub fn studio_row(row: usize) -> u32 {
    keep(studio(0, |studio, _| studio.row(row)))
}

/// The bound for a number of accounts of the icp in the input: 0 with it as the answer, 1 with the refusal.
#[wasm_bindgen]
pub fn studio_cut(bytes: usize, wanted: usize) -> u32 {
    keep(studio(bytes, |studio, input| studio.cut(text(input), wanted)))
}
