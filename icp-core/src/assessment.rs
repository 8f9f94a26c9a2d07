//! The parts of an answer, as plain data and as numbers.
//!
//! Scoring one account needs nothing of it: [`Assessment`] has a method for each common question. Come here to name a part in
//! a signature, to store answers as [`AssessmentData`], or to work with the numbers that [`Model::evaluate`] leaves in a
//! [`Scratch`].
//!
//! [`Model::evaluate`]: crate::Model::evaluate
//!
//! ```
#![doc = include_str!("sample.txt")]
//! use icp_core::assessment::{AssessmentData, CriterionAssessment};
//! fn unknown<'a>(data: &'a AssessmentData<'_>) -> Vec<&'a CriterionAssessment<'a>> {
//!     data.icps[0].fit.criteria.iter().filter(|criterion| criterion.rating.is_none()).collect()
//! }
//! assert_eq!(unknown(answer.data())[0].missing, ["country"]);
//! ```

pub use crate::assess::{
    Adjustment, AssessmentData, CardAssessment, CardNote, CriterionAssessment, Decisive, DerivedNote,
    DerivedNumber, DimensionNote, EventCount, ExclusionNote, IcpAssessment, InputEvent, InputNote,
    InputValue, IssueNote, KeptOutBy, LabelNote, Labels, Lift, LimitNote, ModelNote, NextTier, RankedReason,
    Reason, ScaleNote, Signal, SourceNote, Tally, TierNote, Verdicts,
};
pub use crate::engine::Assessment;
pub use crate::eval::{
    AdjustmentKind, CardScore, CriterionStatus, IcpScore, IcpStatus, KeptOut, RankKey, ReasonCode, Scratch,
};
pub use crate::explain::{escaped, explanation_index, explanation_page};
