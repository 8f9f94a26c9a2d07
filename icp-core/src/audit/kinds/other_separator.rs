//! Finding `other_separator`: a set that is written with another separator than its attribute says.

use super::sample::{lines, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::DataView;
use crate::error::Host;
use crate::intake::NoticeKind;
use crate::source::Path;

pub(super) static KIND: FindingKind = FindingKind {
    code: "other_separator",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "a set that is written with another separator",
        why: "each cell is one item, which no rule names",
        wrong: (MODEL, lines! { r#"{"tools": "HubSpot|Slack"}"# r#"{"tools": "Stripe|Slack"}"# }),
        right: (MODEL, lines! { r#"{"tools": "HubSpot;Slack"}"# r#"{"tools": "Stripe;Slack"}"# }),
    }),
};

const MODEL: &str =
    model!("attributes: {tools: {type: set}}", "      criteria: [{id: stack, fit: {tools: {has: Slack}}}]");

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for notice in data.audit.intake.notices(Host::Rust) {
        if notice.kind == NoticeKind::Separator {
            let attribute = notice.subject.and_then(|at| data.definition.attributes.get(at));
            let path = attribute.map(|attribute| Path::root().key("attributes").key(&attribute.name));
            report.add(&path.unwrap_or_default(), notice.message, notice.help.unwrap_or_default());
        }
    }
}
