//! Finding `constant_column`: an attribute that has one value in all accounts that have one.

use super::sample::{five, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::{DataView, are_enough};
use crate::error::{counted, quote};
use crate::value::AttributeType;

pub(super) static KIND: FindingKind = FindingKind {
    code: "constant_column",
    severity: Severity::Info,
    of_data: Some(&DataWords {
        what: "an attribute with one value in all accounts that have one",
        why: "its rules cannot tell these accounts apart",
        wrong: (MODEL, concat!(five!(r#"{"country": "US"}"#), five!(r#"{"country": "us"}"#))),
        right: (MODEL, concat!(five!(r#"{"country": "US"}"#), five!(r#"{"country": "DE"}"#))),
    }),
};

const MODEL: &str =
    model!("attributes: {country: {type: text}}", "      criteria: [{id: home, fit: {country: US}}]");

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.attributes().filter(|view| view.vocabulary.kind != AttributeType::Events) {
        let known = view.values.known;
        let values = view.values.all.commonest();
        let only = match &*values {
            [] if view.values.none == 0 => "an empty set".to_owned(),
            [only] if only.count == known => quote(&only.written),
            _ => continue,
        };
        if view.values.all.is_complete() && are_enough(known) {
            let name = quote(&view.attribute.name);
            let message =
                format!("attribute {name} is {only} in all {} that have a value", counted(known, "account"));
            report.add(
                &view.path,
                message,
                "take its rules out, or look whether the export was filtered by it",
            );
        }
    }
}
