//! How a source writes the values of an attribute, and values that are written so.

mod date;
mod number;

use serde_json::{Map, Value, json};

pub(crate) use self::date::{forms as date_forms, written_by};

use super::dice::Dice;

/// Placeholders that exports have.
const NOTHING: [&str; 6] = ["N/A", "-", "Select", "unknown", "#N/A", "(none)"];

/// Names of texts that are always web addresses or codes.
const DOMAINS: &str = "website";
const CODES: &str = "postcode";

/// Adds keys that say how the values of an attribute are written; the constants are those of its conditions.
pub(super) fn declare(dice: &mut Dice, name: &str, kind: &str, constants: &[Value], declared: &mut Value) {
    if let Some(written) = written(dice, name, kind) {
        if written == "json" {
            declared.as_object_mut().expect("an attribute").remove("separator");
        }
        declared["written"] = written;
    }
    if kind == "set" && declared["written"] != "json" && dice.chance(30) {
        declared["separator"] = json!(dice.some(&["; ", ",", "|", "/", "\n"], 1, 3));
    }
    if dice.chance(25) {
        let common = placeholders(dice);
        let mut missing = common.as_array().cloned().unwrap_or_default();
        if matches!(kind, "number" | "text" | "date") && declared["written"] != "domain" && dice.chance(30) {
            missing.push(dice.pick(constants).clone());
        }
        declared["missing"] = json!(missing);
    } else if dice.chance(10) {
        declared["missing"] = json!("none");
    }
    if dice.chance(30) {
        let known = match kind {
            "number" => json!(0),
            "bool" => json!(false),
            "set" | "events" => json!("empty"),
            _ => json!("none"),
        };
        declared["blank"] = if dice.chance(50) { json!("none") } else { known };
    }
}

/// Placeholders of a model or an attribute.
pub(super) fn placeholders(dice: &mut Dice) -> Value {
    let mut some: Vec<Value> = dice.some(&NOTHING, 1, 3).into_iter().map(Value::from).collect();
    if dice.chance(50) {
        some.push(dice.pick(&[json!(-1), json!(0), json!("-999"), json!(-2.5)]).clone());
    }
    json!(some)
}

fn written(dice: &mut Dice, name: &str, kind: &str) -> Option<Value> {
    match name {
        DOMAINS => return Some(json!("domain")),
        CODES => return Some(json!("digits")),
        _ => dice.chance(60).then_some(())?,
    }
    Some(match kind {
        "number" => number::forms(dice),
        "date" => dice.pick(&date::forms()).clone(),
        "bool" => dice
            .pick(&[
                json!({"true": [1, "Y", "x", "Ja"], "false": [0, "N", "Nein"]}),
                json!({"true": ["x"]}),
                json!({"false": [0, "off"], "true": [1, "on"]}),
            ])
            .clone(),
        "set" if dice.chance(50) => json!("json"),
        _ => return None,
    })
}

/// A placeholder of an attribute, if it has any.
pub(super) fn placeholder(dice: &mut Dice, model: &Value, attribute: &Value) -> Option<Value> {
    let shared = if attribute["missing"] == "none" { &Value::Null } else { &model["missing"] };
    let lists = [shared, &attribute["missing"]].into_iter().filter_map(Value::as_array).flatten();
    let all: Vec<&Value> = lists.collect();
    if all.is_empty() {
        return None;
    }
    Some(match *dice.pick(&all) {
        Value::String(text) => json!(super::value::respelled(dice, text)),
        number if dice.chance(50) => json!(number.to_string()),
        number => number.clone(),
    })
}

/// A value in the form that its attribute says; `other` is a second number for ranges. Nothing where there is none.
pub(super) fn spelled(dice: &mut Dice, attribute: &Value, value: &Value, other: f64) -> Option<Value> {
    let written = &attribute["written"];
    match attribute["type"].as_str()? {
        "number" if written.is_object() => {
            number::spelled(dice, written, value.as_f64()?, other).map(Value::from)
        }
        "date" if !written.is_null() => {
            date::spelled(dice, written, crate::reference::date::read_plain(value.as_str()?)?)
        }
        "bool" if written.is_object() => {
            let listed = written[if value == true { "true" } else { "false" }].as_array()?;
            Some(match dice.pick(listed) {
                Value::String(text) => json!(super::value::respelled(dice, text)),
                number if dice.chance(50) => json!(number.to_string()),
                number => number.clone(),
            })
        }
        "text" if written == "digits" => {
            let text = value.as_str()?.trim();
            let is_number = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<i64>().ok().filter(|_| is_number).map(Value::from)
        }
        "text" if written == "domain" => Some(json!(address(dice, value.as_str()?))),
        _ => None,
    }
}

/// A host as the address of a page.
fn address(dice: &mut Dice, host: &str) -> String {
    let host = host.trim().trim_start_matches("https://").trim_end_matches('/');
    let host = match dice.below(5) {
        0 => format!("www.{host}"),
        1 => format!("shop.{host}"),
        2 => format!("not-{host}"),
        _ => host.to_owned(),
    };
    match dice.below(8) {
        0 => format!("https://{host}/"),
        1 => format!("HTTP://{host}:8080/about?x=1#top"),
        2 => format!("jo@{host}"),
        3 => host.to_uppercase(),
        4 => format!(" {host}. "),
        5 => format!("//{host}"),
        _ => host,
    }
}

/// A text that was written well, with something wrong at one place; by chance it may still be right.
pub(super) fn spoilt(dice: &mut Dice, text: &str) -> String {
    let mut signs: Vec<char> = text.chars().collect();
    let at = dice.below(signs.len() + 1);
    let signs_of =
        ['0', '1', '9', ',', '.', '-', '+', '/', ' ', '%', '$', 'K', 'x', '<', ':', '\u{2013}', 'é', '['];
    match dice.below(4) {
        0 if at < signs.len() => drop(signs.remove(at)),
        1 if at < signs.len() => signs[at] = *dice.pick(&signs_of),
        2 if at + 1 < signs.len() => signs.swap(at, at + 1),
        _ => signs.insert(at.min(signs.len()), *dice.pick(&signs_of)),
    }
    signs.into_iter().collect()
}

/// The keys of a model that say how values are written.
pub(super) fn pad(dice: &mut Dice, model: &mut Value) {
    if dice.chance(35) {
        model["missing"] = placeholders(dice);
    }
    let attributes = model["attributes"].as_object_mut().into_iter().flat_map(Map::values_mut);
    for attribute in attributes.filter(|attribute| attribute.get("formula").is_none()) {
        if attribute.get("missing").is_none() && dice.chance(5) {
            attribute["missing"] = json!([]);
        }
    }
}
