//! Finding `placeholder_named`: a rule or `values` name a text or a number that stands for no value.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::analyze::walk;
use crate::error::quote;
use crate::model::{NumberOperand, NumberTest, Rule, Test, TextOperand};
use crate::reading::Written;
use crate::source::Path;
use crate::value::{AttributeType, float_text, nearest};

pub(super) const PLACEHOLDER_NAMED: Kind = Kind {
    code: "placeholder_named",
    severity: Severity::Warning,
    what: "a rule or `values` name a text or a number that is in `missing`",
    why: "such a value is missing, so no account ever has it",
    wrong: sample! {
        "missing: [N/A]"
        "attributes: {trade: {type: text}}"
        "icps: [{id: retail, fit: {criteria: [{id: trade, fit: {trade: retail}, misfit: {trade: n/a}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "missing: [N/A]"
        "attributes: {trade: {type: text}}"
        "icps: [{id: retail, fit: {criteria: [{id: trade, fit: {trade: retail}, misfit: {trade: {known: false}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    let written = |attribute: usize| {
        let input = model.plan.inputs.get(attribute)?;
        Some((&*input.name, input.reading.written.as_deref()?))
    };
    for (at, attribute) in model.definition.attributes.iter().enumerate() {
        let Some((name, written)) = written(at).filter(|_| attribute.kind == AttributeType::Text) else {
            continue;
        };
        for (index, value) in
            attribute.values.iter().enumerate().filter(|(_, value)| is_placeholder(written, value))
        {
            let path = Path::root().key("attributes").key(name).key("values").index(index);
            add(report, &path, "`values`", name, &quote(value));
        }
    }
    walk::conditions(model.definition, &mut |path, condition| {
        walk::own_tests(condition, &mut |attribute, test| {
            let Some((name, written)) = written(attribute) else { return };
            for found in named(written, test) {
                add(report, path, "a condition", name, &found);
            }
        });
    });
    for view in model.cards.iter().flat_map(|card| &card.criteria) {
        let Rule::Table { attribute, ratings, .. } = &view.criterion.rule else { continue };
        let Some((name, written)) = written(*attribute) else { continue };
        for (value, _) in ratings {
            let is_named = match model.definition.attributes.get(*attribute).map(|known| known.kind) {
                Some(AttributeType::Text) => is_placeholder(written, value),
                Some(AttributeType::Number) => written.is_missing_number(nearest(value)),
                _ => false,
            };
            if is_named {
                add(report, &view.path.key("table"), "the table", name, &quote(value));
            }
        }
    }
}

fn is_placeholder(written: &Written, text: &str) -> bool {
    written.missing.has_text(text)
}

/// The placeholders among the values that a test compares with.
fn named(written: &Written, test: &Test) -> Vec<String> {
    match test {
        Test::Text(test) => {
            let texts: &[Box<str>] = match test.operand() {
                TextOperand::Value(value) => return listed([value].into_iter(), written),
                TextOperand::Values(items) => &items.items,
                TextOperand::Phrases(_)
                | TextOperand::AtLeast(..)
                | TextOperand::Hosts(_)
                | TextOperand::Pattern(_) => &[],
            };
            listed(texts.iter().map(|text| &**text), written)
        }
        Test::Number(test) => {
            let numbers: &[f64] = match (test, test.operand()) {
                (NumberTest::Is(number) | NumberTest::IsNot(number), _) => std::slice::from_ref(number),
                (_, NumberOperand::List(items)) => &items.items,
                (_, NumberOperand::One(_) | NumberOperand::Bounds(..)) => &[],
            };
            let missing = numbers.iter().filter(|number| written.is_missing_number(**number));
            missing.map(|number| quote(&float_text(*number))).collect()
        }
        _ => Vec::new(),
    }
}

fn listed<'t>(texts: impl Iterator<Item = &'t str>, written: &Written) -> Vec<String> {
    texts.filter(|text| is_placeholder(written, text)).map(quote).collect()
}

fn add(report: &mut Report, path: &Path, holder: &str, attribute: &str, value: &str) {
    let name = quote(attribute);
    let message = format!("{holder} names {value}, which stands for no value of {name}");
    report.add(path, message, "a missing value is `known: false`; or take it out of `missing`");
}
