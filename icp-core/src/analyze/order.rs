//! Findings in the order of the canonical document: the order of keys is that of the schema, with which a test compares
//! it.

#[cfg(test)]
mod tests;

use crate::model::Definition;
use crate::source::{Path, Step};

/// Keys in the order in which a canonical document has them, whichever object they are in.
const KEYS: &[&str] = &[
    "format",
    "id",
    "name",
    "version",
    "status",
    "owner",
    "description",
    "reviewed_on",
    "review_every",
    "missing",
    "attributes",
    "lists",
    "conditions",
    "enabled",
    "priority",
    "exclusions",
    "qualifies_from",
    "scale",
    "dimensions",
    "min_coverage",
    "dimension",
    "weight",
    "required",
    "applies_when",
    "if_unknown",
    "reason_codes",
    "baseline",
    "reason_code",
    "reason",
    "fit",
    "misfit",
    "penalty",
    "points",
    "bands",
    "otherwise",
    "table",
    "curve",
    "linear",
    "per_match",
    "decay",
    "intent",
    "stages",
    "labels",
    "first",
    "criteria",
    "weights",
    "limits",
    "prioritize",
    "select",
    "icps",
    "tiers",
    "share",
    "full",
    "when_empty",
    "cap",
    "from",
    "requires",
    "when",
    "unless",
    "verdicts",
];

/// The sort key of a path, by which findings are put into the order of the document.
pub(super) fn key(definition: &Definition, path: &Path) -> Vec<usize> {
    let mut key = Vec::new();
    let mut section = "";
    for (depth, step) in path.steps().iter().enumerate() {
        key.push(match step {
            Step::Index(index) => *index,
            Step::Key(name) if depth == 1 => declared(definition, section, name),
            Step::Key(name) => {
                section = if depth == 0 { name } else { "" };
                KEYS.iter().position(|known| **known == **name).unwrap_or(KEYS.len())
            }
        });
    }
    key
}

/// The index of a name in a section of the document.
fn declared(definition: &Definition, section: &str, name: &str) -> usize {
    let place = match section {
        "attributes" => definition.attributes.iter().position(|known| *known.name == *name),
        "lists" => definition.lists.iter().position(|known| *known.name == *name),
        "conditions" => definition.conditions.iter().position(|known| *known.name == *name),
        "criteria" => definition.criteria.iter().position(|known| *known.criterion.id == *name),
        _ => None,
    };
    place.unwrap_or(usize::MAX)
}
