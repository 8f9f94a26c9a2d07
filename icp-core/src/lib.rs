#![doc = include_str!("../README.md")]
// The programs of the repository's README and of its guide run too; they are not part of the package.
#![cfg_attr(all(doctest, feature = "yaml"), doc = include_str!("../../README.md"))]
#![cfg_attr(all(doctest, feature = "yaml"), doc = include_str!("../../docs/rust.md"))]
// docs.rs builds with a nightly compiler, which shows the feature that an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

#[macro_use]
mod fetched;

pub mod account;
mod analyze;
#[cfg(feature = "arrow")]
pub mod arrow;
mod assess;
pub mod assessment;
mod audit;
pub mod batch;
pub mod changes;
pub mod column;
mod compile;
#[cfg(feature = "deferred")]
pub mod deferred;
mod describe;
pub mod document;
mod draft;
mod edit;
mod engine;
pub mod error;
mod eval;
mod explain;
pub mod findings;
pub mod init;
pub mod intake;
pub mod model;
mod page;
mod parse;
mod plan;
pub mod questions;
mod reading;
mod sort;
mod source;
pub mod survey;
mod validate;
pub mod value;
mod wire;
mod write;

pub use account::{Account, AccountValue, OnInvalid, Record};
pub use assess::AssessmentData;
pub use draft::Limits;
pub use engine::{Assessment, Model, Options, RecordKey, Source};
pub use error::{AccountError, BatchError, ModelError, Problem};
pub use eval::{IcpStatus, Scratch};
pub use value::Date;
