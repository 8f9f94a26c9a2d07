//! Runs the vectors: what every operator, rule kind and status must give, as data. Every engine and every
//! language runs all of them, and a count that differs from the index fails.

use std::fs;
use std::path::{Path, PathBuf};

use icp_core::model::NamedList;
use icp_core::{Model, Source};
use serde_json::Value;

use crate::cases::{AS_OF, read_yaml};
use crate::expect::{failures, part_failures, questions};
use crate::reference;

/// One case of a topic.
pub struct Vector {
    /// Topic, group and case, for people.
    pub name: String,
    /// The model document.
    pub model: Value,
    /// The source file by which the model reads the record; null where there is none.
    pub source: Value,
    /// The lists that are given to the model; null where there are none.
    pub lists: Value,
    /// The record.
    pub account: Value,
    /// The day on which it is judged.
    pub as_of: String,
    /// Whether invalid values count as missing.
    pub lenient: bool,
    /// The expectations of the assessment.
    pub expect: Value,
    /// The expectations of the questions that are still open; null when the case is silent about them.
    pub questions: Value,
    /// A goal, and the expectations of the changes that reach it; null when the case is silent about them.
    pub changes: Value,
}

impl Vector {
    /// The model, with the lists that are given to it, reading by the source file if there is one.
    ///
    /// # Errors
    /// The mistakes of either, in words.
    pub fn read(&self) -> Result<Model, String> {
        let mut model = Model::from_json(&self.model.to_string()).map_err(|error| error.to_string())?;
        if !self.lists.is_null() {
            let lists = NamedList::from_json(&self.lists.to_string()).map_err(|error| error.to_string())?;
            model = model.with_lists(&lists).map_err(|error| error.to_string())?;
        }
        if self.source.is_null() {
            return Ok(model);
        }
        let source = Source::from_json(&self.source.to_string()).map_err(|error| error.to_string())?;
        model.with_source(&source).map_err(|error| error.to_string())
    }

    /// The document that the plain evaluator reads, with the same lists and source file.
    pub fn plain_model(&self) -> Value {
        reference::sourced(&reference::listed(&self.model, &self.lists), &self.source)
    }
}

/// The folder of the vectors.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// All vectors, topic by topic, with the topic's name. The counts are those of the index.
///
/// # Panics
/// Where the files and the index differ; `ICP_BLESS=1 cargo test -p icp-tests --lib vector` counts anew.
pub fn all() -> Vec<(String, Vec<Vector>)> {
    let index = read_yaml(&fs::read_to_string(folder().join("index.yaml")).expect("an index"));
    let mut topics = vec![];
    for (topic, count) in index["files"].as_object().expect("files") {
        let text = fs::read_to_string(folder().join(format!("{topic}.yaml"))).expect("a file of the index");
        let vectors = read(topic, &read_yaml(&text));
        assert_eq!(
            vectors.len() as u64,
            count.as_u64().expect("a count"),
            "cases of {topic} in the index (`ICP_BLESS=1` counts)"
        );
        topics.push((topic.clone(), vectors));
    }
    let files = fs::read_dir(folder()).expect("a folder").count();
    assert_eq!(files, topics.len() + 1, "a file of vectors is not in the index");
    let total: usize = topics.iter().map(|(_, vectors)| vectors.len()).sum();
    assert_eq!(Some(total as u64), index["total"].as_u64(), "the total of the index (`ICP_BLESS=1` counts)");
    topics
}

fn read(topic: &str, file: &Value) -> Vec<Vector> {
    let mut vectors = vec![];
    for group in file["groups"].as_array().expect("groups") {
        for case in group["cases"].as_array().expect("cases") {
            vectors.push(Vector {
                name: format!("{topic}, {}, {}", group["name"], case["name"]),
                model: group["model"].clone(),
                source: group["source"].clone(),
                lists: group["lists"].clone(),
                account: case["account"].clone(),
                as_of: case["as_of"].as_str().unwrap_or(AS_OF).to_owned(),
                lenient: case["on_invalid"] == "missing",
                expect: case["expect"].clone(),
                questions: case["questions"].clone(),
                changes: case["changes"].clone(),
            });
        }
    }
    vectors
}

/// Runs every vector through an engine and prints how many ran.
///
/// # Panics
/// Where an assessment is not what a vector expects; the message lists all of them.
pub fn run(engine: &str, assess: impl Fn(&Vector) -> Result<Value, String>) -> usize {
    let (mut count, mut failed) = (0, vec![]);
    for (topic, vectors) in all() {
        println!("  {topic}: {}", vectors.len());
        for vector in vectors {
            count += 1;
            let found = assess(&vector);
            let wrong = match (found, vector.expect["refused"] == true) {
                (Ok(_), true) => vec!["it was not refused".to_owned()],
                (Err(_), true) => vec![],
                (Ok(assessment), false) => failures(&vector.expect, &assessment),
                (Err(error), false) => vec![error],
            };
            failed.extend(wrong.into_iter().map(|wrong| format!("{}: {wrong}", vector.name)));
        }
    }
    println!("vectors: {count} ran through {engine}");
    assert!(failed.is_empty(), "{engine}: {} wrong\n{}", failed.len(), failed.join("\n"));
    count
}

/// Runs every vector that says which questions are open, and prints how many ran.
///
/// # Panics
/// Where the questions are not what a vector expects, or another number of vectors than the index says has any.
pub fn run_questions(engine: &str, ask: impl Fn(&Vector) -> Result<Value, String>) -> usize {
    let (mut count, mut failed) = (0, vec![]);
    for (_, vectors) in all() {
        for vector in vectors.iter().filter(|vector| !vector.questions.is_null()) {
            count += 1;
            let wrong = match ask(vector) {
                Ok(found) => questions::failures(&vector.questions, &found),
                Err(error) => vec![error],
            };
            failed.extend(wrong.into_iter().map(|wrong| format!("{}: {wrong}", vector.name)));
        }
    }
    println!("vectors: {count} with questions ran through {engine}");
    let index = read_yaml(&fs::read_to_string(folder().join("index.yaml")).expect("an index"));
    assert_eq!(
        Some(count as u64),
        index["questions"].as_u64(),
        "the questions of the index (`ICP_BLESS=1` counts)"
    );
    assert!(failed.is_empty(), "{engine}: {} wrong\n{}", failed.len(), failed.join("\n"));
    count
}

/// Runs every vector that says which changes reach a goal, and prints how many ran. `find` gets the goal in JSON, and the most
/// attributes of a set where the vector says it.
///
/// # Panics
/// Where the changes are not what a vector expects, or another number of vectors than the index says has any.
pub fn run_changes(
    engine: &str,
    find: impl Fn(&Vector, &str, Option<usize>) -> Result<Value, String>,
) -> usize {
    let (mut count, mut failed) = (0, vec![]);
    for (_, vectors) in all() {
        for vector in vectors.iter().filter(|vector| !vector.changes.is_null()) {
            count += 1;
            let mut expect = vector.changes.clone();
            let goal = expect.as_object_mut().and_then(|keys| keys.remove("goal")).expect("a goal");
            let most = expect["max_changes"].as_u64().and_then(|most| usize::try_from(most).ok());
            let wrong = match find(vector, &goal.to_string(), most) {
                Ok(found) => part_failures(&expect, &found),
                Err(error) => vec![error],
            };
            failed.extend(wrong.into_iter().map(|wrong| format!("{}: {wrong}", vector.name)));
        }
    }
    println!("vectors: {count} with changes ran through {engine}");
    let index = read_yaml(&fs::read_to_string(folder().join("index.yaml")).expect("an index"));
    assert_eq!(
        Some(count as u64),
        index["changes"].as_u64(),
        "the changes of the index (`ICP_BLESS=1` counts)"
    );
    assert!(failed.is_empty(), "{engine}: {} wrong\n{}", failed.len(), failed.join("\n"));
    count
}

/// The index with the counts of the files; its notes stay.
#[cfg(test)]
fn counted(index: &str) -> String {
    let (mut total, mut asked, mut changed, mut topics) = (0, 0, 0, vec![]);
    let mut files: Vec<_> =
        fs::read_dir(folder()).expect("a folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    for file in files.iter().filter(|file| !file.ends_with("index.yaml")) {
        let topic = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let vectors = read(&topic, &read_yaml(&fs::read_to_string(file).expect("a file")));
        total += vectors.len();
        changed += vectors.iter().filter(|vector| !vector.changes.is_null()).count();
        asked += vectors.iter().filter(|vector| !vector.questions.is_null()).count();
        topics.push(format!("  {topic}: {}\n", vectors.len()));
    }
    let notes: String =
        index.lines().take_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    format!("{notes}total: {total}\nquestions: {asked}\nchanges: {changed}\nfiles:\n{}", topics.concat())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use icp_core::model::{RuleKind, Test};
    use icp_core::value::AttributeType;

    use super::*;

    #[test]
    fn the_index_counts_what_there_is() {
        let path = folder().join("index.yaml");
        let kept = fs::read_to_string(&path).unwrap();
        let made = counted(&kept);
        if std::env::var_os("ICP_BLESS").is_some() {
            fs::write(path, made).unwrap();
            return;
        }
        assert_eq!(kept, made, "tests/vectors/index.yaml (`ICP_BLESS=1` counts)");
    }

    /// The operators by type, and the keys of criteria, that stand anywhere in a model.
    fn gather(model: &Value, part: &Value, found: &mut BTreeSet<(String, String)>) {
        match part {
            Value::Array(parts) => parts.iter().for_each(|part| gather(model, part, found)),
            Value::Object(entries) => {
                for (key, value) in entries {
                    let kind = model["attributes"][key]["type"].as_str();
                    for operator in value.as_object().filter(|_| kind.is_some()).into_iter().flatten() {
                        found.insert((kind.unwrap_or_default().to_owned(), operator.0.clone()));
                    }
                    found.insert((String::new(), key.clone()));
                    gather(model, value, found);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_operator_and_rule_has_a_vector() {
        let mut found = BTreeSet::new();
        for (_, vectors) in all() {
            for vector in vectors {
                ["exclusions", "criteria", "icps"]
                    .iter()
                    .for_each(|key| gather(&vector.model, &vector.model[*key], &mut found));
            }
        }
        for kind in AttributeType::ALL {
            for operator in Test::operators(kind) {
                let has = found.contains(&(kind.as_str().to_owned(), operator.to_owned()));
                assert!(has, "no vector in tests/vectors tests a {kind} with `{operator}`");
            }
        }
        for rule in RuleKind::ALL {
            let has = found.contains(&(String::new(), rule.as_str().to_owned()));
            assert!(has, "no vector in tests/vectors has a rule `{}`", rule.as_str());
        }
    }

    #[test]
    fn the_plain_evaluator_holds() {
        run("the plain evaluator", |v| reference::assess(&v.plain_model(), &v.account, &v.as_of, v.lenient));
    }
}
