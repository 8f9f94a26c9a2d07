//! More cuts, items, icps and criteria than a generated model has.

use oorandom::Rand32;
use serde_json::{Value, json};

use super::{check, icp, model};

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
            let accounts: Vec<Value> = (0..100usize)
                .map(|row| {
                    let year = dice.rand_range(0..20) + 1;
                    let mut account = json!({
                        "n": f64::from(dice.rand_i32()as i16 % 90) / 2.0,
                        "d": format!("20{year:02}-03-0{}", dice.rand_range(4..7)),
                        "seen": format!("20{:02}-11-2{}", year + 7, dice.rand_range(0..3)),
                    });
                    if row.is_multiple_of(7) {
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
            _ => json!({format!("a{n}"): icp.is_multiple_of(2)}),
        };
        let card = |at: usize| {
            let criteria: Vec<Value> = (0..attributes)
                .map(|n| {
                    json!({"id": format!("c{n}"), "weight": (at * 7 + n * 3) % 11 + 1,
                        "required": n % 4 == 1 && at.is_multiple_of(3), "fit": condition(at, n),
                        "if_unknown": if n % 4 == 3 { "zero" } else { "skip" }})
                })
                .collect();
            let mut icp = icp(&format!("i{at}"), at + 1, &json!(criteria));
            icp["fit"]["min_coverage"] = json!(0.5);
            if at.is_multiple_of(2) {
                icp["exclusions"] = json!([{"id": "x", "reason": "no", "when": {"a0": {"gt": 9}},
                    "if_unknown": if at.is_multiple_of(4) { "hold" } else { "ignore" }},
                    {"id": "y", "reason": "no", "when": {"a0": {"lt": 1}}, "if_unknown": "hold"}]);
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
    let words: Vec<String> = (1..24).map(|n| "abcdefghijklmnopqrstuvwx".chars().take(n).collect()).collect();
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
