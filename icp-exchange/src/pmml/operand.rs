//! Parts that all expressions have: the field that one names, constants that it gives, and arithmetic as far as a formula goes.

use std::rc::Rc;

use super::fields::{Field, Fields};
use super::piece::{Kind, Piece, Val};
use crate::cond::Cond;
use crate::op::Const;
use crate::told::Told;
use crate::xml::Element;

/// The field that an expression names.
pub(super) fn field(at: &Element, fields: &mut Fields<'_>, told: &mut Told) -> Option<Rc<Field>> {
    match at.get("field") {
        Some(name) => fields.get(name, at, told),
        None => told.refuse(at, "pmml.field", "no `field`".to_owned(), "name the field"),
    }
}

/// A constant that an attribute of an element gives.
pub(super) fn output(at: &Element, key: &str, kind: Kind, told: &mut Told) -> Option<Option<Val>> {
    let Some(text) = at.get(key) else { return Some(None) };
    match kind.constant(text) {
        Some(value) => Some(Some(Val::Const(value))),
        None => {
            let message = format!("`{key}` of `{text}` is no {}", kind.word());
            told.refuse(at, "pmml.value", message, "write a value of the type of the derived field")
        }
    }
}

/// Those that can be.
pub(super) fn kept(pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.into_iter().filter(|piece| piece.when != Cond::False).collect()
}

/// A number, or a formula with attributes in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Text(String),
}

impl Operand {
    fn text(&self) -> String {
        match self {
            Self::Number(number) if *number < 0.0 => format!("(-{})", -number),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    pub(super) fn value(self) -> Val {
        match self {
            Self::Number(number) => Val::Const(Const::Number(number)),
            Self::Text(formula) => Val::Formula(formula),
        }
    }
}

pub(super) fn operand(value: &Val, fields: &mut Fields<'_>) -> Option<Operand> {
    match value {
        Val::Const(Const::Number(number)) => Some(Operand::Number(*number)),
        Val::Input(at) => Some(Operand::Text(fields.operand(*at))),
        Val::Formula(formula) => Some(Operand::Text(format!("({formula})"))),
        Val::Const(Const::Text(_) | Const::Bool(_) | Const::Date(_)) | Val::Missing | Val::Invalid => None,
    }
}

pub(super) fn combine(function: &str, a: &Operand, b: &Operand) -> Operand {
    if let (Operand::Number(a), Operand::Number(b)) = (a, b) {
        return Operand::Number(match function {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            _ => a / b,
        });
    }
    Operand::Text(format!("{} {function} {}", a.text(), b.text()))
}
