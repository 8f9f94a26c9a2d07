//! Finding `low_fill`: an attribute that few accounts have a value of.

use super::sample::{five, lines, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::DataView;
use crate::error::{grouped, percent, quote};

pub(super) static KIND: FindingKind = FindingKind {
    code: "low_fill",
    severity: Severity::Info,
    of_data: Some(&DataWords {
        what: "an attribute that fewer than half of the accounts have",
        why: "its rules leave most accounts open; another attribute may say the same for more of them",
        wrong: (
            MODEL,
            concat!(
                five!("{}"),
                five!(r#"{"country": "US"}"#),
                lines! { r#"{"employees": 50, "country": "US"}"# }
            ),
        ),
        right: (
            MODEL,
            concat!(
                five!(r#"{"employees": 40, "country": "DE"}"#),
                five!(r#"{"employees": 50, "country": "US"}"#)
            ),
        ),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}, country: {type: text}}",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}, {id: home, fit: {country: US}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.attributes() {
        let known = view.values.known;
        if data.are_enough() && known > 0 && known * 2 < data.rows {
            let message = format!(
                "attribute {} is known for {} of {} ({})",
                quote(&view.attribute.name),
                grouped(known),
                data.accounts(),
                percent(known, data.rows)
            );
            report.add(&view.path, message, "fill it, or rest on an attribute that more accounts have");
        }
    }
}
