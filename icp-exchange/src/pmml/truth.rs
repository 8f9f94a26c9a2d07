//! Conditions of a model as conditions that are never unknown: when one is true, when false, when unknown. `write` makes
//! predicates of them.

use icp_core::model::{Condition, DateTest, NumberTest, Test, TextTest};

use super::piece::Truths;
use crate::cond::Cond;
use crate::error::Refusal;
use crate::op::{Const, Op};

/// Places of a model that PMML cannot say.
#[derive(Default)]
pub(super) struct Refused(pub(super) Vec<Refusal>);

impl Refused {
    pub(super) fn add(&mut self, path: String, message: String, help: &str) {
        if self.0.len() < 100 {
            self.0.push(Refusal { code: "pmml.unsaid", line: 0, path, message, help: Some(help.to_owned()) });
        }
    }
}

/// When a condition is true, false and unknown.
pub(super) fn truths(condition: &Condition, at: &str, refused: &mut Refused) -> Truths {
    let mut each =
        |parts: &[Condition]| -> Vec<Truths> { parts.iter().map(|part| truths(part, at, refused)).collect() };
    match condition {
        Condition::All(parts) => Truths::and(&each(parts)),
        Condition::Any(parts) => Truths::or(&each(parts)),
        Condition::Not(part) => truths(part, at, refused).negated(),
        Condition::Named { condition, .. } => truths(condition, at, refused),
        Condition::Test { attribute, test } => match leaf(*attribute, test) {
            Some(truths) => truths,
            None => {
                let help = "numbers compared, values that are or are not in a list, days before and after, and `known` can be said";
                refused.add(at.to_owned(), "a test that PMML does not have".to_owned(), help);
                Truths::constant(false)
            }
        },
        _ => {
            refused.add(
                at.to_owned(),
                "a condition that PMML does not have".to_owned(),
                "write it with `all`, `any` and `not`",
            );
            Truths::constant(false)
        }
    }
}

fn leaf(at: usize, test: &Test) -> Option<Truths> {
    let numbers = |list: &[f64]| list.iter().map(|number| Const::Number(*number)).collect::<Vec<_>>();
    let texts = |list: &[Box<str>]| list.iter().map(|text| Const::Text(text.to_string())).collect::<Vec<_>>();
    let day = |date: &icp_core::Date| Const::Date(date.to_string());
    let number = Const::Number;
    let ops = match test {
        Test::Known(known) => {
            let known = if *known { Truths::constant(true) } else { Truths::constant(false) };
            let is = known.yes == Cond::True;
            let (yes, no) =
                if is { (Cond::Known(at), Cond::Missing(at)) } else { (Cond::Missing(at), Cond::Known(at)) };
            return Some(Truths { yes, no, ..known });
        }
        Test::Bool(truth) => vec![Op::In(vec![Const::Bool(*truth)])],
        Test::Number(test) => match test {
            NumberTest::Is(one) => vec![Op::In(vec![number(*one)])],
            NumberTest::IsNot(one) => vec![Op::NotIn(vec![number(*one)])],
            NumberTest::In(list) => vec![Op::In(numbers(&list.items))],
            NumberTest::NotIn(list) => vec![Op::NotIn(numbers(&list.items))],
            NumberTest::Gt(bound) => vec![Op::More(number(*bound))],
            NumberTest::Gte(bound) => vec![Op::AtLeast(number(*bound))],
            NumberTest::Lt(bound) => vec![Op::Less(number(*bound))],
            NumberTest::Lte(bound) => vec![Op::AtMost(number(*bound))],
            NumberTest::Between(low, high) => vec![Op::AtLeast(number(*low)), Op::AtMost(number(*high))],
            _ => return None,
        },
        Test::Text(test) => match test {
            TextTest::Is(text) => vec![Op::In(vec![Const::Text(text.to_string())])],
            TextTest::IsNot(text) => vec![Op::NotIn(vec![Const::Text(text.to_string())])],
            TextTest::In(list) => vec![Op::In(texts(&list.items))],
            TextTest::NotIn(list) => vec![Op::NotIn(texts(&list.items))],
            _ => return None,
        },
        Test::Date(test) => match test {
            DateTest::Is(date) => vec![Op::In(vec![day(date)])],
            DateTest::Before(date) => vec![Op::Less(day(date))],
            DateTest::After(date) => vec![Op::More(day(date))],
            DateTest::Between(low, high) => vec![Op::AtLeast(day(low)), Op::AtMost(day(high))],
            _ => return None,
        },
        _ => return None,
    };
    Some(of(at, &ops))
}

/// The tests of a value, all of which must pass.
pub(super) fn of(at: usize, ops: &[Op]) -> Truths {
    Truths {
        yes: Cond::all(ops.iter().map(|op| Cond::Test(at, op.clone()))),
        no: Cond::any(ops.iter().map(|op| Cond::Test(at, op.negated()))),
        unknown: Cond::Missing(at),
        invalid: Cond::False,
    }
}
