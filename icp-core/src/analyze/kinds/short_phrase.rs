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
        // One finding for the short phrases of an attribute, however many lists of the condition have them.
        let mut found: Vec<(usize, Vec<&str>)> = Vec::new();
        walk::tests(condition, &mut |attribute, test| {
            let Test::Text(TextTest::Contains(items)) = test else { return };
            for phrase in items.items.iter().filter(|phrase| is_short(phrase)) {
                match found.iter_mut().find(|(known, _)| *known == attribute) {
                    Some((_, phrases)) if phrases.contains(&&**phrase) => {}
                    Some((_, phrases)) => phrases.push(phrase),
                    None => found.push((attribute, vec![phrase])),
                }
            }
        });
        for (attribute, phrases) in found {
            let Some(attribute) = model.definition.attributes.get(attribute) else { continue };
            let phrases: Vec<_> = phrases.into_iter().map(quote).collect();
            let (phrases, it) = match &*phrases {
                [only] => (only.clone(), "it as a word of its own"),
                _ => (phrases.join(", "), "them as words of their own"),
            };
            let name = quote(&attribute.name);
            let message = format!("`contains` finds {phrases} inside of other words of {name} too");
            report.add(path, message, format!("to find {it}, use `mentions`"));
        }
    });
}

fn is_short(phrase: &str) -> bool {
    phrase.chars().count() <= 3 && phrase.chars().all(char::is_alphabetic)
}
