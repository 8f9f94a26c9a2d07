//! Finding `duplicate_account`: several accounts with the same id, name or site.

use super::sample::{lines, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::{DataView, listed};
use crate::error::{grouped, quote};
use crate::source::Path;

pub(super) static KIND: FindingKind = FindingKind {
    code: "duplicate_account",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "accounts that share their id, name or site",
        why: "one company is ranked twice, or rows are deals or contacts and not accounts",
        wrong: (
            MODEL,
            lines! { r#"{"name": "Acme", "employees": 50}"# r#"{"name": "ACME ", "employees": 60}"# },
        ),
        right: (
            MODEL,
            lines! { r#"{"name": "Acme", "employees": 50}"# r#"{"name": "Bolt", "employees": 60}"# },
        ),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}}",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for (column, values) in &data.audit.accounts {
        let twice: Vec<_> = values.commonest().into_iter().filter(|value| value.count > 1).collect();
        if twice.is_empty() {
            continue;
        }
        let sum: usize = twice.iter().map(|value| value.count).sum();
        let at_least = if values.is_complete() { "" } else { "at least " };
        let message = format!(
            "{at_least}{} of {} share their {} with another: {}",
            grouped(sum),
            data.accounts(),
            quote(column),
            listed(twice.iter().map(|value| (&*value.written, value.count))),
        );
        let help = "leave one of each; where rows are deals or contacts, make one account of each company (the command: `--group-by`)";
        report.add(&Path::root(), message, help);
    }
}
