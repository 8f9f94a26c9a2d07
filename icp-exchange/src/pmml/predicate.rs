//! Predicates, with the three truths that PMML gives them. `card` asks them of attributes.

use super::fields::Fields;
use super::piece::{Kind, Truths};
use crate::cond::Cond;
use crate::op::{Const, Op};
use crate::told::Told;
use crate::xml::Element;

/// Parts of a predicate at most.
const MOST: usize = 2_000;

/// Values of an array at most.
const VALUES: usize = 10_000;

/// The names of predicates.
pub(super) const PREDICATES: &[&str] =
    &["True", "False", "SimplePredicate", "SimpleSetPredicate", "CompoundPredicate"];

/// When it is true, and when it looks at a value that is not allowed. In `and` and `or` only true parts make it true, so what
/// is unknown need not be worked out.
pub(super) fn holds(at: &Element, fields: &mut Fields<'_>, told: &mut Told) -> Option<(Cond, Cond)> {
    let operator = at.get("booleanOperator").unwrap_or_default();
    if at.name == "CompoundPredicate"
        && matches!(operator, "and" | "or")
        && (1..=MOST).contains(&at.children.len())
    {
        let before = told.refusals.len();
        let parts: Vec<Option<(Cond, Cond)>> = at.parts().map(|part| holds(part, fields, told)).collect();
        if told.refusals.len() > before {
            return None;
        }
        let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        if !parts.is_empty() && parts.iter().all(|(_, invalid)| *invalid == Cond::False) {
            let yes = parts.into_iter().map(|(yes, _)| yes);
            return Some((if operator == "and" { Cond::all(yes) } else { Cond::any(yes) }, Cond::False));
        }
    }
    truths(at, fields, told).map(|truths| (truths.yes, truths.invalid))
}

/// When it is true, false and unknown.
pub(super) fn truths(at: &Element, fields: &mut Fields<'_>, told: &mut Told) -> Option<Truths> {
    let truths = match &*at.name {
        "True" => Truths::constant(true),
        "False" => Truths::constant(false),
        "SimplePredicate" => simple(at, fields, told)?,
        "SimpleSetPredicate" => of_set(at, fields, told)?,
        "CompoundPredicate" => compound(at, fields, told)?,
        name => {
            let message = format!("`{name}` is no predicate");
            return told.refuse(at, "pmml.predicate", message, "write one of the predicates of PMML 4.4");
        }
    };
    if truths.size() > MOST {
        let message = "the predicate is too large as a condition that never is unknown".to_owned();
        return told.refuse(
            at,
            "limit.predicate",
            message,
            "write `xor` and `surrogate` over fewer predicates",
        );
    }
    Some(truths)
}

fn field<'e>(at: &'e Element, told: &mut Told) -> Option<&'e str> {
    match at.get("field") {
        Some(name) => Some(name),
        None => told.refuse(at, "pmml.field", "no `field`".to_owned(), "name the field that is tested"),
    }
}

fn simple(at: &Element, fields: &mut Fields<'_>, told: &mut Told) -> Option<Truths> {
    let name = field(at, told)?;
    let operator = at.get("operator").unwrap_or_default();
    let field = fields.get(name, at, told)?;
    if matches!(operator, "isMissing" | "isNotMissing") {
        let missing = Truths::missing(&field.pieces);
        return Some(if operator == "isMissing" { missing } else { missing.negated() });
    }
    let Some(value) = at.get("value") else {
        let message = format!("no `value` for `{operator}`");
        return told.refuse(
            at,
            "pmml.predicate",
            message,
            "give the value to compare with, or use `isMissing`",
        );
    };
    compare(&field, operator, value, at, told)
}

/// A field compared with a constant.
pub(super) fn compare(
    field: &super::fields::Field,
    operator: &str,
    value: &str,
    at: &Element,
    told: &mut Told,
) -> Option<Truths> {
    let Some(value) = field.kind.constant(value) else {
        let message = format!("`{value}` is no {}", field.kind.word());
        return told.refuse(
            at,
            "pmml.value",
            message,
            "write a value of the field's type; days as YYYY-MM-DD",
        );
    };
    let op = match operator {
        "equal" => Op::In(vec![value]),
        "notEqual" => Op::NotIn(vec![value]),
        "lessThan" | "lessOrEqual" | "greaterThan" | "greaterOrEqual" => {
            ordered(field, operator, value, at, told)?
        }
        _ => {
            let message = format!("unknown operator `{operator}`");
            return told.refuse(
                at,
                "pmml.operator",
                message,
                "write an operator of PMML 4.4, such as `lessThan`",
            );
        }
    };
    Some(Truths::of(&field.pieces, &op))
}

fn ordered(
    field: &super::fields::Field,
    operator: &str,
    value: Const,
    at: &Element,
    told: &mut Told,
) -> Option<Op> {
    let (less, with) = match operator {
        "lessThan" => (true, false),
        "lessOrEqual" => (true, true),
        "greaterThan" => (false, false),
        _ => (false, true),
    };
    if field.kind == Kind::Number || field.kind == Kind::Date {
        return Some(match (less, with) {
            (true, false) => Op::Less(value),
            (true, true) => Op::AtMost(value),
            (false, false) => Op::More(value),
            (false, true) => Op::AtLeast(value),
        });
    }
    let Some(order) = &field.order else {
        let message = format!("`{operator}` on a {} without an order", field.kind.word());
        let help = "declare the field `ordinal` with its values in order, or list the values in a `SimpleSetPredicate`";
        return told.refuse(at, "pmml.operator", message, help);
    };
    let Some(place) = order.iter().position(|one| *one == value) else {
        let message = "a value that is none of the field's".to_owned();
        return told.refuse(at, "pmml.value", message, "write one of the values of its `DataField`");
    };
    let chosen = order.iter().enumerate().filter(|(index, _)| {
        let side = if less { *index < place } else { *index > place };
        side || (with && *index == place)
    });
    Some(Op::In(chosen.map(|(_, value)| value.clone()).collect()))
}

fn of_set(at: &Element, fields: &mut Fields<'_>, told: &mut Told) -> Option<Truths> {
    let name = field(at, told)?;
    let field = fields.get(name, at, told)?;
    let Some(array) = at.child("Array") else {
        return told.refuse(at, "pmml.array", "no `Array`".to_owned(), "list the values in an `Array`");
    };
    let mut list = Vec::new();
    let texts = items(array);
    if texts.len() > VALUES {
        let message = format!("more than {VALUES} values");
        return told.refuse(
            array,
            "limit.values",
            message,
            "name the rarer side of the values, or group them",
        );
    }
    for text in texts {
        match field.kind.constant(&text) {
            Some(value) => list.push(value),
            None => {
                let message = format!("`{text}` is no {}", field.kind.word());
                return told.refuse(array, "pmml.value", message, "write values of the field's type");
            }
        }
    }
    let op = match at.get("booleanOperator") {
        Some("isIn") => Op::In(list),
        Some("isNotIn") => Op::NotIn(list),
        other => {
            let message = format!("unknown operator `{}`", other.unwrap_or_default());
            return told.refuse(at, "pmml.operator", message, "write `isIn` or `isNotIn`");
        }
    };
    Some(Truths::of(&field.pieces, &op))
}

/// The values of an array: separated by blanks, in quotes if they have some.
pub(super) fn items(array: &Element) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = String::new();
    let (mut quoted, mut any, mut escaped) = (false, false, false);
    for c in array.text.chars() {
        match c {
            _ if escaped => {
                if c != '"' && c != '\\' {
                    item.push('\\');
                }
                item.push(c);
                escaped = false;
            }
            '\\' if quoted => escaped = true,
            '"' => {
                quoted = !quoted;
                any = true;
            }
            c if c.is_whitespace() && !quoted => {
                if any || !item.is_empty() {
                    items.push(std::mem::take(&mut item));
                }
                any = false;
            }
            c => item.push(c),
        }
    }
    if any || !item.is_empty() {
        items.push(item);
    }
    items
}

fn compound(at: &Element, fields: &mut Fields<'_>, told: &mut Told) -> Option<Truths> {
    let mut parts = Vec::new();
    if at.children.len() > MOST {
        let message = format!("more than {MOST} predicates in one");
        return told.refuse(at, "limit.predicate", message, "list values in a `SimpleSetPredicate`");
    }
    for part in at.parts() {
        parts.push(truths(part, fields, told));
    }
    let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
    let Some((first, rest)) = parts.split_first() else {
        return told.refuse(at, "pmml.predicate", "no predicate in it".to_owned(), "write two or more");
    };
    Some(match at.get("booleanOperator") {
        Some("and") => Truths::and(&parts),
        Some("or") => Truths::or(&parts),
        Some("xor") => {
            let mut all = first.clone();
            for next in rest {
                all = all.xor(next);
                if all.size() > MOST {
                    return Some(all);
                }
            }
            all
        }
        Some("surrogate") => rest
            .iter()
            .rfold(None, |later: Option<Truths>, one| match later {
                Some(later) => Some(one.else_by(&later)),
                None => Some(one.clone()),
            })
            .map_or_else(|| first.clone(), |later| first.else_by(&later)),
        other => {
            let message = format!("unknown operator `{}`", other.unwrap_or_default());
            return told.refuse(at, "pmml.operator", message, "write `and`, `or`, `xor` or `surrogate`");
        }
    })
}
