//! `icp check`: mistakes, findings, and what `--deny` makes of them.

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

/// Valid, with warnings and a remark.
const DOUBTFUL: &str = "\
format: icp/1
name: doubtful
reviewed_on: 2026-01-15
review_every: 90 days
attributes:
  industry:  {type: text, layer: firmographic}
  employees: {type: number, layer: firmographic}
  tools:     {type: set, layer: technographic}
exclusions:
  - {id: odd, reason: odd, when: {employees: {lt: 20, gt: 500}}}
icps:
  - id: smb
    fit:
      criteria:
        - id: size
          bands:
            - {when: {employees: {gte: 20}}, rating: 0.8}
            - {when: {employees: {between: [50, 100]}}, rating: 0.5}
        - {id: stack, fit: {tools: {has: HubSpot}}}
      tiers:
        - {id: S, from: 95}
        - {id: A, from: 50}
        - {id: B}
    intent:
      scale: {points: {}}
      criteria: [{id: known, points: 30, fit: {tools: {known: true}}}]
      tiers: [{id: hot, from: 20}, {id: cold}]
";

#[test]
fn what_is_found_in_a_model_without_mistakes() {
    let folder = Folder::with("doubtful.yaml", DOUBTFUL);
    let ran = folder.run("check doubtful.yaml --as-of 2026-11-21");
    assert_eq!((ran.code, &*ran.err), (0, ""));
    expect("check-findings", &ran.out);
    let before = folder.run("check doubtful.yaml --as-of 2026-01-16");
    assert!(
        ran.out.contains("(review_overdue)") && !before.out.contains("(review_overdue)"),
        "{}",
        before.out
    );
    let marked = folder.pipe("check - --as-of 2026-11-21", format!("\u{feff}{DOUBTFUL}").as_bytes());
    assert_eq!(marked.out, ran.out.replace("doubtful.yaml", "standard input"));
}

#[test]
fn denied_findings_are_mistakes() {
    let folder = Folder::with("doubtful.yaml", DOUBTFUL);
    let code = |deny: &str| {
        let ran = folder.run(format!("check doubtful.yaml --as-of 2026-11-21 {deny}").trim_end());
        (ran.code, ran.out.lines().last().unwrap().to_owned())
    };
    assert_eq!(code(""), (0, "doubtful.yaml: 7 findings (4 warnings)".to_owned()));
    let denied = |n: u32| (1, format!("doubtful.yaml: 7 findings (4 warnings, {n} denied)"));
    assert_eq!(code("--deny warnings"), denied(4));
    assert_eq!(code("--deny all"), denied(7));
    assert_eq!(code("--deny unused_attribute"), denied(1));
    assert_eq!(code("--deny unused_attribute,unreachable_tier --deny review_overdue"), denied(3));
    assert_eq!(code("--deny many_criteria,unused_list").0, 0);
    let wrong = folder.run("check doubtful.yaml --deny unused_atribute");
    assert_eq!((wrong.code, &*wrong.out), (2, ""));
    assert!(wrong.err.contains("a similar value exists: 'unused_attribute'"), "{}", wrong.err);
    assert_eq!(folder.run("check model.yaml doubtful.yaml --deny warnings").code, 1);
    assert_eq!(folder.run("check model.yaml nope.yaml doubtful.yaml --deny warnings").code, 2);
}

#[test]
fn help_lists_the_findings() {
    let ran = run(root(), &["check", "--help"], b"");
    let kinds = icp_core::findings::FindingKind::all();
    for kind in kinds.iter().chain(icp_core::findings::FindingKind::of_data()) {
        let line = ran.out.lines().find(|line| line.split_whitespace().next() == Some(kind.code()));
        assert!(
            line.is_some_and(|line| line.contains(kind.severity().as_str()) && line.ends_with(kind.what()))
        );
    }
}

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
    let models = ["examples/models/acme-intent.yaml", "examples/models/crunchbase-software.yaml"];
    let ran = run(root(), &["check", models[0], models[1], "--as-of", "2026-10-01"], b"");
    assert_eq!((ran.code, &*ran.err), (0, ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(
        lines[0].starts_with(&format!("{}: ok: acme-intent 2026-10-01, 1 icp, ", models[0])),
        "{}",
        lines[0]
    );
    assert!(lines[0].ends_with(" attributes, 7 criteria, 1 exclusion"), "{}", lines[0]);
    assert_eq!(lines[1].strip_prefix("  fingerprint ").unwrap().len(), 64);
    assert_eq!(lines[2], "  mid-market-saas: scores 0 to 100, intent within 0 to 100");
    assert!(lines[3].contains("ok: crunchbase-software 1, 3 icps, "), "{}", lines[3]);
    assert_eq!(lines[5..8].iter().filter(|line| line.ends_with(": scores 0 to 100")).count(), 3);
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
    assert!(folder.pipe("check -", json.as_bytes()).out.starts_with("standard input: ok: j, "));
    assert!(
        folder.pipe("check -", super::support::MODEL.as_bytes()).out.starts_with("standard input: ok: demo")
    );
    let prints = ran.out.split("fingerprint ").skip(1).map(|rest| rest.lines().next().unwrap());
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
