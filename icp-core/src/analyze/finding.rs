//! A finding, and a kind of finding as it is run; the texts of the kinds are in `kinds`.

use std::fmt;

use crate::source::Path;

/// How much a [`Finding`] matters.
///
/// ```
/// use icp_core::findings::Severity;
/// assert!(Severity::Warning > Severity::Info);
/// assert_eq!(Severity::Info.as_str(), "info");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing; may well be meant.
    Info,
    /// A part of the model has no effect, or another one than it seems.
    Warning,
}

impl Severity {
    /// The word: `info` or `warning`.
    ///
    /// ```
    /// use icp_core::findings::FindingKind;
    /// assert!(FindingKind::all().iter().all(|kind| kind.severity().as_str().chars().all(char::is_lowercase)));
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
        }
    }
}

/// Something about a valid model that its author should know, from [`Model::findings`](crate::Model::findings), or about a
/// model and accounts together, from [`DataCheck`](crate::findings::DataCheck).
///
/// ```
/// use icp_core::{Date, Model};
/// use icp_core::findings::Severity;
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}},
///     "exclusions": [{"id": "odd", "reason": "odd", "when": {"employees": {"lt": 20, "gt": 500}}}],
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let findings = model.findings(Date::new(2026, 11, 21).unwrap());
/// assert_eq!(findings[0].code(), "exclusion_never_holds");
/// assert_eq!(findings[0].severity(), Severity::Warning);
/// assert_eq!(findings[0].path().to_string(), "exclusions[0].when");
/// assert_eq!(findings[0].message(), "exclusion `odd` can never hold");
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    kind: &'static FindingKind,
    path: Path,
    message: String,
    help: Option<String>,
}

impl Finding {
    /// The stable code, such as `unreachable_tier`.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let codes: Vec<_> = model.findings(today).iter().map(|finding| finding.code()).collect();
    /// assert!(codes.contains(&"unused_attribute"), "{codes:?}");
    /// ```
    pub fn code(&self) -> &'static str {
        self.kind.code
    }

    /// How much it matters.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::findings::Severity;
    /// // As a build may use it: a warning fails, a remark does not.
    /// let warnings = model.findings(today).into_iter().filter(|finding| finding.severity() == Severity::Warning);
    /// assert!(warnings.count() < model.findings(today).len());
    /// ```
    pub fn severity(&self) -> Severity {
        self.kind.severity
    }

    /// Its kind, with samples.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let findings = model.findings(today);
    /// // The same texts that `icp check` and the documentation have.
    /// assert!(findings.iter().all(|finding| !finding.kind().why().is_empty()));
    /// ```
    pub fn kind(&self) -> &'static FindingKind {
        self.kind
    }

    /// Where in the document.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let findings = model.findings(today);
    /// let unused = findings.iter().find(|finding| finding.code() == "unused_attribute").unwrap();
    /// assert_eq!(unused.path().to_string(), "attributes.arr");
    /// ```
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The finding: one line, lower case.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert!(model.findings(today).iter().all(|finding| finding.help().is_some()));
    /// ```
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity().as_str(), self.code(), self.message)?;
        if !self.path.is_root() {
            write!(f, " (at {})", self.path)?;
        }
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

/// A kind of finding: what is looked for, why it matters, and a model with it and one without.
///
#[doc = include_str!("findings.md")]
///
/// Those about a model and accounts together, which [`FindingKind::of_data`] lists:
///
#[doc = include_str!("../audit/findings.md")]
///
/// ```
/// use icp_core::findings::FindingKind;
/// let kind = FindingKind::all().iter().find(|kind| kind.code() == "unreachable_band").unwrap();
/// assert_eq!(kind.what(), "a band that no account can get");
/// assert!(kind.wrong().contains("bands:"));
/// ```
#[non_exhaustive]
pub struct FindingKind {
    pub(crate) code: &'static str,
    pub(crate) severity: Severity,
    /// The texts of a kind that needs accounts. Those of the others are in a table of their own.
    pub(crate) of_data: Option<&'static DataWords>,
}

/// The texts of a kind that needs accounts; samples are a model and accounts, as JSON Lines.
pub(crate) struct DataWords {
    pub(crate) what: &'static str,
    pub(crate) why: &'static str,
    pub(crate) wrong: (&'static str, &'static str),
    pub(crate) right: (&'static str, &'static str),
}

impl FindingKind {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.severity
    }
}

impl PartialEq for FindingKind {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl fmt::Debug for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// Findings of one kind as they come.
pub(crate) struct Report {
    pub(crate) kind: &'static FindingKind,
    pub(crate) findings: Vec<Finding>,
}

impl Report {
    /// Adds a finding, unless the very same is there: a shared criterion is seen once for each use.
    pub(crate) fn add(&mut self, path: &Path, message: String, help: impl Into<String>) {
        let finding = Finding { kind: self.kind, path: path.clone(), message, help: Some(help.into()) };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}
