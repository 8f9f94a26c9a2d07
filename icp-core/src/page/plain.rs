//! Writes a document as plain text.

use super::{Block, Document, Sentence};

/// Plain text: headings on lines of their own, lists with dashes, no end of line at the end.
pub(crate) fn render(document: &Document) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Answer(sentence) | Block::Line(sentence) => lines.push(words(sentence)),
            Block::Heading(heading, _) => {
                lines.extend((!lines.is_empty()).then(String::new));
                lines.push(words(heading));
            }
            Block::Items(items, more) => {
                lines.extend(items.iter().map(|item| format!("- {}", words(item))));
                lines.extend(and_more(*more));
            }
            Block::Table(caption, rows, more) => {
                lines.push(format!("{caption}:"));
                lines.extend(
                    rows.iter().map(|row| {
                        format!("- {}: {}, {}", words(&row.label), row.points, words(&row.detail))
                    }),
                );
                lines.extend(and_more(*more));
            }
            // The first cell names the row; a reader of lines needs no names of columns.
            Block::Grid(_, rows) => lines.extend(rows.iter().map(|row| {
                let mut cells = row.iter();
                let name = cells.next().map(words).unwrap_or_default();
                let told: Vec<_> = cells.filter(|cell| !cell.is_empty()).map(words).collect();
                let colon = if told.is_empty() { "" } else { ": " };
                format!("- {name}{colon}{}", told.join("; "))
            })),
        }
    }
    lines.join("\n")
}

fn and_more(more: usize) -> Option<String> {
    (more > 0).then(|| format!("- and {more} more"))
}

fn words(words: &Sentence) -> String {
    words.render(str::to_owned, str::to_owned)
}
