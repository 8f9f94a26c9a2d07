//! Python's `Assessment`: fields of the core's, converted when they are asked for.

use icp_core::AssessmentData;
use icp_core::assessment::IcpScore;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use crate::date::to_date;
use crate::error::caught;
use crate::icp_assessment::IcpAssessment;
use crate::model::Model;
use crate::notebook;
use crate::object::to_python;
use crate::part::{by_id, part, parts};
use crate::words::status;

/// The answer for one account: every icp's result, and the best icp.
///
/// `score`, `status`, `tier` and the like speak of one icp, the one that `icp` names: the best one; without one, the
/// nearest to a yes. `icps` has them all. The numbers are there at once; the rest is made when it is asked for. In
/// a notebook it shows itself as a table with bars.
#[pyclass(module = "icp", frozen, weakref)]
pub(crate) struct Assessment {
    model: Py<Model>,
    scored: icp_core::Assessment,
}

impl Assessment {
    pub(crate) fn new(model: Py<Model>, scored: icp_core::Assessment) -> Self {
        Self { model, scored }
    }

    pub(crate) fn model(&self) -> &Model {
        self.model.get()
    }

    /// The numbers of the icp at an index.
    pub(crate) fn numbers(&self, at: usize) -> PyResult<&IcpScore> {
        self.scored.scores().get(at).ok_or_else(nothing)
    }

    /// The whole answer.
    pub(crate) fn data(&self, py: Python<'_>) -> PyResult<&AssessmentData<'static>> {
        caught(py, || Ok(self.scored.data()))
    }

    /// The index of the icp whose result is shown for the account.
    fn headline(&self) -> usize {
        self.scored.icp_index()
    }

    fn of_headline<'py>(slf: &Bound<'py, Self>) -> IcpAssessment {
        IcpAssessment::new(slf.clone().unbind(), slf.get().headline())
    }
}

/// The error of an index that the model does not have, which cannot happen.
fn nothing() -> PyErr {
    pyo3::exceptions::PyIndexError::new_err("no icp at this place")
}

#[pymethods]
impl Assessment {
    /// The model that it was scored with.
    #[getter(model)]
    fn model_(&self, py: Python<'_>) -> Py<Model> {
        self.model.clone_ref(py)
    }

    /// The day on which the account was judged (datetime.date).
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_date(py, self.scored.as_of())
    }

    /// The id of the best icp that qualifies, or None.
    #[getter]
    fn best(&self, py: Python<'_>) -> Option<Py<PyString>> {
        self.model().words().icp(py, self.scored.best_index()?)
    }

    /// The id of the icp that `score`, `status` and the others speak of.
    #[getter]
    fn icp(&self, py: Python<'_>) -> Option<Py<PyString>> {
        self.model().words().icp(py, self.headline())
    }

    /// ``qualified``, ``unqualified``, ``disqualified`` or ``insufficient_data``.
    #[getter]
    fn status(&self, py: Python<'_>) -> PyResult<Py<PyString>> {
        Ok(status(py, self.numbers(self.headline())?.status))
    }

    /// The score, or None when nothing is known. On a percent scale from 0 to 100.
    #[getter]
    fn score(&self) -> PyResult<Option<f64>> {
        Ok(self.numbers(self.headline())?.fit.score)
    }

    /// The id of the tier, or None.
    #[getter]
    fn tier(&self, py: Python<'_>) -> PyResult<Option<Py<PyString>>> {
        let at = self.headline();
        Ok(self.model().words().tier(py, at, self.numbers(at)?.fit.tier))
    }

    /// The lowest and the highest score that the missing values could still lead to, or None.
    #[getter]
    fn bounds(&self) -> PyResult<Option<(f64, f64)>> {
        Ok(self.numbers(self.headline())?.fit.bounds)
    }

    /// The share of the weight that is known for this account, from 0 to 1.
    #[getter]
    fn coverage(&self) -> PyResult<f64> {
        Ok(self.numbers(self.headline())?.fit.coverage)
    }

    /// The id of the stage of the grid of both tiers, or None.
    #[getter]
    fn stage(&self, py: Python<'_>) -> PyResult<Option<Py<PyString>>> {
        let at = self.headline();
        Ok(self.model().words().stage(py, at, self.numbers(at)?.stage))
    }

    /// Why it has its status (Reason).
    #[getter]
    fn reason<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::of_headline(slf).reason(slf.py())
    }

    /// The verdict for each team (dict of str).
    #[getter]
    fn verdicts<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::of_headline(slf).verdicts(slf.py())
    }

    /// The labels: results without points, by id (dict of str or None).
    #[getter]
    fn labels<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::of_headline(slf).labels(slf.py())
    }

    /// The lines of the scorecard, by place and by id (ById of CriterionAssessment).
    #[getter]
    fn criteria<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::of_headline(slf).criteria(slf.py())
    }

    /// Attributes that would settle what is unknown, in the order of the model.
    #[getter]
    fn missing<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::of_headline(slf).missing(slf.py())
    }

    /// Every icp's result in priority order, by place and by id (ById of IcpAssessment).
    #[getter]
    fn icps<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let count = slf.get().model().words().icps();
        let icps = (0..count).map(|at| Py::new(py, IcpAssessment::new(slf.clone().unbind(), at)));
        by_id(py, "icp", PyList::new(py, icps.collect::<PyResult<Vec<_>>>()?)?)
    }

    /// Numbers that were made from others by a formula (list of DerivedNote).
    #[getter]
    fn derived<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        parts(py, "derived", &self.data(py)?.derived)
    }

    /// Invalid values that counted as missing (list of IssueNote).
    #[getter]
    fn issues<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        if self.scored.record().issues().is_empty() {
            return Ok(PyList::empty(py));
        }
        parts(py, "issue", &self.data(py)?.issues)
    }

    /// All of it, in the shape that it has as JSON in every language.
    ///
    /// Returns
    /// -------
    /// dict
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, self.data(py)?)
    }

    /// All of it as JSON text, on one line.
    ///
    /// Returns
    /// -------
    /// str
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let data = self.data(py)?;
        caught(py, || Ok(data.to_json()))
    }

    /// All of it in plain words.
    ///
    /// Returns
    /// -------
    /// str
    fn explain(&self, py: Python<'_>) -> PyResult<String> {
        let data = self.data(py)?;
        caught(py, || Ok(data.explain()))
    }

    /// `explain` as Markdown.
    ///
    /// Returns
    /// -------
    /// str
    fn explain_markdown(&self, py: Python<'_>) -> PyResult<String> {
        let data = self.data(py)?;
        caught(py, || Ok(data.explain_markdown()))
    }

    /// `explain` as an HTML fragment without styles; what users wrote is escaped.
    ///
    /// Returns
    /// -------
    /// str
    fn explain_html(&self, py: Python<'_>) -> PyResult<String> {
        let data = self.data(py)?;
        caught(py, || Ok(data.explain_html()))
    }

    /// `explain_html` as a whole page with a style of its own, which fetches nothing: a file to send round.
    ///
    /// Returns
    /// -------
    /// str
    fn explain_page(&self, py: Python<'_>) -> PyResult<String> {
        let data = self.data(py)?;
        caught(py, || Ok(data.explain_page()))
    }

    /// The questions that could still change the answer, the most useful first: see `Model.next_questions`.
    ///
    /// Returns
    /// -------
    /// Questions
    ///
    /// Examples
    /// --------
    /// >>> [question.attribute for question in answer.next_questions().questions]
    /// ['country']
    fn next_questions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        part(py, "questions", &caught(py, || Ok(self.scored.next_questions()))?)
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

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let questions = caught(py, || Ok(self.scored.next_questions()))?;
        // Nothing to ask is said by the explanation already.
        let next = if questions.questions.is_empty() { String::new() } else { questions.explain_html() };
        Ok(notebook::html(&[self.explain_html(py)?, next]))
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.explain(py)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let of = Self::of_headline(slf).describe(slf.py())?;
        Ok(format!("<icp.Assessment {of}>"))
    }
}
