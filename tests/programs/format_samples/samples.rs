//! Runs the samples, each in the light of those before it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use icp_core::changes::Goal;
use icp_core::{Account, Date, Model, Source};
use icp_tests::cases::read_yaml;
use icp_tests::compare::difference;
use icp_tests::{engine, expect, reference};
use serde_json::Value;

use super::AS_OF;
use super::blocks::Block;
use super::wrap::wrap;

/// The samples that ran, and their mistakes.
#[derive(Default)]
pub(crate) struct Report {
    ran: BTreeMap<String, usize>,
    pub(crate) failures: Vec<String>,
}

impl Report {
    pub(crate) fn count(&self) -> usize {
        self.ran.values().sum()
    }

    /// How many of a kind ran.
    pub(crate) fn ran(&self, kind: &str) -> usize {
        self.ran.get(kind).copied().unwrap_or_default()
    }

    pub(crate) fn words(&self) -> String {
        let kinds: Vec<String> = self.ran.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        kinds.join(", ")
    }
}

/// The results of the samples so far.
#[derive(Default)]
struct State {
    base: Value,
    /// The document and the model that are spoken of.
    model: Option<(Value, Model)>,
    account: Option<Value>,
}

/// Runs all blocks of a page.
pub(crate) fn run(page: &str, blocks: &[Block<'_>]) -> Report {
    let mut state = State::default();
    let mut report = Report::default();
    for block in blocks {
        let kind = match block.tag.as_slice() {
            ["text" | "sh"] => continue,
            // Files and commands, which `pages.rs` of `icp-cli` plays.
            ["console"] => continue,
            [_, file] if file.contains('.') => continue,
            [language, kind, ..] => format!("{language} {kind}"),
            _ => String::new(),
        };
        match state.sample(block) {
            Ok(samples) => *report.ran.entry(kind).or_default() += samples,
            Err(why) => report.failures.push(format!("{page}:{}: {why}", block.line)),
        }
    }
    report
}

impl State {
    /// How many samples the block is.
    fn sample(&mut self, block: &Block<'_>) -> Result<usize, String> {
        let text = block.text.as_str();
        match block.tag.as_slice() {
            ["yaml", "model", rest @ ..] if matches!(rest, [] | ["base"]) => {
                let model = Model::from_yaml(text).map_err(|error| error.to_string())?;
                let document = read_yaml(text);
                follows_the_schema(&document)?;
                if *rest == ["base"] {
                    self.base = document.clone();
                }
                self.model = Some((document, model));
                Ok(1)
            }
            ["json", "model", "same"] => {
                let model = Model::from_json(text).map_err(|error| error.to_string())?;
                follows_the_schema(&json(text)?)?;
                let (_, before) = self.model()?;
                if model.fingerprint() == before.fingerprint() {
                    Ok(1)
                } else {
                    Err("it is another model than the one before it".to_owned())
                }
            }
            ["yaml", "fragment", place] => {
                let document = wrap(&self.base, place, &read_yaml(text))?;
                let model = Model::from_json(&document.to_string()).map_err(|error| error.to_string())?;
                follows_the_schema(&document)?;
                self.model = Some((document, model));
                Ok(1)
            }
            ["yaml", "source"] => {
                let source = Source::from_yaml(text).map_err(|error| error.to_string())?;
                let (_, model) = self.model()?;
                model.with_source(&source).map(|_| 1).map_err(|error| error.to_string())
            }
            ["yaml", "refused", place, codes @ ..] => {
                let read = match *place {
                    "model" => Model::from_yaml(text),
                    "source" => {
                        let (_, model) = self.model()?;
                        Source::from_yaml(text).and_then(|source| model.with_source(&source))
                    }
                    _ => Model::from_json(&wrap(&self.base, place, &read_yaml(text))?.to_string()),
                };
                match read {
                    Ok(_) => Err("it is not refused".to_owned()),
                    Err(error) => {
                        let found: Vec<&str> = error.problems().iter().map(|p| p.code()).collect();
                        if found == *codes { Ok(1) } else { Err(format!("refused otherwise: {error}")) }
                    }
                }
            }
            ["yaml", "cases"] => {
                let cases = read_yaml(text);
                let cases = cases.as_array().ok_or("the cases are no list")?;
                let wrong: Vec<String> = cases.iter().filter_map(|case| self.case(case).err()).collect();
                if wrong.is_empty() { Ok(cases.len()) } else { Err(wrong.join("\n  ")) }
            }
            ["yaml", "tests"] => self.tests(&read_yaml(text)),
            ["json", "account"] => {
                Account::from_json(text).map_err(|error| error.to_string())?;
                self.account = Some(json(text)?);
                Ok(1)
            }
            ["json", "assessment", how @ ..] => {
                let (document, _) = self.model()?;
                let account = self.account.as_ref().ok_or("no account stands before it")?;
                let whole = both(document, account, AS_OF, how.contains(&"on_invalid=missing"))?;
                let path = how.iter().find(|word| word.starts_with('/')).copied().unwrap_or_default();
                let found = whole.pointer(path).ok_or_else(|| format!("no `{path}` in the assessment"))?;
                if *found == json(text)? {
                    Ok(1)
                } else {
                    Err(format!("the assessment has:\n{}", serde_json::to_string_pretty(found).unwrap()))
                }
            }
            ["json", "questions"] => {
                let (document, _) = self.model()?;
                let account = self.account.as_ref().ok_or("no account stands before it")?;
                let found = engine::questions(document, account, AS_OF, false)?;
                if found == json(text)? {
                    Ok(1)
                } else {
                    Err(format!("the questions are:\n{}", serde_json::to_string_pretty(&found).unwrap()))
                }
            }
            ["json", "changes"] => {
                let (_, model) = self.model()?;
                let account = self.account.as_ref().ok_or("no account stands before it")?;
                let (wanted, said) = (json(text)?, |error: icp_core::AccountError| error.to_string());
                let mut goal = wanted["goal"].clone();
                goal["icp"] = wanted["icp"].clone();
                let goal = Goal::from_json(&goal.to_string()).map_err(said)?;
                let account = Account::from_json(&account.to_string()).map_err(said)?;
                let day = Date::parse(AS_OF).ok_or("no day")?;
                let found = serde_json::to_value(model.changes(&account, day, &goal).map_err(said)?);
                let found = found.map_err(|error| error.to_string())?;
                if found == wanted {
                    Ok(1)
                } else {
                    Err(format!("the changes are:\n{}", serde_json::to_string_pretty(&found).unwrap()))
                }
            }
            tag => Err(format!("nobody knows what a block `{}` is", tag.join(" "))),
        }
    }

    fn model(&self) -> Result<&(Value, Model), String> {
        self.model.as_ref().ok_or_else(|| "no model stands before it".to_owned())
    }

    /// A file of cases, as `icp test` runs it.
    fn tests(&self, file: &Value) -> Result<usize, String> {
        let (document, _) = self.model()?;
        let cases = file["cases"].as_array().ok_or("no cases")?;
        for case in cases {
            let as_of = case["as_of"].as_str().or(file["as_of"].as_str()).unwrap_or(AS_OF);
            let found = both(document, &case["account"], as_of, case["on_invalid"] == "missing")?;
            let wrong = expect::failures(&case["expect"], &found);
            if !wrong.is_empty() {
                return Err(format!("{}: {}", case["name"], wrong.join("; ")));
            }
        }
        Ok(cases.len())
    }

    /// One of the cases: `{given, then, as_of?}`.
    fn case(&self, case: &Value) -> Result<(), String> {
        let (document, model) = self.model()?;
        let (given, then) = (&case["given"], &case["then"]);
        let as_of = case["as_of"].as_str().unwrap_or(AS_OF);
        if let Some(code) = then["refused"].as_str() {
            return refused(model, given, as_of, code);
        }
        let assessment =
            both(document, given, as_of, false).map_err(|why| format!("given {given}: {why}"))?;
        let criterion = &assessment["icps"][0]["criteria"][0];
        let wrong = match then {
            Value::Object(parts) => {
                let mut parts = parts.clone();
                let mut wrong = Vec::new();
                for (key, expected) in
                    parts.shift_remove("criterion").iter().flat_map(Value::as_object).flatten()
                {
                    if difference(expected, &criterion[key]).is_some() {
                        wrong.push(format!("{key}: expected {expected}, found {}", criterion[key]));
                    }
                }
                wrong.extend(expect::failures(&Value::Object(parts), &assessment));
                wrong
            }
            // The truth of a condition is told by the criterion that it is the `fit` of.
            truth => {
                let found = match criterion["status"].as_str() {
                    Some("fit") => Value::Bool(true),
                    Some("none") => Value::Bool(false),
                    _ => criterion["status"].clone(),
                };
                if found == *truth { Vec::new() } else { vec![format!("expected {truth}, found {found}")] }
            }
        };
        if wrong.is_empty() { Ok(()) } else { Err(format!("given {given}: {}", wrong.join("; "))) }
    }
}

fn refused(model: &Model, given: &Value, as_of: &str, code: &str) -> Result<(), String> {
    let as_of = Date::parse(as_of).ok_or("no date")?;
    let scored = Account::from_json(&given.to_string()).and_then(|account| model.assess(&account, as_of));
    match scored {
        Ok(_) => Err(format!("given {given}: it is not refused")),
        Err(error) if error.code() == code => Ok(()),
        Err(error) => Err(format!("given {given}: refused with {}: {error}", error.code())),
    }
}

/// The assessment, on which both evaluators agree.
fn both(document: &Value, account: &Value, as_of: &str, lenient: bool) -> Result<Value, String> {
    let compiled = engine::assess_document(document, account, as_of, lenient)?;
    let plain = reference::assess(document, account, as_of, lenient)?;
    match difference(&plain, &compiled) {
        None => Ok(compiled),
        Some(difference) => Err(format!("the evaluators differ: {difference}")),
    }
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))
}

fn follows_the_schema(document: &Value) -> Result<(), String> {
    static SCHEMA: LazyLock<jsonschema::Validator> =
        LazyLock::new(|| jsonschema::validator_for(&super::keys::schema()).unwrap());
    match SCHEMA.iter_errors(document).next() {
        None => Ok(()),
        Some(error) => Err(format!("the JSON Schema refuses it: {error} at {}", error.instance_path())),
    }
}

#[test]
fn what_is_wrong_is_told() {
    let base = "```yaml model base\nformat: icp/1\nname: x\nattributes: {a: {type: number}}\nicps:\n  - id: i\n    fit: {criteria: [{id: c, fit: {a: 1}}], tiers: [{id: A, from: 50}, {id: B}]}\n```\n";
    let wrong = [
        "```yaml\n```\n",
        "```yaml fragment condition\n{b: 1}\n```\n",
        "```yaml refused condition type\n{a: 1}\n```\n",
        "```yaml refused condition type\n{b: 1}\n```\n",
        "```yaml cases\n- {given: {a: 1}, then: false}\n```\n",
        "```yaml cases\n- {given: {a: 1}, then: {criterion: {rating: 0}}}\n```\n",
        "```yaml cases\n- {given: {a: x}, then: {refused: account.shape}}\n```\n",
        "```json account\n{}\n```\n```json assessment /best\n\"i\"\n```\n",
        "```json account\n{}\n```\n```json questions\n{}\n```\n",
        "```json account\n{}\n```\n```json changes\n{\"goal\": {\"tier\": \"A\"}, \"icp\": \"i\"}\n```\n",
        "```json model same\n{\"format\": \"icp/1\"}\n```\n",
    ];
    for sample in wrong {
        let text = format!("{base}{sample}");
        assert_eq!(run("a page", &super::blocks::blocks(&text)).failures.len(), 1, "{sample}");
    }
}
