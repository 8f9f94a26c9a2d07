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
mod numbers;
mod owned;
mod reach;
mod reads;
mod reason;
mod reasons;
mod scored;
mod signals;
mod texts;
mod verdicts;

pub use assessment::{
    AssessmentData, ExclusionNote, IcpAssessment, IssueNote, ModelNote, Reason, SourceNote,
};
pub(crate) use build::{assess, issue, model_note, source_note};
pub use card::{
    Adjustment, CardAssessment, CardNote, CriterionAssessment, DimensionNote, EventCount, LimitNote,
    RankedReason, ScaleNote, Signal, Tally, TierNote,
};
pub(crate) use certain::{Reach, may_fit, required_is_unmet, surely_fits};
pub(crate) use clipped::Clipped;
pub use decisive::Decisive;
pub(crate) use derived::derived;
pub use derived::{DerivedNote, DerivedNumber};
pub(crate) use effect::{Effect, could_meet, effect, rests_on, tier, touches};
pub use inputs::{InputEvent, InputNote, InputValue};
pub(crate) use inputs::{Inputs, given, shown};
pub(crate) use labels::labels;
pub use labels::{LabelNote, Labels};
pub use lift::Lift;
pub(crate) use missing::Attributes;
pub(crate) use numbers::{CardNumbers, CriterionNumbers, Form, base, matched};
pub use reach::{KeptOutBy, NextTier};
pub(crate) use reach::{kept_out_by, to_next_tier};
pub(crate) use reads::Read;
pub(crate) use reason::{reason, verdicts};
pub(crate) use scored::AssessmentInput;
pub(crate) use signals::signals;
pub(crate) use texts::{CriterionPieces, CriterionTexts, ModelTexts, Pieces};
pub use verdicts::Verdicts;
