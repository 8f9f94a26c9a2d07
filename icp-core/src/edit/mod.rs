//! Models changed in code: weights, bounds of tiers and the version set anew, a criterion taken out. It works on the typed
//! document; what comes out is written and read again, so that the only judge of a model stays `validate`.

mod lists;
mod place;
mod replace;
#[cfg(test)]
mod tests;
mod without;

use crate::document::limits_with_lists;
use crate::error::ModelError;
use crate::model::{Definition, Edits, NamedList};

impl Definition {
    /// The document with other weights, bounds of tiers or another version.
    ///
    /// A name is the id of a criterion or a tier in every scorecard that has it, or `icp/id` for one icp.
    ///
    /// # Errors
    /// `unknown_reference` for a name that no scorecard has; else the mistakes of the document that would come out, such as
    /// tiers that no longer fall, or a weight for a criterion in points (`conflict`).
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// use icp_core::model::Edits;
    /// let changes = Edits::new().weight("size", 5.0).tier("A", 80.0).version("2");
    /// let changed = model.definition().replace(&changes)?;
    /// assert_eq!(changed.icps[0].fit.criteria[0].weight.to_f64(), 5.0);
    /// assert_eq!(changed.icps[0].fit.tiers[0].from.map(|from| from.to_f64()), Some(80.0));
    /// let error = model.definition().replace(&Edits::new().weight("sise", 1.0)).unwrap_err();
    /// assert_eq!(error.problems()[0].code(), "unknown_reference");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn replace(&self, changes: &Edits) -> Result<Self, ModelError> {
        let mut changed = self.clone();
        replace::replace(&mut changed, changes)?;
        changed.read_again()
    }

    /// The document without a criterion, and what else had to be taken out with it, in words.
    ///
    /// The name is the id of a criterion in every scorecard that has it, or `icp/id` for one icp. Requirements of tiers lose it,
    /// and a dimension goes that has no other criterion.
    ///
    /// # Errors
    /// `unknown_reference` for a name that no scorecard has; `conflict` where it is the only criterion of a scorecard.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let (without, also) = model.definition().without("size")?;
    /// assert!(without.icps[0].fit.criteria.iter().all(|criterion| &*criterion.id != "size"));
    /// assert_eq!(also, ["icp `smb`: tier `A` of `fit` no longer requires it"]);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn without(&self, criterion: &str) -> Result<(Self, Vec<String>), ModelError> {
        let mut left = self.clone();
        let also = without::without(&mut left, criterion)?;
        Ok((left.read_again()?, also))
    }

    /// The document with other entries in some of its named lists.
    pub(crate) fn with_lists(&self, given: &[NamedList]) -> Result<Self, ModelError> {
        let mut changed = self.clone();
        lists::lists(&mut changed, given)?;
        let read = Self::from_json_with(&changed.to_json(), &limits_with_lists());
        // The finding about numbers that were rounded is about the author's document.
        read.map(|read| Self { rounded: changed.rounded, ..read }).map_err(ModelError::without_positions)
    }

    /// The same document, checked: what was changed in it may not be a model.
    fn read_again(&self) -> Result<Self, ModelError> {
        Self::from_json(&self.to_json()).map_err(ModelError::without_positions)
    }
}
