//! Finding `placeholder_value`: a value such as `N/A` that counts as known.

use super::sample::{lines, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::{DataView, listed, yaml};
use crate::error::quote;
use crate::survey::is_code;
use crate::value::AttributeType;

pub(super) static KIND: FindingKind = FindingKind {
    code: "placeholder_value",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "a value such as `N/A`, `-` or -1 that counts as known",
        why: "the account then has a value that no rule names, where it has none: it is scored as if it had been asked",
        wrong: (MODEL, lines! { r#"{"country": "Select"}"# r#"{"country": "US"}"# }),
        right: (MODEL, lines! { r#"{"country": null}"# r#"{"country": "US"}"# }),
    }),
};

const MODEL: &str =
    model!("attributes: {country: {type: text}}", "      criteria: [{id: home, fit: {country: US}}]");

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.attributes().filter(|view| view.values.negative == 0) {
        let mut found = view.values.placeholders.commonest();
        let all = view.values.all.commonest();
        found.retain(|value| !is_code(&value.written, all.iter().map(|other| &*other.written)));
        if !found.is_empty() {
            let message = format!(
                "attribute {} has values that usually stand for none: {}",
                quote(&view.attribute.name),
                listed(found.iter().map(|value| (&*value.written, value.count)))
            );
            let all = found.iter().map(|value| yaml(&value.written)).collect::<Vec<_>>().join(", ");
            let or = match view.vocabulary.kind {
                AttributeType::Text | AttributeType::Set => "; if one is a value, list it in `values`",
                _ => "",
            };
            let help = format!("if they do, write `missing: [{all}]` on the attribute{or}");
            report.add(&view.path, message, help);
        }
    }
}
