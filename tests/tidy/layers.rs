//! Who may use whom inside icp-core. ARCHITECTURE.md gives the reasons, and has the same table.

use std::collections::BTreeMap;

use super::code::{bare, paths, reexports};
use super::tree::{File, file, files};

/// Modules in reading order, and what each may use: a module, or one type of it.
const LAYERS: &[(&str, &[&str])] = &[
    ("value", &[]),
    ("source", &["value::visible"]),
    ("sort", &[]),
    ("fetched", &[]),
    ("error", &["source", "value"]),
    ("reading", &["value"]),
    ("account", &["reading", "value", "error"]),
    ("column", &["reading", "account", "value", "error"]),
    ("survey", &["reading", "account", "column", "value", "error"]),
    ("draft", &["value", "sort", "source", "error"]),
    ("model", &["value", "source", "error"]),
    ("parse", &["draft", "value", "sort", "source", "error"]),
    ("write", &["draft", "model", "value", "sort", "source", "error"]),
    ("validate", &["reading", "draft", "model", "value", "sort", "source", "error"]),
    ("document", &["parse", "validate", "write", "draft", "model", "error"]),
    ("plan", &["reading", "value", "sort", "source", "model::Arithmetic", "model::Comparison"]),
    ("compile", &["reading", "plan", "model", "value", "sort", "source", "error"]),
    (
        "eval",
        &[
            "reading",
            "survey",
            "plan",
            "account",
            "value",
            "sort",
            "error",
            "model::Arithmetic",
            "model::Comparison",
        ],
    ),
    ("intake", &["survey", "plan", "model", "account", "value", "error"]),
    ("batch", &["reading", "intake", "column", "eval", "plan", "account", "value", "error"]),
    ("page", &["value"]),
    ("describe", &["page", "plan", "model", "value", "sort"]),
    ("assess", &["describe", "eval", "plan", "model", "account", "value", "sort", "source", "error"]),
    ("questions", &["eval", "plan", "model", "account", "value", "sort"]),
    (
        "explain",
        &["page", "assess", "questions", "eval", "plan", "model", "value", "sort", "source", "error"],
    ),
    (
        "changes",
        &[
            "reading", "page", "describe", "assess", "eval", "plan", "model", "account", "value", "sort",
            "error",
        ],
    ),
    ("edit", &["draft", "model", "value", "source", "error", "document"]),
    ("analyze", &["reading", "compile", "plan", "model", "value", "sort", "source", "error"]),
    (
        "audit",
        &["analyze", "survey", "intake", "eval", "plan", "model", "account", "value", "source", "error"],
    ),
    (
        "engine",
        &[
            "source",
            "value",
            "error",
            "account",
            "draft",
            "model",
            "parse",
            "write",
            "validate",
            "document",
            "plan",
            "compile",
            "eval",
            "assess",
            "questions",
            "describe",
            "changes",
            "edit",
            "explain",
            "analyze",
            "audit",
            "column",
            "intake",
            "batch",
        ],
    ),
    ("assessment", &["assess", "engine", "eval", "explain"]),
    ("init", &["survey", "account", "engine", "eval", "value", "error"]),
    ("findings", &["analyze", "engine"]),
    ("deferred", &["reading", "account", "parse", "validate", "compile", "plan"]),
    ("arrow", &["engine", "survey", "batch", "intake", "column", "eval", "account", "value", "error"]),
    (
        "wire",
        &[
            "source",
            "value",
            "error",
            "account",
            "draft",
            "model",
            "parse",
            "write",
            "validate",
            "document",
            "plan",
            "compile",
            "eval",
            "assess",
            "questions",
            "changes",
            "explain",
            "analyze",
            "column",
            "intake",
            "batch",
            "engine",
        ],
    ),
];

const SOURCES: &str = "icp-core/src/";

/// The uses that layers forbid.
fn complaints(files: &[&File]) -> Vec<String> {
    let lib = files.iter().find(|file| file.path == format!("{SOURCES}lib.rs"));
    let homes: BTreeMap<String, String> = reexports(&bare(lib.map_or("", |lib| &lib.text)))
        .into_iter()
        .filter_map(|path| Some((path.last()?.clone(), path.first()?.clone())))
        .collect();
    let mut complaints = Vec::new();
    for file in files {
        let Some(path) = file.path.strip_prefix(SOURCES).and_then(|path| path.strip_suffix(".rs")) else {
            continue;
        };
        let own: Vec<&str> = path.split('/').filter(|name| *name != "mod").collect();
        // Tests go in by the doors that users have.
        if own.contains(&"tests") {
            continue;
        }
        let Some(module) = own.first().filter(|_| path != "lib") else {
            continue;
        };
        let Some((_, uses)) = LAYERS.iter().find(|(name, _)| name == module) else {
            complaints.push(format!("{}: `{module}` is not in the table of layers", file.path));
            continue;
        };
        for path in paths(&bare(&file.text), &own) {
            let Some(first) = path.first() else { continue };
            let (used, item) = match homes.get(first) {
                Some(home) => (home, Some(first)),
                None => (first, path.get(1)),
            };
            let item = item.map_or("*", String::as_str);
            let allowed = |what: &&&str| **what == used || **what == format!("{used}::{item}");
            if used != module && uses.iter().find(allowed).is_none() {
                complaints.push(format!("{}: `{module}` may not use `{used}::{item}`", file.path));
            }
        }
    }
    complaints
}

/// The differences between the table here and the one in a text.
fn table_complaints(text: &str) -> Vec<String> {
    let names =
        |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let written: BTreeMap<String, Vec<String>> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|row| {
            let mut cells = row.split('|');
            let module = cells.next()?.trim().trim_end_matches('`').to_owned();
            let mut uses = names(cells.next()?);
            uses.sort();
            Some((module, uses))
        })
        .collect();
    let mut complaints = Vec::new();
    for (module, uses) in LAYERS {
        let mut uses: Vec<String> = uses.iter().map(|name| (*name).to_owned()).collect();
        uses.sort();
        match written.get(*module) {
            None => complaints.push(format!("ARCHITECTURE.md: the table of layers lacks `{module}`")),
            Some(said) if *said != uses => complaints.push(format!(
                "ARCHITECTURE.md: `{module}` uses {}, the check says {}",
                said.join(", "),
                uses.join(", ")
            )),
            Some(_) => {}
        }
    }
    for module in written.keys().filter(|module| LAYERS.iter().all(|(name, _)| name != module)) {
        complaints.push(format!("ARCHITECTURE.md: `{module}` is not in the check"));
    }
    complaints
}

#[test]
fn modules_use_only_what_they_may() {
    let files: Vec<&File> = files().iter().filter(|file| file.path.starts_with(SOURCES)).collect();
    super::nothing(&complaints(&files));
}

#[test]
fn the_table_has_no_circles() {
    for (at, (module, uses)) in LAYERS.iter().enumerate() {
        let is_new = LAYERS.iter().take(at).all(|(name, _)| name != module);
        assert!(is_new, "`{module}` is in the table twice");
        for used in *uses {
            let used = used.split("::").next().unwrap();
            let before = LAYERS.iter().take(at).any(|(name, _)| *name == used);
            assert!(before, "`{module}` uses `{used}`, which does not come before it");
        }
    }
}

#[test]
fn the_table_is_the_one_in_the_architecture_notes() {
    let text = file("ARCHITECTURE.md").map_or("", |file| &file.text);
    super::nothing(&table_complaints(text));
    let other = text.replacen("| `error` | `source`, `value` |", "| `error` | `source`, `wire` |", 1);
    assert_eq!(table_complaints(&other).len(), 1);
    assert_eq!(table_complaints(&text.replacen("| `error` |", "| `errors` |", 1)).len(), 2);
}

#[test]
fn a_use_that_is_not_allowed_is_found() {
    let file = |path: &str, text: &str| File { path: format!("{SOURCES}{path}"), text: text.to_owned() };
    let found = |sample: File| {
        let lib = file("lib.rs", "pub use engine::Model;\npub use value::fold;");
        complaints(&[&lib, &sample])
    };
    assert_eq!(found(file("value/date.rs", "use crate::error::Problem;")).len(), 1);
    assert_eq!(found(file("plan/mod.rs", "use crate::model::{Arithmetic, Definition};")).len(), 1);
    assert_eq!(found(file("plan/deep/x.rs", "fn f(x: super::super::super::eval::Scratch) {}")).len(), 1);
    assert_eq!(found(file("eval/mod.rs", "fn f(m: &crate::Model) {}")).len(), 1);
    assert_eq!(found(file("eval/mod.rs", "fn f() { crate::fold(\"\"); }")), [""; 0]);
    assert_eq!(found(file("helpers.rs", "")).len(), 1);
    assert_eq!(found(file("eval/tests.rs", "use crate::wire::x;")), [""; 0]);
    assert_eq!(found(file("eval/tests/deep.rs", "use crate::wire::x;")), [""; 0]);
}
