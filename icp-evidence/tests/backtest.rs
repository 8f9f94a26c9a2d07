//! Backtests of made-up accounts: facts from the future do not count, are counted, and the inflated score of today is told.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod made;
mod shared;

use icp_core::{Date, Model};
use icp_evidence::{Backtester, EvidenceError, Outcome, Period};
use made::{Made, options};
use shared::Random;

fn model() -> Model {
    Model::from_json(
        r#"{"format": "icp/1", "name": "past", "attributes": {
            "on_renewal": {"type": "date"}, "on_end": {"type": "date"}, "is_good": {"type": "bool"}},
        "icps": [{"id": "one", "fit": {"criteria": [
            {"id": "renewal", "weight": 3, "fit": {"on_renewal": {"known": true}}, "if_unknown": "zero"},
            {"id": "end", "fit": {"on_end": {"known": true}}, "if_unknown": "zero"},
            {"id": "good", "fit": {"is_good": true}}],
            "tiers": [{"id": "A", "from": 60}, {"id": "B", "from": 20}, {"id": "C"}]}}]}"#,
    )
    .unwrap_or_else(|error| panic!("{error}"))
}

/// Accounts that were decided over two years; a renewal follows the decision where it was won.
fn past(seed: u64, rows: usize) -> Made {
    let mut random = Random(seed);
    let mut columns: [Vec<f64>; 6] = std::array::from_fn(|_| Vec::new());
    for row in 0..rows {
        let day = 19_000.0 + random.below(730) as f64;
        let good = random.is(0.5);
        let won = random.is(if good { 0.4 } else { 0.2 });
        let renewal = if won && random.is(0.9) { day + 200.0 } else { f64::NAN };
        let worked = won || random.is(0.5);
        let day = if row % 50 == 0 { f64::NAN } else { day };
        let row = [day, renewal, day + 900.0, f64::from(good), f64::from(won), f64::from(worked)];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    let names = ["on_decided", "on_renewal", "on_end", "is_good", "is_won", "is_worked"];
    names.into_iter().zip(columns).fold(Made::default(), |made, (name, values)| made.with(name, values))
}

#[test]
fn the_score_of_today_is_inflated_and_that_is_told() {
    let made = past(1, 3_000);
    let today = Date::new(2026, 11, 30).unwrap();
    let test = |future_ok: bool| {
        let test = Backtester::new(&model(), Outcome::new("is_won"), "on_decided", today).worked("is_worked");
        let mut test = if future_ok { test.future_ok("on_end") } else { test };
        made.call(|columns| test.add(columns, &options())).unwrap();
        test.backtest().unwrap()
    };
    let found = test(true);
    let auc = found.auc.unwrap();
    assert!(auc.before.auc > 0.9 && (0.55..0.7).contains(&auc.after.auc), "{auc:?}");
    assert!(found.says.starts_with("Today the score seems") && found.says.ends_with("from what came later."));
    assert_eq!((found.rows, found.undated), (2_940, 60));
    let dated = |at: usize| !made.columns[0][at].is_nan();
    let renewals = (0..3_000).filter(|at| dated(*at) && !made.columns[1][*at].is_nan()).count() as u64;
    // The end of a contract may lie in the future.
    assert_eq!(found.later_dates.len(), 1);
    assert_eq!(
        (found.later_dates[0].attribute.as_str(), found.later_dates[0].rows),
        ("on_renewal", renewals)
    );
    let both = test(false);
    assert_eq!(both.later_dates.iter().map(|one| one.rows).sum::<u64>(), renewals + 2_940);
    // Two years and a part in nine quarters, each row in its own.
    assert_eq!(found.periods.iter().map(|one| one.rows).sum::<u64>(), 2_940);
    assert_eq!((found.periods[0].period.as_str(), found.periods.len()), ("2022 Q1", 9));
    let one = &found.periods[3];
    assert!(one.auc_today.unwrap() > one.auc.unwrap().auc + 0.2);
    assert!(
        one.worked.unwrap() < one.rows && one.worked_rate.unwrap().rate > one.qualified_rate.unwrap().rate
    );
    let text = found.to_text();
    assert!(text.contains("on_renewal: the date of") && text.contains("60 accounts have no day"), "{text}");
}

#[test]
fn a_lag_moves_the_day() {
    let made = past(2, 500);
    let today = Date::new(2026, 11, 30).unwrap();
    let later = |lag: i32| {
        let mut test =
            Backtester::new(&model(), Outcome::new("is_won"), "on_decided", today).lag(lag).by(Period::Month);
        made.call(|columns| test.add(columns, &options())).unwrap();
        let found = test.backtest().unwrap();
        found.later_dates.iter().map(|one| one.rows).sum::<u64>()
    };
    // After 200 days the renewal is there, after 900 the end of the contract.
    assert!(later(0) > later(200) && later(200) > later(900));
    assert_eq!((later(199), later(900)), (later(0), 0));
}

#[test]
fn pieces_of_a_table_add_up() {
    let made = past(3, 1_000);
    let today = Date::new(2026, 11, 30).unwrap();
    let new = || Backtester::new(&model(), Outcome::new("is_won"), "on_decided", today);
    let (mut whole, mut parts) = (new(), new());
    made.call(|columns| whole.add(columns, &options())).unwrap();
    for piece in 0..8 {
        made.part(piece * 125, (piece + 1) * 125).call(|columns| parts.add(columns, &options())).unwrap();
    }
    assert_eq!(whole.backtest().unwrap().to_json(), parts.backtest().unwrap().to_json());
}

#[test]
fn what_cannot_be_read_is_refused() {
    let made = past(4, 10);
    let today = Date::new(2026, 11, 30).unwrap();
    let add = |mut test: Backtester| made.call(|columns| test.add(columns, &options()));
    let new = |day: &str| Backtester::new(&model(), Outcome::new("is_won"), day, today);
    assert!(matches!(add(new("gone")), Err(EvidenceError::NoColumn(_))));
    assert!(matches!(add(new("is_good")), Err(EvidenceError::Day { row: 0, .. })));
    assert!(matches!(add(new("on_decided").future_ok("is_good")), Err(EvidenceError::NoDate(_))));
}
