//! Numbers and texts as they are written, and the order of keys.

use super::json::{number_text, quoted};
use crate::draft::{Number, number};

#[test]
fn numbers_read_back_as_they_were() {
    let text = |float: f64| number_text(Number::Float(float));
    assert_eq!(text(0.1), "0.1");
    assert_eq!(text(-1234.5678), "-1234.5678");
    assert_eq!(text(1e-7), "1e-7");
    assert_eq!(text(0.000001), "0.000001");
    assert_eq!(text(1e300), "1e300");
    assert_eq!(text(9_007_199_254_740_994.0), "9.007199254740994e15");
    for float in
        [0.1, 1e-7, 5e-324, f64::MAX, 9_007_199_254_740_994.0, 1e21, 123_456.789, 1.152921504606847e18]
    {
        assert_eq!(number(&text(float)), Some(Ok(Number::Float(float))));
    }
}

#[test]
fn texts_read_back_as_they_were() {
    let text: String =
        (0..0x300).chain(0x2020..0x2040).chain(0xfef0..0xff00).filter_map(char::from_u32).collect();
    let mut out = String::new();
    quoted(&mut out, &text);
    assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    assert!(!out.chars().any(char::is_control));
}

/// The canonical order of keys is that of the schema, in every object.
#[test]
#[cfg(all(feature = "yaml", feature = "regex"))]
fn keys_are_written_in_the_order_of_the_schema() {
    use crate::model::Definition;
    let schema = crate::parse::json(crate::model::SCHEMA, &crate::Limits::default()).unwrap().root;
    let mut compared = 0;
    for text in [
        include_str!("../../../tests/models/whole-percent.yaml"),
        include_str!("../../../tests/models/whole-points.yaml"),
    ] {
        let written = super::document::document(&Definition::from_yaml(text).unwrap());
        compared += in_order(&schema, &schema, &written);
    }
    assert!(compared > 200, "{compared}");
}

#[cfg(all(feature = "yaml", feature = "regex"))]
fn get<'n>(node: &'n crate::draft::Node, key: &str) -> Option<&'n crate::draft::Node> {
    let crate::draft::NodeKind::Map(entries) = &node.kind else { return None };
    entries.iter().find(|entry| &*entry.key == key).map(|entry| &entry.value)
}

/// Checks a value and all below it; how many keys were compared.
#[cfg(all(feature = "yaml", feature = "regex"))]
fn in_order(root: &crate::draft::Node, schema: &crate::draft::Node, value: &crate::draft::Node) -> usize {
    use crate::draft::NodeKind;
    let mut compared = 0;
    if let Some(NodeKind::Text(name)) = get(schema, "$ref").map(|node| &node.kind) {
        let name = name.trim_start_matches("#/$defs/");
        compared += in_order(root, get(get(root, "$defs").unwrap(), name).unwrap(), value);
    }
    for key in ["then", "else"] {
        compared += get(schema, key).map_or(0, |part| in_order(root, part, value));
    }
    for key in ["anyOf", "oneOf", "allOf"] {
        if let Some(NodeKind::List(parts)) = get(schema, key).map(|node| &node.kind) {
            compared += parts.iter().map(|part| in_order(root, part, value)).sum::<usize>();
        }
    }
    match &value.kind {
        NodeKind::List(items) => {
            if let Some(part) = get(schema, "items") {
                compared += items.iter().map(|item| in_order(root, part, item)).sum::<usize>();
            }
        }
        NodeKind::Map(entries) => {
            let properties = get(schema, "properties").map(|node| &node.kind);
            let Some(NodeKind::Map(properties)) = properties else {
                let Some(part) = get(schema, "additionalProperties") else { return compared };
                return compared
                    + entries.iter().map(|entry| in_order(root, part, &entry.value)).sum::<usize>();
            };
            let mut last = 0;
            // The order of the entries of a condition is the author's.
            let is_free = properties.iter().any(|property| &*property.key == "any")
                || properties.iter().any(|property| &*property.key == "known" || &*property.key == "gte");
            for entry in entries {
                let at = properties.iter().position(|property| property.key == entry.key);
                let Some((at, property)) = at.and_then(|at| Some((at, properties.get(at)?))) else {
                    continue;
                };
                assert!(
                    is_free || at >= last,
                    "`{}` is written after a key that the schema has later",
                    entry.key
                );
                last = at;
                compared += 1 + in_order(root, &property.value, &entry.value);
            }
        }
        _ => {}
    }
    compared
}
