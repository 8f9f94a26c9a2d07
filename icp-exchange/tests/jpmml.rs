//! Cards and rows that JPMML scored, `samples/jpmml`: the model made of each card gives every score and every reason code that JPMML
//! gave, and none where it gave none. The cards and answers are made by `tests/languages/pmml_cards.py`.

#![expect(clippy::unwrap_used, reason = "a test says what it found")]

use std::fs;
use std::path::{Path, PathBuf};

use icp_core::model::Definition;
use icp_core::{Account, Date, Model};
use icp_exchange::{import, to_pmml};
use serde_json::Value;

fn cards() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/jpmml");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cards: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "pmml")).collect();
    cards.sort();
    cards
}

/// The score and the reason codes of each row.
fn answers(model: &Model, rows: &[Value]) -> Vec<(Option<f64>, Vec<String>)> {
    let today = Date::new(2026, 10, 1).unwrap();
    let score = |row: &Value| {
        let mut account = Account::new();
        for (name, value) in row.get(0).unwrap().as_object().unwrap() {
            account = match value {
                Value::Bool(truth) => account.with(name.clone(), *truth),
                Value::String(text) => account.with(name.clone(), text.clone()),
                number => account.with(name.clone(), number.as_f64().unwrap()),
            };
        }
        let answer = model.score(&account, today).unwrap();
        let fit = &answer.data().icps.first().unwrap().fit;
        (fit.score, fit.reason_codes.iter().map(|reason| reason.code.to_string()).collect())
    };
    rows.iter().map(score).collect()
}

#[test]
fn scores_and_reason_codes_are_those_of_jpmml() {
    let (mut all, mut none, mut codes) = (0, 0, 0);
    let cards = cards();
    for path in &cards {
        let definition = import(&fs::read(path).unwrap(), None).unwrap().definition;
        let model = Model::from_json(&definition.to_json()).unwrap();
        let rows: Vec<Value> =
            serde_json::from_slice(&fs::read(path.with_extension("json")).unwrap()).unwrap();
        for (row, (score, reasons)) in rows.iter().zip(answers(&model, &rows)) {
            let expected = row.get(1).and_then(Value::as_f64);
            let near = match (score, expected) {
                (Some(score), Some(expected)) => (score - expected).abs() <= 1e-9,
                (score, expected) => score == expected,
            };
            assert!(near, "{}: {row}, but the model gives {score:?}", path.display());
            let told: Vec<&str> =
                row.get(2).unwrap().as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
            assert_eq!(reasons, told, "{}: {row}", path.display());
            codes += told.len();
            all += 1;
            none += usize::from(score.is_none());
        }
    }
    println!("{} cards, {all} rows, {none} of them without a score, {codes} reason codes", cards.len());
    assert!(cards.len() >= 20 && all >= 5_000 && none > 100, "{} cards, {all} rows, {none}", cards.len());
    assert!(codes >= 4_000, "{codes} reason codes");
}

/// The same model, or one with more bands that gives the same scores: where a criterion reads many attributes, it is not tried
/// whether it can be unknown at all.
#[test]
fn what_is_exported_is_read_as_the_same_model() {
    let (mut same, mut wider, mut refused) = (0, 0, 0);
    for path in cards() {
        let first = import(&fs::read(&path).unwrap(), None).unwrap().definition;
        let Ok(export) = to_pmml(&first) else {
            refused += 1;
            continue;
        };
        let again = import(export.text.as_bytes(), None).unwrap().definition;
        if first.to_yaml() == again.to_yaml() {
            same += 1;
            continue;
        }
        wider += 1;
        let rows: Vec<Value> =
            serde_json::from_slice(&fs::read(path.with_extension("json")).unwrap()).unwrap();
        let model = |definition: &Definition| Model::from_json(&definition.to_json()).unwrap();
        assert_eq!(answers(&model(&first), &rows), answers(&model(&again), &rows), "{}", path.display());
    }
    println!("{same} cards are the same, {wider} have more bands, {refused} cannot be said");
    assert!(same >= 4 && same + wider >= 8, "{same} the same, {wider} with more bands, {refused} refused");
}
