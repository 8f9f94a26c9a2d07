//! Runs the agreed cases: models with accounts and what is expected of them, written down as YAML by people.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The day on which a case is judged that names none.
pub const AS_OF: &str = "2026-11-21";

/// The folder of the agreed cases: `cases` in `$ICP_SHARED`, or in a folder `shared` beside one of the folders above.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("ICP_SHARED").map(|shared| PathBuf::from(shared).join("cases"));
    let beside = || {
        let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        above.map(|folder| folder.join("shared/cases")).find(|cases| cases.is_dir())
    };
    named.or_else(beside).filter(|cases| cases.is_dir())
}

/// Runs every case through an engine (model, account, as-of date), prints how many ran, and gives that number.
///
/// Where the folder is absent it says so and runs none.
///
/// # Panics
/// Where an assessment is not what a case expects; the message lists all of them.
pub fn run(engine: &str, assess: impl Fn(&Value, &Value, &str) -> Result<Value, String>) -> usize {
    let Some(folder) = folder() else {
        println!("agreed cases: no folder found (set ICP_SHARED), none ran through {engine}");
        return 0;
    };
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    let (mut count, mut failures) = (0, vec![]);
    for file in &files {
        let document = read_yaml(&fs::read_to_string(file).expect("a readable file"));
        for case in document["cases"].as_array().expect("cases") {
            count += 1;
            let as_of = case["as_of"].as_str().unwrap_or(AS_OF);
            let failed = match assess(&document["model"], &case["account"], as_of) {
                Ok(assessment) => failures_of(&case["expect"], &assessment),
                Err(error) => vec![error],
            };
            let name = format!("{}, {}", file.file_stem().unwrap_or_default().display(), case["name"]);
            failures.extend(failed.into_iter().map(|failure| format!("{name}: {failure}")));
        }
    }
    println!("agreed cases: {count} from {} files ran through {engine}", files.len());
    assert!(failures.is_empty(), "{engine}:\n{}", failures.join("\n"));
    count
}

/// Reads YAML as the JSON that it stands for; `no` and `on` are text.
fn read_yaml(text: &str) -> Value {
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).expect("a YAML document")
}

/// What an assessment gets wrong. Fields of an icp are looked for in the first.
fn failures_of(expect: &Value, assessment: &Value) -> Vec<String> {
    let icps = assessment["icps"].as_array().expect("icps");
    let mut failures = vec![];
    for (key, expected) in expect.as_object().expect("expectations") {
        let found = match key.as_str() {
            "status" | "score" | "bounds" | "coverage" | "tier" => icps[0][key].clone(),
            "exclusions" | "possible_exclusions" => pick(icps[0][key].as_array().expect("a list"), "id"),
            "best" => assessment["best"].clone(),
            "order" => pick(icps, "icp"),
            "tally" => named(expected, |status| icps[0]["tally"][status].clone()),
            "scores" | "statuses" => named(expected, |id| {
                let field = if key == "scores" { "score" } else { "status" };
                icps.iter().find(|icp| icp["icp"] == id).map_or(Value::Null, |icp| icp[field].clone())
            }),
            other => panic!("cases expect nothing called {other}"),
        };
        if crate::compare::difference(expected, &found).is_some() {
            failures.push(format!("{key}: expected {expected}, found {found}"));
        }
    }
    failures
}

fn pick(list: &[Value], field: &str) -> Value {
    list.iter().map(|entry| entry[field].clone()).collect()
}

/// The same keys with what was found for each.
fn named(expected: &Value, found: impl Fn(&str) -> Value) -> Value {
    let keys = expected.as_object().expect("expected values by name").keys();
    Value::Object(keys.map(|key| (key.clone(), found(key))).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::reference;

    #[test]
    fn the_plain_evaluator_holds() {
        let count = run("the plain evaluator", |model, account, as_of| {
            reference::assess(model, account, as_of, false)
        });
        assert!(count > 0 || folder().is_none());
    }

    #[test]
    fn a_wrong_answer_is_told() {
        let assessment =
            json!({"best": "a", "icps": [{"icp": "a", "score": 50.0, "tally": {"fits": 1, "nones": 2}}]});
        let expect =
            json!({"best": "a", "score": 50, "tally": {"nones": 2}, "scores": {"a": 50}, "order": ["a"]});
        assert_eq!(failures_of(&expect, &assessment), [""; 0]);
        let expect = json!({"score": 49, "tally": {"fits": 2}});
        assert_eq!(failures_of(&expect, &assessment).len(), 2);
    }

    #[test]
    fn yaml_words_stay_text() {
        assert_eq!(
            read_yaml("{a: NO, b: 2026-01-15, c: 1, d: true}"),
            json!({"a": "NO", "b": "2026-01-15", "c": 1, "d": true})
        );
    }
}
