//! Finding `invalid_values`: values that an attribute does not take.

use super::sample::{lines, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::DataView;
use crate::error::{counted, grouped, percent, quote};

pub(super) static KIND: FindingKind = FindingKind {
    code: "invalid_values",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "values that an attribute does not take",
        why: "they stop a run, or count as missing, and then no rule sees them",
        wrong: (MODEL, lines! { r#"{"employees": "about 50"}"# r#"{"employees": 60}"# }),
        right: (MODEL, lines! { r#"{"employees": "50"}"# r#"{"employees": 60}"# }),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}}",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    let all = data.audit.intake.invalid();
    for view in data.attributes() {
        let Some(values) = all.iter().find(|values| *values.attribute == *view.attribute.name) else {
            continue;
        };
        let there = values.valid + values.invalid;
        let message = format!(
            "attribute {}: {} of {} ({}) {} invalid: expected {}, found {}",
            quote(&view.attribute.name),
            grouped(values.invalid),
            counted(there, "value"),
            percent(values.invalid, there),
            if values.invalid == 1 { "is" } else { "are" },
            values.expected,
            values
                .examples
                .iter()
                .map(|one| format!("{} ({})", one.found, grouped(one.count)))
                .collect::<Vec<_>>()
                .join(", "),
        );
        report.add(
            &view.path,
            message,
            "say how they are written (`written`) or that they stand for none (`missing`), or correct them",
        );
    }
}
