//! `icp schema`: prints the JSON Schema of model documents.

use crate::failure::Failure;
use crate::output::Output;

/// Prints the JSON Schema of the model document.
pub(crate) fn run() -> Result<(), Failure> {
    let mut output = Output::stdout();
    output.line(icp_core::model::SCHEMA.trim_end())?;
    output.finish()
}
