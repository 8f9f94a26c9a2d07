use super::support::{Folder, root, run};

const ACCOUNTS: &str = "name,industry,employees,tools,founded\nAsh,software,50,,\n";

#[test]
fn a_file_in_place_of_standard_output() {
    let folder = Folder::with("a.csv", ACCOUNTS);
    let ran = folder.score("a.csv -o out.txt");
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "", "wrote 1 account to out.txt\n"));
    assert!(folder.read("out.txt").contains("total"));
    folder.write("out.csv", "what was there before");
    let ran = folder.score("a.csv --format csv --output out.csv");
    assert_eq!((ran.code, &*ran.out), (0, ""));
    assert!(folder.read("out.csv").starts_with("name,best,status"));
    assert!(
        ran.err.starts_with("1 account judged as of 2026-11-21")
            && ran.err.ends_with("wrote 1 account to out.csv\n")
    );
    assert_eq!(folder.names(), ["a.csv", "model.yaml", "out.csv", "out.txt"]);
    if cfg!(unix) {
        let ran = folder.score("a.csv -o /dev/null");
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
}

#[test]
fn half_an_answer_is_none() {
    let folder = Folder::with("a.csv", format!("{ACCOUNTS}Birch,software,many,,\n"));
    folder.write("out.csv", "what was there before");
    let ran = folder.score("a.csv --format csv -o out.csv");
    assert_eq!(ran.code, 1);
    assert_eq!(folder.read("out.csv"), "what was there before");
    assert_eq!(folder.names(), ["a.csv", "model.yaml", "out.csv"]);
}

#[test]
fn an_input_is_never_written_to() {
    let folder = Folder::with("a.csv", ACCOUNTS);
    for target in ["a.csv", "./model.yaml"] {
        let ran = folder.score(&format!("a.csv -o {target}"));
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("is read as well: writing to it would destroy it"), "{}", ran.err);
    }
    assert_eq!(folder.read("a.csv"), ACCOUNTS);
    assert_eq!(folder.score("a.csv -o nowhere/out.csv").code, 2);
}

#[test]
fn wrong_usage() {
    let folder = Folder::with("a.csv", ACCOUNTS);
    for words in ["", "scroe", "score", "score model.yaml", "score model.yaml a.csv --top 0", "score - -"] {
        let ran = folder.run(words);
        assert_eq!(ran.code, 2, "{words}");
        assert_eq!(ran.out, "", "{words}");
    }
    let ran = folder.run("score a.csv model.yaml");
    assert_eq!(
        (ran.code, &*ran.err),
        (2, "error: a.csv holds accounts, not a model: the model comes first\n")
    );
}

#[test]
fn help_tells_the_exit_codes() {
    for words in [&["--help"][..], &["score", "--help"], &["explain", "--help"], &["check", "--help"]] {
        let ran = run(root(), words, b"");
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("Exit codes:\n  0  all is well\n  1  a mistake"), "{}", ran.out);
    }
    assert!(run(root(), &["--version"], b"").out.starts_with("icp "));
}

#[test]
fn the_schema_is_json() {
    let ran = run(root(), &["schema"], b"");
    assert_eq!(ran.code, 0);
    let schema: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(schema["properties"]["icps"].is_object());
}
