//! Finding `unjudged_rule`: an exclusion or a required criterion that invalid values leave open.

use super::sample::{lines, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::DataView;
use crate::error::Host;
use crate::intake::NoticeKind;

pub(super) static KIND: FindingKind = FindingKind {
    code: "unjudged_rule",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "an exclusion or requirement that invalid values leave open",
        why: "with invalid values as missing, it lets through what it should keep out",
        wrong: (MODEL, lines! { r#"{"employees": "about 50"}"# r#"{"employees": 60}"# }),
        right: (MODEL, lines! { r#"{"employees": "50"}"# r#"{"employees": 60}"# }),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}}\nexclusions: [{id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}]",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for notice in data.audit.intake.notices(Host::Rust) {
        if notice.kind == NoticeKind::Unjudged {
            let rule = notice.subject.and_then(|number| data.audit.intake.watched(number));
            report.add(
                &rule.map(|rule| data.path_of(rule)).unwrap_or_default(),
                notice.message,
                "say how the values are written (`written`), or correct them",
            );
        }
    }
}
