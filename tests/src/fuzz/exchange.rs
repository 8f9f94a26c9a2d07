//! Any bytes as a card of another tool: refused with something to go by, or a model without mistakes, which is read again where PMML can say
//! it.

use icp_core::Model;
use icp_core::model::Definition;
use icp_exchange::{Format, ImportError, Refusal, import, to_pmml};

use super::check_words;

/// The first byte picks the tool; the rest is its document.
pub fn exchange(data: &[u8]) {
    let Some((first, document)) = data.split_first() else { return };
    let format = Format::ALL[usize::from(*first) % Format::ALL.len()];
    let made = match import(document, Some(format)) {
        Ok(made) => made,
        Err(ImportError::Refused(refusals)) => return check(&refusals),
        Err(ImportError::NoModel(error)) => {
            for problem in error.problems() {
                check_words("a message", problem.message());
            }
            return;
        }
    };
    made.notes.iter().for_each(|note| check_words("a note", &note.text));
    compiled(&made.definition);
    match to_pmml(&made.definition) {
        Ok(export) => {
            let again = import(export.text.as_bytes(), Some(Format::Pmml));
            let again = again.unwrap_or_else(|error| panic!("{error}\n{}", export.text));
            compiled(&again.definition);
        }
        Err(error) => check(error.refusals()),
    }
}

fn check(refusals: &[Refusal]) {
    assert!(!refusals.is_empty(), "refused without a word");
    for refusal in refusals {
        check_words("a message", &refusal.message);
        refusal.help.iter().for_each(|help| check_words("a help", help));
    }
}

fn compiled(definition: &Definition) {
    let text = definition.to_json();
    Model::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
}
