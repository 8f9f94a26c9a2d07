//! The compiled engine as the other runners call it: JSON in, JSON out, by every way in that there is.

use icp_core::assessment::ReasonCode;
use icp_core::changes::{Goal, USUAL_CHANGES};
use icp_core::{Account, Assessment, AssessmentData, Date, Model, OnInvalid, Options, Record};
use serde_json::Value;

use crate::vector::Vector;

/// The words for the reasons of a status, in the order of precedence of their gates.
pub fn reasons() -> Vec<&'static str> {
    (0_u32..).map_while(|gate| ReasonCode::from_bits(gate << 24)).map(|reason| reason.as_str()).collect()
}

/// The assessment of an account.
///
/// # Errors
/// The account's error, in words.
///
/// # Panics
/// Where two ways in give different answers.
pub fn assess(model: &Model, account: &Value, as_of: &str, lenient: bool) -> Result<Value, String> {
    let as_of = Date::parse(as_of).expect("a date");
    let on_invalid = if lenient { OnInvalid::Missing } else { OnInvalid::Error };
    let text = account.to_string();
    let built = Account::from_json(&text).map_err(|e| e.to_string())?;
    let assessment =
        model.assess_with(&built, &Options::new(as_of).on_invalid(on_invalid)).map_err(|e| e.to_string());
    let mut record = Record::default();
    let read = model
        .read_record(&text, on_invalid, &mut record)
        .and_then(|()| model.assess_record(&record, as_of, &mut model.scratch()))
        .map_err(|e| e.to_string());
    assert_eq!(assessment, read, "values and JSON text differ for {text}");
    if let Ok(data) = &assessment {
        let answer = model.score_with(&built, &Options::new(as_of).on_invalid(on_invalid)).expect("as above");
        same_answer(&answer, data);
    }
    assert_eq!(Account::from_serialize(account).expect("an account"), built, "text and serialize differ");
    Ok(serde_json::to_value(assessment?).expect("JSON"))
}

/// The accessors of an answer, its numbers before its texts, agree with its data.
fn same_answer(answer: &Assessment, data: &AssessmentData) {
    let shown = &data.icps[answer.icp_index()];
    let ids = (answer.best(), answer.icp(), answer.tier(), answer.stage());
    assert_eq!(
        ids,
        (data.best.as_deref(), &*data.headline, shown.fit.tier.as_deref(), shown.stage.as_deref())
    );
    let numbers = (answer.score(), answer.bounds(), answer.coverage());
    assert_eq!(numbers, (shown.fit.score, shown.fit.bounds, shown.fit.coverage));
    assert_eq!((&*shown.icp, answer.status(), answer.reason()), (answer.icp(), shown.status, &shown.reason));
    assert_eq!((answer.verdicts(), answer.criteria()), (&shown.verdicts, &*shown.fit.criteria));
    assert_eq!((answer.missing(), answer.icps()), (&*shown.missing, &*data.icps));
    assert_eq!((answer.derived(), answer.issues()), (&*data.derived, &*data.issues));
    assert_eq!(answer.data(), data);
    // Its text is written by another way than any other format, and by yet another without making the data.
    let text = serde_json::to_string(data).expect("JSON");
    assert_eq!((data.to_json(), answer.to_json()), (text.clone(), text));
}

/// [`assess`] for a model that is read first.
///
/// # Errors
/// The model's or the account's error, in words.
pub fn assess_document(model: &Value, account: &Value, as_of: &str, lenient: bool) -> Result<Value, String> {
    let model = Model::from_json(&model.to_string()).map_err(|e| e.to_string())?;
    assess(&model, account, as_of, lenient)
}

/// [`assess`] for a vector.
///
/// # Errors
/// The model's, the source file's or the account's error, in words.
pub fn assess_vector(vector: &Vector) -> Result<Value, String> {
    assess(&vector.read()?, &vector.account, &vector.as_of, vector.lenient)
}

/// [`questions_of`] for a model that is read first.
///
/// # Errors
/// The model's or the account's error, in words.
pub fn questions(model: &Value, account: &Value, as_of: &str, lenient: bool) -> Result<Value, String> {
    let model = Model::from_json(&model.to_string()).map_err(|e| e.to_string())?;
    questions_of(&model, account, as_of, lenient)
}

/// The questions that are still open for an account.
///
/// # Errors
/// The account's error, in words.
///
/// # Panics
/// Where two ways in give different answers.
pub fn questions_of(model: &Model, account: &Value, as_of: &str, lenient: bool) -> Result<Value, String> {
    let as_of = Date::parse(as_of).expect("a date");
    let on_invalid = if lenient { OnInvalid::Missing } else { OnInvalid::Error };
    let options = Options::new(as_of).on_invalid(on_invalid);
    let text = account.to_string();
    let built = Account::from_json(&text).map_err(|e| e.to_string())?;
    let questions = model.next_questions_with(&built, &options).map_err(|e| e.to_string())?;
    let mut record = Record::default();
    model.read_record(&text, on_invalid, &mut record).map_err(|e| e.to_string())?;
    let asked =
        model.next_questions_record(&record, as_of, &mut model.scratch()).map_err(|e| e.to_string())?;
    assert_eq!(questions, asked, "values and JSON text differ for {text}");
    Ok(serde_json::to_value(questions).expect("JSON"))
}

/// The changes that bring the account of a vector to a goal in JSON, as JSON text; of at most `most` attributes, or of as many as
/// usual.
///
/// # Errors
/// The account's error, or the goal's, in words.
///
/// # Panics
/// Where the vector has no day.
pub fn changes_of(vector: &Vector, goal: &str, most: Option<usize>) -> Result<String, String> {
    let account = Account::from_json(&vector.account.to_string()).map_err(|e| e.to_string())?;
    let on_invalid = if vector.lenient { OnInvalid::Missing } else { OnInvalid::Error };
    let options = Options::new(Date::parse(&vector.as_of).expect("a date")).on_invalid(on_invalid);
    let goal = Goal::from_json(goal).map_err(|e| e.to_string())?;
    let most = most.unwrap_or(USUAL_CHANGES);
    let found = vector.read()?.changes_with(&account, &options, &goal, most).map_err(|e| e.to_string())?;
    Ok(found.to_json())
}
