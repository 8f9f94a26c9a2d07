//! The changes that the library finds, against a plain search that tries every value which the document names, alone and in
//! pairs, and scores each with the plain evaluator.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

use std::collections::BTreeMap;

use icp_core::changes::Goal;
use icp_core::{Account, Date, Model, OnInvalid, Record};
use icp_tests::generate::{self, Level};
use icp_tests::{reference, witnesses};
use serde_json::{Value, json};

/// Accounts to a model.
const ACCOUNTS: usize = 10;
/// The most pairs of values of two attributes.
const MOST: usize = 300;
/// Attributes of an account that may change.
const OPEN: usize = 6;

/// How many pairs of a model and an account are drawn in all, and the seed of the first one.
fn pairs() -> (usize, usize) {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse().ok());
    (number("ICP_CHANGES").unwrap_or(90), number("ICP_CHANGES_FROM").unwrap_or(0))
}

/// A model with an account, on a day.
struct Case<'a> {
    document: &'a Value,
    account: &'a Value,
    as_of: &'a str,
    /// How it was drawn: the name of a folder that keeps it where something is wrong.
    drawn: String,
}

/// The part of an icp's result that a goal asks for.
#[derive(Debug, Clone)]
enum Wanted {
    Status(String),
    /// The ids of the tier and of those above it.
    Tier(Vec<String>),
    Score(f64),
}

impl Wanted {
    fn is_met(&self, icp: &Value) -> bool {
        match self {
            Self::Status(status) => icp["status"] == **status,
            Self::Tier(ids) => icp["tier"].as_str().is_some_and(|tier| ids.iter().any(|id| id == tier)),
            Self::Score(score) => icp["score"].as_f64().is_some_and(|reached| reached >= *score),
        }
    }

    fn json(&self, icp: &str) -> Value {
        match self {
            Self::Status(status) => json!({"status": status, "icp": icp}),
            Self::Tier(ids) => json!({"tier": ids.last(), "icp": icp}),
            Self::Score(score) => json!({"score": score, "icp": icp}),
        }
    }
}

impl Case<'_> {
    /// The result of an icp with other values.
    fn scored(&self, changes: &[(&str, &Value)], icp: &str) -> Option<Value> {
        let mut account = self.account.clone();
        for (name, value) in changes {
            account = witnesses::with(self.document, &account, name, value);
        }
        let found = reference::assess(self.document, &account, self.as_of, false).ok()?;
        found["icps"].as_array()?.iter().find(|one| one["icp"] == icp).cloned()
    }

    /// Whether an icp reaches the goal with other values, by the scores of the library, which other tests compare with the plain
    /// evaluator: that one takes too long here.
    fn reaches(&self, model: &Model, changes: &[(&str, &Value)], at: usize, wanted: &Wanted) -> bool {
        let mut account = self.account.clone();
        for (name, value) in changes {
            account = witnesses::with(self.document, &account, name, value);
        }
        let mut scratch = model.scratch();
        let account = account.to_string();
        let mut record = Record::default();
        if model.read_record(&account, OnInvalid::Error, &mut record).is_err() {
            return false;
        }
        model.evaluate(&record, Date::parse(self.as_of).unwrap(), &mut scratch).unwrap();
        let score = &scratch.scores()[at];
        let tier = score.fit.tier.map(|tier| &*model.icp(at).unwrap().fit.tiers[tier].id);
        wanted.is_met(&json!({"status": score.status.as_str(), "score": score.fit.score, "tier": tier}))
    }

    /// Whether the document has a ground for a gap in an attribute that changes together with others.
    fn may_be_left_out(&self, gap: &str, name: &str, with: &[String]) -> bool {
        let whole = self.document.to_string();
        match gap {
            // The work of one search has no ground in an attribute.
            "work" => true,
            "dependent_numbers" => {
                let behind = |formula: &Value| witnesses::behind(self.document, formula);
                let attributes = self.document["attributes"].as_object().unwrap().values();
                let mut formulas = attributes.filter_map(|one| one.get("formula")).map(behind);
                formulas.any(|behind| {
                    behind.contains(name) && with.iter().any(|other| other != name && behind.contains(other))
                })
            }
            "pattern" => self.document["attributes"][name]["type"] == "text" && whole.contains("\"matches\""),
            "many_names" => {
                let kind = &self.document["attributes"][name]["type"];
                let named = witnesses::constants(self.document, name);
                *kind == "text" && named > 5 || *kind == "set" && named > 8
            }
            other => panic!("no gap is called {other}"),
        }
    }

    /// The sets of one or two attributes with which a value was found that reaches the goal.
    fn plain(&self, model: &Model, icp: &str, wanted: &Wanted) -> Vec<Vec<String>> {
        let at = (0..).find(|at| model.icp(*at).is_some_and(|one| *one.id == *icp)).unwrap();
        let open = witnesses::open(self.document, self.account);
        let reaches = |changes: &[(&str, &Value)]| {
            self.reaches(model, changes, at, wanted)
                && self.scored(changes, icp).is_some_and(|found| wanted.is_met(&found))
        };
        let values: Vec<(String, Vec<Value>)> = open
            .into_iter()
            .map(|name| {
                let mut values = witnesses::values(self.document, self.account, &name, self.as_of);
                // A change is to a value: one that stands for missing in this model is none.
                values.retain(|value| {
                    let changed = witnesses::with(self.document, self.account, &name, value);
                    generate::is_known(self.document, &name, &changed)
                });
                (name, values)
            })
            .collect();
        let mut sets: Vec<Vec<String>> = Vec::new();
        for (name, values) in &values {
            if values.iter().any(|value| reaches(&[(name, value)])) {
                sets.push(vec![name.clone()]);
            }
        }
        let rest: Vec<_> = values.iter().filter(|(name, _)| !sets.contains(&vec![name.clone()])).collect();
        for (place, (one, values)) in rest.iter().enumerate() {
            for (other, others) in rest.iter().skip(place + 1) {
                let step = (values.len() * others.len()).div_ceil(MOST).max(1);
                let both = values.iter().flat_map(|value| others.iter().map(move |other| (value, other)));
                if both.step_by(step).any(|(value, with)| reaches(&[(one, value), (other, with)])) {
                    sets.push(vec![one.clone(), other.clone()]);
                }
            }
        }
        sets
    }
}

/// The texts of a list.
fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[derive(Debug, Default)]
struct Count {
    pairs: usize,
    reached: usize,
    sets: usize,
    plain: usize,
    /// Sets that the plain search has no value for.
    beyond: usize,
    /// By gap: the answers that tell it, and the sets that were left out for it.
    gaps: BTreeMap<String, (usize, usize)>,
    values: usize,
    /// Sets that were left out, and those that are too much.
    wrong: Vec<String>,
}

/// Compares both searches for one account and one goal.
fn check(case: &Case<'_>, model: &Model, icp: &str, wanted: &Wanted, count: &mut Count) {
    let goal = Goal::from_json(&wanted.json(icp).to_string()).unwrap();
    let account = Account::from_json(&case.account.to_string()).unwrap();
    let found = model.changes(&account, Date::parse(case.as_of).unwrap(), &goal).unwrap();
    let said: Value = serde_json::from_str(&found.to_json()).unwrap();
    let context = || {
        let folder = std::env::temp_dir().join("icp-changes").join(&case.drawn);
        std::fs::create_dir_all(&folder).unwrap();
        for (name, value) in [("model", case.document), ("account", case.account), ("said", &said)] {
            std::fs::write(folder.join(format!("{name}.json")), format!("{value:#}")).unwrap();
        }
        format!("{} as of {}\nsee {}", wanted.json(icp), case.as_of, folder.display())
    };
    count.pairs += 1;
    let now = case.scored(&[], icp).unwrap();
    assert_eq!(said["reached"], wanted.is_met(&now), "{}", context());
    if found.reached {
        assert!(found.sets.is_empty());
        count.reached += 1;
        return;
    }
    let open = witnesses::open(case.document, case.account);
    let mut sets: Vec<Vec<String>> = Vec::new();
    for set in said["sets"].as_array().unwrap() {
        let changes = set["changes"].as_array().unwrap();
        let names: Vec<String> =
            changes.iter().map(|one| one["attribute"].as_str().unwrap().to_owned()).collect();
        let values: Vec<(&str, &Value)> =
            changes.iter().map(|one| (one["attribute"].as_str().unwrap(), &one["example"])).collect();
        let Some(reached) = case.scored(&values, icp) else {
            count.wrong.push(format!("{set} is refused\n{}", context()));
            continue;
        };
        let told = (&set["status"], set["score"].as_f64(), &set["tier"]);
        if !wanted.is_met(&reached)
            || told != (&reached["status"], reached["score"].as_f64(), &reached["tier"])
        {
            count.wrong.push(format!("{set} gives something else: {reached}\n{}", context()));
        }
        for (one, name) in changes.iter().zip(&names) {
            assert!(open.contains(name), "{name} cannot change\n{}", context());
            assert_eq!(
                trimmed(&one["from"]),
                trimmed(&reference_value(case, name)),
                "{name}
{}",
                context()
            );
            assert!(!one["to"].as_str().unwrap().is_empty(), "{set}\n{}", context());
            count.values += 1;
        }
        sets.push(names);
    }
    count.sets += sets.len();
    let gaps = texts(&said["gaps"]);
    assert_eq!(found.complete, gaps.is_empty(), "{}", context());
    for gap in &gaps {
        count.gaps.entry(gap.clone()).or_insert((0, 0)).0 += 1;
        if !open.iter().any(|name| case.may_be_left_out(gap, name, &open)) {
            count.wrong.push(format!("the gap {gap} has no ground\n{}", context()));
        }
    }
    let plain = case.plain(model, icp, wanted);
    count.plain += plain.len();
    for set in &plain {
        if sets.iter().any(|known| known.iter().all(|name| set.contains(name))) {
            continue;
        }
        let because = gaps.iter().find(|gap| set.iter().any(|name| case.may_be_left_out(gap, name, set)));
        match because {
            Some(gap) => count.gaps.entry(gap.clone()).or_insert((0, 0)).1 += 1,
            None => {
                count.wrong.push(format!("{set:?} is left out of {sets:?}, gaps {gaps:?}\n{}", context()));
            }
        }
    }
    for set in &sets {
        let part =
            plain.iter().find(|less| less.len() < set.len() && less.iter().all(|name| set.contains(name)));
        if part.is_some() {
            count.wrong.push(format!("{set:?} is too much: {part:?}\n{}", context()));
        }
        count.beyond += usize::from(!plain.contains(set));
    }
}

/// A value without the blanks around its texts, which say nothing.
fn trimmed(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(text.trim()),
        Value::Array(items) => items.iter().map(trimmed).collect(),
        Value::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), trimmed(value))).collect(),
        _ => value.clone(),
    }
}

fn reference_value(case: &Case<'_>, name: &str) -> Value {
    witnesses::now(case.document, case.account, name)
}

/// The model with some attributes that may change, and an account in which the others are known.
fn narrowed(document: &Value, account: &Value, full: &Value, seed: usize) -> (Value, Value) {
    let mut document = document.clone();
    let mut whole = account.as_object().unwrap().clone();
    let names: Vec<String> = document["attributes"].as_object().unwrap().keys().cloned().collect();
    let inputs: Vec<String> =
        names.into_iter().filter(|name| document["attributes"][name].get("formula").is_none()).collect();
    for (place, name) in inputs.iter().enumerate() {
        let is_open = (place + inputs.len() - seed % inputs.len()) % inputs.len() < OPEN;
        let attribute = document["attributes"][name].as_object_mut().unwrap();
        attribute.remove("changeable");
        if is_open {
            continue;
        }
        attribute.insert("changeable".to_owned(), json!(false));
        let aliases = attribute.get("aliases").and_then(Value::as_array).cloned().unwrap_or_default();
        if !generate::is_known(&document, name, account) {
            for key in aliases.iter().filter_map(Value::as_str).chain([&**name]) {
                whole.remove(key);
                whole.extend(full.get(key).map(|value| (key.to_owned(), value.clone())));
            }
        }
    }
    (document, Value::Object(whole))
}

fn goals(document: &Value, now: &Value, seed: usize) -> (String, Wanted) {
    let icps = now["icps"].as_array().unwrap();
    let shown = &icps[seed % icps.len()];
    let icp = shown["icp"].as_str().unwrap().to_owned();
    let written = document["icps"].as_array().unwrap().iter().find(|one| one["id"] == *icp).unwrap();
    let tiers: Vec<String> = written["fit"]["tiers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tier| tier["id"].as_str().map_or_else(|| tier["id"].to_string(), str::to_owned))
        .collect();
    let wanted = match (seed / 7) % 6 {
        0 | 1 => Wanted::Status("qualified".to_owned()),
        2 | 3 => Wanted::Tier(tiers[..=seed % tiers.len()].to_vec()),
        4 => Wanted::Score(shown["score"].as_f64().unwrap_or(0.0) + [0.000_001, 5.0, 17.5, 40.0][seed % 4]),
        _ => {
            let statuses = ["unqualified", "disqualified", "insufficient_data"];
            Wanted::Status(statuses[seed % statuses.len()].to_owned())
        }
    };
    (icp, wanted)
}

fn run(level: Level, from: usize) -> Count {
    let mut count = Count::default();
    let (pairs, first) = pairs();
    let models = (pairs / 3).div_ceil(ACCOUNTS).max(1);
    for seed in (from + first..).take(models) {
        let whole = generate::model(seed as u64, level);
        let as_of = generate::as_of(seed as u64);
        let accounts = generate::accounts(seed as u64, &whole, ACCOUNTS + 1);
        for (at, account) in accounts.iter().enumerate().skip(1) {
            let (document, account) = narrowed(&whole, account, &accounts[1], seed + at);
            let model = Model::from_json(&document.to_string()).unwrap();
            let Ok(now) = reference::assess(&document, &account, &as_of, false) else { continue };
            let (icp, wanted) = goals(&document, &now, seed * 31 + at);
            let drawn = format!("{seed}-{at}");
            let case = Case { document: &document, account: &account, as_of: &as_of, drawn };
            check(&case, &model, &icp, &wanted, &mut count);
        }
    }
    let Count { wrong, pairs, .. } = &count;
    assert!(wrong.is_empty(), "{} of {pairs} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    count
}

#[test]
fn core_language() {
    println!("core language: {:?}", run(Level::Core, 0));
}

#[test]
fn full_language() {
    println!("full language: {:?}", run(Level::Full, 1_000_000));
}

#[test]
fn whole_language() {
    println!("whole language: {:?}", run(Level::Whole, 2_000_000));
}
