//! Values as exports write them: what the engine reads is what the plain evaluator reads, and a day that is written by a pattern is
//! read as that day.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use icp_core::account::Field;
use icp_core::value::fold;
use icp_core::{Account, Model, OnInvalid};
use serde_json::{Value, json};

use super::check_words;
use crate::generate;
use crate::reference::date::write;
use crate::reference::reading::reading;

/// Attributes that together read texts in every way there is.
pub(super) static FORMS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let mut forms = vec![
        json!({"type": "number"}),
        json!({"type": "number", "written": {"thousands": ","}, "missing": ["N/A", -1, "1,000"]}),
        json!({"type": "number", "written": {"decimal": ",", "thousands": "."}}),
        json!({"type": "number", "written": {"thousands": " ", "prefix": ["$", "US$", "€"]}}),
        json!({"type": "number", "written": {"percent": true}, "blank": 0}),
        json!({"type": "number", "written": {"suffix": {"K": 1000, "M": 1_000_000, "people": 1, "pers.": 1}}}),
        json!({"type": "number", "written": {"decimal": "'", "suffix": {"mille": 0.001}, "prefix": ["a"]}}),
        json!({"type": "bool"}),
        json!({"type": "bool", "written": {"true": [1, "Y", "x"], "false": [0, "N", "2.50"]}, "blank": false}),
        json!({"type": "set"}),
        json!({"type": "set", "separator": [",", "; ", "|"], "missing": ["-"], "blank": "empty"}),
        json!({"type": "set", "separator": ["\n", "ab"], "synonyms": {"US": ["USA"]}}),
        json!({"type": "set", "written": "json"}),
        json!({"type": "text", "written": "digits", "missing": [7, "x"]}),
        json!({"type": "text", "written": "domain", "blank": "none"}),
        json!({"type": "events"}),
    ];
    let ranges = [("interval", ","), ("low", "."), ("high", " "), ("middle", "'")];
    forms.extend(ranges.map(|(range, thousands)| {
        let decimal = if thousands == "." { "," } else { "." };
        json!({"type": "number", "written": {"range": range, "thousands": thousands, "decimal": decimal,
            "prefix": ["$", "ab"], "suffix": {"K": 1000, "people": 1, "million": 1_000_000}}})
    }));
    forms.push(json!({"type": "number", "written": {"range": "interval", "percent": true}, "missing": [0]}));
    forms.extend(
        generate::date_forms()
            .map(|written| json!({"type": "date", "written": written, "missing": ["1900-01-01", "-"]})),
    );
    forms
});

/// The document and the model of each form.
static MODELS: LazyLock<Vec<(Value, Model)>> = LazyLock::new(|| FORMS.iter().map(subject).collect());

/// A model with one attribute, `v`.
fn document(attribute: &Value) -> Value {
    json!({"format": "icp/1", "name": "read", "attributes": {"v": attribute},
        "icps": [{"id": "i", "fit": {"criteria": [{"id": "c", "fit": {"v": {"known": true}}}],
            "tiers": [{"id": "in", "from": 50}, {"id": "out"}]}}]})
}

fn subject(attribute: &Value) -> (Value, Model) {
    let document = document(attribute);
    let model = Model::from_json(&document.to_string());
    let model = model.unwrap_or_else(|error| panic!("a form is refused: {error}\n{document}"));
    (document, model)
}

/// The first byte picks a form; the rest is a text, or with the high bit a value in JSON.
pub fn written(data: &[u8]) {
    let Some((first, data)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(data) else { return };
    let value = match first & 0x80 {
        0 => json!(text),
        // Only a plain value: numbers as digits are what a number is made of.
        _ => match serde_json::from_str(text) {
            Ok(value @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_))) => value,
            _ => return,
        },
    };
    let (document, model) = &MODELS[usize::from(first & 0x7f) % MODELS.len()];
    let account = json!({"v": value});
    check(document, model, &account);
}

/// The first two bytes draw a day, the next how it is written; the rest draws a pattern. A pattern that is taken reads what
/// it writes.
pub fn written_date(data: &[u8]) {
    let Some(([low, high, seed], data)) = data.split_first_chunk::<3>() else { return };
    let pattern = pattern(data);
    let document = document(&json!({"type": "date", "written": pattern}));
    let model = match Model::from_json(&document.to_string()) {
        Ok(model) => model,
        Err(error) => {
            error.problems().iter().for_each(|problem| check_words("a message", problem.message()));
            return;
        }
    };
    // The years 1000 to 9974.
    let mut day = -354_285 + i64::from(u16::from_le_bytes([*low, *high])) * 50;
    let first_of = |day: i64, keep: usize, rest: &str| {
        let usual = write(day);
        icp_core::Date::parse(&format!("{}{rest}", &usual[..keep])).expect("a day").days()
    };
    if !pattern.contains('M') {
        day = first_of(day, 5, "01-01").into();
    } else if !pattern.contains('D') {
        day = first_of(day, 8, "01").into();
    }
    let Some(text) = generate::written_by(*seed, &pattern, day) else { return };
    let account = json!({"v": text});
    let found = check(&document, &model, &account);
    assert_eq!(found, Some(json!({"date": write(day)})), "{pattern:?} wrote {text:?}");
}

/// A pattern of items and signs, a byte each.
fn pattern(data: &[u8]) -> String {
    const ITEMS: [&str; 13] = ["YYYY", "MM", "M", "MMM", "DD", "D", "hh", "h", "mm", "ss", ".sss", "AM", "Z"];
    const SIGNS: [&str; 12] = ["-", "/", ".", " ", ", ", ":", "T", "'", "", "é", "de", "_"];
    let mut pattern = String::new();
    for (place, byte) in data.iter().take(24).enumerate() {
        pattern.push_str(match place % 2 {
            0 => ITEMS[usize::from(*byte) % ITEMS.len()],
            _ => SIGNS[usize::from(*byte) % SIGNS.len()],
        });
    }
    pattern
}

/// Reads a value both ways; gives what it is, nothing for an invalid one.
fn check(document: &Value, model: &Model, account: &Value) -> Option<Value> {
    let built = Account::from_json(&account.to_string()).expect("an account");
    let record = match model.record(&built, OnInvalid::Missing) {
        Ok(record) => record,
        // Beyond a limit.
        Err(error) => {
            check_words("a message", &error.to_string());
            return None;
        }
    };
    let found = match record.issues() {
        [] => Some(field(model, &record.fields()[0])),
        issues => {
            issues.iter().for_each(|issue| check_words("what was found", &issue.found));
            let refused = model.record(&built, OnInvalid::Error).expect_err("an invalid value");
            refused.help().iter().for_each(|help| check_words("a help", help));
            None
        }
    };
    let expected = reading(document, "v", account.as_object().expect("an object"));
    assert_eq!(found, expected, "{account}\n{document}");
    found
}

/// A value that was read, as the plain evaluator shows it.
fn field(model: &Model, field: &Field<'_>) -> Value {
    let attribute = model.attributes().next().expect("an attribute");
    let folded = |text: &str| {
        let synonyms = &model.definition().attributes[0].synonyms;
        let text = fold(text).into_owned();
        let known = synonyms.iter().find(|(_, others)| others.iter().any(|other| *fold(other) == *text));
        known.map_or(text, |(known, _)| fold(known).into_owned())
    };
    let items = |texts: Vec<&str>| -> BTreeSet<String> {
        texts.into_iter().map(folded).filter(|item| !item.is_empty()).collect()
    };
    match field {
        Field::Missing => json!("missing"),
        Field::None => json!("none"),
        Field::Number(number) => json!({"number": number}),
        Field::Interval(interval) => {
            let (low, high) = (interval.low(), interval.high());
            let is_end = |end: f64| end.is_finite() && interval.contains(end);
            json!({"low": low.is_finite().then_some(low), "high": high.is_finite().then_some(high),
                "ends": [is_end(low), is_end(high)]})
        }
        Field::Text(text) => json!({"text": text.trim()}),
        Field::Bool(truth) => json!({"bool": truth}),
        Field::Date(date) => json!({"date": date.to_string()}),
        Field::Set(texts) => json!({"set": items(texts.iter().map(|text| &**text).collect())}),
        Field::Joined(text) => {
            let mut texts: Vec<&str> = vec![text];
            for separator in attribute.separators() {
                texts = texts.into_iter().flat_map(|text| text.split(separator)).collect();
            }
            json!({"set": items(texts)})
        }
        Field::Events(events) => {
            let each =
                events.iter().map(|event| json!([fold(&event.event), event.on.to_string(), event.count]));
            json!({"events": each.collect::<Vec<_>>()})
        }
        other => panic!("a kind of value that is not known here: {other:?}"),
    }
}
