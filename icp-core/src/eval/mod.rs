//! One account: bound to the model, located, scored.

mod bind;
mod bounds;
mod fading;
mod formula;
mod headline;
mod locate;
mod outcome;
mod passed;
mod result;
mod score;
mod scratch;
mod sum;
mod total;

pub(crate) use bind::{bind, collect, read};
pub(crate) use bounds::{Buffers, Part, between};
pub(crate) use fading::{along, counted, left};
pub(crate) use outcome::outcome;
pub use result::{CardScore, IcpScore, IcpStatus, ReasonCode};
pub(crate) use score::{check, evaluate, evaluate_own, treated_tier};
pub use scratch::Scratch;
pub(crate) use total::{exact, percent, published, round_published};
