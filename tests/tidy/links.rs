//! Links between the pages of the repository lead somewhere: the file is there, and so is the heading.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{File, files, root};

/// The lines of a page that are not in a block of code.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        !in_code && !is_fence
    })
}

/// The targets of a line's links.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

/// The name of a heading in a link, as GitHub and mdBook make it.
fn anchor(heading: &str) -> String {
    let letters = heading.to_lowercase().replace(' ', "-");
    letters.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect()
}

/// The names of a page's headings. The second of a name has `-1` behind it.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    prose(text)
        .filter_map(|(_, line)| line.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' '))
        .map(|heading| {
            let anchor = anchor(heading);
            let times = seen.entry(anchor.clone()).or_insert(0);
            *times += 1;
            if *times == 1 { anchor } else { format!("{anchor}-{}", *times - 1) }
        })
        .collect()
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

fn complaints(pages: &[&File], exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut complaints = Vec::new();
    for page in pages {
        for (number, line) in prose(&page.text) {
            for link in targets(line).filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
                let (path, heading) =
                    link.split_once('#').map_or((link, None), |(path, heading)| (path, Some(heading)));
                let target = if path.is_empty() { page.path.clone() } else { resolved(&page.path, path) };
                if !exists(&target) {
                    complaints.push(format!("{}:{number}: there is no `{target}`", page.path));
                    continue;
                }
                let Some(heading) = heading else { continue };
                let there = pages.iter().find(|other| other.path == target).map(|other| anchors(&other.text));
                if there.is_some_and(|there| !there.contains(heading)) {
                    complaints
                        .push(format!("{}:{number}: `{target}` has no heading `#{heading}`", page.path));
                }
            }
        }
    }
    complaints
}

/// Texts that tests compare with what is printed, hostile ones among them.
fn is_sample(file: &File) -> bool {
    file.path.contains("/src/")
}

#[test]
fn every_link_leads_somewhere() {
    let pages: Vec<&File> =
        files().iter().filter(|file| file.path.ends_with(".md") && !is_sample(file)).collect();
    let links: usize = pages
        .iter()
        .map(|page| prose(&page.text).map(|(_, line)| targets(line).count()).sum::<usize>())
        .sum();
    assert!(links > 100, "only {links} links");
    super::nothing(&complaints(&pages, |path| root().join(path).exists()));
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let page = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    let target =
        page("docs/there.md", "# A title\n## Twice, or `so`\n## Twice, or so\n```\n# no heading\n```\n");
    let found = |text: &str| {
        let source = page("README.md", text);
        complaints(&[&source, &target], |path| path == "docs/there.md")
    };
    assert_eq!(
        found("[a](docs/there.md#a-title), [b](docs/there.md#twice-or-so-1) [c](https://example.org)"),
        [""; 0]
    );
    assert_eq!(found("[a](docs/gone.md)").len(), 1);
    assert_eq!(found("[a](docs/there.md#no-heading) and\n[b](docs/there.md#b)").len(), 2);
    assert_eq!(found("```\n[a](docs/gone.md)\n```\n"), [""; 0]);
}
