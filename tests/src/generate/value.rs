//! One value of an account: near the constants, oddly written, or invalid.

use serde_json::{Value, json};

use super::condition::span;
use super::dice::Dice;
use super::written;
use crate::reference::date::{before, read_plain, write};

/// A value that is missing, in one of its forms; nothing means that the key is absent.
pub(super) fn missing(dice: &mut Dice, model: &Value, attribute: &Value) -> Option<Value> {
    let listed = model.get("missing").is_some() || attribute.get("missing").is_some();
    if listed && dice.chance(40) {
        return written::placeholder(dice, model, attribute);
    }
    match dice.below(8) {
        0 | 1 => Some(Value::Null),
        2 => Some(json!("")),
        3 => Some(json!("  ")),
        4 => Some(json!("\u{a0}\t")),
        _ => None,
    }
}

/// The same text in other letters or with other blanks; it folds to the same.
pub(super) fn respelled(dice: &mut Dice, text: &str) -> String {
    let upper = text.to_uppercase();
    let same = upper.to_lowercase() == text.to_lowercase();
    match dice.below(6) {
        0 if same => upper,
        1 => text.to_lowercase(),
        2 => format!(" {text}\u{a0}"),
        3 => text.replace(' ', " \t "),
        4 if same => format!("\n{upper} "),
        _ => text.to_owned(),
    }
}

/// A valid value of a type, drawn near the constants; where its attribute says how it is written, mostly so.
pub(super) fn valid(dice: &mut Dice, attribute: &Value, aim: &[Value], as_of: i64) -> Value {
    let form = &attribute["written"];
    if form.is_null() || !(form == "domain" || dice.chance(80)) {
        return usual(dice, attribute, aim, as_of);
    }
    let value = match attribute["type"].as_str() {
        Some("date") => json!(write(day(dice, aim, as_of))),
        Some("bool") => json!(dice.chance(50)),
        Some("number") => {
            let numbers: Vec<f64> = aim.iter().filter_map(Value::as_f64).collect();
            let near = if numbers.is_empty() { 1.0 } else { *dice.pick(&numbers) };
            json!(near + *dice.pick(&[0.0, 0.0, 0.0, 1.0, -1.0, 0.5, 1000.0]))
        }
        Some("text") if form == "domain" => json!(dice.pick(&HOSTS)),
        _ => usual(dice, attribute, aim, as_of),
    };
    let other = number(dice, aim).as_f64().unwrap_or(200.0);
    match written::spelled(dice, attribute, &value, other) {
        Some(value) => value,
        None if attribute["type"] == "number" => {
            let (value, other) = (json!(50), 200.0);
            written::spelled(dice, attribute, &value, other).unwrap_or(value)
        }
        None => value,
    }
}

/// Hosts at which models aim, and neighbours of them.
const HOSTS: [&str; 6] =
    ["acme.example", "shop.acme.example", "bluefin.example", "blue.example", "b.co.uk", "other.example"];

fn usual(dice: &mut Dice, attribute: &Value, aim: &[Value], as_of: i64) -> Value {
    match attribute["type"].as_str().unwrap_or("number") {
        "number" => match number(dice, aim) {
            // Another decimal sign, or a percentage, takes no text in the usual form.
            text @ Value::String(_) if attribute["written"].is_object() => {
                text.as_str().and_then(|text| text.trim().parse::<f64>().ok()).map_or(text, Value::from)
            }
            number => number,
        },
        "text" => text(dice, aim),
        "bool" => dice
            .pick(&[json!(true), json!(false), json!("Yes"), json!(" no "), json!("TRUE"), json!("false")])
            .clone(),
        "date" => date(dice, aim, as_of),
        "set" => set(dice, attribute, aim),
        _ => events(dice, aim, as_of),
    }
}

fn number(dice: &mut Dice, aim: &[Value]) -> Value {
    let constants: Vec<f64> = aim.iter().filter_map(Value::as_f64).collect();
    let near = if constants.is_empty() { 1.0 } else { *dice.pick(&constants) };
    let value = match dice.below(12) {
        0..=3 => near,
        4 => near + 1.0,
        5 => near - 1.0,
        6 => near.next_up(),
        7 => near.next_down(),
        8 => near + 1e-6,
        9 => near * 1.5 + 0.1,
        _ => *dice.pick(&[0.0, -7.0, 50.0, 1e7, -0.0, 123.456, 1e300, 5e-324]),
    };
    let whole = value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0;
    match dice.below(8) {
        0 if whole => json!(format!("{value:.0}")),
        0 => json!(format!(" {value:e} ")),
        1 => json!(format!("{value:e}")),
        2 if value.abs() < 1e15 => json!(format!("{value:?}\n")),
        _ if whole && value.to_bits() != (-0.0_f64).to_bits() => json!(value as i64),
        _ => json!(value),
    }
}

fn texts(aim: &[Value]) -> Vec<&str> {
    let texts: Vec<_> = aim.iter().filter_map(Value::as_str).filter(|text| !text.trim().is_empty()).collect();
    if texts.is_empty() { vec!["x"] } else { texts }
}

fn text(dice: &mut Dice, aim: &[Value]) -> Value {
    let texts = texts(aim);
    let (one, other) = (*dice.pick(&texts), *dice.pick(&texts));
    let one = respelled(dice, one);
    let value = match dice.below(12) {
        0..=5 => one,
        6 => format!("{one} {other}"),
        7 => format!("{one}, {other} (EMEA) 42"),
        8 => format!("x{one}"),
        9 => format!("{one}_"),
        10 => format!("é{one} — {other}s {other}"),
        _ => dice.pick(&["something else", "N/A", "ß", "日本", "İ", "saas", "0"]).to_string(),
    };
    json!(value)
}

/// A day at a constant, at the edge of a span, at the as-of date, or anywhere near.
fn day(dice: &mut Dice, aim: &[Value], as_of: i64) -> i64 {
    let texts = texts(aim);
    let written = *dice.pick(&texts);
    let exact = match (read_plain(written), dice.below(10)) {
        (_, 0) => as_of,
        (_, 1) => as_of - dice.between(-40, 800),
        (_, 2 | 3) => before(as_of, &span(dice)),
        (Some(day), _) => day,
        (None, _) if is_span(written) => before(as_of, written),
        (None, _) => as_of - dice.between(-3, 400),
    };
    exact + *dice.pick(&[0, 0, 0, 1, -1])
}

fn is_span(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(count, unit)| {
        count.parse::<u32>().is_ok()
            && ["day", "week", "month", "year"].contains(&unit.strip_suffix('s').unwrap_or(unit))
    })
}

fn date(dice: &mut Dice, aim: &[Value], as_of: i64) -> Value {
    let date = write(day(dice, aim, as_of));
    let time = match dice.below(8) {
        0 => "T23:59:59-11:00",
        1 => "t00:00:00.25Z",
        2 => " 12:00:00+00:00",
        _ => "",
    };
    json!(format!("{date}{time}"))
}

fn set(dice: &mut Dice, attribute: &Value, aim: &[Value]) -> Value {
    let texts = texts(aim);
    let mut items: Vec<String> =
        dice.some(&texts, 0, 4).into_iter().map(|item| respelled(dice, item)).collect();
    if dice.chance(30) {
        items.push(dice.pick(&["Unlisted", "ünknown", "x"]).to_string());
    }
    if dice.chance(15) {
        items.extend(items.first().cloned());
    }
    let is_split = attribute["written"] != "json";
    if is_split && dice.chance(30) {
        let several = attribute["separator"].as_array().cloned().unwrap_or_default();
        let one = if several.is_empty() { &attribute["separator"] } else { dice.pick(&several) };
        let separator = one.as_str().unwrap_or(";");
        let blank = if dice.chance(20) { separator } else { "" };
        let text = format!("{}{blank}", items.join(separator));
        // An empty text would be missing, and that is drawn elsewhere.
        return json!(if text.is_empty() { separator } else { &text });
    }
    if is_split && dice.chance(5) {
        // A bracket alone makes no list, nor do inches and apostrophes.
        let begin = dice.pick(&["[sic] x", "24\" x", "'s x"]);
        return json!(format!("{begin} {}", items.join(" ")));
    }
    let mut items: Vec<Value> = items.into_iter().map(Value::from).collect();
    if dice.chance(10) {
        items.push(Value::Null);
        items.push(json!(" "));
    }
    match dice.below(5) {
        // As a cell of a table holds a list.
        0 => json!(Value::Array(items).to_string()),
        1 => json!(format!("\u{a0}{:#}\n", Value::Array(items))),
        _ => Value::Array(items),
    }
}

fn events(dice: &mut Dice, aim: &[Value], as_of: i64) -> Value {
    let names = ["Demo", "visit", "pricing  page", "Übung", "other"];
    let count = dice.below(7);
    let is_daily = aim.iter().any(|constant| constant == "once_per");
    let mut last = None;
    let one = |_| {
        let name = *dice.pick(&names);
        let mut event = json!({"event": respelled(dice, name), "on": write(day(dice, aim, as_of))});
        match dice.below(8) {
            0 => event["count"] = json!(2),
            1 => event["count"] = json!(1.5),
            2 => event["count"] = json!(0),
            3 => event["on"] = date(dice, aim, as_of),
            _ => {}
        }
        // Where a day counts once, days come more often than that.
        match &last {
            Some(last) if is_daily && dice.chance(50) => event["on"] = Value::clone(last),
            _ => last = Some(event["on"].clone()),
        }
        event
    };
    (0..count).map(one).collect()
}

/// A value that no attribute of the type takes; where its attribute says how it is written, also one that was so and
/// is spoilt, which may still be a value.
pub(super) fn invalid(dice: &mut Dice, attribute: &Value, aim: &[Value]) -> Value {
    if attribute.get("written").is_some() && dice.chance(60) {
        let value = valid(dice, attribute, aim, 20_000);
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        return json!(written::spoilt(dice, &text));
    }
    let choices = match attribute["type"].as_str().unwrap_or("number") {
        "number" => json!([
            "1,200",
            "$5M",
            "inf",
            "0x10",
            "+1",
            ".5",
            "１２",
            true,
            [1],
            {},
            9_007_199_254_740_993_i64,
            "9007199254740993",
            "1e999",
            "nan"
        ]),
        "text" => json!([5, true, ["x"], {"a": 1}, 1.5]),
        "bool" => json!([1, 0, "maybe", "1", [], {}]),
        "date" => json!([
            "2026-02-30",
            "2026-1-1",
            " 2026-01-01",
            "2026-02-03T10:00:00",
            20_260_101,
            "02/03/2026",
            "0000-01-01",
            "2026-02-03T24:00:00Z",
            "2026-02-03T10:00:60Z",
            "2026-02-03T10:00:00+25:00",
            true
        ]),
        "set" => json!([
            5,
            true,
            ["a", 1],
            {"a": 1},
            [["a"]],
            "['a', 'b']",
            " ['a",
            "[\"it's\", 'b']",
            "[\"a\", \"b",
            "[\"a\"]; b",
            "[\"a\", 1]",
            "[[\"a\"]]",
            "[{\"a\": \"b\"}]",
            "[a, b]",
            "[a]",
            "{a,b}",
            "{\"a\": 1}",
            "[“a”]",
            "('a', 'b')",
            "array(['a'])",
            "\"a\";\"b\"",
            "a; 'b'",
            "'a','b'",
            "„a“",
            "\"[\\\"a\\\"]\"",
            "\u{feff}[\"a\"]"
        ]),
        _ => {
            json!(["x", 5, [5], [{"event": "a"}], [{"event": "a", "on": "2026-13-01"}], {"event": "a", "on": "2026-01-01"},
            [{"event": "a", "on": "2026-01-01", "count": -1}], [{"on": "2026-01-01"}]])
        }
    };
    dice.pick(choices.as_array().expect("a list")).clone()
}
