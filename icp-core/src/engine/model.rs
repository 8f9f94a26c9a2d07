//! A valid model with its plan: how it is read, and the doors to every answer.

use std::sync::{Arc, OnceLock};

use super::Source;
use crate::account::OnInvalid;
use crate::analyze::{self, Finding, ScoreRange};
use crate::assess::ModelTexts;
use crate::compile::compile;
use crate::document;
use crate::draft::Limits;
use crate::error::ModelError;
use crate::intake::Watch;
use crate::model::{AttributeInfo, Definition, NamedList};
use crate::plan::Plan;
use crate::value::Date;

/// An ideal customer profile model: read, checked and compiled once, then shared and scored from any thread.
///
/// Cloning is cheap. Two models are equal when their canonical documents are, those of their source files, and the lists that were
/// given to them.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let today = Date::new(2026, 11, 21).unwrap();
/// let assessment = model.score(&Account::from_json(r#"{"employees": 50}"#)?, today)?;
/// assert_eq!(assessment.best(), Some("smb"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) inner: Arc<Inner>,
}

/// The lists that were given, each with the SHA-256 of its entries.
pub(super) type Lists = Arc<[(NamedList, Box<str>)]>;

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) definition: Definition,
    pub(super) plan: Plan,
    /// Made when it is first asked for.
    fingerprint: OnceLock<String>,
    /// Likewise.
    pub(super) watch: OnceLock<Arc<Watch>>,
    /// Likewise.
    pub(super) texts: OnceLock<ModelTexts>,
    /// The model to which lists or a source file were given.
    pub(super) base: Option<Model>,
    /// The lists that were given, in the order of the document.
    pub(super) lists: Lists,
    /// The source file that was applied.
    pub(super) source: Option<Source>,
}

/// How an account is scored.
///
/// ```
/// use icp_core::{Date, OnInvalid, Options};
/// let options = Options::new(Date::new(2026, 11, 21).unwrap()).on_invalid(OnInvalid::Missing);
/// assert_eq!(options.as_of.to_string(), "2026-11-21");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The day on which the account is judged.
    pub as_of: Date,
    /// Whether an invalid value is refused or counts as missing.
    pub on_invalid: OnInvalid,
}

impl Options {
    /// Judged on that day; invalid values are errors.
    ///
    /// ```
    /// use icp_core::{Date, OnInvalid, Options};
    /// let today = Date::new(2026, 11, 21).ok_or("no such day")?;
    /// assert_eq!(Options::new(today).on_invalid, OnInvalid::Error);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(as_of: Date) -> Self {
        Self { as_of, on_invalid: OnInvalid::Error }
    }

    /// The same with another rule for invalid values.
    ///
    /// Counting as missing suits exports that nobody has cleaned: each such value is listed with the answer.
    ///
    /// ```
    /// use icp_core::{Date, OnInvalid, Options};
    /// let options = Options::new(Date::MIN).on_invalid(OnInvalid::Missing);
    /// assert_eq!(options.on_invalid, OnInvalid::Missing);
    /// ```
    #[must_use]
    pub fn on_invalid(self, on_invalid: OnInvalid) -> Self {
        Self { on_invalid, ..self }
    }
}

impl Model {
    /// Reads a model from JSON.
    ///
    /// # Errors
    /// Every mistake in the document, in document order, with line and column.
    ///
    /// ```
    /// use icp_core::Model;
    /// let error = Model::from_json(r#"{"format": "icp/1", "naem": "x"}"#).unwrap_err();
    /// assert_eq!(error.problems().len(), if cfg!(feature = "messages") { 3 } else { 1 });
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        Self::from_json_with(text, &Limits::default())
    }

    /// [`Model::from_json`] within other limits.
    ///
    /// # Errors
    /// As [`Model::from_json`].
    ///
    /// ```
    /// use icp_core::{Limits, Model};
    /// let error = Model::from_json_with("[[[]]]", &Limits::default().depth(2)).unwrap_err();
    /// assert_eq!(error.problems()[0].code(), "limit.depth");
    /// ```
    pub fn from_json_with(text: &str, limits: &Limits) -> Result<Self, ModelError> {
        Ok(Self::new(Definition::from_json_with(text, limits)?))
    }

    /// Reads a model from YAML (feature `yaml`); JSON is YAML too.
    ///
    /// # Errors
    /// As [`Model::from_json`].
    ///
    /// ```
    /// use icp_core::Model;
    /// # if !cfg!(feature = "yaml") { return Ok(()) }
    /// let model = Model::from_yaml("
    /// format: icp/1
    /// name: demo
    /// attributes: {employees: {type: number}}
    /// icps:
    ///   - id: smb
    ///     fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A}]}
    /// ")?;
    /// assert_eq!(model.name(), "demo");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    #[cfg(any(feature = "yaml", feature = "deferred"))]
    pub fn from_yaml(text: &str) -> Result<Self, ModelError> {
        Self::from_yaml_with(text, &Limits::default())
    }

    /// [`Model::from_yaml`] within other limits.
    ///
    /// # Errors
    /// As [`Model::from_json`].
    ///
    /// ```
    /// # if !cfg!(feature = "yaml") { return }
    /// use icp_core::{Limits, Model};
    /// let error = Model::from_yaml_with("name: demo", &Limits::default().model_bytes(4)).unwrap_err();
    /// assert_eq!(error.problems()[0].code(), "limit.size");
    /// ```
    #[cfg(any(feature = "yaml", feature = "deferred"))]
    pub fn from_yaml_with(text: &str, limits: &Limits) -> Result<Self, ModelError> {
        Ok(Self::new(Definition::from_yaml_with(text, limits)?))
    }

    /// Reads a model from text in either form: JSON where it begins with a brace or a bracket, else YAML (feature
    /// `yaml`; without it everything is read as JSON).
    ///
    /// # Errors
    /// As [`Model::from_json`].
    ///
    /// ```
    /// # use icp_core::Model;
    /// assert!(Model::from_text("{}").is_err());
    /// ```
    pub fn from_text(text: &str) -> Result<Self, ModelError> {
        #[cfg(any(feature = "yaml", feature = "deferred"))]
        if !document::looks_like_json(text) {
            return Self::from_yaml(text);
        }
        Self::from_json(text)
    }

    /// [`Model::from_text`] from bytes, such as those of a file.
    ///
    /// # Errors
    /// As [`Model::from_json`]; `syntax.encoding` when they are not UTF-8.
    ///
    /// ```
    /// use icp_core::Model;
    /// let error = Model::from_bytes(b"\xff\xfe").unwrap_err();
    /// assert_eq!(error.problems()[0].code(), "syntax.encoding");
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Self::from_text(document::utf8(bytes)?)
    }

    pub(super) fn new(definition: Definition) -> Self {
        Self::compiled(definition, None, Lists::default(), None)
    }

    /// A model with what was given beside its document; `base` is the model to which it was given.
    pub(super) fn compiled(
        definition: Definition,
        base: Option<Self>,
        lists: Lists,
        source: Option<Source>,
    ) -> Self {
        let plan = compile(&definition);
        let (fingerprint, watch, texts) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { inner: Arc::new(Inner { definition, plan, fingerprint, watch, texts, base, lists, source }) }
    }

    /// The model's name.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(model.name(), "demo");
    /// ```
    pub fn name(&self) -> &str {
        &self.inner.definition.name
    }

    /// The author's own version.
    ///
    /// The library gives it no meaning; [`Model::fingerprint`] tells models apart.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(model.version(), Some("3"));
    /// ```
    pub fn version(&self) -> Option<&str> {
        self.inner.definition.version.as_deref()
    }

    /// SHA-256 of the canonical document, in lower-case hexadecimals: equal for equal models, however written.
    ///
    /// Store it with an answer to know which model gave it.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(model.fingerprint().len(), 64);
    /// assert_eq!(model.fingerprint(), Model::from_json(&model.to_json())?.fingerprint());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fingerprint(&self) -> &str {
        match &self.inner.base {
            Some(base) => base.fingerprint(),
            None => self.inner.fingerprint.get_or_init(|| self.inner.definition.fingerprint()),
        }
    }

    /// The checked document, typed.
    ///
    /// For tools that show a model; [`crate::model`] has its types.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(&*model.definition().icps[0].fit.criteria[0].id, "size");
    /// ```
    pub fn definition(&self) -> &Definition {
        match &self.inner.base {
            Some(base) => base.definition(),
            None => &self.inner.definition,
        }
    }

    /// The inputs, in document order.
    ///
    /// Also those that a formula makes and those that no rule uses; [`AttributeInfo::is_read`] says which to ask for.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let names: Vec<_> = model.attributes().map(|attribute| attribute.name()).collect();
    /// assert_eq!(names, ["employees", "country", "arr", "arr_per_head"]);
    /// ```
    pub fn attributes(&self) -> impl Iterator<Item = AttributeInfo<'_>> {
        let common = &*self.inner.definition.missing;
        let attributes = self.inner.definition.attributes.iter().zip(&self.inner.plan.inputs);
        attributes.map(move |(attribute, input)| {
            let written = input.reading.written.as_ref().and_then(|written| written.expected.as_deref());
            AttributeInfo { attribute, used: input.used, common, written }
        })
    }

    /// The ids of the icps, in priority order.
    ///
    /// Every list of results has this order.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(model.icps().collect::<Vec<_>>(), ["smb"]);
    /// ```
    pub fn icps(&self) -> impl Iterator<Item = &str> {
        let id = |icp: &crate::plan::IcpPlan| self.inner.definition.icps.get(icp.index).map(|icp| &*icp.id);
        self.inner.plan.icps.iter().filter_map(id)
    }

    /// The canonical JSON document, on one line; reading it gives an equal model.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(Model::from_json(&model.to_json())?, model);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn to_json(&self) -> String {
        self.definition().to_json()
    }

    /// The same document as YAML, for people (feature `yaml`); reading it gives an equal model.
    ///
    /// Comments of the text that was read are not kept.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(Model::from_yaml(&model.to_yaml())?, model);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    #[cfg(feature = "yaml")]
    pub fn to_yaml(&self) -> String {
        self.definition().to_yaml()
    }

    /// The findings about the model, for its author, in the order of the canonical document: rules that no account
    /// can meet, tiers that no score reaches, a review that is overdue.
    /// [`FindingKind::all`](crate::findings::FindingKind::all) lists the kinds. A finding is never wrong; a check that
    /// would take too long is left out.
    ///
    /// ```
    /// # use icp_core::{Date, Model};
    /// let model = Model::from_json(r#"{
    ///     "format": "icp/1", "name": "demo", "reviewed_on": "2026-01-15", "review_every": "90 days",
    ///     "attributes": {"employees": {"type": "number"}},
    ///     "exclusions": [{"id": "tiny", "reason": "cannot pay", "when": {"employees": {"lt": 5}}}],
    ///     "icps": [{"id": "smb", "fit": {
    ///         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    ///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let findings = model.findings(Date::new(2026, 11, 21).unwrap());
    /// assert_eq!(findings.len(), 1);
    /// assert_eq!(findings[0].code(), "review_overdue");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn findings(&self, as_of: Date) -> Vec<Finding> {
        analyze::findings(&self.inner.definition, &self.inner.plan, as_of)
    }

    /// The lowest and the highest score of each scorecard, in document order; one that never applies is left out.
    ///
    /// Where `is_exact` is false the score surely lies within.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let range = &model.score_ranges()[0];
    /// assert_eq!((range.lowest, range.highest), (0.0, 100.0));
    /// ```
    pub fn score_ranges(&self) -> Vec<ScoreRange> {
        analyze::score_ranges(&self.inner.definition, &self.inner.plan)
    }
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint() == other.fingerprint()
            && self.source() == other.source()
            && self.given_lists().eq(other.given_lists())
    }
}

impl Eq for Model {}
