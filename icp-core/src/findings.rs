//! Notes on a valid model for its author, and the scores that it can give at all.
//!
//! For an editor of models, or a check in CI: [`Model::findings`](crate::Model::findings) and
//! [`Model::score_ranges`](crate::Model::score_ranges) give them. They look at the model alone, never at an account; [`DataCheck`] looks at a model and accounts together.
//!
//! ```
#![doc = include_str!("sample.txt")]
//! use icp_core::findings::Severity;
//! let findings = model.findings(today);
//! assert!(findings.iter().all(|finding| finding.severity() < Severity::Warning), "nothing in it is without effect");
//! ```

pub use crate::analyze::{Finding, FindingKind, ScoreRange, ScorecardKind, Severity};
pub use crate::engine::DataCheck;
