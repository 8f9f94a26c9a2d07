//! Rules that hold for all models or accounts, rather than for a row.

use std::time::Duration;

use cpu_time::ThreadTime;
use icp_core::{Account, Assessment, AssessmentData, Date, Model};
use icp_tests::generate::{self, Level};
use serde_json::{Value, json};

fn as_of() -> Date {
    Date::parse("2026-11-21").unwrap()
}

/// A model of criteria about `a0`, `a1` and so on, each with a weight in millionths.
fn weighted(weights: &[u64]) -> Value {
    let attributes: serde_json::Map<String, Value> =
        (0..weights.len()).map(|n| (format!("a{n}"), json!({"type": "number"}))).collect();
    let criteria: Vec<Value> = weights
        .iter()
        .enumerate()
        .map(|(n, weight)| {
            json!({"id": format!("c{n}"), "weight": *weight as f64 / 1e6, "fit": {format!("a{n}"): {"gte": 5}}})
        })
        .collect();
    json!({
        "format": "icp/1", "name": "weighted", "attributes": attributes,
        "icps": [{"id": "i", "fit": {"criteria": criteria, "tiers": [{"id": "in", "from": 50}, {"id": "out"}]}}]
    })
}

fn score(model: &Value, account: &Value) -> AssessmentData<'static> {
    let account = Account::from_json(&account.to_string()).unwrap();
    Model::from_json(&model.to_string()).unwrap().assess(&account, as_of()).unwrap()
}

/// Random weights and an account that fits, misses and leaves out.
fn samples() -> impl Iterator<Item = (Vec<u64>, Value)> {
    let mut dice = oorandom::Rand64::new(7);
    std::iter::repeat_with(move || {
        let weights: Vec<u64> = (0..dice.rand_range(1..12)).map(|_| dice.rand_range(1..90_000_000)).collect();
        let values = (0..weights.len()).filter_map(|n| match dice.rand_range(0..3) {
            0 => None,
            value => Some((format!("a{n}"), json!(value * 4))),
        });
        let account: serde_json::Map<String, Value> = values.collect();
        (weights, json!(account))
    })
    .take(100)
}

#[test]
fn s01_the_order_of_criteria_changes_nothing() {
    for (weights, account) in samples() {
        let model = weighted(&weights);
        let mut other = model.clone();
        other["icps"][0]["fit"]["criteria"].as_array_mut().unwrap().reverse();
        let [one, two] = [score(&model, &account), score(&other, &account)];
        let numbers = |a: &AssessmentData<'static>| {
            let fit = &a.icps[0].fit;
            (fit.score.map(f64::to_bits), fit.bounds, fit.coverage, fit.tier.clone())
        };
        assert_eq!(numbers(&one), numbers(&two));
        let ids = |a: &AssessmentData<'static>| {
            a.icps[0].fit.criteria.iter().map(|c| c.id.clone()).collect::<Vec<_>>()
        };
        assert!(ids(&one).iter().eq(ids(&two).iter().rev()), "told in the order of the document");
    }
}

#[test]
fn s02_the_smallest_weight_counts_beside_the_largest() {
    let account = json!({"a0": 0, "a1": 5});
    let small = score(&weighted(&[900_000_000_000_000, 1]), &account);
    assert_eq!(small.icps[0].fit.criteria[1].points, 0.000_001);
    assert_eq!(small.icps[0].fit.criteria[0].weight, 900_000_000.0);
}

#[test]
fn s81_the_same_record_gives_the_same_bytes_and_so_do_more_keys() {
    for (weights, account) in samples() {
        let model = weighted(&weights);
        let mut more = account.clone();
        more["nobody asks"] = json!([{"for": "this"}]);
        let once = score(&model, &account).to_json();
        assert_eq!(once, score(&model, &account).to_json());
        assert_eq!(once, score(&model, &more).to_json());
    }
}

#[test]
fn s82_weights_times_ten_give_the_same_score() {
    for (weights, account) in samples() {
        let tens: Vec<u64> = weights.iter().map(|weight| weight * 10).collect();
        let [one, ten] = [weights, tens].map(|weights| score(&weighted(&weights), &account));
        assert_eq!(one.icps[0].fit.score.map(f64::to_bits), ten.icps[0].fit.score.map(f64::to_bits));
    }
}

#[test]
fn s84_a_value_that_fits_never_lowers_the_score() {
    for (weights, account) in samples() {
        let model = weighted(&weights);
        let before = score(&model, &account).icps[0].fit.score;
        for n in 0..weights.len() {
            let mut better = account.clone();
            better[format!("a{n}")] = json!(5);
            let after = score(&model, &better).icps[0].fit.score;
            assert!(after >= before, "{after:?} after {before:?}");
        }
    }
}

/// Every number of a JSON text, by its place.
fn numbers(value: &Value, told: &mut dyn FnMut(f64)) {
    match value {
        Value::Number(number) => told(number.as_f64().unwrap()),
        Value::Array(items) => items.iter().for_each(|item| numbers(item, told)),
        Value::Object(entries) => entries.values().for_each(|item| numbers(item, told)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[test]
fn t07_no_number_is_infinite_or_minus_zero() {
    let mut count = 0_u32;
    for seed in 0..60 {
        let document = generate::model(seed, Level::Whole);
        let model = Model::from_json(&document.to_string()).unwrap();
        let as_of = Date::parse(&generate::as_of(seed)).unwrap();
        for account in generate::accounts(seed, &document, 10) {
            let account = Account::from_json(&account.to_string()).unwrap();
            let assessment = model.assess(&account, as_of).unwrap();
            numbers(&serde_json::from_str(&assessment.to_json()).unwrap(), &mut |number| {
                count += 1;
                assert!(
                    number.is_finite() && number.to_bits() != (-0.0_f64).to_bits(),
                    "seed {seed}: {number}"
                );
            });
        }
    }
    assert!(count > 10_000, "{count}");
}

#[test]
fn t09_many_keys_take_time_in_proportion() {
    let text = weighted(&[1_000_000]).to_string();
    let model = Model::from_json(&text).unwrap();
    // All of one length and with one beginning, as somebody would choose them who knows how they are looked up.
    let keys = |count: usize| {
        let entries: Vec<String> = (0..count).map(|n| format!("\"{}{n:08}\": {n}", "k".repeat(90))).collect();
        format!("{{{}}}", entries.join(", "))
    };
    let took = |text: &str| {
        let started = ThreadTime::now();
        for _ in 0..20 {
            model.assess(&Account::from_json(text).unwrap(), as_of()).unwrap();
        }
        started.elapsed()
    };
    let [few, many] = [keys(200), keys(2_000)];
    let [few, many] = [(0..5).map(|_| took(&few)).min().unwrap(), (0..5).map(|_| took(&many)).min().unwrap()];
    assert!(many < few * 40 + Duration::from_millis(5), "{few:?} for 200 keys and {many:?} for 2000");
}

#[test]
fn t10_models_are_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Model>();
    shared::<Assessment>();
    shared::<AssessmentData>();
}

#[test]
fn r03_a_key_twice() {
    let model = Model::from_json(&weighted(&[1_000_000]).to_string()).unwrap();
    let mut record = icp_core::Record::default();
    for text in [r#"{"a0": 5, "a0": 6}"#, r#"{"a0": 5, "a0": 5}"#, r#"{"a0": null, "a0": 5}"#] {
        let read = model.read_record(text, icp_core::OnInvalid::Missing, &mut record);
        assert_eq!(read.unwrap_err().code(), "account.duplicate_key", "{text}");
        let account = Account::from_json(text).unwrap();
        assert_eq!(model.assess(&account, as_of()).unwrap_err().code(), "account.duplicate_key", "{text}");
    }
    // A key that no rule asks for may come as often as it likes.
    let account = Account::from_json(r#"{"b": 5, "b": 6, "a0": 5}"#).unwrap();
    assert_eq!(model.assess(&account, as_of()).unwrap().icps[0].fit.score, Some(100.0));
}

#[test]
fn r10_json_has_no_infinity() {
    for text in
        [r#"{"a0": NaN}"#, r#"{"a0": Infinity}"#, r#"{"a0": -Infinity}"#, r#"{"a0": 1e999}"#, r#"{"a0": 01}"#]
    {
        assert_eq!(Account::from_json(text).unwrap_err().code(), "account.syntax", "{text}");
    }
}
