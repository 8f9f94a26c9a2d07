//! The hazards of account data, row by row: what is read, and what is refused.

use icp_core::{Account, AccountError, AssessmentData, Date, Model, OnInvalid, Options, Record};
use serde_json::{Value, json};

use super::data::{file, whole};

/// The only day that matters to a row, unless its group says another.
const AS_OF: &str = "2026-11-21";

/// The rows about accounts, each with its id.
pub(crate) fn rows() -> Vec<(String, Value)> {
    let groups = file(include_str!("../../hardening/accounts.json"));
    let mut rows = Vec::new();
    for group in groups["groups"].as_array().unwrap() {
        for row in group["rows"].as_array().unwrap() {
            let [id, what, when, account, then] = row.as_array().unwrap().as_slice() else { panic!("{row}") };
            rows.push((
                id.as_str().unwrap().to_owned(),
                json!({
                    "what": what, "when": when, "account": whole(account), "then": then,
                    "attributes": group["attributes"], "as_of": group["as_of"].as_str().unwrap_or(AS_OF),
                }),
            ));
        }
    }
    rows
}

/// A model with one criterion, which fits when the condition holds.
fn model(row: &Value) -> Model {
    let text = json!({
        "format": "icp/1",
        "name": "row",
        "attributes": row["attributes"],
        "icps": [{
            "id": "only",
            "fit": {"criteria": [{"id": "holds", "fit": row["when"]}], "tiers": [{"id": "in", "from": 50}, {"id": "out"}]}
        }]
    });
    Model::from_json(&text.to_string()).unwrap()
}

fn score(row: &Value, on_invalid: OnInvalid) -> Result<AssessmentData<'static>, AccountError> {
    let as_of = Date::parse(row["as_of"].as_str().unwrap()).unwrap();
    let text = row["account"].to_string();
    let model = model(row);
    let account = Account::from_json(&text);
    let scored =
        account.and_then(|account| model.assess_with(&account, &Options::new(as_of).on_invalid(on_invalid)));
    // Straight from the text it is the same.
    let mut record = Record::default();
    let read = model.read_record(&text, on_invalid, &mut record);
    let told = read.and_then(|()| model.assess_record(&record, as_of, &mut model.scratch()));
    match (&scored, &told) {
        (Ok(scored), Ok(told)) => assert_eq!(scored.to_json(), told.to_json()),
        (Err(scored), Err(told)) => assert_eq!(scored.code(), told.code(), "{}", row["what"]),
        (scored, told) => panic!("{}: {scored:?}, and straight from the text {told:?}", row["what"]),
    }
    scored
}

/// The outcome of the condition, as the row says it.
fn outcome(row: &Value) -> Value {
    let assessment = match score(row, OnInvalid::Error) {
        Ok(assessment) => assessment,
        Err(error) if error.code() == "account.value" => return invalid(row, &error),
        Err(error) => return json!(error.code()),
    };
    assert!(assessment.issues.is_empty());
    told(&assessment)
}

/// Refused by default; otherwise missing, and told.
fn invalid(row: &Value, error: &AccountError) -> Value {
    assert_eq!(error.attribute(), Some("x"));
    let assessment = score(row, OnInvalid::Missing).unwrap();
    assert_eq!(assessment.issues.len(), 1, "one thing is told");
    assert_eq!(assessment.issues[0].attribute, "x");
    assert_eq!(told(&assessment), "unknown");
    json!("invalid")
}

fn told(assessment: &AssessmentData) -> Value {
    let icp = &assessment.icps[0];
    match icp.fit.criteria[0].status.as_str() {
        "fit" => {
            assert_eq!((icp.fit.score, icp.fit.coverage), (Some(100.0), 1.0));
            json!(true)
        }
        "none" => {
            assert_eq!((icp.fit.score, icp.fit.coverage), (Some(0.0), 1.0));
            json!(false)
        }
        status => {
            // An unknown score is never 0.
            assert_eq!(
                (icp.fit.score, icp.fit.coverage, icp.status.as_str()),
                (None, 0.0, "insufficient_data")
            );
            json!(status)
        }
    }
}

#[test]
fn every_account_is_judged_as_its_row_says() {
    let rows = rows();
    let mut wrong = Vec::new();
    for (id, row) in &rows {
        let found = outcome(row);
        if found != row["then"] {
            wrong.push(format!("{id} {}: {found}, and {} was expected", row["what"], row["then"]));
        }
    }
    println!("{} rows about accounts", rows.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
