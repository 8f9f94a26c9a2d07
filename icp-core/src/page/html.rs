//! Writes a document as an HTML fragment; users' texts are escaped here.

use super::{Block, Document, Row, Sentence, number};
use crate::value::visible;

/// An HTML fragment, one element a line.
pub(crate) fn render(document: &Document) -> String {
    let mut lines = vec![format!(r#"<section class="{}">"#, document.class)];
    for block in &document.blocks {
        match block {
            // A page of its own begins with its answer.
            Block::Answer(sentence) if document.level == 2 => {
                lines.push(format!(r#"<h1 class="icp-answer">{}</h1>"#, words(sentence)));
            }
            Block::Answer(sentence) => {
                lines.push(format!(r#"<p class="icp-answer"><strong>{}</strong></p>"#, words(sentence)));
            }
            Block::Line(sentence) => lines.push(format!(r#"<p class="icp-line">{}</p>"#, words(sentence))),
            Block::Heading(heading, below) => {
                let level = document.level + below;
                lines.push(format!(r#"<h{level} class="icp-heading">{}</h{level}>"#, words(heading)));
            }
            Block::Items(items, more) => {
                lines.push(r#"<ul class="icp-items">"#.to_owned());
                lines.extend(items.iter().map(|item| format!("<li>{}</li>", words(item))));
                lines.extend(and_more(*more).map(|more| format!("<li>{more}</li>")));
                lines.push("</ul>".to_owned());
            }
            Block::Table(rows, more) => {
                lines.push(r#"<table class="icp-criteria">"#.to_owned());
                lines.extend(rows.iter().map(row));
                let more = and_more(*more);
                lines.extend(more.map(|more| format!(r#"<tr><td colspan="6">{more}</td></tr>"#)));
                lines.push("</table>".to_owned());
            }
            Block::Grid(columns, rows) => {
                lines.push(r#"<table class="icp-grid">"#.to_owned());
                let head: String =
                    columns.iter().map(|name| format!(r#"<th scope="col">{}</th>"#, escape(name))).collect();
                lines.push(format!("<thead><tr>{head}</tr></thead>"));
                lines.extend(rows.iter().map(|row| {
                    let cells: String = row.iter().map(|cell| format!("<td>{}</td>", words(cell))).collect();
                    format!("<tr>{cells}</tr>")
                }));
                lines.push("</table>".to_owned());
            }
        }
    }
    lines.push("</section>".to_owned());
    lines.join("\n")
}

/// The beginning and the end of a page of its own: charset, title, a style that reads well in light, in dark and on paper.
/// Nothing is fetched.
pub(crate) fn page(title: &str) -> [String; 2] {
    let title = escape(&visible(title, LONGEST_TITLE));
    let style = include_str!("style.css");
    let start = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{style}</style>\n</head>\n<body>"
    );
    [start, "</body>\n</html>".to_owned()]
}

/// A heading with a user's text.
pub(crate) fn heading(level: usize, text: &str) -> String {
    format!("<h{level}>{}</h{level}>", escape(&visible(text, LONGEST_TITLE)))
}

/// The longest title of a page, in characters.
const LONGEST_TITLE: usize = 200;

fn row(row: &Row) -> String {
    let way = if row.part < 0.0 { "down" } else { "up" };
    // A meter needs a length above 0, also where every part is 0.
    let largest = if row.largest > 0.0 { row.largest } else { 1.0 };
    let (largest, part) = (number::plain(largest), number::plain(row.part.abs()));
    let bar = format!(
        r#"<meter class="icp-bar icp-{way}" min="0" max="{largest}" value="{part}" aria-hidden="true"></meter>"#
    );
    let (class, sign, label) = (row.class, row.sign, words(&row.label));
    let (points, values, wanted) = (row.points_of_most(), words(&row.values), words(&row.wanted));
    format!(
        r#"<tr class="icp-criterion {class}"><td class="icp-sign">{sign}</td><th scope="row">{label}</th><td class="icp-points">{points}</td><td>{bar}</td><td class="icp-values">{values}</td><td class="icp-wanted">{wanted}</td></tr>"#
    )
}

fn and_more(more: usize) -> Option<String> {
    (more > 0).then(|| format!("and {more} more"))
}

fn words(words: &Sentence) -> String {
    words.render(escape, escape)
}

pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
