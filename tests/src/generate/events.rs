//! Random tests of events, and rules over them.

use serde_json::{Map, Value, json};

use super::attribute::Attribute;
use super::condition::{Source, span};
use super::dice::{Dice, decimal, millionths};
use super::rule::Unit;

/// The operand of `happened`.
pub(super) fn happened(dice: &mut Dice, source: &Source, attribute: &Attribute) -> Value {
    let mut test = json!({"event": dice.pick(&attribute.constants)});
    let is_whole = source.level.is_whole();
    let mut different = 0;
    if is_whole && dice.chance(60) {
        test = if dice.chance(25) { json!({"any": true}) } else { any_of(dice, attribute, &mut different) };
    }
    if dice.chance(60) {
        test["within_last"] = json!(span(dice));
    }
    let least = dice.between(1, 3);
    if dice.chance(50) {
        test["at_least"] = json!(least);
    }
    let mut most = least + dice.between(0, 2);
    if different > 0 && dice.chance(60) {
        let distinct = dice.between(1, different);
        test["distinct_at_least"] = json!(distinct);
        most = most.max(distinct);
    }
    if dice.chance(30) {
        test["at_most"] = json!(most);
    }
    if is_whole && dice.chance(40) {
        test["once_per"] = json!("day");
    }
    test
}

fn any_of(dice: &mut Dice, attribute: &Attribute, different: &mut i64) -> Value {
    if let Some((name, listed)) = attribute.list.as_ref().filter(|_| dice.chance(40)) {
        *different = listed.len() as i64;
        return json!({"any_of": format!("${name}")});
    }
    let mut names = dice.some(&attribute.constants, 1, 4);
    *different = names.len() as i64;
    if dice.chance(15) {
        names.push(names[0].clone());
    }
    json!({"any_of": names})
}

fn days(dice: &mut Dice) -> Value {
    json!(if dice.chance(50) {
        format!("{} weeks", dice.between(2, 12))
    } else {
        format!("{} days", dice.between(2, 90))
    })
}

/// A `decay` rule over an attribute.
pub(super) fn decay(dice: &mut Dice, source: &Source, unit: &Unit, attribute: &Attribute) -> Value {
    let is_whole = source.level.is_whole();
    let mut rows = Map::new();
    for (place, event) in dice.some(&attribute.constants, 1, 3).into_iter().enumerate() {
        let amount = if place == 0 { unit.size(dice) } else { unit.amount(dice) };
        rows.insert(event.as_str().expect("a name").to_owned(), amount);
    }
    let smallest =
        rows.values().map(|amount| millionths(amount).abs()).filter(|amount| *amount > 0).min().unwrap_or(0);
    let mut fades = true;
    if is_whole && dice.chance(40) {
        rows.values_mut().for_each(|row| own(dice, unit, row));
        fades = dice.chance(50) || rows.values().any(|row| !has_own_fading(row));
    }
    let mut rule = json!({"attribute": attribute.name});
    // Some rules give something for whatever happens, and some of these name no event.
    let of_any = is_whole && fades && dice.chance(25);
    if of_any {
        rule[unit.each()] = unit.size(dice);
    }
    if !of_any || dice.chance(60) {
        rule[unit.keys()] = Value::Object(rows);
    }
    if is_whole && dice.chance(30) {
        rule["once_per"] = json!("day");
    }
    let is_flat = is_whole && dice.chance(25);
    if fades {
        let fading = if is_flat { "for" } else { *dice.pick(&["half_life", "half_life", "linear_over"]) };
        rule[fading] = days(dice);
    }
    if !(fades && is_flat) {
        if dice.chance(40) {
            rule["max_age"] = days(dice);
        }
        if dice.chance(30) {
            rule["floor"] = decimal(dice.between(1, smallest.max(1)));
        }
    }
    if dice.chance(40) {
        rule["max"] = unit.size(dice);
    }
    json!({"decay": rule})
}

/// Makes an entry one that fades on its own, or is limited on its own.
fn own(dice: &mut Dice, unit: &Unit, row: &mut Value) {
    if dice.chance(25) {
        return;
    }
    let mut entry = json!({});
    entry[unit.key()] = row.take();
    if dice.chance(70) {
        entry[*dice.pick(&FADINGS)] = days(dice);
    }
    if entry.as_object().is_some_and(|entry| entry.len() == 1) || dice.chance(30) {
        entry["max"] = unit.size(dice);
    }
    *row = entry;
}

const FADINGS: [&str; 3] = ["half_life", "linear_over", "for"];

fn has_own_fading(row: &Value) -> bool {
    FADINGS.iter().any(|key| row.get(key).is_some())
}
