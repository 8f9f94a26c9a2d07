//! Documents without a model: text to a checked [`Definition`] and back, and text to a tree for documents that are no
//! model, such as files of cases.
//!
//! To score, read with [`Model`](crate::Model); its readers go through here. What is here is for tools that look at
//! documents: an editor that shows mistakes, a file that is kept beside a model.
//!
//! ```
//! use icp_core::document::{Draft, NodeKind, looks_like_json};
//! let text = r#"{"cases": []}"#;
//! assert!(looks_like_json(text));
//! let NodeKind::Map(entries) = Draft::from_json(text)?.root.kind else { panic!("an object") };
//! assert_eq!(&*entries[0].key, "cases");
//! # Ok::<(), icp_core::ModelError>(())
//! ```

use crate::draft::Limits;
use crate::error::{ModelError, suggest};
use crate::model::{Definition, NamedList};
use crate::{parse, validate, write};

pub use crate::draft::{Draft, Entry, Mistake, Node, NodeKind, Number};

/// Limits for lists that a program gives: an account list is longer than what people write into a model.
pub(crate) fn limits_with_lists() -> Limits {
    Limits::default().model_bytes(17 << 20).nodes(250_000).list_items(200_000)
}

impl NamedList {
    /// Reads lists in JSON, an object of names and their entries, to be given to a model with
    /// [`Model::with_lists`](crate::Model::with_lists). The bindings of other languages go through it.
    ///
    /// # Errors
    /// Every mistake in it, such as a list without entries, or one of numbers and texts.
    ///
    /// ```
    /// use icp_core::model::NamedList;
    /// let lists = NamedList::from_json(r#"{"targets": ["acme.example", "bluefin.example"]}"#)?;
    /// assert_eq!((&*lists[0].name, lists[0].items.len()), ("targets", 2));
    /// assert!(NamedList::from_json(r#"{"targets": []}"#).is_err());
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Vec<Self>, ModelError> {
        let limits = limits_with_lists();
        validate::named_lists(parse::json(text, &limits)?, &limits, Some(parse::without_bom(text)))
    }
}

/// Reading checks a document as [`Model`](crate::Model) does, without compiling it.
///
/// ```
/// use icp_core::{Model, model::Definition};
/// let text = r#"{"format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "fit": {"employees": {"gte": 50}}}], "tiers": [{"id": "A"}]}}]}"#;
/// let definition = Definition::from_json(text)?;
/// assert_eq!(definition, *Model::from_json(text)?.definition());
/// assert_eq!(Definition::from_json(&definition.to_json())?, definition);
/// # Ok::<(), icp_core::ModelError>(())
/// ```
impl Definition {
    /// Reads and checks a document in JSON.
    ///
    /// # Errors
    /// Every mistake in the document, in document order, with line and column.
    ///
    /// ```
    /// use icp_core::model::Definition;
    /// # let text = r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"gte": 50}}}], "tiers": [{"id": "A"}]}}]}"#;
    /// assert_eq!(&*Definition::from_json(text)?.name, "demo");
    /// assert_eq!(Definition::from_json("{").unwrap_err().problems()[0].code(), "syntax");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        Self::from_json_with(text, &Limits::default())
    }

    /// [`Definition::from_json`] within other limits: lower ones for documents from strangers, or more mistakes for an editor.
    ///
    /// # Errors
    /// As [`Definition::from_json`].
    ///
    /// ```
    /// use icp_core::{Limits, model::Definition};
    /// let one = Limits::default().problems(1);
    /// assert_eq!(Definition::from_json_with("{}", &one).unwrap_err().problems().len(), 1);
    /// ```
    pub fn from_json_with(text: &str, limits: &Limits) -> Result<Self, ModelError> {
        validate::validate(parse::json(text, limits)?, limits, Some(parse::without_bom(text)))
    }

    /// Reads and checks a document in YAML (feature `yaml`).
    ///
    /// # Errors
    /// As [`Definition::from_json`]; `yaml.off` in a build without YAML.
    ///
    /// ```
    /// # if !cfg!(feature = "yaml") { return }
    /// use icp_core::model::Definition;
    /// let error = Definition::from_yaml("format: icp/1\nname: demo\n").unwrap_err();
    /// assert_eq!(error.problems()[0].code(), "missing_field");
    /// ```
    pub fn from_yaml(text: &str) -> Result<Self, ModelError> {
        Self::from_yaml_with(text, &Limits::default())
    }

    /// [`Definition::from_yaml`] within other limits.
    ///
    /// # Errors
    /// As [`Definition::from_yaml`].
    pub fn from_yaml_with(text: &str, limits: &Limits) -> Result<Self, ModelError> {
        validate::validate(parse::yaml(text, limits)?, limits, Some(parse::without_bom(text)))
    }

    /// Checks a document that a program made, given as its JSON text. A dict of Python and an object of JavaScript come in this way.
    ///
    /// A program that computes weights hands over numbers such as `8.370000000000001`. Such a number, within one part in 10^12
    /// of one with six decimals, is taken as that one, and the finding `number_rounded` says where. In a text that a person
    /// wrote it is a mistake.
    ///
    /// # Errors
    /// As [`Definition::from_json`], without lines and columns.
    ///
    /// ```
    /// use icp_core::model::Definition;
    /// # let text = r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "weight": 8.370000000000001, "fit": {"employees": {"gte": 50}}}], "tiers": [{"id": "A"}]}}]}"#;
    /// // "weight": 8.370000000000001
    /// assert_eq!(Definition::from_object(text)?.icps[0].fit.criteria[0].weight.to_f64(), 8.37);
    /// assert_eq!(Definition::from_json(text).unwrap_err().problems()[0].code(), "range.precision");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn from_object(text: &str) -> Result<Self, ModelError> {
        let limits = Limits::default();
        let draft = parse::json(text, &limits).map_err(ModelError::without_positions)?;
        validate::validate_computed(draft, &limits, None)
    }

    /// Checks a document that is a JSON value in memory. Its numbers are read as [`Definition::from_object`] reads them.
    ///
    /// # Errors
    /// As [`Definition::from_json`], without lines and columns.
    ///
    /// ```
    /// use icp_core::model::Definition;
    /// # let text = r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"gte": 50}}}], "tiers": [{"id": "A"}]}}]}"#;
    /// let value = serde_json::from_str(text).unwrap();
    /// assert_eq!(Definition::from_value(&value)?, Definition::from_json(text)?);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn from_value(value: &serde_json::Value) -> Result<Self, ModelError> {
        Self::from_value_with(value, &Limits::default())
    }

    /// [`Definition::from_value`] within other limits.
    ///
    /// # Errors
    /// As [`Definition::from_value`].
    pub fn from_value_with(value: &serde_json::Value, limits: &Limits) -> Result<Self, ModelError> {
        validate::validate_computed(parse::value(value, limits)?, limits, None)
    }

    /// The canonical JSON: one line, keys in a fixed order, defaults left out.
    ///
    /// For programs and for [`Definition::fingerprint`]; people read [`Definition::to_json_pretty`].
    ///
    /// ```
    /// use icp_core::model::Definition;
    /// # let text = r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"gte": 50}}}], "tiers": [{"id": "A"}]}}]}"#;
    /// let json = Definition::from_json(text)?.to_json();
    /// assert!(json.starts_with(r#"{"format":"icp/1","name":"demo""#) && !json.contains('\n'));
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn to_json(&self) -> String {
        write::json(self)
    }

    /// The canonical JSON, indented for people.
    ///
    /// ```
    #[doc = include_str!("sample.txt")]
    /// let text = model.definition().to_json_pretty();
    /// assert!(text.starts_with("{\n  \"format\": \"icp/1\""), "{text}");
    /// ```
    pub fn to_json_pretty(&self) -> String {
        write::json_pretty(self)
    }

    /// The same document as YAML, for people (feature `yaml`).
    ///
    /// ```
    /// use icp_core::model::Definition;
    /// # let text = r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"gte": 50}}}], "tiers": [{"id": "A"}]}}]}"#;
    /// let definition = Definition::from_json(text)?;
    /// assert_eq!(Definition::from_yaml(&definition.to_yaml())?, definition);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    #[cfg(feature = "yaml")]
    pub fn to_yaml(&self) -> String {
        write::yaml(self)
    }

    /// SHA-256 of the canonical JSON, in lower-case hexadecimals.
    ///
    /// Two documents that differ only in layout, in the order of keys or in written defaults have the same.
    ///
    /// ```
    /// use icp_core::model::Definition;
    /// # let text = r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"gte": 50}}}], "tiers": [{"id": "A"}]}}]}"#;
    /// let definition = Definition::from_json(text)?;
    /// let indented = Definition::from_json(&definition.to_json_pretty())?;
    /// assert_eq!((indented.fingerprint(), definition.fingerprint().len()), (definition.fingerprint(), 64));
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn fingerprint(&self) -> String {
        write::fingerprint(self)
    }
}

/// Reading makes the tree that is written, right or wrong.
impl Draft {
    /// The tree of JSON text.
    ///
    /// # Errors
    /// The mistake that ended the reading; mistakes that did not end it are in the draft.
    ///
    /// ```
    /// use icp_core::document::Draft;
    /// // Any JSON, a model or not.
    /// assert_eq!(Draft::from_json("[1, 2]")?.root.kind.noun(), "a list");
    /// assert_eq!(Draft::from_json("[1, 2").unwrap_err().problems()[0].code(), "syntax");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        Self::from_json_with(text, &Limits::default())
    }

    /// [`Draft::from_json`] within other limits.
    ///
    /// # Errors
    /// As [`Draft::from_json`].
    pub fn from_json_with(text: &str, limits: &Limits) -> Result<Self, ModelError> {
        parse::json(text, limits)
    }

    /// The tree of YAML text (feature `yaml`).
    ///
    /// # Errors
    /// As [`Draft::from_json`]; `yaml.off` in a build without YAML.
    ///
    /// ```
    /// # if !cfg!(feature = "yaml") { return Ok(()) }
    /// use icp_core::document::Draft;
    /// assert_eq!(Draft::from_yaml("cases: [1, 2]")?.root.kind.noun(), "an object");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn from_yaml(text: &str) -> Result<Self, ModelError> {
        Self::from_yaml_with(text, &Limits::default())
    }

    /// [`Draft::from_yaml`] within other limits.
    ///
    /// # Errors
    /// As [`Draft::from_yaml`].
    pub fn from_yaml_with(text: &str, limits: &Limits) -> Result<Self, ModelError> {
        parse::yaml(text, limits)
    }

    /// The same tree, if the reading of `text` found no mistake in it.
    ///
    /// # Errors
    /// The mistakes of the reading, such as a key given twice, with line and column.
    ///
    /// ```
    /// use icp_core::document::Draft;
    /// let text = r#"{"a": 1, "a": 2}"#;
    /// let error = Draft::from_json(text)?.without_mistakes(text).unwrap_err();
    /// assert_eq!(error.problems()[0].code(), "duplicate_key");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn without_mistakes(self, text: &str) -> Result<Self, ModelError> {
        if self.mistakes.is_empty() {
            return Ok(self);
        }
        Err(Mistake::refuse(self.mistakes, Some(parse::without_bom(text)), &Limits::default()))
    }
}

/// The text of bytes, such as those of a file, with the error that a model's reader gives for other bytes.
///
/// # Errors
/// `syntax.encoding` when they are not UTF-8.
///
/// ```
/// use icp_core::document::utf8;
/// assert_eq!(utf8(b"name: demo")?, "name: demo");
/// assert_eq!(utf8(b"\xff").unwrap_err().problems()[0].code(), "syntax.encoding");
/// # Ok::<(), icp_core::ModelError>(())
/// ```
pub fn utf8(bytes: &[u8]) -> Result<&str, ModelError> {
    parse::utf8(bytes, &Limits::default())
}

/// Whether a text of unknown form is JSON: that begins with a brace or a bracket, and YAML hardly ever does.
/// [`Model::from_text`](crate::Model::from_text) decides by it.
///
/// ```
/// use icp_core::document::looks_like_json;
/// assert!(looks_like_json("  {}") && !looks_like_json("format: icp/1"));
/// ```
pub fn looks_like_json(text: &str) -> bool {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '['])
}

/// The candidate nearest to a misspelt word, if one is near enough: the rule of all messages that ask "did you mean".
///
/// ```
/// use icp_core::document::nearest;
/// assert_eq!(nearest("employes", ["employees", "arr"]), Some("employees"));
/// assert_eq!(nearest("colour", ["employees", "arr"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    suggest(word, candidates)
}
