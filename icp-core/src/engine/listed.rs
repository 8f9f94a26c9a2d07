//! A model with named lists that were given to it when it is used. The rules stay those of its document.

use super::Model;
use super::model::Lists;
use crate::error::ModelError;
use crate::model::NamedList;
use crate::write;

impl Model {
    /// This model with other entries in some of its named lists, such as the accounts that sales named this quarter.
    ///
    /// The document and the fingerprint stay the author's; answers say which lists were given, with the SHA-256 of their entries.
    /// Lists that were given before stay, unless one of the same name is given now; so does a source file. The model is checked and
    /// compiled once more. Where a list of the model holds numbers, texts that are numbers count as such.
    ///
    /// # Errors
    /// `unknown_reference` for a list that the model does not have; else the mistakes of the document that would come out, such as a
    /// value that its attribute does not allow, or a list without entries.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// use icp_core::model::NamedList;
    /// let abroad = model.with_lists(&[NamedList::new("home", ["FR", "ES"])])?;
    /// assert_eq!(abroad.fingerprint(), model.fingerprint());
    /// let answer = abroad.assess(&account, today)?;
    /// assert_eq!(answer.model.lists[0].0, "home");
    /// let error = model.with_lists(&[NamedList::new("hoem", ["FR"])]).unwrap_err();
    /// assert_eq!(error.problems()[0].code(), "unknown_reference");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_lists(&self, lists: &[NamedList]) -> Result<Self, ModelError> {
        if lists.is_empty() {
            return Ok(self.clone());
        }
        let listed = self.without_source();
        let document = match &listed.inner.base {
            Some(base) => base.clone(),
            None => listed,
        };
        let mut all: Vec<NamedList> = self.given_lists().map(|(list, _)| list.clone()).collect();
        all.extend_from_slice(lists);
        let definition = document.definition().with_lists(&all)?;
        let is_given = |list: &&NamedList| all.iter().any(|given| given.name == list.name);
        let marked = |list: &NamedList| (list.clone(), write::items_digest(&list.items).into());
        let given: Lists = definition.lists.iter().filter(is_given).map(marked).collect();
        let model = Self::compiled(definition, Some(document), given, None);
        self.source().map_or_else(|| Ok(model.clone()), |source| model.with_source(source))
    }

    /// The lists that were given, in the order of the document, each with the SHA-256 of its entries.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// use icp_core::model::NamedList;
    /// let home = NamedList::new("home", ["FR", "ES"]);
    /// let abroad = model.with_lists(&[home.clone()])?;
    /// let given: Vec<_> = abroad.given_lists().collect();
    /// assert_eq!((given[0].0, given[0].1.len()), (&home, 64));
    /// assert_eq!(model.given_lists().count(), 0);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn given_lists(&self) -> impl Iterator<Item = (&NamedList, &str)> {
        self.inner.lists.iter().map(|(list, digest)| (list, &**digest))
    }
}
