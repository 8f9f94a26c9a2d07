//! One value of an account: under which name it stands, whether it is one, and what it is by its attribute's type and
//! by how the source writes it.

mod decimal;
pub(super) mod domain;
mod events;
mod number;
mod pattern;
mod set;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::facts::Known;
use super::interval::Interval;
use super::items;
use super::source::names;
use super::text::{canonical, fold};

pub(super) use number::plain as read_number;
pub(super) use set::items_of as items_of_set;

/// The value of an account under the names of an attribute, if there is one.
pub(super) enum Found<'a> {
    Nothing,
    /// A blank, and what it is known to be.
    Blank(Known),
    Value(&'a Value),
}

/// The first value that is not missing, under the attribute's own name or its aliases; else what all of them, blank,
/// are known to be.
pub(super) fn find<'a>(model: &Value, name: &str, account: &'a Map<String, Value>) -> Found<'a> {
    let attribute = &model["attributes"][name];
    let there = there(model, name, account);
    let is_value = |value: &&&Value| !is_blank(value) && !is_placeholder(model, attribute, value);
    if let Some(value) = there.iter().find(is_value) {
        return Found::Value(value);
    }
    let all_blank = !there.is_empty() && there.iter().all(|value| is_blank(value));
    match blank(attribute).filter(|_| all_blank) {
        Some(known) => Found::Blank(known),
        None => Found::Nothing,
    }
}

/// The first text of an account that stands for no value.
pub(super) fn placeholder<'a>(model: &Value, name: &str, account: &'a Map<String, Value>) -> Option<&'a str> {
    let attribute = &model["attributes"][name];
    let is_one = |value: &&Value| value.is_string() && is_placeholder(model, attribute, value);
    there(model, name, account).into_iter().find(is_one)?.as_str()
}

/// All that is there under the names of an attribute.
fn there<'a>(model: &Value, name: &str, account: &'a Map<String, Value>) -> Vec<&'a Value> {
    let under = |key| [account.get(key), nested(key, account)];
    names(name, &model["attributes"][name]).flat_map(under).flatten().collect()
}

/// The value that a name leads to as a path: two or more keys, joined by dots, each but the last with an object under it.
fn nested<'a>(name: &str, account: &'a Map<String, Value>) -> Option<&'a Value> {
    let (path, last) = name.rsplit_once('.')?;
    if name.split('.').any(str::is_empty) {
        return None;
    }
    path.split('.').try_fold(account, |object, key| object.get(key)?.as_object())?.get(last)
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// Whether a value stands for none, by the model's list and the attribute's: as it came, or by what it is read as.
fn is_placeholder(model: &Value, attribute: &Value, found: &Value) -> bool {
    let own = &attribute["missing"];
    let shared = if own == "none" { &Value::Null } else { &model["missing"] };
    let listed = || items(shared).chain(items(own));
    if listed().any(|listed| is_same(listed, found)) {
        return true;
    }
    let stands_for = |listed: &Value| match (attribute["type"].as_str(), listed) {
        (Some("number"), Value::Number(_)) => read_number(listed).map(Known::Number),
        (Some("number" | "date"), Value::String(_)) => value(attribute, listed),
        _ => None,
    };
    let known = || value(attribute, found).filter(|known| !matches!(known, Known::Interval(_)));
    let mut values = listed().filter_map(stands_for).peekable();
    values.peek().is_some() && known().is_some_and(|known| values.any(|value| value == known))
}

/// Whether two texts or numbers are the same: numbers as numbers, also in a text, and other texts folded.
fn is_same(one: &Value, other: &Value) -> bool {
    // A number of an account that no double holds is compared as the nearest: not every language holds another.
    let other_number = other.as_f64().or_else(|| read_number(other));
    match (read_number(one), other_number, one.as_str(), other.as_str()) {
        (Some(one), Some(other), ..) => one == other,
        (None, None, Some(one), Some(other)) => fold(one) == fold(other),
        _ => false,
    }
}

/// The value for which a blank stands.
fn blank(attribute: &Value) -> Option<Known> {
    Some(match attribute.get("blank")? {
        Value::Bool(_) => Known::Bool(false),
        Value::Number(_) => Known::Number(0.0),
        word if word == "none" => Known::None,
        _ if attribute["type"] == "events" => Known::Events(vec![]),
        _ => Known::Set(BTreeSet::new()),
    })
}

/// Reads a value that is not missing; nothing means that it is invalid.
pub(super) fn value(attribute: &Value, value: &Value) -> Option<Known> {
    let written = &attribute["written"];
    match attribute["type"].as_str().expect("an attribute has a type") {
        "number" => match value {
            Value::String(text) if written.is_object() => number::read(text, written).map(number_or_interval),
            _ => read_number(value).map(Known::Number),
        },
        "text" => text(attribute, value),
        "bool" => bool(written, value).map(Known::Bool),
        "date" => pattern::read(value, written).map(Known::Date),
        "set" => set::read(attribute, value).map(Known::Set),
        "events" => events::read(value).map(Known::Events),
        other => panic!("no attribute type: {other}"),
    }
}

fn number_or_interval(interval: Interval) -> Known {
    interval.number().map_or(Known::Interval(interval), Known::Number)
}

/// A text; with `written: digits` also a whole number, by its digits; with `written: domain` the host of one.
fn text(attribute: &Value, value: &Value) -> Option<Known> {
    let digits = || {
        let whole =
            read_number(value).filter(|value| value.fract() == 0.0 && value.abs() <= (1_i64 << 53) as f64)?;
        Some(format!("{whole:.0}"))
    };
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) if attribute["written"] == "digits" => digits()?,
        _ => return None,
    };
    let text = if attribute["written"] == "domain" { domain::host(&text)? } else { text };
    Some(Known::Text {
        given: text.trim().to_owned(),
        folded: fold(&text),
        canonical: canonical(attribute, &text),
    })
}

fn bool(written: &Value, value: &Value) -> Option<bool> {
    for (key, is) in [("true", true), ("false", false)] {
        if items(&written[key]).any(|listed| is_same(listed, value)) {
            return Some(is);
        }
    }
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => match fold(text).as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::date;
    use super::*;

    fn read(kind: &str, value: Value) -> Option<Known> {
        super::value(&json!({"type": kind, "synonyms": {"US": ["USA"]}}), &value)
    }

    #[test]
    fn numbers_are_finite_and_exact() {
        for (text, expected) in
            [("350", 350.0), (" -1.5 ", -1.5), ("1e6", 1e6), ("9007199254740992", 9_007_199_254_740_992.0)]
        {
            assert_eq!(read("number", json!(text)), Some(Known::Number(expected)));
        }
        for text in
            ["1,200", "$5M", "inf", "NaN", "+1", "01", ".5", "5.", "0x10", "1 2", "9007199254740993", "1e999"]
        {
            assert_eq!(read("number", json!(text)), None, "{text}");
        }
        assert_eq!(read("number", json!(9_007_199_254_740_993_i64)), None);
        assert_eq!(read("number", json!(true)), None);
        let Some(Known::Number(zero)) = read("number", json!("-0")) else { panic!("a number") };
        assert_eq!(zero.to_bits(), 0);
    }

    #[test]
    fn words_dates_and_sets() {
        assert_eq!(read("bool", json!(" YES ")), Some(Known::Bool(true)));
        assert_eq!(read("bool", json!(1)), None);
        assert_eq!(read("date", json!("2026-01-02T03:04:05Z")), Some(Known::Date(date::day_of(2026, 1, 2))));
        assert_eq!(read("text", json!(5)), None);
        let items = |names: &[&str]| Some(Known::Set(names.iter().map(|name| (*name).to_owned()).collect()));
        assert_eq!(read("set", json!("usa; US ;;De")), items(&["us", "de"]));
        assert_eq!(read("set", json!(" [\"usa\", null, \" \", \"a;b\"]\n")), items(&["us", "a;b"]));
        assert_eq!(read("set", json!("[]")), items(&[]));
        assert_eq!(read("set", json!("[sic] x; [y]")), items(&["[sic] x", "[y]"]));
        assert_eq!(read("set", json!("[usa")), items(&["[usa"]));
        for text in ["[1]", "['a', 'b", "[\"a\"", "[a; b]", "{a,b}", "[a, [b]]", "[sic]", "{\"a\": [1]}"] {
            assert_eq!(read("set", json!(text)), None, "{text}");
        }
        assert_eq!(read("set", json!(["usa", null, " "])), items(&["us"]));
        assert_eq!(read("set", json!([])), items(&[]));
        assert_eq!(read("set", json!(["a", 1])), None);
    }
}
