//! Ways to write values down in a model: the text that stands behind `written:`. Called by `reading`; whether a column is written
//! so is not decided here.

use super::dates::Patterns;
use super::numbers::Form;

/// A text as it stands in YAML, also inside of brackets.
pub(crate) fn scalar(text: &str) -> String {
    let begins = text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    let inside = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '+' | '$' | '(' | ')' | '&')
    };
    let word = ["yes", "no", "on", "off", "true", "false", "null", "y", "n", "nan", "inf"];
    let is_word = word.iter().any(|word| text.eq_ignore_ascii_case(word));
    if begins && !is_word && !text.ends_with(' ') && text.chars().all(inside) {
        return text.to_owned();
    }
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // A reader of YAML does not take these as they are.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Texts as a list in brackets.
pub(crate) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(scalar).collect();
    format!("[{}]", texts.join(", "))
}

/// One text as it is, several as a list.
fn one_or_list<'a>(texts: impl ExactSizeIterator<Item = &'a str> + Clone) -> String {
    match (texts.len(), texts.clone().next()) {
        (1, Some(text)) => scalar(text),
        _ => list(texts),
    }
}

/// The patterns of dates; none where the usual form is enough.
pub(super) fn of_dates(patterns: &Patterns) -> Option<String> {
    (!patterns.patterns.is_empty()).then(|| one_or_list(patterns.patterns.iter().map(String::as_str)))
}

/// A form of numbers; none where nothing has to be written. A suffix that is not known has `NUMBER` for its number.
pub(super) fn of_numbers(form: &Form) -> Option<String> {
    if form.is_usual() {
        return None;
    }
    let mut keys = Vec::new();
    if !form.prefixes.is_empty() {
        keys.push(format!("prefix: {}", list(form.prefixes.iter().map(|prefix| &**prefix))));
    }
    if !form.suffixes.is_empty() {
        let number = |number: &Option<f64>| number.map_or_else(|| "NUMBER".to_owned(), |n| n.to_string());
        let each = form.suffixes.iter().map(|(suffix, n)| format!("{}: {}", scalar(suffix), number(n)));
        keys.push(format!("suffix: {{{}}}", each.collect::<Vec<_>>().join(", ")));
    }
    if let Some(thousands) = form.thousands {
        keys.push(format!("thousands: {}", scalar(&thousands.to_string())));
    }
    if form.decimal != '.' || form.thousands == Some('.') {
        keys.push(format!("decimal: {}", scalar(&form.decimal.to_string())));
    }
    if form.percent {
        keys.push("percent: true".to_owned());
    }
    if form.range {
        keys.push("range: interval".to_owned());
    }
    Some(format!("{{{}}}", keys.join(", ")))
}

/// Words for true and for false.
pub(super) fn of_bools(yes: &[String], no: &[String]) -> String {
    let side = |texts: &[String]| {
        let each =
            texts.iter().map(|text| if text.parse::<u32>().is_ok() { text.clone() } else { scalar(text) });
        format!("[{}]", each.collect::<Vec<_>>().join(", "))
    };
    let mut keys = Vec::new();
    if !yes.is_empty() {
        keys.push(format!("true: {}", side(yes)));
    }
    if !no.is_empty() {
        keys.push(format!("false: {}", side(no)));
    }
    format!("{{{}}}", keys.join(", "))
}
