//! A `lib.rs` is an index: documentation, attributes, `mod` and `use`, and nothing that runs.

use super::code::bare;
use super::tree::{File, files};

/// Statements of a `lib.rs` that are neither `mod` nor `use`.
fn complaints(file: &File) -> Vec<String> {
    let code = without_attributes(&bare(&file.text));
    let statements = code.split(';').map(str::trim).filter(|statement| !statement.is_empty());
    let is_entry = |statement: &str| {
        let plain = statement.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        plain.starts_with("use ") || (plain.starts_with("mod ") && !plain.contains('{'))
    };
    let others = statements.filter(|statement| !is_entry(statement));
    let first_line = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    others.map(|other| format!("{}: more than an index: `{}`", file.path, first_line(other))).collect()
}

/// The code without `#[..]` and `#![..]`.
fn without_attributes(code: &str) -> String {
    let mut out = String::new();
    let (mut depth, mut before) = (0u32, ' ');
    for c in code.chars() {
        match c {
            '[' if depth > 0 || before == '#' || before == '!' => depth += 1,
            ']' if depth > 0 => depth -= 1,
            '#' => {}
            '!' if before == '#' => {}
            _ if depth == 0 => out.push(c),
            _ => {}
        }
        before = c;
    }
    out
}

#[test]
fn every_lib_is_an_index() {
    let libs = files().iter().filter(|file| file.name() == "lib.rs");
    super::nothing(&libs.flat_map(complaints).collect::<Vec<_>>());
}

#[test]
fn what_runs_is_found() {
    let lib = |text: &str| complaints(&File { path: "lib.rs".to_owned(), text: text.to_owned() });
    let good = "//! Doc; fn.\n#![allow(x, reason = \"[;]\")]\nmod a;\n#[cfg(y)]\npub mod b;\npub use a::{\n  B, C,\n};\n";
    assert_eq!(lib(good), [""; 0]);
    assert_eq!(lib("mod a;\npub fn f() {}\n").len(), 1);
    assert_eq!(lib("mod a { pub use b::C; }\n").len(), 2);
    assert_eq!(lib("const X: u8 = 1;\n").len(), 1);
}
