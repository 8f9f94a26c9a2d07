//! Tables against one account at a time: equal bits in every column, whatever the encoding.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use std::collections::BTreeMap;

use icp_core::batch::{AsOf, BatchOptions, MissingColumns, PerCriterion, Scores};
use icp_core::{Date, Model, OnInvalid};
use icp_tests::generate::{self, Level};
use icp_tests::rows::check_row;
use icp_tests::table::table;
use oorandom::Rand32;

fn models() -> u64 {
    std::env::var("ICP_PAIRS").ok().and_then(|n| n.parse::<u64>().ok()).unwrap_or(10_000).div_ceil(60).max(1)
}

fn run(level: Level, invalid: bool) -> (usize, BTreeMap<String, usize>) {
    let mut rows = 0;
    let mut encodings = BTreeMap::new();
    // One memory for all tables, with something of the last one in it.
    let mut scores = Scores::default();
    for seed in 0..models() {
        let mut dice = Rand32::new(seed ^ 0x5eed);
        let document = generate::model(seed, level);
        let model = Model::from_json(&document.to_string()).unwrap();
        let day = Date::parse(&generate::as_of(seed)).unwrap();
        let count = *[1usize, 7, 20, 40].get(dice.rand_range(0..4) as usize).unwrap();
        let accounts = if invalid {
            generate::accounts_with_invalid(seed, &document, count)
        } else {
            generate::accounts(seed, &document, count)
        };
        let (mut columns, accounts) = table(&document, &accounts, &mut dice);
        let mut days = vec![day; accounts.len()];
        let own_days = dice.rand_range(0..4) == 0;
        if own_days {
            for day in &mut days {
                *day = Date::from_days(day.days() - dice.rand_range(0..400) as i32).unwrap();
            }
            columns = columns.with_days("judged on", &days, &mut dice);
        }
        for encoding in columns.encodings() {
            *encodings.entry(encoding).or_default() += 1;
        }
        let mut flag = |of: u32| dice.rand_range(0..of) == 0;
        let as_of = if own_days { AsOf::Column("judged on") } else { AsOf::Day(day) };
        let names: Vec<&str> = model.attributes().map(|attribute| attribute.name()).collect();
        let options = BatchOptions::new(as_of)
            .on_invalid(OnInvalid::Missing)
            .allow_empty_columns(&names)
            .missing_columns(MissingColumns::Unknown)
            .bounds(!flag(4))
            .reasons(!flag(4))
            .per_icp(flag(3))
            .per_criterion(if flag(4) { PerCriterion::ALL } else { flag(4).into() })
            .verdicts(flag(3))
            .labels(flag(3))
            .exclusions(flag(3))
            .threads(if flag(2) { 1 } else { 2 });
        if let Err(error) = model.score_batch_into(&columns.columns(), &options, &mut scores) {
            panic!("seed {seed}: {error}");
        }
        assert_eq!(scores.rows(), accounts.len());
        for (row, account) in accounts.iter().enumerate() {
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                check_row(&model, account, days[row], &scores, row, &options);
            }));
            assert!(result.is_ok(), "{level:?}, seed {seed}, row {row}: {account}");
        }
        rows += accounts.len();
    }
    (rows, encodings)
}

#[test]
fn core_language() {
    let (rows, encodings) = run(Level::Core, false);
    println!("{rows} rows of the core language agree; columns: {encodings:?}");
}

#[test]
fn full_language() {
    let (rows, encodings) = run(Level::Full, false);
    println!("{rows} rows of the full language agree; columns: {encodings:?}");
    if models() > 100 {
        // Columns of whole numbers that are small enough for the rarest few types are drawn now and then only.
        assert!(encodings.len() > 17, "too few encodings: {encodings:?}");
    }
}

#[test]
fn invalid_values_that_count_as_missing() {
    let (rows, _) = run(Level::Full, true);
    println!("{rows} rows with invalid values agree");
}

#[test]
fn whole_language() {
    let (rows, _) = run(Level::Whole, true);
    println!("{rows} rows of the whole language agree");
}
