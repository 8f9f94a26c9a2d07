//! Finding `value_never_seen`: values that rules name and no account has.

use super::sample::{five, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::{DataView, names};
use crate::error::quote;
use crate::source::Path;

pub(super) static KIND: FindingKind = FindingKind {
    code: "value_never_seen",
    severity: Severity::Info,
    of_data: Some(&DataWords {
        what: "values that a rule names and no account has",
        why: "they may be written otherwise in the data, and then the rule never sees them",
        wrong: (MODEL, concat!(five!(r#"{"sector": "retail"}"#), five!(r#"{"sector": "technology"}"#))),
        right: (MODEL, concat!(five!(r#"{"sector": "medical"}"#), five!(r#"{"sector": "technology"}"#))),
    }),
};

const MODEL: &str = model!(
    "attributes: {sector: {type: text}}",
    "      criteria: [{id: trade, fit: {sector: {in: [technology, medical]}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.attributes().filter(|view| data.are_enough() && view.values.known > 0) {
        let mut unseen: Vec<(&Path, Vec<&str>)> = Vec::new();
        for (place, named) in view.vocabulary.names.iter().enumerate() {
            if view.values.named.get(place) != Some(&0) || !view.near(place).is_empty() {
                continue;
            }
            for path in &named.places {
                match unseen.iter_mut().find(|(known, _)| *known == path) {
                    Some((_, values)) => values.push(&named.written),
                    None => unseen.push((path, vec![&named.written])),
                }
            }
        }
        for (path, values) in unseen {
            let message = format!(
                "attribute {}: in none of {}: {}",
                quote(&view.attribute.name),
                data.accounts(),
                names(values.iter().copied())
            );
            report.add(path, message, "look how the data writes them, or take them out");
        }
    }
}
