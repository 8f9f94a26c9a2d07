//! Tables for people, as text and as Markdown. They lay out cells that others wrote.

use std::borrow::Cow;

pub(crate) use icp_core::value::grouped;

use serde::Serialize;

/// A table with a title, and sentences below it.
///
/// ```
/// use icp_evidence::Table;
/// let mut table = Table::new("Tiers", &["tier", "accounts"]);
/// table.row(["A".to_owned(), "12".to_owned()]);
/// assert_eq!(table.to_text(), "Tiers\n  tier  accounts\n  A           12\n");
/// assert_eq!(table.to_markdown(), "### Tiers\n\n| tier | accounts |\n|---|---|\n| A | 12 |\n");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Table {
    /// Its title.
    pub title: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// Sentences below it.
    pub notes: Vec<String>,
}

impl Table {
    /// A table without rows.
    pub fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        Self::of(title.into(), columns.iter().map(|&column| column.to_owned()).collect())
    }

    pub(crate) fn of(title: String, columns: Vec<String>) -> Self {
        Self { title, columns, rows: Vec::new(), notes: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Adds a sentence.
    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// In columns of spaces; numbers stand to the right.
    pub fn to_text(&self) -> String {
        self.to_text_within(usize::MAX)
    }

    /// The same in lines of at most that many columns, unless a single word is longer. Heads and notes are broken between words; columns
    /// for which there is no room follow below, with the first column before them.
    pub fn to_text_within(&self, columns: usize) -> String {
        let room = columns.saturating_sub(2).max(20);
        let widths = self.widths(columns, room);
        let first = widths.first().copied().unwrap_or_default();
        let mut out = String::new();
        wrapped(&self.title, columns).iter().for_each(|line| out.push_str(&format!("{line}\n")));
        let mut from = 1.min(widths.len());
        loop {
            let mut taken = 0;
            let mut used = 2 + first;
            for width in widths.iter().skip(from) {
                if taken > 0 && used + 2 + width > columns {
                    break;
                }
                used += 2 + width;
                taken += 1;
            }
            let places: Vec<usize> = (0..1.min(widths.len())).chain(from..from + taken).collect();
            self.block(&places, &widths, &mut out);
            from += taken;
            if from >= widths.len() {
                break;
            }
            out.push('\n');
        }
        for note in &self.notes {
            wrapped(note, room).iter().for_each(|line| out.push_str(&format!("  {line}\n")));
        }
        out
    }

    /// Whether a column holds numbers.
    pub(crate) fn is_number(&self, at: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
        let is_number =
            |cell: &String| cell.starts_with(|first: char| first.is_ascii_digit() || "+-<".contains(first));
        at > 0 && cells.all(is_number)
    }

    /// The widths of the columns. Where they do not fit, the heads that take most beyond their cells are broken first.
    fn widths(&self, columns: usize, room: usize) -> Vec<usize> {
        let most = if self.columns.len() == 1 { room } else { room / 2 };
        let bounds = self.columns.iter().enumerate().map(|(at, head)| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            let cells = cells.map(|cell| shown(at, cell).chars().count()).max().unwrap_or_default();
            let word = head.split(' ').map(|word| word.chars().count()).max().unwrap_or_default();
            (cells.max(word).min(most), cells.max(head.chars().count()).min(most))
        });
        let (least, mut widths): (Vec<usize>, Vec<usize>) = bounds.unzip();
        while widths.iter().map(|width| width + 2).sum::<usize>() > columns {
            let spare =
                widths.iter_mut().zip(&least).max_by_key(|(width, least)| width.saturating_sub(**least));
            match spare {
                Some((width, least)) if *width > *least => *width -= 1,
                _ => break,
            }
        }
        widths
    }

    /// Some of the columns.
    fn block(&self, places: &[usize], widths: &[usize], out: &mut String) {
        for row in std::iter::once(&self.columns).chain(&self.rows) {
            let cells: Vec<(usize, usize, Vec<String>)> = places
                .iter()
                .filter_map(|at| Some((*at, *widths.get(*at)?, row.get(*at)?)))
                .map(|(at, width, cell)| (at, width, wrapped(&shown(at, cell), width)))
                .collect();
            for number in 0..cells.iter().map(|(_, _, lines)| lines.len()).max().unwrap_or_default() {
                let mut line = String::new();
                for (at, width, lines) in &cells {
                    let cell = lines.get(number).map_or("", String::as_str);
                    let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
                    line.push_str("  ");
                    line.push_str(&if self.is_number(*at) {
                        format!("{gap}{cell}")
                    } else {
                        format!("{cell}{gap}")
                    });
                }
                out.push_str(line.trim_end());
                out.push('\n');
            }
        }
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        let line = |cells: &[String]| {
            format!(
                "| {} |\n",
                cells
                    .iter()
                    .enumerate()
                    .map(|(at, cell)| escaped(&shown(at, cell)))
                    .collect::<Vec<_>>()
                    .join(" | ")
            )
        };
        let mut out = format!("### {}\n\n", escaped(&self.title));
        out.push_str(&line(&self.columns));
        out.push_str(&format!("|{}\n", "---|".repeat(self.columns.len())));
        self.rows.iter().for_each(|row| out.push_str(&line(row)));
        if !self.notes.is_empty() {
            out.push('\n');
        }
        self.notes.iter().for_each(|note| out.push_str(&format!("- {}\n", escaped(note))));
        out
    }
}

/// A cell for people: a whole number has a comma every three digits, but for the first column, which names rows.
pub(crate) fn shown(at: usize, cell: &str) -> Cow<'_, str> {
    let is_count = at > 0 && cell.len() > 3 && cell.bytes().all(|byte| byte.is_ascii_digit());
    match cell.parse() {
        Ok(number) if is_count => Cow::Owned(grouped(number)),
        _ => Cow::Borrowed(cell),
    }
}

/// A mean: whole where it is large.
pub(crate) fn mean(mean: f64) -> String {
    if mean.abs() < 1_000.0 {
        return format!("{mean:.2}");
    }
    format!("{}{}", if mean < 0.0 { "-" } else { "" }, grouped(mean.abs().round() as u64))
}

/// A text in lines of at most `columns` letters, broken between words; a longer word has a line of its own.
///
/// ```
/// assert_eq!(icp_evidence::wrapped("no tier differs", 10), ["no tier", "differs"]);
/// ```
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    if text.chars().count() <= columns {
        return vec![text.to_owned()];
    }
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let width = word.chars().count();
        if used > 0 && used + 1 + width > columns {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if used > 0 { " " } else { "" });
            line.push_str(word);
        }
        used += width + usize::from(used > 0);
    }
    lines
}

/// The sentences that matter and then tables, in lines of at most `columns` letters.
pub(crate) fn text_within(says: &[String], tables: &[Table], columns: usize) -> String {
    let lines = says.iter().flat_map(|says| wrapped(says, columns)).map(|line| line + "\n");
    let head: String = lines.collect();
    let tables = tables.iter().map(|table| table.to_text_within(columns));
    std::iter::once(head).filter(|head| !head.is_empty()).chain(tables).collect::<Vec<_>>().join("\n")
}

/// The same as Markdown.
pub(crate) fn markdown(title: &str, says: &[String], tables: &[Table]) -> String {
    let mut head = format!("## {}\n", escaped(title));
    if !says.is_empty() {
        head.push('\n');
    }
    says.iter().for_each(|says| head.push_str(&format!("- {}\n", escaped(says))));
    std::iter::once(head).chain(tables.iter().map(Table::to_markdown)).collect::<Vec<_>>().join("\n")
}

/// A user's text in Markdown.
fn escaped(cell: &str) -> String {
    let mut out = String::new();
    for sign in cell.chars() {
        match sign {
            '\n' | '\r' => out.push(' '),
            '\\' | '|' | '*' | '_' | '`' | '<' | '[' => out.extend(['\\', sign]),
            _ => out.push(sign),
        }
    }
    out
}

/// A share in percent with one decimal, as every report writes it.
///
/// ```
/// assert_eq!(icp_evidence::percent(0.4763), "47.6 %");
/// ```
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// A chance with four decimals; a smaller one is not zero.
pub(crate) fn chance(p: f64) -> String {
    if p < 0.0001 { "<0.0001".to_owned() } else { format!("{p:.4}") }
}

/// A difference with its sign.
pub(crate) fn signed(difference: f64) -> String {
    format!("{difference:+.3}")
}
