//! Random criteria: every kind of rule, in ratings and in points.

use serde_json::{Map, Value, json};

use super::Level;
use super::attribute::Attribute;
use super::condition::Source;
use super::dice::{Dice, decimal, millionths};
use super::events;
use super::matching::{self, combine};

/// Draws amounts in one unit, and names the keys that go with it.
pub(super) struct Unit {
    pub(super) in_points: bool,
}

impl Unit {
    pub(super) fn key(&self) -> &'static str {
        if self.in_points { "points" } else { "rating" }
    }

    pub(super) fn keys(&self) -> &'static str {
        if self.in_points { "points" } else { "ratings" }
    }

    pub(super) fn each(&self) -> &'static str {
        if self.in_points { "points_each" } else { "rating_each" }
    }

    /// Any amount; ratings of 1 come often.
    pub(super) fn amount(&self, dice: &mut Dice) -> Value {
        if self.in_points {
            return if dice.chance(70) { json!(dice.between(-10, 25)) } else { dice.decimal(-10, 25) };
        }
        let common = [1_000_000, 1_000_000, 500_000, 250_000, 333_333, 0, -200_000, 700_000, 1, -1_000_000];
        if dice.chance(70) { decimal(*dice.pick(&common)) } else { dice.decimal(-1, 1) }
    }

    /// An amount above zero.
    pub(super) fn size(&self, dice: &mut Dice) -> Value {
        decimal(millionths(&self.amount(dice)).abs().max(100_000))
    }
}

/// A criterion's rule and what goes with it, without `id` and `dimension`.
pub(super) fn criterion(dice: &mut Dice, source: &Source) -> Map<String, Value> {
    let unit = Unit { in_points: dice.chance(35) };
    let mut criterion = match dice.below(10) {
        0..=3 => fit(dice, source, &unit),
        4 | 5 => bands(dice, source, &unit),
        6 => table(dice, source, &unit),
        7 if source.level.is_whole() && dice.chance(50) => linear(dice, source, &unit),
        7 => curve(dice, source, &unit),
        8 => per_match(dice, source, &unit),
        _ if source.level != Level::Core => decay(dice, source, &unit),
        _ => table(dice, source, &unit),
    };
    let mut put = |key: &str, value| drop(criterion.insert(key.to_owned(), value));
    if !unit.in_points && dice.chance(60) {
        put("weight", weight(dice));
    }
    if dice.chance(15) {
        put("required", json!(dice.chance(80)));
    }
    if dice.chance(20) {
        put("applies_when", source.condition(dice, 1));
    }
    if dice.chance(30) {
        let policy = match dice.below(6) {
            0 => json!("zero"),
            1 | 2 => json!("skip"),
            3 | 4 => json!("least"),
            _ => unit.amount(dice),
        };
        put("if_unknown", policy);
    }
    if dice.chance(15) {
        put("baseline", unit.amount(dice));
    }
    if dice.chance(25) {
        put("reason_code", json!(dice.pick(&["R1", "R2", "R3"])));
    }
    if dice.chance(15) {
        put("reason", json!("For people"));
    }
    if dice.chance(20) {
        put("name", json!("A criterion"));
    }
    criterion
}

pub(super) fn weight(dice: &mut Dice) -> Value {
    let common = [
        1_000_000,
        2_000_000,
        3_000_000,
        100_000,
        200_000,
        2_345_678,
        7_000_000,
        300_000,
        1,
        1_000_000_000,
        33_333_333,
    ];
    if dice.chance(80) { decimal(*dice.pick(&common)) } else { decimal(dice.between(1, 9_999_999)) }
}

fn object(value: Value) -> Map<String, Value> {
    let Value::Object(entries) = value else { unreachable!("an object") };
    entries
}

fn fit(dice: &mut Dice, source: &Source, unit: &Unit) -> Map<String, Value> {
    let mut rule = json!({"fit": source.condition(dice, 2)});
    if unit.in_points {
        rule["points"] = unit.size(dice);
    }
    if dice.chance(45) {
        rule["misfit"] = source.condition(dice, 2);
        if dice.chance(60) {
            rule["penalty"] = decimal(millionths(&unit.amount(dice)).abs());
        }
    }
    object(rule)
}

fn bands(dice: &mut Dice, source: &Source, unit: &Unit) -> Map<String, Value> {
    let count = dice.between(1, 4);
    let mut band = |place: i64| {
        let amount = if place == 0 { unit.size(dice) } else { unit.amount(dice) };
        let mut band = json!({"when": source.condition(dice, 1)});
        band[unit.key()] = amount;
        if dice.chance(40) {
            band["label"] = json!(dice.pick(&["ideal", "above the minimum", "Großkunde"]));
        }
        if dice.chance(15) {
            band["reason_code"] = json!(dice.pick(&["R1", "R4"]));
        }
        if dice.chance(10) {
            band["reason"] = json!("By this band");
        }
        band
    };
    let mut rule = json!({"bands": (0..count).map(&mut band).collect::<Vec<_>>()});
    if dice.chance(40) {
        rule["otherwise"] = unit.amount(dice);
    }
    object(rule)
}

fn of_kinds<'a>(dice: &mut Dice, source: &'a Source, kinds: &[&str]) -> Option<&'a Attribute> {
    let fitting: Vec<_> =
        source.attributes.iter().filter(|attribute| kinds.contains(&attribute.kind)).collect();
    if fitting.is_empty() { None } else { Some(*dice.pick(&fitting)) }
}

fn table(dice: &mut Dice, source: &Source, unit: &Unit) -> Map<String, Value> {
    let attribute =
        of_kinds(dice, source, &["text", "set", "bool", "number"]).expect("every model has texts");
    let mut rows = Map::new();
    for (place, key) in dice.some(&attribute.constants, 1, 5).into_iter().enumerate() {
        let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
        rows.insert(key, if place == 0 { unit.size(dice) } else { unit.amount(dice) });
    }
    let mut table = json!({"attribute": attribute.name});
    table[unit.keys()] = Value::Object(rows);
    if dice.chance(40) {
        table["otherwise"] = unit.amount(dice);
    }
    if source.level.is_whole() && attribute.kind == "set" {
        combine(dice, unit, &mut table);
    }
    object(json!({"table": table}))
}

fn curve(dice: &mut Dice, source: &Source, unit: &Unit) -> Map<String, Value> {
    let attribute = of_kinds(dice, source, &["number"]).expect("every model has numbers");
    let count = attribute.constants.len();
    let length = dice.between(2, count as i64) as usize;
    let mut places = dice.some(&(0..count).collect::<Vec<_>>(), length, length);
    places.sort_unstable();
    let mut pair = |place: usize| {
        let amount = if dice.chance(50) { unit.size(dice) } else { unit.amount(dice) };
        json!([attribute.constants[place], amount])
    };
    let mut pairs: Vec<_> = places.into_iter().map(&mut pair).collect();
    pairs[0][1] = unit.size(dice);
    let mut curve = json!({"attribute": attribute.name});
    if source.level.is_whole() && dice.chance(30) {
        let least = pairs[0][0].as_f64().expect("a number");
        let axes: Vec<_> = [("linear", f64::NEG_INFINITY), ("log", 0.0), ("log1p", -1.0)]
            .into_iter()
            .filter(|(_, above)| least > *above)
            .map(|(axis, _)| axis)
            .collect();
        curve["axis"] = json!(dice.pick(&axes));
    }
    curve[unit.keys()] = json!(pairs);
    object(json!({"curve": curve}))
}

/// A number as it is; one with a single end of its range has none.
fn linear(dice: &mut Dice, source: &Source, unit: &Unit) -> Map<String, Value> {
    let is_plain = |one: &&Attribute| {
        one.kind == "number" && one.declared.get("min").is_some() == one.declared.get("max").is_some()
    };
    let plain: Vec<_> = source.attributes.iter().filter(is_plain).collect();
    if plain.is_empty() {
        return curve(dice, source, unit);
    }
    let mut rule = json!({"linear": dice.pick(&plain).name});
    if unit.in_points {
        let size = millionths(&unit.size(dice));
        rule["points"] = decimal(if dice.chance(20) { -size } else { size });
    }
    object(rule)
}

fn per_match(dice: &mut Dice, source: &Source, unit: &Unit) -> Map<String, Value> {
    let attribute = of_kinds(dice, source, &["text", "set"]).expect("every model has texts");
    object(json!({"per_match": matching::per_match(dice, source, unit, attribute)}))
}

fn decay(dice: &mut Dice, source: &Source, unit: &Unit) -> Map<String, Value> {
    match of_kinds(dice, source, &["events"]) {
        Some(attribute) => object(events::decay(dice, source, unit, attribute)),
        None => table(dice, source, unit),
    }
}
