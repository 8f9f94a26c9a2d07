//! Finding `value_out_of_range`: numbers outside of `min` and `max`, and values outside of the closed list.

use super::sample::{lines, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::{DataView, listed};
use crate::error::{counted, quote};
use crate::value::float_text;

pub(super) static KIND: FindingKind = FindingKind {
    code: "value_out_of_range",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "values outside of `min` and `max`, or not among `values`",
        why: "they are read all the same: a slip in the data, or a range that is too narrow",
        wrong: (MODEL, lines! { r#"{"employees": -4}"# r#"{"employees": 50}"# }),
        right: (MODEL, lines! { r#"{"employees": 4}"# r#"{"employees": 50}"# }),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number, min: 1}}",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    let help = "correct the values, or the range of the attribute";
    for view in data.attributes() {
        let (vocabulary, values) = (view.vocabulary, view.values);
        let name = quote(&view.attribute.name);
        let limits = [
            (vocabulary.min, values.below, "min", "below", "least"),
            (vocabulary.max, values.above, "max", "above", "most"),
        ];
        for (limit, outside, key, side, end) in limits {
            if let (Some(limit), Some(farthest)) = (limit, outside.farthest) {
                let message = format!(
                    "attribute {name}: {} {side} its `{key}` {}, the {end} {}",
                    counted(outside.count, "number"),
                    float_text(limit),
                    float_text(farthest)
                );
                report.add(&view.path.key(key), message, help);
            }
        }
        if values.unlisted > 0 {
            let all = values.all.commonest();
            let other: Vec<_> =
                all.into_iter().filter(|value| !vocabulary.listed.contains(&value.key)).collect();
            let message = format!(
                "attribute {name}: {} with a value that is not among `values`: {}",
                counted(values.unlisted, "account"),
                listed(other.iter().map(|value| (&*value.written, value.count)))
            );
            report.add(&view.path.key("values"), message, help);
        }
    }
}
