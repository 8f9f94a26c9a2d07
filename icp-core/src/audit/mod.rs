//! Findings about a model and accounts together. The values of each account, and what every rule made of it, are counted
//! while a run goes by ([`Audit`]); `kinds` judges the counts at its end. It scores nothing and keeps no account.
//!
//! INVARIANT: nothing in the counts depends on the order of the accounts, nor on where a run is cut. Of many different
//! texts those are kept whose hashes are least (`distinct`), so a text that is kept was counted from its first time on.

mod counts;
mod distinct;
mod identity;
mod kinds;
mod named;
mod near;
mod results;
#[cfg(all(test, feature = "yaml"))]
mod tests;
mod values;
mod view;

pub(crate) use counts::Audit;
pub(crate) use identity::is_identity;
pub(crate) use named::Vocabularies;

use crate::analyze::{Finding, Report, in_document_order};
use crate::model::Definition;
use crate::plan::Plan;
use view::DataView;

/// Everything that the counts of a run say, in the order of the canonical document.
pub(crate) fn findings(definition: &Definition, plan: &Plan, audit: &Audit) -> Vec<Finding> {
    let data = DataView::new(definition, plan, audit);
    let mut findings = Vec::new();
    for (kind, find) in kinds::ALL.iter().zip(kinds::SEARCHES) {
        let mut report = Report { kind, findings: Vec::new() };
        find(&data, &mut report);
        findings.append(&mut report.findings);
    }
    in_document_order(definition, findings)
}
