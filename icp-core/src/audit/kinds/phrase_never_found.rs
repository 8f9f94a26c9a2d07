//! Finding `phrase_never_found`: phrases that rules look for and no text has.

use super::sample::{five, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::{DataView, names};
use crate::error::{counted, quote};

pub(super) static KIND: FindingKind = FindingKind {
    code: "phrase_never_found",
    severity: Severity::Info,
    of_data: Some(&DataWords {
        what: "phrases that rules look for and no text has",
        why: "the data may use other words for it",
        wrong: (MODEL, concat!(five!(r#"{"about": "data tools"}"#), five!(r#"{"about": "data warehouse"}"#))),
        right: (
            MODEL,
            concat!(five!(r#"{"about": "data tools"}"#), five!(r#"{"about": "machine learning"}"#)),
        ),
    }),
};

const MODEL: &str = model!(
    "attributes: {about: {type: text}}",
    "      criteria: [{id: topic, fit: {about: {mentions: [data, machine learning]}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.attributes().filter(|view| data.are_enough() && view.values.known > 0) {
        let phrases = view.vocabulary.phrases.iter().map(|phrase| &*phrase.text).zip(&view.values.phrases);
        let hosts = view.vocabulary.hosts.names().iter().map(|host| &**host).zip(&view.values.hosts);
        let unseen = phrases.chain(hosts).filter(|(_, count)| **count == 0);
        let mut unseen: Vec<&str> = unseen.map(|(text, _)| text).collect();
        unseen.sort_unstable();
        unseen.dedup();
        if !unseen.is_empty() {
            let message = format!(
                "attribute {}: in none of {}: {}",
                quote(&view.attribute.name),
                counted(view.values.known, "text"),
                names(unseen.iter().copied())
            );
            report.add(&view.path, message, "look which words the data uses, or take them out");
        }
    }
}
