//! Finding `exclusion_excludes_all`: an exclusion that holds for every account.

use super::sample::{five, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::DataView;
use crate::error::quote;

pub(super) static KIND: FindingKind = FindingKind {
    code: "exclusion_excludes_all",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "an exclusion that holds for every account",
        why: "nobody is left to score",
        wrong: (MODEL, concat!(five!(r#"{"employees": 3}"#), five!(r#"{"employees": 2}"#))),
        right: (MODEL, concat!(five!(r#"{"employees": 50}"#), five!(r#"{"employees": 2}"#))),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}}\nexclusions: [{id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}]",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.exclusions().iter().filter(|view| data.are_enough() && view.holds == data.rows) {
        let message = format!("exclusion {} holds for all {}", quote(&view.exclusion.id), data.accounts());
        report.add(&view.path, message, "look at its limit, and at the unit in which the data has the value");
    }
}
