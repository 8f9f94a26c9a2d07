//! Finding `exclusion_excludes_nobody`: an exclusion that holds for none of the accounts.

use super::sample::{five, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::DataView;
use crate::error::{grouped, quote};

pub(super) static KIND: FindingKind = FindingKind {
    code: "exclusion_excludes_nobody",
    severity: Severity::Info,
    of_data: Some(&DataWords {
        what: "an exclusion that holds for no account",
        why: "the accounts were filtered by it already, or the data writes its values otherwise",
        wrong: (MODEL, concat!(five!(r#"{"employees": 50}"#), five!(r#"{"employees": 300}"#))),
        right: (MODEL, concat!(five!(r#"{"employees": 50}"#), five!(r#"{"employees": 2}"#))),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}}\nexclusions: [{id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}]",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.exclusions().iter().filter(|view| data.are_enough() && view.holds == 0) {
        if data.is_blind_exclusion(view.exclusion) {
            continue;
        }
        let unknown = match view.unknown {
            0 => String::new(),
            unknown => format!("; it is not known for {}", grouped(unknown)),
        };
        let message =
            format!("exclusion {} holds for none of {}{unknown}", quote(&view.exclusion.id), data.accounts());
        report.add(
            &view.path,
            message,
            "fine if the accounts were chosen so; else look how the data writes its values",
        );
    }
}
