//! A source file beside a model, as FORMAT.md has it in "Source files": one document for the plain evaluator.

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

/// The keys under which a value of an attribute may be, in the order in which they are tried.
pub(super) fn names<'m>(name: &'m str, attribute: &'m Value) -> impl Iterator<Item = &'m str> + use<'m> {
    let headers = attribute.get("headers");
    let own = headers.is_none().then_some(name);
    own.into_iter().chain(items(headers.unwrap_or(&attribute["aliases"])).filter_map(Value::as_str))
}
