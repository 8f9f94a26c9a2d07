//! Tables: an entry for each value of an attribute.

use std::cmp::Reverse;

use serde_json::Value;

use super::facts::{Known, may_be_none};
use super::matching::Matching;
use super::number::{Exact, millionths};
use super::read::read_number;
use super::rule::{Branch, Outcome, amount_or, listed};
use super::text::canonical;
use super::{Case, entries};

/// Evaluates a table. On a set the best entry counts, and the first of equals; or all are added up.
pub(super) fn evaluate(case: &Case, table: &Value) -> Outcome {
    let attribute = table["attribute"].as_str().expect("an attribute");
    let declared = &case.model["attributes"][attribute];
    let otherwise = amount_or(table, "otherwise", 0);
    let rows = || entries(listed(table)).map(|(key, value)| (key.as_str(), millionths(value)));
    if table["combine"] == "sum" {
        let matching = Matching::read(case.model, table);
        let otherwise = Exact::whole(otherwise);
        if case.facts.get(attribute).is_none() {
            let open = matching.reachable().into_iter().chain([otherwise]);
            return Outcome::open_exactly(case, attribute, open);
        }
        return Outcome::exactly(matching.sum(case).unwrap_or(otherwise));
    }
    let Some(value) = case.facts.get(attribute) else {
        let all_listed =
            declared["type"] == "bool" && rows().count() == 2 && !may_be_none(case.model, attribute);
        let rest = (!all_listed).then_some(otherwise);
        return Outcome::open(case, attribute, rows().map(|(_, amount)| amount).chain(rest));
    };
    let is_row = |key: &str| match value {
        Known::Number(value) => read_number(&Value::from(key)) == Some(*value),
        Known::Text { canonical: text, .. } => canonical(declared, key) == *text,
        Known::Bool(value) => key == value.to_string(),
        Known::Set(items) => items.contains(&canonical(declared, key)),
        Known::None => false,
        other => panic!("no table of {other:?}"),
    };
    // `min_by_key` keeps the first of equals.
    let best = rows().filter(|(key, _)| is_row(key)).min_by_key(|(_, amount)| Reverse(*amount));
    let unit = if table.get("points").is_some() { "points" } else { "ratings" };
    let branch = match best {
        Some((key, amount)) => {
            Branch { at: Some(format!("table.{unit}{}", step(key))), ..Branch::of(Exact::whole(amount)) }
        }
        None => Branch { at: Some("table.otherwise".to_owned()), ..Branch::of(Exact::whole(otherwise)) },
    };
    Outcome { open: vec![branch], ..Outcome::default() }
}

/// A key as a step of a path: a plain word behind a dot, another text in brackets.
fn step(key: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-$".contains(c);
    if !key.is_empty() && key.chars().all(is_plain) {
        return format!(".{key}");
    }
    format!("[\"{}\"]", key.replace('\\', "\\\\").replace('"', "\\\""))
}
