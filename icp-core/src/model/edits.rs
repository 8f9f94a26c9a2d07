//! New numbers for a model, as a program asks for them; `edit` makes the changes.

/// New weights, bounds of tiers and a version, for [`Definition::replace`](crate::model::Definition::replace).
///
/// ```
/// use icp_core::model::Edits;
/// let changes = Edits::new().weight("size", 5.0).weight("us-saas/stage", 2.0).tier("A", 80.0);
/// assert_eq!(changes, Edits::new().weight("size", 5.0).weight("us-saas/stage", 2.0).tier("A", 80.0));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edits {
    pub(crate) weights: Vec<(String, f64)>,
    pub(crate) tiers: Vec<(String, f64)>,
    pub(crate) version: Option<String>,
}

impl Edits {
    /// No change.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another weight for a criterion: `id`, or `icp/id`.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::model::Edits;
    /// let heavier = model.definition().replace(&Edits::new().weight("smb/size", 5.0))?;
    /// assert_eq!(heavier.icps[0].fit.criteria[0].weight.to_f64(), 5.0);
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    #[must_use]
    pub fn weight(mut self, criterion: &str, weight: f64) -> Self {
        self.weights.push((criterion.to_owned(), weight));
        self
    }

    /// Another lower bound for a tier: `id`, or `icp/id`.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::model::Edits;
    /// let stricter = model.definition().replace(&Edits::new().tier("A", 80.0))?;
    /// assert_eq!(stricter.icps[0].fit.tiers[0].from.as_ref().map(|from| from.to_f64()), Some(80.0));
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    #[must_use]
    pub fn tier(mut self, tier: &str, from: f64) -> Self {
        self.tiers.push((tier.to_owned(), from));
        self
    }

    /// Another version.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::model::Edits;
    /// let next = model.definition().replace(&Edits::new().version("4"))?;
    /// assert_eq!(next.version.as_deref(), Some("4"));
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    #[must_use]
    pub fn version(mut self, version: &str) -> Self {
        self.version = Some(version.to_owned());
        self
    }
}
