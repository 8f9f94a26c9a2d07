//! Python's `IcpAssessment`: one icp of an assessment, converted when it is asked for.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use serde::Serialize;

use crate::assessment::Assessment;
use crate::object::to_python;
use crate::part::{by_id, part, parts};
use crate::words::status;

/// The assessment of an account by one icp, from `Assessment.icps`.
#[pyclass(module = "icp", frozen)]
pub(crate) struct IcpAssessment {
    of: Py<Assessment>,
    at: usize,
}

impl IcpAssessment {
    pub(crate) fn new(of: Py<Assessment>, at: usize) -> Self {
        Self { of, at }
    }

    fn data(&self, py: Python<'_>) -> PyResult<&icp_core::assessment::IcpAssessment<'static>> {
        let data = self.of.get().data(py)?;
        data.icps.get(self.at).ok_or_else(|| pyo3::exceptions::PyIndexError::new_err("no icp at this place"))
    }

    fn numbers(&self) -> PyResult<&icp_core::assessment::IcpScore> {
        self.of.get().numbers(self.at)
    }

    /// The answer in brief, for `repr`.
    pub(crate) fn describe(&self, py: Python<'_>) -> PyResult<String> {
        let texts = |value: Bound<'_, PyAny>| value.repr().map(|text| text.to_string());
        let numbers = self.numbers()?;
        Ok(format!(
            "icp={} status={} score={} tier={}",
            texts(self.icp(py).into_bound_py_any(py)?)?,
            texts(self.status(py)?.into_bound_py_any(py)?)?,
            texts(numbers.fit.score.into_bound_py_any(py)?)?,
            texts(self.tier(py)?.into_bound_py_any(py)?)?,
        ))
    }

    fn list<'py, T: Serialize>(
        &self,
        py: Python<'py>,
        maker: &str,
        of: &[T],
    ) -> PyResult<Bound<'py, PyList>> {
        parts(py, maker, of)
    }
}

#[pymethods]
impl IcpAssessment {
    /// Its id.
    #[getter]
    fn icp(&self, py: Python<'_>) -> Option<Py<PyString>> {
        self.of.get().model().words().icp(py, self.at)
    }

    /// Its name for people, or None.
    #[getter]
    fn name<'py>(&'py self, py: Python<'py>) -> PyResult<Option<&'py str>> {
        Ok(self.data(py)?.name.as_deref())
    }

    /// Its rank, 1 first.
    #[getter]
    fn priority(&self, py: Python<'_>) -> PyResult<u32> {
        Ok(self.data(py)?.priority)
    }

    /// ``qualified``, ``unqualified``, ``disqualified`` or ``insufficient_data``.
    #[getter]
    fn status(&self, py: Python<'_>) -> PyResult<Py<PyString>> {
        Ok(status(py, self.numbers()?.status))
    }

    /// Why it has its status (Reason).
    #[getter]
    pub(crate) fn reason<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let reason = self.of.get().model().core().reason(self.at, self.numbers()?.reason);
        part(py, "reason", &reason)
    }

    /// The score, or None when nothing is known. On a percent scale from 0 to 100.
    #[getter]
    fn score(&self) -> PyResult<Option<f64>> {
        Ok(self.numbers()?.fit.score)
    }

    /// The lowest and the highest score that the missing values could still lead to, or None.
    #[getter]
    fn bounds(&self) -> PyResult<Option<(f64, f64)>> {
        Ok(self.numbers()?.fit.bounds)
    }

    /// The share of the weight that is known for this account, from 0 to 1.
    #[getter]
    fn coverage(&self) -> PyResult<f64> {
        Ok(self.numbers()?.fit.coverage)
    }

    /// The id of the tier, or None.
    #[getter]
    fn tier(&self, py: Python<'_>) -> PyResult<Option<Py<PyString>>> {
        Ok(self.of.get().model().words().tier(py, self.at, self.numbers()?.fit.tier))
    }

    /// The id of the stage of the grid of both tiers, or None.
    #[getter]
    fn stage(&self, py: Python<'_>) -> PyResult<Option<Py<PyString>>> {
        Ok(self.of.get().model().words().stage(py, self.at, self.numbers()?.stage))
    }

    /// The verdict for each team (dict of str).
    #[getter]
    pub(crate) fn verdicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.data(py)?.verdicts)
    }

    /// The labels: results without points, by id (dict of str or None).
    #[getter]
    pub(crate) fn labels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.data(py)?.labels)
    }

    /// How many criteria have each status (Tally).
    #[getter]
    fn tally<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        part(py, "tally", &self.data(py)?.fit.tally)
    }

    /// The points that every account starts with on a points scale, else 0.
    #[getter]
    fn base(&self, py: Python<'_>) -> PyResult<f64> {
        Ok(self.data(py)?.fit.base)
    }

    /// Floors, caps and clips that acted (list of Adjustment).
    #[getter]
    fn adjustments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.list(py, "adjustment", &self.data(py)?.fit.adjustments)
    }

    /// The reason codes, the largest first (list of RankedReason).
    #[getter]
    fn reason_codes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.list(py, "ranked_reason", &self.data(py)?.fit.reason_codes)
    }

    /// Every exclusion that holds (list of ExclusionNote).
    #[getter]
    fn exclusions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.list(py, "exclusion", &self.data(py)?.exclusions)
    }

    /// Every exclusion that may yet hold, with what would settle it (list of ExclusionNote).
    #[getter]
    fn possible_exclusions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.list(py, "exclusion", &self.data(py)?.possible_exclusions)
    }

    /// The lines of the scorecard, by place and by id (ById of CriterionAssessment).
    #[getter]
    pub(crate) fn criteria<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        by_id(py, "id", self.list(py, "criterion", &self.data(py)?.fit.criteria)?)
    }

    /// Attributes that would settle what is unknown, in the order of the model.
    #[getter]
    pub(crate) fn missing<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.data(py)?.missing)
    }

    /// The result of the intent scorecard (CardAssessment), or None.
    #[getter]
    fn intent<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.data(py)?.intent.as_ref().map(|intent| part(py, "card", intent)).transpose()
    }

    /// The way to the next better tier (NextTier), or None at the best one, without a tier, and without a score.
    #[getter]
    fn to_next_tier<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.data(py)?.to_next_tier.as_ref().map(|next| part(py, "next_tier", next)).transpose()
    }

    /// Each thing that alone keeps the account from qualifying (list of KeptOutBy).
    #[getter]
    fn kept_out_by<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.list(py, "kept_out_by", &self.data(py)?.kept_out_by)
    }

    /// All of it, in the shape that it has as JSON in every language.
    ///
    /// Returns
    /// -------
    /// dict
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, self.data(py)?)
    }

    /// A waterfall of what each criterion gives, drawn with matplotlib (``pip install icp-scoring[plot]``).
    ///
    /// Parameters
    /// ----------
    /// ax : matplotlib.axes.Axes, optional
    ///     Where to draw; a new figure of fitting height when left out.
    ///
    /// Returns
    /// -------
    /// matplotlib.axes.Axes
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     Without matplotlib.
    #[pyo3(signature = (ax=None))]
    fn plot<'py>(slf: &Bound<'py, Self>, ax: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("icp.plot")?.getattr("waterfall")?.call1((slf, ax))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<icp.IcpAssessment {}>", self.describe(py)?))
    }
}
