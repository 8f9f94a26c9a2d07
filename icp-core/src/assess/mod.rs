//! The full answer for one account: the numbers of `eval` with the model's names, and what is missing.

mod assessment;
mod build;
mod derived;
mod missing;
mod note;
mod say;
mod signals;

pub use assessment::{
    Adjustment, AssessmentData, CardAssessment, CriterionAssessment, ExclusionNote, IcpAssessment, IssueNote,
    ModelNote, Reason, Signal, Tally, Verdicts,
};
pub(crate) use build::{Context, assess};
pub use derived::DerivedNote;
pub use note::{CardNote, DimensionNote, ScaleNote, TierNote};
pub(crate) use say::{reason, verdicts};
