//! Edits of a model as Python asks for them.

use icp_core::model::Edits;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The changes that `Model.replace` is given.
pub(crate) fn changes(
    weights: Option<&Bound<'_, PyDict>>,
    tiers: Option<&Bound<'_, PyDict>>,
    version: Option<&str>,
) -> PyResult<Edits> {
    let mut changes = Edits::new();
    for (name, weight) in weights.into_iter().flatten() {
        changes = changes.weight(&name.extract::<String>()?, weight.extract()?);
    }
    for (name, from) in tiers.into_iter().flatten() {
        changes = changes.tier(&name.extract::<String>()?, from.extract()?);
    }
    Ok(version.map_or(changes.clone(), |version| changes.version(version)))
}
