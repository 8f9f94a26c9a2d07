//! Values to which an attribute of an account may change, found from the constants of the document alone: a plain search for
//! changes tries all of them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::generate;
use crate::reference::{self, date};

/// The attributes that may change: those that are not `changeable: false`, and those that are missing; without formulas.
pub fn open(model: &Value, account: &Value) -> Vec<String> {
    let attributes = model["attributes"].as_object().expect("attributes");
    let is_open = |(name, attribute): &(&String, &Value)| {
        let may = attribute["changeable"] != false || !reference::is_known(model, name, account);
        attribute.get("formula").is_none() && may
    };
    attributes.iter().filter(is_open).map(|(name, _)| name.clone()).collect()
}

/// The account with another value of an attribute.
pub fn with(model: &Value, account: &Value, name: &str, value: &Value) -> Value {
    let mut changed = account.as_object().expect("an account").clone();
    let aliases = model["attributes"][name]["aliases"].as_array().into_iter().flatten();
    for alias in aliases.filter_map(Value::as_str) {
        changed.remove(alias);
    }
    changed.insert(name.to_owned(), value.clone());
    Value::Object(changed)
}

/// The value of an attribute in the account as it is read; null where it has none.
pub fn now(model: &Value, account: &Value, name: &str) -> Value {
    reference::value(model, account, name)
}

/// How many constants the model has about an attribute.
pub fn constants(model: &Value, name: &str) -> usize {
    generate::constants(model).get(name).map_or(0, Vec::len)
}

/// The attributes that a formula is made of in the end.
pub fn behind(model: &Value, formula: &Value) -> BTreeSet<String> {
    let text = formula.as_str().unwrap_or_default();
    let mut found = BTreeSet::new();
    for (name, attribute) in model["attributes"].as_object().into_iter().flatten() {
        // A name within another one is counted too: this says what may be, not what is.
        if text.contains(&**name) {
            match attribute.get("formula") {
                Some(inner) if inner != formula => found.extend(behind(model, inner)),
                _ => drop(found.insert(name.clone())),
            }
        }
    }
    found
}

/// Values of one attribute at, beside and between everything that the model names for it.
pub fn values(model: &Value, account: &Value, name: &str, as_of: &str) -> Vec<Value> {
    let constants = generate::constants(model);
    let own = constants.get(name).cloned().unwrap_or_default();
    let attribute = &model["attributes"][name];
    match attribute["type"].as_str().expect("a type") {
        "number" => {
            let mut all: Vec<f64> = own.iter().filter_map(Value::as_f64).collect();
            all.extend([0.0, 1.0]);
            all.extend(through_formulas(model, account, name, &constants));
            around(all).into_iter().map(Value::from).collect()
        }
        "date" => days(&own, model, account, as_of).into_iter().map(|day| json!(date::write(day))).collect(),
        "bool" => vec![json!(true), json!(false)],
        "text" => {
            let mut all: Vec<Value> = own.iter().filter(|one| one.is_string()).cloned().collect();
            all.push(json!("zz unlisted"));
            all
        }
        "set" => sets(model, account, name, &own),
        _ => events(model, account, name, &own, as_of),
    }
}

/// Numbers, those beside them on six decimals, and those between them.
fn around(mut of: Vec<f64>) -> Vec<f64> {
    of.retain(|one| one.abs() < 1e12);
    of.sort_by(f64::total_cmp);
    of.dedup();
    let rounded = |x: f64| (x * 1e6).round() / 1e6;
    let mut all = Vec::new();
    for pair in of.windows(2) {
        all.extend((1..6).map(|part| rounded(pair[0] + (pair[1] - pair[0]) * f64::from(part) / 6.0)));
    }
    for one in &of {
        all.extend([rounded(*one), rounded(one - 1e-6), rounded(one + 1e-6)]);
    }
    all.extend([of[0] - 1000.0, of[of.len() - 1] + 1000.0].map(rounded));
    all.iter_mut().for_each(|one| *one += 0.0);
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

/// Numbers at which a formula may be one of its own constants, by turning simple formulas round.
fn through_formulas(
    model: &Value,
    account: &Value,
    name: &str,
    constants: &std::collections::BTreeMap<String, Vec<Value>>,
) -> Vec<f64> {
    let mut found = Vec::new();
    let number = |other: &str| reference::value(model, account, other).as_f64();
    for (made, attribute) in model["attributes"].as_object().into_iter().flatten() {
        let Some(formula) = attribute["formula"].as_str().filter(|formula| formula.contains(name)) else {
            continue;
        };
        let others: Vec<f64> = model["attributes"]
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(other, _)| *other != name && formula.contains(&***other))
            .filter_map(|(other, _)| number(other))
            .collect();
        for value in constants.get(made).into_iter().flatten().filter_map(Value::as_f64) {
            for other in others.iter().copied().chain([1.0, 2.0, 1000.0]) {
                found.extend([value * other, value + other, value - other, other - value, other / value]);
                found.extend([
                    value / other,
                    value + other / 3.0,
                    3.0 * (other - value),
                    2.0 * (value + 1.0) - other,
                ]);
            }
        }
    }
    found.retain(|one| one.is_finite());
    found
}

/// Days at and beside everything that the model names: days, the ends of spans, the as-of date, and days of the account.
fn days(own: &[Value], model: &Value, account: &Value, as_of: &str) -> Vec<i64> {
    let today = date::read_plain(as_of).expect("a day");
    let mut all = vec![today, today - 3000, today + 3000];
    for text in own.iter().filter_map(Value::as_str) {
        match date::read_plain(text) {
            Some(day) => all.push(day),
            None if is_span(text) => all.push(date::before(today, text)),
            None => {}
        }
    }
    let dates =
        model["attributes"].as_object().into_iter().flatten().filter(|(_, one)| one["type"] == "date");
    let known =
        dates.filter_map(|(name, _)| date::read_plain(reference::value(model, account, name).as_str()?));
    all.extend(known);
    let mut all: Vec<i64> = all.into_iter().flat_map(|day| [day - 1, day, day + 1]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn is_span(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let count = words.next().is_some_and(|word| word.parse::<u32>().is_ok());
    let unit = words
        .next()
        .is_some_and(|word| ["day", "week", "month", "year"].contains(&word.trim_end_matches('s')));
    count && unit && words.next().is_none()
}

/// The items of a set now, with one or two named ones more or less, with all of them, and with none.
fn sets(model: &Value, account: &Value, name: &str, own: &[Value]) -> Vec<Value> {
    let now = reference::value(model, account, name);
    let now: Vec<String> =
        now.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let named: Vec<String> = own.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let flip = |items: &[String], item: &String| {
        let (folded, mut items) = (reference::canonical(model, name, item), items.to_vec());
        let before = items.len();
        items.retain(|one| reference::canonical(model, name, one) != folded);
        if items.len() == before {
            items.push(item.clone());
        }
        items
    };
    let mut all = Vec::new();
    for (place, one) in named.iter().enumerate() {
        let first = flip(&now, one);
        all.extend(named.iter().skip(place + 1).map(|other| flip(&first, other)));
        all.push(first);
    }
    let is_named = |item: &String| {
        let canonical = reference::canonical(model, name, item);
        named.iter().any(|one| reference::canonical(model, name, one) == canonical)
    };
    let kept: Vec<String> = now.iter().filter(|item| !is_named(item)).cloned().collect();
    all.push([&*kept, &*named].concat());
    all.push(kept);
    all.sort();
    all.dedup();
    all.into_iter().map(Value::from).collect()
}

/// The events now and one more on the day; known to have none, where nothing is known.
fn events(model: &Value, account: &Value, name: &str, own: &[Value], as_of: &str) -> Vec<Value> {
    let now = reference::value(model, account, name).as_array().cloned();
    let mut all = Vec::new();
    for event in own.iter().filter_map(Value::as_str) {
        let mut more = now.clone().unwrap_or_default();
        let event: Map<String, Value> = [("event", json!(event)), ("on", json!(as_of))]
            .map(|(k, v)| (k.to_owned(), v))
            .into_iter()
            .collect();
        more.push(Value::Object(event));
        all.push(Value::Array(more));
    }
    if now.is_none() {
        all.push(json!([]));
    }
    all
}
