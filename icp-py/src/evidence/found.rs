//! A report, a comparison, a drift, a backtest or what was learned, as data, as tables of figures and as text.

use icp_evidence::frame::Frame;
use icp_evidence::{Backtest, Comparison, Drift, PeriodDrift, Report, Table};
use pyo3::prelude::*;

use crate::error::caught;
use crate::object::to_python;

/// Something that was found about a population.
#[pyclass(module = "icp._icp", name = "_Found", frozen)]
pub(crate) struct Found {
    json: String,
    text: String,
    markdown: String,
    /// A whole page, where there is one.
    html: Option<String>,
    sentences: Vec<String>,
    frames: Vec<Frame>,
    tables: Vec<Table>,
}

macro_rules! found {
    ($($of:ty: $html:expr),*) => {$(
        impl From<&$of> for Found {
            fn from(of: &$of) -> Self {
                Self {
                    json: of.to_json(),
                    text: of.to_text(),
                    markdown: of.to_markdown(),
                    html: $html(of),
                    sentences: of.sentences(),
                    frames: of.frames(),
                    tables: of.tables(),
                }
            }
        }
    )*};
}

found!(
    Report: |of: &Report| Some(of.to_html()),
    Comparison: |of: &Comparison| Some(of.to_html()),
    Drift: |of: &Drift| Some(of.to_html()),
    PeriodDrift: |_: &PeriodDrift| None,
    Backtest: |of: &Backtest| Some(of.to_html())
);

impl From<&icp_learn::Report> for Found {
    fn from(of: &icp_learn::Report) -> Self {
        Self {
            json: of.to_json(),
            text: of.to_text(),
            markdown: of.to_markdown(),
            html: Some(of.to_page()),
            sentences: of.sentences(),
            frames: of.frames(),
            tables: of.tables(),
        }
    }
}

impl From<&icp_learn::Tuned> for Found {
    fn from(of: &icp_learn::Tuned) -> Self {
        Self {
            json: of.to_json(),
            text: of.to_text(),
            markdown: of.to_markdown(),
            html: None,
            sentences: of.sentences(),
            frames: of.frames(),
            tables: of.tables(),
        }
    }
}

#[pymethods]
impl Found {
    /// All of it as JSON.
    fn json(&self) -> &str {
        &self.json
    }

    /// As text for a terminal.
    fn text(&self) -> &str {
        &self.text
    }

    /// As Markdown.
    fn markdown(&self) -> &str {
        &self.markdown
    }

    /// As a whole page of HTML; none where there is no page.
    fn html(&self) -> Option<&str> {
        self.html.as_deref()
    }

    /// The sentences that matter.
    fn sentences(&self) -> Vec<String> {
        self.sentences.clone()
    }

    /// Its tables of figures: for each the name and the columns, with their names, types and values.
    fn frames<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        caught(py, || to_python(py, &self.frames))
    }

    /// Its tables for people: for each the title, the heads, the rows and the notes.
    fn tables<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        caught(py, || to_python(py, &self.tables))
    }
}
