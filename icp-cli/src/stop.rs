//! Ctrl-C: the process ends at once, and takes half an answer with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};

use crate::notice::tell;

/// What the shell is told of a process that Ctrl-C ended: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// The file that is being written and has not got its name.
static PENDING: Mutex<Option<PathBuf>> = Mutex::new(None);

/// From here on, Ctrl-C removes what is pending.
pub(crate) fn watch() {
    // Where there is no such signal, there is nothing to watch for.
    let _ = ctrlc::set_handler(|| {
        let pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(part) = &*pending {
            let _ = fs::remove_file(part);
        }
        tell("stopped");
        #[allow(clippy::exit, reason = "who pressed Ctrl-C waits for nothing")]
        process::exit(INTERRUPTED);
    });
}

/// A file that is not complete; `None` when it has got its name, or is gone.
pub(crate) fn pending(part: Option<&Path>) {
    *PENDING.lock().unwrap_or_else(PoisonError::into_inner) = part.map(Path::to_owned);
}
