//! `icp check --data`: a model held against accounts.

use serde_json::Value;

use super::support::{Folder, expect, shared};

const MODEL: &str = "\
format: icp/1
name: sales
attributes:
  product: {type: text}
  sector: {type: text}
  employees: {type: number, min: 1}
  founded: {type: date}
exclusions:
  - {id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}
icps:
  - id: smb
    fit:
      criteria:
        - {id: line, fit: {product: {in: [GTX Pro, GTX Basic]}}}
        - {id: trade, fit: {sector: {in: [technology, medical]}}}
        - {id: age, fit: {founded: {before: 2020-01-01}}}
        - {id: size, fit: {employees: {lt: 500}}}
      tiers: [{id: A, from: 95}, {id: B, from: 20}, {id: C}]
";

/// Twelve accounts with everything in them that a look by hand would find.
const ACCOUNTS: &str = "\
name,product,sector,employees,Founded
Alder,GTXPro,technolgy,50,2001-04-01
Birch,GTXPro,technology,60,2003-04-01
Cedar,GTX Basic,technology,-1,2004-04-01
Daisy,GTX Basic,Select,70,2005-04-01
Elder,GTX Basic,retail,80,2006-04-01
Fig,GTX Basic,retail,many,2007-04-01
Ginkgo,GTX Basic,retail,90,2008-04-01
Hazel,GTX Basic,N/A,100,2009-04-01
Ivy,GTX Basic,technology,110,2010-04-01
Juniper,GTXPro,technology,120,2011-04-01
Alder ,GTX Basic,technology,130,2012-04-01
Larch,GTX Basic,technology,140,2013-04-01
";

fn folder() -> Folder {
    let folder = Folder::with("sales.yaml", MODEL);
    folder.write("accounts.csv", ACCOUNTS);
    folder
}

#[test]
fn a_model_and_accounts_together() {
    let folder = folder();
    let ran = folder.run("check sales.yaml --data accounts.csv");
    assert_eq!(ran.code, 0, "{}", ran.err);
    expect("check-data", &ran.out);
    assert!(ran.out.lines().skip(1).all(|line| line.chars().count() <= 80), "{}", ran.out);
}

#[test]
fn denied_findings_of_data_are_mistakes() {
    let folder = folder();
    let code = |deny: &str| folder.run(&format!("check sales.yaml --data accounts.csv --deny {deny}")).code;
    assert_eq!((code("near_value"), code("placeholder_value,empty_tier"), code("warnings")), (1, 1, 1));
    assert_eq!((code("exclusion_excludes_all"), code("unreachable_tier")), (0, 0));
    assert_eq!(folder.run("check sales.yaml --deny near_value").code, 0);
}

#[test]
fn the_same_from_json_lines_and_standard_input() {
    let folder = folder();
    let mut lines = String::new();
    for line in ACCOUNTS.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let keys = ["name", "product", "sector", "employees", "Founded"];
        let entries: Vec<String> =
            keys.iter().zip(cells).map(|(key, cell)| format!("\"{key}\": \"{cell}\"")).collect();
        lines.push_str(&format!("{{{}}}\n", entries.join(", ")));
    }
    folder.write("accounts.jsonl", lines);
    let read = |words: &str| {
        let ran = folder.run(&format!("check sales.yaml --format json {words}"));
        let mut line: Value = serde_json::from_str(&ran.out).unwrap();
        line["data"]["name"].take();
        line
    };
    let csv = read("--data accounts.csv");
    assert_eq!(csv, read("--data accounts.jsonl"));
    let piped = folder.pipe("check sales.yaml --format json --data -", ACCOUNTS.as_bytes());
    let mut piped: Value = serde_json::from_str(&piped.out).unwrap();
    piped["data"]["name"].take();
    assert_eq!(csv, piped);
    assert_eq!((csv["data"]["accounts"].as_u64(), csv["denied"].as_u64()), (Some(12), Some(0)));
    let codes: Vec<&str> =
        csv["data"]["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    for code in ["duplicate_account", "column_absent", "near_value", "placeholder_value", "invalid_values"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}

#[test]
fn mistakes_of_a_model_as_json() {
    let folder = Folder::with("bad.yaml", "format: icp/1\nname: bad\nicps: []\n");
    let ran = folder.run("check bad.yaml --format json");
    let line: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, line["model"].as_str()), (1, Some("bad.yaml")));
    assert!(line["error"]["problems"][0]["line"].is_number(), "{line}");
}

#[test]
fn accounts_are_read_as_they_are_for_scores() {
    let folder = folder();
    folder.write("export.txt", ACCOUNTS.replace(',', "\t").replace("name\t", "vat\t"));
    let ran = folder.run("check sales.yaml --data export.txt --delimiter tab --id vat");
    assert!(ran.out.contains("share their `vat` with"), "{}{}", ran.out, ran.err);
    let unknown = folder.run("check sales.yaml --data accounts.csv --id nope");
    assert_eq!(unknown.code, 2, "{}", unknown.err);
    let twice = folder.run("check sales.yaml sales.yaml --data -");
    assert_eq!((twice.code, &*twice.out), (2, ""));
    let missing = folder.run("check sales.yaml --data nope.csv");
    assert_eq!(missing.code, 2, "{}", missing.err);
}

#[test]
fn events_from_a_second_file() {
    let folder = Folder::with("a.csv", "id\n7\n8\n");
    let model = "format: icp/1\nname: visited\nattributes: {visits: {type: events}}\nicps:\n  - id: all\n    fit:\n      criteria: [{id: demo, fit: {visits: {happened: {event: demo}}}}]\n      tiers: [{id: A, from: 60}, {id: B}]\n";
    folder.write("visited.yaml", model);
    folder.write("log.csv", "of,type,on\n7,demo,2026-11-01\n9,demo,2026-11-01\n");
    let ran = folder.run(
        "check visited.yaml --data a.csv --events visits=log.csv,account=of,event=type,on=on --as-of 2026-11-21",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("1 of 2 rows are of 1 account that the accounts do not have"), "{}", ran.err);
    assert!(!ran.out.contains("column_absent"), "{}", ran.out);
    let without = folder.run("check visited.yaml --data a.csv");
    assert!(
        without.code == 2 && without.err.contains("no column has a name"),
        "{}{}",
        without.out,
        without.err
    );
    let alone = folder.run("check visited.yaml --events visits=log.csv,account=of,event=type,on=on");
    assert!(alone.code == 2 && alone.err.contains("`--data`"), "{}", alone.err);
}

/// Real tables, where they are there.
#[test]
fn tables_as_they_come() {
    let Some(table) = shared("data/yc_companies/yc_companies.csv") else { return };
    let model = "\
format: icp/1
name: yc
attributes:
  industry: {type: text}
  country: {type: text}
  launched_at: {type: date}
icps:
  - id: growing
    fit:
      criteria:
        - {id: trade, fit: {industry: {in: [B2B, Fintec]}}}
        - {id: place, fit: {country: {in: [United Kingdom, Narnia]}}}
        - {id: young, fit: {launched_at: {within_last: 5 years}}}
      tiers: [{id: A, from: 50}, {id: B}]
";
    let folder = Folder::with("yc.yaml", model);
    let ran = folder.run(&format!("check yc.yaml --format json --data {}", table.display()));
    let line: Value = serde_json::from_str(&ran.out).unwrap();
    let findings = line["data"]["findings"].as_array().unwrap();
    let messages: Vec<&str> = findings.iter().map(|one| one["message"].as_str().unwrap()).collect();
    for wanted in [
        "attribute `industry`: `Fintec` is in none of 5,408 accounts, `Fintech` in 597",
        "attribute `country` has values that usually stand for none: `Unspecified` (362)",
        "attribute `country`: in none of 5,408 accounts: `Narnia`",
    ] {
        assert!(messages.contains(&wanted), "{messages:#?}");
    }
    assert!(messages.iter().any(|one| one.starts_with("attribute `launched_at`: 5,408 of 5,408 values")));
}
