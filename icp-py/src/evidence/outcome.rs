//! Outcomes and errors on their way over.

use icp_evidence::{EvidenceError, Outcome};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::error::{batch_error, evidence_error, model_error};

/// Words that are won, lost and still open.
type Words = (Vec<String>, Vec<String>, Vec<String>);

/// Outcomes as Python says them: a text as the command reads it, or a column, its words and whether its numbers are values.
pub(crate) fn outcomes(given: &[Bound<'_, PyAny>]) -> PyResult<Vec<Outcome>> {
    given.iter().map(outcome).collect()
}

fn outcome(given: &Bound<'_, PyAny>) -> PyResult<Outcome> {
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(Outcome::parse(text.to_str()?));
    }
    let (column, (won, lost, open), value): (String, Words, bool) = given.extract()?;
    let outcome = Outcome::new(column).won(won).lost(lost).open(open);
    Ok(if value { outcome.value() } else { outcome })
}

/// An error of the evidence as the exception of what it is about.
pub(super) fn refused(py: Python<'_>, error: &EvidenceError) -> PyErr {
    match error {
        EvidenceError::Batch(error) => batch_error(py, error),
        EvidenceError::Model(error) => model_error(py, error),
        other => evidence_error(py, &other.to_string()),
    }
}
