//! Any text as a source file: refused with something to go by, or the same once it is written and read again; and held against
//! models.

use icp_core::document::looks_like_json;
use icp_core::{Account, Options, Source};

use super::account::MODELS;
use super::{check_words, today};

/// The first byte picks a model; the rest is the source file.
pub fn source(data: &[u8]) {
    let Some((first, data)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(data) else { return };
    let read = if looks_like_json(text) { Source::from_json(text) } else { Source::from_yaml(text) };
    let source = match read {
        Ok(source) => source,
        Err(error) => {
            assert!(!error.problems().is_empty());
            for problem in error.problems() {
                check_words("a message", problem.message());
                problem.help().iter().for_each(|help| check_words("a help", help));
            }
            return;
        }
    };
    let again = Source::from_json(&source.to_json()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again.to_json(), source.to_json());
    assert_eq!(again.fingerprint(), source.fingerprint());
    let model = &MODELS[usize::from(*first) % MODELS.len()];
    match model.with_source(&source) {
        Ok(sourced) => {
            assert_eq!(sourced.fingerprint(), model.fingerprint(), "a source is no part of the model");
            assert_eq!(sourced.without_source().attributes().count(), model.attributes().count());
            let mut account = Account::new();
            for (header, _) in source.columns() {
                account.set(header, "50");
            }
            let options = Options::new(today()).on_invalid(icp_core::OnInvalid::Missing);
            let answer = sourced.assess_with(&account, &options).expect("an account of texts");
            assert!(answer.to_json().contains(source.fingerprint()));
        }
        Err(error) => error.problems().iter().for_each(|problem| check_words("a message", problem.message())),
    }
}
