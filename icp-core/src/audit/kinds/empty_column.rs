//! Finding `empty_column`: a column without a value.

use super::sample::{lines, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::DataView;
use crate::error::quote;

pub(super) static KIND: FindingKind = FindingKind {
    code: "empty_column",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "an attribute of which no account has a value",
        why: "its rules decide nothing, and the export may have lost it",
        wrong: (MODEL, lines! { r#"{"employees": null}"# r#"{"employees": ""}"# }),
        right: (MODEL, lines! { r#"{"employees": null}"# r#"{"employees": 50}"# }),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}}",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    let invalid = data.audit.intake.counts();
    for view in data.attributes().filter(|view| view.is_present && view.values.known == 0) {
        let is_invalid = invalid.iter().any(|(name, _)| *name == view.attribute.name);
        if !is_invalid && data.rows > 0 {
            let message =
                format!("attribute {} is blank in all {}", quote(&view.attribute.name), data.accounts());
            report.add(&view.path, message, "fill the column, or take its rules out");
        }
    }
}
