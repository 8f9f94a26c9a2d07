//! Tables that are large in one way (rows, cuts, items, icps, criteria) against one account at a time: what small
//! tables of small models never reach.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod many;
mod rules;
mod whole;

use icp_core::batch::{AsOf, BatchOptions, MissingColumns, PerCriterion, Scores};
use icp_core::{Date, Model, OnInvalid};
use icp_tests::rows::check_row;
use icp_tests::table::table;
use oorandom::Rand32;
use serde_json::{Value, json};

fn day() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

fn options() -> BatchOptions<'static> {
    BatchOptions::new(AsOf::Day(day()))
        .on_invalid(OnInvalid::Missing)
        .missing_columns(MissingColumns::Unknown)
}

/// Scores the accounts as tables of several encodings, with several options, and compares every row.
fn check(document: &Value, accounts: &[Value], seed: u64) {
    let model = Model::from_json(&document.to_string()).unwrap();
    let mut scores = Scores::default();
    for (round, (plain, threads)) in [(true, 1), (false, 2)].into_iter().enumerate() {
        let mut dice = Rand32::new(seed + round as u64);
        let (columns, accounts) = table(document, accounts, &mut dice);
        let columns = columns.columns();
        let names: Vec<&str> = model.attributes().map(|attribute| attribute.name()).collect();
        let options = options()
            .allow_empty_columns(&names)
            .threads(threads)
            .per_icp(true)
            .per_criterion(if plain { PerCriterion::NONE } else { PerCriterion::ALL })
            .verdicts(!plain)
            .exclusions(!plain);
        model.score_batch_into(&columns, &options, &mut scores).unwrap();
        assert_eq!(scores.rows(), accounts.len());
        for (row, account) in accounts.iter().enumerate() {
            check_row(&model, account, day(), &scores, row, &options);
        }
    }
}

fn model(attributes: &Value, icps: &Value) -> Value {
    json!({"format": "icp/1", "name": "wide", "attributes": attributes, "icps": icps})
}

fn icp(id: &str, priority: usize, criteria: &Value) -> Value {
    json!({"id": id, "priority": priority, "fit": {"criteria": criteria, "tiers": [
        {"id": "A", "from": 70, "verdicts": {"sales": "call"}}, {"id": "B", "from": 30}, {"id": "C"}]}})
}
