//! The Rust side that the packages for JavaScript share, whichever way they reach it.
//!
//! JavaScript writes an account into a *frame* of bytes, since crossing over once with bytes is cheaper than once a
//! value. Scoring gives back a few numbers; everything in words is made from the same frame when it is asked for, so
//! that JavaScript holds no handle but the model's. What the numbers stand for is told once, when a model is opened.

mod about;
mod account_frame;
mod assessed;
mod changed;
mod edited;
mod json;
mod packed;
mod session;
#[cfg(feature = "studio")]
pub mod studio;

pub use changed::{ChangesWords, words_of_changes};
pub use session::{
    Call, NUMBERS, Scorer, Session, Source, Words, account, date, foreign, json, refusal, words,
};
