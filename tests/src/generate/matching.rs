//! Random rules that add up what listed items give.

use serde_json::{Map, Value, json};

use super::attribute::Attribute;
use super::condition::{Source, several};
use super::dice::{Dice, decimal, millionths};
use super::rule::Unit;

/// A `per_match` rule over an attribute.
pub(super) fn per_match(dice: &mut Dice, source: &Source, unit: &Unit, attribute: &Attribute) -> Value {
    let mut rule = json!({"attribute": attribute.name});
    if source.level.is_whole() && dice.chance(30) {
        rule["find"] = json!("contains");
    }
    match if source.level.is_whole() { dice.below(4) } else { 0 } {
        2 if !unit.in_points => {
            let of = several(dice, attribute);
            let count = different(attribute, &of) as i64;
            rule["full_at"] = if dice.chance(40) { json!("all") } else { json!(dice.between(1, count)) };
            rule["of"] = of;
            return rule;
        }
        2 | 3 => rule[unit.keys()] = own(dice, unit, attribute),
        _ => {
            let each = millionths(&unit.size(dice));
            let sign = if dice.chance(20) { -1 } else { 1 };
            rule["of"] = several(dice, attribute);
            rule[unit.each()] = decimal(sign * if unit.in_points { each } else { each / 3 });
        }
    }
    if dice.chance(50) {
        rule["max"] = unit.size(dice);
    }
    rule
}

/// How many different items a list has.
fn different(attribute: &Attribute, of: &Value) -> usize {
    let mut items = match (of, &attribute.list) {
        (Value::Array(items), _) => items.clone(),
        (_, Some((_, items))) => items.clone(),
        _ => vec![],
    };
    items.sort_by_key(Value::to_string);
    items.dedup();
    items.len()
}

/// An amount for each of some items; a list by its name is one of them.
fn own(dice: &mut Dice, unit: &Unit, attribute: &Attribute) -> Value {
    let mut rows = Map::new();
    let mut items = attribute.constants.clone();
    if let Some((name, listed)) = attribute.list.as_ref().filter(|_| dice.chance(40)) {
        items.retain(|item| !listed.contains(item));
        rows.insert(format!("${name}"), unit.size(dice));
    }
    for item in dice.some(&items, 1, 4) {
        let amount = if rows.is_empty() { unit.size(dice) } else { unit.amount(dice) };
        rows.insert(item.as_str().expect("text").to_owned(), amount);
    }
    Value::Object(rows)
}

/// Adds how a table on a set takes several rows.
pub(super) fn combine(dice: &mut Dice, unit: &Unit, table: &mut Value) {
    match dice.below(4) {
        0 => table["combine"] = json!("best"),
        1 | 2 => {
            table["combine"] = json!("sum");
            if dice.chance(50) {
                table["max"] = unit.size(dice);
            }
        }
        _ => {}
    }
}
