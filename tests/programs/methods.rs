//! docs/languages.md against the core: every public method and option is in its table, and nothing else is. The other
//! languages compare their own column: icp-py/tests/test_languages.py, icp-js/test/languages.mjs, icp-cli/src/run.rs.
#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const TYPES: [&str; 5] = ["Model", "Assessment", "Options", "BatchOptions", "ArrowOptions"];
const LANGUAGES: [&str; 4] = ["Rust", "Python", "JavaScript", "command"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The rows of all tables: what, and the cell of each language.
fn rows() -> Vec<Vec<String>> {
    let page = fs::read_to_string(root().join("docs/languages.md")).unwrap();
    let lines = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what |"));
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
    };
    lines.map(cells).collect()
}

/// The names in a cell: what stands in backticks, unless the cell is a reason.
fn names(cell: &str) -> Vec<&str> {
    if cell.starts_with("no: ") { Vec::new() } else { cell.split('`').skip(1).step_by(2).collect() }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The name of a public function, if a line begins one.
fn function(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("pub fn ")?.split(['(', '<']).next()
}

/// The public functions in macros that a type may call to have them, by the macro's name.
fn in_macros(texts: &[String]) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in texts {
        let mut within = None;
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("macro_rules! ") {
                within = rest.split_whitespace().next();
            } else if line == "}" {
                within = None;
            } else if let (Some(name), Some(function)) = (within, function(line)) {
                found.entry(name.to_owned()).or_default().push(function.to_owned());
            }
        }
    }
    found
}

/// The public methods of the types, from the sources.
fn methods() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&root().join("icp-core/src"), &mut files);
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let macros = in_macros(&texts);
    let mut found = BTreeSet::new();
    for text in &texts {
        let mut owner = None;
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("impl") {
                let name = rest.trim_start_matches("<'a>").trim().trim_end_matches(" {");
                let name = name.split('<').next().unwrap_or_default();
                owner = TYPES.into_iter().find(|one| *one == name);
            } else if line == "}" {
                owner = None;
            }
            let Some(owner) = owner else { continue };
            if line.starts_with("    pub fn ") {
                found.extend(function(line).map(|name| format!("{owner}::{name}")));
            }
            let called = line.trim().split('!').next().and_then(|path| path.rsplit("::").next());
            let of_macro = called.and_then(|name| macros.get(name)).into_iter().flatten();
            found.extend(of_macro.map(|name| format!("{owner}::{name}")));
        }
    }
    found
}

#[test]
fn the_table_has_every_method_of_the_core() {
    let table: BTreeSet<String> = rows().iter().flat_map(|row| names(&row[1])).map(str::to_owned).collect();
    // `as_of` of the options is a field, and the first argument of `new`.
    let fields = ["Options::as_of", "BatchOptions::as_of"].map(str::to_owned);
    let real: BTreeSet<String> = methods().into_iter().chain(fields).collect();
    let missing: Vec<&String> = real.difference(&table).collect();
    let gone: Vec<&String> = table.difference(&real).collect();
    assert!(real.len() > 80, "{}", real.len());
    assert!(
        missing.is_empty(),
        "docs/languages.md says nothing of {missing:?}: a name or a reason for each language"
    );
    assert!(gone.is_empty(), "docs/languages.md has what the core does not have: {gone:?}");
}

#[test]
fn every_cell_has_a_name_or_a_reason() {
    for row in rows() {
        assert_eq!(row.len(), 1 + LANGUAGES.len(), "{row:?}");
        for (language, cell) in LANGUAGES.iter().zip(&row[1..]) {
            let has_reason = cell.strip_prefix("no: ").is_some_and(|reason| reason.len() > 8);
            assert!(has_reason || !names(cell).is_empty(), "{}: {language} has neither: {cell}", row[0]);
        }
    }
}

#[test]
fn no_two_names_differ_by_capitals_only() {
    for (at, language) in LANGUAGES.iter().enumerate() {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for row in rows() {
            for name in names(&row[at + 1]) {
                let before = seen.entry(name.to_lowercase()).or_insert_with(|| name.to_owned());
                assert_eq!(before, name, "{language}");
            }
        }
    }
}
