//! Finding `near_value`: a value of the accounts that no rule names, and one beside it that rules name.

use super::sample::{lines, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::distinct::Counted;
use crate::audit::named::Named;
use crate::audit::view::{AttributeView, DataView, yaml};
use crate::error::{counted, grouped, quote};

pub(super) static KIND: FindingKind = FindingKind {
    code: "near_value",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "a value that no rule names, near one that rules name",
        why: "these accounts are scored as if they had another value",
        wrong: (MODEL, lines! { r#"{"product": "GTXPro"}"# r#"{"product": "GTX Basic"}"# }),
        right: (MODEL, lines! { r#"{"product": "gtx pro"}"# r#"{"product": "GTX Basic"}"# }),
    }),
};

const MODEL: &str = model!(
    "attributes: {product: {type: text}}",
    "      criteria: [{id: line, fit: {product: {in: [GTX Pro, GTX Basic]}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    for view in data.attributes() {
        for (place, named) in view.vocabulary.names.iter().enumerate() {
            if let Some((first, others)) = view.near(place).split_first() {
                let seen = view.values.named.get(place).copied().unwrap_or_default();
                report_pair(data, (&view, named, seen), first, others.len(), report);
            }
        }
    }
}

fn report_pair(
    data: &DataView<'_>,
    (view, named, seen): (&AttributeView<'_>, &Named, usize),
    value: &Counted,
    more: usize,
    report: &mut Report,
) {
    let (name, meant, found) = (quote(&view.attribute.name), quote(&named.written), quote(&value.written));
    let others = if more > 0 { format!(" (and {} like it)", counted(more, "value")) } else { String::new() };
    let message = match seen {
        0 => format!(
            "attribute {name}: {meant} is in none of {}, {found} in {}{others}",
            data.accounts(),
            grouped(value.count)
        ),
        seen => format!(
            "attribute {name}: {found} is in {}{others} and no rule names it; {meant} is in {}",
            counted(value.count, "account"),
            grouped(seen)
        ),
    };
    let help = format!(
        "if they are the same, write `synonyms: {{{}: [{}]}}` on the attribute, or correct one of them",
        yaml(&named.written),
        yaml(&value.written)
    );
    let path = named.places.first().filter(|_| seen == 0).unwrap_or(&view.path);
    report.add(path, message, help);
}
