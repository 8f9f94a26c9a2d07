//! Numbers as explanations show them.

use super::super::number::{self, input, percent, plain, score};
use super::models::SAAS;
use super::{assess, read};
use crate::value::Interval;

#[test]
fn two_decimals_without_trailing_zeros() {
    let cases =
        [(87.5, "87.5"), (100.0, "100"), (0.125, "0.13"), (-0.125, "-0.13"), (-0.0, "0"), (0.004, "0")];
    for (value, text) in cases {
        assert_eq!(plain(value), text);
    }
    assert_eq!(plain(7_200_000.0), "7200000");
    assert_eq!(plain(f64::MAX), "1.7976931348623157e308");
}

#[test]
fn small_inputs_keep_a_digit() {
    assert_eq!([input(0.0), input(0.004), input(0.123), input(1e-9)], ["0", "0.004", "0.12", "1e-9"]);
}

#[test]
fn a_share_is_whole_only_when_it_is() {
    assert_eq!([percent(0.0), percent(0.001), percent(0.756)], ["0 %", "under 1 %", "76 %"]);
    assert_eq!([percent(0.999), percent(1.0)], ["over 99 %", "100 %"]);
}

#[test]
fn a_score_is_not_rounded_into_a_better_tier() {
    let card = &assess(SAAS, "{}").icps[0].fit;
    assert_eq!(score(card, 79.996), "79.996");
    assert_eq!(score(card, 79.999_999), "79.999999");
    assert_eq!(score(card, 78.996), "79");
    assert_eq!(score(card, 80.004), "80");
}

#[test]
fn an_interval_is_told_by_its_ends() {
    let interval = |low: f64, high: f64| Interval::new(low, high).unwrap();
    let open = f64::INFINITY;
    let cases = [
        (interval(51.0, 200.0), "51 to 200"),
        (interval(10_001.0, open), "10,001 or more"),
        (interval(10.0, open).without_low().unwrap(), "more than 10"),
        (interval(-open, 0.5), "0.5 or less"),
        (interval(-open, 10.0).without_high().unwrap(), "less than 10"),
        (interval(-open, open), "any number"),
    ];
    for (interval, words) in cases {
        assert_eq!(number::interval(interval), words);
    }
}

/// A number that is known in part is asked for more closely.
#[test]
fn a_closer_value_is_asked_for_by_its_ends() {
    let model = r#"{"format": "icp/1", "name": "demo",
        "attributes": {"employees": {"type": "number", "written": {"range": "interval"}}, "country": {"type": "text"}},
        "exclusions": [{"id": "tiny", "reason": "too small", "when": {"employees": {"lt": 12}}}],
        "icps": [{"id": "smb", "fit": {"criteria": [
            {"id": "size", "fit": {"employees": {"gte": 20}}}, {"id": "home", "fit": {"country": "DE"}}],
            "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#;
    let told = assess(model, r#"{"employees": "11-50"}"#).explain();
    assert!(told.contains("employees, a closer value than 11 to 50: "), "{told}");
    let next = |account: &str| {
        let day = crate::Date::new(2026, 11, 21).unwrap();
        read(model).next_questions(&crate::Account::from_json(account).unwrap(), day).unwrap().explain()
    };
    let asked = next(r#"{"employees": "11-50"}"#);
    assert!(asked.contains("- employees, known as 11 to 50: could change "), "{asked}");
    assert!(next("{}").contains("- employees: could change "));
    assert!(told.contains("country: "), "{told}");
}
