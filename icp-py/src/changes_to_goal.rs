//! Python's `ChangesToGoal`: the answer of a search for changes, converted when it is asked for.

use icp_core::changes::{Changes, Goal};
use icp_core::{AccountError, Model, Options};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFloat, PyInt, PyList, PyString};

use crate::account;
use crate::error::{account_error, caught};
use crate::notebook;
use crate::object::to_python;
use crate::part::parts;

/// The smallest sets of changes with which an account reaches a goal, from `Model.changes`.
///
/// Of each set all changes are needed: no part of it reaches the goal alone. Sets of fewer attributes come first, then
/// those that are nearer.
#[pyclass(module = "icp", frozen)]
pub(crate) struct ChangesToGoal(Changes);

/// A goal as Python writes it, through its JSON: a text, a number, or a dict.
pub(crate) fn goal(given: &Bound<'_, PyAny>, icp: Option<&str>) -> PyResult<Goal> {
    let py = given.py();
    let is_goal = given.is_instance_of::<PyString>()
        || given.is_instance_of::<PyInt>()
        || given.is_instance_of::<PyFloat>()
        || given.is_instance_of::<PyDict>();
    if !is_goal {
        let kind = given.get_type().name()?;
        return Err(PyTypeError::new_err(format!("goal is a text, a number or a dict, not `{kind}`")));
    }
    let text: String = py.import("json")?.call_method1("dumps", (given,))?.extract()?;
    let read = |text: &str| -> Result<Goal, AccountError> {
        let goal = Goal::from_json(text)?;
        Ok(icp.map_or_else(|| goal.clone(), |icp| goal.clone().of_icp(icp)))
    };
    read(&text).map_err(|error| account_error(py, &error))
}

/// Searches without Python's lock.
pub(crate) fn find(
    model: &Model,
    account: &Bound<'_, PyAny>,
    options: &Options,
    goal: &Goal,
    max_changes: usize,
) -> PyResult<ChangesToGoal> {
    let py = account.py();
    caught(py, || {
        let record = account::record(model, account, options)?;
        let found = py.detach(|| model.changes_record(&record, options.as_of, goal, max_changes));
        found.map(ChangesToGoal).map_err(|error| account_error(py, &error))
    })
}

#[pymethods]
impl ChangesToGoal {
    /// The id of the icp.
    #[getter]
    fn icp(&self) -> &str {
        &self.0.icp
    }

    /// The goal as it was found in the model: a dict with ``status``, ``tier`` or ``score``, which `Model.changes` takes again.
    #[getter]
    fn goal<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.get_item("goal")
    }

    /// Whether the account reaches it as it is. Then there are no sets.
    #[getter]
    fn reached(&self) -> bool {
        self.0.reached
    }

    /// The sets, the smallest first (list of ChangeSet).
    #[getter]
    fn sets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        parts(py, "change_set", &self.0.sets)
    }

    /// Whether every set was searched for: there are no `gaps`.
    #[getter]
    fn complete(&self) -> bool {
        self.0.complete
    }

    /// The most attributes of one set.
    #[getter]
    fn max_changes(&self) -> usize {
        self.0.max_changes
    }

    /// Why there may be other sets (list of str): ``work``, ``dependent_numbers``, ``pattern`` or ``many_names``.
    #[getter]
    fn gaps(&self) -> Vec<&'static str> {
        self.0.gaps.iter().map(|gap| gap.as_str()).collect()
    }

    /// All of it, in the shape that it has as JSON in every language.
    ///
    /// Returns
    /// -------
    /// dict
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.0)
    }

    /// All of it as JSON text, on one line.
    ///
    /// Returns
    /// -------
    /// str
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        caught(py, || Ok(self.0.to_json()))
    }

    /// The sets in plain words, a line each, the smallest first.
    ///
    /// Returns
    /// -------
    /// str
    fn explain(&self, py: Python<'_>) -> PyResult<String> {
        caught(py, || Ok(self.0.explain()))
    }

    /// `explain` as Markdown. What users wrote is escaped.
    ///
    /// Returns
    /// -------
    /// str
    fn explain_markdown(&self, py: Python<'_>) -> PyResult<String> {
        caught(py, || Ok(self.0.explain_markdown()))
    }

    /// `explain` as an HTML fragment without styles. What users wrote is escaped.
    ///
    /// Returns
    /// -------
    /// str
    fn explain_html(&self, py: Python<'_>) -> PyResult<String> {
        caught(py, || Ok(self.0.explain_html()))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        Ok(notebook::html(&[self.explain_html(py)?]))
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.explain(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let icp = PyString::new(py, &self.0.icp).repr()?;
        let goal = self.goal(py)?.repr()?;
        let reached = if self.0.reached { "True" } else { "False" };
        Ok(format!("<icp.ChangesToGoal icp={icp} goal={goal} reached={reached} sets={}>", self.0.sets.len()))
    }
}
