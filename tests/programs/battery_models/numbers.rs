//! M12 to M18, M32, M49, M50, M53, M56: numbers, ranges, dates, tiers.

use icp_core::Limits;
use icp_core::model::Definition;

use serde_json::{Value, json};

use super::{
    CRITERION, accepted, codes, good, only, put, refused, refused_at, text_refused, with, with_condition,
    with_criterion,
};

fn weight(value: Value) -> Value {
    with(&format!("{CRITERION}/weight"), value)
}

/// The good model with a weight written as it is.
fn weight_text(token: &str) -> String {
    weight(json!("@")).to_string().replace("\"@\"", token)
}

#[test]
fn m12_no_coercion() {
    for value in [json!("10"), json!(true), json!([10]), json!({}), json!(null)] {
        refused_at(&weight(value), "type", "icps[0].fit.criteria[0].weight");
    }
    for value in [json!("true"), json!(1), json!("yes"), json!(null)] {
        refused_at(
            &with(&format!("{CRITERION}/required"), value),
            "type",
            "icps[0].fit.criteria[0].required",
        );
    }
}

#[test]
fn m13_not_finite() {
    for token in ["1e999", "-1e999", "1e400"] {
        let refused = text_refused(&weight_text(token), "range.non_finite");
        assert_eq!(refused.path, "icps[0].fit.criteria[0].weight");
        assert_eq!(refused.line, 1);
    }
}

#[test]
fn m14_magnitude_and_decimals() {
    for token in ["1e308", "1e10", "1000000000.1", "2000000000"] {
        text_refused(&weight_text(token), "range");
    }
    for token in ["0.1234567", "1e-7", "0.30000000000000004", "1.0000001"] {
        text_refused(&weight_text(token), "range.precision");
    }
    for token in ["1e9", "0.123456", "0.000001", "1E+2", "999999999.999999", "1.0", "1e0"] {
        Definition::from_json(&weight_text(token)).unwrap_or_else(|error| panic!("{token}: {error}"));
    }
}

#[test]
fn m15_m16_m17_negative_and_zero() {
    // A weight is above 0, so there is no sum of 0 either. (Hardening has a zero weight with a warning.)
    for token in ["-5", "0", "-0.0", "0.0", "-0"] {
        text_refused(&weight_text(token), "range");
    }
    // Points may be negative.
    accepted(&with_criterion(json!({"id": "p", "fit": {"live": true}, "points": -5})));
    let bands = json!({"id": "p", "bands": [{"when": {"live": true}, "points": -5}], "otherwise": 2});
    let model = accepted(&with_criterion(bands));
    assert_eq!(model.icps[0].fit.criteria[1].weight.to_f64(), 5.0);
    refused(&with_criterion(json!({"id": "p", "fit": {"live": true}, "points": 0})), "range");
}

#[test]
fn m18_integers_beyond_2_to_the_53() {
    for token in ["9007199254740993", "-9007199254740993", &"9".repeat(400), "123456789012345678901234567890"]
    {
        let text = with_condition(json!({"employees": {"gte": "@"}})).to_string().replace("\"@\"", token);
        let refused = text_refused(&text, "range.not_exact");
        assert_eq!(refused.path, "icps[0].fit.criteria[0].fit.employees.gte");
    }
    for token in ["9007199254740992", "-9007199254740992", "9007199254740993.0", "1e300"] {
        let text = with_condition(json!({"employees": {"gte": "@"}})).to_string().replace("\"@\"", token);
        Definition::from_json(&text).unwrap_or_else(|error| panic!("{token}: {error}"));
    }
}

#[test]
fn m32_priorities() {
    for (value, code) in [
        (json!(1.5), "range"),
        (json!(-1), "range"),
        (json!(0), "range"),
        (json!(2_147_483_648_u64), "range"),
        (json!(null), "type"),
        (json!("1"), "type"),
        (json!({"a": 1}), "conflict"),
    ] {
        refused_at(&with("/icps/0/priority", value), code, "icps[0].priority");
    }
    accepted(&with("/icps/0/priority", json!(1.0)));
    let prioritized = with("/prioritize", json!({"a": 0.5, "b": 0.5}));
    refused_at(&prioritized, "missing_field", "icps[0]");
    refused_at(&put(prioritized.clone(), "/icps/0/priority", json!(1)), "type", "icps[0].priority");
    refused_at(
        &put(prioritized.clone(), "/icps/0/priority", json!({"a": 1})),
        "missing_field",
        "icps[0].priority",
    );
    let extra = json!({"a": 1, "b": 1, "c": 1});
    refused_at(&put(prioritized.clone(), "/icps/0/priority", extra), "unknown_field", "icps[0].priority.c");
    refused_at(
        &put(prioritized.clone(), "/icps/0/priority", json!({"a": 1, "b": -1})),
        "range",
        "icps[0].priority.b",
    );
    refused_at(&put(prioritized.clone(), "/icps/0/priority", json!({"a": 1, "b": 0})), "range", "icps");
    accepted(&put(prioritized, "/icps/0/priority", json!({"b": 2.5, "a": 1})));
}

#[test]
fn m49_lengths_of_time() {
    let within = |span: Value| with_condition(json!({"founded": {"within_last": span}}));
    for (span, code) in [
        ("0 months", "range"),
        ("-1 months", "range"),
        ("1000000000 days", "range"),
        ("100000 days", "range"),
        ("1.5 years", "range"),
        ("2 fortnights", "enum"),
        ("6 mounths", "enum"),
        ("6months", "type"),
        ("six months", "type"),
        ("months", "type"),
        ("", "empty"),
    ] {
        refused_at(&within(json!(span)), code, "icps[0].fit.criteria[0].fit.founded.within_last");
    }
    assert_eq!(refused(&within(json!("6 mounths")), "enum").help, "did you mean `months`?");
    refused(&within(json!(6)), "type");
    for span in ["1 day", "99999 days", "6 months", " 2  weeks ", "1 years"] {
        accepted(&within(json!(span)));
    }
    let decay = |span: &str| json!({"id": "d", "decay": {"attribute": "visits", "ratings": {"demo": 1}, "half_life": span}});
    refused_at(&with_criterion(decay("1 month")), "enum", "icps[0].fit.criteria[1].decay.half_life");
    accepted(&with_criterion(decay("4 weeks")));
}

#[test]
fn m50_tiers() {
    let tiers = |value: Value| with("/icps/0/fit/tiers", value);
    let at = |index: usize| format!("icps[0].fit.tiers[{index}].from");
    refused_at(
        &tiers(json!([{"id": "A", "from": 50}, {"id": "B", "from": 80}, {"id": "C"}])),
        "order",
        &at(1),
    );
    refused_at(
        &tiers(json!([{"id": "A", "from": 50}, {"id": "B", "from": 50}, {"id": "C"}])),
        "order",
        &at(1),
    );
    refused_at(&tiers(json!([{"id": "A", "from": 100.5}, {"id": "B"}])), "range", &at(0));
    refused_at(&tiers(json!([{"id": "A", "from": -1}, {"id": "B"}])), "range", &at(0));
    refused_at(&tiers(json!([{"id": "A", "from": 50}, {"id": "B", "from": 10}])), "tier.no_default", &at(1));
    refused_at(&tiers(json!([{"id": "A"}, {"id": "B"}])), "missing_field", "icps[0].fit.tiers[0]");
    refused_at(&tiers(json!([])), "empty", "icps[0].fit.tiers");
    refused_at(
        &tiers(json!([{"id": "A", "from": 50}, {"id": "a"}])),
        "duplicate_id",
        "icps[0].fit.tiers[1].id",
    );
    accepted(&tiers(json!([{"id": "only"}])));
    accepted(&tiers(json!([{"id": 1, "from": 100}, {"id": 2}])));
    let points = put(
        tiers(json!([{"id": "A", "from": -500}, {"id": "B"}])),
        "/icps/0/fit/scale",
        json!({"points": {}}),
    );
    accepted(&points);
}

#[test]
fn m53_numbers_with_units() {
    for (text, help) in [
        ("$2M", "write `2000000`, without quotes"),
        ("10k", "write `10000`, without quotes"),
        ("1,000", "write `1000`, without quotes"),
        ("€ 1.5 bn", "write `1500000000`, without quotes"),
        ("12", "write `12`, without quotes"),
        ("many", "numbers are written like 3, -1.5 or 2e6"),
    ] {
        assert_eq!(refused(&with_condition(json!({"arr": {"gte": text}})), "type").help, help, "{text}");
    }
}

#[test]
fn m56_the_private_keys_of_serde_json() {
    for key in ["$serde_json::private::Number", "$serde_json::private::RawValue"] {
        let text = with_condition(json!({"arr": {"gte": "@"}})).to_string();
        let text = text.replace("\"@\"", &format!("{{\"{key}\": \"7\"}}"));
        let error = Definition::from_json(&text).unwrap_err();
        assert!(!error.problems().is_empty());
        assert!(Definition::from_json(&weight_text(&format!("{{\"{key}\": \"7\"}}"))).is_err());
    }
}

#[test]
fn numbers_keep_their_meaning_when_written() {
    for token in ["1", "1.0", "10e-1", "1E0"] {
        let model =
            Definition::from_json(&with_condition(json!({"arr": "@"})).to_string().replace("\"@\"", token))
                .unwrap();
        assert!(model.to_json().contains("\"fit\":{\"arr\":1}"));
    }
    for value in [0.1, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740994.0, 1e21, -2.5e-5, 123456.789] {
        let model = accepted(&with_condition(json!({"arr": value})));
        assert_eq!(Definition::from_json(&model.to_json()).unwrap(), model);
    }
}

#[test]
fn the_scorecard_must_add_up_exactly() {
    // 10^9 and 10^-6 side by side: both count, for both are whole millionths.
    let wide = put(
        weight(json!(1e9)),
        "/icps/0/fit/criteria/-",
        json!({"id": "b", "weight": 0.000001, "fit": {"live": true}}),
    );
    accepted(&wide);
    // A rating of 10^-6 of a weight of 10^-6 beside a weight of 10^9 does not fit into 60 bits.
    let tiny =
        json!({"id": "b", "weight": 0.000001, "bands": [{"when": {"live": true}, "rating": 0.000001}]});
    refused_at(&put(weight(json!(1e9)), "/icps/0/fit/criteria/-", tiny), "range.precision", "icps[0].fit");
    let total = json!({"id": "p", "per_match": {"attribute": "tools", "of": ["a", "b"], "points_each": 1e9}});
    refused_at(&with_criterion(total), "range", "icps[0].fit.criteria[1]");
}

#[test]
fn dates() {
    let is = |text: &str| with_condition(json!({"founded": text}));
    for text in [
        "2026-02-30",
        "02/03/2026",
        "2026-2-3",
        "20260203",
        "2026-W05-2",
        "0000-01-01",
        " 2026-02-03",
        "2026-02-03T10:00:00",
    ] {
        refused_at(&is(text), "type", "icps[0].fit.criteria[0].fit.founded");
    }
    accepted(&is("2024-02-29"));
    accepted(&is("2026-02-03T23:30:00-08:00"));
    refused_at(&with_condition(json!({"founded": 2026})), "type", "icps[0].fit.criteria[0].fit.founded");
    let between = with_condition(json!({"founded": {"between": ["2026-02-03", "2026-02-02"]}}));
    refused_at(&between, "order", "icps[0].fit.criteria[0].fit.founded.between");
}

#[test]
fn limits_of_numbers_in_words() {
    let limits = Limits::default().criteria(1);
    let text = with_criterion(json!({"id": "b", "fit": {"live": true}})).to_string();
    let refused = only(Definition::from_json_with(&text, &limits), "limit.count");
    assert_eq!(refused.message, "a scorecard has 2 criteria, the limit is 1");
    assert!(
        codes(&Definition::from_json_with(&text, &limits.tests(1)).unwrap_err()).contains(&"limit.count")
    );
    assert!(Definition::from_json_with(&good().to_string(), &limits).is_ok());
}
