//! Python's `Model`: converts arguments, calls the core without Python's lock, and converts the answer.

use std::path::PathBuf;

use icp_core::ModelError;
use icp_core::changes::USUAL_CHANGES;
use pyo3::basic::CompareOp;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyAny, PyDict, PyList, PyString, PyTuple};

use crate::account;
use crate::assessment::Assessment;
use crate::changes::changes;
use crate::changes_to_goal::{self, ChangesToGoal};
use crate::date::as_of;
use crate::error::{caught, model_error};
use crate::exchange;
use crate::file::read_file;
use crate::frame::{Checker, Scorer};
use crate::identity;
use crate::options::options;
use crate::part::{by_id, part, parts};
use crate::pool::Pool;
use crate::source;
use crate::text::Text;
use crate::words::Words;

/// An ideal customer profile model: read, checked and compiled once, then shared and scored from any thread.
///
/// It is made by `from_file`, `from_yaml`, `from_json` or `from_dict`, and never changes. Two models are equal when
/// their canonical documents are. It can be pickled, and so travels to worker processes.
///
/// Examples
/// --------
/// >>> model = icp.Model.from_file("model.yaml")
/// >>> model.score({"employees": 320, "country": "US"}).tier
/// 'A'
#[pyclass(module = "icp", frozen, weakref)]
pub(crate) struct Model {
    core: icp_core::Model,
    words: Words,
    pool: Pool,
}

impl Model {
    pub(crate) fn core(&self) -> &icp_core::Model {
        &self.core
    }

    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    pub(crate) fn read(
        py: Python<'_>,
        read: impl FnOnce() -> Result<icp_core::Model, ModelError>,
    ) -> PyResult<Self> {
        caught(py, || {
            let core = read().map_err(|error| model_error(py, &error))?;
            let words = Words::new(py, &core);
            Ok(Self { core, words, pool: Pool::default() })
        })
    }
}

#[pymethods]
impl Model {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(_args: &Bound<'_, PyTuple>, _kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        Err(PyTypeError::new_err("a model is read with Model.from_file, from_yaml, from_json or from_dict"))
    }

    #[doc = include_str!("from_file.txt")]
    #[staticmethod]
    #[pyo3(signature = (path, /))]
    fn from_file(py: Python<'_>, path: &Bound<'_, PyAny>) -> PyResult<Self> {
        let path: PathBuf = path.extract()?;
        let bytes = read_file(&path)?;
        Self::read(py, || icp_core::Model::from_bytes(&bytes))
            .inspect_err(|error| source::noted(py, error, &path))
    }

    #[doc = include_str!("from_yaml.txt")]
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_yaml(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        Text::of(text)?.read(icp_core::Model::from_yaml)
    }

    #[doc = include_str!("from_json.txt")]
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        Text::of(text)?.read(icp_core::Model::from_json)
    }

    #[doc = include_str!("from_dict.txt")]
    #[staticmethod]
    #[pyo3(signature = (document, /))]
    fn from_dict(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text = source::model(document)?;
        let text = text.to_str()?;
        Self::read(document.py(), || icp_core::Model::from_object(text))
    }

    #[doc = include_str!("with_source.txt")]
    #[pyo3(signature = (source, /))]
    fn with_source(&self, py: Python<'_>, source: &Bound<'_, PyAny>) -> PyResult<Self> {
        let read = source::read(source)?;
        Self::read(py, || read.and_then(|source| self.core.with_source(&source)))
    }

    /// The name and the fingerprint of the source file by which it reads accounts, or None.
    #[getter]
    fn source<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        self.core.source().map(|found| source::named(py, found)).transpose()
    }

    #[doc = include_str!("with_lists.txt")]
    #[pyo3(signature = (lists, /))]
    fn with_lists(&self, py: Python<'_>, lists: &Bound<'_, PyDict>) -> PyResult<Self> {
        let lists = source::lists(lists)?;
        Self::read(py, || lists.and_then(|lists| self.core.with_lists(&lists)))
    }

    /// The lists that were given, each by its name with the SHA-256 of its entries.
    #[getter]
    fn given_lists<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.core.given_lists().map(|(list, digest)| (&*list.name, digest)).into_py_dict(py)
    }

    /// A pickled model.
    #[staticmethod]
    fn _pickled(model: &str, lists: &Bound<'_, PyDict>, source: Option<&str>) -> PyResult<Self> {
        let read = source::lists(lists)?;
        Self::read(lists.py(), || source::given(model, &read?, source))
    }

    #[doc = include_str!("to_dict.txt")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.getattr("loads")?.call1((self.to_json(py)?,))
    }

    #[doc = include_str!("to_json.txt")]
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        caught(py, || Ok(self.core.to_json()))
    }

    #[doc = include_str!("to_yaml.txt")]
    fn to_yaml(&self, py: Python<'_>) -> PyResult<String> {
        caught(py, || Ok(self.core.to_yaml()))
    }

    #[doc = include_str!("to_sql.txt")]
    #[pyo3(signature = (dialect, *, table=None, as_of=None, keep=None, columns=None, texts=None, view=None, dbt=false, prefix=None, points=false, bounds=true, approximate=false))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in Python")]
    #[expect(clippy::fn_params_excessive_bools, reason = "each has its name in Python")]
    fn to_sql(
        &self,
        py: Python<'_>,
        dialect: &str,
        table: Option<&str>,
        as_of: Option<&Bound<'_, PyAny>>,
        keep: Option<Vec<String>>,
        columns: Option<&Bound<'_, PyDict>>,
        texts: Option<Vec<String>>,
        view: Option<&str>,
        dbt: bool,
        prefix: Option<&str>,
        points: bool,
        bounds: bool,
        approximate: bool,
    ) -> PyResult<String> {
        let mut options =
            exchange::sql_options(dialect)?.points(points).bounds(bounds).approximate(approximate);
        if let Some(table) = table {
            options = options.table(table);
        }
        if let Some(day) = as_of {
            options = options.as_of(exchange::as_of(day)?);
        }
        if let Some(keep) = keep {
            options = options.keep(icp_export::Keep::Columns(keep));
        }
        for (attribute, column) in columns.into_iter().flatten() {
            options = options.column(&attribute.extract::<String>()?, &column.extract::<String>()?);
        }
        for attribute in texts.unwrap_or_default() {
            options = options.text(&attribute);
        }
        match (view, dbt) {
            (Some(name), _) => options = options.form(icp_export::Form::View(name.to_owned())),
            (None, true) => options = options.form(icp_export::Form::Dbt),
            (None, false) => {}
        }
        if let Some(prefix) = prefix {
            options = options.prefix(prefix);
        }
        exchange::to_sql(py, &self.core, &options)
    }

    #[doc = include_str!("to_pmml.txt")]
    fn to_pmml(&self, py: Python<'_>) -> PyResult<(String, Vec<String>)> {
        exchange::to_pmml(py, &self.core)
    }

    #[doc = include_str!("to_table.txt")]
    fn to_table<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        exchange::to_table(py, &self.core)
    }

    /// The model's name.
    #[getter]
    fn name(&self) -> &str {
        self.core.name()
    }

    /// The author's own version, or None.
    #[getter]
    fn version(&self) -> Option<&str> {
        self.core.version()
    }

    #[doc = include_str!("replace.txt")]
    #[pyo3(signature = (*, weights=None, tiers=None, version=None))]
    fn replace(
        &self,
        py: Python<'_>,
        weights: Option<&Bound<'_, PyDict>>,
        tiers: Option<&Bound<'_, PyDict>>,
        version: Option<&str>,
    ) -> PyResult<Self> {
        let changes = changes(weights, tiers, version)?;
        Self::read(py, || self.core.replace(&changes))
    }

    #[doc = include_str!("without.txt")]
    #[pyo3(signature = (criterion, /))]
    fn without(&self, py: Python<'_>, criterion: &str) -> PyResult<(Self, Vec<String>)> {
        let mut also = Vec::new();
        let left = Self::read(py, || {
            let (left, others) = self.core.without(criterion)?;
            also = others;
            Ok(left)
        })?;
        Ok((left, also))
    }

    #[doc = include_str!("criteria.txt")]
    #[getter]
    fn criteria<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        parts(py, "criterion_info", self.core.criterion_infos())
    }

    #[doc = include_str!("to_file.txt")]
    #[pyo3(signature = (path, /))]
    fn to_file(&self, path: &Bound<'_, PyAny>) -> PyResult<()> {
        crate::file::write_model(&path.extract::<PathBuf>()?, &self.core)
    }

    /// SHA-256 of the canonical document, in hexadecimals: equal for equal models, however they were written.
    #[getter]
    fn fingerprint(&self) -> &str {
        self.core.fingerprint()
    }

    /// The inputs in document order, by place and by name (ById of Attribute).
    #[getter]
    fn attributes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        by_id(py, "name", parts(py, "attribute", self.core.attributes())?)
    }

    /// The ids of the icps, in priority order.
    #[getter]
    fn icps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.core.icps().collect::<Vec<_>>())
    }

    #[doc = include_str!("findings.txt")]
    #[pyo3(signature = (as_of=None))]
    fn findings<'py>(
        &self,
        py: Python<'py>,
        as_of: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let date = self::as_of(py, as_of)?;
        let findings = caught(py, || Ok(py.detach(|| self.core.findings(date))))?;
        parts(py, "finding", findings)
    }

    #[doc = include_str!("describe.txt")]
    fn describe(&self, py: Python<'_>) -> PyResult<String> {
        caught(py, || Ok(self.core.describe()))
    }

    #[doc = include_str!("describe_markdown.txt")]
    fn describe_markdown(&self, py: Python<'_>) -> PyResult<String> {
        caught(py, || Ok(self.core.describe_markdown()))
    }

    #[doc = include_str!("describe_html.txt")]
    fn describe_html(&self, py: Python<'_>) -> PyResult<String> {
        caught(py, || Ok(self.core.describe_html()))
    }

    #[doc = include_str!("describe_page.txt")]
    fn describe_page(&self, py: Python<'_>) -> PyResult<String> {
        caught(py, || Ok(self.core.describe_page()))
    }

    #[doc = include_str!("score_ranges.txt")]
    fn score_ranges<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let ranges = caught(py, || Ok(py.detach(|| self.core.score_ranges())))?;
        parts(py, "score_range", ranges)
    }

    #[doc = include_str!("score.txt")]
    #[pyo3(signature = (account, as_of=None, *, on_invalid="error"))]
    fn score(
        slf: &Bound<'_, Self>,
        account: &Bound<'_, PyAny>,
        as_of: Option<&Bound<'_, PyAny>>,
        on_invalid: &str,
    ) -> PyResult<Assessment> {
        let py = slf.py();
        let options = options(py, as_of, on_invalid)?;
        let model = slf.get();
        let scored = caught(py, || {
            model.pool.with(&model.core, |scratch| account::score(&model.core, account, &options, scratch))
        })?;
        Ok(Assessment::new(slf.clone().unbind(), scored))
    }

    #[doc = include_str!("next_questions.txt")]
    #[pyo3(signature = (account, as_of=None, *, on_invalid="error"))]
    fn next_questions<'py>(
        slf: &Bound<'py, Self>,
        account: &Bound<'py, PyAny>,
        as_of: Option<&Bound<'py, PyAny>>,
        on_invalid: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let options = options(py, as_of, on_invalid)?;
        let model = slf.get();
        let questions = caught(py, || {
            let core = &model.core;
            model.pool.with(core, |scratch| account::next_questions(core, account, &options, scratch))
        })?;
        part(py, "questions", &questions)
    }

    #[doc = include_str!("changes_to_goal.txt")]
    #[pyo3(name = "changes", signature = (account, goal, as_of=None, *, max_changes=USUAL_CHANGES, icp=None, on_invalid="error"))]
    #[pyo3(
        text_signature = "(self, account, goal, as_of=None, *, max_changes=2, icp=None, on_invalid=\"error\")"
    )]
    #[expect(clippy::too_many_arguments, reason = "each has its name in Python")]
    fn changes_to_goal(
        &self,
        py: Python<'_>,
        account: &Bound<'_, PyAny>,
        goal: &Bound<'_, PyAny>,
        as_of: Option<&Bound<'_, PyAny>>,
        max_changes: usize,
        icp: Option<&str>,
        on_invalid: &str,
    ) -> PyResult<ChangesToGoal> {
        let goal = changes_to_goal::goal(goal, icp)?;
        changes_to_goal::find(&self.core, account, &options(py, as_of, on_invalid)?, &goal, max_changes)
    }

    #[doc = include_str!("frame/score_frame.txt")]
    #[pyo3(signature = (data, *, as_of=None, columns=None, per_icp=false, per_criterion=None, verdicts=false, labels=false, texts=None, max_text=255, bounds=true, reasons=true, qualified=false, rank=false, keep=true, prefix=None, threads=None, on_invalid="error", missing_columns="error", allow_empty_columns=None, progress=None))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in Python")]
    #[expect(clippy::fn_params_excessive_bools, reason = "each has its name in Python")]
    fn score_frame<'py>(
        slf: &Bound<'py, Self>,
        data: &Bound<'py, PyAny>,
        as_of: Option<&Bound<'py, PyAny>>,
        columns: Option<&Bound<'py, PyAny>>,
        per_icp: bool,
        per_criterion: Option<&Bound<'py, PyAny>>,
        verdicts: bool,
        labels: bool,
        texts: Option<&Bound<'py, PyAny>>,
        max_text: usize,
        bounds: bool,
        reasons: bool,
        qualified: bool,
        rank: bool,
        #[pyo3(from_py_with = crate::options::keep)] keep: bool,
        prefix: Option<&str>,
        threads: Option<&Bound<'py, PyAny>>,
        on_invalid: &str,
        missing_columns: &str,
        allow_empty_columns: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let parts = [("per_icp", per_icp), ("verdicts", verdicts), ("labels", labels), ("bounds", bounds)];
        let named = parts.into_py_dict(py)?;
        named.set_item("allow_empty_columns", allow_empty_columns)?;
        named.set_item("per_criterion", per_criterion)?;
        named.set_item("texts", texts)?;
        named.set_item("max_text", max_text)?;
        named.set_item("reasons", reasons)?;
        named.set_item("qualified", qualified)?;
        named.set_item("rank", rank)?;
        named.set_item("keep", keep)?;
        named.set_item("prefix", prefix)?;
        let options = (slf, as_of, columns, on_invalid, missing_columns, threads);
        let scorer = py.get_type::<Scorer>().call(options, Some(&named))?;
        py.import("icp._tables")?.getattr("score")?.call1((scorer, data, progress, keep))
    }

    #[doc = include_str!("frame/check_frame.txt")]
    #[pyo3(signature = (data, *, as_of=None, columns=None, id=None, progress=None))]
    fn check_frame<'py>(
        slf: &Bound<'py, Self>,
        data: &Bound<'py, PyAny>,
        as_of: Option<&Bound<'py, PyAny>>,
        columns: Option<&Bound<'py, PyDict>>,
        id: Option<&str>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let checker = Checker::new(py, slf.get().core(), as_of, columns, id)?;
        py.import("icp._check")?.getattr("check")?.call1((checker, data, progress))
    }

    fn __richcmp__(&self, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {
        let model = other.cast::<Self>().ok();
        identity::compared(other.py(), &self.core, model.map(|other| other.get().core()), op)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, self.core.fingerprint()).hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        identity::shown(py, &self.core, self.icps(py)?.as_any())
    }

    /// Travels as its canonical document, and is read and checked again on the other side.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        identity::reduced(&slf.get_type(), slf.get().core())
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (_memo, /))]
    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }
}
