//! A file is seen at a glance: at most `BUDGET` lines.

use super::tree::{File, files};

const BUDGET: usize = 400;
/// For the tests that stand beside the code, in `tests.rs`.
const TESTS: usize = 800;

/// Files that may be longer, each with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[(
    "icp-py/src/model.rs",
    "all methods of a class of Python stand in one block, and each argument has a line",
)];

fn is_ours(path: &str) -> bool {
    let sources = path.starts_with("icp-") && path.contains("/src/");
    let others = ["tests/", "xtask/", "benches/"].iter().any(|room| path.starts_with(room));
    path.ends_with(".rs") && (sources || others)
}

fn complaints(files: &[File], exceptions: &[(&str, &str)]) -> Vec<String> {
    let budget = |file: &File| if file.name() == "tests.rs" { TESTS } else { BUDGET };
    let excepted = |file: &File| exceptions.iter().any(|(path, _)| *path == file.path);
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| is_ours(&file.path)) {
        let lines = file.text.lines().count();
        if lines > budget(file) && !excepted(file) {
            complaints.push(format!("{}: {lines} lines, at most {}", file.path, budget(file)));
        }
        if lines <= budget(file) && excepted(file) {
            complaints.push(format!("{}: no longer needs its exception", file.path));
        }
    }
    for (path, _) in exceptions.iter().filter(|(path, _)| files.iter().all(|file| file.path != *path)) {
        complaints.push(format!("{path}: has an exception and is not there"));
    }
    complaints
}

#[test]
fn files_stay_within_their_budget() {
    super::nothing(&complaints(files(), EXCEPTIONS));
}

#[test]
fn a_long_file_is_found() {
    let file = |path: &str, lines: usize| File { path: path.to_owned(), text: "\n".repeat(lines) };
    let files = [
        file("icp-core/src/a/long.rs", 401),
        file("icp-core/src/a/fits.rs", 400),
        file("icp-core/src/a/tests.rs", 801),
        file("tests/x/tests.rs", 800),
        file("examples/x.rs", 4_000),
    ];
    assert_eq!(complaints(&files, &[]).len(), 2);
    assert_eq!(complaints(&files, &[("icp-core/src/a/long.rs", "a table")]).len(), 1);
    assert_eq!(complaints(&files, &[("icp-core/src/a/fits.rs", "a table"), ("gone.rs", "")]).len(), 4);
}
