//! The compiled engine against the plain evaluator: equal bits in every field of the assessment.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic here is a failed test")]

use icp_core::Model;
use icp_tests::compare::difference;
use icp_tests::generate::{self, Level};
use icp_tests::{engine, reference};
use serde_json::Value;

/// Accounts to a model.
const ACCOUNTS: usize = 10;

fn pairs() -> usize {
    std::env::var("ICP_PAIRS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000)
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
    // Five tests share the pairs.
    let models = pairs().div_ceil(ACCOUNTS * 5).max(1);
    let mut count = 0;
    for seed in 0..models as u64 {
        let document = generate::model(seed, level);
        let model = match Model::from_json(&document.to_string()) {
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
            let found = engine::assess(&model, account, &as_of, invalid);
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
fn values_as_exports_write_them() {
    println!("{} pairs with written values agree", run(Level::Written, true));
}

#[test]
fn whole_language() {
    println!("{} pairs of the whole language agree", run(Level::Whole, false));
}

#[test]
fn invalid_values_that_count_as_missing() {
    println!("{} pairs with invalid values agree", run(Level::Full, true));
}
