//! Accounts from JSON and lines of JSON, and how each is refused.

use super::support::{Folder, Ran};

fn json(text: &str, options: &str) -> Ran {
    Folder::with("a.jsonl", text).score(&format!("a.jsonl --format csv{options}"))
}

fn ids(ran: &Ran) -> Vec<&str> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect()
}

#[test]
fn lines_lists_and_spread_out_objects() {
    for text in [
        "{\"name\": \"Ash\", \"industry\": \"software\"}\n\n{\"name\": \"Birch\", \"employees\": 5}\n",
        "\u{feff}{\"name\": \"Ash\"}\r\n{\"name\": \"Birch\", \"tools\": [\"x\"]}",
        "[{\"name\": \"Ash\", \"tools\": []},\n {\"name\": \"Birch\"}]\n",
        "[\n  {\n    \"name\": \"Ash\",\n    \"industry\": \"soft}]ware\\\"\"\n  },\n  {\n    \"name\": \"Birch\"\n  }\n]",
        "{\n  \"name\": \"Ash\",\n  \"industry\": \"software\"\n}\n{\n  \"name\": \"Birch\"\n}\n",
    ] {
        let text = text.replace("\"Birch\"", "\"Birch\", \"founded\": \"2020-01-01\"");
        assert_eq!(ids(&json(&text, "")), ["Ash", "Birch"], "{text}");
    }
}

#[test]
fn json_is_told_by_its_ending_or_its_first_character() {
    let folder = Folder::new();
    for input in
        ["{\"name\": \"Ash\", \"industry\": \"software\"}", " [{\"name\": \"Ash\", \"industry\": \"x\"}]"]
    {
        let ran = folder.pipe("score model.yaml - --format csv", input.as_bytes());
        assert_eq!(ids(&ran), ["Ash"]);
    }
    let ran = json("{\"industry\": \"x\"}", " --delimiter ;");
    assert_eq!((ran.code, &*ran.err), (2, "error: `--delimiter` is for CSV; these accounts are JSON\n"));
}

#[test]
fn mistakes_name_the_line() {
    let said = |text: &str| {
        let ran = json(text, "");
        assert_eq!(ran.code, 1, "{text}");
        ran.err.lines().find(|line| line.starts_with("error: ")).unwrap_or_default().to_owned()
    };
    let good = "{\"name\": \"Ash\", \"industry\": \"software\"}\n";
    let after = |text: &str| said(&format!("{good}\n{text}\n"));
    assert!(
        after("{\"name\": \"Birch\"")
            .starts_with("error: a.jsonl:3: expected a JSON object, found a mistake: EOF")
    );
    assert!(after("5").starts_with("error: a.jsonl:3: expected an object of attribute names and values"));
    assert!(
        after("{\"name\": 1, \"name\": 2, \"employees\": 3, \"employees\": 4}")
            .starts_with("error: a.jsonl:3: ")
    );
    let value = after("{\"employees\": \"many\"}");
    assert!(value.starts_with("error: a.jsonl:3: attribute `employees`: expected a number"), "{value}");
    assert_eq!(said("[{\"name\": \"Ash\"}"), "error: a.jsonl:1: the list is never closed");
    assert_eq!(
        said("[{\"name\": \"Ash\"}\n{\"name\": \"x\"}]"),
        "error: a.jsonl:2: `,` or `]` must follow an item of the list"
    );
    assert_eq!(said("[{\"name\": \"Ash\"}]\n{}"), "error: a.jsonl:2: something follows the list");
    assert_eq!(said("{\n\"name\": \"Ash\""), "error: a.jsonl:1: a value that is never closed");
    assert_eq!(said(""), "error: a.jsonl: the file is empty");
    assert_eq!(
        said(&format!("{{\"name\": \"{}", "x".repeat(2 << 20))),
        "error: a.jsonl:1: a line of more than 1 MiB"
    );
}

#[test]
fn keys_that_no_account_has() {
    let ran = json("{\"name\": \"Ash\", \"industry\": null}\n{\"name\": \"Birch\", \"headcount\": 5}\n", "");
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.starts_with("notice: a.jsonl: no account has `tools`, `founded`; unknown for all\n"),
        "{}",
        ran.err
    );
    let ran = json("{\"name\": \"Ash\"}\n", "");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("no account has a key that the model `demo` reads"), "{}", ran.err);
}

#[test]
fn names_of_accounts() {
    let text =
        "{\"id\": 17, \"industry\": \"x\"}\n{\"industry\": \"x\"}\n{\"id\": \"c\", \"industry\": \"x\"}\n";
    assert_eq!(ids(&json(text, "")), ["17", "2", "c"]);
    assert_eq!(ids(&json("{\"k\": \"a\", \"id\": 1, \"industry\": \"x\"}\n", " --id k")), ["a"]);
    let ran = json("{\"id\": 1, \"industry\": \"x\"}\n", " --id k");
    assert_eq!((ran.code, ran.err.lines().last()), (2, Some("error: a.jsonl: no account has `k`")));
}

#[test]
fn an_empty_list_has_no_accounts() {
    let ran = json("[]", "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 1);
}
