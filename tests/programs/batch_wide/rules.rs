//! Rules that tables take ways of their own for.

use icp_core::Date;
use serde_json::{Value, json};

use super::{check, day, icp, model};

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
    let accounts: Vec<Value> = (0..90usize)
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

/// Rules that are not in tables: events that fade, comparisons, formulas, and curves over them.
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
    let accounts: Vec<Value> = (0..90usize)
        .map(|row| {
            let event = |name: &str, age: i32| {
                json!({"event": name, "on": Date::from_days(day().days() - age).unwrap().to_string()})
            };
            let events: Vec<Value> = (0..row % 4)
                .map(|n| event(["demo", "web", "Demo"][(row + n) % 3], (row * 7 % 120) as i32 + n as i32 - 1))
                .collect();
            let mut account = json!({"n": row % 7, "m": row % 5, "t": (["x", "y"][row % 2]), "seen": events});
            if row.is_multiple_of(11) {
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

/// Weights so unlike in size that their sums need more room, on each scale, alone and beside small ones.
#[test]
fn sums_that_need_more_room() {
    let attributes = json!({"n": {"type": "number"}, "m": {"type": "number"}, "t": {"type": "text"}});
    let criteria = |large: f64, of: &dyn Fn(usize) -> Value| {
        let mut criteria = [
            json!({"id": "a", "weight": large, "fit": {"n": {"gt": 3}}}),
            json!({"id": "b", "weight": 0.5, "fit": {"t": "x"}, "misfit": {"t": "y"}, "penalty": 0.25}),
            json!({"id": "c", "weight": 0.01, "required": true,
                "curve": {"attribute": "m", "ratings": [[0, -1], [6, 1]]}}),
            json!({"id": "d", "weight": 2, "applies_when": {"n": {"lt": 6}}, "fit": {"m": {"gt": 2}}}),
        ];
        for (at, criterion) in criteria.iter_mut().enumerate() {
            let more = of(at);
            criterion.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        }
        json!(criteria)
    };
    let accounts: Vec<Value> = (0..90usize)
        .map(|row| {
            let mut account = json!({"n": row % 7, "m": row % 8, "t": (["x", "y", "z"][row % 3])});
            if row.is_multiple_of(5) {
                account.as_object_mut().unwrap().remove(["n", "m", "t"][row / 5 % 3]);
            }
            account
        })
        .collect();
    for large in [5.0, 500_000_000.0] {
        let plain = icp("a", 1, &criteria(large, &|_| json!({})));
        let mut shares = icp("b", 2, &criteria(large, &|at| json!({"dimension": (["x", "y"][at % 2])})));
        shares["fit"]["dimensions"] = json!([{"id": "x", "share": 2}, {"id": "y", "share": 1}]);
        let mut caps = shares.clone();
        caps["id"] = json!("c");
        caps["priority"] = json!(3);
        caps["fit"]["scale"] = json!({"points": {"base": 5, "min": -100, "max": 900_000_000}});
        caps["fit"]["dimensions"] = json!([{"id": "x", "cap": large / 2.0}, {"id": "y"}]);
        let small = icp("s", 4, &criteria(3.0, &|_| json!({})));
        let mut only = plain.clone();
        only["priority"] = json!(9);
        for icps in [
            json!([plain]),
            json!([shares]),
            json!([caps]),
            json!([small, only]),
            json!([plain, shares, caps, small]),
        ] {
            check(&model(&attributes, &icps), &accounts, 7);
        }
    }
}
