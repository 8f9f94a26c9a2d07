//! Expressions of derived fields and of complex partial scores, as pieces: constants and formulas under conditions. What
//! needs more arithmetic than a model has is refused.

use super::expression_map::{map_values, norm};
use super::fields::{Field, Fields};
use super::operand::{Operand, combine, field, kept, operand, output};
use super::piece::{Kind, MOST, Piece, Truths, Val, number};
use super::predicate::compare;
use super::values::bounds;
use crate::cond::Cond;
use crate::op::{Const, Op};
use crate::told::Told;
use crate::xml::Element;

/// Under which conditions an expression has which value; constants are of the kind that is wanted.
pub(super) fn pieces(
    at: &Element,
    kind: Option<Kind>,
    fields: &mut Fields<'_>,
    told: &mut Told,
) -> Option<Vec<Piece>> {
    match &*at.name {
        "Constant" => Some(vec![Piece::new(Cond::True, constant(at, kind, told)?)]),
        "FieldRef" => {
            let field = field(at, fields, told)?;
            if kind.is_some_and(|kind| kind != field.kind) {
                let message =
                    format!("a {} is taken from a {}", kind.map_or("value", Kind::word), field.kind.word());
                return told.refuse(at, "pmml.type", message, "give both fields the same type");
            }
            let instead = output(at, "mapMissingTo", kind.unwrap_or(field.kind), told)?;
            Some(mapped(field.pieces.clone(), instead.as_ref()))
        }
        "NormDiscrete" => {
            let field = field(at, fields, told)?;
            let truths = compare(&field, "equal", at.get("value").unwrap_or_default(), at, told)?;
            let missing = output(at, "mapMissingTo", Kind::Number, told)?.unwrap_or(Val::Missing);
            let is = |number| Val::Const(Const::Number(number));
            Some(vec![
                Piece::new(truths.yes, is(1.0)),
                Piece::new(truths.no, is(0.0)),
                Piece::new(truths.unknown, missing),
                Piece::new(truths.invalid, Val::Invalid),
            ])
        }
        "Discretize" => discretize(at, kind.unwrap_or(Kind::Text), fields, told),
        "MapValues" => map_values(at, kind.unwrap_or(Kind::Text), fields, told),
        "NormContinuous" => norm(at, fields, told),
        "Apply" => apply(at, kind, fields, told),
        name => {
            let message = format!("`{name}` is not taken as an expression");
            let help = "FieldRef, Constant, Discretize, MapValues, NormDiscrete, NormContinuous and Apply are: derive the field before the card is scored";
            told.refuse(at, "pmml.expression", message, help)
        }
    }
}

fn constant(at: &Element, kind: Option<Kind>, told: &mut Told) -> Option<Val> {
    if at.get("missing") == Some("true") {
        return Some(Val::Missing);
    }
    let guessed = match at.get("dataType") {
        Some("string") => Kind::Text,
        Some("boolean") => Kind::Bool,
        Some("date") => Kind::Date,
        Some(_) => Kind::Number,
        None if number(&at.text).is_some() => Kind::Number,
        None => Kind::Text,
    };
    match kind.unwrap_or(guessed).constant(&at.text) {
        Some(value) => Some(Val::Const(value)),
        None => {
            let message = format!("constant `{}` is no {}", at.text.trim(), kind.unwrap_or(guessed).word());
            told.refuse(at, "pmml.value", message, "write a constant of the type that is wanted")
        }
    }
}

/// The same pieces with another value for what is missing.
pub(super) fn mapped(mut pieces: Vec<Piece>, instead: Option<&Val>) -> Vec<Piece> {
    for piece in &mut pieces {
        if let (Val::Missing, Some(instead)) = (&piece.value, instead) {
            piece.value = instead.clone();
        }
    }
    pieces
}

fn discretize(at: &Element, kind: Kind, fields: &mut Fields<'_>, told: &mut Told) -> Option<Vec<Piece>> {
    let field = field(at, fields, told)?;
    let missing = output(at, "mapMissingTo", kind, told)?.unwrap_or(Val::Missing);
    let otherwise = output(at, "defaultValue", kind, told)?.unwrap_or(Val::Missing);
    let mut made = Vec::new();
    let mut before = Cond::False;
    for bin in at.all("DiscretizeBin") {
        let value = output(bin, "binValue", kind, told)?.unwrap_or(Val::Missing);
        let Some(interval) = bin.child("Interval") else {
            return told.refuse(
                bin,
                "pmml.interval",
                "no `Interval`".to_owned(),
                "give the interval of the bin",
            );
        };
        let tests = bounds(interval, told)?;
        let each: Vec<Truths> = tests.iter().map(|op| Truths::of(&field.pieces, op)).collect();
        let known = Truths::missing(&field.pieces).no;
        let inside = Cond::all(each.into_iter().map(|truths| truths.yes).chain([known]));
        made.push(Piece::new(Cond::all([before.negated(), inside.clone()]), value));
        before = Cond::any([before, inside]);
        if before.size() > MOST || made.len() > MOST {
            return told.refuse(
                at,
                "limit.pieces",
                format!("more than {MOST} cases"),
                "derive it from fewer bins",
            );
        }
    }
    let truths = Truths::missing(&field.pieces);
    made.push(Piece::new(Cond::all([truths.no, before.negated()]), otherwise));
    made.push(Piece::new(truths.yes, missing));
    made.push(Piece::new(truths.invalid, Val::Invalid));
    Some(kept(made))
}

fn apply(at: &Element, kind: Option<Kind>, fields: &mut Fields<'_>, told: &mut Told) -> Option<Vec<Piece>> {
    let function = at.get("function").unwrap_or_default();
    let parts: Vec<&Element> = at.parts().collect();
    let wanted = kind.unwrap_or(Kind::Number);
    let instead = output(at, "mapMissingTo", wanted, told)?;
    let otherwise = output(at, "defaultValue", wanted, told)?;
    let made = match (function, parts.as_slice()) {
        ("+" | "-" | "*" | "/" | "min" | "max", [first, rest @ ..]) if !rest.is_empty() => {
            let mut made = pieces(first, Some(Kind::Number), fields, told)?;
            for next in rest {
                let right = pieces(next, Some(Kind::Number), fields, told)?;
                made = both(at, function, &made, &right, instead.as_ref(), fields, told)?;
            }
            made
        }
        ("abs", [one]) => {
            let made = pieces(one, Some(Kind::Number), fields, told)?;
            let zero = [Piece::new(Cond::True, Val::Const(Const::Number(0.0)))];
            let turned = both(at, "-", &zero, &made, None, fields, told)?;
            both(at, "max", &made, &turned, instead.as_ref(), fields, told)?
        }
        ("if", [test, rest @ ..]) if matches!(rest.len(), 1 | 2) => {
            let truths = truths(test, fields, told)?;
            let mut made = Vec::new();
            for (when, part) in [(&truths.yes, rest.first()), (&truths.no, rest.get(1))] {
                match part {
                    Some(part) => made.extend(under(when, pieces(part, kind, fields, told)?)),
                    None => made.push(Piece::new(when.clone(), Val::Missing)),
                }
            }
            made.push(Piece::new(truths.unknown, Val::Missing));
            made.push(Piece::new(truths.invalid, Val::Invalid));
            made
        }
        _ if kind == Some(Kind::Bool) => {
            let truths = truths(at, fields, told)?;
            let is = |truth| Val::Const(Const::Bool(truth));
            vec![
                Piece::new(truths.yes, is(true)),
                Piece::new(truths.no, is(false)),
                Piece::new(truths.unknown, Val::Missing),
                Piece::new(truths.invalid, Val::Invalid),
            ]
        }
        _ => {
            let message = format!("function `{function}` of {} values", parts.len());
            let help =
                "+, -, *, /, min, max, abs and if are taken: derive the field before the card is scored";
            return told.refuse(at, "pmml.function", message, help);
        }
    };
    let made = kept(mapped(made, otherwise.as_ref()));
    if made.len() > MOST || made.iter().map(|piece| piece.when.size()).sum::<usize>() > 20 * MOST {
        return told.refuse(
            at,
            "limit.pieces",
            format!("more than {MOST} cases"),
            "write it with fewer choices",
        );
    }
    Some(made)
}

fn under(when: &Cond, pieces: Vec<Piece>) -> impl Iterator<Item = Piece> {
    pieces.into_iter().map(move |piece| Piece::new(Cond::all([when.clone(), piece.when]), piece.value))
}

/// A function of two numbers, for all cases of both.
pub(super) fn both(
    at: &Element,
    function: &str,
    left: &[Piece],
    right: &[Piece],
    instead: Option<&Val>,
    fields: &mut Fields<'_>,
    told: &mut Told,
) -> Option<Vec<Piece>> {
    if left.len().saturating_mul(right.len()) > MOST {
        return told.refuse(
            at,
            "limit.pieces",
            format!("more than {MOST} cases"),
            "write it with fewer choices",
        );
    }
    let mut made = Vec::new();
    for (one, other) in left.iter().flat_map(|one| right.iter().map(move |other| (one, other))) {
        let when = Cond::all([one.when.clone(), other.when.clone()]);
        if when == Cond::False {
            continue;
        }
        if one.value == Val::Invalid || other.value == Val::Invalid {
            made.push(Piece::new(when, Val::Invalid));
            continue;
        }
        let (Some(a), Some(b)) = (operand(&one.value, fields), operand(&other.value, fields)) else {
            made.push(Piece::new(when, instead.cloned().unwrap_or(Val::Missing)));
            continue;
        };
        if let "min" | "max" = function {
            let difference = combine("-", &a, &b);
            let (at_least, less) = match difference {
                Operand::Number(number) if number >= 0.0 => (Cond::True, Cond::False),
                Operand::Number(_) => (Cond::False, Cond::True),
                Operand::Text(formula) => {
                    let place = fields.formula("difference", &formula);
                    let zero = Const::Number(0.0);
                    (Cond::Test(place, Op::AtLeast(zero.clone())), Cond::Test(place, Op::Less(zero)))
                }
            };
            let (first, second) = if function == "max" { (a, b) } else { (b, a) };
            made.push(Piece::new(Cond::all([when.clone(), at_least]), first.value()));
            made.push(Piece::new(Cond::all([when, less]), second.value()));
            continue;
        }
        if function == "/" && b == Operand::Number(0.0) {
            made.push(Piece::new(when, Val::Invalid));
            continue;
        }
        made.push(Piece::new(when, combine(function, &a, &b).value()));
    }
    let made = kept(made);
    if made.iter().any(|piece| matches!(&piece.value, Val::Formula(formula) if formula.len() > 2_000)) {
        let message = "a formula of more than 2000 characters".to_owned();
        return told.refuse(at, "limit.formula", message, "derive the field before the card is scored");
    }
    Some(made)
}

/// An expression that is true or false.
fn truths(at: &Element, fields: &mut Fields<'_>, told: &mut Told) -> Option<Truths> {
    let parts: Vec<&Element> = at.parts().collect();
    let function = at.get("function").unwrap_or_default();
    match (&*at.name, function, parts.as_slice()) {
        ("Apply", "and" | "or", [_, ..]) => {
            let mut all = Vec::new();
            for part in &parts {
                all.push(truths(part, fields, told)?);
            }
            Some(if function == "and" { Truths::and(&all) } else { Truths::or(&all) })
        }
        ("Apply", "not", [one]) => truths(one, fields, told).map(Truths::negated),
        ("Apply", "isMissing" | "isNotMissing", [one]) if one.name == "FieldRef" => {
            let missing = Truths::missing(&field(one, fields, told)?.pieces);
            Some(if function == "isMissing" { missing } else { missing.negated() })
        }
        ("Apply", "isIn" | "isNotIn", [one, list @ ..]) if one.name == "FieldRef" && !list.is_empty() => {
            let field = field(one, fields, told)?;
            let list: Option<Vec<Const>> = list.iter().map(|part| field.kind.constant(&part.text)).collect();
            let Some(list) = list else {
                return told.refuse(
                    at,
                    "pmml.value",
                    "a value of another type".to_owned(),
                    "write constants of the field's type",
                );
            };
            let op = if function == "isIn" { Op::In(list) } else { Op::NotIn(list) };
            Some(Truths::of(&field.pieces, &op))
        }
        (
            "Apply",
            "equal" | "notEqual" | "lessThan" | "lessOrEqual" | "greaterThan" | "greaterOrEqual",
            [left, right],
        ) => {
            if left.name == "FieldRef" && right.name == "Constant" {
                let field = field(left, fields, told)?;
                return compare(&field, function, &right.text, at, told);
            }
            let left = pieces(left, Some(Kind::Number), fields, told)?;
            let right = pieces(right, Some(Kind::Number), fields, told)?;
            let mut pieces = both(at, "-", &left, &right, None, fields, told)?;
            for piece in &mut pieces {
                if let Val::Formula(formula) = &piece.value {
                    piece.value = Val::Input(fields.formula("difference", formula));
                }
            }
            let field = Field { kind: Kind::Number, order: None, pieces };
            compare(&field, function, "0", at, told)
        }
        ("FieldRef", ..) => {
            let field = field(at, fields, told)?;
            compare(&field, "equal", "true", at, told)
        }
        _ => {
            let message = format!("`{}` {function} is no test", at.name);
            let help = "comparisons, and, or, not, isIn, isNotIn, isMissing and isNotMissing are taken";
            told.refuse(at, "pmml.function", message, help)
        }
    }
}
