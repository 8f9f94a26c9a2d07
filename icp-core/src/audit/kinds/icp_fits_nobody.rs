//! Finding `icp_fits_nobody`: a profile that no account qualifies for.

use super::sample::five;
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::DataView;
use crate::error::quote;

pub(super) static KIND: FindingKind = FindingKind {
    code: "icp_fits_nobody",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "a profile that no account qualifies for",
        why: "the list stays empty; most often a value is written otherwise or too much is unknown",
        wrong: (MODEL, concat!(five!(r#"{"employees": 300}"#), five!(r#"{"employees": 900}"#))),
        right: (MODEL, concat!(five!(r#"{"employees": 30}"#), five!(r#"{"employees": 900}"#))),
    }),
};

const MODEL: &str = crate::analyze::sample! {
    "attributes: {employees: {type: number}}"
    "icps:"
    "  - id: smb"
    "    qualifies_from: A"
    "    fit:"
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
    "      tiers: [{id: A, from: 50}, {id: B}]"
};

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.icps().iter().filter(|view| data.are_enough() && view.counts.qualified == 0) {
        let message = format!("none of {} qualifies for icp {}", data.accounts(), quote(&view.icp.id));
        report.add(&view.path, message, "`icp score` says in its summary what keeps them out");
    }
}
