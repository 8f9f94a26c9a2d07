#![doc = include_str!("../README.md")]
// The example of the repository's README runs too; it is in YAML, and not part of the package.
#![cfg_attr(all(doctest, feature = "yaml"), doc = include_str!("../../README.md"))]
#![forbid(unsafe_code)]

mod account;
mod analyze;
#[cfg(feature = "arrow")]
mod arrow;
mod assess;
mod batch;
mod column;
mod compile;
#[cfg(feature = "deferred")]
pub mod deferred;
pub mod draft;
mod engine;
mod error;
mod eval;
mod explain;
mod intake;
pub mod model;
mod parse;
mod plan;
mod questions;
#[doc(hidden)]
pub mod read;
mod sort;
mod source;
mod validate;
mod value;
mod wire;
#[doc(hidden)]
pub mod write;

pub use account::{Account, AccountLimit, AccountValue, Event, Field, Issue, OnInvalid, Record};
pub use analyze::{Finding, FindingKind, ScoreRange, ScorecardKind, Severity};
#[cfg(feature = "arrow")]
pub use arrow::{ArrowOptions, BatchScorer, ScoreReader, arrow_value};
pub use assess::{
    Adjustment, AssessmentData, CardAssessment, CardNote, CriterionAssessment, DerivedNote, DimensionNote,
    ExclusionNote, IcpAssessment, IssueNote, ModelNote, Reason, ScaleNote, Signal, Tally, TierNote, Verdicts,
};
pub use batch::{AsOf, BatchOptions, CriterionColumns, IcpColumns, MissingColumns, PerCriterion, Scores};
pub use column::{Bits, Codes, Column, Columns, Offsets, Text, TimeUnit, Values, Views};
pub use draft::Limits;
pub use engine::{Assessment, AttributeInfo, Model, Options};
pub use error::{AccountError, BatchError, BatchProblem, Code, Host, ModelError, Problem};
pub use eval::{
    AdjustmentKind, CardScore, CriterionStatus, IcpScore, IcpStatus, RankKey, ReasonCode, Scratch,
};
pub use intake::{Example, Intake, InvalidValues, Notice, NoticeKind};
pub use questions::{Changes, IcpOutlook, Matters, Question, Questions, Share};
pub use source::{Path, Position, Step};
pub use value::{
    AttributeType, Date, Layer, Micro, NumberIssue, Span, SpanUnit, Truth, float_text, fold, is_blank,
    parse_number,
};
pub use write::SCHEMA;
