//! Ideal customer profiles as a model: read, checked, compiled once, scored, explained.
#![forbid(unsafe_code)]

mod account;
mod assess;
mod compile;
pub mod draft;
mod engine;
mod error;
mod eval;
mod explain;
pub mod model;
mod parse;
mod plan;
#[doc(hidden)]
pub mod read;
mod source;
mod validate;
mod value;
mod wire;
#[doc(hidden)]
pub mod write;

pub use account::{Account, AccountValue, Event, Field, Issue, OnInvalid, Record};
pub use assess::{
    Adjustment, AdjustmentKind, Assessment, CardAssessment, CardNote, CriterionAssessment, CriterionStatus,
    DerivedNote, DimensionNote, ExclusionNote, IcpAssessment, IssueNote, ModelNote, Reason, ScaleNote,
    Signal, Tally, TierNote, Verdicts,
};
pub use draft::Limits;
pub use engine::{AttributeInfo, Model, Options};
pub use error::{AccountError, Code, ModelError, Problem};
pub use eval::{CardScore, IcpScore, IcpStatus, ReasonCode, Scratch};
pub use source::{Path, Position, Step};
pub use value::{
    AttributeType, Date, Layer, Micro, NumberIssue, Span, SpanUnit, Truth, fold, is_blank, parse_number,
};
pub use write::SCHEMA;
