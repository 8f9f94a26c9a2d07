//! A valid model as typed data: what the checked document says, with names resolved to indexes.
//!
//! For tools that show or compare models: [`Model::definition`](crate::Model::definition) gives one, and
//! [`AttributeInfo`] what a form needs. Scoring needs none of it. Enums are `#[non_exhaustive]`: operators and rules are added.
//!
//! ```
#![doc = include_str!("../sample.txt")]
//! let criteria = model.definition().icps[0].fit.criteria.iter();
//! let weights: Vec<_> = criteria.map(|criterion| (criterion.label(), criterion.weight.to_f64())).collect();
//! assert_eq!(weights, [("Size", 3.0), ("home", 1.0)]);
//! ```

// INVARIANT: every index is in range and every rule of the format holds; only `validate` makes a `Definition`.

mod attribute;
mod condition;
mod criterion;
mod criterion_info;
mod default_words;
mod edits;
mod events;
mod info;
mod label;
mod list_item;
mod named;
mod operator;
mod per_match;
mod profile;
mod result;
mod rounded;
mod scorecard;
mod source;
mod uses;
mod written;

pub use attribute::{Arithmetic, Attribute, Formula};
pub use condition::{Comparison, Condition, NamedCondition, Test};
pub use criterion::{Band, Criterion, IfUnknown, Rule, RuleKind, SharedCriterion, Unit};
pub use criterion_info::CriterionInfo;
pub(crate) use default_words::{names_all_others, names_nothing};
pub use edits::Edits;
pub use events::{DecayEvent, EventCount, EventNames, Fading, Happened, OncePer};
pub use info::AttributeInfo;
pub use label::{Label, LabelEntry};
pub use list_item::ListItem;
pub(crate) use operator::{
    DateForm, DateOperand, NumberForm, NumberOperand, SetForm, SetOperand, TextForm, TextOperand,
};
pub use operator::{DateTest, Items, NumberTest, SetTest, TextTest};
pub(crate) use per_match::sums;
pub use per_match::{Combine, Find, MatchItem, PerMatch};
pub use profile::{Definition, Exclusion, HeldUnknown, Icp, NamedList, Priority, Select, Status};
pub use result::{ResultStatus, ResultTest};
pub(crate) use rounded::{Rounded, RoundedNumbers};
pub use scorecard::{
    Dimension, Limit, ReasonCodes, ReasonSide, Requires, Scale, Scorecard, Stage, Tier, Verdict,
};
pub use source::SourceFile;
pub use uses::{Scaled, Use};
pub use written::{Blank, Placeholders, Range, Written, WrittenBool, WrittenDate, WrittenNumber};

/// The JSON Schema (draft 2020-12) of model documents, for editors.
///
/// It knows the shape of a document, not what names refer to: a model that it accepts may still be refused.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(icp_core::model::SCHEMA)?;
/// assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub const SCHEMA: &str = include_str!("../../schema/icp-1.schema.json");

/// The JSON Schema of source files, for editors. Its keys of attributes are those of [`SCHEMA`].
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(icp_core::model::SOURCE_SCHEMA)?;
/// assert_eq!(schema["properties"]["format"]["const"], "icp-source/1");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub const SOURCE_SCHEMA: &str = include_str!("../../schema/icp-source-1.schema.json");
