//! The failure of a JSON record that the core refuses, with its line.

use icp_core::AccountError;

use crate::failure::Failure;
use crate::text::shown;

pub(super) fn refused_json(name: &str, line: u64, error: &AccountError) -> Failure {
    // A record on one line: its own line is always the first.
    let text = error.to_string().replace(" at line 1, column ", " at column ");
    Failure::refused(format!("{name}:{line}: {}", shown(&text)), error.clone())
}
