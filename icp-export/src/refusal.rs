//! Places of a model that another system cannot say as the engine does: all of them at once.

use std::fmt;

/// A place of a model that cannot be said in the other system with the same meaning.
///
/// ```
/// use icp_core::Model;
/// use icp_export::{Dialect, SqlOptions, to_sql};
/// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"about": {"type": "text"}},
///     "icps": [{"id": "smb", "fit": {"criteria": [{"id": "words", "fit": {"about": {"matches": "^we"}}}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let refused = to_sql(&model, &SqlOptions::new(Dialect::DuckDb)).unwrap_err();
/// let one = &refused.refusals()[0];
/// assert_eq!((one.code, &*one.path, one.rule), ("sql.pattern", "icps[0].fit.criteria[0].fit", "matches"));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// A stable code, such as `sql.pattern`.
    pub code: &'static str,
    /// The place in the model.
    pub path: String,
    /// The key of the document that it is about: an operator, a rule, a key of an attribute.
    pub rule: &'static str,
    /// Why it cannot be said, in one line.
    pub message: String,
    /// A way out, in one line.
    pub help: &'static str,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}] `{}`: {}\n  {}", self.path, self.code, self.rule, self.message, self.help)
    }
}

/// A model that cannot be exported: all places that stand in the way, in the order in which they were met.
///
/// ```
/// use icp_export::ExportError;
/// fn codes(error: &ExportError) -> Vec<&str> {
///     error.refusals().iter().map(|one| one.code).collect()
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ExportError(Vec<Refusal>);

impl ExportError {
    pub(crate) fn new(refusals: Vec<Refusal>) -> Self {
        Self(refusals)
    }

    /// Every place that stands in the way.
    pub fn refusals(&self) -> &[Refusal] {
        &self.0
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = if self.0.len() == 1 { "one place" } else { "these places" };
        write!(f, "the model says what SQL cannot say with the same meaning, in {places}:")?;
        self.0.iter().try_for_each(|one| write!(f, "\n{one}"))
    }
}
