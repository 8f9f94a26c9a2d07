//! Models from text: read, refused with something to go by, written and read again.

use icp_core::document::looks_like_json;
use icp_core::error::Position;
use icp_core::model::Definition;
use icp_core::{Account, Limits, Model, ModelError};

use super::{check_words, today};
use crate::generate;

/// Any text as a model in JSON.
pub fn model_json(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return no_text(data) };
    let model = Model::from_json(text);
    refused(text, &model);
    if let Ok(model) = model {
        used(&model);
    }
}

/// Any text as a model in YAML.
pub fn model_yaml(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return no_text(data) };
    let model = Model::from_yaml(text);
    refused(text, &model);
    if let Ok(model) = model {
        used(&model);
    }
}

/// A model that is read, written and read again is the same. Text is read as it is; what begins with a zero byte draws
/// a valid model. Nothing is compiled, so that there is time for more models.
pub fn roundtrip(data: &[u8]) {
    let definition = match data {
        [0, bytes @ ..] => {
            Definition::from_json(&generate::model_of(bytes).to_string()).expect("a drawn model is valid")
        }
        _ => {
            let Ok(text) = std::str::from_utf8(data) else { return };
            let read =
                if looks_like_json(text) { Definition::from_json(text) } else { Definition::from_yaml(text) };
            let Ok(definition) = read else { return };
            definition
        }
    };
    let json = definition.to_json();
    for text in [&json, &definition.to_json_pretty()] {
        let again = Definition::from_json(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(again, definition, "JSON: {text}");
        assert_eq!(again.to_json(), json);
    }
    let yaml = definition.to_yaml();
    let again = Definition::from_yaml(&yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    assert_eq!(again, definition, "YAML: {yaml}");
    assert_eq!(again.fingerprint(), definition.fingerprint());
}

/// Whatever can be asked of a model that was taken.
fn used(model: &Model) {
    for finding in model.findings(today()) {
        assert!(!finding.code().is_empty());
        assert!(!finding.to_string().is_empty());
    }
    for range in model.score_ranges() {
        assert!(
            range.lowest.is_finite() && range.highest.is_finite() && range.lowest <= range.highest,
            "{range:?}"
        );
    }
    let assessment = model.assess(&Account::new(), today()).expect("an account of nothing");
    assert_eq!(assessment.icps.len(), model.icps().count());
    assert!(!model.to_json().is_empty());
}

/// Bytes that are no text say so, and from where.
fn no_text(data: &[u8]) {
    let error = Model::from_bytes(data).expect_err("bytes that are no text");
    let [problem] = error.problems() else { panic!("several mistakes: {error}") };
    assert_eq!(problem.code(), "syntax.encoding");
    check_words("a message", problem.message());
    assert!(problem.position().is_some_and(|at| at.offset < data.len()), "{problem}");
}

/// A refusal has mistakes, each with its code, its words and its place.
fn refused(text: &str, model: &Result<Model, ModelError>) {
    let Err(error) = model else { return };
    let problems = error.problems();
    assert!((1..=Limits::default().problems).contains(&problems.len()), "{} mistakes", problems.len());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for problem in problems {
        assert!(!problem.code().is_empty());
        check_words("a message", problem.message());
        if let Some(help) = problem.help() {
            check_words("a help", help);
        }
        assert_eq!(problem.path().is_root(), problem.path().to_string().is_empty());
        let Some(at) = problem.position() else { panic!("{problem}: no position") };
        assert!(
            at.offset <= text.len() && text.is_char_boundary(at.offset),
            "{at:?} in {} bytes",
            text.len()
        );
        assert_eq!(at, Position::of(text, at.offset));
    }
}
