//! Lifts of exclusions are said in words that hold for exactly the values that do: on random models every attribute of
//! an account gets the values of other accounts, and the exclusion is surely false where the words hold, and only there.

use icp_core::{Account, Date, Model, OnInvalid, Options};
use icp_tests::generate::{self, Level};
use serde_json::{Map, Value, json};

use super::reader::{Reader, is_changed, list, number, outside};

/// Counts of all that was tried.
#[derive(Default)]
struct Tried {
    lifts: usize,
    values: usize,
    lifting: usize,
    unlisted: usize,
    unread: Vec<String>,
}

#[test]
fn words_of_lifts_hold_for_the_values_that_lift() {
    let models =
        std::env::var("ICP_PAIRS").ok().and_then(|n| n.parse::<u64>().ok()).unwrap_or(10_000).div_ceil(200);
    let mut tried = Tried::default();
    for seed in 0..models {
        let mut model = generate::model(seed, Level::Whole);
        // Words name an attribute by its title, which need not be unique.
        for about in model["attributes"].as_object_mut().unwrap().values_mut() {
            about.as_object_mut().unwrap().remove("title");
        }
        let accounts = generate::accounts(seed, &model, 6);
        one(seed, &model, &accounts, &mut tried);
    }
    println!(
        "{} lifts held against {} values, of which {} lift; {} values of attributes without a lift do not; {} could not be read",
        tried.lifts,
        tried.values,
        tried.lifting,
        tried.unlisted,
        tried.unread.len()
    );
    assert!(
        tried.lifts as u64 > models
            && tried.lifting * 10 > tried.values
            && tried.unlisted as u64 > models / 4,
        "too little was tried"
    );
    assert!(tried.unread.len() * 20 < tried.lifts, "cannot be read back:\n{}", tried.unread.join("\n"));
}

fn one(seed: u64, model: &Value, accounts: &[Value], tried: &mut Tried) {
    let as_of = generate::as_of(seed);
    let reader = Reader::of(model);
    let compiled = Model::from_json(&model.to_string()).unwrap();
    let day = Date::parse(&as_of).unwrap();
    let names: Vec<Vec<String>> = model["attributes"].as_object().unwrap().iter().map(keys).collect();
    for account in accounts {
        let options = Options::new(day).on_invalid(OnInvalid::Missing);
        let read = Account::from_json(&account.to_string()).unwrap();
        let answer = compiled.assess_with(&read, &options).unwrap();
        let answer: Value = serde_json::from_str(&answer.to_json()).unwrap();
        for icp in answer["icps"].as_array().unwrap() {
            for kind in ["exclusions", "possible_exclusions"] {
                for exclusion in icp[kind].as_array().unwrap() {
                    let declared = declared(model, &icp["icp"], &exclusion["id"]);
                    let mut condition = declared["when"].clone();
                    if !declared["unless"].is_null() {
                        condition = json!({"all": [condition, {"not": declared["unless"]}]});
                    }
                    let asked = asking(model, &condition);
                    let false_now = holds(&asked, account, &as_of) == "none";
                    for names in &names {
                        let others = accounts.iter().map(|other| with(account, other, names));
                        let others = others.chain([with(account, &json!({}), names)]);
                        let about = &model["attributes"][&names[0]];
                        if !about["formula"].is_null() || about["blank"] == "none" {
                            continue;
                        }
                        let lift = exclusion["lift"].as_array().unwrap();
                        let lift = lift.iter().find(|lift| lift["attribute"] == names[0].as_str());
                        let words = lift.map(|lift| lift["words"].as_str().unwrap());
                        let read = words.map(|words| {
                            Lift { reader: &reader, name: &names[0], about, as_of: &as_of }
                                .condition(words)
                                .map(|said| asking(model, &said))
                        });
                        if let Some(None) = read {
                            tried.unread.push(format!("{seed}: {}: {}", names[0], words.unwrap()));
                            continue;
                        }
                        tried.lifts += usize::from(lift.is_some());
                        for other in others {
                            let lifts = holds(&asked, &other, &as_of) == "none";
                            match &read {
                                Some(Some(said)) => {
                                    let holds = holds(said, &other, &as_of);
                                    // Several pieces make up what lifts it; a range may lie in all of them and in none alone.
                                    if lifts && holds == "unknown" && about["written"]["range"] == "interval"
                                    {
                                        continue;
                                    }
                                    let said = holds == "fit";
                                    assert_eq!(
                                        said,
                                        lifts,
                                        "seed {seed}, {}: {} lifts {}: {holds} for {other}\n{condition}",
                                        exclusion["id"],
                                        words.unwrap(),
                                        names[0]
                                    );
                                    tried.values += 1;
                                    tried.lifting += usize::from(lifts);
                                }
                                _ if false_now => {}
                                // It may be left out where a formula is no ratio of two straight lines.
                                _ if is_in_a_formula(model, &names[0]) => {}
                                _ if about["changeable"] == false => {}
                                _ => {
                                    assert!(
                                        !lifts,
                                        "seed {seed}, {}: {} would lift it: {other}\n{condition}",
                                        exclusion["id"], names[0]
                                    );
                                    tried.unlisted += 1;
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The names under which an account may have an attribute.
fn keys((name, attribute): (&String, &Value)) -> Vec<String> {
    let aliases = attribute["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str);
    std::iter::once(name.as_str()).chain(aliases).map(str::to_owned).collect()
}

/// An account with the value that another one has for an attribute.
fn with(account: &Value, other: &Value, names: &[String]) -> Value {
    let mut with: Map<String, Value> = account.as_object().unwrap().clone();
    for name in names {
        with.remove(name);
        if let Some(value) = other.get(name) {
            with.insert(name.clone(), value.clone());
        }
    }
    Value::Object(with)
}

/// Whether a formula uses an attribute.
fn is_in_a_formula(model: &Value, name: &str) -> bool {
    let formulas = model["attributes"].as_object().unwrap().values().filter_map(|of| of["formula"].as_str());
    formulas.into_iter().any(|formula| formula.contains(name))
}

/// An exclusion of an icp, or of all.
fn declared<'m>(model: &'m Value, icp: &Value, id: &Value) -> &'m Value {
    let icps = model["icps"].as_array().unwrap().iter().filter(|of| &of["id"] == icp);
    let lists = std::iter::once(&model["exclusions"]).chain(icps.map(|icp| &icp["exclusions"]));
    lists.filter_map(Value::as_array).flatten().find(|of| &of["id"] == id).unwrap()
}

/// A model with a criterion that has this condition.
fn asking(model: &Value, condition: &Value) -> Model {
    let mut document = json!({"format": "icp/1", "name": "lift", "attributes": model["attributes"]});
    for key in ["lists", "conditions", "missing"] {
        if let Some(found) = model.get(key) {
            document[key] = found.clone();
        }
    }
    document["icps"] = json!([{"id": "all", "fit": {"tiers": [{"id": "A"}], "criteria": [{"id": "one", "fit": condition}]}}]);
    Model::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{condition}: {error}"))
}

/// The status of its criterion.
fn holds(model: &Model, account: &Value, as_of: &str) -> &'static str {
    let account = Account::from_json(&account.to_string()).unwrap();
    let options = Options::new(Date::parse(as_of).unwrap()).on_invalid(OnInvalid::Missing);
    model.score_with(&account, &options).unwrap().criteria()[0].status.as_str()
}

/// Reads the words of a lift.
struct Lift<'r> {
    reader: &'r Reader,
    name: &'r str,
    about: &'r Value,
    as_of: &'r str,
}

impl Lift<'_> {
    fn condition(&self, words: &str) -> Option<Value> {
        if words.contains('…') || is_changed(words.replace('"', "").as_str()) {
            return None;
        }
        for (between, key) in [(", or ", "any"), (", and ", "all")] {
            let parts = outside(words, between);
            if parts.len() > 1 {
                let parts: Option<Vec<_>> = parts.into_iter().map(|part| self.condition(part)).collect();
                return Some(json!({ key: parts? }));
            }
        }
        if let Some(inner) = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            return self.condition(inner);
        }
        let negated = [
            ("did not have ", "had "),
            ("does not have ", "has "),
            ("does not begin with ", "begins with "),
            ("does not end with ", "ends with "),
            ("does not contain ", "contains "),
            ("has no item that contains ", "has an item that contains "),
            ("not part of ", "part of "),
            ("not after ", "after "),
            ("not before ", "before "),
            ("does not mention ", "mentions "),
            ("does not match the pattern ", "matches the pattern "),
            ("not at or below ", "at or below "),
        ];
        for (not, there) in negated {
            if let Some(rest) = words.strip_prefix(not).filter(|rest| !rest.contains(" unless ")) {
                return Some(json!({"not": self.condition(&format!("{there}{rest}"))?}));
            }
        }
        let one = |test: Value| Some(json!({ self.name: test }));
        let kind = self.about["type"].as_str().unwrap_or("number");
        match (words, kind) {
            ("in the future", _) => return one(json!({"after": self.as_of})),
            ("not in the future", _) => return Some(json!({"not": {self.name: {"after": self.as_of}}})),
            (_, "number") if !words.contains("known") && self.reader.compares(words, kind).is_none() => {
                return self.numbers(words);
            }
            _ => {}
        }
        let verbs =
            ["had ", "has ", "begins with ", "ends with ", "contains ", "mentions ", "matches the pattern "];
        let is_verb = verbs.iter().any(|verb| words.starts_with(verb));
        let words = if is_verb && matches!(kind, "text" | "set" | "events") {
            words.to_owned()
        } else {
            format!("is {words}")
        };
        one(self.reader.tests(&words, kind, None)?)
    }

    /// `less than 20 or more than 50 people`.
    fn numbers(&self, words: &str) -> Option<Value> {
        let unit = self.about["unit"].as_str().unwrap_or_default();
        let words = words.strip_suffix(unit).unwrap_or(words).trim_end();
        if let Some(rest) = words.strip_prefix("not ") {
            let numbers: Option<Vec<f64>> = list(rest)?.iter().map(|text| number(text)).collect();
            return Some(json!({self.name: {"not_in": numbers?}}));
        }
        let pieces = words.split(" or ").flat_map(|piece| piece.split(", "));
        let one = |piece: &str| Some(json!({self.name: super::reader::amounts(piece)?}));
        let pieces: Option<Vec<Value>> = pieces.map(one).collect();
        Some(json!({"any": pieces?}))
    }
}
