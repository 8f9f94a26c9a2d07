//! Writes a page as CommonMark, for explanations and descriptions; users' texts are escaped here. It chooses no words.

use super::{Block, Document, Row, Sentence};

/// CommonMark: blocks with blank lines between, no end of line at the end.
pub(crate) fn render(document: &Document) -> String {
    let block = |block: &Block| match block {
        Block::Answer(sentence) => format!("**{}**", words(sentence)),
        Block::Line(sentence) => words(sentence),
        Block::Heading(heading, below) => {
            format!("{} {}", "#".repeat(document.level + below), words(heading))
        }
        Block::Items(items, more) => {
            let mut lines: Vec<String> = items.iter().map(|item| format!("- {}", words(item))).collect();
            lines.extend(and_more(*more));
            lines.join("\n")
        }
        Block::Table(rows, more) => {
            let lines = rows.iter().map(row).chain(and_more(*more));
            lines.collect::<Vec<_>>().join("\n")
        }
        Block::Grid(columns, rows) => {
            let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
            let names = columns.iter().map(|name| (*name).to_owned()).collect();
            let rule = columns.iter().map(|_| "---".to_owned()).collect();
            let rows = rows.iter().map(|row| line(row.iter().map(words).collect()));
            [line(names), line(rule)].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
        }
    };
    document.blocks.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

/// A criterion as an item of a list. Its sign has a backslash, since `- +` would begin a list in a list.
fn row(row: &Row) -> String {
    let head = format!("- \\{} **{}** {}", row.sign, words(&row.label), row.points_of_most());
    let told: Vec<_> =
        [&row.values, &row.wanted].into_iter().filter(|told| !told.is_empty()).map(words).collect();
    let colon = if told.is_empty() { "" } else { ": " };
    format!("{}{colon}{}", head.trim_end(), told.join("; "))
}

fn and_more(more: usize) -> Option<String> {
    (more > 0).then(|| format!("- and {more} more"))
}

fn words(words: &Sentence) -> String {
    words.render(str::to_owned, escape)
}

/// ASCII punctuation gets a backslash (CommonMark takes one before each) wherever it could mean something: no
/// markup, no HTML, no entity, no autolink, no list or heading within an item.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut before, mut opened) = (None, false);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        let between = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
        opened |= c == '(';
        let plain = match c {
            ',' | ';' | '?' | '%' | '/' | '\'' | '"' | '(' => true,
            // `1)` would begin a list.
            ')' => opened,
            ':' => after == Some(' '),
            '.' => between(|c| c.is_ascii_digit()),
            '-' | '_' => between(char::is_alphanumeric),
            _ => !c.is_ascii_punctuation(),
        };
        if !plain {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}
