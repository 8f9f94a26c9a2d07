//! The models that one thread of Node has opened, and why its last call was refused.

use std::cell::RefCell;

use icp_js::Session;

/// The models that JavaScript has opened on this thread: Node runs each worker on a thread of its own.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) session: Session,
    /// Why the last call was refused.
    pub(crate) refusal: String,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Works with the memory. No call runs inside of another, since none calls JavaScript.
pub(crate) fn with<T>(work: impl FnOnce(&mut Memory) -> T) -> T {
    MEMORY.with_borrow_mut(work)
}

impl Memory {
    /// The number of a model, or -1 with its mistakes as the refusal.
    pub(crate) fn opened(&mut self, opened: Result<usize, String>) -> i32 {
        match opened.map(i32::try_from) {
            Ok(Ok(model)) => model,
            Ok(Err(_)) => -1,
            Err(mistakes) => {
                self.refusal = mistakes;
                -1
            }
        }
    }
}
