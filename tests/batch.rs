//! Tables against one account at a time: equal bits in every column, whatever the encoding.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use std::collections::BTreeMap;

use icp_core::{
    Account, AsOf, BatchOptions, Date, IcpColumns, IcpScore, MissingColumns, Model, OnInvalid, Scores,
};
use icp_tests::generate::{self, Level};
use icp_tests::table::table;
use oorandom::Rand32;
use serde_json::Value;

fn models() -> u64 {
    std::env::var("ICP_PAIRS").ok().and_then(|n| n.parse::<u64>().ok()).unwrap_or(10_000).div_ceil(60).max(1)
}

fn same(a: f64, b: Option<f64>) -> bool {
    match b {
        Some(b) => a.to_bits() == b.to_bits(),
        None => a.is_nan(),
    }
}

fn check_icp(
    columns: &IcpColumns,
    row: usize,
    score: &IcpScore,
    reason: Option<u32>,
    options: &BatchOptions<'_>,
) {
    let place = |at: Option<usize>| at.map_or(u16::MAX, |at| at as u16);
    assert_eq!(columns.status[row], score.status);
    assert!(same(columns.score[row], score.fit.score), "{} {:?}", columns.score[row], score.fit.score);
    assert_eq!(columns.coverage[row].to_bits(), score.fit.coverage.to_bits());
    assert_eq!(columns.tier[row], place(score.fit.tier));
    assert_eq!(columns.stage[row], place(score.stage));
    if options.bounds {
        assert!(same(columns.lower[row], score.fit.bounds.map(|b| b.0)));
        assert!(same(columns.upper[row], score.fit.bounds.map(|b| b.1)));
    }
    if options.reasons {
        assert_eq!(Some(columns.reason[row]), reason);
    }
}

/// Every column of a row against the account.
fn check_row(
    model: &Model,
    account: &Value,
    as_of: Date,
    scores: &Scores,
    row: usize,
    options: &BatchOptions<'_>,
) {
    let account = Account::from_json(&account.to_string()).unwrap();
    let record = model.record(&account, OnInvalid::Missing).unwrap();
    let mut scratch = model.scratch();
    model.evaluate(&record, as_of, &mut scratch).unwrap();
    let shown = scratch.headline().unwrap();
    assert_eq!(usize::from(scores.icp[row]), shown);
    assert_eq!(scores.best(row), scratch.best());
    let number = |icp: usize, score: &IcpScore| {
        scores.reasons.iter().position(|reason| *reason == (icp, score.reason)).map(|at| at as u32)
    };
    let score = &scratch.scores()[shown];
    check_icp(&scores.shown, row, score, number(shown, score), options);
    for (at, (columns, score)) in scores.icps.iter().zip(scratch.scores()).enumerate() {
        check_icp(columns, row, score, number(at, score), options);
    }
    assert_eq!(scores.icps.len(), if options.per_icp { scratch.scores().len() } else { 0 });
    if options.verdicts {
        let verdicts = model.verdicts(shown, &scratch);
        for (team, said) in scores.teams.iter().zip(&scores.verdicts) {
            let said = scores.texts.get(usize::from(said[row])).map(|text| &**text);
            assert_eq!(said, verdicts.get(team), "{team}");
        }
    }
    if options.per_criterion {
        let assessment = model.assess(&record, as_of, &mut scratch).unwrap();
        let assessment = serde_json::to_value(&assessment).unwrap();
        for (icp, columns) in assessment["icps"].as_array().unwrap().iter().zip(&scores.criteria) {
            for (criterion, points) in icp["criteria"].as_array().unwrap().iter().zip(columns) {
                let is_known =
                    !["unknown", "not_applicable"].contains(&criterion["status"].as_str().unwrap());
                let expected = is_known.then(|| criterion["points"].as_f64().unwrap());
                assert!(same(points[row], expected), "{criterion} {}", points[row]);
            }
        }
    }
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
        let options = BatchOptions::new(as_of)
            .on_invalid(OnInvalid::Missing)
            .missing_columns(MissingColumns::Unknown)
            .bounds(!flag(4))
            .reasons(!flag(4))
            .per_icp(flag(3))
            .per_criterion(flag(4))
            .verdicts(flag(3))
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
        assert!(encodings.len() > 20, "too few encodings: {encodings:?}");
    }
}

#[test]
fn invalid_values_that_count_as_missing() {
    let (rows, _) = run(Level::Full, true);
    println!("{rows} rows with invalid values agree");
}
