//! Fragments of a model, put into the base model where they belong.

use serde_json::{Map, Value, json};

/// The whole document, or why there is none.
///
/// | place | the fragment |
/// |---|---|
/// | `top` | keys of the model; `attributes` and `lists` are added to those of the base |
/// | `attributes` | attributes, added to those of the base |
/// | `condition` | the `fit` of the only criterion |
/// | `criteria` | the criteria |
/// | `scorecard` | keys of the fit scorecard |
/// | `tiers` | its tiers |
/// | `exclusions` | exclusions for every icp |
/// | `icp` | keys of the only icp |
/// | `icps` | all icps |
pub(crate) fn wrap(base: &Value, place: &str, fragment: &Value) -> Result<Value, String> {
    let mut model = base.clone();
    match place {
        "top" => {
            for (key, value) in object(fragment)? {
                match key.as_str() {
                    "attributes" | "lists" => join(&mut model[key], value)?,
                    _ => model[key] = value.clone(),
                }
            }
        }
        "attributes" => join(&mut model["attributes"], fragment)?,
        "condition" => model["icps"][0]["fit"]["criteria"] = json!([{"id": "sample", "fit": fragment}]),
        "criteria" => model["icps"][0]["fit"]["criteria"] = fragment.clone(),
        "tiers" => model["icps"][0]["fit"]["tiers"] = fragment.clone(),
        "scorecard" => join(&mut model["icps"][0]["fit"], fragment)?,
        "exclusions" => model["exclusions"] = fragment.clone(),
        "icp" => join(&mut model["icps"][0], fragment)?,
        "icps" => model["icps"] = fragment.clone(),
        _ => return Err(format!("no place is called `{place}`")),
    }
    Ok(model)
}

fn object(value: &Value) -> Result<&Map<String, Value>, String> {
    value.as_object().ok_or_else(|| "the fragment is no object".to_owned())
}

fn join(into: &mut Value, more: &Value) -> Result<(), String> {
    for (key, value) in object(more)? {
        into[key] = value.clone();
    }
    Ok(())
}

#[test]
fn a_fragment_goes_where_it_belongs() {
    let base = json!({"attributes": {"a": 1}, "icps": [{"fit": {"criteria": [], "tiers": []}}]});
    let wrapped = wrap(&base, "attributes", &json!({"b": 2})).unwrap();
    assert_eq!(wrapped["attributes"], json!({"a": 1, "b": 2}));
    let wrapped = wrap(&base, "condition", &json!({"a": 2})).unwrap();
    assert_eq!(wrapped["icps"][0]["fit"]["criteria"][0]["fit"], json!({"a": 2}));
    assert!(wrap(&base, "elsewhere", &json!({})).is_err());
    assert!(wrap(&base, "top", &json!([])).is_err());
}
