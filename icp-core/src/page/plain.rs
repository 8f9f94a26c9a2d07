//! Writes a document as plain text, in lines of a width that whoever shows it names.

use super::layout::{hung, rows};
use super::{Block, Document, Sentence};

/// Plain text: headings on lines of their own, lists with dashes, no end of line at the end. No line is longer than
/// `columns`, unless a single word is.
pub(crate) fn render(document: &Document, columns: usize) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Answer(sentence) | Block::Line(sentence) => {
                lines.extend(hung(&sentence.plain(), 0, columns));
            }
            Block::Heading(heading, _) => {
                lines.extend((!lines.is_empty()).then(String::new));
                lines.extend(hung(&heading.plain(), 0, columns));
            }
            Block::Items(items, more) => {
                lines.extend(items.iter().flat_map(|one| item(&one.plain(), columns)));
                lines.extend(and_more(*more));
            }
            Block::Table(of, more) => {
                lines.extend(rows(of, columns));
                lines.extend(and_more(*more));
            }
            // The first cell names the row; a reader of lines needs no names of columns.
            Block::Grid(_, rows) => lines.extend(rows.iter().flat_map(|row| {
                let mut cells = row.iter();
                let name = cells.next().map(Sentence::plain).unwrap_or_default();
                let told: Vec<_> = cells.filter(|cell| !cell.is_empty()).map(Sentence::plain).collect();
                let colon = if told.is_empty() { "" } else { ": " };
                item(&format!("{name}{colon}{}", told.join("; ")), columns)
            })),
        }
    }
    lines.join("\n")
}

/// A line of a list; what does not fit stands under its words.
fn item(text: &str, columns: usize) -> Vec<String> {
    hung(&format!("- {text}"), 2, columns)
}

fn and_more(more: usize) -> Option<String> {
    (more > 0).then(|| format!("- and {more} more"))
}
