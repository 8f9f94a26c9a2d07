//! The one JSON shape of what the library says, in every language. All keys are always there.

mod assessment;
mod attribute;
mod finding;
mod notice;
mod problem;
mod questions;
