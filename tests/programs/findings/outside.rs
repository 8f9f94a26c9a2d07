//! One criterion, drawn: it is found to count what it cannot give exactly where some account shows it.

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

    fn test(&mut self) -> Value {
        match self.below(9) {
            0 => json!({"n": {"gt": self.pick(&[0, 5])}}),
            1 => json!({"n": {"lte": 5}}),
            2 => json!({"b": self.below(2) == 0}),
            3 => json!({"t": {"in": self.pick(&[json!(["x"]), json!(["x", "y"])])}}),
            4 => json!({"t": {"is_not": "y"}}),
            5 => json!({"s": {"has": self.pick(&["p", "q"])}}),
            6 => json!({"s": {"has_all": ["p", "q"]}}),
            7 => json!({self.pick(&["n", "b", "t", "s"]): {"known": self.below(2) == 0}}),
            _ => json!({"s": {"size": {"gte": 2}}}),
        }
    }

    fn condition(&mut self, depth: u64) -> Value {
        match self.below(if depth == 0 { 2 } else { 6 }) {
            0 | 1 => self.test(),
            2 => json!({"not": self.condition(depth - 1)}),
            3 => json!({"any": [self.condition(depth - 1), self.condition(depth - 1)]}),
            _ => json!({"all": [self.condition(depth - 1), self.condition(depth - 1)]}),
        }
    }

    fn amount(&mut self) -> Value {
        self.pick(&[json!(-1), json!(-0.5), json!(0), json!(0.25), json!(0.4), json!(0.5), json!(1)])
    }

    fn criterion(&mut self) -> Value {
        let mut criterion = match self.below(6) {
            0 | 1 => json!({"bands": [{"when": self.condition(1), "rating": self.amount()},
                {"when": self.condition(1), "rating": self.amount()}], "otherwise": self.amount()}),
            2 => {
                json!({"fit": self.condition(1), "misfit": self.condition(1), "penalty": self.pick(&[0.0, 0.5])})
            }
            3 => {
                json!({"table": {"attribute": "t", "ratings": {"x": self.amount(), "y": self.amount()}, "otherwise": self.amount()}})
            }
            4 => json!({"curve": {"attribute": "n", "ratings": [[0, self.amount()], [5, self.amount()]]}}),
            _ => {
                json!({"per_match": {"attribute": "s", "of": ["p", "q"], "rating_each": self.pick(&[0.5, -0.5])}})
            }
        };
        criterion["id"] = json!("c");
        if self.below(3) == 0 {
            criterion["applies_when"] = self.condition(0);
        }
        if self.below(3) == 0 {
            criterion["if_unknown"] =
                self.pick(&[json!("zero"), json!("least"), json!("skip"), json!(0.5), json!(-0.25)]);
        }
        criterion
    }
}

/// Every account, as far as the conditions can tell accounts apart.
fn accounts() -> Vec<Value> {
    let numbers = [Value::Null, json!(-1), json!(0), json!(2), json!(5), json!(7)];
    let bools = [Value::Null, json!(true), json!(false)];
    let texts = [Value::Null, json!("x"), json!("y"), json!("z")];
    let sets = [
        json!(null),
        json!([]),
        json!(["p"]),
        json!(["q"]),
        json!(["p", "q"]),
        json!(["r"]),
        json!(["r", "w"]),
        json!(["p", "r"]),
        json!(["q", "r"]),
    ];
    let mut all = Vec::new();
    for n in &numbers {
        for b in &bools {
            for t in &texts {
                all.extend(sets.iter().map(|s| json!({"k": true, "n": n, "b": b, "t": t, "s": s})));
            }
        }
    }
    all
}

#[test]
fn what_counts_outside_of_what_can_be_is_found_exactly() {
    let as_of = Date::new(2026, 11, 21).unwrap();
    let accounts: Vec<Account> =
        accounts().iter().map(|account| Account::from_json(&account.to_string()).unwrap()).collect();
    let (mut found, mut by_score) = (0, 0);
    for seed in 0..200u128 {
        let mut draw = Draw(Rand64::new(seed));
        let on_points = draw.below(2) == 0;
        let mut fit =
            json!({"criteria": [{"id": "k", "fit": {"k": true}}, draw.criterion()], "tiers": [{"id": "A"}]});
        if on_points {
            fit["scale"] = json!({"points": {}});
        }
        if draw.below(4) == 0 {
            fit["if_unknown"] = draw.pick(&[json!("least"), json!(0.4)]);
        }
        let document = json!({"format": "icp/1", "name": "drawn", "attributes": {"k": {"type": "bool"}, "n": {"type": "number"},
            "b": {"type": "bool"}, "t": {"type": "text"}, "s": {"type": "set"}}, "icps": [{"id": "one", "fit": fit}]});
        let Ok(model) = Model::from_json(&document.to_string()) else { continue };
        let mut shown = None;
        for account in &accounts {
            let assessment = model.assess(account, as_of).unwrap();
            let card = &assessment.icps[0].fit;
            let line = &card.criteria[1];
            let (score, (low, high)) = (card.score.unwrap(), card.bounds.unwrap());
            let unknown = line.status == CriterionStatus::Unknown && line.counted;
            if let (true, Some((mut least, mut most))) = (unknown, line.open) {
                if on_points && line.may_not_apply {
                    (least, most) = (least.min(0.0), most.max(0.0));
                }
                if line.points < least || line.points > most {
                    shown.get_or_insert_with(|| format!("{account:?}"));
                }
            }
            if line.counted && line.status == CriterionStatus::Unknown && !(low..=high).contains(&score) {
                assert!(shown.is_some(), "seed {seed}: {score} in {low} to {high}\n{document}");
                by_score += 1;
            }
        }
        let told =
            model.findings(as_of).into_iter().find(|finding| finding.code() == "unknown_outside_bounds");
        found += usize::from(told.is_some());
        assert_eq!(told.is_some(), shown.is_some(), "seed {seed}: {told:?} {shown:?}\n{document:#}");
    }
    println!("{found} found, {by_score} scores outside of their bounds");
    assert!(found > 40 && by_score > 40, "{found} {by_score}");
}
