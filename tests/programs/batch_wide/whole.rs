//! Tables as a whole: one after another, days of their own, options.

use icp_core::batch::{AsOf, PerCriterion, Scores};
use icp_core::column::{Column, Columns, Values};
use icp_core::{Date, Model};
use icp_tests::rows::check_row;
use icp_tests::table::table;
use oorandom::Rand32;
use serde_json::{Value, json};

use super::{day, icp, model, options};

/// Two tables after one another are one table.
#[test]
fn appended_scores_are_those_of_the_whole() {
    let attributes = json!({"n": {"type": "number"}, "t": {"type": "text"}, "m": {"type": "number"}});
    let criteria = json!([{"id": "n", "fit": {"n": {"gt": 3}}}, {"id": "t", "fit": {"t": "x"}},
        {"id": "m", "fit": {"m": {"gt": 3}}}]);
    let document = model(&attributes, &json!([icp("a", 1, &criteria), icp("b", 2, &criteria)]));
    let model = Model::from_json(&document.to_string()).unwrap();
    let options = options().per_icp(true).per_criterion(true).verdicts(true);
    let n = [1.0, 5.0, f64::INFINITY, f64::NAN, f64::INFINITY, 4.0, 3.0];
    let m = [1.0, 5.0, 2.0, f64::NAN, f64::NEG_INFINITY, 4.0, 3.0];
    let score = |from: usize, to: usize| {
        let columns = Columns::new(to - from)
            .with("n", Column::new(Values::F64(&n[from..to])))
            .unwrap()
            .with("m", Column::new(Values::F64(&m[from..to])))
            .unwrap();
        model.score_batch(&columns, &options).unwrap()
    };
    let same = |a: &Scores, b: &Scores| assert_eq!(format!("{a:?}"), format!("{b:?}"));
    let whole = score(0, 7);
    assert_eq!((whole.rows(), whole.invalid.clone()), (7, vec![("n".into(), 2), ("m".into(), 1)]));
    for cut in 0..=7 {
        let mut first = score(0, cut);
        first.append(score(cut, 7)).unwrap();
        first.invalid.sort_by_key(|(name, _)| *name != "n".into());
        same(&first, &whole);
    }
    assert_eq!((whole.best(1), whole.best(0), whole.best(99)), (Some(0), None, None));
}

/// Days of their own for each row, with gaps in other columns, over several blocks.
#[test]
fn days_of_their_own_over_several_blocks() {
    let attributes = json!({"n": {"type": "number"}, "seen": {"type": "date"}});
    let criteria = json!([{"id": "n", "fit": {"n": {"gt": 3}}},
        {"id": "s", "fit": {"seen": {"within_last": "1 year", "older_than": "1 month"}}}]);
    let document = model(&attributes, &json!([icp("a", 1, &criteria)]));
    let model = Model::from_json(&document.to_string()).unwrap();
    let mut dice = Rand32::new(3);
    let accounts: Vec<Value> = (0..300usize)
        .map(|_| json!({"n": dice.rand_range(0..7), "seen": format!("20{}-11-2{}", dice.rand_range(20..30), dice.rand_range(0..9))}))
        .collect();
    for seed in 0..4 {
        let mut dice = Rand32::new(seed);
        let (columns, accounts) = table(&document, &accounts, &mut dice);
        let days: Vec<Date> = (0..accounts.len())
            .map(|_| Date::from_days(day().days() - dice.rand_range(0..3_000) as i32).unwrap())
            .collect();
        let columns = columns.with_days("judged", &days, &mut dice);
        let columns = columns.columns();
        let mut options = options().threads(1 + seed as usize % 2);
        options.as_of = AsOf::Column("judged");
        let mut scores = Scores::default();
        model.score_batch_into(&columns, &options, &mut scores).unwrap();
        for (row, account) in accounts.iter().enumerate() {
            check_row(&model, account, days[row], &scores, row, &options);
        }
    }
}

#[test]
fn options_are_what_they_are_set_to() {
    let progress = |_: usize| std::ops::ControlFlow::Continue(());
    let set = options().bounds(false).reasons(false).verdicts(true).per_icp(true).per_criterion(true);
    assert_eq!((set.per_criterion, options().per_criterion), (PerCriterion::POINTS, PerCriterion::NONE));
    assert!(!set.bounds && !set.reasons && set.verdicts && set.per_icp);
    assert!(
        options().threads(3).threads.is_some_and(|n| n.get() == 3) && options().threads(0).threads.is_none()
    );
    assert!(options().progress.is_none() && options().progress(&progress).progress.is_some());
    assert_eq!(options().columns(&[("a", "b")]).columns, [("a", "b")]);
    assert!(format!("{:?}", options()).starts_with("BatchOptions { as_of: Day("));
}

/// Of icps that are as far from a yes the one with the highest score is shown, also where another's is 0.
#[test]
fn a_score_of_0_is_not_the_nearest() {
    let attributes = json!({"n": {"type": "number"}, "out": {"type": "bool"}});
    let criterion = |from: f64| json!([{"id": "n", "fit": {"n": {"gte": from}}}]);
    let excluded = json!([{"id": "out", "reason": "out", "when": {"out": true}}]);
    let icps: Vec<Value> = [("a", 1, 3.0), ("b", 2, 30.0)]
        .into_iter()
        .map(|(id, priority, from)| {
            let mut icp = icp(id, priority, &criterion(from));
            icp["exclusions"] = excluded.clone();
            icp
        })
        .collect();
    let document = model(&attributes, &json!(icps));
    let model = Model::from_json(&document.to_string()).unwrap();
    let (n, out) = ([5.0, 1.0, 50.0, f64::NAN, 5.0], [1, 1, 1, 1, 0]);
    let columns = Columns::new(5)
        .with("n", Column::new(Values::F64(&n)))
        .unwrap()
        .with("out", Column::new(Values::Bool(&out)))
        .unwrap();
    let scores = model.score_batch(&columns, &options()).unwrap();
    assert_eq!(scores.icp, [0, 0, 0, 0, 0]);
    for (row, (n, out)) in n.iter().zip(out).enumerate() {
        let n = if n.is_nan() { Value::Null } else { json!(n) };
        check_row(&model, &json!({"n": n, "out": out == 1}), day(), &scores, row, &options());
    }
}

/// Of two icps below the tiers that qualify the one with the higher score is shown, in either order.
#[test]
fn the_higher_score_is_the_nearer() {
    let attributes = json!({"n": {"type": "number"}});
    let from = |least: &[f64]| {
        let criterion = |at: &f64| json!({"id": format!("from-{at}"), "fit": {"n": {"gte": at}}});
        Value::from(least.iter().map(criterion).collect::<Vec<_>>())
    };
    let (high, low) = (from(&[3.0, 30.0, 31.0, 32.0]), from(&[5.0, 30.0, 31.0, 32.0, 33.0, 34.0]));
    for (a, b, shown) in [(&low, &high, [1, 0, 1]), (&high, &low, [0, 0, 0])] {
        let document = model(&attributes, &json!([icp("a", 1, a), icp("b", 2, b)]));
        let model = Model::from_json(&document.to_string()).unwrap();
        // 25 and 16.7; 0 and 0; 25 and 0.
        let n = [6.0, 1.0, 4.0];
        let columns = Columns::new(3).with("n", Column::new(Values::F64(&n))).unwrap();
        let scores = model.score_batch(&columns, &options()).unwrap();
        assert_eq!(scores.icp, shown);
        for (row, n) in n.iter().enumerate() {
            check_row(&model, &json!({"n": n}), day(), &scores, row, &options());
        }
    }
}
