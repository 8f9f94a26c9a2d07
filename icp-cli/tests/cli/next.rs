//! The next question for an account, as the command asks it.

use super::support::{Folder, expect, root, run};

fn next(more: &[&str]) -> super::support::Ran {
    let words = ["next", "examples/models/acme-gtm.yaml", "examples/accounts.csv", "--as-of", "2026-11-21"];
    run(root(), &[&words[..], more].concat(), b"")
}

#[test]
fn what_to_ask_for_and_what_is_still_possible() {
    let open = next(&["--id", "Sable Robotics"]);
    assert_eq!((open.code, &*open.err), (0, ""));
    expect("next-text", &open.out);
}

#[test]
fn the_questions_on_a_line_of_json() {
    let ran = next(&["--id", "Sable Robotics", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["account"], "Sable Robotics");
    let asked: Vec<&str> =
        value["questions"].as_array().unwrap().iter().map(|one| one["attribute"].as_str().unwrap()).collect();
    // The text has the same questions in the same order.
    let text = next(&["--id", "Sable Robotics"]).out;
    let places: Vec<usize> = asked.iter().map(|name| text.find(&format!("- {name}: ")).unwrap()).collect();
    assert!(!asked.is_empty() && places.is_sorted(), "{asked:?} {text}");
}

#[test]
fn a_decided_account_and_files_by_their_ending() {
    let folder = Folder::with("a.csv", "name,industry\nAsh,software\nBirch,steel\n");
    let next = |options: &str| folder.run(&format!("next model.yaml a.csv --as-of 2026-11-21 {options}"));
    let ran = next("--id Birch -o b.json");
    assert_eq!((ran.code, &*ran.out), (0, ""), "{}", ran.err);
    assert!(ran.err.ends_with("wrote 1 account to b.json as JSON\n"), "{}", ran.err);
    assert!(folder.read("b.json").starts_with("{\"account\":\"Birch\",\"row\":2,\"decided\":"));
    let page = next("--id Birch -o b.html");
    assert_eq!(page.code, 2);
    assert!(page.err.contains("`icp next` does not write `.html`"), "{}", page.err);
}

#[test]
fn a_name_that_is_missing_or_that_nobody_has() {
    let bare = next(&["Lumenkraft"]);
    assert_eq!(bare.code, 2);
    assert!(bare.err.contains("the account to ask about is named with `--id`"), "{}", bare.err);
    assert!(bare.err.contains("icp next examples/models/acme-gtm.yaml"), "{}", bare.err);
    let near = next(&["--id", "Lumenkrafft"]);
    assert_eq!((near.code, &*near.out), (1, ""));
    assert!(near.err.contains("did you mean `Lumenkraft`?"), "{}", near.err);
}
