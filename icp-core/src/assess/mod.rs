//! The full answer for one account: the numbers of `eval` with the model's names, and what is missing.

mod assessment;
mod build;
mod certain;
mod derived;
mod effect;
mod missing;
mod note;
mod say;
mod signals;

pub use assessment::{
    Adjustment, AssessmentData, CardAssessment, CriterionAssessment, ExclusionNote, IcpAssessment, IssueNote,
    ModelNote, Reason, Signal, Tally, Verdicts,
};
pub(crate) use build::{Context, assess};
pub(crate) use certain::{Reach, required_is_unmet, surely_fits};
pub use derived::DerivedNote;
pub(crate) use effect::{Effect, could_meet, effect, tier, touches};
pub use note::{CardNote, DimensionNote, ScaleNote, TierNote};
pub(crate) use say::{reason, verdicts};
