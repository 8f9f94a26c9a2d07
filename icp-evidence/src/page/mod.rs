//! A whole page of HTML about a result: its sentences, pictures and tables. It fetches nothing and needs no script. The results say
//! what stands on their pages; here it is only laid out.

mod scale;
mod svg;

pub(crate) use svg::{Bar, Bars, Dot, curve, dots, histogram};

use std::collections::BTreeMap;

use icp_core::assessment::escaped;

use crate::table::{Table, grouped, shown};

/// A model in the head of a page: its fingerprint, and the lists that were given to it with their SHA-256.
pub(crate) fn of_model(fingerprint: &str, lists: &BTreeMap<String, String>) -> String {
    if lists.is_empty() {
        return fingerprint.to_owned();
    }
    let lists: Vec<String> = lists.iter().map(|(name, digest)| format!("{name} {digest}")).collect();
    format!("{fingerprint}, given the lists {}", lists.join(", "))
}

/// A page that is being written.
pub(crate) struct Page {
    title: String,
    body: String,
}

/// A picture with its title. The same numbers stand in a table.
pub(crate) struct Picture {
    pub(crate) title: String,
    pub(crate) svg: String,
}

/// How many accounts went from one place to another, as a table whose cells are darker where there are more.
pub(crate) struct Heat {
    pub(crate) title: String,
    pub(crate) rows: Vec<String>,
    pub(crate) columns: Vec<String>,
    /// By row and column.
    pub(crate) cells: Vec<Vec<u64>>,
}

impl Page {
    /// Begins a page: its title, what it is about, and the sentences that matter.
    pub(crate) fn new(title: &str, about: &str, says: &[String]) -> Self {
        let mut body = format!("<header>\n<h1>{}</h1>\n", escaped(title));
        if !about.is_empty() {
            body.push_str(&format!("<p class=\"about\">{}</p>\n", escaped(about)));
        }
        if !says.is_empty() {
            let items: String = says.iter().map(|says| format!("<li>{}</li>\n", sentence(says))).collect();
            body.push_str(&format!("<ul class=\"says\">\n{items}</ul>\n"));
        }
        body.push_str("</header>\n<main>\n");
        Self { title: title.to_owned(), body }
    }

    pub(crate) fn chapter(&mut self, title: &str) {
        self.body.push_str(&format!("<h2>{}</h2>\n", escaped(title)));
    }

    pub(crate) fn section(&mut self, title: &str) {
        self.body.push_str(&format!("<h3>{}</h3>\n", escaped(title)));
    }

    pub(crate) fn line(&mut self, text: &str) {
        self.body.push_str(&format!("<p>{}</p>\n", escaped(text)));
    }

    pub(crate) fn table(&mut self, table: &Table) {
        self.body.push_str(&of_table(table));
    }

    /// Pictures and tables beside each other, where there is room.
    pub(crate) fn beside(&mut self, pictures: &[Picture], tables: &[&Table]) {
        if pictures.is_empty() {
            tables.iter().for_each(|table| self.table(table));
            return;
        }
        self.body.push_str("<div class=\"beside\">\n");
        for picture in pictures {
            self.body.push_str(&format!(
                "<figure>\n<figcaption>{}</figcaption>\n{}</figure>\n",
                escaped(&picture.title),
                picture.svg
            ));
        }
        for table in tables {
            self.body.push_str(&format!("<div>\n{}</div>\n", of_table(table)));
        }
        self.body.push_str("</div>\n");
    }

    pub(crate) fn heat(&mut self, heat: &Heat) {
        let most = heat.cells.iter().flatten().copied().max().unwrap_or_default().max(1);
        let head: String =
            heat.columns.iter().map(|name| format!("<th scope=\"col\">{}</th>", escaped(name))).collect();
        self.body.push_str(&format!(
            "{}<table class=\"heat\">\n<caption>{}</caption>\n<thead><tr><td></td>{head}</tr></thead>\n<tbody>\n",
            scroll(&heat.title),
            escaped(&heat.title)
        ));
        for (name, cells) in heat.rows.iter().zip(&heat.cells) {
            let cell = |(rows, column): (&u64, &String)| {
                // The root, so that small numbers can be told apart too.
                let strength = (*rows as f64 / most as f64).sqrt() * 70.0;
                let same = if column == name { " class=\"same\"" } else { "" };
                let text = if *rows == 0 { String::new() } else { grouped(*rows) };
                format!(
                    "<td{same} style=\"background: color-mix(in srgb, var(--bar) {strength:.0}%, transparent)\">{text}</td>"
                )
            };
            let cells: String = cells.iter().zip(&heat.columns).map(cell).collect();
            self.body.push_str(&format!("<tr><th scope=\"row\">{}</th>{cells}</tr>\n", escaped(name)));
        }
        self.body.push_str("</tbody>\n</table>\n</div>\n");
    }

    /// The whole page.
    pub(crate) fn finish(self) -> String {
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
             <style>\n{}</style>\n</head>\n<body>\n{}</main>\n</body>\n</html>\n",
            escaped(&self.title),
            include_str!("style.css"),
            self.body
        )
    }
}

/// The beginning of a part that may be wider than the screen, which keys can scroll.
fn scroll(title: &str) -> String {
    format!("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n", escaped(title))
}

fn of_table(table: &Table) -> String {
    let class = |at: usize| if table.is_number(at) { " class=\"number\"" } else { "" };
    let head: String = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, name)| format!("<th scope=\"col\"{}>{}</th>", class(at), escaped(name)))
        .collect();
    let mut out = format!(
        "{}<table>\n<caption>{}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n",
        scroll(&table.title),
        escaped(&table.title)
    );
    for row in &table.rows {
        let cells = row.iter().enumerate().map(|(at, cell)| match at {
            0 => format!("<th scope=\"row\">{}</th>", coded(escaped(cell))),
            _ => format!("<td{}>{}</td>", class(at), tagged(&shown(at, cell))),
        });
        out.push_str(&format!("<tr>{}</tr>\n", cells.collect::<String>()));
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    if !table.notes.is_empty() {
        let notes: String = table.notes.iter().map(|note| format!("<li>{}</li>\n", sentence(note))).collect();
        out.push_str(&format!("<ul class=\"notes\">\n{notes}</ul>\n"));
    }
    out
}

/// A sentence whose percent signs stay with their numbers.
fn sentence(text: &str) -> String {
    coded(escaped(text)).replace(" %", "&nbsp;%")
}

/// Escaped text whose values between backquotes are set as code. Backquotes without a partner stay as they are.
fn coded(text: String) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) || parts.len() == 1 {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 12 * parts.len());
    for (at, part) in parts.iter().enumerate() {
        let around = if at % 2 == 1 { ("<code>", "</code>") } else { ("", "") };
        out.push_str(around.0);
        out.push_str(part);
        out.push_str(around.1);
    }
    out
}

/// A cell; verdicts have a colour beside their words.
fn tagged(cell: &str) -> String {
    let class = match cell {
        "earns its place" => "good",
        "wrong way" | "leak?" | "review" => "bad",
        "watch" => "watch",
        "no evidence" | "redundant" | "constant here" => "plain",
        _ => return coded(escaped(cell)),
    };
    format!("<span class=\"{class}\">{}</span>", escaped(cell))
}

#[cfg(test)]
mod tests {
    use super::coded;

    #[test]
    fn values_between_backquotes_are_code() {
        assert_eq!(coded("version: `1` became `2`".into()), "version: <code>1</code> became <code>2</code>");
        assert_eq!(coded("a ` alone".into()), "a ` alone");
        assert_eq!(coded("none".into()), "none");
    }
}
