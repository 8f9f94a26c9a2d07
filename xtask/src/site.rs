//! The site: the pages that `docs/SUMMARY.md` lists, laid out in one folder for mdBook, which turns them into HTML.
//!
//! The pages lie where people look for them in a checkout, some at the root. mdBook wants them in one folder, so each is
//! copied under a name of its own and its links follow. Files that pages link to and that are no pages are copied too.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::error::Error;
use crate::python;
use crate::step::{Step, root};

/// Where the site is made.
const SITE: &str = "target/site";

/// The environment of the documentation's tool, and the tool.
pub(crate) fn steps() -> Vec<Step> {
    vec![
        python::environment(),
        python::tools("site's tool", &["-m", "pip", "install", "-q", "-r", "docs/requirements.txt"]),
        Step::cargo("site's pages", &["run", "-q", "-p", "xtask", "--", "site-pages"]),
        Step::new("site", python::MDBOOK, &["build", SITE]),
    ]
}

/// Lays the pages out for mdBook.
pub(crate) fn pages() -> Result<(), Error> {
    let site = root().join(SITE);
    let _ = fs::remove_dir_all(&site);
    let read = |path: &str| fs::read_to_string(root().join(path)).map_err(Error::file(Path::new(path)));
    let write = |path: &str, text: &[u8]| {
        let to = site.join(path);
        let folder = to.parent().unwrap_or(&site);
        fs::create_dir_all(folder).and_then(|()| fs::write(&to, text)).map_err(Error::file(&to))
    };
    let summary = read("docs/SUMMARY.md")?;
    let pages: BTreeMap<String, String> = links(&summary)
        .iter()
        .map(|link| resolved("docs/SUMMARY.md", link))
        .map(|page| (page.clone(), name(&page)))
        .collect();
    let mut files = Vec::new();
    write("pages/SUMMARY.md", relinked("docs/SUMMARY.md", &summary, &pages, &mut files).as_bytes())?;
    for (page, name) in &pages {
        let text = relinked(page, &read(page)?, &pages, &mut files);
        write(&format!("pages/{name}"), text.as_bytes())?;
    }
    for file in files {
        let bytes = fs::read(root().join(&file)).map_err(Error::file(Path::new(&file)))?;
        write(&format!("pages/files/{file}"), &bytes)?;
    }
    write("book.toml", read("docs/book.toml")?.as_bytes())
}

/// The name of a page in the site: `../FORMAT.md` is `format.md`, `tests/reports/README.md` is `tests-reports.md`.
fn name(page: &str) -> String {
    let page = page.strip_prefix("docs/").unwrap_or(page);
    match page.strip_suffix("/README.md") {
        Some(folder) => format!("{}.md", folder.replace('/', "-")),
        None => page.replace('/', "-").to_lowercase(),
    }
}

/// The path from the root of what a page links to.
fn resolved(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Where the targets of links stand in a text, without its blocks of code.
fn targets(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut in_code) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if !in_code {
            let mut from = 0;
            while let Some(open) = line.get(from..).and_then(|rest| rest.find("](")) {
                let start = from + open + 2;
                let Some(length) = line.get(start..).and_then(|rest| rest.find(')')) else { break };
                found.push(at + start..at + start + length);
                from = start + length;
            }
        }
        at += line.len();
    }
    found
}

/// The links of a text.
fn links(text: &str) -> Vec<&str> {
    targets(text).into_iter().filter_map(|range| text.get(range)).collect()
}

/// A page whose links lead to where things are in the site. Files that are no pages are collected.
fn relinked(page: &str, text: &str, pages: &BTreeMap<String, String>, files: &mut Vec<String>) -> String {
    let mut out = String::new();
    let mut at = 0;
    for range in targets(text) {
        let link = text.get(range.clone()).unwrap_or_default();
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(&moved(page, link, pages, files));
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Where a link leads in the site.
fn moved(page: &str, link: &str, pages: &BTreeMap<String, String>, files: &mut Vec<String>) -> String {
    if link.contains("://") || link.starts_with('#') || link.starts_with("mailto:") {
        return link.to_owned();
    }
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, format!("#{anchor}")),
        None => (link, String::new()),
    };
    let mut target = resolved(page, path);
    if root().join(&target).is_dir() {
        target = format!("{target}/README.md");
    }
    if let Some(name) = pages.get(&target) {
        return format!("{name}{anchor}");
    }
    if !Path::new(&root().join(&target)).is_file() {
        // A folder without a page of its own cannot be shown.
        return "#".to_owned();
    }
    if !files.contains(&target) {
        files.push(target.clone());
    }
    format!("files/{target}{anchor}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_where_things_are_in_the_site() {
        let pages: BTreeMap<String, String> = ["FORMAT.md", "docs/tutorial.md", "examples/README.md"]
            .map(|page| (page.to_owned(), name(page)))
            .into();
        let mut files = Vec::new();
        let text = "[a](../FORMAT.md#codes) [b](tutorial.md)\n```\n[c](../FORMAT.md)\n```\n[d](../examples) [e](form.png) [f](#here)\n";
        assert_eq!(
            relinked("docs/cookbook.md", text, &pages, &mut files),
            "[a](format.md#codes) [b](tutorial.md)\n```\n[c](../FORMAT.md)\n```\n[d](examples.md) [e](files/docs/form.png) [f](#here)\n"
        );
        assert_eq!(files, ["docs/form.png"]);
        assert_eq!(links("[x](y.md) and [z](https://example.org)"), ["y.md", "https://example.org"]);
    }

    #[test]
    fn every_page_has_a_name_of_its_own() {
        let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
        let pages: Vec<String> =
            links(&summary).iter().map(|link| resolved("docs/SUMMARY.md", link)).collect();
        let names: std::collections::BTreeSet<String> = pages.iter().map(|page| name(page)).collect();
        assert_eq!(names.len(), pages.len());
        assert!(pages.iter().all(|page| root().join(page).is_file()), "{pages:?}");
    }
}
