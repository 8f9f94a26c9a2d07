//! The figures of `stats` against those of scikit-learn, scipy, statsmodels, optbinning and toad, to 1e-12. peers.py says
//! which package is asked for what, and makes the numbers again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

use icp_evidence::stats::{
    Bin, Ranked, Rate, Sum, Weight, information_value, psi, rank_test, rates_differ, weights_of_evidence,
    welch,
};
use serde_json::Value;

const CLOSE: f64 = 1e-12;

fn cases(name: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("peers.json")).unwrap();
    let cases = all[name].as_array().unwrap().clone();
    assert!(cases.len() >= 3, "{name}");
    cases
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

#[track_caller]
fn close(ours: f64, theirs: &Value, what: &str) {
    let theirs = theirs.as_f64().unwrap();
    assert!((ours - theirs).abs() <= CLOSE * theirs.abs().max(1.0), "{what}: {ours} and {theirs}");
}

fn bins(one: &Value, other: &Value) -> Vec<Bin> {
    let of = |value: &Value| numbers(value).into_iter().map(|n| Sum::of(n as u64));
    of(one).zip(of(other)).collect()
}

#[test]
fn ranks_are_those_of_scikit_learn_and_scipy() {
    for case in cases("ranked") {
        let mut ranked = Ranked::default();
        let rows = numbers(&case["score"]).into_iter().zip(numbers(&case["weight"]));
        for ((score, weight), won) in rows.zip(case["won"].as_array().unwrap()) {
            ranked.add(score as i64, won.as_bool().unwrap(), Weight::new(weight).unwrap());
        }
        let ranked = ranked.sorted();
        close(ranked.auc().unwrap(), &case["auc"], "AUC");
        close(ranked.gini().unwrap(), &case["gini"], "Gini");
        close(ranked.ks().unwrap(), &case["ks"], "KS");
        let found = [0.1, 0.25, 0.5, 0.75, 0.9].map(|share| ranked.quantile(share).unwrap() as f64);
        assert_eq!(found.to_vec(), numbers(&case["quantiles"]));
        if let Some(about) = case["captured_about"].as_f64() {
            close(rank_test(&ranked).unwrap().p, &case["rank_p"], "rank test");
            let rows = case["score"].as_array().unwrap().len() as f64;
            let gain = ranked.gain((rows * 0.3).round() / rows).unwrap();
            assert!((gain.captured - about).abs() < 0.02, "{} and {about}", gain.captured);
            assert!((gain.lift - gain.captured / gain.share).abs() < CLOSE);
        }
    }
}

#[test]
fn wilsons_interval_is_that_of_scipy_and_statsmodels() {
    for case in cases("wilson") {
        let [won, rows] = ["won", "rows"].map(|key| case[key].as_u64().unwrap());
        let rate =
            Rate::of(&Sum::of(won), &Sum::of(rows - won), case["confidence"].as_f64().unwrap()).unwrap();
        close(rate.interval.low, &case["low"], "low");
        close(rate.interval.high, &case["high"], "high");
    }
}

#[test]
fn bins_are_those_of_optbinning_and_toad() {
    for case in cases("bins") {
        let bins = bins(&case["won"], &case["lost"]);
        close(information_value(&bins).unwrap(), &case["iv"], "IV");
        let shift = psi(&bins).unwrap();
        close(shift.psi, &case["psi"], "PSI");
        assert_eq!(shift.half_rows, 0);
        let found = weights_of_evidence(&bins).unwrap();
        for (ours, theirs) in found.iter().zip(case["woe"].as_array().unwrap()) {
            close(ours.unwrap(), theirs, "WoE");
        }
    }
}

#[test]
fn tests_of_rates_are_those_of_scipy() {
    for case in cases("tables") {
        let groups: Vec<Bin> = case["groups"]
            .as_array()
            .unwrap()
            .iter()
            .map(numbers)
            .map(|group| (Sum::of(group[0] as u64), Sum::of(group[1] as u64)))
            .collect();
        let test = rates_differ(&groups).unwrap();
        close(test.p, &case["p"], test.name);
        match test.statistic {
            Some(statistic) => close(statistic, &case["statistic"], "chi-square"),
            None => assert!(case["statistic"].is_null() && test.name == "fisher"),
        }
    }
}

#[test]
fn welchs_test_is_that_of_scipy() {
    for case in cases("numbers") {
        let side = |at: usize| {
            let side = numbers(&case["sides"][at]);
            (side[0], side[1], side[2])
        };
        let test = welch(side(0), side(1)).unwrap();
        close(test.statistic.unwrap(), &case["statistic"], "t");
        close(test.freedom.unwrap(), &case["freedom"], "degrees of freedom");
        close(test.p, &case["p"], "p");
    }
}
