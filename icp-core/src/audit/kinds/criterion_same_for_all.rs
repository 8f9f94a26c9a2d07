//! Finding `criterion_same_for_all`: a criterion that gives nearly every account the same.

use super::sample::{five, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::results::Answer;
use crate::audit::view::DataView;
use crate::error::{grouped, percent, quote};

pub(super) static KIND: FindingKind = FindingKind {
    code: "criterion_same_for_all",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "a criterion that gives at least 99 of 100 accounts the same",
        why: "it cannot tell these accounts apart, and its weight blurs the others",
        wrong: (MODEL, concat!(five!(r#"{"employees": 30}"#), five!(r#"{"employees": 20}"#))),
        right: (MODEL, concat!(five!(r#"{"employees": 30}"#), five!(r#"{"employees": 900}"#))),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}}",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.criteria().iter().filter(|_| data.are_enough()) {
        let Some((answer, count)) = view.counts.commonest() else { continue };
        if count * 100 < data.rows * 99 || answer == Answer::Unknown && data.is_blind(view.criterion) {
            continue;
        }
        let message = format!(
            "criterion {} gives the same to {} of {} ({}): {}",
            quote(&view.criterion.id),
            grouped(count),
            data.accounts(),
            percent(count, data.rows),
            answer.words()
        );
        report.add(&view.path, message, "look at its limits against the data, or take it out");
    }
}
