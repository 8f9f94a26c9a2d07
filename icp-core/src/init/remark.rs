//! The comments on a column: its fill, its range and its middle, or its commonest values.

use std::collections::BTreeMap;

use crate::error::{grouped, percent, quote};
use crate::survey::{ColumnSurvey, Read, Way, list};
use crate::value::{AttributeType, float_text, fold, visible};

/// Values in a comment, and its characters.
const SHOWN: usize = 5;
const LINE: usize = 118;
/// Other texts among numbers that are named.
const OTHERS: usize = 3;

pub(super) fn fill(known: usize, rows: usize) -> String {
    if known == rows { "in every row".to_owned() } else { format!("in {}", share(known, rows)) }
}

/// Values that are not read as what the others are.
pub(super) fn spoilt(count: usize, kind: AttributeType) -> String {
    let one = count == 1;
    format!(
        "{} no {}: `--invalid FILE` lists {}, `--on-invalid missing` goes on without",
        if one { "1 value is".to_owned() } else { format!("{} values are", grouped(count)) },
        kind.as_str(),
        if one { "it" } else { "them" },
    )
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
    // Folded, with the commonest spelling, the count of that, and of all.
    let mut all: BTreeMap<String, (&str, usize, usize)> = BTreeMap::new();
    let mut parts = column.parts(&way.read);
    parts.sort_unstable();
    for same in parts.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((text, _)) = same.first() else { continue };
        let count = same.iter().map(|(_, count)| count).sum();
        let (spelling, most, sum) = all.entry(fold(text).into_owned()).or_insert((text, 0, 0));
        if count > *most {
            (*spelling, *most) = (text, count);
        }
        *sum += count;
    }
    let mut all: Vec<(String, (&str, usize, usize))> = all.into_iter().collect();
    all.sort_by(|(a, (.., x)), (b, (.., y))| y.cmp(x).then_with(|| a.cmp(b)));
    all.into_iter().take(most).map(|(_, (text, _, count))| (text.to_owned(), count)).collect()
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

/// Numbers that count days in one of two ways.
pub(super) fn days(one: &Way, two: &Way) -> String {
    let written = |way: &Way| way.written.clone().unwrap_or_default();
    format!(
        "days as a spreadsheet counts them? `{{type: date, written: {}}}` reads them, or `{}`",
        written(one),
        written(two)
    )
}

/// Numbers among which some texts stand.
pub(super) fn nearly(column: &ColumnSurvey) -> Option<String> {
    let (way, others) = column.nearly_numbers()?;
    let are = format!("{} are numbers", share(way.count, column.known()));
    if others.is_empty() || others.len() > OTHERS {
        return Some(are);
    }
    let written = way.written.map_or_else(String::new, |written| format!("written: {written}, "));
    let nones = column.nones();
    let others = list(others.into_iter().chain(nones.iter().map(String::as_str)));
    Some(format!("{are}: `{{type: number, {written}missing: {others}}}` reads them, if the rest is no value"))
}

/// Amounts of several currencies, which are read as if they were of one.
pub(super) fn currencies(way: &Way) -> Option<String> {
    let Read::Numbers(form) = &way.read else { return None };
    let signs: Vec<String> = form.currencies().into_iter().map(quote).collect();
    (signs.len() > 1).then(|| {
        format!("amounts with {}: read as they stand, since no rates are known", signs.join(" and "))
    })
}

/// Whether a text means yes.
pub(super) fn is_yes(text: &str) -> bool {
    matches!(
        &*fold(text),
        "true"
            | "yes"
            | "1"
            | "y"
            | "t"
            | "on"
            | "ja"
            | "oui"
            | "si"
            | "sim"
            | "wahr"
            | "vrai"
            | "verdadero"
            | "x"
            | "✓"
            | "✔"
            | "☑"
            | "checked"
            | "ticked"
    )
}

/// A box that is ticked or blank.
pub(super) fn only_yes(column: &ColumnSurvey, way: &Way, rows: usize) -> Option<String> {
    let is_one = matches!(way.read, Read::Bools) && column.known() < rows;
    let all = commonest(column, way, 2);
    let [(only, _)] = all.as_slice() else { return None };
    (is_one && is_yes(only)).then(|| "never no: `blank: false` if a blank means no".to_owned())
}

/// `5,400 of 5,408 (99.9 %)`.
pub(super) fn share(part: usize, whole: usize) -> String {
    format!("{} of {} ({})", grouped(part), grouped(whole), percent(part, whole))
}
