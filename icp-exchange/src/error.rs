//! Why a document of another tool is not taken, and what of it was taken otherwise than it stands there.

use std::fmt;

use icp_core::ModelError;

/// One thing that a model cannot say, or that is not as it should be.
///
/// ```
/// use icp_exchange::{Format, import};
/// let error = import(b"<PMML version='4.4'><TreeModel functionName='regression'/></PMML>", Some(Format::Pmml)).unwrap_err();
/// let refusal = &error.refusals()[0];
/// assert_eq!((refusal.code, refusal.line, &*refusal.path), ("pmml.model", 1, "PMML/TreeModel"));
/// assert!(refusal.help.is_some());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// A stable code.
    pub code: &'static str,
    /// The line of the document, from 1; 0 where the place is one of a model.
    pub line: usize,
    /// The place: elements from the outside in, or keys.
    pub path: String,
    /// The thing that is not taken, in one line.
    pub message: String,
    /// A way out.
    pub help: Option<String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}, ", self.line)?;
        }
        write!(f, "{}: {} [{}]", self.path, self.message, self.code)?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// Something that was taken otherwise than it stands there, or left aside since no score rests on it.
///
/// ```
/// # let pmml = include_bytes!("../samples/card.pmml");
/// let import = icp_exchange::import(pmml, None)?;
/// let note = &import.notes[0];
/// assert!(note.line > 0 && note.path.starts_with("PMML/"));
/// # Ok::<(), icp_exchange::ImportError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// The line of the document, from 1.
    pub line: usize,
    /// The place: elements from the outside in, or keys.
    pub path: String,
    /// The difference, in one line.
    pub text: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, {}: {}", self.line, self.path, self.text)
    }
}

/// A document that is not taken, with everything that speaks against it.
///
/// ```
/// let error = icp_exchange::import(b"<!DOCTYPE PMML><PMML/>", None).unwrap_err();
/// assert_eq!(error.refusals()[0].code, "xml.doctype");
/// ```
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Places of the document, in its order; never empty.
    #[error("{}", listed(.0))]
    Refused(Vec<Refusal>),
    /// The model that was made of it has mistakes, such as more criteria than a model may have.
    #[error("what was made of it is no model")]
    NoModel(#[source] ModelError),
}

impl ImportError {
    /// The places, in document order.
    pub fn refusals(&self) -> &[Refusal] {
        match self {
            Self::Refused(refusals) => refusals,
            Self::NoModel(_) => &[],
        }
    }
}

fn listed(refusals: &[Refusal]) -> String {
    refusals.iter().map(Refusal::to_string).collect::<Vec<_>>().join("\n")
}

/// A model that another tool cannot take, with everything that speaks against it.
///
/// ```
/// use icp_core::model::Definition;
/// let definition = Definition::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"tools": {"type": "set"}},
///     "icps": [{"id": "all", "fit": {"scale": {"points": {}}, "tiers": [{"id": "A"}],
///         "criteria": [{"id": "crm", "fit": {"tools": {"has": "HubSpot"}}, "points": 5}]}}]}"#)?;
/// let error = icp_exchange::to_pmml(&definition).unwrap_err();
/// assert_eq!(error.refusals()[0].path, "icps.all.fit.criteria.crm");
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{}", listed(.0))]
pub struct ExportError(pub(crate) Vec<Refusal>);

impl ExportError {
    /// The places of the model; never empty.
    pub fn refusals(&self) -> &[Refusal] {
        &self.0
    }
}
