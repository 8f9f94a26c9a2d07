//! The worst model that each limit allows.

use serde_json::{Map, Value, json};

/// A model, and the account that costs it most.
pub(crate) struct Worst {
    pub(crate) what: &'static str,
    pub(crate) model: String,
    pub(crate) account: String,
}

const TIERS: &str = r#"[{"id": "in", "from": 50}, {"id": "out"}]"#;

fn tiers() -> Value {
    serde_json::from_str(TIERS).unwrap()
}

fn one_icp(attributes: Value, criteria: Value) -> Value {
    json!({
        "format": "icp/1", "name": "worst", "attributes": attributes,
        "icps": [{"id": "i", "fit": {"criteria": criteria, "tiers": tiers()}}]
    })
}

fn numbers(count: usize) -> Value {
    (0..count).map(|n| (format!("a{n}"), json!({"type": "number"}))).collect::<Map<_, _>>().into()
}

fn worst(what: &'static str, model: &Value, account: &Value) -> Worst {
    Worst { what, model: model.to_string(), account: account.to_string() }
}

/// Each value of an account of numbers.
fn all_numbers(count: usize) -> Value {
    (0..count).map(|n| (format!("a{n}"), json!(n))).collect::<Map<_, _>>().into()
}

/// 1 MiB of texts of 4 KiB.
fn long_texts() -> Worst {
    let texts: Vec<String> = (0..250).map(|n| format!("{n:04}{}", "é".repeat(2_044))).collect();
    let model =
        one_icp(json!({"t": {"type": "text"}}), json!([{"id": "c", "fit": {"t": {"contains": texts}}}]));
    worst("1 MiB of long texts to look for", &model, &json!({"t": "é".repeat(30_000)}))
}

/// As many values as there may be: short items of lists.
fn many_nodes() -> Worst {
    let lists: Map<String, Value> = (0..4)
        .map(|list| (format!("l{list}"), (0..9_999).map(|n| json!(format!("v{}", n * 4 + list))).collect()))
        .collect();
    let criteria: Vec<Value> = (0..4)
        .map(|list| json!({"id": format!("c{list}"), "fit": {"s": {"has_any": format!("$l{list}")}}}))
        .collect();
    let mut model = one_icp(json!({"s": {"type": "set"}}), json!(criteria));
    model["lists"] = lists.into();
    let items: Vec<String> = (0..10_000).map(|n| format!("v{}", n * 4)).collect();
    worst("40,000 items of a set", &model, &json!({"s": items}))
}

/// One list of 10,000 in eighteen places.
fn long_lists() -> Worst {
    let list: Vec<String> = (0..10_000).map(|n| format!("value {n}")).collect();
    let criteria: Vec<Value> = (0..9)
        .map(|n| json!({"id": format!("c{n}"), "fit": {"t": {"mentions": "$l"}, "u": {"in": "$l"}}}))
        .collect();
    let mut model = one_icp(json!({"t": {"type": "text"}, "u": {"type": "text"}}), json!(criteria));
    model["lists"] = json!({"l": list});
    let text: Vec<String> = (0..4_000).map(|n| format!("value {n}")).collect();
    worst("a list of 10,000 used eighteen times", &model, &json!({"t": text.join(", "), "u": "value 9999"}))
}

/// As deep as conditions go.
fn deep() -> Worst {
    let condition = (0..8).fold(
        json!({"a0": {"gte": 5}}),
        |inner, n| json!({"any": [{"not": inner}, {format!("a{}", n + 1): {"gte": n}}]}),
    );
    let model = one_icp(numbers(12), json!([{"id": "c", "fit": condition}]));
    worst("conditions as deep as they go", &model, &all_numbers(12))
}

/// 64 icps, and as many criteria as there may be values for.
fn many_icps() -> Worst {
    let icps: Vec<Value> = (0..64)
        .map(|icp| {
            let criteria: Vec<Value> = (0..150)
                .map(|n| json!({"id": format!("c{n}"), "fit": {format!("a{}", (n * 7 + icp) % 500): {"gte": icp * n}}}))
                .collect();
            json!({"id": format!("i{icp}"), "priority": icp + 1, "fit": {"criteria": criteria, "tiers": tiers()}})
        })
        .collect();
    let mut model = one_icp(numbers(500), json!([]));
    model["icps"] = icps.into();
    worst("64 icps of 150 criteria", &model, &all_numbers(500))
}

/// As many tests as there may be, about as many attributes.
fn many_tests() -> Worst {
    let tests: Vec<Value> = (0..9_990).map(|n| json!({format!("a{}", n % 1_990): {"gte": n}})).collect();
    let model = one_icp(numbers(1_990), json!([{"id": "c", "fit": {"at_least": {"n": 5_000, "of": tests}}}]));
    worst("10,000 tests of 2,000 attributes", &model, &all_numbers(1_990))
}

/// As many break points in one attribute as there may be tests.
fn many_points() -> Worst {
    let bands: Vec<Value> =
        (0..9_990).map(|n| json!({"when": {"a0": {"gt": 9_990 - n}}, "rating": 0.5})).collect();
    let model = one_icp(numbers(1), json!([{"id": "c", "bands": bands}]));
    worst("10,000 bands of one number", &model, &all_numbers(1))
}

/// Criteria about several attributes each, which ask for joint tables.
fn joint() -> Worst {
    let criteria: Vec<Value> = (0..450)
        .map(|n| {
            let tests: Map<String, Value> =
                (0..5).map(|k| (format!("a{}", (n * 3 + k * 11) % 60), json!({"gte": n * 5 + k, "lt": 9_000}))).collect();
            json!({"id": format!("c{n}"), "fit": {"any": tests.iter().map(|(k, v)| json!({k: v})).collect::<Vec<_>>()}})
        })
        .collect();
    worst(
        "450 criteria about 5 of 60 attributes each",
        &one_icp(numbers(60), json!(criteria)),
        &all_numbers(60),
    )
}

/// The costliest patterns, as many as their sum allows: any of their first letters may begin a match, so all of their
/// states are alive at once, and no table of states is small enough to be kept.
fn patterns() -> Worst {
    let tests: Vec<Value> =
        (0..50).map(|n| json!({"t": {"matches": format!("[a-m][a-t]{{{}}}[^a-t]", 940 + n)}})).collect();
    let model = one_icp(json!({"t": {"type": "text"}}), json!([{"id": "c", "fit": {"any": tests}}]));
    let mut dice = oorandom::Rand32::new(7);
    let text: String = (0..65_000).map(|_| char::from(b'a' + dice.rand_range(0..20) as u8)).collect();
    worst("50 costly patterns in 64 KiB", &model, &json!({"t": text}))
}

/// Phrases to look for in the longest text.
fn phrases() -> Worst {
    let criteria: Vec<Value> = (0..18)
        .map(|c| {
            let phrases: Vec<String> = (0..500).map(|n| format!("aa{}b", "a".repeat((n * 18 + c) % 40))).collect();
            json!({"id": format!("c{c}"), "per_match": {"attribute": "t", "of": phrases.iter().enumerate().map(|(n, p)| format!("{p}{n}")).collect::<Vec<_>>(), "rating_each": 0.1, "max": 1}})
        })
        .collect();
    let model = one_icp(json!({"t": {"type": "text"}}), json!(criteria));
    worst("9,000 phrases in 64 KiB of almost them", &model, &json!({"t": "a".repeat(65_000)}))
}

/// As many events as fit, for decays and counts.
fn events() -> Worst {
    let ratings: Map<String, Value> = (0..5_000).map(|n| (format!("e{n}"), json!(0.001))).collect();
    let mut criteria =
        vec![json!({"id": "d", "decay": {"attribute": "v", "ratings": ratings, "half_life": "30 days"}})];
    criteria.extend((0..400).map(|n| {
        json!({"id": format!("c{n}"), "fit": {"v": {"happened": {"event": format!("e{n}"), "within_last": format!("{} days", n + 1), "at_least": 2}}}})
    }));
    let events: Vec<Value> =
        (0..7_000).map(|n| json!({"event": format!("e{}", n % 400), "on": "2026-11-01"})).collect();
    let model = one_icp(json!({"v": {"type": "events"}}), json!(criteria));
    worst("7,000 events, 400 counts and a decay", &model, &json!({"v": events}))
}

/// Formulas on formulas.
fn formulas() -> Worst {
    let mut attributes = Map::new();
    attributes.insert("a0".into(), json!({"type": "number"}));
    for n in 1..1_990 {
        attributes
            .insert(format!("a{n}"), json!({"formula": format!("(a{} + a{}) / 2 + a0 * {n}", n - 1, n / 2)}));
    }
    let criteria: Vec<Value> = (0..490)
        .map(|n| json!({"id": format!("c{n}"), "fit": {format!("a{}", n * 4 + 1): {"gte": n}}}))
        .collect();
    worst("2,000 formulas on one another", &one_icp(attributes.into(), json!(criteria)), &json!({"a0": 5}))
}

/// Everything that an answer can be long with.
fn exclusions() -> Worst {
    let rule = |n: usize| json!({"id": format!("x{n}"), "reason": "r".repeat(200), "when": {format!("a{}", n % 500): {"gte": n % 7}}});
    let mut model = one_icp(numbers(500), json!([{"id": "c", "fit": {"a0": 5}}]));
    model["exclusions"] = (0..2_500).map(rule).collect();
    worst("2,500 exclusions that hold", &model, &all_numbers(500))
}

/// An account of nothing that matters, as large as it may be.
fn large_account() -> Worst {
    let mut account: Map<String, Value> =
        (0..1_999).map(|n| (format!("k{n}"), json!("v".repeat(100)))).collect();
    account.insert("a0".into(), json!(5));
    let model = one_icp(numbers(1), json!([{"id": "c", "fit": {"a0": 5}}]));
    worst("2,000 keys, one of which matters", &model, &account.into())
}

pub(crate) fn all() -> Vec<Worst> {
    vec![
        long_texts(),
        many_nodes(),
        long_lists(),
        deep(),
        many_icps(),
        many_tests(),
        many_points(),
        joint(),
        patterns(),
        phrases(),
        events(),
        formulas(),
        exclusions(),
        large_account(),
    ]
}
