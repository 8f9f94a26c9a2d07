//! The compiled engine on everything that people wrote down: vectors, agreed cases, the gallery.

use std::fs;
use std::path::Path;

use icp_core::Model;
use icp_tests::cases::{self, AS_OF, read_yaml};
use icp_tests::columns;
use icp_tests::engine::{assess, assess_document, assess_vector, changes_of, questions_of};
use icp_tests::{expect, reference, vector};
use serde_json::Value;

#[test]
fn vectors() {
    vector::run("the compiled engine", assess_vector);
}

#[test]
fn vectors_with_questions() {
    vector::run_questions("the compiled engine", |v| {
        questions_of(&v.read()?, &v.account, &v.as_of, v.lenient)
    });
}

#[test]
fn vectors_with_changes() {
    vector::run_changes("the compiled engine", |v, goal, most| {
        Ok(serde_json::from_str(&changes_of(v, goal, most)?).expect("JSON"))
    });
}

#[test]
fn vectors_in_columns() {
    vector::run("the column engine, a row each", columns::assess_vector);
}

/// The vectors of a model as rows of as few tables as hold them: what the tables say is all that there is to say.
#[test]
fn vectors_as_tables() {
    let (mut count, mut refused, mut tables) = (0, 0, 0);
    for (_, vectors) in vector::all() {
        let mut left: Vec<&vector::Vector> = vectors.iter().collect();
        while let Some(first) = left.first().copied() {
            let (mut rows, mut rest): (Vec<&vector::Vector>, Vec<&vector::Vector>) = (Vec::new(), Vec::new());
            for v in left {
                let accounts: Vec<&Value> = rows.iter().map(|row| &row.account).collect();
                let same = (&v.model, &v.source, &v.lists) == (&first.model, &first.source, &first.lists)
                    && v.lenient == first.lenient;
                if v.expect["refused"] == true {
                    refused += 1;
                } else if same
                    && columns::goes_with(&v.account, &accounts)
                    && columns::has_same_blanks(&v.plain_model(), &v.account, &accounts)
                {
                    rows.push(v);
                } else {
                    rest.push(v);
                }
            }
            left = rest;
            if rows.is_empty() {
                continue;
            }
            let model = first.read().unwrap();
            let accounts: Vec<&Value> = rows.iter().map(|row| &row.account).collect();
            let days: Vec<&str> = rows.iter().map(|row| &*row.as_of).collect();
            let found = columns::assess_table(&model, &accounts, &days, first.lenient).unwrap();
            for (v, found) in rows.iter().zip(&found) {
                let single = assess(&model, &v.account, &v.as_of, v.lenient).unwrap();
                assert_eq!(icp_tests::compare::difference(&single, found), None, "{}", v.name);
            }
            tables += 1;
            count += rows.len();
        }
    }
    let total: usize = vector::all().iter().map(|(_, vectors)| vectors.len()).sum();
    assert_eq!(count + refused, total);
    println!(
        "vectors: {count} as rows of {tables} tables ran through the column engine, {refused} are refused"
    );
}

#[test]
fn agreed_cases() {
    let count = cases::run("the compiled engine", |model, account, as_of| {
        assess_document(model, account, as_of, false)
    });
    assert!(count > 0 || cases::folder().is_none());
}

/// Every model of the gallery loads, and its accounts give what stands beside it, in both evaluators.
#[test]
fn gallery() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/models/gallery");
    let (mut models, mut count, mut wrong) = (0, 0, vec![]);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| !file.to_string_lossy().ends_with(".cases.yaml")) {
        models += 1;
        let text = fs::read_to_string(file).unwrap();
        let model = Model::from_yaml(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let document = read_yaml(&fs::read_to_string(file.with_extension("cases.yaml")).unwrap());
        let usual = document["as_of"].as_str().unwrap_or(AS_OF);
        let cases = document["cases"].as_array().unwrap();
        assert!(cases.len() >= 3, "{} has too few accounts", file.display());
        for case in cases {
            count += 1;
            let as_of = case["as_of"].as_str().unwrap_or(usual);
            let lenient = case["on_invalid"] == "missing";
            let plain = reference::assess(&read_yaml(&text), &case["account"], as_of, lenient);
            let compiled = assess(&model, &case["account"], as_of, lenient);
            for (engine, found) in [("plain", plain), ("compiled", compiled)] {
                let failures = match found {
                    Ok(found) => expect::failures(&case["expect"], &found),
                    Err(error) => vec![error],
                };
                let name = format!("{} {} ({engine})", file.file_stem().unwrap().display(), case["name"]);
                wrong.extend(failures.into_iter().map(|failure| format!("{name}: {failure}")));
            }
        }
    }
    println!("gallery: {count} accounts of {models} models ran through both evaluators");
    assert!(models >= 7 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The models beside the accounts of the README load too.
#[test]
fn examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/models");
    let files =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|file| file.is_file());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        Model::from_yaml(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}

/// Both evaluators give the same bits on all vectors, beyond what the vectors say.
#[test]
fn vectors_in_full() {
    let mut count = 0;
    for (_, vectors) in vector::all() {
        for v in vectors {
            count += 1;
            let plain: Result<Value, String> =
                reference::assess(&v.plain_model(), &v.account, &v.as_of, v.lenient);
            match (plain, assess_vector(&v)) {
                (Ok(plain), Ok(mut compiled)) => {
                    // The plain evaluator takes no fingerprints.
                    let source = std::mem::take(&mut compiled["source"]);
                    assert_eq!(source["name"], v.source["name"], "{}", v.name);
                    let given = std::mem::replace(&mut compiled["model"]["lists"], serde_json::json!({}));
                    let names = |lists: &Value| {
                        lists
                            .as_object()
                            .into_iter()
                            .flatten()
                            .map(|(name, _)| name.clone())
                            .collect::<Vec<_>>()
                    };
                    assert_eq!(names(&given), names(&v.lists), "{}", v.name);
                    assert_eq!(icp_tests::compare::difference(&plain, &compiled), None, "{}", v.name);
                }
                (Err(_), Err(_)) => {}
                (plain, compiled) => panic!("{}: {plain:?} and {compiled:?}", v.name),
            }
        }
    }
    println!("vectors: {count} gave equal bits in both evaluators");
}
