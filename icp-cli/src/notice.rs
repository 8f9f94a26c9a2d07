//! Lines on standard error, beside the answer.

use std::io::{self, Write as _};

/// Tells something that is not part of the answer.
pub(crate) fn tell(text: &str) {
    // Nobody may be listening; the work goes on all the same.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Tells something odd that does not stop the work.
pub(crate) fn notice(text: &str) {
    tell(&format!("notice: {text}"));
}
