use super::support::{Folder, expect, root, run};

const MISTAKES: &str = "\
format: icp/1
name: bad
attributes:
  industry:  {type: text, layer: firmographic}
  employees: {type: numbr}
icps:
  - id: smb
    fit:
      criteria:
        - id: size
          wieght: 3
          fit: {employes: {between: [20, 500]}}
        - id: trade
          fit: {industry: {gt: 3}}
      tiers:
        - {id: A, from: 80}
";

#[test]
fn every_mistake_with_its_place() {
    let folder = Folder::with("bad.yaml", MISTAKES);
    let ran = folder.run("check bad.yaml");
    assert_eq!((ran.code, &*ran.err), (1, ""));
    expect("check-mistakes", &ran.out);
    let scored = folder.pipe("score bad.yaml -", b"industry\nsoftware\n");
    assert_eq!((scored.code, &*scored.out), (1, ""));
    assert!(scored.err.starts_with("error: the model has mistakes\n\nbad.yaml:5:21: "), "{}", scored.err);
    assert!(scored.err.ends_with("bad.yaml: 5 mistakes\n"), "{}", scored.err);
}

#[test]
fn a_place_in_a_long_line_is_cut_out() {
    let text = format!(
        "{{\"format\": \"icp/1\", \"name\": \"株式会社\", \"owner\": \"{}\", \"ownr\": \"\u{1b}\", \"description\": \"{}\"}}",
        "é".repeat(100),
        "x".repeat(100)
    );
    let ran = Folder::with("long.json", text).run("check long.json");
    assert_eq!(ran.code, 1);
    expect("check-long-line", &ran.out);
}

#[test]
fn models_without_mistakes() {
    let ran = run(
        root(),
        &["check", "examples/models/acme-gtm.yaml", "examples/models/crunchbase-software.yaml"],
        b"",
    );
    assert_eq!((ran.code, &*ran.err), (0, ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(
        lines[0].starts_with("examples/models/acme-gtm.yaml: ok: acme-gtm 2026-10-01, 1 icp, "),
        "{}",
        lines[0]
    );
    let (_, print) = lines[0].split_once(" attributes, 4 criteria, 2 exclusions, fingerprint ").unwrap();
    assert_eq!(print.len(), 64);
    assert!(lines[1].contains("ok: crunchbase-software 1, 3 icps, "), "{}", lines[1]);
}

#[test]
fn several_files_and_the_worst_of_them() {
    let folder = Folder::with("bad.yaml", MISTAKES);
    let ran = folder.run("check bad.yaml nope.yaml model.yaml");
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: cannot read nope.yaml: "), "{}", ran.err);
    assert!(ran.out.contains("bad.yaml: 5 mistakes\nmodel.yaml: ok: demo 7, 2 icps, "), "{}", ran.out);
    assert_eq!(folder.run("check model.yaml bad.yaml").code, 1);
    assert_eq!(folder.run("check").code, 2);
}

#[test]
fn json_and_yaml_are_told_apart() {
    let folder = Folder::new();
    let json = r#"{"format": "icp/1", "name": "j", "attributes": {"a": {"type": "bool"}},
        "icps": [{"id": "x", "fit": {"criteria": [{"id": "c", "fit": {"a": true}}], "tiers": [{"id": "A", "from": 1}, {"id": "B"}]}}]}"#;
    folder.write("model", json);
    folder.write("marked.json", format!("\u{feff}{json}"));
    folder.write("json.yaml", json);
    folder.write("yaml", super::support::MODEL);
    let ran = folder.run("check model marked.json json.yaml yaml");
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert_eq!(folder.pipe("check -", json.as_bytes()).out.lines().count(), 1);
    assert!(
        folder.pipe("check -", super::support::MODEL.as_bytes()).out.starts_with("standard input: ok: demo")
    );
    let prints = ran.out.lines().map(|line| line.rsplit(' ').next().unwrap());
    let prints: Vec<&str> = prints.take(3).collect();
    assert!(prints[0] == prints[1] && prints[1] == prints[2], "{}", ran.out);
}

#[test]
fn files_that_are_no_text() {
    let folder = Folder::new();
    folder.write("utf16.yaml", b"\xff\xfef\0o\0");
    folder.write("latin.yaml", b"format: icp/1\nname: Caf\xe9\n");
    folder.write("empty.yaml", "");
    folder.write("huge.yaml", "é".repeat(1 << 20));
    expect("check-no-text", &folder.run("check utf16.yaml latin.yaml empty.yaml huge.yaml").out);
}
