//! Finding `requirement_unmet`: a required criterion that no account meets.

use super::sample::{five, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::DataView;
use crate::error::{grouped, quote};

pub(super) static KIND: FindingKind = FindingKind {
    code: "requirement_unmet",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "a required criterion that no account meets",
        why: "no account can qualify",
        wrong: (MODEL, concat!(five!(r#"{"employees": 3}"#), five!(r#"{"employees": 2}"#))),
        right: (MODEL, concat!(five!(r#"{"employees": 50}"#), five!(r#"{"employees": 2}"#))),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}}",
    "      criteria: [{id: size, required: true, fit: {employees: {gte: 20}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.criteria().iter().filter(|view| data.are_enough() && view.criterion.required) {
        let (unmet, open) = (view.counts.unmet, view.counts.open);
        if unmet + open < data.rows || unmet == 0 {
            continue;
        }
        let open = match open {
            0 => String::new(),
            open => format!("; it is not known for {}", grouped(open)),
        };
        let message = format!(
            "none of {} meets required criterion {}{open}",
            data.accounts(),
            quote(&view.criterion.id)
        );
        report.add(
            &view.path,
            message,
            "look at its limit, and how the data writes the value; or do not require it",
        );
    }
}
