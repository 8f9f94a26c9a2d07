//! The smallest sets of attributes that would have to change for an account to reach a goal, with the values that will do. The
//! engine calls it; every answer is by scoring, so it decides nothing about rules.

mod answer;
mod bounds;
mod candidate;
mod counts;
mod fraction;
mod gap;
mod goal;
mod items;
mod line;
mod named;
mod order;
mod page;
mod relations;
mod search;
mod solve;
mod state;
mod texts;
mod widen;
mod words;

pub use answer::{Change, ChangeSet, Changes, MOST_CHANGES, USUAL_CHANGES};
pub(crate) use answer::{ChangesInput, find};
pub use gap::Gap;
pub use goal::{Goal, Wanted};

#[cfg(test)]
mod tests;
