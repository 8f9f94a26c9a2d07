//! Events of the accounts from a second file, in every form that accounts come in.

use super::support::{Folder, Ran, expect, without};

const MODEL: &str = "\
format: icp/1
name: visited
attributes:
  employees: {type: number}
  visits: {type: events}
icps:
  - id: all
    fit:
      criteria:
        - {id: size, fit: {employees: {gte: 50}}}
        - {id: demo, fit: {visits: {happened: {event: demo, within_last: 90 days}}}}
        - {id: often, fit: {visits: {happened: {event: pricing page, at_least: 3}}}}
      tiers: [{id: A, from: 60}, {id: B}]
";

const ACCOUNTS: &str = "id,employees\n7,60\n8,10\n9,70\n";

const LOG: &str = "\
company_id,type,created,n
7,demo,2026-11-01,
7,pricing page,2026-09-20,2
7,Pricing Page,2026-09-21T10:00:00Z,1
8,demo,2020-01-01,1
,demo,2026-11-01,1
99,demo,2026-11-01,1
98,demo,2026-11-01,1
98,demo,2026-11-02,1
";

const SPEC: &str = "account=company_id,event=type,on=created";

fn folder() -> Folder {
    let folder = Folder::with("a.csv", ACCOUNTS);
    folder.write("visited.yaml", MODEL);
    folder.write("log.csv", LOG);
    folder
}

fn score(folder: &Folder, words: &str) -> Ran {
    folder.run(&format!("score visited.yaml {words} --as-of 2026-11-21"))
}

/// Everything that is told but the counts at the end.
fn told(ran: &Ran) -> String {
    let told = ran.err.lines().take_while(|line| !line.contains(" judged as of "));
    told.map(|line| format!("{line}\n")).collect()
}

/// The accounts with their events in the rows.
const WHOLE: &str = r#"{"id": "7", "employees": 60, "visits": [{"event": "demo", "on": "2026-11-01"}, {"event": "pricing page", "on": "2026-09-20", "count": 2}, {"event": "pricing page", "on": "2026-09-21"}]}
{"id": "8", "employees": 10, "visits": [{"event": "demo", "on": "2020-01-01"}]}
{"id": "9", "employees": 70, "visits": []}
"#;

#[test]
fn a_log_is_the_same_as_events_in_the_accounts() {
    let folder = folder();
    folder.write("whole.jsonl", WHOLE);
    let whole = score(&folder, "whole.jsonl --format jsonl");
    assert_eq!(whole.code, 0, "{}", whole.err);
    // The names of events stand in `inputs` as each source writes them.
    let answers = |out: &str| without(out, &["inputs"]);
    let spec = format!("--events visits=log.csv,{SPEC},count=n");
    let ran = score(&folder, &format!("a.csv --format jsonl {spec}"));
    assert_eq!((ran.code, answers(&ran.out)), (0, answers(&whole.out)), "{}", ran.err);
    // Of accounts in JSON, and in other orders.
    folder.write(
        "a.jsonl",
        "{\"id\": 7, \"employees\": 60}\n{\"id\": 8, \"employees\": 10}\n{\"id\": 9, \"employees\": 70}\n",
    );
    let json = score(&folder, &format!("a.jsonl --format jsonl {spec}"));
    assert_eq!(answers(&json.out), answers(&whole.out));
    let head = LOG.lines().next().unwrap();
    let mut rows: Vec<&str> = LOG.lines().skip(1).collect();
    rows.reverse();
    folder.write("back.csv", format!("{head}\n{}\n", rows.join("\n")));
    let back = score(&folder, &format!("a.csv --format jsonl --events visits=back.csv,{SPEC},count=n"));
    assert_eq!(answers(&back.out), answers(&whole.out));
    // The log in another form, and compressed.
    let json = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let id = if cells[0].is_empty() { "null" } else { cells[0] };
        let n = if cells[3].is_empty() { "null" } else { cells[3] };
        format!(
            "{{\"company_id\": {id}, \"type\": \"{}\", \"created\": \"{}\", \"n\": {n}}}\n",
            cells[1], cells[2]
        )
    };
    folder.write("log.jsonl", LOG.lines().skip(1).map(json).collect::<String>());
    let ran = score(&folder, &format!("a.csv --format jsonl --events visits=log.jsonl,{SPEC},count=n"));
    assert_eq!(answers(&ran.out), answers(&whole.out), "{}", ran.err);
    let explained = folder.run(&format!("explain visited.yaml a.csv --id 7 --as-of 2026-11-21 {spec}"));
    assert!(explained.code == 0 && explained.out.contains('A'), "{}", explained.err);
}

#[cfg(feature = "excel")]
#[test]
fn a_log_in_a_workbook() {
    use super::books::Cell::{Day, Number, Text};
    use super::books::Xlsx;
    let rows = vec![
        (1, vec![Text("company_id"), Text("type"), Text("created"), Text("n")]),
        (2, vec![Number("7"), Text("demo"), Day("46327"), Number("1")]),
        (3, vec![Text("7"), Text("pricing page"), Text("2026-09-20"), Number("3")]),
        (4, vec![Number("8"), Text("demo"), Day("43831"), Number("1")]),
    ];
    let book = Xlsx { sheets: vec![("Log", "visible", rows)], shared: vec![], merged: "", is_1904: false };
    let folder = folder();
    folder.write("log.xlsx", book.bytes());
    folder.write("whole.jsonl", WHOLE);
    let expected = score(&folder, "whole.jsonl --format csv").out;
    let ran = score(&folder, &format!("a.csv --format csv --events visits=log.xlsx,{SPEC},count=n"));
    assert_eq!(ran.out, expected, "{}", ran.err);
}

#[test]
fn days_are_written_as_the_log_writes_them() {
    let folder = folder();
    let plain = score(&folder, &format!("a.csv --format csv --events visits=log.csv,{SPEC},count=n"));
    let log = LOG
        .replace("2026-11-01", "11/1/2026")
        .replace("2026-09-20", "9/20/2026")
        .replace("2026-09-21T10:00:00Z", "9/21/2026");
    folder.write("us.csv", log);
    let ran =
        score(&folder, &format!("a.csv --format csv --events visits=us.csv,{SPEC},count=n,written=M/D/YYYY"));
    assert_eq!((ran.code, ran.out), (0, plain.out), "{}", ran.err);
}

#[test]
fn rows_without_an_account_and_rows_that_are_no_events_are_told() {
    let folder = folder();
    let mut said =
        told(&score(&folder, &format!("a.csv --format csv --events visits=log.csv,{SPEC},count=n")));
    for (row, file) in [
        ("8,demo,11/01/2026,1", "day.csv"),
        ("8,demo,,1", "no-day.csv"),
        ("8,,2026-11-01,1", "no-event.csv"),
        ("8,demo,2026-11-01,many", "count.csv"),
        ("8,demo,2026-11-01,-1", "negative.csv"),
    ] {
        folder.write(file, format!("company_id,type,created,n\n7,demo,2026-11-01,1\n{row}\n"));
        let spec = format!("--events visits={file},{SPEC},count=n");
        let ran = score(&folder, &format!("a.csv --format csv {spec}"));
        assert_eq!(ran.code, 1, "{row}: {}", ran.out);
        said.push_str(&format!("{row}\n{}", told(&ran)));
        // Half of a history is none: the account's is unknown then.
        let ran = score(&folder, &format!("a.csv --format csv --on-invalid missing {spec}"));
        let line = ran.out.lines().find(|line| line.starts_with("8,")).unwrap_or_default();
        said.push_str(&format!("{line}\n"));
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    for spec in [
        "visitz=log.csv,account=company_id,event=type,on=created",
        "employees=log.csv,account=company_id,event=type,on=created",
        "visits=log.csv,account=company,event=type,on=created",
        "visits=gone.csv,account=company_id,event=type,on=created",
        "visits=log.csv,account=company_id,event=type",
        "visits=log.csv,account=company_id,event=type,on=created,written=Q",
    ] {
        let ran = score(&folder, &format!("a.csv --format csv --events {spec}"));
        assert_eq!(ran.code, 2, "{spec}: {}", ran.err);
        let error: Vec<&str> = ran.err.lines().take_while(|line| !line.is_empty()).collect();
        said.push_str(&format!("{spec}\n{}\n", error.join("\n")));
    }
    folder.write("both.csv", "id,visits\n7,[]\n");
    folder.write("both.jsonl", "{\"id\": 7, \"visits\": []}\n");
    folder.write("nameless.csv", "employees\n7\n");
    for file in ["both.csv", "both.jsonl", "nameless.csv"] {
        let ran = score(&folder, &format!("{file} --format csv --events visits=log.csv,{SPEC}"));
        assert_eq!(ran.code, 2, "{}", ran.out);
        said.push_str(&ran.err);
    }
    expect("events-told", &said);
}
