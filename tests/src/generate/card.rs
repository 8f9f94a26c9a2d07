//! Limits, full dimensions, heirs of empty ones, and weights in one place, for random scorecards.

use serde_json::{Map, Value, json};

use super::condition::Source;
use super::dice::{Dice, decimal, millionths};
use super::rule::weight;
use super::scorecard::Shared;

/// One to three limits, the lower never above the higher; or factors, or amounts, or steps.
pub(super) fn limits(dice: &mut Dice, source: &Source, in_points: bool) -> Value {
    let percents = [0, 100_000_000, 50_000_000, 66_666_667, 30_000_000, 80_000_000];
    let points = [0, -3_000_000, 5_000_000, 7_500_000, 10_000_000, 2_345_678];
    let count = dice.between(1, 3);
    let one = |_| {
        let mut number = || *dice.pick(if in_points { &points } else { &percents });
        let (a, b) = (number(), number());
        let mut limit = json!({});
        if !dice.chance(15) {
            limit["when"] = source.condition(dice, 1);
        }
        let which = dice.below(7);
        let steps = [1_000_000, 5_000_000, 100_000, 1, 2_500_000, 300_000, 70_000_000];
        if which == 6 {
            limit["round_to"] = decimal(*dice.pick(&steps));
            if dice.chance(60) {
                limit["rounding"] = json!(*dice.pick(&["nearest", "down", "up"]));
            }
            return limit;
        }
        let factors = [0, 500_000, 900_000, 1_100_000, 1_234_567, 2_000_000];
        if which == 4 {
            limit["times"] = decimal(*dice.pick(&factors));
            return limit;
        }
        if which == 5 {
            limit["add"] = decimal(*dice.pick(&points));
            return limit;
        }
        if which != 1 {
            limit["at_least"] = decimal(a.min(b));
        }
        if which != 0 {
            limit["at_most"] = decimal(a.max(b));
        }
        if dice.chance(20) {
            limit["description"] = json!("For people");
        }
        limit
    };
    (0..count).map(one).collect::<Vec<_>>().into()
}

/// Adds to dimensions with shares what makes them full, and who takes the share of an empty one.
pub(super) fn shares(dice: &mut Dice, dimensions: &mut Value) {
    let ids: Vec<Value> = super::profile::ids(dimensions);
    for dimension in dimensions.as_array_mut().into_iter().flatten() {
        if dice.chance(30) {
            dimension["full"] =
                dice.pick(&[json!(1), json!(2), json!(10), json!(0.5), json!(33.333333), json!(7)]).clone();
        }
        let others: Vec<_> = ids.iter().filter(|id| **id != dimension["id"]).cloned().collect();
        if !others.is_empty() && dice.chance(35) {
            dimension["when_empty"] = json!({"to": dice.some(&others, 1, 2)});
        }
    }
}

/// The weights of some criteria that have none of their own, and of shared ones that stand nowhere else.
pub(super) fn weights(
    dice: &mut Dice,
    shared: &[Shared],
    criteria: &[Map<String, Value>],
    may_take: bool,
) -> Map<String, Value> {
    let id = |one: &Map<String, Value>| one.get("id").or_else(|| one.get("use")).cloned().unwrap_or_default();
    let mut weights = Map::new();
    for one in criteria {
        let own = ["weight", "times", "points"].iter().any(|key| one.contains_key(*key));
        let in_points = match one.get("use") {
            Some(name) => shared.iter().any(|shared| *name == *shared.name && !shared.in_ratings),
            None => Value::Object(one.clone()).to_string().contains("\"points"),
        };
        if !own && !in_points && dice.chance(60) {
            weights.insert(id(one).as_str().expect("an id").to_owned(), weight(dice));
        }
    }
    let ids: Vec<Value> = criteria.iter().map(id).collect();
    for one in shared.iter().filter(|one| one.in_ratings && may_take) {
        if !ids.contains(&json!(one.name)) && dice.chance(40) {
            weights.insert(one.name.clone(), weight(dice));
        }
    }
    weights
}

/// Gives a use of a shared criterion `times` or `points`, where the amounts stay whole millionths.
pub(super) fn scaled(dice: &mut Dice, shared: &Shared, one: &mut Map<String, Value>) {
    let most = 1_000_000_000_000_000_i128;
    let by = |top: i64, below: i64| {
        shared.amounts.iter().all(|amount| {
            let product = i128::from(*amount) * i128::from(top);
            product % i128::from(below) == 0 && (product / i128::from(below)).abs() <= most
        })
    };
    let times: Vec<i64> = [500_000, 2_000_000, 1_500_000, 100_000, 3_000_000, 1_000_000].to_vec();
    let times: Vec<i64> = times.into_iter().filter(|times| by(*times, 1_000_000)).collect();
    if times.is_empty() {
        return;
    }
    let times = *dice.pick(&times);
    let made = i128::from(shared.weight) * i128::from(times) / 1_000_000;
    if dice.chance(50) && i128::from(shared.weight) * i128::from(times) % 1_000_000 == 0 && made > 0 {
        one.insert("points".to_owned(), decimal(made as i64));
    } else {
        one.insert("times".to_owned(), decimal(times));
    }
}

/// The amounts of a criterion that a factor multiplies, in millionths.
pub(super) fn amounts(criterion: &Map<String, Value>, weight: i64, in_ratings: bool) -> Vec<i64> {
    let mut amounts = vec![weight];
    if !in_ratings {
        numbers(&Value::Object(criterion.clone()), &mut amounts);
    }
    amounts
}

/// All numbers below the keys that hold amounts.
fn numbers(part: &Value, into: &mut Vec<i64>) {
    match part {
        Value::Array(parts) => parts.iter().for_each(|part| numbers(part, into)),
        Value::Object(entries) => {
            for (key, value) in entries {
                let is_amount = matches!(
                    key.as_str(),
                    "points"
                        | "penalty"
                        | "otherwise"
                        | "max"
                        | "floor"
                        | "points_each"
                        | "if_unknown"
                        | "baseline"
                );
                match value {
                    Value::Number(_) if is_amount => into.push(millionths(value)),
                    Value::Object(rows) if key == "points" => {
                        into.extend(rows.values().filter(|row| row.is_number()).map(millionths));
                        numbers(value, into);
                    }
                    Value::Array(pairs) if key == "points" => {
                        into.extend(pairs.iter().map(|pair| millionths(&pair[1])));
                    }
                    _ => numbers(value, into),
                }
            }
        }
        _ => {}
    }
}
