//! Lines of plain text in a width: words wrapped, and the rows of criteria in columns. The width is a number of places on a
//! screen; a wide character takes two.

use super::Row;

/// The widest that the column of labels gets.
const WIDEST_LABEL: usize = 28;
/// The least width in which values and wishes read well in columns of their own.
const READABLE: usize = 30;
/// Blanks between two columns.
const GAP: usize = 2;
/// Where the values stand that have no column.
const INDENT: usize = 5;

/// A text in lines of at most `columns`, broken between words. All but the first begin with `indent` blanks.
pub(super) fn hung(text: &str, indent: usize, columns: usize) -> Vec<String> {
    if width(text) <= columns {
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            line.push_str(word);
        } else {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
    }
    lines.push(line);
    lines
}

/// Places on a screen that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(place).sum()
}

/// East Asian wide characters and emoji take two places, marks that stand on others none.
fn place(c: char) -> usize {
    match c as u32 {
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff01..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// The texts of a row, as they are laid out.
struct Texts {
    sign: &'static str,
    label: String,
    points: String,
    values: String,
    wanted: String,
}

/// Criteria in columns: sign, label, points of the most, values, wishes. Where the width is not enough for all of them, values
/// and wishes stand below each other.
pub(super) fn rows(rows: &[Row], columns: usize) -> Vec<String> {
    let before = rows.iter().map(|row| width(whole(&row.points))).max().unwrap_or_default();
    let after =
        rows.iter().map(|row| width(&row.points) - width(whole(&row.points))).max().unwrap_or_default();
    let texts: Vec<Texts> = rows
        .iter()
        .map(|row| {
            let left = before - width(whole(&row.points));
            let right = before + after - left - width(&row.points);
            let points = format!("{}{}{} {}", " ".repeat(left), row.points, " ".repeat(right), row.most);
            Texts {
                sign: row.sign,
                label: row.label.plain(),
                points: points.trim_end().to_owned(),
                values: row.values.plain(),
                wanted: row.wanted.plain(),
            }
        })
        .collect();
    let widest = |of: fn(&Texts) -> &String| texts.iter().map(|row| width(of(row))).max().unwrap_or_default();
    let label = widest(|row| &row.label).min(WIDEST_LABEL);
    let points = widest(|row| &row.points);
    let start = 3 + label + GAP + points + GAP;
    let room = columns.saturating_sub(start);
    let (values, wanted) = (widest(|row| &row.values), widest(|row| &row.wanted));
    let beside = match room.checked_sub(GAP) {
        Some(both) if values + wanted <= both => Some(values),
        // The narrower of the two keeps its width, as far as the other one can be read.
        Some(both) if both / 2 >= READABLE => Some(values.min(both / 2).max(both.saturating_sub(wanted))),
        _ => None,
    };
    let mut lines = Vec::new();
    for row in &texts {
        let pad = " ".repeat(label.saturating_sub(width(&row.label)));
        let head = format!(" {} {}{pad}{}{}", row.sign, row.label, " ".repeat(GAP), row.points);
        let head = head.trim_end().to_owned();
        let (at, told) = match beside {
            Some(values) => (start, side_by_side(row, values, room.saturating_sub(values + GAP))),
            None if room >= READABLE + GAP => (start, below(row, room)),
            None => (INDENT, below(row, columns.saturating_sub(INDENT))),
        };
        let mut told = told.into_iter();
        // A label that is longer than its column, and values without one, leave the rest to the next line.
        if at == start && width(&head) + GAP <= start {
            let first = told.next().unwrap_or_default();
            let pad = " ".repeat(start - width(&head));
            lines.push(format!("{head}{pad}{first}").trim_end().to_owned());
        } else {
            lines.push(head);
        }
        lines.extend(told.map(|line| format!("{}{line}", " ".repeat(at))));
    }
    lines
}

/// A number up to its decimal point.
fn whole(number: &str) -> &str {
    number.split_once('.').map_or(number, |(whole, _)| whole)
}

/// Values in one column, wishes in the next.
fn side_by_side(row: &Texts, values: usize, wanted: usize) -> Vec<String> {
    let (left, right) = (hung(&row.values, 0, values), hung(&row.wanted, 0, wanted));
    let count = left.len().max(right.len());
    let line = |at: usize| {
        let (left, right) =
            (left.get(at).map_or("", String::as_str), right.get(at).map_or("", String::as_str));
        let pad = " ".repeat(values.saturating_sub(width(left)) + GAP);
        format!("{left}{pad}{right}").trim_end().to_owned()
    };
    (0..count).map(line).collect()
}

/// Values, and wishes on lines of their own unless both fit on one.
fn below(row: &Texts, columns: usize) -> Vec<String> {
    let texts = [&row.values, &row.wanted];
    let mut told = texts.into_iter().filter(|text| !text.is_empty());
    if width(&row.values) + GAP + width(&row.wanted) <= columns {
        let both: Vec<&str> = told.map(String::as_str).collect();
        return vec![both.join(&" ".repeat(GAP))].into_iter().filter(|line| !line.is_empty()).collect();
    }
    let mut lines = Vec::new();
    for text in &mut told {
        lines.extend(hung(text, 2, columns));
    }
    lines
}
