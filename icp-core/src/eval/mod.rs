//! One account: bound to the model, located, scored.

mod bind;
mod bounds;
mod fading;
mod formula;
mod headline;
mod locate;
mod outcome;
mod score;
mod scratch;

pub(crate) use bind::{bind, read};
pub(crate) use fading::{counted, left};
pub(crate) use outcome::outcome;
pub use score::{CardScore, IcpScore, IcpStatus, ReasonCode};
pub(crate) use score::{evaluate, exact, percent, published, round_published};
pub use scratch::Scratch;
