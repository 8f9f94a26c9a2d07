use std::sync::OnceLock;

use icp_core::{IcpScore, Scored};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use crate::date::to_date;
use crate::error::caught;
use crate::icp_assessment::IcpAssessment;
use crate::model::Model;
use crate::object::to_python;
use crate::part::{by_id, parts};
use crate::words::status;

/// The answer for one account. The numbers are there at once; the words are made when something asks for them.
#[pyclass(module = "icp", frozen, weakref)]
pub(crate) struct Assessment {
    model: Py<Model>,
    scored: Scored,
    told: OnceLock<icp_core::Assessment>,
}

impl Assessment {
    pub(crate) fn new(model: Py<Model>, scored: Scored) -> Self {
        Self { model, scored, told: OnceLock::new() }
    }

    pub(crate) fn model(&self) -> &Model {
        self.model.get()
    }

    /// The numbers of the icp at a place.
    pub(crate) fn numbers(&self, at: usize) -> PyResult<&IcpScore> {
        self.scored.scores().get(at).ok_or_else(nothing)
    }

    /// The whole answer.
    pub(crate) fn told(&self, py: Python<'_>) -> PyResult<&icp_core::Assessment> {
        match self.told.get() {
            Some(told) => Ok(told),
            None => caught(py, || Ok(self.told.get_or_init(|| self.scored.assessment()))),
        }
    }

    /// The place of the icp that stands for the answer.
    fn headline(&self) -> usize {
        // INVARIANT: a model has an icp, so a scored account has a headline.
        self.scored.headline().unwrap_or_default()
    }

    fn of_headline<'py>(slf: &Bound<'py, Self>) -> IcpAssessment {
        IcpAssessment::new(slf.clone().unbind(), slf.get().headline())
    }
}

/// What cannot be: a place that the model does not have.
fn nothing() -> PyErr {
    pyo3::exceptions::PyIndexError::new_err("no icp at this place")
}

#[pymethods]
impl Assessment {
    #[getter(model)]
    fn model_(&self, py: Python<'_>) -> Py<Model> {
        self.model.clone_ref(py)
    }

    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_date(py, self.scored.as_of())
    }

    #[getter]
    fn best(&self, py: Python<'_>) -> Option<Py<PyString>> {
        self.model().words().icp(py, self.scored.best()?)
    }

    #[getter]
    fn icp(&self, py: Python<'_>) -> Option<Py<PyString>> {
        self.model().words().icp(py, self.headline())
    }

    #[getter]
    fn status(&self, py: Python<'_>) -> PyResult<Py<PyString>> {
        Ok(status(py, self.numbers(self.headline())?.status))
    }

    #[getter]
    fn score(&self) -> PyResult<Option<f64>> {
        Ok(self.numbers(self.headline())?.fit.score)
    }

    #[getter]
    fn tier(&self, py: Python<'_>) -> PyResult<Option<Py<PyString>>> {
        let at = self.headline();
        Ok(self.model().words().tier(py, at, self.numbers(at)?.fit.tier))
    }

    #[getter]
    fn bounds(&self) -> PyResult<Option<(f64, f64)>> {
        Ok(self.numbers(self.headline())?.fit.bounds)
    }

    #[getter]
    fn coverage(&self) -> PyResult<f64> {
        Ok(self.numbers(self.headline())?.fit.coverage)
    }

    #[getter]
    fn stage(&self, py: Python<'_>) -> PyResult<Option<Py<PyString>>> {
        let at = self.headline();
        Ok(self.model().words().stage(py, at, self.numbers(at)?.stage))
    }

    #[getter]
    fn reason<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::of_headline(slf).reason(slf.py())
    }

    #[getter]
    fn verdicts<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::of_headline(slf).verdicts(slf.py())
    }

    #[getter]
    fn criteria<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::of_headline(slf).criteria(slf.py())
    }

    #[getter]
    fn missing<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::of_headline(slf).missing(slf.py())
    }

    #[getter]
    fn icps<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let count = slf.get().model().words().icps();
        let icps = (0..count).map(|at| Py::new(py, IcpAssessment::new(slf.clone().unbind(), at)));
        by_id(py, "icp", PyList::new(py, icps.collect::<PyResult<Vec<_>>>()?)?)
    }

    #[getter]
    fn derived<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        parts(py, "derived", &self.told(py)?.derived)
    }

    #[getter]
    fn issues<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        if self.scored.record().issues().is_empty() {
            return Ok(PyList::empty(py));
        }
        parts(py, "issue", &self.told(py)?.issues)
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, self.told(py)?)
    }

    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let told = self.told(py)?;
        caught(py, || Ok(told.to_json()))
    }

    fn explain(&self, py: Python<'_>) -> PyResult<String> {
        let told = self.told(py)?;
        caught(py, || Ok(told.explain()))
    }

    fn explain_markdown(&self, py: Python<'_>) -> PyResult<String> {
        let told = self.told(py)?;
        caught(py, || Ok(told.explain_markdown()))
    }

    fn explain_html(&self, py: Python<'_>) -> PyResult<String> {
        let told = self.told(py)?;
        caught(py, || Ok(told.explain_html()))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<style>{}</style>\n{}", include_str!("notebook.css"), self.explain_html(py)?))
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.explain(py)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let of = Self::of_headline(slf).describe(slf.py())?;
        Ok(format!("<icp.Assessment {of}>"))
    }
}
