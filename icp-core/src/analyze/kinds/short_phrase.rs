//! Finding `short_phrase`: `contains` with a word of at most three letters.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::analyze::walk;
use crate::error::quote;
use crate::model::{Test, TextTest};

pub(super) const SHORT_PHRASE: Kind = Kind {
    code: "short_phrase",
    severity: Severity::Info,
    what: "`contains` with a word of at most three letters",
    why: "it is found inside of other words too: `ai` is in `retail`",
    wrong: sample! {
        "attributes: {about: {type: text}}"
        "icps: [{id: ai, fit: {criteria: [{id: words, fit: {about: {contains: [ai, machine learning]}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {about: {type: text}}"
        "icps: [{id: ai, fit: {criteria: [{id: words, fit: {about: {mentions: [ai, machine learning]}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    walk::conditions(model.definition, &mut |path, condition| {
        walk::own_tests(condition, &mut |attribute, test| {
            let Test::Text(TextTest::Contains(items)) = test else { return };
            let Some(attribute) = model.definition.attributes.get(attribute) else { return };
            for phrase in items.items.iter().filter(|phrase| is_short(phrase)) {
                let name = quote(&attribute.name);
                let message =
                    format!("`contains` finds {} inside of other words of {name} too", quote(phrase));
                report.add(path, message, "to find it as a word of its own, use `mentions`");
            }
        });
    });
}

fn is_short(phrase: &str) -> bool {
    phrase.chars().count() <= 3 && phrase.chars().all(char::is_alphabetic)
}
