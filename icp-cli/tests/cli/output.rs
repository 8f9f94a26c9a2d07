//! Where answers are written, and that a refusal leaves no half-written file.

use super::support::{Folder, expect, root, run};

const ACCOUNTS: &str = "name,industry,employees,tools,founded\nAsh,software,50,,\n";

#[test]
fn a_file_in_place_of_standard_output() {
    let folder = Folder::with("a.csv", ACCOUNTS);
    let ran = folder.score("a.csv -o out.txt");
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "", "wrote 1 account to out.txt as a drawn table\n"));
    assert!(folder.read("out.txt").contains("total"));
    folder.write("out.csv", "what was there before");
    let ran = folder.score("a.csv --format csv --output out.csv");
    assert_eq!((ran.code, &*ran.out), (0, ""));
    assert!(folder.read("out.csv").starts_with("name,best,status"));
    assert!(
        ran.err.starts_with("1 account judged as of 2026-11-21")
            && ran.err.ends_with("wrote 1 account to out.csv as CSV\n")
    );
    assert_eq!(folder.names(), ["a.csv", "model.yaml", "out.csv", "out.txt"]);
    if cfg!(unix) {
        let ran = folder.score("a.csv -o /dev/null");
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
}

#[test]
fn the_ending_decides_what_is_written() {
    let folder = Folder::with("a.csv", ACCOUNTS);
    let first = |name: &str, options: &str, form: &str| {
        let ran = folder.score(&format!("a.csv -o {name}{options}"));
        assert_eq!((ran.code, &*ran.out), (0, ""), "{name}{options}: {}", ran.err);
        assert!(ran.err.ends_with(&format!("wrote 1 account to {name} as {form}\n")), "{}", ran.err);
        std::fs::read(folder.path().join(name)).unwrap()
    };
    let csv = b"name,best,status";
    let line = b"{\"account\":\"Ash\",\"row\":1,\"model\":{";
    let table = b"#  name";
    assert!(first("out.csv", "", "CSV").starts_with(csv));
    assert!(first("OUT.CSV", "", "CSV").starts_with(csv));
    assert!(first("out.jsonl", "", "JSON Lines").starts_with(line));
    assert!(first("out.ndjson", "", "JSON Lines").starts_with(line));
    assert!(first("out.txt", "", "a drawn table").starts_with(table));
    // A name that says nothing.
    assert!(first("out", "", "a drawn table").starts_with(table));
    assert!(first("out.2026-11", "", "a drawn table").starts_with(table));
    assert!(first("out.2026-11", " --format csv", "CSV").starts_with(csv));
    // The format asked for is taken where the ending names no other.
    assert!(first("out.txt", " --format csv", "CSV").starts_with(csv));
    assert!(first("out.json", " --format jsonl", "JSON Lines").starts_with(line));
    assert!(first("out.csv", " --format csv", "CSV").starts_with(csv));
    if cfg!(feature = "parquet") {
        assert!(first("out.parquet", "", "Parquet").starts_with(b"PAR1"));
        assert!(first("out.pq", "", "Parquet").starts_with(b"PAR1"));
    }
}

#[test]
fn an_ending_that_contradicts_is_refused() {
    let folder = Folder::with("a.csv", ACCOUNTS);
    let mut told = String::new();
    for options in [
        "--format table -o x.csv",
        "--format csv -o x.parquet",
        "--format jsonl -o x.csv",
        "--format parquet -o x.txt",
        "--format csv -o x.xlsm",
        "--format csv -o x.csv.gz",
        "-o x.ods",
        "-o x.csv.gz",
        "-o x.tsv",
        "-o x.json",
        "-o x.html",
        "-o x.arrow",
        "-o x.duckdb",
        "-o x.yaml",
    ] {
        let ran = folder.score(&format!("a.csv {options}"));
        assert_eq!((ran.code, &*ran.out), (2, ""), "{options}");
        told.push_str(&format!("{options}\n{}\n", ran.err));
    }
    for options in ["--format text -o x.html", "--format html -o x.json", "-o x.csv", "-o x.docx"] {
        let ran = folder.run(&format!("explain model.yaml a.csv --id Ash {options}"));
        assert_eq!((ran.code, &*ran.out), (2, ""), "{options}");
        told.push_str(&format!("explain {options}\n{}\n", ran.err));
    }
    expect("endings-refused", &told);
    assert_eq!(folder.names(), ["a.csv", "model.yaml"]);
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
    folder.write("model", folder.read("model.yaml"));
    for target in ["a.csv", "./model"] {
        let ran = folder.run(&format!("score model a.csv -o {target}"));
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
    for words in [
        &["--help"][..],
        &["score", "--help"],
        &["explain", "--help"],
        &["check", "--help"],
        &["test", "--help"],
    ] {
        let ran = run(root(), words, b"");
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("Exit codes:\n  0  all is well\n  1  a "), "{}", ran.out);
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
