//! Finding `value_not_named`: frequent values that no rule names, of an attribute whose values rules name.

use super::sample::{five, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::distinct::Counted;
use crate::audit::view::{DataView, listed};
use crate::error::{counted, quote};

pub(super) static KIND: FindingKind = FindingKind {
    code: "value_not_named",
    severity: Severity::Info,
    of_data: Some(&DataWords {
        what: "values of at least one account in 100 that no rule names",
        why: "these accounts get what is left over, which may not be meant",
        wrong: (MODEL, concat!(five!(r#"{"sector": "retail"}"#), five!(r#"{"sector": "technology"}"#))),
        right: (MODEL, concat!(five!(r#"{"sector": "medical"}"#), five!(r#"{"sector": "technology"}"#))),
    }),
};

const MODEL: &str = model!(
    "attributes: {sector: {type: text}}",
    "      criteria: [{id: trade, fit: {sector: {in: [technology, medical]}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.attributes().filter(|view| data.are_enough() && !view.vocabulary.names.is_empty()) {
        let (vocabulary, values) = (view.vocabulary, view.values);
        let placeholders = values.placeholders.commonest();
        let is_told =
            |value: &Counted| view.is_near(value) || placeholders.iter().any(|known| known.key == value.key);
        let other = |value: &&Counted| !vocabulary.index.contains_key(&value.key) && !is_told(value);
        let unnamed: Vec<_> = values.all.commonest().into_iter().filter(other).collect();
        if unnamed.first().is_some_and(|most| most.count * 100 >= values.known) {
            let message = format!(
                "attribute {}: no rule names {}, of {} with a value",
                quote(&view.attribute.name),
                listed(unnamed.iter().map(|value| (&*value.written, value.count))),
                counted(values.known, "account")
            );
            report.add(
                &view.path,
                message,
                "fine if what is left over is meant for them; else name them in a rule",
            );
        }
    }
}
