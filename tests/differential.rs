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

/// Writes what differs where a person can look at it.
fn dump(files: &[(&str, &Value)]) -> String {
    let folder = std::env::temp_dir().join("icp-differential");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, value) in files {
        std::fs::write(folder.join(format!("{name}.json")), format!("{value:#}")).unwrap();
    }
    folder.display().to_string()
}

fn run(level: Level, invalid: bool) -> usize {
    let models = pairs().div_ceil(ACCOUNTS * 4).max(1);
    let mut count = 0;
    for seed in 0..models as u64 {
        let document = generate::model(seed, level);
        let limits =
            icp_core::Limits { pattern_cost: 20_000, pattern_cost_total: 1_000_000, ..Default::default() };
        let model = match Model::from_json_with(&document.to_string(), &limits) {
            Ok(model) => model,
            Err(error) => panic!("seed {seed} {level:?}: {error}"),
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
            match (&expected, &found) {
                (Ok(expected), Ok(found)) => {
                    if let Some(difference) = difference(expected, found) {
                        let folder = dump(&[
                            ("model", &document),
                            ("account", account),
                            ("expected", expected),
                            ("found", found),
                        ]);
                        panic!(
                            "{level:?}, seed {seed}, account {at}, as of {as_of}: {difference}\nsee {folder}"
                        );
                    }
                }
                (Err(_), Err(_)) => {}
                (Err(why), Ok(_)) | (Ok(_), Err(why)) => {
                    panic!("{level:?}, seed {seed}, account {at}: one refuses: {why}\n{account}")
                }
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
