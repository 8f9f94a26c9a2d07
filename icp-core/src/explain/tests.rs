//! Explanations as people read them, in all three forms; the files of this room each look at one side.

mod blanks;
mod effects;
#[cfg(feature = "yaml")]
mod examples;
mod headline;
mod hostile;
mod long;
mod models;
mod numbers;
mod points;
mod snapshots;

use crate::{Account, AssessmentData, Date, Model, OnInvalid, Options};

/// The assessment of an account, both as JSON, on 2026-11-21.
fn assess(model: &str, account: &str) -> AssessmentData<'static> {
    assess_with(&read(model), account)
}

fn read(model: &str) -> Model {
    Model::from_json(model).unwrap_or_else(|error| panic!("{error}"))
}

fn assess_with(model: &Model, account: &str) -> AssessmentData<'static> {
    let options = Options::new(Date::new(2026, 11, 21).unwrap()).on_invalid(OnInvalid::Missing);
    model.assess_with(&Account::from_json(account).unwrap(), &options).unwrap()
}

/// Demands the text, and that Markdown and HTML say the same words in the same order.
#[track_caller]
fn says(assessment: &AssessmentData, text: &str) {
    let explained = assessment.explain();
    assert!(explained == text.trim(), "it says:\n{explained}\n");
    same_words(assessment);
}

fn same_words(assessment: &AssessmentData) {
    let plain = words(&assessment.explain());
    assert_eq!(words(&without_escapes(&assessment.explain_markdown())), plain);
    assert_eq!(words(&unescaped(&assessment.explain_html())), plain);
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The text that a Markdown reader shows: a backslash before punctuation goes, the punctuation stays.
fn without_escapes(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown.chars().peekable();
    while let Some(c) = rest.next() {
        match rest.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => text.extend(rest.next()),
            _ => text.push(c),
        }
    }
    text
}

/// The text of our HTML: without tags, entities read.
fn unescaped(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if is_tag => continue,
            _ => {
                text.push(c);
                continue;
            }
        }
        text.push(' ');
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, c)| text.replace(entity, c))
}
