//! `icp score`: the forms of its answer and its exit codes.

use super::support::{Folder, Ran, command, expect, root, run, shared};

const ACCOUNTS: &str = "\
name,employees,industry,tools,founded
Ash,100,software,HubSpot,2020-01-01
Birch,10,software,HubSpot;Stripe,2019-03-04
Cedar,150,steel,,1950-01-01
Dogwood,3,software,HubSpot,2024-05-05
Elm,,software,,
Fir,,,,
Gorse,50,steel,HubSpot,2015-06-07
";

fn examples(words: &str) -> Ran {
    let words: Vec<&str> = words.split(' ').collect();
    run(root(), &words, b"")
}

/// The first words of the rows of a table, after their ranks.
fn order(out: &str) -> Vec<&str> {
    let table = out.split("\n\n").next().unwrap();
    let rows = table.lines().skip(2).filter_map(|line| {
        let mut words = line.split_whitespace();
        words.next()?.parse::<u32>().ok()?;
        words.next()
    });
    rows.collect()
}

#[test]
fn the_readme_table() {
    let ran = examples("score examples/models/acme-gtm.yaml examples/accounts.csv --as-of 2026-11-21");
    assert_eq!((ran.code, &*ran.err), (0, ""));
    expect("examples-table", &ran.out);
}

#[test]
fn intent_is_the_same_in_columns_and_one_by_one() {
    let score = "score examples/models/acme-intent.yaml - --as-of 2026-11-22 --format csv";
    let words: Vec<&str> = score.split(' ').collect();
    let talk = [r#"{"event": "meeting", "on": "2026-11-21"}"#, r#"{"event": "reply", "on": "2026-10-22"}"#];
    let mut lines = "company,industry,employees,country,site,talk\n".to_owned();
    let mut objects = String::new();
    for (at, talk) in talk.iter().chain(&[""]).enumerate() {
        let quoted = format!("[{talk}]").replace('"', "\"\"");
        let events = if talk.is_empty() { String::new() } else { format!("\"{quoted}\"") };
        lines.push_str(&format!("a{at},SaaS,1{at}50,US,,{events}\n"));
        let talk = if talk.is_empty() { "null".to_owned() } else { format!("[{talk}]") };
        objects.push_str(&format!(
            r#"{{"company": "a{at}", "industry": "SaaS", "employees": 1{at}50, "country": "US", "talk": {talk}}}"#
        ));
        objects.push('\n');
    }
    let (in_columns, one_by_one) =
        (run(root(), &words, lines.as_bytes()), run(root(), &words, objects.as_bytes()));
    assert_eq!((in_columns.code, one_by_one.code), (0, 0), "{}{}", in_columns.err, one_by_one.err);
    assert_eq!(in_columns.out, one_by_one.out);
    let intents: Vec<&str> = in_columns.out.lines().filter_map(|line| line.split(',').nth(9)).collect();
    assert_eq!((intents[0], intents[3], intents.len()), ("intent", "", 4), "{}", in_columns.out);
    assert!(intents[1].parse::<f64>().is_ok_and(|score| score > 0.0), "{}", in_columns.out);
}

#[test]
fn the_same_accounts_as_json_lines() {
    let ran = examples("score examples/models/acme-gtm.yaml examples/accounts.jsonl --as-of 2026-11-21");
    assert_eq!((ran.code, &*ran.err), (0, ""));
    expect("examples-jsonl-table", &ran.out);
}

#[test]
fn accounts_are_ranked_and_counted() {
    let ran = Folder::with("a.csv", ACCOUNTS).score("a.csv");
    assert_eq!((ran.code, &*ran.err), (0, ""));
    assert_eq!(order(&ran.out), ["Ash", "Birch", "Elm", "Cedar", "Gorse", "Fir", "Dogwood"]);
    expect("demo-table", &ran.out);
}

#[test]
fn only_the_best() {
    let folder = Folder::with("a.csv", ACCOUNTS);
    let ran = folder.score("a.csv --top 2");
    assert_eq!(order(&ran.out), ["Ash", "Birch"]);
    assert!(ran.out.contains("\nand 5 more\n"), "{}", ran.out);
    let total = ran.out.lines().find(|line| line.starts_with("total "));
    assert!(total.is_some_and(|line| line.ends_with(" 7")), "{}", ran.out);
    let csv = folder.score("a.csv --top 2 --format csv");
    assert_eq!(csv.out.lines().count(), 3);
    assert!(csv.out.lines().nth(1).unwrap().starts_with("Ash,software,qualified"), "{}", csv.out);
    let json = folder.score("a.csv --top 3 --format jsonl");
    assert!(json.out.lines().nth(2).unwrap().contains("\"best\":\"software\""), "{}", json.out);
}

/// A screen has the best fifty and says how to get the others; a file has all.
#[test]
fn a_long_table_ends_after_fifty() {
    let accounts: String = (0..60).map(|n| format!("a{n},{n},software\n")).collect();
    let folder = Folder::with("a.csv", format!("name,employees,industry\n{accounts}"));
    let ran = folder.score("a.csv");
    assert_eq!(order(&ran.out).len(), 50);
    assert!(
        ran.out.contains("\nand 10 more: `--top N` prints N of them, `-o FILE` writes all\n"),
        "{}",
        ran.out
    );
    assert!(!folder.score("a.csv --top 60").out.contains(" more"));
    assert_eq!(folder.score("a.csv -o all.txt").code, 0);
    assert_eq!(order(&folder.read("all.txt")).len(), 60);
}

#[test]
fn many_accounts_and_only_the_best() {
    let mut accounts = "name,employees,industry\n".to_owned();
    for n in 0..5_000 {
        accounts.push_str(&format!("a{n},{},software\n", if n == 4_321 { 100 } else { 7 }));
    }
    let ran = Folder::with("a.csv", accounts).score("a.csv --top 3");
    assert_eq!(order(&ran.out), ["a4321", "a0", "a1"]);
}

#[test]
fn csv_keeps_the_order_of_the_input() {
    let ran = Folder::with("a.csv", ACCOUNTS).score("a.csv --format csv");
    assert_eq!(ran.code, 0);
    expect("demo-csv", &ran.out);
    assert!(ran.err.contains("7 accounts judged as of 2026-11-21 by demo 7"), "{}", ran.err);
}

#[test]
fn cells_never_run_in_a_spreadsheet() {
    let accounts =
        "name,industry\n\"=HYPERLINK(\"\"http://x\"\")\",software\n@x,software\n-5,software\n+1,steel\n";
    let ran = Folder::with("a.csv", accounts).score("a.csv --format csv");
    let ids: Vec<&str> =
        ran.out.lines().skip(1).map(|line| line.split(",software").next().unwrap()).collect();
    assert_eq!(ids[..3], ["\"'=HYPERLINK(\"\"http://x\"\")\"", "'@x", "-5"]);
    assert!(ids[3].starts_with("'+1,"), "{}", ids[3]);
}

#[test]
fn json_lines_are_assessments_in_the_order_of_the_input() {
    let ran = Folder::with("a.csv", ACCOUNTS).score("a.csv --format jsonl");
    let lines: Vec<serde_json::Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let best: Vec<Option<&str>> = lines.iter().map(|line| line["best"].as_str()).collect();
    assert_eq!(
        best,
        [Some("software"), Some("software"), Some("old-trade"), None, Some("software"), None, None]
    );
    assert_eq!(lines[0]["as_of"], "2026-11-21");
    assert_eq!(lines[0]["icps"].as_array().unwrap().len(), 2);
}

#[test]
fn an_invalid_value_stops_the_work() {
    let accounts = "name,headcount,industry\nAsh,100,software\n\nBirch,\"1,200\",software\n";
    let ran = Folder::with("a.csv", accounts).score("a.csv");
    assert_eq!((ran.code, &*ran.out), (1, ""));
    expect("invalid-value", &ran.err);
}

#[test]
fn invalid_values_that_count_as_missing_are_counted() {
    let accounts =
        "name,headcount,industry,founded\nAsh,many,software,soon\nBirch,\"1,200\",software,\nElm,9,mining,\n";
    let ran = Folder::with("a.csv", accounts).score("a.csv --on-invalid missing");
    assert_eq!(ran.code, 0);
    let summary = ran.out.split("invalid values").nth(1).unwrap();
    let words: Vec<&str> = summary.split_whitespace().collect();
    assert_eq!(words, ["that", "counted", "as", "missing", "3", "employees", "2", "founded", "1"]);
}

#[test]
fn accounts_are_named_by_the_usual_columns() {
    let first = |accounts: &str, options: &str| {
        let ran = Folder::with("a.csv", accounts).score(&format!("a.csv --format csv{options}"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let cells = |line: &str| line.split(',').next().unwrap().to_owned();
        (cells(ran.out.lines().next().unwrap()), cells(ran.out.lines().nth(1).unwrap()))
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(first("industry,domain,Name\nsoftware,ash.example,Ash\n", ""), pair("Name", "Ash"));
    assert_eq!(first("industry,Account Name\nsoftware,Ash\n", ""), pair("Account Name", "Ash"));
    assert_eq!(
        first("industry,domain,Name\nsoftware,ash.example,Ash\n", " --id domain"),
        pair("domain", "ash.example")
    );
    assert_eq!(first("industry\nsoftware\n", ""), pair("row", "1"));
    assert_eq!(first("name,industry\n ,software\n", ""), pair("name", "1"));
}

#[test]
fn an_id_column_that_is_not_there() {
    let ran = Folder::with("a.csv", ACCOUNTS).score("a.csv --id nmae");
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.starts_with("error: a.csv: no column named `nmae`\n  help: the header has `name`"),
        "{}",
        ran.err
    );
}

#[test]
fn the_day_is_today_when_none_is_given() {
    let ran = Folder::with("a.csv", ACCOUNTS).run("score model.yaml a.csv --format jsonl");
    let line: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert!(line["as_of"].as_str().unwrap() > "2025-01-01", "{line}");
    let ran = Folder::with("a.csv", ACCOUNTS).run("score model.yaml a.csv --as-of 21.11.2026");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("a date is written like 2026-11-21"), "{}", ran.err);
}

#[test]
fn what_a_terminal_acts_on_is_escaped() {
    let accounts = "name,industry\n\"\u{1b}[2Jevil\u{202e}\nname\",software\n";
    let ran = Folder::with("a.csv", accounts).score("a.csv");
    assert!(ran.out.contains("\\u{1b}[2Jevil\\u{202e} name"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'));
}

#[test]
fn wide_and_long_names_keep_the_table_in_its_width() {
    let long = "an account with a name that goes on ".repeat(20);
    let accounts =
        format!("name,industry\n株式会社,software\n{long},software\n{},software\n", "x".repeat(300));
    let ran = Folder::with("a.csv", accounts).score("a.csv");
    let table = ran.out.split("\n\n").next().unwrap();
    assert!(table.lines().all(|line| line.chars().count() <= 120), "{table}");
    assert!(table.contains('…'));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut accounts = ACCOUNTS.to_owned();
    for n in 0..20_000 {
        accounts.push_str(&format!("a{n},100,software,,\n"));
    }
    let folder = Folder::with("a.csv", accounts);
    for format in ["table", "csv", "jsonl"] {
        let words = ["score", "model.yaml", "a.csv", "--format", format];
        let mut child = command(folder.path(), &words).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{format}");
    }
}

#[test]
fn real_companies_are_all_counted() {
    let Some(companies) = shared("data/crunchbase_2013/crunchbase-companies.csv") else { return };
    let words = ["score", "examples/models/crunchbase-software.yaml", companies.to_str().unwrap()];
    let options = ["--as-of", "2013-10-31", "--on-invalid", "missing", "--top", "15"];
    let ran = run(root(), &[&words[..], &options].concat(), b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("is not UTF-8 (from byte 75011 on): it is read as Windows-1252"), "{}", ran.err);
    expect("crunchbase", &ran.out);
    let summary: Vec<&str> = ran.out.split("\n\n").nth(2).unwrap().lines().collect();
    let counts = summary.iter().filter(|line| !line.starts_with([' ', '─', 't']));
    let sum: u64 = counts
        .map(|line| line.rsplit("  ").next().unwrap().trim().replace(',', "").parse::<u64>().unwrap())
        .sum();
    assert_eq!(sum, 17_727);
    let stopped = run(root(), &words, b"");
    assert_eq!(stopped.code, 1);
    assert!(
        stopped.err.contains(":7714: column 4 `funding_total_usd`: expected a number"),
        "{}",
        stopped.err
    );
}
