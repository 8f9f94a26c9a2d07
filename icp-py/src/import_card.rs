//! Cards of other tools as models. `icp-exchange` reads them.

use icp_exchange::{Format, ImportError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::error::{caught, model_error};
use crate::exchange::{Place, refused};
use crate::model::Model;

/// A model made of a card, and what of the card was taken otherwise: line, path and text of each.
type Imported = (Model, Vec<(usize, String, String)>);

/// Makes a model of a card.
#[pyfunction]
#[pyo3(signature = (card, kind, /))]
pub(crate) fn _import_card(py: Python<'_>, card: &[u8], kind: Option<&str>) -> PyResult<Imported> {
    let kind = kind.map(str::parse::<Format>).transpose().map_err(PyValueError::new_err)?;
    let import = caught(py, || {
        icp_exchange::import(card, kind).map_err(|error| match &error {
            ImportError::Refused(refusals) => {
                refused(py, &error.to_string(), refusals.iter().map(Place::from))
            }
            ImportError::NoModel(mistakes) => model_error(py, mistakes),
        })
    })?;
    let model = Model::read(py, || icp_core::Model::from_json(&import.definition.to_json()))?;
    Ok((model, import.notes.into_iter().map(|note| (note.line, note.path, note.text)).collect()))
}
