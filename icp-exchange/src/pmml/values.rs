//! The values of a field: which are allowed, which stand for none, which are outliers. `fields` puts them together.

use super::piece::{Kind, Piece, Val, number};
use crate::cond::Cond;
use crate::names::{Input, Taken};
use crate::op::{Const, Op};
use crate::told::Told;
use crate::xml::Element;

pub(super) fn input(field: &Element, taken: &mut Taken) -> Input {
    let own = field.get("name").unwrap_or_default();
    let name = taken.attribute(own);
    let kind = kind(field);
    let missing = field.all("Value").filter(|value| value.get("property") == Some("missing"));
    let missing = missing.filter_map(|value| {
        let text = value.get("value")?;
        match kind {
            Some(Kind::Number) => {
                number(text).map(Const::Number).or_else(|| Some(Const::Text(text.to_owned())))
            }
            _ => Some(Const::Text(text.to_owned())),
        }
    });
    let title = field.get("displayName").map(str::trim).filter(|title| !title.is_empty());
    Input {
        alias: (own != name).then(|| own.to_owned()),
        name,
        kind: kind.unwrap_or(Kind::Text).word(),
        formula: None,
        missing: missing.collect(),
        exact: false,
        title: title.map(str::to_owned),
    }
}

pub(super) fn kind(field: &Element) -> Option<Kind> {
    match field.get("dataType")? {
        "string" => Some(Kind::Text),
        "integer" | "float" | "double" => Some(Kind::Number),
        "boolean" => Some(Kind::Bool),
        "date" => Some(Kind::Date),
        _ => None,
    }
}

/// Which known values are allowed.
pub(super) fn allowed(
    place: usize,
    data: &Element,
    valid: Vec<Const>,
    invalid: Vec<Const>,
    told: &mut Told,
) -> Option<Cond> {
    let mut sides = Vec::new();
    if !valid.is_empty() {
        sides.push(Cond::Test(place, Op::In(valid)));
    }
    for interval in data.all("Interval") {
        sides.push(between(place, interval, told)?);
    }
    let any = if sides.is_empty() { Cond::Known(place) } else { Cond::any(sides) };
    let without = if invalid.is_empty() { Cond::True } else { Cond::Test(place, Op::NotIn(invalid)) };
    Some(Cond::all([any, without]))
}

/// The numbers of an interval.
pub(super) fn between(place: usize, interval: &Element, told: &mut Told) -> Option<Cond> {
    let tests = bounds(interval, told)?;
    if tests.is_empty() {
        return Some(Cond::Known(place));
    }
    Some(Cond::all(tests.into_iter().map(|op| Cond::Test(place, op))))
}

/// The tests of an interval.
pub(super) fn bounds(interval: &Element, told: &mut Told) -> Option<Vec<Op>> {
    let closure = interval.get("closure").unwrap_or_default();
    let (left, right) = match closure {
        "openOpen" => (false, false),
        "openClosed" => (false, true),
        "closedOpen" => (true, false),
        "closedClosed" => (true, true),
        _ => {
            let message = format!("`closure` is `{closure}`");
            return told.refuse(
                interval,
                "pmml.interval",
                message,
                "write openOpen, openClosed, closedOpen or closedClosed",
            );
        }
    };
    let mut tests = Vec::new();
    for (key, closed, lower) in [("leftMargin", left, true), ("rightMargin", right, false)] {
        let Some(text) = interval.get(key) else { continue };
        if matches!(text.trim(), "-INF" | "INF" | "-Infinity" | "Infinity") {
            continue;
        }
        let Some(bound) = number(text).map(Const::Number) else {
            let message = format!("`{key}` is `{text}`");
            return told.refuse(interval, "pmml.value", message, "write a number, or leave it out");
        };
        tests.push(match (lower, closed) {
            (true, true) => Op::AtLeast(bound),
            (true, false) => Op::More(bound),
            (false, true) => Op::AtMost(bound),
            (false, false) => Op::Less(bound),
        });
    }
    Some(tests)
}

/// The allowed values, with those that are outliers.
pub(super) fn outliers(
    place: usize,
    mining: &Element,
    kind: Kind,
    allowed: &Cond,
    on_missing: &Val,
    told: &mut Told,
) -> Option<Vec<Piece>> {
    let plain = || vec![Piece::new(allowed.clone(), Val::Input(place))];
    let treatment = mining.get("outliers").unwrap_or("asIs");
    if treatment == "asIs" || kind != Kind::Number {
        return Some(plain());
    }
    if !matches!(treatment, "asMissingValues" | "asExtremeValues") {
        let message = format!("`outliers` is `{treatment}`");
        return told.refuse(
            mining,
            "pmml.treatment",
            message,
            "write asIs, asMissingValues or asExtremeValues",
        );
    }
    let mut pieces = Vec::new();
    let mut within = vec![allowed.clone()];
    for (key, lower) in [("lowValue", true), ("highValue", false)] {
        let Some(bound) = mining.get(key).and_then(number).map(Const::Number) else { continue };
        let (out, side) = if lower {
            (Op::Less(bound.clone()), Op::AtLeast(bound.clone()))
        } else {
            (Op::More(bound.clone()), Op::AtMost(bound.clone()))
        };
        let value = if treatment == "asExtremeValues" { Val::Const(bound) } else { on_missing.clone() };
        pieces.push(Piece::new(Cond::all([allowed.clone(), Cond::Test(place, out)]), value));
        within.push(Cond::Test(place, side));
    }
    pieces.push(Piece::new(Cond::all(within), Val::Input(place)));
    Some(pieces)
}
