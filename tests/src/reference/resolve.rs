//! The whole of what is written in short: shared criteria with their weights, rules under another name, conditions by
//! name, and the icps that are scored.

use serde_json::{Map, Value, json};

use super::number::{MILLION, millionths};
use super::{entries, given, id_text, items, rule};

/// The icps that are not switched off.
pub(super) fn icps(model: &Value) -> impl Iterator<Item = &Value> {
    items(&model["icps"]).filter(|icp| icp["enabled"] != false)
}

/// A condition, or the one of that name.
pub(super) fn condition<'a>(model: &'a Value, written: &'a Value) -> &'a Value {
    match written.as_str() {
        Some(name) => {
            let named = name.strip_prefix('$').and_then(|name| model["conditions"].get(name));
            condition(model, named.expect("a condition by name"))
        }
        None => written,
    }
}

/// The criteria of a scorecard, whole: first those of its list, then those that only `weights` names.
pub(super) fn criteria(model: &Value, card: &Value) -> Vec<Value> {
    let id = |line: &Value| id_text(line.get("id").unwrap_or(&line["use"]));
    let weights = &card["weights"];
    let mut lines: Vec<Value> = items(&card["criteria"]).cloned().collect();
    for line in &mut lines {
        if let Some(weight) = weights.get(id(line)) {
            line["weight"] = weight.clone();
        }
    }
    let known: Vec<String> = lines.iter().map(id).collect();
    let rest = entries(weights).filter(|(name, _)| !known.contains(name));
    lines.extend(rest.map(|(name, weight)| json!({"use": name, "weight": weight})));
    lines.iter().map(|line| criterion(model, line)).collect()
}

/// A criterion, with the shared definition that it uses and its own overrides.
pub(super) fn criterion(model: &Value, written: &Value) -> Value {
    let Some(name) = written.get("use").and_then(Value::as_str) else { return plain(model, written.clone()) };
    let mut criterion = model["criteria"][name].clone();
    criterion["id"] = Value::from(name);
    for key in ["id", "weight", "dimension", "required"] {
        if let Some(value) = written.get(key) {
            criterion[key] = value.clone();
        }
    }
    let weight = rule::weight(model, &plain(model, criterion.clone()));
    let factor = match (given(written, "times"), given(written, "points")) {
        (Some(times), _) => Some((millionths(times), MILLION)),
        (None, points) => points.map(|points| (millionths(points), weight)),
    };
    if let Some(factor) = factor {
        scale(&mut criterion, factor);
    }
    plain(model, criterion)
}

/// The criterion with `linear` as the curve that it is.
fn plain(model: &Value, mut criterion: Value) -> Value {
    let Some(attribute) = criterion["linear"].as_str().map(str::to_owned) else { return criterion };
    let declared = &model["attributes"][&attribute];
    let end = |key: &str, usual: f64| declared.get(key).cloned().unwrap_or_else(|| json!(usual));
    let object = criterion.as_object_mut().expect("an object");
    let points = object.shift_remove("points");
    let (unit, top) = points.map_or(("ratings", json!(1)), |points| ("points", points));
    let curve = json!({"attribute": attribute, unit: [[end("min", 0.0), 0], [end("max", 1.0), top]]});
    object.insert("curve".to_owned(), curve);
    object.shift_remove("linear");
    criterion
}

/// Multiplies the weight, or all amounts of a rule in points, by a fraction.
fn scale(criterion: &mut Value, (top, below): (i128, i128)) {
    let scaled = |value: &Value| {
        let amount = millionths(value) * top;
        assert_eq!(amount % below, 0, "more than six decimals");
        json!((amount / below) as f64 / 1e6)
    };
    if !rule::in_points(criterion) {
        let weight = criterion.get("weight").cloned().unwrap_or_else(|| json!(1));
        criterion["weight"] = scaled(&weight);
        return;
    }
    let each = |object: &mut Map<String, Value>, keys: &[&str]| {
        for key in keys {
            if let Some(value) = object.get_mut(*key).filter(|value| value.is_number()) {
                *value = scaled(value);
            }
        }
    };
    let object = criterion.as_object_mut().expect("an object");
    each(object, &["points", "penalty", "otherwise", "if_unknown", "baseline"]);
    for band in object.get_mut("bands").and_then(Value::as_array_mut).into_iter().flatten() {
        each(band.as_object_mut().expect("a band"), &["points"]);
    }
    for rule in ["table", "curve", "per_match", "decay"] {
        let Some(rule) = object.get_mut(rule).and_then(Value::as_object_mut) else { continue };
        each(rule, &["otherwise", "max", "floor", "points_each"]);
        match rule.get_mut("points") {
            Some(Value::Object(rows)) => {
                for (_, row) in rows {
                    match row {
                        Value::Object(row) => each(row, &["points", "max"]),
                        row => *row = scaled(row),
                    }
                }
            }
            Some(Value::Array(pairs)) => pairs.iter_mut().for_each(|pair| pair[1] = scaled(&pair[1])),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Value {
        json!({"attributes": {"n": {"type": "number", "min": 10, "max": 30}, "o": {"type": "number"}},
            "conditions": {"big": {"n": {"gt": 5}}, "same": "$big"},
            "criteria": {"half": {"weight": 2, "fit": {"n": 1}},
                "rows": {"bands": [{"when": {"n": 1}, "points": 8}], "otherwise": -3, "if_unknown": 0.5}}})
    }

    #[test]
    fn a_name_stands_for_its_condition() {
        assert_eq!(condition(&model(), &json!("$same")), &json!({"n": {"gt": 5}}));
    }

    #[test]
    fn weights_come_from_the_scorecard() {
        let card = json!({"criteria": [{"use": "half", "id": "own"}, {"id": "a", "fit": {"n": 1}}],
            "weights": {"half": 4, "a": 0.5}});
        let found = criteria(&model(), &card);
        let lines: Vec<_> = found.iter().map(|line| json!([line["id"], line["weight"]])).collect();
        assert_eq!(lines, [json!(["own", 2]), json!(["a", 0.5]), json!(["half", 4])]);
    }

    #[test]
    fn points_and_times_scale_every_amount() {
        let scaled = |written: Value| criterion(&model(), &written);
        assert_eq!(scaled(json!({"use": "half", "points": 7}))["weight"], 7.0);
        assert_eq!(scaled(json!({"use": "half", "times": 1.5}))["weight"], 3.0);
        let rows = scaled(json!({"use": "rows", "points": 4}));
        assert_eq!((&rows["bands"][0]["points"], &rows["otherwise"]), (&json!(4.0), &json!(-1.5)));
        assert_eq!(rows["if_unknown"], 0.25);
    }

    #[test]
    fn linear_is_a_curve() {
        let curve = |written: Value| criterion(&model(), &written)["curve"].clone();
        assert_eq!(curve(json!({"linear": "n"}))["ratings"], json!([[10, 0], [30, 1]]));
        assert_eq!(curve(json!({"linear": "o", "points": -20}))["points"], json!([[0.0, 0], [1.0, -20]]));
    }
}
