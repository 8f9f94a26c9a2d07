//! The report as one page of HTML with its own style; it fetches nothing.

use super::part::Told;
use super::picture::escaped;

const STYLE: &str = include_str!("style.css");

pub(super) fn page(report: &Told) -> String {
    let title = escaped(&report.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    for sentence in &report.sentences {
        out.push_str(&format!("<p>{}</p>\n", escaped(sentence)));
    }
    if !report.warnings.is_empty() {
        out.push_str("<h2>To look at</h2>\n<ul>\n");
        for warning in &report.warnings {
            out.push_str(&format!("<li>{}</li>\n", escaped(warning)));
        }
        out.push_str("</ul>\n");
    }
    for part in &report.parts {
        out.push_str(&format!("<section>\n<h2>{}</h2>\n", escaped(&part.table.title)));
        if let Some(picture) = &part.picture {
            out.push_str(&picture.svg());
        }
        out.push_str("<div class=\"table\"><table>\n<thead><tr>");
        for head in &part.table.columns {
            out.push_str(&format!("<th scope=\"col\">{}</th>", escaped(head)));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in &part.table.rows {
            let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
            out.push_str(&format!("<tr>{cells}</tr>\n"));
        }
        out.push_str("</tbody>\n</table></div>\n");
        for note in &part.table.notes {
            out.push_str(&format!("<p class=\"note\">{}</p>\n", escaped(note)));
        }
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}
