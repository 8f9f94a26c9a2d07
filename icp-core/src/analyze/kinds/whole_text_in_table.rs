//! Finding `whole_text_in_table`: a `table` on a text that other rules search for words.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::analyze::walk;
use crate::error::quote;
use crate::model::{Rule, Test, TextTest};
use crate::value::AttributeType;

pub(super) const WHOLE_TEXT_IN_TABLE: Kind = Kind {
    code: "whole_text_in_table",
    severity: Severity::Warning,
    what: "a `table` on a text that other rules search for words",
    why: "a table compares the whole text, so a word inside of a longer text is not found",
    wrong: sample! {
        "attributes: {about: {type: text}}"
        "icps:"
        "  - id: studios"
        "    fit:"
        "      criteria:"
        "        - {id: video, fit: {about: {mentions: [video]}}}"
        "        - {id: trade, table: {attribute: about, ratings: {workflow: 1, automation: 0.5}}}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {about: {type: text}}"
        "icps:"
        "  - id: studios"
        "    fit:"
        "      criteria:"
        "        - {id: video, fit: {about: {mentions: [video]}}}"
        "        - id: trade"
        "          bands: [{when: {about: {mentions: [workflow]}}, rating: 1}, {when: {about: {mentions: [automation]}}, rating: 0.5}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    let mut searched = Vec::new();
    walk::conditions(model.definition, &mut |_, condition| {
        walk::own_tests(condition, &mut |attribute, test| {
            if let Test::Text(
                TextTest::Contains(_) | TextTest::Mentions(_) | TextTest::MentionsAtLeast { .. },
            ) = test
            {
                searched.push(attribute);
            }
        });
    });
    let criteria = || model.cards.iter().flat_map(|card| &card.criteria);
    for view in criteria() {
        if let Rule::PerMatch { attribute, .. } = &view.criterion.rule {
            searched.push(*attribute);
        }
    }
    for view in criteria() {
        let Rule::Table { attribute, .. } = &view.criterion.rule else { continue };
        let Some(known) = model.definition.attributes.get(*attribute) else { continue };
        // A value of a closed list is one word, even where other rules search in it.
        if known.kind == AttributeType::Text && known.values.is_empty() && searched.contains(attribute) {
            let (id, name) = (quote(&view.criterion.id), quote(&known.name));
            let message =
                format!("the table of criterion {id} compares the whole {name}, which other rules search");
            let help = "to find words in it, write `bands` with `mentions`, or `per_match`";
            report.add(&view.path.key("table"), message, help);
        }
    }
}
