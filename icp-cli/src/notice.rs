use std::io::{self, Write as _};

/// Tells something on standard error that does not stop the work.
pub(crate) fn notice(text: &str) {
    // Nobody may be listening; the work goes on all the same.
    let _ = writeln!(io::stderr().lock(), "notice: {text}");
}
