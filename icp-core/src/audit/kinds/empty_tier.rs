//! Finding `empty_tier`: a tier that no account is in.

use super::sample::{five, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::DataView;
use crate::error::quote;

pub(super) static KIND: FindingKind = FindingKind {
    code: "empty_tier",
    severity: Severity::Info,
    of_data: Some(&DataWords {
        what: "a tier that no account is in",
        why: "tiers should be set by the scores that there are",
        wrong: (MODEL, concat!(five!(r#"{"employees": 30}"#), five!(r#"{"employees": 20}"#))),
        right: (MODEL, concat!(five!(r#"{"employees": 30}"#), five!(r#"{"employees": 900}"#))),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}}",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    if !data.are_enough() {
        return;
    }
    for view in data.icps() {
        let fit = (Some(&view.icp.fit), &view.counts.fit, "fit");
        for (card, counts, key) in [fit, (view.icp.intent.as_ref(), &view.counts.intent, "intent")] {
            let tiers = card.map(|card| &*card.tiers).unwrap_or_default();
            for (at, (tier, count)) in tiers.iter().zip(counts).enumerate() {
                if *count == 0 {
                    let of = if key == "fit" { "" } else { "intent " };
                    let (tier, icp) = (quote(&tier.id), quote(&view.icp.id));
                    let message = format!("none of {} is in {of}tier {tier} of icp {icp}", data.accounts());
                    let path = view.path.key(key).key("tiers").index(at);
                    report.add(&path, message, "set `from` by the scores that the accounts have");
                }
            }
        }
    }
}
