//! Source files: how one place writes what a model reads. Read here without a model; `sourced` applies them to one.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::document;
use crate::draft::Limits;
use crate::error::ModelError;
use crate::model::SourceFile;
use crate::validate::{self, SourceDocument};
use crate::write::{self, SourceParts};
use crate::{parse, value};

/// How one source writes accounts: which of its columns are which attributes, and how it writes their values.
///
/// It is given beside a model, so that one model reads the exports of several products. Cloning is cheap. Two sources are equal
/// when their canonical documents are.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::Source;
/// let source = Source::from_json(r##"{"format": "icp-source/1", "name": "crm",
///     "columns": {"# Staff": "employees"},
///     "attributes": {"employees": {"written": {"thousands": ","}}}}"##)?;
/// let crm = model.with_source(&source)?;
/// let account = Account::new().with("# Staff", "1,050");
/// let answer = crm.assess(&account, today)?;
/// assert_eq!(answer.source.unwrap().name, "crm");
/// assert_eq!(crm.fingerprint(), model.fingerprint());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Source {
    inner: Arc<Inner>,
}

struct Inner {
    document: SourceDocument,
    /// The text that it was read from, for positions.
    text: Box<str>,
    /// Made when they are first asked for.
    canonical: OnceLock<Box<str>>,
    fingerprint: OnceLock<Box<str>>,
}

impl Source {
    /// Reads a source file in JSON.
    ///
    /// # Errors
    /// Every mistake in it, in document order. Names and forms of attributes are checked by
    /// [`Model::with_source`](crate::Model::with_source).
    ///
    /// ```
    /// use icp_core::Source;
    /// assert!(Source::from_json(r#"{"format": "icp-source/1", "name": "crm"}"#).is_ok());
    /// assert!(Source::from_json(r#"{"format": "icp-source/1", "name": "crm", "colums": {}}"#).is_err());
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        let limits = Limits::default();
        Self::new(parse::json(text, &limits)?, text)
    }

    /// Reads a source file in YAML (feature `yaml`); JSON is YAML too.
    ///
    /// # Errors
    /// As [`Source::from_json`].
    ///
    /// ```
    /// # if !cfg!(feature = "yaml") { return }
    /// let source = icp_core::Source::from_yaml("{format: icp-source/1, name: crm}").unwrap();
    /// assert_eq!(source.name(), "crm");
    /// ```
    #[cfg(any(feature = "yaml", feature = "deferred"))]
    pub fn from_yaml(text: &str) -> Result<Self, ModelError> {
        let limits = Limits::default();
        Self::new(parse::yaml(text, &limits)?, text)
    }

    /// Reads a source file in either form: JSON where it begins with a brace, else YAML.
    ///
    /// # Errors
    /// As [`Source::from_json`].
    ///
    /// ```
    /// let source = icp_core::Source::from_text(r#"{"format": "icp-source/1", "name": "crm"}"#)?;
    /// assert_eq!(source.to_json(), r#"{"format":"icp-source/1","name":"crm"}"#);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn from_text(text: &str) -> Result<Self, ModelError> {
        #[cfg(any(feature = "yaml", feature = "deferred"))]
        if !document::looks_like_json(text) {
            return Self::from_yaml(text);
        }
        Self::from_json(text)
    }

    /// [`Source::from_text`] from bytes, such as those of a file.
    ///
    /// # Errors
    /// As [`Source::from_json`]; `syntax.encoding` when they are not UTF-8.
    ///
    /// ```
    /// let source = icp_core::Source::from_bytes(br#"{"format": "icp-source/1", "name": "crm"}"#)?;
    /// assert_eq!(source.name(), "crm");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Self::from_text(document::utf8(bytes)?)
    }

    fn new(draft: crate::draft::Draft, text: &str) -> Result<Self, ModelError> {
        let text = parse::without_bom(text);
        let document = validate::source(draft, &Limits::default(), Some(text))?;
        let inner =
            Inner { document, text: text.into(), canonical: OnceLock::new(), fingerprint: OnceLock::new() };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.inner.document.name
    }

    /// The headers of its columns, each with the attribute that is read from it.
    ///
    /// ```
    /// use icp_core::Source;
    /// let source = Source::from_json(r#"{"format": "icp-source/1", "name": "crm",
    ///     "columns": {"Staff": "employees"}, "file": {"encoding": "windows-1252"}}"#)?;
    /// assert_eq!(source.columns().collect::<Vec<_>>(), [("Staff", "employees")]);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn columns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.inner.document.columns.iter().map(|(header, attribute)| (&**header, &**attribute))
    }

    /// How its file is laid out, for programs that open files.
    ///
    /// ```
    /// use icp_core::Source;
    /// let source = Source::from_json(r#"{"format": "icp-source/1", "name": "crm",
    ///     "columns": {"Staff": "employees"}, "file": {"encoding": "windows-1252"}}"#)?;
    /// assert_eq!(source.file().encoding.as_deref(), Some("windows-1252"));
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn file(&self) -> &SourceFile {
        &self.inner.document.file
    }

    /// The canonical JSON document, on one line.
    pub fn to_json(&self) -> String {
        self.canonical().to_owned()
    }

    /// SHA-256 of the canonical document, in lower-case hexadecimals.
    pub fn fingerprint(&self) -> &str {
        self.inner.fingerprint.get_or_init(|| write::digest(self.canonical()).into())
    }

    fn canonical(&self) -> &str {
        let Inner { document, canonical, .. } = &*self.inner;
        canonical.get_or_init(|| {
            let parts = SourceParts {
                name: &document.name,
                description: document.description.as_deref(),
                columns: &document.columns,
                file: &document.file,
                root: &document.root,
            };
            write::source(&parts).into()
        })
    }

    pub(super) fn document(&self) -> &SourceDocument {
        &self.inner.document
    }

    pub(super) fn text(&self) -> &str {
        &self.inner.text
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.canonical() == other.canonical()
    }
}

impl Eq for Source {}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({})", value::visible(self.name(), 80))
    }
}
