//! Ctrl-C: deletes the output file if it is incomplete, and ends the process at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};

use crate::notice::tell;

/// The exit code of a process that Ctrl-C ended: 128 plus the number of the signal, which is 2.
const INTERRUPTED: i32 = 130;

/// The temporary file (`NAME.part`) that is being written. `Output` renames it when it is complete.
static PENDING: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Installs the handler: from now on, Ctrl-C deletes the temporary file and ends the process.
pub(crate) fn watch() {
    // An error means that the handler cannot be installed; Ctrl-C then does what the system does by default.
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

/// Sets the temporary file that Ctrl-C deletes; `None` once it has been renamed or deleted.
pub(crate) fn pending(part: Option<&Path>) {
    *PENDING.lock().unwrap_or_else(PoisonError::into_inner) = part.map(Path::to_owned);
}
