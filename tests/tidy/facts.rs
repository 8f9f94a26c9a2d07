//! Files that ARCHITECTURE.md names are there: its table of facts is read to find them.

use super::tree::{File, file, files};

/// The Rust files that a text names in backticks and that no path ends with.
fn complaints(text: &str, files: &[File]) -> Vec<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    let named = quoted.filter(|quoted| quoted.ends_with(".rs") && !quoted.contains(' '));
    let is_missing = |name: &&str| !files.iter().any(|file| file.path.ends_with(&format!("/{name}")));
    named.filter(is_missing).map(|name| format!("ARCHITECTURE.md: there is no `{name}`")).collect()
}

#[test]
fn files_that_are_named_exist() {
    let text = file("ARCHITECTURE.md").map_or("", |file| &file.text);
    assert!(text.contains("| `plan/gate.rs` |"), "the table of facts is gone");
    super::nothing(&complaints(text, files()));
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let files = [File { path: "icp-core/src/plan/gate.rs".into(), text: String::new() }];
    assert_eq!(complaints("| order | `plan/gate.rs` | `Gate::IN_ORDER` |", &files), [""; 0]);
    assert_eq!(complaints("see `plan/gates.rs`", &files), ["ARCHITECTURE.md: there is no `plan/gates.rs`"]);
}
