//! A valid model, typed: what a checked document says, with names resolved to indexes.
//!
//! INVARIANT: every index is in range and every rule of the format holds; only `validate` makes a
//! [`Definition`].

mod attribute;
mod condition;
mod criterion;
mod named;
mod operator;
mod profile;
mod scorecard;

pub use attribute::{Arithmetic, Attribute, Formula};
pub use condition::{Comparison, Condition, Happened, Test};
pub use criterion::{Band, Criterion, Fading, IfUnknown, Rule, RuleKind, SharedCriterion, Unit, Use};
pub(crate) use criterion::{names_all_others, names_nothing};
pub(crate) use operator::{
    DateForm, DateOperand, NumberForm, NumberOperand, SetForm, SetOperand, TextForm, TextOperand,
};
pub use operator::{DateTest, Items, NumberTest, SetTest, TextTest};
pub use profile::{Definition, Exclusion, HeldUnknown, Icp, ListItem, NamedList, Priority, Select, Status};
pub use scorecard::{Dimension, Requires, Scale, Scorecard, Stage, Tier, Verdict};
