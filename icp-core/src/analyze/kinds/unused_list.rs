use super::{Kind, Severity, sample};
use crate::analyze::context::Context;
use crate::analyze::finding::Report;
use crate::analyze::walk;
use crate::error::quote;
use crate::model::{NumberTest, Rule, SetTest, Test, TextTest};
use crate::source::Path;

/// A list that nothing uses.
pub(super) const UNUSED_LIST: Kind = Kind {
    code: "unused_list",
    severity: Severity::Info,
    what: "a list that nothing uses",
    why: "the condition that should use it may have its own copy, which is then forgotten",
    wrong: sample! {
        "attributes: {country: {type: text}}"
        "lists: {markets: [DE, FR]}"
        "icps: [{id: smb, fit: {criteria: [{id: place, fit: {country: {in: [DE, FR]}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {country: {type: text}}"
        "lists: {markets: [DE, FR]}"
        "icps: [{id: smb, fit: {criteria: [{id: place, fit: {country: {in: $markets}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(context: &Context<'_>, report: &mut Report) {
    let definition = context.definition;
    let mut used: Vec<&str> = Vec::new();
    walk::conditions(definition, &mut |_, condition| {
        walk::tests(condition, &mut |_, test| used.extend(list_of(test)));
    });
    let own = definition.icps.iter().flat_map(|icp| std::iter::once(&icp.fit).chain(&icp.intent));
    let own = own.flat_map(|card| &card.criteria);
    for criterion in own.chain(definition.criteria.iter().map(|shared| &shared.criterion)) {
        if let Rule::PerMatch { of, .. } = &criterion.rule {
            used.extend(of.list.as_deref());
        }
    }
    for list in &definition.lists {
        if !used.contains(&&*list.name) {
            let path = Path::root().key("lists").key(&list.name);
            let name = quote(&list.name);
            let help = format!("write `${}` where it is meant, or take it out", list.name);
            report.add(&path, format!("nothing uses list {name}"), help);
        }
    }
}

/// The named list in a test.
fn list_of(test: &Test) -> Option<&str> {
    match test {
        Test::Number(test) | Test::Length(test) | Test::Size(test) => match test {
            NumberTest::In(items) | NumberTest::NotIn(items) => items.list.as_deref(),
            _ => None,
        },
        Test::Text(test) => match test {
            TextTest::In(items)
            | TextTest::NotIn(items)
            | TextTest::StartsWith(items)
            | TextTest::EndsWith(items)
            | TextTest::Contains(items)
            | TextTest::Mentions(items) => items.list.as_deref(),
            TextTest::Is(_) | TextTest::IsNot(_) | TextTest::Matches(_) => None,
        },
        Test::Set(test) => match test {
            SetTest::HasAny(items) | SetTest::HasAll(items) | SetTest::HasNone(items) => {
                items.list.as_deref()
            }
            SetTest::HasAtLeast { of, .. } => of.list.as_deref(),
            SetTest::Has(_) => None,
        },
        Test::Known(_) | Test::Date(_) | Test::Bool(_) | Test::Happened(_) | Test::Compare { .. } => None,
    }
}
