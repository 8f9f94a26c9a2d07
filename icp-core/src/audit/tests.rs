//! Each kind's samples, the table of the documentation, and that nothing depends on the order or the cuts of a run.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use crate::findings::{DataCheck, Finding, FindingKind};
use crate::{Account, Date, Model};

fn check(model: &str) -> DataCheck {
    let model = Model::from_yaml(model).unwrap_or_else(|error| panic!("{error}\n{model}"));
    model.data_check(Date::new(2026, 11, 21).unwrap())
}

fn findings(model: &str, accounts: &str) -> Vec<Finding> {
    let mut check = check(model);
    for line in accounts.lines() {
        check.add(&Account::from_json(line).unwrap()).unwrap();
    }
    check.findings()
}

#[test]
fn every_kind_is_in_its_wrong_sample_and_not_in_its_right_one() {
    for kind in FindingKind::of_data() {
        let codes = |model, accounts: Option<&str>| {
            findings(model, accounts.unwrap()).iter().map(Finding::code).collect::<Vec<_>>()
        };
        let (wrong, right) =
            (codes(kind.wrong(), kind.wrong_accounts()), codes(kind.right(), kind.right_accounts()));
        assert!(wrong.contains(&kind.code()), "{kind:?}: {wrong:?}\n{}", kind.wrong());
        assert!(!right.contains(&kind.code()), "{kind:?}: {right:?}\n{}", kind.right());
    }
}

/// A finding about one rule or one attribute stands where it is in the model.
#[test]
fn findings_have_a_place() {
    for (code, path) in [("unjudged_rule", "exclusions[0]"), ("other_separator", "attributes.tools")] {
        let kind = FindingKind::of_data().iter().find(|kind| kind.code() == code).unwrap();
        let found = findings(kind.wrong(), kind.wrong_accounts().unwrap());
        let finding = found.iter().find(|finding| finding.code() == code).unwrap();
        assert_eq!(finding.path().to_string(), path);
    }
    let model = "format: icp/1\nname: two\nattributes: {employees: {type: number}}\ncriteria:\n  size: {fit: {employees: {lt: 200}}}\nicps:\n  - id: a\n    priority: 1\n    fit:\n      criteria: [{use: size}]\n      tiers: [{id: A}]\n  - id: b\n    priority: 2\n    exclusions: [{id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}]\n    fit:\n      criteria: [{id: big, required: true, fit: {employees: {gt: 2}}}, {use: size, required: true}]\n      tiers: [{id: A}]\n";
    let accounts = "{\"employees\": \"many\"}\n{\"employees\": 60}";
    let found = findings(model, accounts);
    let paths = found.iter().filter(|finding| finding.code() == "unjudged_rule");
    let paths: Vec<String> = paths.map(|finding| finding.path().to_string()).collect();
    assert_eq!(paths, ["criteria.size", "icps[1].exclusions[0]", "icps[1].fit.criteria[0]"]);
}

#[test]
fn every_kind_has_a_code_of_its_own_and_words() {
    let all = || FindingKind::all().iter().chain(FindingKind::of_data());
    let mut codes: Vec<_> = all().map(|kind| kind.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all().count());
    for kind in FindingKind::of_data() {
        assert!(kind.code().chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{kind:?}");
        assert!(!kind.what().ends_with('.') && !kind.why().ends_with('.'), "{kind:?}");
        let found = findings(kind.wrong(), kind.wrong_accounts().unwrap());
        for finding in found {
            assert!(finding.help().is_some_and(|help| !help.is_empty()), "{finding}");
            assert!(!finding.message().contains('\n') && !finding.message().ends_with('.'), "{finding}");
        }
    }
}

#[test]
fn every_kind_is_in_the_table_of_the_documentation() {
    let mut table = String::from("| code | severity | what is found | why it matters |\n|---|---|---|---|\n");
    for kind in FindingKind::of_data() {
        let [what, why] = [kind.what(), kind.why()].map(|cell| cell.replace('|', "\\|"));
        table.push_str(&format!("| `{}` | {} | {what} | {why} |\n", kind.code(), kind.severity().as_str()));
    }
    assert_eq!(include_str!("findings.md"), table, "findings.md should be\n{table}");
}

const MODEL: &str = "
format: icp/1
name: cut
attributes:
  sector: {type: text}
  employees: {type: number, min: 1}
  tools: {type: set}
exclusions: [{id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}]
icps:
  - id: smb
    fit:
      criteria:
        - {id: trade, required: true, fit: {sector: {in: [technology, medical]}}}
        - {id: stack, fit: {tools: {has_any: [Slack, HubSpot]}}}
      tiers: [{id: A, from: 95}, {id: B}]
";

#[test]
fn neither_the_order_of_accounts_nor_a_cut_changes_a_finding() {
    let sectors = ["technology", "technolgy", "TECHNOLOGY", "N/A", "retail", "Select"];
    let account = |at: usize| {
        let account =
            Account::new().with("name", format!("Firm {}", at * at % 61)).with("sector", sectors[at * 7 % 6]);
        let account = account.with("employees", if at.is_multiple_of(13) { -1 } else { (at % 40) as i64 });
        account.with("tools", format!("Slak;{}", ["Stripe", "Slack", ""][at % 3]))
    };
    let accounts: Vec<Account> = (0..200).map(account).collect();
    let whole = |accounts: &[Account]| {
        let mut all = check(MODEL);
        accounts.iter().for_each(|account| all.add(account).unwrap());
        all
    };
    let once = whole(&accounts).findings();
    assert!(once.len() > 6, "{once:#?}");
    let mut other: Vec<Account> = (0..200).map(|at| accounts[at * 77 % 200].clone()).collect();
    for size in [1, 7, 64, 199] {
        let mut parts = check(MODEL);
        other.chunks(size).for_each(|part| parts.merge(&whole(part)));
        assert_eq!((parts.rows(), parts.findings()), (200, once.clone()), "{size}");
        other.reverse();
    }
}

/// A formula that counts an event which never happens says so, as a rule does.
#[test]
fn events_of_a_formula_are_names_too() {
    let model = "format: icp/1\nname: rate\nattributes:\n  visits: {type: events}\n  demos: {formula: \"count(visits, demo, purchse)\"}\nicps:\n  - id: a\n    fit:\n      criteria: [{id: keen, fit: {demos: {gte: 2}}}]\n      tiers: [{id: A}]\n";
    let account =
        r#"{"visits": [{"event": "demo", "on": "2026-01-01"}, {"event": "coffee", "on": "2026-01-01"}]}"#;
    let accounts = [account; 10].join("\n");
    let found = findings(model, &accounts);
    let finding = found.iter().find(|finding| finding.code() == "value_never_seen").unwrap();
    assert_eq!(finding.path().to_string(), "attributes.demos.formula");
    assert!(
        finding.message().contains("purchse") && !finding.message().contains("demo,"),
        "{}",
        finding.message()
    );
}
