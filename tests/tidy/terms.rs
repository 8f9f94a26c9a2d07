//! The table of terms in CONTRIBUTING.md: private words that no item, module or file is named by, and what to write.

use super::code::Source;
use super::tree::{File, file, files};

/// A row of the table: names that are refused, and what to write instead.
struct Row {
    refused: Vec<String>,
    instead: String,
}

fn table(text: &str) -> Vec<Row> {
    let lines = text.lines().skip_while(|line| *line != "| not | but |").skip(2);
    let row = |line: &str| {
        let (refused, instead) = line.trim_matches('|').split_once('|')?;
        let refused = refused.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        Some(Row { refused, instead: instead.trim().to_owned() })
    };
    lines.take_while(|line| line.starts_with('|')).filter_map(row).collect()
}

fn complaints(files: &[File], table: &[Row]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs") && !file.path.starts_with("fuzz/")) {
        let source = Source::new(&file.text);
        let stem = file.name().trim_end_matches(".rs");
        for Row { refused, instead } in table {
            let named = |name: &&String| source.defines(name) || stem == **name;
            for name in refused.iter().filter(named) {
                complaints.push(format!("{}: `{name}` is a private word: {instead}", file.path));
            }
        }
    }
    complaints
}

#[test]
fn names_are_those_of_the_field() {
    let table = table(file("CONTRIBUTING.md").map_or("", |file| &file.text));
    assert!(table.len() >= 10, "{} rows", table.len());
    assert!(table.iter().all(|row| !row.refused.is_empty() && !row.instead.is_empty()));
    super::nothing(&complaints(files(), &table));
}

#[test]
fn a_private_word_is_found() {
    let table = table(
        "Text.\n\n| not | but |\n|---|---|\n| `Four`, `fours` | `Lanes4` |\n| `ask` | `questions` |\n\nMore.\n",
    );
    assert_eq!(table.len(), 2);
    let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    let found = |path: &str, text: &str| complaints(&[file(path, text)], &table);
    assert_eq!(found("a/x.rs", "struct Four;"), ["a/x.rs: `Four` is a private word: `Lanes4`"]);
    assert_eq!(found("a/fours.rs", "//! Sums.").len(), 1);
    assert_eq!(found("a/x.rs", "mod ask;\nfn f() {}").len(), 1);
    assert_eq!(found("a/x.rs", "// Four of them.\nfn g(four: u8) { ask(four) }"), [""; 0]);
}
