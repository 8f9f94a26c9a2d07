//! Writes an explanation as plain text.

use super::{Block, Document, Sentence};

/// Plain text: headings on lines of their own, lists with dashes, no end of line at the end.
pub(super) fn render(document: &Document) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Answer(sentence) | Block::Line(sentence) => lines.push(words(sentence)),
            Block::Heading(heading) => lines.extend([String::new(), (*heading).to_owned()]),
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
