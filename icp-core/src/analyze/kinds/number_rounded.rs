//! Finding `number_rounded`: a number that a program computed counts as the one of six decimals that was meant.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::value::float_text;

pub(super) const NUMBER_ROUNDED: Kind = Kind {
    code: "number_rounded",
    severity: Severity::Info,
    what: "a computed number that counts as the decimal next to it",
    why: "numbers that a program computed are off by a little; in a text such a number is refused",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, weight: 8.370000000000001, fit: {employees: {gte: 50}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, weight: 8.37, fit: {employees: {gte: 50}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for number in &model.definition.rounded.0 {
        let (from, to) = (float_text(number.from), float_text(number.to));
        report.add(
            &number.path,
            format!("the number {from} counts as {to}"),
            "round it where it is computed",
        );
    }
}
