//! Runs the agreed cases: models with accounts and what is expected of them, written down as YAML by people.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::expect::failures;
use crate::vector::Vector;

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

/// All cases and the number of their files, or nothing where the folder is absent.
///
/// # Panics
/// Where a file is not as it should be.
pub fn all() -> Option<(usize, Vec<Vector>)> {
    let mut files: Vec<_> =
        fs::read_dir(folder()?).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    let mut all = vec![];
    for file in &files {
        let document = read_yaml(&fs::read_to_string(file).expect("a readable file"));
        for case in document["cases"].as_array().expect("cases") {
            all.push(Vector {
                source: Value::Null,
                lists: Value::Null,
                name: format!("{}, {}", file.file_stem().unwrap_or_default().display(), case["name"]),
                model: document["model"].clone(),
                account: case["account"].clone(),
                as_of: case["as_of"].as_str().unwrap_or(AS_OF).to_owned(),
                lenient: false,
                expect: case["expect"].clone(),
                questions: Value::Null,
                changes: Value::Null,
            });
        }
    }
    Some((files.len(), all))
}

/// Runs every case through an engine (model, account, as-of date), prints how many ran, and gives that number.
///
/// Where the folder is absent it says so and runs none.
///
/// # Panics
/// Where an assessment is not what a case expects; the message lists all of them.
pub fn run(engine: &str, assess: impl Fn(&Value, &Value, &str) -> Result<Value, String>) -> usize {
    let Some((files, all)) = all() else {
        println!("agreed cases: no folder found (set ICP_SHARED), none ran through {engine}");
        return 0;
    };
    let mut wrong = vec![];
    for case in &all {
        let failed = match assess(&case.model, &case.account, &case.as_of) {
            Ok(assessment) => failures(&case.expect, &assessment),
            Err(error) => vec![error],
        };
        wrong.extend(failed.into_iter().map(|failure| format!("{}: {failure}", case.name)));
    }
    println!("agreed cases: {} from {files} files ran through {engine}", all.len());
    assert!(wrong.is_empty(), "{engine}:\n{}", wrong.join("\n"));
    all.len()
}

/// Reads YAML as the JSON that it stands for; `no` and `on` are text.
///
/// # Panics
/// Where it is no YAML.
pub fn read_yaml(text: &str) -> Value {
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).expect("a YAML document")
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
    fn yaml_words_stay_text() {
        assert_eq!(
            read_yaml("{a: NO, b: 2026-01-15, c: 1, d: true}"),
            json!({"a": "NO", "b": "2026-01-15", "c": 1, "d": true})
        );
    }
}
