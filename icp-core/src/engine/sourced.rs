//! A model that reads accounts by a source file. The rules stay those of the model.

use super::{Model, Source};
use crate::draft::Limits;
use crate::error::ModelError;
use crate::validate;

impl Model {
    /// This model, reading accounts as a source file says: an attribute that its `columns` name is read from those headers
    /// alone, and the keys of its `attributes` stand in the place of the model's.
    ///
    /// The rules stay, and so does the fingerprint; answers name the source beside the model. A source that the model had is
    /// replaced. The tables are compiled once more, since a source may say what a blank is known to be, or that numbers are
    /// intervals, and then they have other cells.
    ///
    /// # Errors
    /// Every name that the model does not have, and every key that does not suit its attribute, at its place in the source file.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::Source;
    /// let source = Source::from_json(r#"{"format": "icp-source/1", "name": "crm", "columns": {"Staff": "employes"}}"#)?;
    /// let error = model.with_source(&source).unwrap_err();
    /// assert_eq!(error.problems()[0].code(), "unknown_attribute");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn with_source(&self, source: &Source) -> Result<Self, ModelError> {
        let base = self.without_source();
        let limits = Limits::default();
        let definition =
            validate::apply(source.document(), &base.inner.definition, &limits, Some(source.text()))?;
        let lists = base.inner.lists.clone();
        Ok(Self::compiled(definition, Some(base), lists, Some(source.clone())))
    }

    /// The source file by which accounts are read, if one was applied.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::Source;
    /// let crm = Source::from_json(r#"{"format": "icp-source/1", "name": "crm"}"#)?;
    /// assert_eq!(model.with_source(&crm)?.source(), Some(&crm));
    /// assert_eq!(model.source(), None);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn source(&self) -> Option<&Source> {
        self.inner.source.as_ref()
    }

    /// The same model without a source file.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::Source;
    /// let crm = Source::from_json(r#"{"format": "icp-source/1", "name": "crm"}"#)?;
    /// assert_eq!(model.with_source(&crm)?.without_source(), model);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    #[must_use]
    pub fn without_source(&self) -> Self {
        match (&self.inner.source, &self.inner.base) {
            (Some(_), Some(base)) => base.clone(),
            _ => self.clone(),
        }
    }
}
