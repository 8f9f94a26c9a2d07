//! Empty lists and objects where a key could be left out, as programs write them.

use serde_json::{Map, Value, json};

use super::dice::Dice;

/// Gives some of the keys that a model leaves out an empty list or object, which changes nothing.
pub(super) fn pad(dice: &mut Dice, model: &mut Value) {
    if !dice.chance(30) {
        return;
    }
    add(dice, model, &[("lists", json!({})), ("exclusions", json!([])), ("criteria", json!({}))]);
    let by_rank = model.get("prioritize").is_none();
    add(dice, model, &[("prioritize", json!({}))]);
    for attribute in model["attributes"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        if let Some(synonyms) = attribute.get_mut("synonyms").filter(|_| dice.chance(20)) {
            synonyms["nobody"] = json!([]);
        }
        let none = [("aliases", json!([])), ("values", json!([])), ("synonyms", json!({}))];
        add(dice, attribute, &none);
    }
    let is_only = model["icps"].as_array().is_some_and(|icps| icps.len() == 1);
    for icp in each(&mut model["icps"]) {
        let none = [("exclusions", json!([])), ("intent", json!({})), ("stages", json!([]))];
        add(dice, icp, &none);
        if is_only && by_rank {
            add(dice, icp, &[("priority", json!({}))]);
        }
        for card in ["fit", "intent"] {
            let Some(card) = icp.get_mut(card).filter(|card| card.get("tiers").is_some()) else { continue };
            add(dice, card, &[("dimensions", json!([]))]);
            for tier in each(&mut card["tiers"]) {
                add(dice, tier, &[("requires", json!([])), ("verdicts", json!({}))]);
            }
        }
        for stage in icp.get_mut("stages").map(each).into_iter().flatten() {
            add(dice, stage, &[("verdicts", json!([]))]);
        }
    }
}

fn each(list: &mut Value) -> impl Iterator<Item = &mut Value> {
    list.as_array_mut().into_iter().flatten()
}

fn add(dice: &mut Dice, object: &mut Value, keys: &[(&str, Value)]) {
    for (key, none) in keys {
        if object.get(*key).is_none() && dice.chance(30) {
            object[*key] = none.clone();
        }
    }
}
