//! Models that programs make and change. The work is that of `document` and `edit`; this compiles the outcome.

use super::Model;
use crate::error::ModelError;
use crate::model::{CriterionInfo, Definition, Edits, NamedList};

impl Model {
    /// Reads a document that a program made out of dicts or objects, as its JSON text.
    ///
    /// Numbers that arithmetic left a little off are taken as meant, as [`Definition::from_object`] says;
    /// [`Model::findings`] lists them. The bindings of other languages go through it.
    ///
    /// # Errors
    /// As [`Model::from_json`], without lines and columns: there is no text that its author knows.
    ///
    /// ```
    /// use icp_core::{Date, Model};
    /// let model = Model::from_object(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    ///     "icps": [{"id": "smb", "fit": {
    ///         "criteria": [{"id": "size", "weight": 8.370000000000001, "fit": {"employees": {"gte": 50}}}],
    ///         "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#)?;
    /// let findings = model.findings(Date::new(2026, 11, 21).unwrap());
    /// assert!(findings.iter().any(|finding| finding.code() == "number_rounded"), "{findings:?}");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn from_object(text: &str) -> Result<Self, ModelError> {
        Definition::from_object(text).map(Self::new)
    }

    /// The model with other weights, bounds of tiers or another version; given lists and a source file stay applied.
    ///
    /// # Errors
    /// As [`Definition::replace`].
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// use icp_core::model::Edits;
    /// let heavier = model.replace(&Edits::new().weight("size", 5.0).version("2"))?;
    /// assert_eq!(heavier.version(), Some("2"));
    /// assert_ne!(heavier.fingerprint(), model.fingerprint());
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn replace(&self, changes: &Edits) -> Result<Self, ModelError> {
        self.changed(self.definition().replace(changes)?)
    }

    /// The model without a criterion, and what else had to be taken out with it, in words; given lists and a source file stay applied.
    ///
    /// # Errors
    /// As [`Definition::without`].
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let (without, also) = model.without("size")?;
    /// assert_eq!(without.criteria(0).count(), 3);
    /// assert_eq!(also, ["icp `smb`: tier `A` of `fit` no longer requires it"]);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn without(&self, criterion: &str) -> Result<(Self, Vec<String>), ModelError> {
        let (definition, also) = self.definition().without(criterion)?;
        Ok((self.changed(definition)?, also))
    }

    /// Every criterion of every icp, in the order of the document, with the attributes that it reads.
    ///
    /// For a program that goes through criteria, such as one that leaves out one after the other.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let all = model.criterion_infos();
    /// let places: Vec<_> = all.iter().map(|one| (&*one.icp, one.scorecard, &*one.id)).collect();
    /// assert_eq!(places[0], ("smb", "fit", "size"));
    /// assert_eq!((all[0].weight, &*all[0].attributes), (3.0, &["employees".to_owned()][..]));
    /// ```
    pub fn criterion_infos(&self) -> Vec<CriterionInfo> {
        self.definition().criterion_infos()
    }

    fn changed(&self, definition: Definition) -> Result<Self, ModelError> {
        let lists: Vec<NamedList> = self.given_lists().map(|(list, _)| list.clone()).collect();
        let model = Self::new(definition).with_lists(&lists)?;
        self.source().map_or_else(|| Ok(model.clone()), |source| model.with_source(source))
    }
}
