//! One account: bound to the model, located, scored.

mod bind;
mod binder;
mod bounds;
mod contribution;
mod counterfactual;
mod criterion;
mod distinct;
mod event_sums;
mod events;
mod fading;
mod formula;
mod headline;
mod ignored_value;
mod json_field;
mod kept_out;
mod label;
mod locate;
mod nested;
mod number_cell;
mod outcome;
mod parts;
mod quantity;
mod rank;
mod result;
mod score;
mod scratch;
mod sum;
mod total;
mod without;

pub use crate::plan::{IcpStatus, ReasonCode};
pub(crate) use bind::{bind, collect, read};
pub(crate) use bounds::{Amounts, Buffers, Part, between};
pub use contribution::AdjustmentKind;
pub(crate) use contribution::{Acted, acted};
pub(crate) use counterfactual::{kept_out_by, next_tier};
pub use criterion::CriterionStatus;
pub(crate) use criterion::{counts, criterion_status, open_points, rating};
pub(crate) use event_sums::EventSums;
pub(crate) use events::counted_by;
pub(crate) use fading::{each_counted, left, points};
pub use kept_out::KeptOut;
pub(crate) use label::label;
pub(crate) use locate::{canonical, each_item, find, locate_field, locate_joint};
pub(crate) use number_cell::number_cell;
pub(crate) use outcome::outcome;
pub(crate) use parts::{Counted, FixedParts, Parts};
pub(crate) use quantity::Quantity;
pub use rank::RankKey;
pub use result::{CardScore, IcpScore};
pub(crate) use score::{
    check, evaluate, evaluate_icp, evaluate_located, evaluate_own, evaluate_summed, excluded_by, set_flags,
};
pub use scratch::Scratch;
pub(crate) use without::score_without;
