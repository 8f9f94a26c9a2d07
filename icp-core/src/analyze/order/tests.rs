//! The order of keys is that of the schema.

use super::KEYS;
use crate::draft::{Limits, Node, NodeKind};

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    entries.iter().find(|entry| &*entry.key == key).map(|entry| &entry.value)
}

/// The objects that paths of findings go through. An exclusion, whose `if_unknown` comes last, has no finding below it but
/// on its conditions.
const OBJECTS: [&str; 7] = ["", "icp", "scorecard", "rule", "dimension", "tier", "stage"];

#[test]
fn keys_are_in_the_order_of_the_schema() {
    let schema = crate::parse::json(crate::model::SCHEMA, &Limits::default()).unwrap().root;
    for name in OBJECTS {
        let object = if name.is_empty() { Some(&schema) } else { get(get(&schema, "$defs").unwrap(), name) };
        let Some(NodeKind::Map(properties)) =
            object.and_then(|node| get(node, "properties")).map(|node| &node.kind)
        else {
            panic!("no object `{name}` in the schema");
        };
        let mut last = 0;
        for property in properties {
            let at = KEYS.iter().position(|key| **key == *property.key);
            let at = at.unwrap_or_else(|| panic!("`{}` of `{name}` is not in `KEYS`", property.key));
            assert!(at >= last, "`{}` of `{name}` is before `{}` in `KEYS`", property.key, KEYS[last]);
            last = at;
        }
    }
}
