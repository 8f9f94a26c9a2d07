//! Lists that repeat the core's tables of operators, rule kinds and choices: each has all of them, and nothing else.
//!
//! The schema says once more, for `length` and `size`, which operators numbers have; `ICP_BLESS=1` writes that part.

use icp_core::model::{HeldUnknown, NumberTest, RuleKind, SCHEMA, Select, Status, Test};
use icp_core::value::{AttributeType, Layer};
use serde_json::{Value, json};

use super::tree::{file, root};

const FILE: &str = "icp-core/schema/icp-1.schema.json";

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The names that are in one list and not in the other.
fn compared(what: &str, wanted: &[&str], found: &[&str]) -> Vec<String> {
    let missing = wanted.iter().filter(|one| !found.contains(one)).map(|one| format!("{what}: no `{one}`"));
    let unknown = found
        .iter()
        .filter(|one| !wanted.contains(one))
        .map(|one| format!("{what}: `{one}` is not in the core's table"));
    missing.chain(unknown).collect()
}

/// All operators, with the types that have them.
fn operators() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for kind in AttributeType::ALL {
        for name in Test::operators(kind) {
            match all.iter_mut().find(|(known, _)| *known == name) {
                Some((_, types)) => types.push(kind.as_str()),
                None => all.push((name, vec![kind.as_str()])),
            }
        }
    }
    all
}

#[test]
fn the_schema_has_all_operators() {
    let schema = schema();
    let properties = &schema["$defs"]["operators"]["properties"];
    let names: Vec<&str> = operators().iter().map(|(name, _)| *name).collect();
    let mut complaints = compared(&format!("{FILE}, `operators`"), &names, &keys(properties));
    for (name, types) in operators() {
        let sentence = properties[name]["description"].as_str().unwrap_or_default();
        let all = types.len() == AttributeType::ALL.len();
        let types = if all { "any type".to_owned() } else { types.join(", ") };
        if !sentence.contains(&format!("; {types}.")) {
            complaints.push(format!("{FILE}: the sentence of `{name}` does not say `; {types}.`"));
        }
    }
    super::nothing(&complaints);
}

/// The schema of an operator on numbers where it is on a length or a size: no other attribute, no text.
fn on_a_measure(name: &str, operator: &Value) -> Value {
    let sentence = operator["description"].as_str().unwrap_or_default();
    let sentence = sentence.rsplit_once("; ").map_or(sentence, |(sentence, _)| sentence);
    let takes = |what: &str| operator.to_string().contains(&format!("#/$defs/{what}\""));
    let mut measure = json!({"description": format!("{sentence}.")});
    let operand = if operator["type"] == "array" && operator["maxItems"] == 2 {
        json!({"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"}})
    } else if takes("numberList") {
        json!({"$ref": "#/$defs/numberList"})
    } else if takes("numberOrAttribute") || takes("scalarOrAttribute") {
        json!({"type": "number"})
    } else {
        panic!("{FILE}: what does `{name}` take on a length or a size? `on_a_measure` does not know")
    };
    measure.as_object_mut().unwrap().append(&mut operand.as_object().unwrap().clone());
    measure
}

/// JSON as the schema is written: blanks inside of braces.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("\"{key}\": {}", spaced(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

#[test]
fn the_schema_has_the_operators_of_numbers_twice() {
    let schema = schema();
    let properties = &schema["$defs"]["operators"]["properties"];
    let lines: Vec<String> = NumberTest::NAMES
        .iter()
        .map(|name| format!("            \"{name}\": {}", spaced(&on_a_measure(name, &properties[name]))))
        .collect();
    let made = format!("\n{}\n          }}\n", lines.join(",\n"));
    let text = &file(FILE).unwrap().text;
    let (before, rest) = text.split_once("    \"measure\": {\n").unwrap();
    let (head, rest) = rest.split_once("\"properties\": {").unwrap();
    let (kept, after) = rest.split_once("\n          }\n").unwrap();
    if std::env::var_os("ICP_BLESS").is_some() {
        let text = format!("{before}    \"measure\": {{\n{head}\"properties\": {{{made}{after}");
        std::fs::write(root().join(FILE), text).unwrap();
        return;
    }
    let kept = format!("{kept}\n          }}\n");
    assert_eq!(kept, made, "{FILE}, `measure` (`ICP_BLESS=1` writes it)");
}

#[test]
fn the_schema_has_all_kinds_of_rules_and_choices() {
    let schema = schema();
    let of = |pointer: &str| -> Vec<&str> {
        let list = schema.pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("{pointer}"));
        list.iter().map(|one| one["required"][0].as_str().or(one.as_str()).unwrap()).collect()
    };
    let words =
        |words: &[&'static str], pointer: &str| compared(&format!("{FILE}{pointer}"), words, &of(pointer));
    let rules: Vec<&str> = RuleKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let mut complaints = words(&rules, "/$defs/rule/oneOf");
    complaints.extend(words(
        &AttributeType::ALL.map(AttributeType::as_str),
        "/$defs/attribute/properties/type/enum",
    ));
    complaints.extend(words(&Layer::ALL.map(Layer::as_str), "/$defs/attribute/properties/layer/enum"));
    let status: Vec<&str> = Status::ALL.iter().map(|one| one.as_str()).collect();
    complaints.extend(words(&status, "/properties/status/enum"));
    let select: Vec<&str> = Select::ALL.iter().map(|one| one.as_str()).collect();
    complaints.extend(words(&select, "/properties/select/enum"));
    let held: Vec<&str> = HeldUnknown::ALL.iter().map(|one| one.as_str()).collect();
    complaints.extend(words(&held, "/$defs/exclusion/properties/if_unknown/enum"));
    let properties = keys(&schema["$defs"]["rule"]["properties"]);
    let unknown = rules.iter().filter(|rule| !properties.contains(rule));
    complaints.extend(unknown.map(|rule| format!("{FILE}: `rule` has no property `{rule}`")));
    super::nothing(&complaints);
}

/// The changelog names every operator and rule, so that people learn in which version it came.
#[test]
fn the_changelog_names_operators_and_rules() {
    let text = &file("CHANGELOG.md").unwrap().text;
    // Additions are told there; elsewhere a name may stand for another tool's word.
    let added: String = text.split("\n### ").filter(|part| part.starts_with("Added")).collect();
    let operators = operators().into_iter().map(|(name, _)| name);
    let names = operators.chain(RuleKind::ALL.iter().map(|kind| kind.as_str()));
    let missing = names.filter(|name| !added.contains(&format!("`{name}`")));
    super::nothing(
        &missing.map(|name| format!("CHANGELOG.md, Added: does not name `{name}`")).collect::<Vec<_>>(),
    );
}
