//! Conditions, and the tests of which they are made.

use std::sync::Arc;

use super::operator::{NumberOperand, SetOperand, TextOperand};
use super::{DateTest, EventNames, Happened, NumberTest, ResultTest, SetTest, TextTest};
use crate::value::AttributeType;

/// A test on attributes: true, false or unknown.
///
/// Attributes are indexes into [`Definition::attributes`](crate::model::Definition::attributes).
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::{Condition, NumberTest, Test};
/// // "when": {"employees": {"lt": 5}}
/// let Condition::Test { attribute, test } = &model.definition().exclusions[0].when else { panic!("one test") };
/// assert_eq!(&*model.definition().attributes[*attribute].name, "employees");
/// assert_eq!(*test, Test::Number(NumberTest::Lt(5.0)));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Condition {
    /// All must hold; also an object with several entries. Never empty.
    All(Vec<Condition>),
    /// One must hold. Never empty.
    Any(Vec<Condition>),
    /// It must not hold.
    Not(Box<Condition>),
    /// At least `n` of the conditions hold.
    AtLeast {
        /// How many: from 1 to the number of conditions.
        n: usize,
        /// The conditions.
        of: Vec<Condition>,
    },
    /// One test on one attribute.
    Test {
        /// The attribute, by index.
        attribute: usize,
        /// The test.
        test: Test,
    },
    /// A condition that the model has a name for.
    Named {
        /// Its name, without `$`.
        name: Box<str>,
        /// The condition itself, shared by all that use it.
        condition: Arc<Condition>,
    },
    /// Tests of the icp's own result. Only a label has them.
    Result(Box<ResultTest>),
}

/// A condition with a name, of [`Definition::conditions`](crate::model::Definition::conditions).
///
/// ```
/// use icp_core::model::{Condition, Definition, Rule};
/// let definition = Definition::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
///     "conditions": {"small": {"employees": {"lt": 20}}},
///     "icps": [{"id": "all", "fit": {"tiers": [{"id": "A"}], "criteria": [{"id": "size", "fit": "$small"}]}}]}"#)?;
/// let small = &definition.conditions[0];
/// let Rule::Fit { fit: Condition::Named { name, condition }, .. } = &definition.icps[0].fit.criteria[0].rule else { panic!("a name") };
/// assert_eq!((name, condition), (&small.name, &small.condition));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NamedCondition {
    /// Its name, without `$`.
    pub name: Box<str>,
    /// The condition.
    pub condition: Arc<Condition>,
}

/// One operator and its operand. The operators of numbers, dates, texts and sets are in tables of their own.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::{Condition, NumberTest, Test};
/// // "when": {"employees": {"lt": 5}}
/// let Condition::Test { test, .. } = &model.definition().exclusions[0].when else { panic!("one test") };
/// assert_eq!(*test, Test::Number(NumberTest::Lt(5.0)));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Test {
    /// `known`: never unknown.
    Known(bool),
    /// A test on a number.
    Number(NumberTest),
    /// `length` of a text, in Unicode scalar values.
    Length(NumberTest),
    /// `size` of a set.
    Size(NumberTest),
    /// A test on a date.
    Date(DateTest),
    /// A test on a text.
    Text(TextTest),
    /// `is` on a bool.
    Bool(bool),
    /// A test on a set.
    Set(SetTest),
    /// `happened` on events.
    Happened(Happened),
    /// Two attributes compared.
    Compare {
        /// How.
        comparison: Comparison,
        /// The other attribute, by index; of the same type.
        other: usize,
    },
}

impl Test {
    /// The operator that every type has.
    pub(crate) const KNOWN: &str = "known";
    /// Texts: a test on the number of characters.
    pub(crate) const LENGTH: &str = "length";
    /// Sets: a test on the number of items.
    pub(crate) const SIZE: &str = "size";
    /// Bools: the value itself.
    pub(crate) const IS: &str = "is";
    /// Events: a test on the sum of their counts.
    pub(crate) const HAPPENED: &str = "happened";

    /// The names of the operators that an attribute of a type has, in the order in which messages list them.
    ///
    /// ```
    /// use icp_core::model::Test;
    /// use icp_core::value::AttributeType;
    /// let names: Vec<_> = Test::operators(AttributeType::Events).collect();
    /// assert_eq!(names, ["known", "happened"]);
    /// ```
    pub fn operators(kind: AttributeType) -> impl Iterator<Item = &'static str> + Clone {
        let (own, measure): (&[&str], &[&str]) = match kind {
            AttributeType::Number => (NumberTest::NAMES, &[]),
            AttributeType::Text => (TextTest::NAMES, &[Self::LENGTH]),
            AttributeType::Bool => (&[Self::IS], &[]),
            AttributeType::Date => (DateTest::NAMES, &[]),
            AttributeType::Set => (SetTest::NAMES, &[Self::SIZE]),
            AttributeType::Events => (&[Self::HAPPENED], &[]),
        };
        [Self::KNOWN].into_iter().chain(own.iter().copied()).chain(measure.iter().copied())
    }

    /// Whether attributes of a type have an operator of this name.
    pub(crate) fn has_operator(kind: AttributeType, name: &str) -> bool {
        Self::operators(kind).any(|known| known == name)
    }

    /// The name of the list from which the constants of the operand were taken, if they were.
    pub(crate) fn list(&self) -> Option<&str> {
        match self {
            Self::Number(test) | Self::Length(test) | Self::Size(test) => match test.operand() {
                NumberOperand::List(items) => items.list.as_deref(),
                NumberOperand::One(_) | NumberOperand::Bounds(..) => None,
            },
            Self::Text(test) => match test.operand() {
                TextOperand::Values(items)
                | TextOperand::Phrases(items)
                | TextOperand::AtLeast(_, items)
                | TextOperand::Hosts(items) => items.list.as_deref(),
                TextOperand::Value(_) | TextOperand::Pattern(_) => None,
            },
            Self::Set(test) => match test.operand() {
                SetOperand::Items(items) | SetOperand::AtLeast(_, items) | SetOperand::Phrases(items) => {
                    items.list.as_deref()
                }
                SetOperand::Item(_) => None,
            },
            Self::Happened(test) => match &test.events {
                EventNames::AnyOf(names) => names.list.as_deref(),
                EventNames::One(_) | EventNames::Any => None,
            },
            Self::Known(_) | Self::Date(_) | Self::Bool(_) | Self::Compare { .. } => None,
        }
    }
}

/// How two attributes are compared.
///
/// Documents write it with the operators of a constant, and the name of an attribute in place of the constant.
///
/// ```
/// use icp_core::model::Comparison;
/// use icp_core::value::AttributeType;
/// assert_eq!(Comparison::Gt.name(AttributeType::Number), "gt");
/// assert_eq!(Comparison::Gt.name(AttributeType::Date), "after");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Comparison {
    /// Equal.
    Is,
    /// Not equal.
    IsNot,
    /// Greater (numbers), after (dates).
    Gt,
    /// Greater or equal (numbers).
    Gte,
    /// Less (numbers), before (dates).
    Lt,
    /// Less or equal (numbers).
    Lte,
}

impl Comparison {
    const ALL: [Self; 6] = [Self::Is, Self::IsNot, Self::Gt, Self::Gte, Self::Lt, Self::Lte];

    /// The name of its operator on attributes of a type.
    pub fn name(self, kind: AttributeType) -> &'static str {
        match (self, kind) {
            (Self::Is, _) => "is",
            (Self::IsNot, _) => "is_not",
            (Self::Gt, AttributeType::Date) => "after",
            (Self::Gt, _) => "gt",
            (Self::Gte, _) => "gte",
            (Self::Lt, AttributeType::Date) => "before",
            (Self::Lt, _) => "lt",
            (Self::Lte, _) => "lte",
        }
    }

    /// The comparison of an operator on attributes of a type, if it is one.
    pub(crate) fn named(operator: &str, kind: AttributeType) -> Option<Self> {
        Self::ALL.into_iter().find(|comparison| comparison.name(kind) == operator)
    }
}
