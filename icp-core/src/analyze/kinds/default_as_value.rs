//! Finding `default_as_value`: a value named `default`, `other`, `*` and the like, where all other values were
//! meant, or `null`, where none was.

use super::kind::{Kind, sample};
use crate::analyze::criterion::CriterionView;
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::{Band, Condition, Rule, SetTest, Test, TextTest, names_all_others, names_nothing};
use crate::value::{Micro, fold};

pub(super) const DEFAULT_AS_VALUE: Kind = Kind {
    code: "default_as_value",
    severity: Severity::Warning,
    what: "a value named `default`, `other`, `*`, `null` or the like",
    why: "it is one value like any other; all others get what `otherwise` says, which is 0 where it is left out, and a missing value gets what `if_unknown` says",
    wrong: sample! {
        "attributes: {industry: {type: text}}"
        "icps: [{id: smb, fit: {criteria: [{id: trade, table: {attribute: industry, ratings: {SaaS: 1, default: 0.2}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {industry: {type: text}}"
        "icps: [{id: smb, fit: {criteria: [{id: trade, table: {attribute: industry, ratings: {SaaS: 1}, otherwise: 0.2}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in model.cards.iter().flat_map(|card| &card.criteria) {
        let id = quote(&view.criterion.id);
        match &view.criterion.rule {
            Rule::Table { attribute, ratings, .. } => {
                for (value, rating) in ratings.iter().filter(|(value, _)| is_meant(model, *attribute, value))
                {
                    let path = view.path.key("table").key(amounts(view)).key(value);
                    let message = format!("the table of criterion {id} has a value named {}", quote(value));
                    report.add(&path, message, help(model, *attribute, "the table", (value, *rating)));
                }
            }
            Rule::Bands { bands, .. } => {
                let Some((at, band, attribute, value)) = last_band(bands) else { continue };
                if is_meant(model, attribute, value) {
                    let path = view.path.key("bands").index(at);
                    let named = quote(value);
                    let message = format!("the last band of criterion {id} is for a value named {named}");
                    report.add(&path, message, help(model, attribute, "the criterion", (value, band.rating)));
                }
            }
            Rule::Decay { ratings, .. } => {
                for event in ratings.iter().map(|one| &*one.event).filter(|e| names_all_others(&fold(e))) {
                    let path = view.path.key("decay").key(amounts(view)).key(event);
                    let message = format!("the decay of criterion {id} has an event named {}", quote(event));
                    let help = format!("write `{}` for events that are not named", each(view));
                    report.add(&path, message, help);
                }
            }
            Rule::Fit { .. } | Rule::Curve { .. } | Rule::Linear { .. } | Rule::PerMatch { .. } => {}
        }
    }
}

/// The key that holds the numbers of a rule.
fn amounts(view: &CriterionView<'_>) -> &'static str {
    match view.criterion.unit {
        crate::model::Unit::Rating => "ratings",
        crate::model::Unit::Points => "points",
    }
}

fn each(view: &CriterionView<'_>) -> &'static str {
    match view.criterion.unit {
        crate::model::Unit::Rating => "rating_each",
        crate::model::Unit::Points => "points_each",
    }
}

/// Whether a value is a word for all others or for none, and is not said to be a value: by the closed list, or by
/// having synonyms.
fn is_meant(model: &ModelView<'_>, attribute: usize, value: &str) -> bool {
    let Some(known) = model.definition.attributes.get(attribute) else { return false };
    let folded = fold(value);
    let is_known = |other: &str| fold(other) == folded;
    (names_all_others(&folded) || names_nothing(&folded))
        && !known.values.iter().any(|other| is_known(other))
        && !known.synonyms.iter().any(|(other, _)| is_known(other))
}

/// The last band, where it is for one value of a text or set.
fn last_band(bands: &[Band]) -> Option<(usize, &Band, usize, &str)> {
    let (band, before) = bands.split_last()?;
    let Condition::Test { attribute, test } = &band.when else { return None };
    let value: &str = match test {
        Test::Text(TextTest::Is(value)) | Test::Set(SetTest::Has(value)) => value,
        Test::Text(TextTest::In(items)) | Test::Set(SetTest::HasAny(items)) => match &*items.items {
            [value] => value,
            _ => return None,
        },
        _ => return None,
    };
    Some((before.len(), band, *attribute, value))
}

fn help(model: &ModelView<'_>, attribute: usize, place: &str, (value, rating): (&str, Micro)) -> String {
    let name = model.definition.attributes.get(attribute).map(|known| quote(&known.name));
    let meant = match names_nothing(&fold(value)) {
        true => format!("for a missing value write `if_unknown: {rating}` in the criterion"),
        false => format!("for all other values write `otherwise: {rating}` in {place}"),
    };
    format!("{meant}; if it is a value, list it in `values` of {}", name.unwrap_or_default())
}
