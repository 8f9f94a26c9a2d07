//! Words that have no place in the tree. Each is written here in two parts, so that this file may be searched too.

use super::tree::{File, files};

/// A word, and why it is refused.
const REFUSED: &[(&str, &str)] = &[
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/ho", "me/"), "a path of one machine"),
    (concat!("TO", "DO"), "do it, or say what is not there"),
    (concat!("FIX", "ME"), "do it, or say what is not there"),
    (concat!("unimpl", "emented!"), "do it, or say what is not there"),
    (concat!("<<<<", "<<<"), "a merge that was not finished"),
    (concat!(">>>>", ">>>"), "a merge that was not finished"),
    (concat!("index.crat", "es.io"), "a registry is the user's choice"),
    (concat!("registry.npm", "js.org"), "a registry is the user's choice"),
    (concat!("pypi", ".org"), "a registry is the user's choice"),
];

fn complaints(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.name() != "Cargo.lock") {
        for (number, line) in (1..).zip(file.text.lines()) {
            for (word, why) in REFUSED.iter().filter(|(word, _)| line.contains(word)) {
                complaints.push(format!("{}:{number}: `{word}`: {why}", file.path));
            }
        }
    }
    complaints
}

#[test]
fn refused_words_are_nowhere() {
    super::nothing(&complaints(files()));
}

#[test]
fn a_refused_word_is_found() {
    for (word, _) in REFUSED {
        let file = |path: &str| File { path: path.to_owned(), text: format!("a\nb {word} c\n") };
        let found = complaints(&[file("x.md"), file("Cargo.lock")]);
        assert_eq!(found.len(), 1);
        assert!(found.concat().starts_with("x.md:2: "));
    }
}
