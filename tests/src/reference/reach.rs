//! How far an icp is from the next tier, and what alone keeps an account from qualifying: each criterion is set to its
//! most and the scorecard added up again.

use serde_json::{Value, json};

use super::condition::Truth;
use super::criterion::Criterion;
use super::exclusion::Exclusions;
use super::number::published;
use super::profile::status;
use super::scorecard::Scorecard;
use super::{Case, id_text};

/// The tier above the one that an icp has, how much of the score is short, and the criteria that alone would bring it there.
pub(super) fn to_next_tier(case: &Case, fit: &Scorecard, tier: Option<usize>) -> Value {
    let (Some(score), Some(above)) = (fit.score, tier.and_then(|place| place.checked_sub(1))) else {
        return Value::Null;
    };
    let tier = fit.tier_at(above);
    let short = tier["from"].as_f64().map_or(0.0, |from| published((from - score).max(0.0)));
    let is_far = tier["from"].as_f64().is_some_and(|from| score < from);
    let (mut by, mut could) = (vec![], vec![]);
    for (place, criterion) in fit.criteria.iter().enumerate().filter(|(_, criterion)| criterion.applies()) {
        let raised = if criterion.is_unknown() { criterion.at_most_open() } else { criterion.at_most() };
        let is_wanted = criterion.status != "fit" && raised.status == "fit" && fit.wants(tier, &criterion.id);
        if !is_far && !is_wanted {
            continue;
        }
        match fit.with(case, place, raised).reaches(case, tier) {
            Truth::True if criterion.is_known() => by.push(&criterion.id),
            Truth::True | Truth::Unknown => could.push(&criterion.id),
            Truth::False => {}
        }
    }
    json!({"tier": id_text(&tier["id"]), "short": short, "by": by, "could": could})
}

/// Each exclusion that holds, required criterion that is not met, and other known criterion without which, or with the
/// most of which, the account would qualify.
pub(super) fn kept_out_by(case: &Case, icp: &Value, fit: &Scorecard, exclusions: &Exclusions) -> Value {
    let qualifies =
        |fit: &Scorecard, exclusions: &Exclusions| status(icp, fit, exclusions).status == "qualified";
    if qualifies(fit, exclusions) {
        return json!([]);
    }
    let mut found = vec![];
    for (place, held) in exclusions.held.iter().enumerate() {
        let mut others = exclusions.clone();
        others.held.remove(place);
        if qualifies(fit, &others) {
            found.push(json!({"kind": "exclusion", "id": held.id()}));
        }
    }
    let is_required: fn(&Criterion) -> bool = Criterion::is_unmet;
    let is_other: fn(&Criterion) -> bool = |criterion| criterion.is_known() && !criterion.is_unmet();
    for (kind, is_meant) in [("required", is_required), ("criterion", is_other)] {
        for (place, criterion) in fit.criteria.iter().enumerate().filter(|(_, criterion)| is_meant(criterion))
        {
            if qualifies(&fit.with(case, place, criterion.at_most()), exclusions) {
                found.push(json!({"kind": kind, "id": criterion.id}));
            }
        }
    }
    found.into()
}
