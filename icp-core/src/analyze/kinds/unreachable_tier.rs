//! Finding `unreachable_tier`: a tier that no account can reach.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::range::ScorecardKind;
use crate::analyze::view::{CardView, ModelView};
use crate::error::quote;
use crate::model::Tier;
use crate::value::float_text;

pub(super) const UNREACHABLE_TIER: Kind = Kind {
    code: "unreachable_tier",
    severity: Severity::Warning,
    what: "a tier that no account can reach",
    why: "its verdicts are never given, however good or bad an account is",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, bands: [{when: {employees: {lt: 200}}, rating: 0.8}]}]"
        "      tiers: [{id: A, from: 90}, {id: B, from: 50}, {id: C}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, bands: [{when: {employees: {lt: 200}}, rating: 0.8}]}]"
        "      tiers: [{id: A, from: 80}, {id: B, from: 50}, {id: C}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in &model.cards {
        for (index, tier) in card.card.tiers.iter().enumerate() {
            if let Some(why) = unreachable(card, model, index) {
                let message = format!("no account reaches tier {}: {why}", quote(&tier.id));
                let help = "move its bound, or change what the criteria give";
                report.add(&card.path.key("tiers").index(index), message, help);
            }
        }
    }
}

/// Why no account reaches a tier, if that is so.
pub(super) fn unreachable(card: &CardView<'_>, model: &ModelView<'_>, at: usize) -> Option<String> {
    let (tier, plan) = card.card.tiers.get(at).zip(card.plan.tiers.get(at))?;
    let range = card.range?;
    // Whatever the score, an account without what is required is treated as of this tier.
    let fallback = match card.kind {
        ScorecardKind::Fit => model.definition.icps.get(card.icp)?.last_qualifying_tier() + 1,
        ScorecardKind::Intent => card.card.tiers.len().saturating_sub(1),
    };
    if at == fallback && card.card.criteria.iter().any(|criterion| criterion.required) {
        return None;
    }
    if let Some(from) = tier.from
        && from.to_f64() > range.high + card.slack()
    {
        return Some(format!(
            "it begins at {from}, and no account scores more than {}",
            float_text(range.high)
        ));
    }
    for requires in &tier.requires {
        let never = |index: &&usize| {
            let facts = card.criteria.get(**index).and_then(|view| view.facts.as_ref());
            facts.is_some_and(|facts| !facts.fits)
        };
        let impossible: Vec<&usize> = requires.of.iter().filter(never).collect();
        if requires.of.len() - impossible.len() < requires.at_least
            && let Some(view) = impossible.first().and_then(|index| card.criteria.get(**index))
        {
            let id = quote(&view.criterion.id);
            return Some(format!("it requires criterion {id}, which is never fit"));
        }
    }
    if plan.condition.and_then(|when| model.condition(when)).is_some_and(|when| model.never(when)) {
        return Some("its condition can never hold".into());
    }
    let open = |tier: &&Tier| tier.requires.is_empty() && tier.when.is_none();
    let before = card.card.tiers.get(..at).unwrap_or_default();
    let low = if range.low == 0.0 { 0.0 } else { range.low - card.slack() };
    let covers = |tier: &&Tier| tier.from.is_some_and(|from| from.to_f64() <= low);
    let covering = before.iter().filter(open).find(covers)?;
    let id = quote(&covering.id);
    Some(format!(
        "every score reaches tier {id} before it: no account scores less than {}",
        float_text(range.low)
    ))
}
