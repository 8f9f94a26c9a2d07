//! Lists and a source file that are given beside a model, as FORMAT.md has them in "Lists that are given" and "Source files": one
//! document for the plain evaluator.

use serde_json::{Value, json};

use super::items;

/// The model document whose attributes are read as a source file says; the same where there is none (null). Attributes that are
/// read from other keys than their names have these as `headers`, a key that no document has.
///
/// ```
/// use serde_json::json;
/// let model = json!({"attributes": {"staff": {"type": "number", "aliases": ["people"]}}});
/// let source = json!({"columns": {"# Staff": "staff"}, "attributes": {"staff": {"blank": "none"}}});
/// let sourced = icp_tests::reference::sourced(&model, &source);
/// assert_eq!(sourced["attributes"]["staff"]["headers"], json!(["# Staff"]));
/// assert_eq!(sourced["attributes"]["staff"]["blank"], "none");
/// ```
pub fn sourced(model: &Value, source: &Value) -> Value {
    let mut sourced = model.clone();
    let columns: Vec<(&str, &str)> = source["columns"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(header, attribute)| Some((header.as_str(), attribute.as_str()?)))
        .collect();
    let is_header = |key: &str| columns.iter().any(|(header, _)| *header == key);
    for (name, attribute) in sourced["attributes"].as_object_mut().into_iter().flatten() {
        let own: Vec<&str> = columns.iter().filter(|(_, of)| of == name).map(|(header, _)| *header).collect();
        let names: Vec<String> = names(name, attribute).map(str::to_owned).collect();
        if !own.is_empty() {
            attribute["headers"] = json!(own);
        } else if names.iter().any(|key| is_header(key)) {
            // A header is read for one attribute only.
            attribute["headers"] = names.into_iter().filter(|key| !is_header(key)).collect();
        }
        for (key, value) in source["attributes"][name].as_object().into_iter().flatten() {
            // A set is either a list in JSON, or has separators.
            let other = match key.as_str() {
                "separator" => "written",
                "written" if value == "json" => "separator",
                _ => "",
            };
            if let Some(keys) = attribute.as_object_mut() {
                keys.remove(other);
            }
            attribute[key] = value.clone();
        }
    }
    sourced
}

/// The model document with the entries of given lists in place of its own; the same where there are none (null).
///
/// ```
/// use serde_json::json;
/// let model = json!({"lists": {"sizes": [1], "targets": ["nobody"]}});
/// let listed = icp_tests::reference::listed(&model, &json!({"sizes": ["50", "7"]}));
/// assert_eq!(listed["lists"], json!({"sizes": [50.0, 7.0], "targets": ["nobody"]}));
/// ```
pub fn listed(model: &Value, lists: &Value) -> Value {
    let mut listed = model.clone();
    for (name, given) in lists.as_object().into_iter().flatten() {
        let is_numbers = model["lists"][name][0].is_number();
        let entry = |entry: &Value| match entry.as_str().and_then(|text| text.parse::<f64>().ok()) {
            Some(number) if is_numbers => json!(number),
            _ => entry.clone(),
        };
        listed["lists"][name] = items(given).map(entry).collect();
    }
    listed
}

/// The keys under which a value of an attribute may be, in the order in which they are tried.
pub(super) fn names<'m>(name: &'m str, attribute: &'m Value) -> impl Iterator<Item = &'m str> + use<'m> {
    let headers = attribute.get("headers");
    let own = headers.is_none().then_some(name);
    own.into_iter().chain(items(headers.unwrap_or(&attribute["aliases"])).filter_map(Value::as_str))
}
