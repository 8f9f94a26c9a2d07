//! Tables that are large in one way (rows, cuts, items, icps, criteria) against one account at a time: what small
//! tables of small models never reach.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic here is a failed test")]

use icp_core::{AsOf, BatchOptions, Columns, Date, MissingColumns, Model, OnInvalid, Scores};
use icp_tests::rows::check_row;
use icp_tests::table::table;
use oorandom::Rand32;
use serde_json::{Value, json};

fn day() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

fn options() -> BatchOptions<'static> {
    BatchOptions::new(AsOf::Day(day()))
        .on_invalid(OnInvalid::Missing)
        .missing_columns(MissingColumns::Unknown)
}

/// Scores the accounts as tables of several encodings, with several options, and compares every row.
fn check(document: &Value, accounts: &[Value], seed: u64) {
    let model = Model::from_json(&document.to_string()).unwrap();
    let mut scores = Scores::default();
    for (round, (plain, threads)) in [(true, 1), (false, 2)].into_iter().enumerate() {
        let mut dice = Rand32::new(seed + round as u64);
        let (columns, accounts) = table(document, accounts, &mut dice);
        let columns = columns.columns();
        let options = options().threads(threads).per_icp(true).per_criterion(!plain).verdicts(!plain);
        model.score_batch_into(&columns, &options, &mut scores).unwrap();
        assert_eq!(scores.rows(), accounts.len());
        for (row, account) in accounts.iter().enumerate() {
            check_row(&model, account, day(), &scores, row, &options);
        }
    }
}

fn model(attributes: &Value, icps: &Value) -> Value {
    json!({"format": "icp/1", "name": "wide", "attributes": attributes, "icps": icps})
}

fn icp(id: &str, priority: usize, criteria: &Value) -> Value {
    json!({"id": id, "priority": priority, "fit": {"criteria": criteria, "tiers": [
        {"id": "A", "from": 70, "verdicts": {"sales": "call"}}, {"id": "B", "from": 30}, {"id": "C"}]}})
}

/// Bands from many bounds, each worth something else.
fn bands(attribute: &str, bounds: impl Iterator<Item = Value>, count: usize) -> Value {
    let band = |(at, bound): (usize, Value)| {
        let operator = match (&bound, at % 2) {
            (Value::String(_), _) => "after",
            (_, 0) => "gte",
            _ => "gt",
        };
        json!({"when": {attribute: {operator: bound}}, "rating": (at + 1) as f64 / 64.0})
    };
    let bands: Vec<Value> = bounds.take(count).enumerate().map(band).collect();
    json!(bands.into_iter().rev().collect::<Vec<_>>())
}

#[test]
fn numbers_and_days_with_many_cuts() {
    for (numbers, days) in [(3, 3), (8, 8), (9, 9), (12, 4), (16, 12), (24, 2), (25, 15), (33, 7), (40, 1)] {
        let bounds = || (0..).map(|n| json!(n * 2));
        let dates = || (0..).map(|n| json!(format!("20{:02}-03-05", n + 1)));
        let spans: Vec<Value> = (0..days)
            .map(|n| json!({"id": format!("s{n}"), "fit": {"seen": {"within_last": format!("{} years", n + 1)}}}))
            .collect();
        let mut criteria = vec![
            json!({"id": "n", "weight": 3, "bands": bands("n", bounds(), numbers)}),
            json!({"id": "d", "bands": bands("d", dates(), days)}),
            json!({"id": "c", "curve": {"attribute": "n", "ratings":
                (0..numbers.max(2)).map(|n| json!([n * 2, f64::from(n as u32) / 64.0])).collect::<Vec<_>>()}}),
        ];
        let attributes = json!({"n": {"type": "number"}, "d": {"type": "date"}, "seen": {"type": "date"}});
        for with_curve in [true, false] {
            if !with_curve {
                criteria.pop();
                criteria.extend(spans.clone());
            }
            let document = model(&attributes, &json!([icp("a", 1, &json!(criteria))]));
            let mut dice = Rand32::new(numbers as u64);
            let accounts: Vec<Value> = (0..100)
                .map(|row| {
                    let year = dice.rand_range(0..20) + 1;
                    let mut account = json!({
                        "n": f64::from(dice.rand_i32()as i16 % 90) / 2.0,
                        "d": format!("20{year:02}-03-0{}", dice.rand_range(4..7)),
                        "seen": format!("20{:02}-11-2{}", year + 7, dice.rand_range(0..3)),
                    });
                    if row % 7 == 0 {
                        account.as_object_mut().unwrap().remove(["n", "d", "seen"][row / 7 % 3]);
                    }
                    account
                })
                .collect();
            check(&document, &accounts, numbers as u64);
        }
    }
}

#[test]
fn sets_with_many_items() {
    for items in [1, 2, 7, 8, 9, 31, 32, 62, 63, 64, 70] {
        let name = |n: usize| format!("item {n}");
        let mut criteria: Vec<Value> = (0..items)
            .map(|n| json!({"id": format!("c{n}"), "weight": n % 5 + 1, "fit": {"tools": {"has": name(n)}}}))
            .collect();
        criteria.push(json!({"id": "known", "fit": {"tools": {"known": true}}}));
        let attributes = json!({"tools": {"type": "set"}});
        for with_size in [false, true] {
            if with_size {
                criteria.push(json!({"id": "size", "fit": {"tools": {"size": {"between": [2, 3]}}}}));
            }
            let document = model(&attributes, &json!([icp("a", 1, &json!(criteria))]));
            let mut dice = Rand32::new(items as u64);
            let accounts: Vec<Value> = (0..60)
                .map(|row| {
                    let count = [0, 1, 2, 3, 8, 260][(row % 6).min(if row == 5 { 5 } else { 4 })];
                    let tools: Vec<String> =
                        (0..count).map(|_| name(dice.rand_range(0..items as u32 + 2) as usize)).collect();
                    if row % 11 == 3 { json!({}) } else { json!({"tools": tools}) }
                })
                .collect();
            check(&document, &accounts, items as u64);
        }
    }
}

#[test]
fn many_icps_with_many_criteria() {
    for (icps, attributes, rows) in
        [(1, 3, 300), (2, 9, 60), (3, 17, 60), (4, 1, 60), (5, 8, 300), (6, 4, 60), (9, 10, 60)]
    {
        let declared: Value = (0..attributes)
            .map(|n| (format!("a{n}"), json!({"type": (["number", "text", "bool"][n % 3])})))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let condition = |icp: usize, n: usize| match n % 3 {
            0 => json!({format!("a{n}"): {"between": [icp, icp + 3 + n % 2]}}),
            1 => {
                json!({format!("a{n}"): {"in": [format!("v{}", icp % 4), "a text that is longer than others"]}})
            }
            _ => json!({format!("a{n}"): icp % 2 == 0}),
        };
        let card = |at: usize| {
            let criteria: Vec<Value> = (0..attributes)
                .map(|n| {
                    json!({"id": format!("c{n}"), "weight": (at * 7 + n * 3) % 11 + 1,
                        "required": n == 1 && at % 3 == 0, "fit": condition(at, n),
                        "if_unknown": if n % 4 == 3 { "zero" } else { "skip" }})
                })
                .collect();
            let mut icp = icp(&format!("i{at}"), at + 1, &json!(criteria));
            icp["fit"]["min_coverage"] = json!(0.5);
            if at % 2 == 0 {
                icp["exclusions"] = json!([{"id": "x", "reason": "no", "when": {"a0": {"gt": 9}},
                    "if_unknown": if at % 4 == 0 { "hold" } else { "ignore" }}]);
            }
            icp
        };
        for select in ["by_priority", "by_score"] {
            let mut document = model(&declared, &json!((0..icps).map(card).collect::<Vec<_>>()));
            document["select"] = json!(select);
            let mut dice = Rand32::new(icps as u64);
            let accounts: Vec<Value> = (0..rows)
                .map(|_| {
                    let mut account = serde_json::Map::new();
                    for n in 0..attributes {
                        let value = match (dice.rand_range(0..5), n % 3) {
                            (0, _) => continue,
                            (_, 0) => json!(dice.rand_range(0..11)),
                            (1, 1) => json!("A text that is longer than others"),
                            (_, 1) => json!(format!("v{}", dice.rand_range(0..5))),
                            _ => json!(dice.rand_range(0..2) == 0),
                        };
                        account.insert(format!("a{n}"), value);
                    }
                    Value::Object(account)
                })
                .collect();
            check(&document, &accounts, icps as u64);
        }
    }
}

/// Texts of every length about that at which they are looked up otherwise, in every spelling.
#[test]
fn texts_of_all_lengths() {
    let attributes = json!({"t": {"type": "text"}, "u": {"type": "text"}});
    let words: Vec<String> = (1..24).map(|n| "abcdefghijklmnopqrstuvwx"[..n].to_owned()).collect();
    let ratings: serde_json::Map<String, Value> =
        words.iter().enumerate().map(|(n, word)| (word.clone(), json!((n + 1) as f64 / 32.0))).collect();
    let criteria = json!([
        {"id": "t", "table": {"attribute": "t", "ratings": ratings, "otherwise": -0.25}},
        {"id": "k", "fit": {"t": {"known": true}}},
        {"id": "u", "fit": {"u": {"length": {"gte": 16}}}},
        {"id": "m", "fit": {"u": {"mentions": "ab"}}}
    ]);
    let document = model(&attributes, &json!([icp("a", 1, &criteria)]));
    let mut accounts = Vec::new();
    for word in &words {
        let spellings = [
            word.clone(),
            word.to_uppercase(),
            format!(" {word}"),
            format!("{word}  "),
            format!("é{word}"),
            word.replacen('a', "ab ab", 1),
            " ".repeat(word.len()),
            format!("{word}x"),
        ];
        accounts.extend(spellings.iter().map(|text| json!({"t": text, "u": text})));
        accounts.push(json!({"u": word}));
    }
    for seed in 0..3 {
        check(&document, &accounts, seed);
    }
}

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
        use icp_core::{Column, Values};
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
        first.append(score(cut, 7));
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
    assert!(!set.bounds && !set.reasons && set.verdicts && set.per_icp && set.per_criterion);
    assert!(
        options().threads(3).threads.is_some_and(|n| n.get() == 3) && options().threads(0).threads.is_none()
    );
    assert!(options().progress.is_none() && options().progress(&progress).progress.is_some());
    assert_eq!(options().columns(&[("a", "b")]).columns, [("a", "b")]);
    assert!(format!("{:?}", options()).starts_with("BatchOptions { as_of: Day("));
}

/// A curve whose criterion is required, may not apply, or counts for a tier: its marks follow from the value.
#[test]
fn curves_that_decide_more_than_points() {
    let attributes = json!({"n": {"type": "number"}, "m": {"type": "number"}, "t": {"type": "text"}});
    let curve = |attribute: &str, extra: &[(&str, Value)]| {
        let mut criterion = json!({"id": attribute, "weight": 4,
            "curve": {"attribute": attribute, "ratings": [[0, -1], [4, 0], [8, 1]]}});
        extra.iter().for_each(|(key, value)| criterion[*key] = value.clone());
        criterion
    };
    let text = json!({"id": "t", "weight": 3, "fit": {"t": "x"}});
    let required = ("required", json!(true));
    let applies = ("applies_when", json!({"t": {"is_not": "z"}}));
    let sets = [
        vec![curve("n", &[]), curve("m", &[]), text.clone()],
        vec![curve("n", std::slice::from_ref(&required)), text.clone()],
        vec![
            curve("n", std::slice::from_ref(&required)),
            curve("m", std::slice::from_ref(&required)),
            text.clone(),
        ],
        vec![curve("n", std::slice::from_ref(&applies)), curve("m", &[]), text.clone()],
        vec![curve("n", &[required, applies]), text.clone()],
        vec![
            curve("n", &[("if_unknown", json!("zero"))]),
            curve("m", &[("if_unknown", json!("skip"))]),
            text,
        ],
    ];
    let accounts: Vec<Value> = (0..300usize)
        .map(|row| {
            let mut account = json!({"n": (row % 19) as f64 / 2.0, "m": 9 - (row % 11) as i64,
                "t": (["x", "y", "z"][row % 3])});
            match row % 13 {
                2 => account["n"] = Value::Null,
                5 => account["m"] = Value::Null,
                7 => account["t"] = Value::Null,
                _ => {}
            }
            account
        })
        .collect();
    for (seed, criteria) in sets.iter().enumerate() {
        for requires in [false, true] {
            let mut icps = [icp("a", 1, &json!(criteria)), icp("b", 2, &json!(criteria))];
            if requires {
                icps[1]["fit"]["tiers"][0]["requires"] = json!(["n", "t"]);
            }
            check(&model(&attributes, &json!(icps)), &accounts, seed as u64);
            check(&model(&attributes, &json!([icps[1]])), &accounts, seed as u64);
        }
    }
}

/// What is not in tables: events that fade, comparisons, formulas, and curves over them.
#[test]
fn rows_that_are_gone_through_one_by_one() {
    let attributes = json!({"n": {"type": "number"}, "m": {"type": "number"}, "t": {"type": "text"},
        "made": {"formula": "n / m"}, "seen": {"type": "events"}});
    let tabled = json!({"id": "t", "weight": 3, "fit": {"t": "x"}});
    let kinds = [
        json!({"id": "c", "decay": {"attribute": "seen", "ratings": {"demo": 0.5}, "half_life": "30 days"}}),
        json!({"id": "c", "decay": {"attribute": "seen", "ratings": {"demo": 0.5, "web": -0.25},
            "linear_over": "60 days", "floor": 0.125, "max_age": "90 days"}, "required": true}),
        json!({"id": "c", "fit": {"n": {"gt": {"attribute": "m"}}}}),
        json!({"id": "c", "fit": {"seen": {"happened": {"event": "demo", "within_last": "60 days", "at_least": 2}}}}),
        json!({"id": "c", "fit": {"made": {"gt": 1}}}),
        json!({"id": "c", "curve": {"attribute": "made", "ratings": [[0, 0], [3, 1]]}}),
        json!({"id": "c", "applies_when": {"n": {"gt": {"attribute": "m"}}},
            "curve": {"attribute": "n", "ratings": [[0, 0], [3, 1]]}}),
    ];
    let accounts: Vec<Value> = (0..300usize)
        .map(|row| {
            let event = |name: &str, age: i32| {
                json!({"event": name, "on": Date::from_days(day().days() - age).unwrap().to_string()})
            };
            let events: Vec<Value> = (0..row % 4)
                .map(|n| event(["demo", "web", "Demo"][(row + n) % 3], (row * 7 % 120) as i32 + n as i32 - 1))
                .collect();
            let mut account = json!({"n": row % 7, "m": row % 5, "t": (["x", "y"][row % 2]), "seen": events});
            if row % 11 == 0 {
                account.as_object_mut().unwrap().remove(["n", "m", "t", "seen"][row / 11 % 4]);
            }
            account
        })
        .collect();
    for (seed, kind) in kinds.iter().enumerate() {
        let others = [json!([kind]), json!([kind, tabled])];
        for criteria in others {
            check(&model(&attributes, &json!([icp("a", 1, &criteria)])), &accounts, seed as u64);
        }
    }
}
