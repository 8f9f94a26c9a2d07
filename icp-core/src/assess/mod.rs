//! The full answer for one account: the numbers of `eval` with the model's names, and what is missing.

mod assessment;
mod build;
mod card;
mod card_note;
mod certain;
mod derived;
mod effect;
mod happened;
mod labels;
mod missing;
mod reach;
mod reason;
mod signals;
mod verdicts;

pub use assessment::{
    AssessmentData, ExclusionNote, IcpAssessment, IssueNote, ModelNote, Reason, SourceNote,
};
pub(crate) use build::{AssessmentInput, assess};
pub use card::{
    Adjustment, CardAssessment, CardNote, CriterionAssessment, DimensionNote, EventCount, LimitNote,
    ScaleNote, Signal, Tally, TierNote,
};
pub(crate) use certain::{Reach, required_is_unmet, surely_fits};
pub use derived::{DerivedNote, DerivedNumber};
pub(crate) use effect::{Effect, could_meet, effect, rests_on, tier, touches};
pub(crate) use labels::labels;
pub use labels::{LabelNote, Labels};
pub use reach::{KeptOutBy, NextTier};
pub(crate) use reason::{reason, verdicts};
pub use verdicts::Verdicts;
