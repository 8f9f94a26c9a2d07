//! The memory that JavaScript and the module share: input, numbers and the last answer.

use std::cell::RefCell;

use icp_core::OnInvalid;
use icp_js::{Call, ChangesWords, NUMBERS, Session, Source, Words};

/// The memory that JavaScript and the module share: JavaScript fills `input`, and reads `numbers` and `answer`.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) session: Session,
    pub(crate) input: Vec<u8>,
    pub(crate) numbers: [f64; NUMBERS],
    pub(crate) answer: String,
    /// The function that words assessments, once its part has been joined to the module. In a static of its own the compiler would see that it
    /// is set in one place, and call the part directly.
    pub(crate) words: Option<Words>,
    /// The same for changes.
    pub(crate) words_of_changes: Option<ChangesWords>,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Works with the memory. No call runs inside of another, since none calls JavaScript.
pub(crate) fn with<T>(work: impl FnOnce(&mut Memory) -> T) -> T {
    MEMORY.with_borrow_mut(work)
}

/// A call about the account whose frame is the first `bytes` bytes of the input.
pub(crate) fn call(input: &[u8], bytes: usize, day: u32, lenient: bool) -> Call<'_> {
    let on_invalid = if lenient { OnInvalid::Missing } else { OnInvalid::Error };
    Call { frame: input.get(..bytes).unwrap_or_default(), day, on_invalid }
}

/// The form of a text, by its number in `engine.js`.
pub(crate) fn form(source: u32) -> Source {
    match source {
        0 => Source::Json,
        1 => Source::Yaml,
        2 => Source::Text,
        _ => Source::Object,
    }
}

impl Memory {
    /// Opens a model by the text in the input, whose room it gives back: its number, or -1 with the mistakes as the answer.
    pub(crate) fn open(
        &mut self,
        bytes: usize,
        open: impl FnOnce(&mut Session, &str) -> Result<usize, String>,
    ) -> i32 {
        let text = self.input.get(..bytes).unwrap_or_default();
        // INVARIANT: JavaScript encodes texts, which gives right ones.
        let opened = open(&mut self.session, std::str::from_utf8(text).unwrap_or_default());
        self.input = Vec::new();
        match opened {
            Ok(model) => i32::try_from(model).unwrap_or(-1),
            Err(mistakes) => {
                self.answer = mistakes;
                -1
            }
        }
    }

    /// Keeps an answer, and gives back whether there was one: 0 for an answer, 1 for an error.
    pub(crate) fn keep(&mut self, answer: Result<String, String>) -> u32 {
        let failed = answer.is_err();
        self.answer = answer.unwrap_or_else(|error| error);
        u32::from(failed)
    }
}
