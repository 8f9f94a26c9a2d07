//! Random accounts.

use serde_json::{Map, Value, json};

use super::constants::Constants;
use super::dice::Dice;
use super::value;

/// Draws an account in which given percentages of the values are missing and invalid.
pub(super) fn draw(
    dice: &mut Dice,
    model: &Value,
    aim: &Constants,
    as_of: i64,
    missing: usize,
    invalid: usize,
) -> Value {
    let mut account = Map::new();
    for (name, attribute) in model["attributes"].as_object().into_iter().flatten() {
        if attribute.get("formula").is_some() {
            continue;
        }
        let aim = aims(dice, aim, name);
        let drawn = |dice: &mut Dice| match dice.chance(invalid) {
            true => Some(value::invalid(dice, attribute, aim)),
            false if dice.chance(missing) => value::missing(dice, model, attribute),
            false => Some(value::valid(dice, attribute, aim, as_of)),
        };
        let aliases: Vec<_> =
            attribute["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                account.insert(key.to_owned(), value);
            }
        };
        if aliases.is_empty() || dice.chance(50) {
            put(name, drawn(dice));
        } else {
            put(dice.pick::<&str>(&aliases), drawn(dice));
            if dice.chance(30) {
                put(name, value::missing(dice, model, attribute));
            }
        }
        if aliases.len() > 1 && dice.chance(15) {
            put(aliases[1], drawn(dice));
        }
    }
    if dice.chance(30) {
        account.insert("an unknown key".to_owned(), json!({"of": ["any", 1]}));
        account.insert("Employees".to_owned(), json!("not the attribute"));
    }
    Value::Object(account)
}

/// The constants of the attribute, now and then those of another: attributes may be compared.
fn aims<'a>(dice: &mut Dice, aim: &'a Constants, name: &str) -> &'a [Value] {
    if dice.chance(15) {
        let all: Vec<_> = aim.values().filter(|constants| !constants.is_empty()).collect();
        if !all.is_empty() {
            return dice.pick::<&Vec<Value>>(&all);
        }
    }
    aim.get(name).map_or(&[], Vec::as_slice)
}
