//! Random labels, and conditions on the result of an icp.

use serde_json::{Map, Value, json};

use super::condition::Source;
use super::dice::{Dice, decimal};
use super::profile::ids;

/// One or two labels of an icp that is drawn but for them.
pub(super) fn labels(dice: &mut Dice, source: &Source, icp: &Value) -> Value {
    let labels = dice.some(&["plan", "size.class"], 1, 2);
    let one = |id: &str| {
        let count = dice.between(1, 3);
        let mut entries: Vec<Value> = (0..count)
            .map(|place| json!({"when": condition(dice, source, icp), "say": format!("{id} {place}")}))
            .collect();
        if dice.chance(50) {
            entries.push(json!({"say": format!("{id} otherwise")}));
        }
        let mut label = json!({"id": id, "first": entries});
        if dice.chance(20) {
            label["name"] = json!("A label");
            label["description"] = json!("For people");
        }
        label
    };
    labels.into_iter().map(one).collect::<Vec<_>>().into()
}

/// A condition that may look at the result, alone or joined with others.
fn condition(dice: &mut Dice, source: &Source, icp: &Value) -> Value {
    if dice.chance(30) {
        return source.condition(dice, 2);
    }
    let result = json!({"result": result(dice, icp)});
    match dice.below(6) {
        0 => json!({"all": [result, source.condition(dice, 1)]}),
        1 => json!({"any": [source.condition(dice, 1), result]}),
        2 => json!({"not": result}),
        3 => {
            let other = json!({"result": self::result(dice, icp)});
            json!({"at_least": {"n": dice.between(1, 3), "of": [result, other, source.condition(dice, 0)]}})
        }
        4 => match source.condition(dice, 0) {
            Value::Object(mut tests) => {
                tests.insert("result".to_owned(), result["result"].clone());
                Value::Object(tests)
            }
            _ => result,
        },
        _ => result,
    }
}

/// One to three tests of a result.
fn result(dice: &mut Dice, icp: &Value) -> Value {
    let one_or_some = |dice: &mut Dice, words: &[Value]| {
        if dice.chance(40) { dice.pick(words).clone() } else { json!(dice.some(words, 1, 3)) }
    };
    let statuses = ["qualified", "unqualified", "disqualified", "insufficient_data"].map(Value::from);
    let words = [
        ("status", statuses.to_vec()),
        ("tier", ids(&icp["fit"]["tiers"])),
        ("stage", ids(&icp["stages"])),
        ("intent_tier", ids(&icp["intent"]["tiers"])),
    ];
    let mut keys = vec!["status", "tier", "score", "score", "coverage"];
    keys.extend(words[2..].iter().filter(|(_, words)| !words.is_empty()).map(|(key, _)| *key));
    keys.extend(icp["intent"]["tiers"].is_array().then_some("intent_score"));
    let mut tests = Map::new();
    for key in dice.some(&keys, 1, 3) {
        let test = match words.iter().find(|(word, _)| *word == key) {
            Some((_, words)) => one_or_some(dice, words),
            None => number(dice, key == "coverage"),
        };
        tests.insert(key.to_owned(), test);
    }
    Value::Object(tests)
}

/// A test of a score or of the coverage.
fn number(dice: &mut Dice, is_part: bool) -> Value {
    let scores = [0, 100_000_000, 50_000_000, 66_666_667, 33_333_333, 5_000_000, -3_000_000];
    let parts = [0, 1_000_000, 500_000, 333_333, 666_667, 250_000];
    let mut number = || decimal(*dice.pick(if is_part { &parts } else { &scores[..] }));
    let (a, b) = (number(), number());
    let (low, high) = if a.as_f64() < b.as_f64() { (&a, &b) } else { (&b, &a) };
    match dice.below(8) {
        0 => a,
        1 => json!({"is_not": a}),
        2 => json!({"between": [low, high]}),
        3 => json!({"in": [a, b]}),
        4 => json!({"gt": low, "lte": high}),
        5 => json!({"lt": a}),
        _ => json!({"gte": a}),
    }
}
