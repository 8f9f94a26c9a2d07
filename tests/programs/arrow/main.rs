//! Record batches: the same bits as one account at a time, whatever the types; and what is not fit to be read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

mod broken;
mod cells;
mod columns;
mod extensions;
mod order;
mod output;
mod same;
mod stream;
mod types;

use icp_core::arrow::ArrowOptions;
use icp_core::batch::AsOf;
use icp_core::{Date, Model};

/// A model that asks for one attribute of each type.
fn model() -> Model {
    Model::from_json(
        r#"{"format": "icp/1", "name": "all types", "attributes": {
            "employees": {"type": "number"}, "industry": {"type": "text", "aliases": ["sector"]},
            "hiring": {"type": "bool"}, "founded": {"type": "date"}, "tools": {"type": "set"},
            "signals": {"type": "events"}},
        "icps": [{"id": "mid-market", "priority": 1, "fit": {"criteria": [
            {"id": "size", "weight": 3, "fit": {"employees": {"between": [20, 200]}}},
            {"id": "trade", "fit": {"industry": "retail"}},
            {"id": "growing", "fit": {"hiring": true}},
            {"id": "young", "fit": {"founded": {"after": "2019-12-31"}}},
            {"id": "stack", "fit": {"tools": {"has_any": ["rust", "sql"]}}},
            {"id": "news", "fit": {"signals": {"happened": {"event": "funding", "within_last": "365 days"}}}}],
            "tiers": [{"id": "A", "from": 80, "verdicts": {"sales": "call today"}}, {"id": "B", "from": 40}, {"id": "C"}]}},
            {"id": "other", "priority": 2, "fit": {"criteria": [{"id": "any-size", "fit": {"employees": {"gte": 1}}}],
            "tiers": [{"id": "yes", "from": 50}, {"id": "no"}]}}]}"#,
    )
    .unwrap()
}

fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

/// Today, all columns allowed to be missing.
fn options() -> ArrowOptions {
    ArrowOptions::new(AsOf::Day(today())).missing_columns(icp_core::batch::MissingColumns::Unknown)
}
