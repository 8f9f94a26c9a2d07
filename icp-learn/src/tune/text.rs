//! New numbers in the text of a model, so that comments and the order of keys stay. A number is found by trying: the text with another number
//! at one place has to read as the document with that number changed, and nothing else.

use icp_core::Model;
use icp_core::value::{Micro, float_text};

use super::amounts::{Change, changed};

/// The text with the changes; `None` where a number is not written in it, as a weight of 1 may be, or is written for several icps.
pub(super) fn in_place(text: &str, icp: &str, changes: &[Change]) -> Option<String> {
    let model = Model::from_text(text).ok()?;
    let definition = model.definition();
    let reads = |text: &str| Model::from_text(text).ok().map(|model| model.definition().to_json());
    let numbers = numbers(text);
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    for change in changes {
        // A little towards 0, which is allowed for every number; upwards where it is 0.
        let from = change.from.millionths();
        let near = Micro::from_millionths(if from == 0 { 1 } else { from - from.signum() });
        let wanted = changed(definition, icp, &[Change { to: near, ..change.clone() }]).ok()?.to_json();
        let place = numbers.iter().find(|(begin, end)| {
            let number = text.get(*begin..*end).and_then(|text| text.parse::<f64>().ok());
            number == Some(change.from.to_f64())
                && !found.iter().any(|(taken, ..)| taken == begin)
                && reads(&with(text, *begin, *end, &written(near))).as_deref() == Some(&wanted)
        })?;
        found.push((place.0, place.1, written(change.to)));
    }
    found.sort_unstable();
    let mut out = text.to_owned();
    for (begin, end, number) in found.iter().rev() {
        out = with(&out, *begin, *end, number);
    }
    let wanted = changed(definition, icp, changes).ok()?.to_json();
    (reads(&out)? == wanted).then_some(out)
}

fn written(number: Micro) -> String {
    float_text(number.to_f64())
}

fn with(text: &str, begin: usize, end: usize, number: &str) -> String {
    let (head, tail) = (text.get(..begin).unwrap_or_default(), text.get(end..).unwrap_or_default());
    format!("{head}{number}{tail}")
}

/// Begin and end of everything that is written like a number of its own.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '+' | '.' | '_' | '"' | '\'' | '/');
    let mut out = Vec::new();
    let mut begin = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(c), begin) {
            (true, None) => begin = Some(at),
            (false, Some(from)) => {
                let is_number = text.get(from..at).is_some_and(|part| part.parse::<f64>().is_ok());
                out.extend(is_number.then_some((from, at)));
                begin = None;
            }
            _ => {}
        }
    }
    out
}
