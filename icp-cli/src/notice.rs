//! Lines on standard error, beside the answer.

use std::cell::Cell;
use std::io::{self, Write as _};

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Prints a message on standard error that is not part of the answer.
pub(crate) fn tell(text: &str) {
    if !IS_QUIET.get() {
        // Nobody may be listening; the work goes on all the same.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

/// Tells something odd that does not stop the work.
pub(crate) fn notice(text: &str) {
    tell(&format!("notice: {text}"));
}

/// From now on nothing is told by this thread: nobody is there to read it.
pub(crate) fn silence() {
    IS_QUIET.set(true);
}

/// Runs something without its messages: a second reading of a file would tell the same again.
pub(crate) fn quietly<T>(run: impl FnOnce() -> T) -> T {
    let before = IS_QUIET.replace(true);
    let done = run();
    IS_QUIET.set(before);
    done
}
