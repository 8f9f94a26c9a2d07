//! The compiled engine against the plain evaluator: equal bits in every field of the assessment.

use icp_core::{Account, Date, Model, OnInvalid, Options};
use icp_tests::compare::difference;
use icp_tests::generate::{self, Level};
use icp_tests::reference;
use serde_json::Value;

/// Accounts to a model.
const ACCOUNTS: usize = 10;

fn pairs() -> usize {
    std::env::var("ICP_PAIRS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000)
}

fn engine(model: &Model, account: &Value, as_of: &str, lenient: bool) -> Result<Value, String> {
    let as_of = Date::parse(as_of).unwrap();
    let on_invalid = if lenient { OnInvalid::Missing } else { OnInvalid::Error };
    let options = Options::new(as_of).on_invalid(on_invalid);
    let text = account.to_string();
    // Three ways in, one answer.
    let account = Account::from_json(&text).map_err(|e| e.to_string())?;
    let assessment = model.score_with(&account, &options).map_err(|e| e.to_string());
    let mut record = icp_core::Record::default();
    let mut scratch = model.scratch();
    let read = model
        .read_record(&text, on_invalid, &mut record)
        .and_then(|()| model.assess(&record, as_of, &mut scratch))
        .map_err(|e| e.to_string());
    assert_eq!(assessment, read, "values and JSON text differ for {text}");
    let from_serialize = Account::from_serialize(&serde_json::from_str::<Value>(&text).unwrap()).unwrap();
    assert_eq!(from_serialize, account, "text and serialize differ");
    Ok(serde_json::to_value(assessment?).unwrap())
}

fn run(level: Level, invalid: bool) -> usize {
    let models = pairs().div_ceil(ACCOUNTS * 4).max(1);
    let mut count = 0;
    for seed in 0..models as u64 {
        let document = generate::model(seed, level);
        let model = match Model::from_json(&document.to_string()) {
            Ok(model) => model,
            Err(error) => panic!("seed {seed}: {error}\n{document:#}"),
        };
        let as_of = generate::as_of(seed);
        let accounts = if invalid {
            generate::accounts_with_invalid(seed, &document, ACCOUNTS)
        } else {
            generate::accounts(seed, &document, ACCOUNTS)
        };
        for (at, account) in accounts.iter().enumerate() {
            let expected = reference::assess(&document, account, &as_of, invalid);
            let found = engine(&model, account, &as_of, invalid);
            let context = || format!("seed {seed}, account {at}: {account}\nas of {as_of}\n{document}");
            match (&expected, &found) {
                (Ok(expected), Ok(found)) => {
                    if let Some(difference) = difference(expected, found) {
                        panic!("{difference}\n{}\n{expected:#}\n{found:#}", context());
                    }
                }
                (Err(_), Err(_)) => {}
                _ => panic!("one refuses: {expected:?} and {found:?}\n{}", context()),
            }
            count += 1;
        }
    }
    count
}

#[test]
fn core_language() {
    println!("{} pairs of the core language agree", run(Level::Core, false));
}

#[test]
fn full_language() {
    println!("{} pairs of the full language agree", run(Level::Full, false));
}

#[test]
fn invalid_values_that_count_as_missing() {
    println!("{} pairs with invalid values agree", run(Level::Full, true));
}
