//! Documents with a mistake, and values for languages that lack some.

use std::str::FromStr as _;

use oorandom::Rand32;
use serde_json::{Value, json};

/// The document with some of its values replaced by others, or taken away: most often no model any more.
pub fn corrupt(document: &Value, seed: u64) -> Value {
    let mut dice = Rand32::new(seed);
    let mut corrupted = document.clone();
    for _ in 0..=dice.rand_range(0..3) {
        let places = count(&corrupted);
        let mut place = dice.rand_range(1..places.max(2));
        change(&mut corrupted, &mut place, &mut dice);
    }
    corrupted
}

/// Values in a value, itself too.
fn count(value: &Value) -> u32 {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<u32>(),
        Value::Object(entries) => 1 + entries.values().map(count).sum::<u32>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}

/// Changes the value that comes `place` places later.
fn change(value: &mut Value, place: &mut u32, dice: &mut Rand32) {
    if *place == 0 {
        *value = match dice.rand_range(0..8) {
            0 => Value::Null,
            1 => json!(-1),
            2 => json!(0.000_000_1),
            3 => json!("no such thing"),
            4 => json!([]),
            5 => json!({"gt": "x", "nope": 1}),
            6 => json!("İ\u{200b}`x`"),
            _ => json!(true),
        };
    }
    *place = place.wrapping_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| change(item, place, dice)),
        Value::Object(entries) => entries.values_mut().for_each(|value| change(value, place, dice)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Integers that JavaScript's numbers do not hold go over as `{"$bigint": digits}`.
pub fn exact(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let digits = number.to_string();
            match i128::from_str(&digits) {
                Ok(integer) if integer.unsigned_abs() > 1 << 53 => json!({"$bigint": digits}),
                Ok(_) | Err(_) => Value::Number(number),
            }
        }
        Value::Array(items) => items.into_iter().map(exact).collect(),
        Value::Object(entries) => entries.into_iter().map(|(key, value)| (key, exact(value))).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::{self, Level};

    #[test]
    fn most_corrupted_models_are_refused() {
        let refused = (0..100).filter(|seed| {
            let document = corrupt(&generate::model(*seed, Level::Full), *seed);
            icp_core::Model::from_json(&document.to_string()).is_err()
        });
        assert!(refused.count() > 80);
    }
}
