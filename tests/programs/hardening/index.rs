//! Every hazard of the list has a row, and every row is in the list.

use std::collections::BTreeMap;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

use serde_json::Value;

use super::{accounts, models};

/// All ids of the list. None is left out, however often the files are edited.
const IDS: [(&str, &[RangeInclusive<u32>]); 6] = [
    ("T", &[1..=17]),
    ("M", &[1..=56]),
    ("R", &[1..=30]),
    ("C", &[1..=20]),
    ("B", &[1..=34]),
    ("S", &[1..=30, 40..=52, 60..=72, 80..=85]),
];

fn ids() -> Vec<String> {
    let ids = IDS.iter().flat_map(|(letter, ranges)| {
        ranges.iter().flat_map(move |range| range.clone().map(move |n| format!("{letter}{n}")))
    });
    ids.collect()
}

fn index() -> BTreeMap<String, Value> {
    serde_saphyr::from_str(include_str!("../../hardening/index.yaml")).unwrap()
}

/// How many rows each id has.
fn rows() -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    let of_models = models::rows().into_iter().map(|row| row[0].as_str().unwrap().to_owned());
    for id in accounts::rows().into_iter().map(|(id, _)| id).chain(of_models) {
        *counts.entry(id).or_default() += 1;
    }
    counts
}

/// The mistake in the name of a test: its file, and its name there; vectors are named by their file.
fn complaint(test: &str) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let (path, name) = test.split_once(' ').unwrap_or((test, ""));
    let Ok(text) = fs::read_to_string(root.join(path)) else {
        return Some(format!("there is no file {path}"));
    };
    let marks = match path.rsplit('.').next() {
        Some("rs") => [format!("fn {name}("), "#[test]".to_owned()],
        Some("py") => [format!("def {name}("), String::new()],
        Some("mjs") => [format!("test(\"{name}\""), String::new()],
        Some("yaml") if name.is_empty() => [String::new(), "cases:".to_owned()],
        _ => return Some(format!("{path} is no file of tests")),
    };
    let is_there = marks.iter().all(|mark| text.contains(mark));
    (!is_there).then(|| format!("{path} has no test `{name}`"))
}

#[test]
fn every_id_is_tested_or_decided() {
    let index = index();
    let mut wrong = Vec::new();
    let ids = ids();
    let mut rows = rows();
    let [mut by_rows, mut by_tests, mut decided] = [0, 0, 0];
    for id in &ids {
        let Some(entry) = index.get(id) else {
            wrong.push(format!("{id} is not in the index"));
            continue;
        };
        let found = rows.remove(id).unwrap_or(0);
        let told = entry.get("rows").and_then(Value::as_u64).unwrap_or(0);
        if found != told {
            wrong.push(format!("{id} has {found} rows, and the index says {told}"));
        }
        let tests: Vec<&str> = entry
            .get("tests")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|t| t.as_str().unwrap())
            .collect();
        wrong.extend(tests.iter().filter_map(|test| complaint(test)).map(|why| format!("{id}: {why}")));
        let otherwise =
            entry.get("otherwise").is_some_and(|why| why.as_str().is_some_and(|why| why.len() > 10));
        if found == 0 && tests.is_empty() && !otherwise {
            wrong.push(format!("{id} is neither tested nor decided otherwise"));
        }
        by_rows += u32::from(found > 0);
        by_tests += u32::from(!tests.is_empty());
        decided += u32::from(otherwise);
    }
    wrong.extend(index.keys().filter(|id| !ids.contains(id)).map(|id| format!("{id} is no id of the list")));
    wrong.extend(rows.keys().map(|id| format!("{id} has rows and is no id of the list")));
    println!("{} ids: {by_rows} with rows, {by_tests} with tests, {decided} decided otherwise", ids.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_test_that_is_not_there_is_found() {
    assert!(complaint("tests/programs/hardening/index.rs every_id_is_tested_or_decided").is_none());
    assert!(complaint("tests/programs/hardening/index.rs nothing_of_this_name").is_some());
    assert!(complaint("tests/hardening/none.rs every_id_is_tested_or_decided").is_some());
    assert!(complaint("tests/vectors/values.yaml").is_none());
    assert!(complaint("README.md anything").is_some());
}
