//! The comments on a column: its fill, its range and its middle, or its commonest values.

use crate::error::{grouped, percent};
use crate::survey::{ColumnSurvey, Read, Way};
use crate::value::{float_text, fold, visible};

/// Values in a comment, and its characters.
const SHOWN: usize = 5;
const LINE: usize = 118;

pub(super) fn fill(known: usize, rows: usize) -> String {
    if known == rows { "in every row".to_owned() } else { format!("in {}", share(known, rows)) }
}

/// The range, or the commonest values, added to the first comment.
pub(super) fn extent(column: &ColumnSurvey, way: &Way, remarks: &mut [String]) {
    let Some(first) = remarks.first_mut() else { return };
    let about = if column.is_exact() { "" } else { "about " };
    let ends = match &way.read {
        Read::Numbers(form) => form.ends.map(|(low, high)| (amount(low), amount(high))),
        Read::Dates(patterns) => patterns.ends.map(|(low, high)| (low.to_string(), high.to_string())),
        Read::Moments | Read::Bools | Read::Items(_) | Read::Events | Read::Texts => None,
    };
    if let Some((low, high)) = ends {
        first.push_str(&format!("; {low} to {high}"));
        if let Some(middle) = shown_middle(column, way) {
            first.push_str(&format!(", median {about}{middle}"));
        }
        return;
    }
    let each = commonest(column, way, SHOWN);
    if each.is_empty() {
        return;
    }
    let different = column.count_of(&way.read);
    if different > SHOWN {
        first.push_str(&format!(
            "; {}{} different",
            if column.has_all(&way.read) { "" } else { "about " },
            grouped(different)
        ));
    }
    for (at, (text, count)) in each.iter().enumerate() {
        let one = format!("{} {} {}", if at == 0 { ";" } else { "," }, visible(text, 40), grouped(*count));
        if at > 0 && first.chars().count() + one.chars().count() > LINE {
            break;
        }
        first.push_str(&one);
    }
}

/// The commonest values without placeholders, with the counts of all spellings that are the same. Where not all are kept, there is
/// no telling.
pub(super) fn commonest(column: &ColumnSurvey, way: &Way, most: usize) -> Vec<(String, usize)> {
    if !column.has_all(&way.read) {
        return Vec::new();
    }
    let mut all: Vec<(String, String, usize)> = Vec::new();
    for (text, count) in column.parts(&way.read) {
        let folded = fold(text).into_owned();
        match all.iter_mut().find(|(known, ..)| *known == folded) {
            Some((.., sum)) => *sum += count,
            None => all.push((folded, text.to_owned(), count)),
        }
    }
    all.sort_by(|(a, _, x), (b, _, y)| y.cmp(x).then_with(|| a.cmp(b)));
    all.into_iter().take(most).map(|(_, text, count)| (text, count)).collect()
}

fn shown_middle(column: &ColumnSurvey, way: &Way) -> Option<String> {
    match &way.read {
        Read::Numbers(form) => column.middle_number(form).map(amount),
        Read::Dates(patterns) => column.middle_date(patterns).map(|date| date.to_string()),
        Read::Moments | Read::Bools | Read::Items(_) | Read::Events | Read::Texts => None,
    }
}

/// A number with commas, for people.
fn amount(value: f64) -> String {
    let text = float_text(value);
    let (sign, digits) = text.strip_prefix('-').map_or(("", &*text), |digits| ("-", digits));
    let (whole, rest) =
        digits.split_once('.').map_or((digits, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    match whole.parse::<usize>() {
        // A year is written without a comma.
        Ok(n) if n >= 10_000 => format!("{sign}{}{rest}", grouped(n)),
        _ => text,
    }
}

/// Two ways to read a column, of which the author is to choose.
pub(super) fn two(one: &Way, two: &Way) -> String {
    let entry = |way: &Way| {
        let written =
            way.written.as_ref().map_or_else(String::new, |written| format!(", written: {written}"));
        format!("`{{type: {}{written}}}`", way.read.kind().as_str())
    };
    format!("two readings are possible: {} or {}; as it stands it is read as text", entry(one), entry(two))
}

/// `5,400 of 5,408 (99.9 %)`.
pub(super) fn share(part: usize, whole: usize) -> String {
    format!("{} of {} ({})", grouped(part), grouped(whole), percent(part, whole))
}
