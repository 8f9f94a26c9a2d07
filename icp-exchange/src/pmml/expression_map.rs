//! Two expressions with a table in them: values by the rows of a table, and straight lines between points.

use super::fields::{Field, Fields};
use super::operand::{Operand, combine, field, kept, operand, output};
use super::piece::{Kind, MOST, Piece, Truths, Val, number};
use super::predicate::compare;
use crate::cond::Cond;
use crate::op::{Const, Op};
use crate::told::Told;
use crate::xml::Element;

/// `MapValues`: the output of the first row whose columns are all equal.
pub(super) fn map_values(
    at: &Element,
    kind: Kind,
    fields: &mut Fields<'_>,
    told: &mut Told,
) -> Option<Vec<Piece>> {
    let missing = output(at, "mapMissingTo", kind, told)?.unwrap_or(Val::Missing);
    let otherwise = output(at, "defaultValue", kind, told)?.unwrap_or(Val::Missing);
    let column = at.get("outputColumn").unwrap_or_default();
    let mut pairs = Vec::new();
    for pair in at.all("FieldColumnPair") {
        pairs.push((field(pair, fields, told)?, pair.get("column").unwrap_or_default()));
    }
    let Some(table) = at.child("InlineTable") else {
        let message = "the table is not in the document".to_owned();
        return told.refuse(at, "pmml.table", message, "write it as an `InlineTable`");
    };
    // A column is an element of its name, perhaps with a name space.
    let cell = |row: &Element, name: &str| -> Option<String> {
        let name = name.rsplit(':').next().unwrap_or(name);
        row.child(name).map(|cell| cell.text.clone())
    };
    let mut made = Vec::new();
    let mut before = Cond::False;
    for row in table.all("row") {
        let mut all = Vec::new();
        for (field, name) in &pairs {
            let Some(text) = cell(row, name) else { continue };
            all.push(compare(field, "equal", &text, row, told)?.yes);
        }
        let here = Cond::all(all);
        let Some(text) = cell(row, column) else {
            let message = format!("a row without `{column}`");
            return told.refuse(row, "pmml.table", message, "give every row its output");
        };
        let Some(value) = kind.constant(&text) else {
            let message = format!("`{text}` is no {}", kind.word());
            return told.refuse(row, "pmml.value", message, "write outputs of the type of the derived field");
        };
        made.push(Piece::new(Cond::all([before.negated(), here.clone()]), Val::Const(value)));
        before = Cond::any([before, here]);
        if made.len() > MOST || before.size() > MOST {
            return told.refuse(
                table,
                "limit.pieces",
                format!("more than {MOST} rows"),
                "derive it from fewer values",
            );
        }
    }
    let invalid = Cond::any(pairs.iter().map(|(field, _)| Truths::missing(&field.pieces).invalid));
    made.push(Piece::new(invalid, Val::Invalid));
    let gone = Cond::any(pairs.iter().map(|(field, _)| Truths::missing(&field.pieces).yes));
    let there = Cond::all(pairs.iter().map(|(field, _)| Truths::missing(&field.pieces).no));
    made.push(Piece::new(Cond::all([there, before.negated()]), otherwise));
    made.push(Piece::new(Cond::all([gone, before.negated()]), missing));
    Some(kept(made))
}

/// `NormContinuous`: straight lines between points.
pub(super) fn norm(at: &Element, fields: &mut Fields<'_>, told: &mut Told) -> Option<Vec<Piece>> {
    let from = field(at, fields, told)?;
    let missing = output(at, "mapMissingTo", Kind::Number, told)?.unwrap_or(Val::Missing);
    let mut points = Vec::new();
    for one in at.all("LinearNorm") {
        let of = |key: &str| one.get(key).and_then(number);
        match (of("orig"), of("norm")) {
            (Some(orig), Some(norm)) => points.push((orig, norm)),
            _ => {
                return told.refuse(
                    one,
                    "pmml.value",
                    "`orig` and `norm` are no numbers".to_owned(),
                    "write two numbers",
                );
            }
        }
    }
    let rising = points.windows(2).all(|pair| matches!(pair, [left, right] if left.0 < right.0));
    let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else {
        return told.refuse(at, "pmml.norm", "no points".to_owned(), "give two `LinearNorm` or more");
    };
    if points.len() < 2 || !rising {
        return told.refuse(
            at,
            "pmml.norm",
            "points that do not rise".to_owned(),
            "give two `LinearNorm` or more, in order",
        );
    }
    let outliers = at.get("outliers").unwrap_or("asIs");
    let mut made = vec![Piece::new(Truths::missing(&from.pieces).yes, missing)];
    made.push(Piece::new(Truths::missing(&from.pieces).invalid, Val::Invalid));
    let edges = [(Op::Less(Const::Number(first.0)), first.1), (Op::More(Const::Number(last.0)), last.1)];
    for (op, norm) in &edges {
        let value = match outliers {
            "asMissingValues" => Val::Missing,
            "asExtremeValues" => Val::Const(Const::Number(*norm)),
            _ => continue,
        };
        made.push(Piece::new(Truths::of(&from.pieces, op).yes, value));
    }
    let count = points.len() - 1;
    for (place, pair) in points.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let mut tests = Vec::new();
        if place > 0 || outliers != "asIs" {
            let from = Const::Number(left.0);
            // A point between two lines belongs to the first.
            tests.push(if place > 0 { Op::More(from) } else { Op::AtLeast(from) });
        }
        if place + 1 < count || outliers != "asIs" {
            tests.push(Op::AtMost(Const::Number(right.0)));
        }
        made.extend(line(&from, &tests, (*left, *right), fields));
    }
    Some(kept(made))
}

/// The line between two points, for the values that pass tests.
fn line(
    from: &Field,
    tests: &[Op],
    (left, right): ((f64, f64), (f64, f64)),
    fields: &mut Fields<'_>,
) -> Vec<Piece> {
    let mut made = Vec::new();
    for piece in &from.pieces {
        let when = match &piece.value {
            Val::Const(value) if tests.iter().all(|op| op.holds(value)) => piece.when.clone(),
            Val::Input(at) => {
                let tests = tests.iter().map(|op| Cond::Test(*at, op.clone()));
                Cond::all(std::iter::once(piece.when.clone()).chain(tests))
            }
            Val::Const(_) | Val::Missing | Val::Invalid | Val::Formula(_) => continue,
        };
        let Some(x) = operand(&piece.value, fields) else { continue };
        let closed = |made: Operand| match made {
            Operand::Text(text) => Operand::Text(format!("({text})")),
            number @ Operand::Number(_) => number,
        };
        let number = Operand::Number;
        let part = closed(combine("-", &x, &number(left.0)));
        let part = combine("/", &part, &number(right.0 - left.0));
        let part = combine("*", &part, &number(right.1 - left.1));
        made.push(Piece::new(when, combine("+", &part, &number(left.1)).value()));
    }
    made
}
