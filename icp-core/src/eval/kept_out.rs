//! The kinds of things that alone keep an account from qualifying. `counterfactual` finds them.

/// One thing that alone keeps an account from qualifying for an icp. Indices are those of
/// [`ReasonCode`](crate::assessment::ReasonCode).
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::assessment::KeptOut;
/// let tiny = model.score(&account.clone().with("employees", 3).with("country", "DE"), today).unwrap();
/// let smb = &tiny.data().icps[0];
/// // Were it not excluded, it would still be too small for tier A.
/// assert!(smb.kept_out_by.is_empty());
/// assert_eq!(KeptOut::Required(0).as_str(), "required");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeptOut {
    /// The exclusion with this place among the icp's exclusions (shared ones first): it holds, and if it did not, the
    /// account would qualify.
    Exclusion(usize),
    /// The required criterion with this place is not met; if it gave its most, the account would qualify.
    Required(usize),
    /// The criterion with this place is known and is no required one that is not met; if it gave its most, the account would
    /// qualify.
    Criterion(usize),
}

impl KeptOut {
    /// The word in an assessment.
    ///
    /// ```
    /// use icp_core::assessment::KeptOut;
    /// let all = [KeptOut::Exclusion(0), KeptOut::Required(0), KeptOut::Criterion(0)];
    /// assert_eq!(all.map(KeptOut::as_str), ["exclusion", "required", "criterion"]);
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exclusion(_) => "exclusion",
            Self::Required(_) => "required",
            Self::Criterion(_) => "criterion",
        }
    }
}
