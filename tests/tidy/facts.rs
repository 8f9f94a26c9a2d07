//! Files that ARCHITECTURE.md and CONTRIBUTING.md name are there: the table of facts and the recipes lead to them.

use super::tree::{File, file, files};

const ENDINGS: [&str; 7] = [".rs", ".md", ".txt", ".py", ".mjs", ".js", ".ts"];

/// The files that a text names in backticks and that no path ends with.
fn complaints(page: &str, text: &str, files: &[File]) -> Vec<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_file = |quoted: &&str| {
        let ends = ENDINGS.iter().any(|ending| quoted.ends_with(ending));
        ends && !quoted.contains(|c: char| c.is_whitespace() || c == '*')
    };
    let is_there = |file: &File, name: &str| file.path == name || file.path.ends_with(&format!("/{name}"));
    let is_missing = |name: &&str| !files.iter().any(|file| is_there(file, name));
    let missing = quoted.filter(is_file).filter(is_missing);
    missing.map(|name| format!("{page}: there is no `{name}`")).collect()
}

#[test]
fn files_that_are_named_exist() {
    let text = |path| file(path).map_or("", |file| &*file.text);
    let [facts, recipes] = ["ARCHITECTURE.md", "CONTRIBUTING.md"].map(text);
    assert!(facts.contains("| `plan/gate.rs` |"), "the table of facts is gone");
    assert!(recipes.contains("`icp-core/src/plan/gate.rs`"), "the recipes are gone");
    let mut all = complaints("ARCHITECTURE.md", facts, files());
    all.extend(complaints("CONTRIBUTING.md", recipes, files()));
    super::nothing(&all);
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let files = [File { path: "icp-core/src/plan/gate.rs".into(), text: String::new() }];
    let found = |text: &str| complaints("page", text, &files);
    assert_eq!(found("| order | `plan/gate.rs` | `Gate::IN_ORDER` |"), [""; 0]);
    assert_eq!(found("see `plan/gates.rs`"), ["page: there is no `plan/gates.rs`"]);
    assert_eq!(found("`stub_docs.py --write`, then `late.rs`"), ["page: there is no `late.rs`"]);
}
