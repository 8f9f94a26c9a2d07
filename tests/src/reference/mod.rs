//! The plain evaluator: the meaning of a model, walked part by part, with nothing compiled and nothing shared
//! with the engine.
//!
//! It is the slow answer that the engine is compared with, so it follows the text of FORMAT.md and favours the
//! shortest code that says it. A model is taken as the JSON document that was written, short forms and all, and must
//! be valid: an invalid one may panic.

mod bounds;
mod condition;
mod contribution;
mod criterion;
pub(crate) mod date;
mod decay;
mod events;
mod exclusion;
mod facts;
pub mod fillings;
mod formula;
mod inputs;
mod interval;
mod label;
mod limit;
mod matching;
mod number;
mod operator;
mod profile;
mod reach;
mod read;
pub(crate) mod reading;
mod reasons;
mod resolve;
mod rule;
mod scorecard;
mod share;
mod source;
mod table;
mod text;
mod used;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use self::date::Day;
use self::facts::Facts;
pub use self::source::{listed, sourced};

/// The assessment of an account, in the shape in which the engine writes it (without the fingerprint).
///
/// `as_of` is `YYYY-MM-DD`. With `on_invalid_missing` an invalid value counts as missing and is an issue.
///
/// # Errors
/// Says which value is invalid, unless `on_invalid_missing`.
///
/// ```
/// use serde_json::json;
/// let model = json!({"format": "icp/1", "name": "small", "attributes": {"people": {"type": "number"}},
///     "icps": [{"id": "one", "fit": {"criteria": [{"id": "size", "fit": {"people": {"gte": 50}}}],
///         "tiers": [{"id": "in", "from": 80}, {"id": "out"}]}}]});
/// let assessment = icp_tests::reference::assess(&model, &json!({"people": 70}), "2026-11-21", false).unwrap();
/// assert_eq!(assessment["icps"][0]["score"], 100.0);
/// ```
pub fn assess(
    model: &Value,
    account: &Value,
    as_of: &str,
    on_invalid_missing: bool,
) -> Result<Value, String> {
    let case = Case::read(model, account, as_of, on_invalid_missing)?;
    let icps: Vec<_> =
        ranked(model).into_iter().map(|(priority, icp)| profile::assess(&case, icp, priority)).collect();
    let qualified = || icps.iter().filter(|icp| icp["status"] == "qualified");
    let score = |icp: &&Value| icp["score"].as_f64().unwrap_or(f64::NEG_INFINITY);
    let best = match model["select"].as_str() {
        // `min_by` keeps the first of equals: the one that comes first in priority.
        Some("by_score") => qualified().min_by(|a, b| score(b).total_cmp(&score(a))),
        _ => qualified().next(),
    };
    Ok(json!({
        "model": {
            "name": model["name"], "version": model.get("version").filter(|version| !version.is_null()).map(id_text),
            "status": model.get("status"),
            // The model is taken as it is: lists that were given are in it.
            "lists": {},
        },
        "source": null,
        "as_of": date::write(case.as_of),
        "best": best.map(|icp| icp["icp"].clone()),
        "headline": best.or_else(|| nearest(&icps)).map(|icp| icp["icp"].clone()),
        "icps": icps,
        "issues": case.facts.issues,
    }))
}

/// The icp that is nearest to a yes: by its status, then by its score (null last), then by its place.
fn nearest(icps: &[Value]) -> Option<&Value> {
    let far = |icp: &Value| {
        let order = ["insufficient_data", "unqualified", "disqualified"];
        order.iter().position(|status| icp["status"] == **status).unwrap_or(order.len())
    };
    let score = |icp: &Value| icp["score"].as_f64().unwrap_or(f64::NEG_INFINITY);
    // `min_by` keeps the first of equals.
    icps.iter().min_by(|a, b| far(a).cmp(&far(b)).then(score(b).total_cmp(&score(a))))
}

/// The weight of a criterion, in millionths; in points the most that it gives.
pub(crate) fn weight(model: &Value, criterion: &Value) -> i64 {
    rule::weight(model, &resolve::criterion(model, criterion)) as i64
}

/// Whether an account has a value of an attribute: one that can be read or not, or a blank that is known to be one.
pub(crate) fn is_known(model: &Value, attribute: &str, account: &Value) -> bool {
    let account = account.as_object().expect("an account");
    !matches!(read::find(model, attribute, account), read::Found::Nothing)
}

/// The value of an attribute as it is read, in the kinds of JSON; all events. Null where there is none.
pub fn value(model: &Value, account: &Value, attribute: &str) -> Value {
    let Ok(case) = Case::read(model, account, "2000-01-01", true) else { return Value::Null };
    inputs::read(&case, attribute)
}

/// The form in which a text or an item is compared.
pub(crate) fn canonical(model: &Value, attribute: &str, text: &str) -> String {
    text::canonical(&model["attributes"][attribute], text)
}

/// A model, what is known of the account, and the day on which it is judged.
struct Case<'a> {
    model: &'a Value,
    account: &'a Map<String, Value>,
    facts: Facts,
    as_of: Day,
    /// Whether a missing value counts as one that may yet come, for `known` too.
    filling_in: bool,
    /// The result of the icp, for conditions that may look at it.
    result: Option<&'a Value>,
}

impl<'a> Case<'a> {
    fn read(
        model: &'a Value,
        account: &'a Value,
        as_of: &str,
        on_invalid_missing: bool,
    ) -> Result<Self, String> {
        let as_of = date::read_plain(as_of).ok_or_else(|| format!("as_of is no date: `{as_of}`"))?;
        Ok(Self {
            model,
            account: account.as_object().ok_or("an account is an object")?,
            facts: Facts::read(model, account, as_of, on_invalid_missing)?,
            as_of,
            filling_in: false,
            result: None,
        })
    }

    /// The same case as the bounds see it: to fill in a missing value also changes whether it is known.
    fn filling_in(&self) -> Self {
        Self { facts: self.facts.clone(), filling_in: true, ..*self }
    }
}

impl Case<'_> {
    /// The same case with nothing known of the account, so that any value may come, of formulas too.
    fn knowing_nothing(&self) -> Self {
        Self { facts: Facts::default(), filling_in: true, ..*self }
    }

    /// The same case with a number in place of what is known of it.
    fn with_number(&self, attribute: &str, value: f64) -> Self {
        Self { facts: self.facts.with_number(attribute, value), ..*self }
    }

    /// The same case for conditions that may look at the result of an icp.
    fn with_result<'b>(&'b self, result: &'b Value) -> Case<'b> {
        Case { facts: self.facts.clone(), result: Some(result), ..*self }
    }
}

/// The icps, best first, with the priority that the assessment shows.
fn ranked(model: &Value) -> Vec<(u64, &Value)> {
    let mut icps: Vec<_> = resolve::icps(model).collect();
    if given(model, "prioritize").is_none() {
        let rank = |icp: &Value| given(icp, "priority").map_or(1, |rank| rank.as_u64().expect("a rank"));
        icps.sort_by_key(|icp| rank(icp));
        return icps.into_iter().map(|icp| (rank(icp), icp)).collect();
    }
    let number = |icp: &Value, key: &str| icp["priority"][key].as_f64().unwrap_or(0.0);
    let largest = |key: &str| resolve::icps(model).map(|icp| number(icp, key)).fold(0.0, f64::max);
    let value = |icp: &Value| {
        let mut sum = 0.0;
        for (key, factor) in entries(&model["prioritize"]) {
            let part = if largest(key) > 0.0 { number(icp, key) / largest(key) } else { 0.0 };
            sum += factor.as_f64().expect("a factor") * part;
        }
        sum
    };
    icps.sort_by(|a, b| value(b).total_cmp(&value(a)));
    (1..).zip(icps).collect()
}

/// The value of a key that may be left out; an empty list or object is as if it were.
fn given<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    value.get(key).filter(|value| **value != json!([]) && **value != json!({}))
}

/// The entries of a list; none where there is no list.
fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The entries of an object in document order; none where there is no object.
fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// An id or a version, which may be written as a number.
fn id_text(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// The attributes, in the order in which the model declares them.
fn in_order<'a>(model: &'a Value, names: &BTreeSet<String>) -> Vec<&'a String> {
    entries(&model["attributes"]).map(|(name, _)| name).filter(|name| names.contains(*name)).collect()
}

#[cfg(test)]
mod tests;
