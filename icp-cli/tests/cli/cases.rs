//! `icp test`: cases that hold, that fail, and that cannot be read.

use std::fs;

use super::support::{Folder, Ran, expect, root, run};

const CASES: &str = "\
as_of: 2026-11-21
cases:
  - name: a software company of the right size
    account: {industry: software, employees: 50, tools: [HubSpot], founded: 2020-01-01}
    expect:
      best: software
      score: 100
      bounds: [100, 100]
      coverage: 1
      tier: A
      verdicts: {sales: call}
      criteria: {trade: {status: fit, points: 2}, stack: {rating: 1}}
      icps: {old-trade: {status: unqualified, reason: required_unmet, score: 0}}
      order: [software, old-trade]
      scores: {software: 100, old-trade: 0}
  - name: too small
    description: Four people are fewer than five.
    account: {employees: 4}
    expect: {best: null, status: disqualified, exclusions: [tiny], statuses: {old-trade: disqualified}}
  - name: nothing is known of the size
    account: {industry: software, founded: 1990-01-01}
    expect:
      status: qualified
      possible_exclusions: {tiny: [employees]}
      missing: [employees, tools]
      tally: {fits: 1, unknowns: 2}
  - name: about a quarter
    account: {industry: steel, employees: \"fifty or so\", tools: [HubSpot]}
    on_invalid: missing
    tolerance: 0.5
    expect: {score: 25.4, issues: [employees], criteria: {size: {rating_bounds: [0, 1]}}}
";

fn test(cases: &str) -> Ran {
    Folder::with("model.cases.yaml", cases).run("test model.yaml")
}

#[test]
fn cases_that_hold() {
    let ran = test(CASES);
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "model.cases.yaml: 4 passed, 0 failed\n", ""));
}

#[test]
fn every_failure_with_what_was_expected_and_found() {
    let wrong = CASES
        .replace("score: 100\n", "score: 99.5\n")
        .replace("bounds: [100, 100]", "bounds: [90, 100]")
        .replace("tier: A", "tier: B")
        .replace("expect: {best: null, ", "expect: {best: null, score: '0', ")
        .replace("verdicts: {sales: call}", "verdicts: {sales: write, finance: leave}")
        .replace("points: 2}", "points: 1}")
        .replace("required_unmet", "tier")
        .replace("order: [software, old-trade]", "order: [software]")
        .replace("old-trade: 0}", "old-trade: null}")
        .replace("exclusions: [tiny],", "exclusions: [],")
        .replace("missing: [employees, tools]", "missing: [employees]")
        .replace("status: qualified", "status: insufficient_data")
        .replace("fits: 1, unknowns: 2", "fits: 2, unknowns: 2")
        .replace("tolerance: 0.5", "tolerance: 0.3");
    let ran = test(&wrong);
    assert_eq!((ran.code, &*ran.err), (1, ""));
    expect("cases-failed", &ran.out);
}

#[test]
fn what_no_assessment_has() {
    let ran = test(
        "\
as_of: 2026-11-21
cases:
  - name: misspelt
    account: {industry: software, employes: 50, Tools: [x], note: n}
    expect:
      scoer: 100
      criteria: {trade: {pionts: 2}, sise: {points: 1}, far: {points: 0}}
      icps: {softwar: {score: 1}, old-trade: {teir: in}}
      verdicts: {sale: call}
      statuses: qualified
      tally: {}
      software: {score: 1}
  - name: refused
    account: {employees: many}
    expect: {score: 1}
",
    );
    assert_eq!(ran.code, 1);
    expect("cases-unknown", &format!("{}\n{}", ran.out, ran.err));
}

#[test]
fn mistakes_in_a_file_of_cases() {
    let mut told = String::new();
    for cases in [
        "cases:\n  - nam: x\n    acount: {}\n    expect: {}\n    tolerance: -1\n    as_of: 21.11.2026\n    on_invalid: skip\n",
        "cases: []\ntolerence: 1\n",
        "cases: {a: 1}\n",
        "as_of: 2026-11-21\n",
        "cases:\n  - 5\n  - name: [x]\n    account: 3\n    expect: none\n",
        "cases:\n  - name: a\n    name: b\n    account: {}\n    expect: {best: null}\n",
        "cases:\n  - name: a\n   account: {}\n",
        "cases:\n  - {name: a, account: {}, expect: {best: null}}\n---\ncases: []\n",
        "",
    ] {
        let ran = test(cases);
        assert_eq!((ran.code, &*ran.err), (1, ""), "{cases}");
        told.push_str(&format!("{}\n", ran.out));
    }
    expect("cases-mistakes", &told);
}

#[test]
fn which_files_are_run() {
    let folder = Folder::with("model.cases.yaml", CASES);
    folder.write("more.json", r#"{"cases": [{"name": "no", "as_of": "2026-11-21", "account": {}, "expect": {"best": "software"}}]}"#);
    let ran = folder.run("test model.yaml model.cases.yaml more.json");
    assert_eq!((ran.code, &*ran.err), (1, ""));
    assert!(ran.out.starts_with("model.cases.yaml: 4 passed, 0 failed\nmore.json:1: no\n  1: best: expected `software`, found null\n"), "{}", ran.out);
    assert!(
        ran.out.ends_with("more.json: 0 passed, 1 failed\nall 2 files: 4 passed, 1 failed\n"),
        "{}",
        ran.out
    );
    // One that cannot be read does not hide the others.
    let ran = folder.run("test model.yaml nope.yaml model.cases.yaml");
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.starts_with("error: cannot read nope.yaml: ") && ran.out.contains("4 passed"),
        "{}",
        ran.err
    );
    // A model in the place of cases, cases in that of a model, and none.
    let mut told = String::new();
    folder.write("other.yaml", folder.read("model.yaml"));
    for words in [
        "test model.yaml other.yaml",
        "test model.cases.yaml model.yaml",
        "score model.cases.yaml a.csv",
        "test other.yaml",
        "test model.yaml a.csv",
        "test -",
        "test - -",
    ] {
        let ran = folder.run(words);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{words}");
        told.push_str(&format!("icp {words}\n{}", ran.err));
    }
    expect("cases-which", &told);
}

#[test]
fn the_day_of_cases() {
    let model = "\
format: icp/1
name: days
attributes: {founded: {type: date}}
icps:
  - id: all
    fit: {criteria: [{id: young, fit: {founded: {within_last: 2 years}}}], tiers: [{id: A, from: 50}, {id: B}]}
";
    let case = |as_of: &str, tier: &str| {
        format!("  - {{name: x, account: {{founded: 2020-01-01}}, expect: {{tier: {tier}}}{as_of}}}\n")
    };
    let folder = Folder::new();
    folder.write("days.yaml", model);
    let code = |top: &str, cases: &[String], options: &str| {
        folder.write("days.cases.yaml", format!("{top}cases:\n{}", cases.concat()));
        folder.run(&format!("test days.yaml{options}"))
    };
    // The case's day, else the file's, else the one that is given, else today.
    let cases = [case(", as_of: 2021-06-01", "A"), case("", "B")];
    assert_eq!(code("as_of: 2024-01-01\n", &cases, " --as-of 2020-06-01").code, 0);
    assert_eq!(code("", &cases, " --as-of 2024-01-01").code, 0);
    assert_eq!(code("", &cases, " --as-of 2021-01-01").code, 1);
    let ran = code("", &cases, "");
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("notice: 1 case without `as_of` judged as of today, 2"), "{}", ran.err);
    // A model without days gives the same answer on all.
    let folder = Folder::with("model.cases.yaml", "cases: [{name: x, account: {}, expect: {best: null}}]");
    folder.write(
        "model.yaml",
        model.replace("type: date", "type: number").replace("{within_last: 2 years}", "{gte: 1}"),
    );
    assert_eq!((folder.run("test model.yaml").code, &*folder.run("test model.yaml").err), (0, ""));
}

#[test]
fn check_passes_over_files_of_cases() {
    let folder = Folder::with("model.cases.yaml", CASES);
    folder.write("loose.yaml", CASES);
    folder.write("broken.cases.yml", "cases: [");
    let ran = folder.run("check model.yaml model.cases.yaml loose.yaml broken.cases.yml");
    assert_eq!((ran.code, &*ran.err), (0, ""));
    let told: Vec<&str> = ran.out.lines().filter(|line| line.contains("passed over")).collect();
    expect("cases-passed-over", &format!("{}\n", told.join("\n")));
    assert_eq!(folder.run("check model.cases.yaml").code, 0);
    // A list of cases does not make a model into one.
    folder.write("model.yaml", format!("{}cases: []\n", folder.read("model.yaml")));
    assert_eq!(folder.run("check model.yaml").code, 1);
}

#[test]
fn the_gallery_holds() {
    let gallery = root().join("examples/models/gallery");
    let mut models = 0;
    for entry in fs::read_dir(gallery).unwrap() {
        let model = entry.unwrap().path();
        if model.to_string_lossy().ends_with(".cases.yaml") {
            continue;
        }
        let ran = run(root(), &["test", model.to_str().unwrap()], b"");
        assert_eq!((ran.code, &*ran.err), (0, ""), "{}: {}", model.display(), ran.out);
        assert!(ran.out.ends_with(" passed, 0 failed\n"), "{}", ran.out);
        models += 1;
    }
    assert!(models >= 7);
}

/// The sample in FORMAT.md runs with the model that stands before it.
#[test]
fn the_sample_holds() {
    let text = fs::read_to_string(root().join("FORMAT.md")).unwrap();
    let (before, after) = text.split_once("```yaml tests\n").unwrap();
    let cases = after.split_once("```").unwrap().0;
    let model = before.rsplit_once("```yaml model\n").unwrap().1.split_once("```").unwrap().0;
    let folder = Folder::with("model.cases.yaml", cases);
    folder.write("model.yaml", model);
    let ran = folder.run("test model.yaml");
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "model.cases.yaml: 3 passed, 0 failed\n", ""));
}
