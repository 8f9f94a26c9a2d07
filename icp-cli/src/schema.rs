//! `icp schema`: prints the JSON Schema of model documents.

use crate::failure::Failure;
use crate::output::Output;

/// Prints the JSON Schema of the model document, or of source files.
pub(crate) fn run(source: bool) -> Result<(), Failure> {
    let mut output = Output::stdout();
    let schema = if source { icp_core::model::SOURCE_SCHEMA } else { icp_core::model::SCHEMA };
    output.line(schema.trim_end())?;
    output.finish()
}
