//! A field of PMML as an account has it: pieces, each with the condition under which the field has that value. A plain
//! field has two, missing and as it came; replacements, outliers and derived fields add more.

use crate::cond::Cond;
use crate::op::{Const, Op};

/// Pieces of a field at most, so that derived fields of derived fields end.
pub(super) const MOST: usize = 2_000;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Val {
    Missing,
    /// The whole card has no score.
    Invalid,
    Const(Const),
    /// That of an attribute, known.
    Input(usize),
    /// A formula over attributes, all of them known.
    Formula(String),
}

/// A value, and when the field has it.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) when: Cond,
    pub(super) value: Val,
}

impl Piece {
    pub(super) fn new(when: Cond, value: Val) -> Self {
        Self { when, value }
    }
}

/// When a field has a value that leaves the whole card without a score.
pub(super) fn invalid(pieces: &[Piece]) -> Cond {
    let those = pieces.iter().filter(|piece| piece.value == Val::Invalid);
    Cond::any(those.map(|piece| piece.when.clone()))
}

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Text,
    Bool,
    Date,
}

impl Kind {
    /// Its type in a model.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Text => "text",
            Self::Bool => "bool",
            Self::Date => "date",
        }
    }

    /// A constant of it, as PMML writes one.
    pub(super) fn constant(self, text: &str) -> Option<Const> {
        match self {
            Self::Number => number(text).map(Const::Number),
            Self::Text => Some(Const::Text(text.to_owned())),
            Self::Bool => match text.trim() {
                "true" | "1" | "1.0" => Some(Const::Bool(true)),
                "false" | "0" | "0.0" => Some(Const::Bool(false)),
                _ => None,
            },
            Self::Date => {
                let day = text.trim();
                let shape: String = day.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
                (shape == "0000-00-00").then(|| Const::Date(day.to_owned()))
            }
        }
    }
}

/// A number as XML writes it, finite.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

/// When a test is true, false and unknown.
#[derive(Debug, Clone)]
pub(super) struct Truths {
    pub(super) yes: Cond,
    pub(super) no: Cond,
    pub(super) unknown: Cond,
    /// When a value is looked at that leaves the whole card without a score.
    pub(super) invalid: Cond,
}

impl Truths {
    pub(super) fn constant(truth: bool) -> Self {
        let (yes, no) = if truth { (Cond::True, Cond::False) } else { (Cond::False, Cond::True) };
        Self { yes, no, unknown: Cond::False, invalid: Cond::False }
    }

    /// The test of a field's value.
    pub(super) fn of(pieces: &[Piece], op: &Op) -> Self {
        let (mut yes, mut no, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        let invalid = invalid(pieces);
        for Piece { when, value } in pieces {
            match value {
                Val::Missing => unknown.push(when.clone()),
                Val::Invalid | Val::Formula(_) => {}
                Val::Const(value) if op.holds(value) => yes.push(when.clone()),
                Val::Const(_) => no.push(when.clone()),
                Val::Input(at) => {
                    yes.push(Cond::all([when.clone(), Cond::Test(*at, op.clone())]));
                    no.push(Cond::all([when.clone(), Cond::Test(*at, op.negated())]));
                }
            }
        }
        Self { yes: Cond::any(yes), no: Cond::any(no), unknown: Cond::any(unknown), invalid }
    }

    /// Whether the field's value is missing; it is never unknown.
    pub(super) fn missing(pieces: &[Piece]) -> Self {
        let of = |wanted: bool| {
            let those = pieces
                .iter()
                .filter(|piece| (piece.value == Val::Missing) == wanted && piece.value != Val::Invalid);
            Cond::any(those.map(|piece| piece.when.clone()))
        };
        Self { yes: of(true), no: of(false), unknown: Cond::False, invalid: invalid(pieces) }
    }

    pub(super) fn negated(self) -> Self {
        Self { yes: self.no, no: self.yes, ..self }
    }

    /// All of them are looked at, also behind a false one: a value that is not allowed counts wherever it stands.
    pub(super) fn and(parts: &[Self]) -> Self {
        let yes = Cond::all(parts.iter().map(|part| part.yes.clone()));
        let no = Cond::any(parts.iter().map(|part| part.no.clone()));
        let open = parts.iter().map(|part| Cond::any([part.yes.clone(), part.unknown.clone()]));
        let one = Cond::any(parts.iter().map(|part| part.unknown.clone()));
        let unknown = if one == Cond::False { one } else { Cond::all(open.chain([one])) };
        let invalid = parts.iter().map(|part| part.invalid.clone());
        Self { yes, no, unknown, invalid: Cond::any(invalid) }
    }

    pub(super) fn or(parts: &[Self]) -> Self {
        let turned: Vec<Self> = parts.iter().map(|part| part.clone().negated()).collect();
        Self::and(&turned).negated()
    }

    pub(super) fn xor(&self, other: &Self) -> Self {
        let both = |left: &Cond, right: &Cond| Cond::all([left.clone(), right.clone()]);
        Self {
            yes: Cond::any([both(&self.yes, &other.no), both(&self.no, &other.yes)]),
            no: Cond::any([both(&self.yes, &other.yes), both(&self.no, &other.no)]),
            unknown: Cond::any([self.unknown.clone(), other.unknown.clone()]),
            invalid: Cond::any([self.invalid.clone(), other.invalid.clone()]),
        }
    }

    /// This one, and the other where it is unknown.
    pub(super) fn else_by(&self, other: &Self) -> Self {
        let then = |own: &Cond, next: &Cond| {
            Cond::any([own.clone(), Cond::all([self.unknown.clone(), next.clone()])])
        };
        Self {
            yes: then(&self.yes, &other.yes),
            no: then(&self.no, &other.no),
            unknown: Cond::all([self.unknown.clone(), other.unknown.clone()]),
            invalid: then(&self.invalid, &other.invalid),
        }
    }

    pub(super) fn size(&self) -> usize {
        self.yes.size() + self.no.size() + self.unknown.size() + self.invalid.size()
    }
}
