//! Source files: the ready ones on samples of their products' exports, options beside them, and their mistakes.

use super::support::{Folder, expect, root, run};

const MODEL: &str = "examples/sources/model.yaml";

/// The ready sources, each with a sample, and the options that its comment names.
const READY: [(&str, &str, &[&str]); 7] = [
    ("hubspot", "hubspot.csv", &[]),
    ("hubspot", "hubspot.json", &[]),
    ("salesforce-report", "salesforce-report.csv", &["--until-blank"]),
    ("pipedrive", "pipedrive.csv", &["--id", "Organization - Name"]),
    ("apollo", "apollo.csv", &[]),
    ("linkedin-sales-navigator", "linkedin-sales-navigator.csv", &[]),
    ("crunchbase", "crunchbase.csv", &["--id", "Organization Name"]),
];

#[test]
fn the_ready_ones_read_their_exports() {
    let mut told = String::new();
    for (source, accounts, options) in READY {
        let [source, accounts] =
            [format!("{source}.yaml"), accounts.to_owned()].map(|name| format!("examples/sources/{name}"));
        let mut words = vec!["score", MODEL, &accounts, "--source", &source, "--as-of", "2026-11-21"];
        words.extend(options);
        let ran = run(root(), &words, b"");
        assert_eq!(ran.code, 0, "{accounts}: {}", ran.err);
        let table: Vec<&str> =
            ran.out.lines().take_while(|line| !line.is_empty()).map(str::trim_end).collect();
        told.push_str(&format!("{accounts}\n{}\n{}\n", table.join("\n"), ran.err));
    }
    expect("ready-sources", &told);
}

#[test]
fn an_answer_names_its_source() {
    let words = [
        "score",
        MODEL,
        "examples/sources/apollo.csv",
        "--source",
        "examples/sources/apollo.yaml",
        "--format",
        "jsonl",
    ];
    let ran = run(root(), &words, b"");
    let line: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert_eq!(line["source"]["name"], "apollo");
    assert_eq!(line["source"]["fingerprint"].as_str().map(str::len), Some(64));
}

#[test]
fn a_csv_has_columns_for_its_source() {
    let folder = Folder::with("a.csv", "id,Staff,industry\n7,60,software\n8,5,retail\n");
    folder.write("s.yaml", "format: icp-source/1\nname: crm, old\ncolumns: {Staff: employees}\n");
    let plain = folder.run("score model.yaml a.csv --format csv");
    assert!(!plain.out.lines().next().unwrap().contains("source"), "{}", plain.out);
    for (rank, tail) in [("", ""), (" --rank", ",rank")] {
        let ran = folder.run(&format!("score model.yaml a.csv --source s.yaml --format csv{rank}"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let lines: Vec<&str> = ran.out.lines().collect();
        assert!(lines[0].ends_with(&format!(",source,source_fingerprint{tail}")), "{}", lines[0]);
        let source = icp_core::Source::from_text(&folder.read("s.yaml")).unwrap();
        assert_eq!(lines.len(), 3);
        for (line, place) in lines[1..].iter().zip(["1", "2"]) {
            let tail = if rank.is_empty() { String::new() } else { format!(",{place}") };
            let wanted = format!(",\"crm, old\",{}{tail}", source.fingerprint());
            assert!(line.ends_with(&wanted), "{line}");
        }
    }
}

#[test]
fn a_source_is_told_its_mistakes() {
    let folder = Folder::with("a.csv", "Staff,industry\n60,software\n");
    folder.write("s.yaml", "format: icp-source/1\nname: s\ncolumns: {Staff: employes}\n");
    let ran = folder.run("score model.yaml a.csv --source s.yaml");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("s.yaml:3:") && ran.err.contains("did you mean `employees`?"), "{}", ran.err);
    let ran = folder.run("check model.yaml --source s.yaml");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("s.yaml:3:"), "{}", ran.out);
    folder.write("s.yaml", "format: icp-source/1\nname: s\ncolumns: {Staff: employees}\n");
    let ran = folder.run("check model.yaml --source s.yaml");
    assert_eq!((ran.code, ran.out.contains("s.yaml: ok: it suits model.yaml")), (0, true), "{}", ran.out);
}

#[test]
fn the_layout_of_a_source_is_followed_unless_an_option_says_otherwise() {
    let folder = Folder::with("a.csv", "The report\n\nStaff;industry\n60;software\n");
    folder.write(
        "s.yaml",
        "format: icp-source/1\nname: s\ncolumns: {Staff: employees}\nfile: {skip: 2, delimiter: \";\"}\n",
    );
    let ran = folder.run("score model.yaml a.csv --source s.yaml --format csv");
    assert_eq!((ran.code, ran.out.lines().count()), (0, 2), "{}", ran.err);
    folder.write("b.csv", "Staff,industry\n60,software\n");
    let ran = folder.run("score model.yaml b.csv --source s.yaml --delimiter , --skip 0 --format csv");
    assert_eq!((ran.code, ran.out.lines().count()), (0, 2), "{}", ran.err);
    // A delimiter says nothing for JSON.
    folder.write("c.jsonl", r#"{"Staff": 60}"#);
    let ran = folder.run("score model.yaml c.jsonl --source s.yaml --format csv");
    assert_eq!((ran.code, ran.out.lines().count()), (0, 2), "{}", ran.err);
}

#[test]
fn the_schema_of_sources_is_printed() {
    let ran = run(root(), &["schema", "--source"], b"");
    assert!(ran.out.contains("icp-source/1"), "{}", ran.out);
}
