//! The status of an icp and the reason for it, as an answer tells them. `gate.rs` decides which status goes with which
//! reason.

/// The answer of an icp for an account, in one word.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::IcpStatus;
/// assert_eq!(answer.status(), IcpStatus::Qualified);
/// assert_eq!(model.score(&Account::new(), today).unwrap().status(), IcpStatus::InsufficientData);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IcpStatus {
    /// It reached a tier that qualifies.
    Qualified,
    /// It did not, or a required criterion is not met.
    Unqualified,
    /// An exclusion holds.
    Disqualified,
    /// Too little is known to say.
    InsufficientData,
}

impl IcpStatus {
    /// All of them, in the order in which messages list them.
    pub(crate) const ALL: [Self; 4] =
        [Self::Qualified, Self::Unqualified, Self::Disqualified, Self::InsufficientData];

    /// The word in an assessment.
    ///
    /// It is the same in JSON, in tables and in every language.
    ///
    /// ```
    /// use icp_core::IcpStatus;
    /// assert_eq!(IcpStatus::InsufficientData.as_str(), "insufficient_data");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::Unqualified => "unqualified",
            Self::Disqualified => "disqualified",
            Self::InsufficientData => "insufficient_data",
        }
    }
}

/// Why an icp has its status.
///
/// Match on it where a program decides; [`Model::reason`](crate::Model::reason) puts it into words.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::assessment::ReasonCode;
/// let small = model.score(&Account::new().with("employees", 3), today).unwrap();
/// assert!(matches!(small.reason().code, ReasonCode::Excluded { .. }));
/// assert_eq!(small.reason().code.as_str(), "excluded");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReasonCode {
    /// The exclusion with this place among the icp's exclusions (shared ones first) holds.
    Excluded(usize),
    /// Nothing that the profile asks about is known.
    NothingKnown,
    /// The required criterion with this place is not met.
    RequiredUnmet(usize),
    /// The exclusion with this place is unknown and holds the account back.
    ExclusionUnknown(usize),
    /// The required criterion with this place is unknown.
    RequiredUnknown(usize),
    /// The coverage is below the scorecard's minimum.
    LowCoverage,
    /// The tier with this place was reached.
    Tier(usize),
}

impl ReasonCode {
    /// The word in an assessment.
    ///
    /// The id of what is behind it is in [`Reason`](crate::assessment::Reason).
    ///
    /// ```
    /// use icp_core::assessment::ReasonCode;
    /// assert_eq!(ReasonCode::RequiredUnmet(0).as_str(), "required_unmet");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Excluded(_) => "excluded",
            Self::NothingKnown => "nothing_known",
            Self::RequiredUnmet(_) => "required_unmet",
            Self::ExclusionUnknown(_) => "exclusion_unknown",
            Self::RequiredUnknown(_) => "required_unknown",
            Self::LowCoverage => "low_coverage",
            Self::Tier(_) => "tier",
        }
    }
}
