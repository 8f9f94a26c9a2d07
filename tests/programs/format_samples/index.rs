//! The index of keys at the end of FORMAT.md: every key and operator that a table there explains, with where.
//!
//! `ICP_BLESS=1` writes it anew.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::quoted;
use super::{format, keys, path};

const TITLE: &str = "## Index of keys\n";

/// First cells of tables whose rows explain keys.
fn explains(header: &str) -> bool {
    header == "key" || header == "operator" || header.starts_with("key of")
}

/// For each key the headings of the sections that explain it, in the order of the text.
fn sections(text: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let (mut heading, mut in_code, mut in_table) = ("", false, None);
    for line in text.lines() {
        in_code ^= line.starts_with("```");
        if let Some(title) = line.strip_prefix('#').filter(|_| !in_code) {
            heading = title.trim_start_matches('#').trim();
        }
        let Some(cell) = line.strip_prefix('|').filter(|_| !in_code).and_then(|row| row.split('|').next())
        else {
            in_table = None;
            continue;
        };
        if *in_table.get_or_insert_with(|| explains(cell.trim())) {
            for key in quoted(cell).into_iter().filter(|key| !key.contains(' ')) {
                let headings = found.entry(key).or_default();
                if !headings.contains(&heading) {
                    headings.push(heading);
                }
            }
        }
    }
    found
}

fn anchor(heading: &str) -> String {
    let letters = heading.to_lowercase().replace(' ', "-");
    letters.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect()
}

/// The index, as it is in FORMAT.md.
fn index(text: &str) -> String {
    let mut out = format!("{TITLE}\n| key | explained under |\n|---|---|\n");
    for (key, headings) in sections(text) {
        let links: Vec<String> = headings
            .iter()
            .map(|heading| format!("[{}](#{})", heading.replace('`', ""), anchor(heading)))
            .collect();
        out.push_str(&format!("| `{key}` | {} |\n", links.join(", ")));
    }
    out
}

#[test]
fn the_index_has_every_key_and_where_it_is_explained() {
    let text = format();
    let (before, written) =
        text.split_once(TITLE).map_or((text, None), |(before, _)| (before, text.get(before.len()..)));
    let expected = index(before);
    if std::env::var_os("ICP_BLESS").is_some() {
        std::fs::write(path(), format!("{}\n\n{expected}", before.trim_end())).unwrap();
    } else {
        let lines: BTreeSet<&str> = written.unwrap_or_default().lines().collect();
        let missing: Vec<&str> = expected.lines().filter(|line| !lines.contains(line)).collect();
        assert!(
            written == Some(&*expected),
            "FORMAT.md: the index of keys is not that of its tables (ICP_BLESS=1 writes it); missing: {missing:#?}"
        );
    }
    let indexed = sections(before);
    let absent: Vec<String> =
        keys::of_documents().into_iter().filter(|key| !indexed.contains_key(&**key)).collect();
    assert!(absent.is_empty(), "no table of FORMAT.md explains {absent:?}");
}
