//! The one JSON shape of all answers, in every language. All keys are always there. The outermost room: it gives
//! values their keys, and makes none.

mod assessment;
mod attribute;
mod changes;
mod criterion_info;
mod finding;
mod notice;
mod pack;
mod problem;
mod questions;
mod text;
mod values;
mod whole;
