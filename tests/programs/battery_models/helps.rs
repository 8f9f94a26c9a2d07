//! Following a help never leads to a model that means something else, as data: `helps.txt`.
//!
//! What a help proposes stands in backticks after "write", or in "did you mean"; it is put where the mistake is, and so
//! on with the next mistake, as somebody would who does what is said and nothing more.

use icp_core::error::Step;
use icp_core::model::Definition;
use icp_core::{Limits, Problem};
use icp_tests::cases::{AS_OF, read_yaml};
use icp_tests::engine::assess_document;
use serde_json::{Map, Value};

use super::mistakes::{changed, said};

const FILE: &str = include_str!("helps.txt");

/// The number of steps that lead to the end, or nowhere.
const STEPS: usize = 8;

/// A rewriting that a help proposes.
#[derive(Debug)]
struct Proposal {
    written: String,
    /// The key in whose place it is to be put, if that is not where the mistake is.
    place: Option<String>,
    /// Whether it is another spelling of what is there.
    is_spelling: bool,
}

fn proposal(help: &str) -> Option<Proposal> {
    let (begin, is_spelling) = match help.find("write `") {
        Some(at) => (at + "write `".len(), false),
        None => (help.find("did you mean `")? + "did you mean `".len(), true),
    };
    let (written, after) = help[begin..].split_once('`')?;
    let place = after.strip_prefix(" in place of `").and_then(|rest| rest.split_once('`'));
    let place = place.map(|(place, _)| place.to_owned());
    (!written.contains("..")).then(|| Proposal { written: written.to_owned(), place, is_spelling })
}

/// The text as one entry of an object, if it is one.
fn entry(text: &str) -> Option<(String, Value)> {
    if text.starts_with(['{', '[']) || !text.contains(": ") {
        return None;
    }
    let Value::Object(entries) = read_yaml(&format!("{{{text}}}")) else { return None };
    assert_eq!(entries.len(), 1, "{text}");
    entries.into_iter().next()
}

/// The value with its key replaced by another entry; the order of the keys stays.
fn replaced(object: &Map<String, Value>, key: &str, (new_key, new): (String, Value)) -> Map<String, Value> {
    let one = |(name, value): (&String, &Value)| match name == key {
        true => (new_key.clone(), new.clone()),
        false => (name.clone(), value.clone()),
    };
    object.iter().map(one).collect()
}

/// The document after the help was followed; `None` where there is nothing to follow.
fn followed(model: &Value, problem: &Problem) -> Option<Value> {
    let proposal = proposal(problem.help()?)?;
    let mut steps = problem.path().steps().to_vec();
    if let Some(place) = &proposal.place {
        let at = steps.iter().rposition(|step| matches!(step, Step::Key(key) if **key == **place))?;
        steps.truncate(at + 1);
    }
    let last = steps.pop()?;
    let mut model = model.clone();
    let mut parent = &mut model;
    for step in &steps {
        parent = match step {
            Step::Key(key) => parent.get_mut(&**key)?,
            Step::Index(index) => parent.get_mut(*index)?,
        };
    }
    let is_key = match &last {
        Step::Key(key) => {
            let about = matches!(problem.code(), "unknown_field" | "operator" | "unknown_attribute");
            proposal.place.is_some() || (about && problem.message().contains(&format!("`{key}`")))
        }
        Step::Index(_) => false,
    };
    match (&last, entry(&proposal.written)) {
        (Step::Key(key), Some(new)) if !proposal.is_spelling => {
            let object = parent.as_object()?;
            if new.0 != **key && object.contains_key(&new.0) {
                return None;
            }
            *parent = Value::Object(replaced(object, key, new));
        }
        (Step::Key(key), _) if is_key && !proposal.written.starts_with(['{', '[', '"']) => {
            let value = parent.get(&**key)?.clone();
            let object = parent.as_object()?;
            if object.contains_key(&proposal.written) {
                return None;
            }
            *parent = Value::Object(replaced(object, key, (proposal.written.clone(), value)));
        }
        (step, _) => {
            let value = match proposal.is_spelling {
                true => Value::from(proposal.written.clone()),
                false => read_yaml(&proposal.written),
            };
            match step {
                Step::Key(key) => parent[&**key] = value,
                Step::Index(index) => parent[*index] = value,
            }
        }
    }
    Some(model)
}

/// Does what the first help says that proposes something, until the document is a model or nothing more is said.
fn follow(mut model: Value) -> (Value, bool) {
    for _ in 0..STEPS {
        let Err(error) = Definition::from_value(&model) else { return (model, true) };
        let Some(next) = error.problems().iter().find_map(|problem| followed(&model, problem)) else {
            return (model, false);
        };
        model = next;
    }
    (model, false)
}

/// Whether an account gets what its author meant: a score, or a tier or status by its word.
fn gets(model: &Value, line: &str) -> Option<String> {
    let (account, wanted) = line.rsplit_once("} ").unwrap_or_else(|| panic!("{line}"));
    let account: Value = serde_json::from_str(&format!("{account}}}")).unwrap();
    let found = assess_document(model, &account, AS_OF, false).unwrap();
    let found = &found["icps"][0];
    let fits = match wanted.parse::<f64>() {
        Ok(score) => found["score"].as_f64() == Some(score),
        Err(_) => [&found["tier"], &found["status"]].contains(&&Value::from(wanted)),
    };
    let (score, tier, status) = (&found["score"], &found["tier"], &found["status"]);
    (!fits).then(|| format!("{account} should get {wanted}, found {score}, {tier}, {status}"))
}

#[test]
fn following_a_help_gives_what_was_meant() {
    let (mut file, mut rows, mut stays) = (String::new(), 0, 0);
    let mut faults = Vec::new();
    for block in FILE.split("\n\n") {
        let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with(' ')).collect();
        let is_change = |line: &&&str| {
            !line.starts_with(['#'])
                && !["right ", "score ", "stays"].iter().any(|word| line.starts_with(word))
        };
        let changes: Vec<&str> = lines.iter().filter(is_change).copied().collect();
        let rest: Vec<&str> = lines.iter().filter(|line| !changes.contains(line)).copied().collect();
        let (notes, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|line| line.starts_with('#'));
        let mut shown: Vec<String> = notes.iter().chain(&changes).map(|line| (*line).to_owned()).collect();
        if !changes.is_empty() {
            rows += 1;
            let name = changes.join("; ");
            let (model, limits) = changed(&changes);
            shown.extend(said(&model, &limits).lines().map(str::to_owned));
            let (end, is_model) = follow(model);
            let right: Vec<&str> = rest.iter().filter_map(|line| line.strip_prefix("right ")).collect();
            if rest == ["stays"] {
                stays += 1;
                if is_model {
                    faults.push(format!("{name}: following the helps gives {end}"));
                }
            } else {
                let (right, _) = changed(&right);
                if !is_model || end != right {
                    faults.push(format!("{name}: following the helps gives {end}"));
                    continue;
                }
                let scores: Vec<&str> = rest.iter().filter_map(|line| line.strip_prefix("score ")).collect();
                assert!(!scores.is_empty(), "{name} has no account");
                let wrong = scores.iter().filter_map(|line| gets(&end, line));
                faults.extend(wrong.map(|wrong| format!("{name}: {wrong}")));
            }
        }
        shown.extend(rest.iter().map(|line| (*line).to_owned()));
        file.push_str(&shown.join("\n"));
        file.push_str("\n\n");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    println!("{rows} wrong documents, {stays} of them without a rewriting");
    assert!(rows >= 60);
    if std::env::var_os("ICP_BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/programs/battery_models/helps.txt");
        std::fs::write(path, file.trim_end().to_owned() + "\n").unwrap();
        return;
    }
    for (wanted, found) in FILE.split("\n\n").zip(file.split("\n\n")) {
        assert_eq!(wanted.trim_end(), found.trim_end());
    }
    assert_eq!(Limits::default().problems, 100);
}
