//! The full answer for one account: the numbers of `eval` with the model's names, and what is missing.

mod assessment;
mod build;
mod card;
mod card_note;
mod certain;
mod clipped;
mod decisive;
mod derived;
mod effect;
mod exclusions;
mod happened;
mod inputs;
mod labels;
mod lift;
mod lift_numbers;
mod missing;
mod owned;
mod reach;
mod reads;
mod reason;
mod scored;
mod signals;
mod texts;
mod verdicts;

pub use assessment::{
    AssessmentData, ExclusionNote, IcpAssessment, IssueNote, ModelNote, Reason, SourceNote,
};
pub(crate) use build::assess;
pub use card::{
    Adjustment, CardAssessment, CardNote, CriterionAssessment, DimensionNote, EventCount, LimitNote,
    ScaleNote, Signal, Tally, TierNote,
};
pub(crate) use certain::{Reach, required_is_unmet, surely_fits};
pub(crate) use clipped::Clipped;
pub use decisive::Decisive;
pub use derived::{DerivedNote, DerivedNumber};
pub(crate) use effect::{Effect, could_meet, effect, rests_on, tier, touches};
pub use inputs::{InputEvent, InputNote, InputValue};
pub(crate) use inputs::{given, shown};
pub(crate) use labels::labels;
pub use labels::{LabelNote, Labels};
pub use lift::Lift;
pub use reach::{KeptOutBy, NextTier};
pub(crate) use reason::{reason, verdicts};
pub(crate) use scored::AssessmentInput;
pub(crate) use texts::ModelTexts;
pub use verdicts::Verdicts;
