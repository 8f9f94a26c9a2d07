//! Thresholds as sales teams keep them beside their CRM, in YAML or JSON, in the way of PostHog's lead score: for each property
//! ranges or values with a score, which are added; and grades from a least score.

use super::Read;
use crate::cond::Cond;
use crate::doc::Doc;
use crate::op::{Const, Op};
use crate::sheet::{Band, Criterion, Sheet};
use crate::told::Told;
use crate::tree::{Tree, Value};

/// Where the properties may stand.
const LISTS: [&str; 7] = ["scoring", "properties", "metrics", "criteria", "rules", "scores", "parameters"];
/// Where the grades may stand.
const GRADES: [&str; 4] = ["tiers", "grades", "bands", "thresholds"];
/// Names of a property in an entry of a list.
const NAMES: [&str; 6] = ["property", "metric", "field", "attribute", "key", "name"];
/// Names of its ranges or values.
const RANGES: [&str; 6] = ["thresholds", "ranges", "values", "bands", "buckets", "scores"];
/// Names of a score.
const SCORES: [&str; 4] = ["score", "points", "value", "weight"];

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Read {
    let tree = Tree::read(bytes)?;
    let mut told = Told::default();
    let doc = doc(tree.root(), &mut told);
    told.ended(doc)
}

fn doc(root: Value<'_>, told: &mut Told) -> Option<Doc> {
    let Some((key, list)) = LISTS.iter().find_map(|key| Some((*key, root.get(key)?))) else {
        let help =
            "give `properties`, with ranges or values for each: {employees: [{min: 10, max: 500, score: 5}]}";
        return told.refuse(root, "thresholds.root", "there are no properties with scores", help);
    };
    let mut sheet = Sheet::default();
    for (name, value) in root.entries().into_iter().flatten() {
        match name {
            "name" | "description" | "version" => {}
            "base" | "initial_score" => match value.number() {
                Some(number) => sheet.base += number,
                None => told.note(value, format!("`{name}` is no number: it is not taken")),
            },
            name if name == key || GRADES.contains(&name) => {}
            name => told.note(value, format!("`{name}` is not taken")),
        }
    }
    for (name, value) in list.entries().into_iter().flatten() {
        let ranges = RANGES.iter().find_map(|key| value.get(key)).unwrap_or(value);
        property(name, name, ranges, value, &mut sheet, told);
    }
    for item in list.items().into_iter().flatten() {
        let text = |keys: &[&str]| keys.iter().find_map(|key| item.get(key).and_then(Value::text));
        let (Some(property_name), Some(ranges)) = (text(&NAMES), RANGES.iter().find_map(|key| item.get(key)))
        else {
            let help = "an entry has `property`, and `ranges` or `values`";
            told.refuse::<()>(
                item,
                "thresholds.property",
                "an entry without a property and its scores",
                help,
            );
            continue;
        };
        let shown = item.get("name").and_then(Value::text).unwrap_or(property_name);
        property(property_name, shown, ranges, item, &mut sheet, told);
    }
    grades(root, &mut sheet, told);
    sheet.doc(root.get("name").and_then(Value::text).unwrap_or("lead score"), told)
}

fn score(value: Value<'_>) -> Option<f64> {
    value.number().or_else(|| SCORES.iter().find_map(|key| value.get(key)?.number()))
}

fn property(name: &str, shown: &str, ranges: Value<'_>, at: Value<'_>, sheet: &mut Sheet, told: &mut Told) {
    let attribute = sheet.attribute(name, at);
    let mut bands = Vec::new();
    let mut otherwise = 0.0;
    // Values, each with its score.
    for (key, value) in ranges.entries().into_iter().flatten() {
        let Some(points) = score(value) else {
            told.refuse::<()>(
                value,
                "thresholds.score",
                format!("`{key}` of `{name}` has no score"),
                "a score is a number",
            );
            continue;
        };
        let when = match key.trim().to_lowercase().as_str() {
            "default" | "other" | "otherwise" | "else" => {
                otherwise = points;
                continue;
            }
            "unknown" | "missing" | "null" => Some(Cond::Missing(attribute)),
            "true" | "false" => sheet.test(
                attribute,
                Op::In(vec![Const::Bool(key.trim().eq_ignore_ascii_case("true"))]),
                value,
                told,
            ),
            _ => match interval(key) {
                Some(tests) => within(attribute, tests, value, sheet, told),
                None => sheet.test(attribute, Op::In(vec![Const::Text(key.to_owned())]), value, told),
            },
        };
        bands.extend(when.map(|when| Band { when, points, label: None }));
    }
    // Ranges, each with its score.
    for item in ranges.items().into_iter().flatten() {
        let Some(points) = score_of_range(item) else {
            told.refuse::<()>(
                item,
                "thresholds.score",
                format!("a range of `{name}` has no score"),
                "give it `score`, a number",
            );
            continue;
        };
        let mut tests = Vec::new();
        let mut values: Vec<Const> = Vec::new();
        let mut plain = true;
        let mut label = None;
        for (key, value) in item.entries().into_iter().flatten() {
            let make: fn(Const) -> Op = match key {
                "min" | "from" | "gte" => Op::AtLeast,
                "max" | "to" | "lte" => Op::AtMost,
                "gt" | "above" | "over" => Op::More,
                "lt" | "below" | "under" => Op::Less,
                "equals" | "is" | "in" | "values" | "eq" => {
                    plain = false;
                    let list: Vec<Value<'_>> = value.items().map_or_else(|| vec![value], Iterator::collect);
                    values.extend(list.into_iter().filter_map(constant));
                    continue;
                }
                "value" if item.get("score").is_some() || item.get("points").is_some() => {
                    plain = false;
                    values.extend(constant(value));
                    continue;
                }
                "label" | "name" => {
                    label = value.text().map(str::to_owned);
                    continue;
                }
                key if SCORES.contains(&key) => continue,
                key => {
                    told.note(value, format!("`{key}` is not taken"));
                    continue;
                }
            };
            match value.number() {
                Some(number) => tests.push(make(Const::Number(number))),
                None if value.is_null() => {}
                None => {
                    told.refuse::<()>(
                        value,
                        "thresholds.range",
                        format!("`{key}` of `{name}` is {}", value.noun()),
                        "ends are numbers",
                    );
                }
            }
        }
        let when = if !plain && values.is_empty() {
            told.refuse(
                item,
                "thresholds.range",
                format!("a value of `{name}` is neither text, number nor true/false"),
                "give it one",
            )
        } else if !plain {
            let first = values.first().map(std::mem::discriminant);
            if values.iter().any(|one| Some(std::mem::discriminant(one)) != first) {
                told.refuse(
                    item,
                    "thresholds.range",
                    format!("values of `{name}` have two types"),
                    "a property has one type",
                )
            } else {
                sheet.test(attribute, Op::In(values), item, told)
            }
        } else if tests.is_empty() {
            // A score without ends counts for the rest.
            otherwise = points;
            None
        } else {
            within(attribute, tests, item, sheet, told)
        };
        bands.extend(when.map(|when| Band { when, points, label }));
    }
    if bands.is_empty() && told.refusals.is_empty() {
        told.refuse::<()>(
            at,
            "thresholds.property",
            format!("`{name}` has no ranges and no values"),
            "give it some, each with a score",
        );
    }
    sheet.add(at, Criterion { name: shown.to_owned(), bands, otherwise }, told);
}

/// The score of a range, whose `value` may be what it is compared with.
fn score_of_range(item: Value<'_>) -> Option<f64> {
    SCORES.iter().find_map(|key| item.get(key)?.number())
}

fn within(
    attribute: usize,
    tests: Vec<Op>,
    at: Value<'_>,
    sheet: &mut Sheet,
    told: &mut Told,
) -> Option<Cond> {
    sheet.kind(attribute, "number", at, told)?;
    let tests = tests.into_iter().map(|op| Cond::Test(attribute, op));
    Some(Cond::all([Cond::Known(attribute)].into_iter().chain(tests)))
}

fn constant(value: Value<'_>) -> Option<Const> {
    let text = value.text().map(|text| Const::Text(text.to_owned()));
    text.or_else(|| value.number().map(Const::Number)).or_else(|| value.bool().map(Const::Bool))
}

/// A range in the words of a key: `11-1000`, `1000+`, `>= 50`, `<10`.
fn interval(key: &str) -> Option<Vec<Op>> {
    let key = key.trim().replace('_', "");
    let number =
        |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite()).map(Const::Number);
    if let Some(low) = key.strip_suffix('+') {
        return Some(vec![Op::AtLeast(number(low)?)]);
    }
    for (sign, make) in
        [(">=", Op::AtLeast as fn(Const) -> Op), ("<=", Op::AtMost), (">", Op::More), ("<", Op::Less)]
    {
        if let Some(bound) = key.strip_prefix(sign) {
            return Some(vec![make(number(bound)?)]);
        }
    }
    let at = key.char_indices().skip(1).find(|(_, c)| *c == '-').map(|(at, _)| at)?;
    let (low, high) = (key.get(..at)?, key.get(at + 1..)?);
    Some(vec![Op::AtLeast(number(low)?), Op::AtMost(number(high)?)])
}

/// The grades, as tiers.
fn grades(root: Value<'_>, sheet: &mut Sheet, told: &mut Told) {
    let Some(given) = GRADES.iter().find_map(|key| root.get(key)) else { return };
    let mut tiers: Vec<(String, f64)> = Vec::new();
    let least = |value: Value<'_>| {
        value
            .number()
            .or_else(|| ["min", "from", "min_score", "score"].iter().find_map(|key| value.get(key)?.number()))
    };
    let named = given.entries().into_iter().flatten().map(|(name, value)| (Some(name), value));
    let listed = given.items().into_iter().flatten().map(|item| {
        (["id", "name", "label", "tier", "grade"].iter().find_map(|key| item.get(key)?.text()), item)
    });
    for (name, value) in named.chain(listed) {
        match (name, least(value)) {
            (Some(name), Some(least)) => tiers.push((name.to_owned(), least)),
            _ => told.note(value, "a grade without a name and a least score is not taken"),
        }
    }
    if tiers.is_empty() {
        return;
    }
    tiers.sort_by(|(_, left), (_, right)| right.total_cmp(left));
    tiers.dedup_by(|(_, left), (_, right)| left == right);
    sheet.tiers = tiers.into_iter().map(|(name, least)| (name, Some(least))).collect();
    let lowest = sheet.tiers.last_mut();
    match lowest {
        // A least score of 0 or below is that of all the rest.
        Some((_, from)) if from.is_some_and(|from| from <= 0.0) => *from = None,
        _ => sheet.tiers.push(("below".to_owned(), None)),
    }
}
