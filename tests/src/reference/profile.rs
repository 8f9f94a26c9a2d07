//! One icp: its status with the reason, its tier, stage and verdicts.

use serde_json::{Map, Value, json};

use super::criterion::Criterion;
use super::exclusion::Exclusions;
use super::label::labels;
use super::scorecard::{Scorecard, verdicts};
use super::text::fold;
use super::{Case, given, id_text, in_order, items, reach};

/// A status with the code, the id and the text of its reason.
pub(super) struct Status {
    pub(super) status: &'static str,
    code: &'static str,
    id: Option<String>,
    text: String,
}

/// Assesses an account against one icp.
pub(super) fn assess(case: &Case, icp: &Value, priority: u64) -> Value {
    let fit = Scorecard::read(case, &icp["fit"]);
    let intent = given(icp, "intent").map(|intent| Scorecard::read(case, intent));
    let exclusions = Exclusions::read(case, icp);
    let status = status(icp, &fit, &exclusions);

    let disqualified = status.status == "disqualified";
    let tier = fit.tier.filter(|_| !disqualified && status.status != "insufficient_data");
    let intent_tier = intent.as_ref().and_then(|card| intent_tier(card)).filter(|_| !disqualified);
    let tier_id =
        |card: &Scorecard, tier: Option<usize>| tier.map(|place| id_text(&card.tier_at(place)["id"]));
    let fit_id = tier_id(&fit, tier);
    let intent_id = intent.as_ref().and_then(|card| tier_id(card, intent_tier));
    // Without what is required, an account is treated as in the first tier that does not qualify.
    let treated = match status.code {
        "required_unmet" => {
            tier.map(|place| place.max(last_qualifying(icp) + 1)).filter(|place| *place <= fit.last_tier())
        }
        _ => tier,
    };
    let treated_id = tier_id(&fit, treated);
    let stage = if disqualified { None } else { stage(icp, treated_id.as_deref(), intent_id.as_deref()) };

    let mut told = tier_verdicts(case, &fit, treated);
    verdicts(case, stage.and_then(|stage| stage.get("verdicts")), &mut told);
    let mut wanted = fit.missing(case);
    wanted.extend(intent.iter().flat_map(|card| card.missing(case)));
    let all = exclusions.held.iter().chain(&exclusions.possible);
    wanted.extend(all.flat_map(|exclusion| exclusion.missing.clone()));

    let mut entry = json!({
        "icp": id_text(&icp["id"]), "name": icp.get("name"), "priority": priority, "status": status.status,
        "reason": {"code": status.code, "id": status.id, "text": status.text},
        "tier": fit_id, "verdicts": told, "stage": stage.map(|stage| id_text(&stage["id"])),
        "exclusions": exclusions.held.iter().map(|held| held.entry(case)).collect::<Vec<_>>(),
        "possible_exclusions": exclusions.possible.iter().map(|held| held.entry(case)).collect::<Vec<_>>(),
        "missing": in_order(case.model, &wanted),
        "intent": intent.map(|card| {
            let mut entry = card.entry(case);
            entry.insert("tier".to_owned(), json!(intent_id));
            entry.insert("verdicts".to_owned(), Value::Object(tier_verdicts(case, &card, intent_tier)));
            entry.insert("missing".to_owned(), json!(in_order(case.model, &card.missing(case))));
            entry
        }),
    });
    entry.as_object_mut().expect("an object").extend(fit.entry(case));
    entry["labels"] = Value::Object(labels(case, icp, &entry));
    entry["to_next_tier"] = reach::to_next_tier(case, &fit, tier);
    entry["kept_out_by"] = reach::kept_out_by(case, icp, &fit, &exclusions);
    entry
}

/// The tier of an intent scorecard: the last when a required criterion is not met, none while one is unknown.
fn intent_tier(card: &Scorecard) -> Option<usize> {
    let reached = card.tier?;
    if unmet(card).is_some() {
        Some(card.last_tier())
    } else {
        Some(reached).filter(|_| undecided(card).is_none())
    }
}

fn tier_verdicts(case: &Case, card: &Scorecard, tier: Option<usize>) -> Map<String, Value> {
    let mut told = Map::new();
    verdicts(case, tier.and_then(|place| card.tier_at(place).get("verdicts")), &mut told);
    told
}

/// The first required criterion that is not met.
fn unmet(card: &Scorecard) -> Option<String> {
    card.first(Criterion::is_unmet).map(|criterion| criterion.id.clone())
}

/// The first required criterion that is unknown.
fn undecided(card: &Scorecard) -> Option<String> {
    card.first(|criterion| criterion.required && criterion.is_unknown()).map(|criterion| criterion.id.clone())
}

pub(super) fn status(icp: &Value, fit: &Scorecard, exclusions: &Exclusions) -> Status {
    let lacking = |code, id, text| Status { status: "insufficient_data", code, id, text };
    if let Some(held) = exclusions.held.first() {
        let (status, code) = ("disqualified", "excluded");
        return Status { status, code, id: Some(held.id()), text: format!("excluded: {}", held.reason()) };
    }
    if fit.score.is_none() {
        return lacking("nothing_known", None, "nothing that this profile asks about is known".to_owned());
    }
    if let Some(id) = unmet(fit) {
        let text = format!("required criterion `{id}` is not met");
        return Status { status: "unqualified", code: "required_unmet", id: Some(id), text };
    }
    if let Some(possible) =
        exclusions.possible.iter().find(|possible| possible.unknown && possible.json["if_unknown"] == "hold")
    {
        let text = format!("exclusion `{}` cannot be ruled out", possible.id());
        return lacking("exclusion_unknown", Some(possible.id()), text);
    }
    if let Some(id) = undecided(fit) {
        let text = format!("required criterion `{id}` is unknown");
        return lacking("required_unknown", Some(id), text);
    }
    let least = fit.min_coverage();
    if fit.coverage < least {
        return lacking("low_coverage", None, format!("coverage is below {least}"));
    }
    let place = fit.tier.expect("the last tier catches all");
    let tier = fit.tier_at(place);
    let id = id_text(&tier["id"]);
    let text = match tier.get("name").and_then(Value::as_str) {
        Some(name) => format!("tier {id}: {name}"),
        None => format!("tier {id}"),
    };
    let status = if place <= last_qualifying(icp) { "qualified" } else { "unqualified" };
    Status { status, code: "tier", id: Some(id), text }
}

/// The place of the last tier that qualifies: the one named, or the last but one (the only one of a single tier).
fn last_qualifying(icp: &Value) -> usize {
    let tiers: Vec<_> = items(&icp["fit"]["tiers"]).collect();
    let Some(named) = icp.get("qualifies_from") else { return tiers.len().saturating_sub(2) };
    let is_named = |tier: &&Value| fold(&id_text(&tier["id"])) == fold(&id_text(named));
    tiers.iter().position(is_named).expect("qualifies_from names a tier")
}

/// The first stage whose condition on both tiers holds.
fn stage<'a>(icp: &'a Value, fit: Option<&str>, intent: Option<&str>) -> Option<&'a Value> {
    let meets = |when: &Value, key: &str, tier: Option<&str>| {
        let named = |tier| match &when[key] {
            Value::Array(ids) => ids.iter().any(|id| id_text(id) == tier),
            id => id_text(id) == tier,
        };
        when.get(key).is_none() || tier.is_some_and(named)
    };
    items(&icp["stages"])
        .find(|stage| meets(&stage["when"], "fit", fit) && meets(&stage["when"], "intent", intent))
}
