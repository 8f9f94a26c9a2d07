//! One attribute, drawn bands: exactly those bands are found that no value gets.

use icp_core::assessment::CriterionStatus;
use icp_core::{Account, Date, Model};
use oorandom::Rand64;
use serde_json::{Value, json};

struct Draw(Rand64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0.rand_range(0..end)
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize].clone()
    }

    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        let from = self.below(of.len() as u64) as usize;
        let count = 1 + self.below((of.len() - from) as u64) as usize;
        of[from..from + count].to_vec()
    }

    /// A condition on `x` out of tests.
    fn condition(&mut self, depth: u64, test: &dyn Fn(&mut Self) -> Value) -> Value {
        match self.below(if depth == 0 { 2 } else { 6 }) {
            0 | 1 => json!({"x": test(self)}),
            2 => json!({"not": self.condition(depth - 1, test)}),
            3 => json!({"any": [self.condition(depth - 1, test), self.condition(depth - 1, test)]}),
            4 => json!({"all": [self.condition(depth - 1, test), self.condition(depth - 1, test)]}),
            _ => {
                let of: Vec<Value> = (0..3).map(|_| self.condition(depth - 1, test)).collect();
                json!({"at_least": {"n": 2, "of": of}})
            }
        }
    }
}

/// Draws bands on an attribute, and compares what is found with what the values get.
fn compare(attribute: &Value, values: &[Value], test: &dyn Fn(&mut Draw) -> Value) {
    let as_of = Date::new(2026, 11, 21).unwrap();
    let mut unreachable = 0;
    // As many values as it takes, so fewer draws where there are many.
    for seed in 0..(20_000 / values.len() as u128).min(300) {
        let mut draw = Draw(Rand64::new(seed));
        let bands: Vec<Value> = (0..4)
            .map(|at| json!({"when": draw.condition(2, test), "rating": 1, "label": format!("{at}")}))
            .collect();
        let document = json!({"format": "icp/1", "name": "drawn", "attributes": {"x": attribute},
            "icps": [{"id": "one", "fit": {"criteria": [{"id": "c", "bands": bands}], "tiers": [{"id": "A"}]}}]});
        let model = Model::from_json(&document.to_string()).unwrap();
        let found: Vec<String> = model
            .findings(as_of)
            .iter()
            .filter(|finding| finding.code() == "unreachable_band")
            .map(|finding| finding.path().to_string())
            .collect();
        let mut got = [false; 4];
        for value in values {
            let account = Account::from_json(&json!({"x": value}).to_string()).unwrap();
            let assessment = model.assess(&account, as_of).unwrap();
            let line = &assessment.icps[0].fit.criteria[0];
            if let Some(at) = line.label.as_deref().filter(|_| line.status != CriterionStatus::Unknown) {
                got[at.parse::<usize>().unwrap()] = true;
            }
        }
        let expected: Vec<String> =
            (0..4).filter(|at| !got[*at]).map(|at| format!("icps[0].fit.criteria[0].bands[{at}]")).collect();
        unreachable += expected.len();
        assert_eq!(found, expected, "seed {seed}\n{document:#}");
    }
    assert!(unreachable > 5, "{unreachable}");
}

const CUTS: [f64; 5] = [-3.0, 0.0, 0.5, 20.0, 1e6];

fn number(draw: &mut Draw, cuts: &[Value]) -> Value {
    let one = draw.pick(cuts);
    match draw.below(8) {
        0 => json!({"gt": one}),
        1 => json!({"gte": one}),
        2 => json!({"lt": one}),
        3 => json!({"lte": one}),
        4 => json!({"is_not": one}),
        5 => json!({"in": draw.some(cuts)}),
        6 => json!({"not_in": draw.some(cuts)}),
        _ => {
            let both = draw.some(cuts);
            json!({"between": [both[0], both[both.len() - 1]]})
        }
    }
}

#[test]
fn numbers() {
    let mut values = vec![Value::Null, json!(-1e9), json!(1e9)];
    for pair in CUTS.windows(2) {
        values.extend([json!(pair[0]), json!((pair[0] + pair[1]) / 2.0), json!(pair[1])]);
    }
    let cuts: Vec<Value> = CUTS.iter().map(|cut| json!(cut)).collect();
    compare(&json!({"type": "number"}), &values, &|draw| match draw.below(8) {
        0 => json!({"known": draw.below(2) == 0}),
        _ => number(draw, &cuts),
    });
}

#[test]
fn dates() {
    let days = ["2024-02-29", "2024-03-01", "2026-01-31", "2027-06-15"];
    let mut values: Vec<Value> =
        ["2000-01-01", "2025-01-01", "2026-06-01", "2030-01-01"].map(Value::from).to_vec();
    values.extend(days.map(Value::from));
    values.push(Value::Null);
    compare(&json!({"type": "date"}), &values, &|draw| {
        let one = draw.pick(&days);
        match draw.below(4) {
            0 => json!({"is": one}),
            1 => json!({"before": one}),
            2 => json!({"after": one}),
            _ => {
                let both = draw.some(&days);
                json!({"between": [both[0], both[both.len() - 1]]})
            }
        }
    });
}

#[test]
fn ages() {
    let as_of = Date::new(2026, 11, 21).unwrap();
    let day = |age: i32| Value::from(Date::from_days(as_of.days() - age).unwrap().to_string());
    let mut values: Vec<Value> =
        [-400, -1, 0, 1, 7, 8, 9, 13, 14, 15, 40, 60, 90, 91, 92, 1_000].map(day).to_vec();
    values.push(Value::Null);
    compare(&json!({"type": "date"}), &values, &|draw| {
        let span = draw.pick(&["8 days", "2 weeks", "1 week", "90 days"]);
        if draw.below(2) == 0 { json!({"within_last": span}) } else { json!({"older_than": span}) }
    });
}

#[test]
fn named_values() {
    let words = ["saas", "fintech", "retail", "media"];
    let mut values: Vec<Value> = words.map(Value::from).to_vec();
    values.extend([json!("other"), json!("Software as a Service"), Value::Null]);
    let attribute = json!({"type": "text", "synonyms": {"SaaS": ["Software as a Service"]}});
    compare(&attribute, &values, &|draw| match draw.below(4) {
        0 => json!({"is": draw.pick(&words)}),
        1 => json!({"is_not": draw.pick(&words)}),
        2 => json!({"in": draw.some(&words)}),
        _ => json!({"not_in": draw.some(&words)}),
    });
}

/// Values, pieces and lengths of one text: several slots, tied to each other.
#[test]
fn pieces_of_texts() {
    let words = ["data", "database", "base", "big data"];
    let mut pieces = Vec::new();
    for word in words {
        pieces.extend([format!(" {word}"), format!(" {word}x"), format!(" x{word}x"), String::new()]);
    }
    let mut values = vec![Value::Null];
    for (a, b) in pieces.iter().flat_map(|a| pieces.iter().map(move |b| (a, b))) {
        values.extend(pieces.iter().map(|c| json!(format!("{a}{b}{c}"))));
    }
    values.sort_by_key(Value::to_string);
    values.dedup();
    compare(&json!({"type": "text"}), &values, &|draw| match draw.below(3) {
        0 => json!({"contains": draw.pick(&words)}),
        1 => json!({"mentions": draw.pick(&words)}),
        _ => json!({"is": draw.pick(&words)}),
    });
}

#[test]
fn items() {
    let items = ["hubspot", "salesforce", "mixpanel"];
    let mut values = vec![Value::Null];
    for mask in 0..8u32 {
        let own = items.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, item)| *item);
        for more in 0..6 {
            let others = ["a", "b", "c", "d", "e"].into_iter().take(more);
            values.push(json!(own.clone().chain(others).collect::<Vec<_>>()));
        }
    }
    compare(&json!({"type": "set"}), &values, &|draw| match draw.below(6) {
        0 => json!({"has": draw.pick(&items)}),
        1 => json!({"has_any": draw.some(&items)}),
        2 => json!({"has_all": draw.some(&items)}),
        3 => json!({"has_none": draw.some(&items)}),
        4 => json!({"has_at_least": {"n": 2, "of": items}}),
        _ => json!({"size": number(draw, &[json!(0), json!(1), json!(2), json!(3.5)])}),
    });
}

#[test]
fn lengths() {
    let values: Vec<Value> = (0..9).map(|length| json!("x".repeat(length))).collect();
    let cuts = [json!(0), json!(1), json!(2), json!(2.5), json!(5)];
    compare(&json!({"type": "text"}), &values, &|draw| json!({"length": number(draw, &cuts)}));
}
