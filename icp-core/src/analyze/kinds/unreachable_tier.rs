use super::{Kind, Severity, sample};
use crate::analyze::context::Context;
use crate::analyze::finding::Report;
use crate::error::quote;

/// A tier that no account can reach.
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

fn find(context: &Context<'_>, report: &mut Report) {
    for card in &context.cards {
        for (index, tier) in card.card.tiers.iter().enumerate() {
            if let Some(why) = card.unreachable(context, index) {
                let message = format!("no account reaches tier {}: {why}", quote(&tier.id));
                let help = "move its bound, or change what the criteria give";
                report.add(&card.path.key("tiers").index(index), message, help);
            }
        }
    }
}
