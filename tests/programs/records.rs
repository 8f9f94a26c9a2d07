//! Accounts on their way to the order of a model's attributes: as an object, as its JSON text, as values one by one.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic here is a failed test")]

use icp_core::account::{AccountLimit, Field};
use icp_core::{Account, AccountError, AccountValue, Date, IcpStatus, Model, OnInvalid, Record};

fn model() -> Model {
    Model::from_json(
        r#"{"format": "icp/1", "name": "demo",
        "attributes": {
            "employees": {"type": "number", "aliases": ["staff", "headcount"]},
            "country": {"type": "text"},
            "tools": {"type": "set"},
            "founded": {"type": "date"},
            "live": {"type": "bool"},
            "visits": {"type": "events"}},
        "icps": [{"id": "smb", "fit": {
            "criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}}],
            "tiers": [{"id": "A", "from": 50}, {"id": "B", "verdicts": [{"team": "sales", "say": "wait", "when":
                {"country": {"known": true}, "tools": {"known": true}, "founded": {"known": true},
                 "live": {"known": true}, "visits": {"known": true}}}]}]}}]}"#,
    )
    .unwrap()
}

fn other_model(kind: &str) -> Model {
    Model::from_json(&format!(
        r#"{{"format": "icp/1", "name": "other", "attributes": {{"a": {{"type": "{kind}"}}}},
        "icps": [{{"id": "x", "fit": {{"criteria": [{{"id": "c", "fit": {{"a": {{"known": true}}}}}}],
        "tiers": [{{"id": "A"}}]}}}}]}}"#
    ))
    .unwrap()
}

/// The record in a text, read straight from it.
fn read(text: &str, on_invalid: OnInvalid) -> Result<Record<'_>, AccountError> {
    let mut record = Record::default();
    model().read_record(text, on_invalid, &mut record).map(|()| record)
}

fn refused(text: &str) -> String {
    let error = read(text, OnInvalid::Error).unwrap_err();
    format!("{}: {error}", error.code())
}

/// The same from values one by one; those of a text are the same.
fn values(values: &[(&str, AccountValue)], on_invalid: OnInvalid) -> Result<Record<'static>, AccountError> {
    model().record_values(values.iter().cloned(), on_invalid)
}

#[test]
fn what_is_no_record_is_told_by_what_it_is() {
    let shape =
        |found| format!("account.shape: expected an object of attribute names and values, found {found}");
    for (text, found) in [
        ("[1]", "a list"),
        (" \n[", "a list"),
        ("\"x\"", "text"),
        ("true", "true/false"),
        ("false", "true/false"),
        ("null", "nothing"),
        ("12", "a number"),
    ] {
        assert_eq!(refused(text), shape(found), "{text}");
    }
    for text in ["", "{", "{} x", "{\"employees\": }", "nul", "{\"employees\": 1e999}"] {
        assert!(refused(text).starts_with("account.syntax: "), "{text}: {}", refused(text));
    }
    assert!(read("\u{feff}{\"employees\": 1}", OnInvalid::Error).is_ok());
}

#[test]
fn a_key_comes_once_and_the_first_name_that_says_something_counts() {
    for text in [
        r#"{"employees": 1, "employees": 1}"#,
        r#"{"staff": null, "staff": 1}"#,
        r#"{"headcount": "x", "country": "DE", "headcount": 1}"#,
    ] {
        assert!(refused(text).starts_with("account.duplicate_key: "), "{text}: {}", refused(text));
    }
    let one = |n: i64| AccountValue::from(n);
    let twice = values(&[("staff", one(1)), ("staff", one(1))], OnInvalid::Error).unwrap_err();
    assert_eq!(twice.code(), "account.duplicate_key");
    // Keys that no attribute takes are nobody's.
    assert!(read(r#"{"x": 1, "x": 2}"#, OnInvalid::Error).is_ok());
    /// The text, the same one by one, and the number that counts.
    type Named = (&'static str, &'static [(&'static str, Option<i64>)], f64);
    let names: [Named; 5] = [
        (
            r#"{"headcount": 3, "staff": 2, "employees": 1}"#,
            &[("headcount", Some(3)), ("employees", Some(1))],
            1.0,
        ),
        (r#"{"employees": 1, "staff": 2}"#, &[("employees", Some(1)), ("staff", Some(2))], 1.0),
        (
            r#"{"employees": null, "headcount": 3, "staff": 2}"#,
            &[("headcount", Some(3)), ("staff", Some(2))],
            2.0,
        ),
        (r#"{"staff": 2, "headcount": 3}"#, &[("staff", Some(2)), ("headcount", Some(3))], 2.0),
        (r#"{"staff": " ", "headcount": 3}"#, &[("staff", None), ("headcount", Some(3))], 3.0),
    ];
    for (text, pairs, found) in names {
        assert_eq!(read(text, OnInvalid::Error).unwrap().fields()[0], Field::Number(found), "{text}");
        let account = Account::from_json(text).unwrap();
        let record = model().record(&account, OnInvalid::Error).unwrap();
        assert_eq!(record.fields()[0], Field::Number(found), "{text}");
        let pairs: Vec<_> = pairs.iter().map(|(name, n)| (*name, AccountValue::from(*n))).collect();
        assert_eq!(values(&pairs, OnInvalid::Error).unwrap().fields()[0], Field::Number(found), "{text}");
    }
}

#[test]
fn an_invalid_value_counts_where_its_name_does() {
    // (text, the employees where they count as missing, what is told).
    for (text, employees, told) in [
        (r#"{"employees": "x", "staff": 5}"#, Field::Missing, 1),
        (r#"{"staff": 5, "employees": "x"}"#, Field::Missing, 1),
        (r#"{"staff": "x", "employees": 5}"#, Field::Number(5.0), 0),
        (r#"{"employees": 5, "staff": "x"}"#, Field::Number(5.0), 0),
        (r#"{"headcount": "x", "staff": "y", "country": 7}"#, Field::Missing, 2),
    ] {
        let record = read(text, OnInvalid::Missing).unwrap();
        assert_eq!((&record.fields()[0], record.issues().len()), (&employees, told), "{text}");
        assert_eq!(read(text, OnInvalid::Error).is_err(), told > 0, "{text}");
    }
    let record = read(r#"{"country": 7, "headcount": "x", "staff": "y"}"#, OnInvalid::Missing).unwrap();
    let issues: Vec<_> = record.issues().iter().map(|issue| (&*issue.attribute, &*issue.found)).collect();
    assert_eq!(issues, [("employees", "text `y`"), ("country", "the number 7")]);
    // The record's memory is used again, and nothing of the last one stays.
    let (model, mut record) = (model(), Record::default());
    model.read_record(r#"{"employees": 5, "country": 7}"#, OnInvalid::Missing, &mut record).unwrap();
    model.read_record(r#"{"country": "DE"}"#, OnInvalid::Missing, &mut record).unwrap();
    assert!(record.issues().is_empty() && record.fields()[0] == Field::Missing);
}

#[test]
fn values_of_each_type_are_read_and_those_of_another_refused() {
    let right = r#"{"employees": 1.5, "country": "DE", "tools": ["a", " ", null, "b"], "founded": "2020-02-03",
        "live": true, "visits": [{"event": "demo", "on": "2026-01-02"}]}"#;
    let account = Account::from_json(right).unwrap();
    let record = read(right, OnInvalid::Error).unwrap();
    assert_eq!(record.fields(), model().record(&account, OnInvalid::Error).unwrap().fields());
    assert!(record.fields().iter().all(|field| *field != Field::Missing));
    assert_eq!(record.fields()[2], Field::Set(vec!["a".into(), "b".into()]));
    for (key, value) in [
        ("employees", "true"),
        ("employees", "[1]"),
        ("employees", "{\"a\": 1}"),
        ("employees", "9007199254740993"),
        ("employees", "-9007199254740993"),
        ("country", "1"),
        ("country", "false"),
        ("country", "[]"),
        ("country", "{}"),
        ("tools", "1"),
        ("tools", "[\"a\", 1]"),
        ("tools", "[[\"a\"]]"),
        ("tools", "[{}]"),
        ("tools", "{\"a\": [1, 2]}"),
        ("founded", "20200203"),
        ("founded", "[\"2020-02-03\"]"),
        ("live", "1"),
        ("visits", "1"),
        ("visits", "[1]"),
        ("visits", "[{\"event\": \"demo\"}]"),
        ("visits", "{\"event\": \"demo\"}"),
    ] {
        let text = format!("{{\"{key}\": {value}, \"other\": [[], {{\"a\": null}}]}}");
        let error = read(&text, OnInvalid::Error).unwrap_err();
        let account = Account::from_json(&text).unwrap();
        let built = model().record(&account, OnInvalid::Error).unwrap_err();
        assert_eq!((error.code(), error.attribute()), ("account.value", Some(key)), "{text}");
        assert_eq!(error, built, "{text}");
        let record = read(&text, OnInvalid::Missing).unwrap();
        assert_eq!(record.issues().len(), 1, "{text}");
    }
}

/// So much is right, and one more is refused, wherever in a record it is.
#[test]
fn the_limits_hold_in_every_part_of_a_text() {
    let items = |count: usize, item: &str| format!("[{}]", vec![item; count].join(","));
    let keys = |count: usize, extra: &str| {
        let keys: Vec<String> = (0..count).map(|n| format!("\"k{n}\": 1")).collect();
        format!("{{{}{extra}}}", keys.join(","))
    };
    let most = AccountLimit::most;
    let (text, list, key, deep, bytes) = (
        most(AccountLimit::Text),
        most(AccountLimit::Items),
        most(AccountLimit::Keys),
        most(AccountLimit::Depth),
        most(AccountLimit::Bytes),
    );
    let long = |n: usize| "x".repeat(n);
    let nested = |open: &str, close: &str, n: usize| format!("{}1{}", open.repeat(n), close.repeat(n));
    let at = |key: &str, value: String| format!("{{\"{key}\": {value}}}");
    let pairs = [
        (keys(key, ""), keys(key + 1, "")),
        (at("country", format!("\"{}\"", long(text))), at("country", format!("\"{}\"", long(text + 1)))),
        (
            at("country", format!("\"\\t{}\"", long(text - 1))),
            at("country", format!("\"\\t{}\"", long(text))),
        ),
        (at("tools", items(list, "\"a\"")), at("tools", items(list + 1, "\"a\""))),
        (
            at("tools", items(1, &format!("\"{}\"", long(text)))),
            at("tools", items(1, &format!("\"{}\"", long(text + 1)))),
        ),
        (at("visits", items(list, "null")), at("visits", items(list + 1, "null"))),
        (at("other", nested("[", "]", deep - 1)), at("other", nested("[", "]", deep))),
        (at("other", nested("{\"a\":", "}", deep - 1)), at("other", nested("{\"a\":", "}", deep))),
        (at("country", nested("[", "]", deep - 1)), at("country", nested("[", "]", deep))),
        (at("country", nested("{\"a\":", "}", deep - 1)), at("country", nested("{\"a\":", "}", deep))),
        (at("tools", nested("[", "]", deep - 1)), at("tools", nested("[", "]", deep))),
        (format!("{{}}{}", " ".repeat(bytes - 2)), format!("{{}}{}", " ".repeat(bytes - 1))),
    ];
    for (right, beyond) in pairs {
        let start: String = right.chars().take(30).collect();
        let record = read(&right, OnInvalid::Missing);
        assert!(record.is_ok(), "{start}: {}", record.unwrap_err());
        let error = read(&beyond, OnInvalid::Missing).unwrap_err();
        assert_eq!(error.code(), "account.limit", "{start}");
    }
}

#[test]
fn the_limits_hold_for_values_one_by_one() {
    let (text, list) = (AccountLimit::Text.most(), AccountLimit::Items.most());
    let long = |n: usize| AccountValue::from("x".repeat(n).as_str());
    let items = |n: usize| AccountValue::List(vec![AccountValue::from("a"); n]);
    let nested = |n: usize| AccountValue::List(vec![AccountValue::from("a"), long(n)]);
    for (key, right, beyond) in [
        ("country", long(text), long(text + 1)),
        ("tools", items(list), items(list + 1)),
        ("tools", nested(text), nested(text + 1)),
    ] {
        assert!(values(&[(key, right)], OnInvalid::Error).is_ok());
        let error = values(&[("other", beyond.clone()), (key, beyond)], OnInvalid::Missing).unwrap_err();
        assert_eq!((error.code(), error.attribute()), ("account.limit", Some(key)));
    }
}

/// A record is tied to the model that read it, and a scratch made for another model is made anew.
#[test]
fn a_record_of_another_model_is_refused() {
    let day = Date::new(2026, 11, 21).unwrap();
    let values = [
        ("number", AccountValue::from(1)),
        ("text", AccountValue::from("x")),
        ("bool", AccountValue::from(true)),
        ("date", AccountValue::from(day)),
        ("set", AccountValue::List(vec![AccountValue::from("x")])),
        ("events", AccountValue::List(vec![])),
    ];
    let mut scratch = model().scratch();
    for (own, value) in &values {
        let record = other_model(own).record_values([("a", value.clone())], OnInvalid::Error).unwrap();
        for (kind, _) in &values {
            let other = other_model(kind);
            assert_eq!(other.evaluate(&record, day, &mut scratch).is_ok(), own == kind, "{own} in {kind}");
        }
        let error = model().evaluate(&record, day, &mut scratch).unwrap_err();
        assert_eq!(error.code(), "account.shape");
        assert!(model().assess_record(&record, day, &mut scratch).is_err());
    }
    let joined =
        other_model("set").record_values([("a", AccountValue::from("x; y"))], OnInvalid::Error).unwrap();
    assert!(other_model("set").evaluate(&joined, day, &mut scratch).is_ok());
    assert!(other_model("text").evaluate(&joined, day, &mut scratch).is_err());
}

/// A scratch that another model used before gives the same answers as a new one.
#[test]
fn a_scratch_serves_every_model() {
    let day = Date::new(2026, 11, 21).unwrap();
    let fit = |condition: &str| {
        format!(
            r#"{{"format": "icp/1", "name": "m", "attributes": {{
            "n": {{"type": "number"}}, "d": {{"type": "date"}}, "t": {{"type": "text"}}}},
            "icps": [{{"id": "x", "fit": {{"criteria": [{{"id": "c", "fit": {condition}}}],
            "tiers": [{{"id": "A", "from": 50}}, {{"id": "B"}}]}}}}]}}"#
        )
    };
    let models: Vec<Model> = [
        r#"{"n": {"gt": 1}}"#,
        r#"{"n": {"gt": 1}, "t": "x"}"#,
        r#"{"d": {"within_last": "2 years"}}"#,
        r#"{"d": {"within_last": "2 years", "older_than": "1 month"}}"#,
        r#"{"any": [{"n": 1}, {"t": {"contains": "x"}}, {"d": {"before": "2020-01-01"}}]}"#,
    ]
    .iter()
    .map(|condition| Model::from_json(&fit(condition)).unwrap())
    .collect();
    let account = Account::new().with("n", 2).with("t", "x").with("d", "2025-06-01");
    let mut used = models[0].scratch();
    for first in &models {
        for model in &models {
            for day in [day, Date::new(2028, 1, 1).unwrap(), day] {
                for model in [first, model] {
                    let record = model.record(&account, OnInvalid::Error).unwrap();
                    model.evaluate(&record, day, &mut used).unwrap();
                    let mut new = model.scratch();
                    model.evaluate(&record, day, &mut new).unwrap();
                    assert_eq!((used.scores(), used.best()), (new.scores(), new.best()));
                }
            }
        }
    }
}

/// Which icp is shown when none qualifies.
#[test]
fn the_headline_is_the_nearest_to_a_yes() {
    let card = |name: &str, extra: &str| {
        format!(
            r#"{{"id": "{name}", "priority": {{"p": 1}}, {extra} "fit": {{"min_coverage": 0.5, "criteria": [
            {{"id": "c", "weight": 1, "fit": {{"{name}": {{"gt": 1}}}}}}, {{"id": "d", "weight": 3, "fit": {{"{name}2": {{"gt": 1}}}}}}],
            "tiers": [{{"id": "A", "from": 90}}, {{"id": "B"}}]}}}}"#
        )
    };
    let excluded = |name: &str| {
        format!(r#""exclusions": [{{"id": "e", "reason": "no", "when": {{"{name}x": true}}}}],"#)
    };
    let attributes: Vec<String> = ["a", "b", "c"]
        .iter()
        .flat_map(|n| {
            [format!(
                r#""{n}": {{"type": "number"}}, "{n}2": {{"type": "number"}}, "{n}x": {{"type": "bool"}}"#
            )]
        })
        .collect();
    let text = format!(
        r#"{{"format": "icp/1", "name": "m", "attributes": {{{}}}, "prioritize": {{"p": 1}}, "icps": [{}, {}, {}]}}"#,
        attributes.join(","),
        card("a", &excluded("a")),
        card("b", &excluded("b")),
        card("c", &excluded("c")),
    );
    let model = Model::from_json(&text).unwrap();
    let day = Date::new(2026, 11, 21).unwrap();
    let mut scratch = model.scratch();
    assert_eq!(scratch.headline(), None);
    use IcpStatus::{Disqualified, InsufficientData, Qualified, Unqualified};
    for (account, headline, statuses) in [
        (
            r#"{"a": 2, "a2": 0, "b": 0, "b2": 2, "c": 2, "c2": 0}"#,
            1,
            [Unqualified, Unqualified, Unqualified],
        ),
        (
            r#"{"a": 2, "a2": 0, "b": 2, "b2": 0, "c": 0, "c2": 0}"#,
            0,
            [Unqualified, Unqualified, Unqualified],
        ),
        (
            r#"{"a": 0, "a2": 0, "b": 2, "b2": 0, "c": 2, "c2": 0}"#,
            1,
            [Unqualified, Unqualified, Unqualified],
        ),
        (r#"{"a": 2, "a2": 0, "b": 2, "c": 0, "c2": 2}"#, 1, [Unqualified, InsufficientData, Unqualified]),
        (
            r#"{"ax": true, "bx": true, "a2": 2, "b2": 0, "c2": 0}"#,
            2,
            [Disqualified, Disqualified, Unqualified],
        ),
        (r#"{"ax": true, "bx": true, "cx": true, "a2": 0, "b2": 0, "c2": 2}"#, 2, [Disqualified; 3]),
        (r#"{"a": 2, "c": 2, "c2": 2}"#, 2, [InsufficientData, InsufficientData, Qualified]),
        (r#"{}"#, 0, [InsufficientData; 3]),
    ] {
        let account = Account::from_json(account).unwrap();
        let record = model.record(&account, OnInvalid::Error).unwrap();
        model.evaluate(&record, day, &mut scratch).unwrap();
        let found: Vec<_> = scratch.scores().iter().map(|score| score.status).collect();
        assert_eq!((scratch.headline(), &*found), (Some(headline), &statuses[..]), "{account:?}");
    }
}

/// No formula gives a zero below zero, which some languages write with its sign.
#[test]
fn a_formula_gives_no_minus_zero() {
    let text = r#"{"format": "icp/1", "name": "m", "attributes": {"n": {"type": "number"},
        "less": {"formula": "-n"}, "times": {"formula": "n * -3"}, "part": {"formula": "n / -4"}},
        "icps": [{"id": "x", "fit": {"criteria": [{"id": "c", "fit": {"less": {"gte": 0}, "times": 0, "part": 0}}],
        "tiers": [{"id": "A"}]}}]}"#;
    let model = Model::from_json(text).unwrap();
    let account = Account::new().with("n", 0);
    let assessment = model.assess(&account, Date::new(2026, 11, 21).unwrap()).unwrap();
    let signs: Vec<u64> =
        assessment.derived.iter().map(|note| note.value.unwrap().exact().unwrap().to_bits()).collect();
    assert_eq!(signs, [0, 0, 0]);
}
