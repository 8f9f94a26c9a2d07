//! Source files: read, told wrong, applied to a model; rows and columns by headers alone; the ready ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
use icp_core::column::{Column, Columns, Values};
use icp_core::model::{SCHEMA, SOURCE_SCHEMA};
use icp_core::{Account, Date, Model, ModelError, OnInvalid, Record, Source};
use serde_json::Value;

fn model() -> Model {
    Model::from_yaml(
        "
format: icp/1
name: m
attributes:
  employees: {type: number, aliases: [staff]}
  country: {type: text, aliases: [hq]}
  site: {type: text, written: domain}
  tools: {type: set, written: json}
  doubled: {formula: employees * 2}
icps:
  - id: a
    fit:
      criteria: [{id: size, fit: {employees: {gte: 50}}}, {id: home, fit: {country: DE}}]
      tiers: [{id: A}]
",
    )
    .unwrap()
}

fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

fn source(text: &str) -> Source {
    Source::from_yaml(&format!("format: icp-source/1\nname: s\n{text}")).unwrap()
}

/// Codes with places, and the helps.
fn told(error: &ModelError) -> Vec<String> {
    let one = |problem: &icp_core::Problem| {
        let at = problem.position().map(|at| (at.line, at.column));
        format!("{} {at:?} {}: {}", problem.code(), problem.message(), problem.help().unwrap_or_default())
    };
    error.problems().iter().map(one).collect()
}

fn score(model: &Model, account: &Account) -> Option<f64> {
    model.assess(account, today()).unwrap().icps[0].fit.score
}

#[test]
fn mistakes_are_told_at_their_places() {
    let text = "format: icp-source/1\nname: s\ncolums: {a: b}\nfile: {skip: -1, delimiter: \";;\", sheet: 0}\ncolumns: {x: 5, ' ': y}";
    let found = told(&Source::from_yaml(text).unwrap_err());
    assert_eq!(found.len(), 6, "{found:#?}");
    assert!(found.iter().any(|one| one.contains("did you mean `columns`?")), "{found:#?}");
    assert!(found.iter().any(|one| one.starts_with("range Some((4, 14))")), "{found:#?}");
    let swapped = told(&Source::from_yaml("format: icp/1\nname: m").unwrap_err());
    assert!(swapped[0].contains("this is a model"), "{swapped:?}");
    let swapped = told(&Model::from_yaml("format: icp-source/1\nname: m").unwrap_err());
    assert!(swapped.len() == 1 && swapped[0].contains("beside a model"), "{swapped:?}");
}

#[test]
fn names_and_keys_are_held_against_the_model() {
    let wrong = source(
        "columns: {Staff: employes, Twice: doubled}\nattributes: {county: {missing: [x]}, country: {separator: x}}",
    );
    let found = told(&model().with_source(&wrong).unwrap_err());
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(
        found[0].starts_with("unknown_attribute Some((3, 18))")
            && found[0].ends_with("did you mean `employees`?")
    );
    assert!(found[1].contains("has a formula"), "{found:#?}");
    assert!(found[2].ends_with("did you mean `country`?"), "{found:#?}");
    assert!(found[3].starts_with("conflict Some((4"), "{found:#?}");
    for domain in ["site: {written: digits}", "country: {written: domain}"] {
        let found = told(&model().with_source(&source(&format!("attributes: {{{domain}}}"))).unwrap_err());
        assert!(found.len() == 1 && found[0].starts_with("conflict"), "{found:#?}");
    }
    assert!(model().with_source(&source("attributes: {tools: {separator: [',', /]}}")).is_ok());
}

#[test]
fn named_columns_are_read_alone() {
    let sourced = model()
        .with_source(&source("columns: {'# Staff': employees, p.staff: employees, hq: site}"))
        .unwrap();
    let read = |text: &str| score(&sourced, &Account::from_json(text).unwrap());
    assert_eq!(read(r##"{"# Staff": 60, "employees": 1, "staff": 1}"##), Some(50.0));
    assert_eq!(read(r#"{"p": {"staff": 60}}"#), Some(50.0));
    assert_eq!(read(r#"{"employees": 60, "staff": 60}"#), None);
    // The header of another attribute is no alias any more.
    assert_eq!(read(r##"{"# Staff": 60, "hq": "DE"}"##), Some(50.0));
    assert_eq!(read(r##"{"# Staff": 60, "country": "DE"}"##), Some(100.0));
    let names: Vec<Vec<&str>> = sourced.attributes().map(|attribute| attribute.names().collect()).collect();
    assert_eq!(names[..3], [vec!["# Staff", "p.staff"], vec!["country"], vec!["hq"]]);
    // The same for JSON text and columns.
    let mut record = Record::default();
    sourced.read_record(r##"{"# Staff": 60, "employees": 1}"##, OnInvalid::Error, &mut record).unwrap();
    assert_eq!(
        sourced.assess_record(&record, today(), &mut sourced.scratch()).unwrap().icps[0].fit.score,
        Some(50.0)
    );
    let columns = Columns::new(1).with("employees", Column::new(Values::U8(&[1]))).unwrap();
    let columns = columns.with("# Staff", Column::new(Values::U8(&[60]))).unwrap();
    let options = BatchOptions::new(AsOf::Day(today())).missing_columns(MissingColumns::Unknown);
    assert_eq!(sourced.score_batch(&columns, &options).unwrap().shown.score, [50.0]);
}

#[test]
fn the_model_stays_what_it_is() {
    let (model, source) = (model(), source("columns: {'# Staff': employees}"));
    let sourced = model.with_source(&source).unwrap();
    assert_eq!(sourced.fingerprint(), model.fingerprint());
    assert_eq!(sourced.to_json(), model.to_json());
    assert_eq!(sourced.definition(), model.definition());
    assert_ne!(sourced, model);
    assert_eq!(sourced.without_source(), model);
    let note = sourced.assess(&Account::new(), today()).unwrap().source.unwrap();
    assert_eq!((&*note.name, &*note.fingerprint), ("s", source.fingerprint()));
    let json: Value = serde_json::to_value(model.assess(&Account::new(), today()).unwrap()).unwrap();
    assert_eq!(json["source"], Value::Null);
    // Another source replaces the first.
    let other = Source::from_json(r#"{"format": "icp-source/1", "name": "o"}"#).unwrap();
    let again = sourced.with_source(&other).unwrap();
    assert_eq!(score(&again, &Account::new().with("staff", 60)), Some(50.0));
}

#[test]
fn the_canonical_document_is_one_however_it_is_written() {
    let yaml = "
# a comment
name: s
file: {encoding: utf-8, skip: 2}
attributes: {a: {written: {suffix: {K: 1000}, prefix: [$]}, missing: [x]}, b: {missing: []}}
columns: {H: a}
format: icp-source/1
";
    let read = Source::from_yaml(yaml).unwrap();
    assert_eq!(
        read.to_json(),
        r#"{"format":"icp-source/1","name":"s","columns":{"H":"a"},"attributes":{"a":{"missing":["x"],"written":{"prefix":["$"],"suffix":{"K":1000}}}},"file":{"skip":2,"encoding":"utf-8"}}"#
    );
    let again = Source::from_text(&read.to_json()).unwrap();
    assert_eq!((again.fingerprint(), &again), (read.fingerprint(), &read));
    assert_eq!(read.columns().collect::<Vec<_>>(), [("H", "a")]);
}

#[test]
fn the_schema_has_the_keys_of_the_models() {
    let [model, source]: [Value; 2] = [SCHEMA, SOURCE_SCHEMA].map(|text| serde_json::from_str(text).unwrap());
    let own = source["$defs"]["attribute"]["properties"].as_object().unwrap();
    assert_eq!(own.keys().collect::<Vec<_>>(), ["missing", "blank", "written", "separator"]);
    for (key, value) in own {
        assert_eq!(*value, model["$defs"]["attribute"]["properties"][key], "{key}");
    }
    for (name, value) in source["$defs"].as_object().unwrap().iter().filter(|(name, _)| *name != "attribute")
    {
        assert_eq!(*value, model["$defs"][name], "{name}");
    }
}
