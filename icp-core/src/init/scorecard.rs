//! The first scorecard: a criterion for each of the best filled attributes, which asks for what is common or in the upper half.
//! It is a guess that ranks the accounts until the author has put in what good ones have.

use super::attribute::Attribute;
use super::remark::is_yes;
use crate::survey::{list, scalar};
use crate::value::{AttributeType, fold};

/// Criteria of the scorecard.
const CRITERIA: usize = 5;
/// Parts of the names of attributes that count people.
const SIZES: [&str; 5] = ["mitarbeiter", "employee", "headcount", "staff", "companysize"];

pub(super) fn text(attributes: &[Attribute], rows: usize) -> String {
    let mut out = String::from("\nicps:\n  - id: first-guess\n    fit:\n      criteria:\n");
    let mut best: Vec<(&Attribute, String, String)> = attributes
        .iter()
        .filter(|attribute| !attribute.is_aside)
        .filter_map(|attribute| criterion(attribute).map(|(when, why)| (attribute, when, why)))
        .collect();
    // Of columns that are filled alike the order is that of the table.
    best.sort_by_key(|(attribute, ..)| std::cmp::Reverse(attribute.filled));
    best.truncate(CRITERIA);
    if best.is_empty() {
        let any = attributes.first().map_or("anything", |attribute| &attribute.name);
        out.push_str(
            "        # No column tells the accounts apart: this only asks whether there is a value.\n",
        );
        out.push_str(&format!("        - {{id: first, fit: {{{}: {{known: true}}}}}}\n", scalar(any)));
    } else {
        out.push_str(
            "        # The best filled columns, each asking for its commonest values or its upper half. Put in what your\n\
             \x20       # best customers have, and give what matters more a greater `weight`.\n",
        );
    }
    let mut ids: Vec<String> = Vec::new();
    for (attribute, when, why) in best {
        let mut id = id(&attribute.name);
        if ids.contains(&fold(&id).into_owned()) {
            id = format!("{id}-{}", ids.len() + 1);
        }
        ids.push(fold(&id).into_owned());
        out.push_str(&format!("        # {}; {why}\n", attribute.fill(rows)));
        out.push_str(&format!(
            "        - {{id: {}, weight: 1, fit: {{{}: {when}}}}}\n",
            scalar(&id),
            scalar(&attribute.name)
        ));
    }
    out.push_str(
        "      tiers:\n        - {id: A, from: 75}\n        - {id: B, from: 50}\n        - {id: C}\n",
    );
    out.push_str("\n# Whom do you never sell to? For example:\n# exclusions:\n#   - ");
    out.push_str(&exclusion(attributes));
    out.push('\n');
    out
}

/// An exclusion as an example, with an attribute of the table if there is one for it.
fn exclusion(attributes: &[Attribute]) -> String {
    let is_size = |attribute: &&Attribute| {
        let name = fold(&attribute.name).into_owned();
        attribute.kind == AttributeType::Number && SIZES.iter().any(|word| name.contains(word))
    };
    let size = attributes.iter().find(is_size).map_or("employees", |attribute| &attribute.name);
    let rarest =
        attributes.iter().filter(|attribute| attribute.kind == AttributeType::Text && !attribute.is_aside);
    let rarest = rarest.filter_map(|attribute| Some((attribute, attribute.values.last()?))).next();
    match rarest.filter(|_| size == "employees" && !attributes.iter().any(|attribute| attribute.name == size))
    {
        Some((attribute, (value, _))) => format!(
            "{{id: not-for-us, reason: not our market, when: {{{}: {{in: {}}}}}}}",
            scalar(&attribute.name),
            list([&**value])
        ),
        None => format!("{{id: too-small, reason: too small for us, when: {{{}: {{lt: 5}}}}}}", scalar(size)),
    }
}

/// A condition that divides the accounts, and its reason.
fn criterion(attribute: &Attribute) -> Option<(String, String)> {
    match attribute.kind {
        AttributeType::Number | AttributeType::Date => attribute.upper.clone(),
        AttributeType::Bool => {
            let yes = attribute.values.iter().filter(|(text, _)| is_yes(text)).map(|(_, count)| count).sum();
            let divides = divides(yes, attribute.filled);
            divides.then(|| ("true".to_owned(), format!("yes in {}", attribute.part(yes))))
        }
        AttributeType::Text => {
            let (values, count) = common(attribute)?;
            let when = format!("{{in: {}}}", list(values.iter().copied()));
            Some((when, attribute.part(count)))
        }
        AttributeType::Set => {
            let (value, count) = attribute.values.first().filter(|(_, count)| *count > 1)?;
            Some((format!("{{has_any: {}}}", list([&**value])), attribute.part(*count)))
        }
        AttributeType::Events => None,
    }
}

/// The commonest values of a text, up to about half of the accounts.
fn common(attribute: &Attribute) -> Option<(Vec<&str>, usize)> {
    let (mut values, mut count) = (Vec::new(), 0);
    for (value, times) in attribute.values.iter().take(3) {
        if !values.is_empty() && (count + times) * 5 > attribute.filled * 3 {
            break;
        }
        values.push(&**value);
        count += times;
    }
    // Where every account has a value of its own, none of them is common.
    if attribute.values.first().is_none_or(|(_, times)| *times < 2) {
        return None;
    }
    // A tenth, at least, else it is asked of hardly anybody.
    let is_common = divides(count, attribute.filled) && count * 10 >= attribute.filled;
    (is_common && !values.is_empty()).then_some((values, count))
}

/// Whether a part is neither nearly all nor nearly none.
fn divides(part: usize, all: usize) -> bool {
    part * 100 <= all * 98 && part * 50 >= all
}

/// An id of the letters and digits of a name.
fn id(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-') { c } else { '-' }).collect()
}
