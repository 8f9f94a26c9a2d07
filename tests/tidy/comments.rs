//! Comments that a stranger understands: every file begins with a `//!` sentence, and the form of riddles that comments
//! here once had is refused.

use super::tree::{File, files};

/// Crates whose files count.
const OURS: &[&str] = &[
    "benches/",
    "icp-cli/",
    "icp-core/",
    "icp-evidence/",
    "icp-exchange/",
    "icp-export/",
    "icp-js/",
    "icp-learn/",
    "icp-node/",
    "icp-py/",
    "icp-wasm/",
    "tests/",
    "xtask/",
];
/// The rules, each with the number of breaks that is allowed.
const LEFT: &[(&str, usize)] = &[
    ("no `//!` sentence: say what the file holds, who calls it, and what it may not decide", 0),
    ("begins with `What`: name the thing, or its reason", 0),
    ("`so many`: say how many, or of what", 0),
];

/// The rules that a file breaks, each with a line.
fn broken(file: &File) -> Vec<(&'static str, usize)> {
    let rule = |at: usize| LEFT.get(at).map_or("", |(rule, _)| *rule);
    let mut found = Vec::new();
    let first = file.text.lines().next().unwrap_or_default();
    if !first.starts_with("//! ") && !first.starts_with("#![doc = include_str!(") {
        found.push((rule(0), 1));
    }
    let mut before = "";
    for (number, line) in (1..).zip(file.text.lines()) {
        let line = line.trim_start();
        let kind = ["///", "//!", "//"].into_iter().find(|kind| line.starts_with(kind)).unwrap_or_default();
        let comment = line.strip_prefix(kind).filter(|_| !kind.is_empty()).map(str::trim_start);
        if let Some(comment) = comment {
            if before != kind && (comment.starts_with("What ") || comment.starts_with("What's ")) {
                found.push((rule(1), number));
            }
            if comment.to_ascii_lowercase().contains("so many") {
                found.push((rule(2), number));
            }
        }
        before = kind;
    }
    found
}

/// The rules that are broken more often than they may be, with the places.
fn complaints(files: &[File], left: &[(&'static str, usize)]) -> Vec<String> {
    let is_ours =
        |file: &&File| file.path.ends_with(".rs") && OURS.iter().any(|folder| file.path.starts_with(folder));
    let all: Vec<(&File, &str, usize)> = files
        .iter()
        .filter(is_ours)
        .flat_map(|file| broken(file).into_iter().map(move |(rule, line)| (file, rule, line)))
        .collect();
    let mut complaints = Vec::new();
    for (rule, most) in left {
        let places = all.iter().filter(|(_, broken, _)| broken == rule);
        let places: Vec<String> = places.map(|(file, _, line)| format!("{}:{line}", file.path)).collect();
        if places.len() > *most {
            complaints.push(format!(
                "{} times, at most {most}: {rule}:\n    {}",
                places.len(),
                places.join("\n    ")
            ));
        }
    }
    complaints
}

#[test]
fn comments_keep_the_rules() {
    super::nothing(&complaints(files(), LEFT));
}

#[test]
fn what_breaks_a_rule_is_found() {
    let file = |text: &str| File { path: "icp-core/src/x.rs".to_owned(), text: text.to_owned() };
    let none: Vec<_> = LEFT.iter().map(|(rule, _)| (*rule, 0)).collect();
    let found = |text: &str| complaints(&[file(text)], &none).len();
    assert_eq!(found("//! Reads tiers.\n"), 0);
    assert_eq!(found("#![doc = include_str!(\"../README.md\")]\n"), 0);
    assert_eq!(found("use a::b;\n"), 1);
    assert_eq!(found("//! A.\n/// What came.\nstruct X;\n"), 1);
    assert_eq!(found("//! A.\n// Says so.\n// What follows a line is its rest.\n"), 0);
    assert_eq!(found("//! A.\n    // At least so many hold.\n"), 1);
    assert_eq!(complaints(&[file("use a::b;\n")], LEFT).len(), 1);
    assert_eq!(complaints(&[file("//! A.\n// What came.\n")], &[(LEFT[1].0, 1)]), [""; 0], "one is allowed");
}
