//! Any JSON as an account.

use std::sync::LazyLock;

use icp_core::{Account, Model, OnInvalid, Options, Record};
use serde_json::Value;

use super::{check_words, today};

/// Models that together read values in every way there is.
pub(super) static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    [
        include_str!("../../models/whole-percent.yaml"),
        include_str!("../../models/whole-points.yaml"),
        include_str!("../../../examples/models/acme-gtm.yaml"),
        include_str!("../../../examples/models/acme-intent.yaml"),
    ]
    .map(|text| Model::from_yaml(text).expect("a model"))
    .into()
});

/// The first byte picks a model and the rule for invalid values; the rest is the account.
pub fn account_json(data: &[u8]) {
    let Some((first, data)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(data) else { return };
    let model = &MODELS[usize::from(first >> 1) % MODELS.len()];
    let on_invalid = if first & 1 == 1 { OnInvalid::Missing } else { OnInvalid::Error };
    let built = Account::from_json(text).and_then(|account| {
        let options = Options::new(today()).on_invalid(on_invalid);
        if data.len().is_multiple_of(8) {
            let _ = model.next_questions_with(&account, &options);
        }
        model.assess_with(&account, &options)
    });
    let mut record = Record::default();
    let read = model
        .read_record(text, on_invalid, &mut record)
        .and_then(|()| model.assess_record(&record, today(), &mut model.scratch()));
    match (&built, &read) {
        (Ok(built), Ok(read)) => {
            assert_eq!(built, read, "values and text differ");
            let json = built.to_json();
            check_numbers(&serde_json::from_str(&json).expect("JSON"), &json);
        }
        (Err(built), Err(read)) => {
            for error in [built, read] {
                assert!(error.code().starts_with("account."));
                check_words("a message", &error.to_string());
            }
        }
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => panic!("only one way refuses: {error}"),
    }
}

/// No number of an assessment is a negative zero; JSON has none that is not finite.
fn check_numbers(value: &Value, json: &str) {
    match value {
        Value::Number(number) => {
            let number = number.as_f64().expect("a double");
            assert!(number.is_finite() && (number != 0.0 || number.is_sign_positive()), "{number} in {json}");
        }
        Value::Array(items) => items.iter().for_each(|item| check_numbers(item, json)),
        Value::Object(entries) => entries.values().for_each(|value| check_numbers(value, json)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
