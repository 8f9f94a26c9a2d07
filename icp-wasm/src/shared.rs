//! Exports to JavaScript of every build: where the input and the answer lie.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::memory::with;

/// Makes room for `bytes` bytes of input, and tells where it is.
#[wasm_bindgen]
pub fn input(bytes: usize) -> *const u8 {
    with(|memory| {
        memory.input.resize(bytes, 0);
        memory.input.as_ptr()
    })
}

/// Where the last text is.
#[wasm_bindgen]
pub fn answer() -> *const u8 {
    with(|memory| memory.answer.as_ptr())
}

/// How many bytes it has.
#[wasm_bindgen]
pub fn answer_length() -> usize {
    with(|memory| memory.answer.len())
}
