//! Rows of deals or contacts that are put together to accounts: for each type which values go together, in every form that accounts
//! come in.

use super::support::{Folder, Ran, expect, without};

const MODEL: &str = "\
format: icp/1
name: grouped
attributes:
  employees: {type: number, written: {thousands: \",\"}, missing: [-1]}
  country: {type: text, synonyms: {US: [United States]}, aliases: [nation]}
  customer: {type: bool, blank: false}
  founded: {type: date, written: M/D/YYYY}
  tools: {type: set, separator: [\";\", \"|\"]}
  visits: {type: events}
icps:
  - id: all
    fit:
      criteria:
        - {id: size, fit: {employees: {gte: 50}}}
        - {id: home, fit: {country: US}}
        - {id: new, fit: {customer: false}}
        - {id: young, fit: {founded: {after: 2009-12-31}}}
        - {id: stack, fit: {tools: {has_all: [HubSpot, Slack]}}}
        - {id: seen, fit: {visits: {happened: {event: demo, at_least: 2}}}}
      tiers: [{id: A, from: 60}, {id: B}]
";

/// Deals: two of `a7` that complete each other, one of `b8`, one without an account, and one more of `a7`.
const DEALS: &str = "\
id,account_id,employees,nation,country,customer,founded,tools,visits,stage
1,a7,\"1,200\",,US,,11/23/2011,HubSpot,\"[{\"\"event\"\": \"\"demo\"\", \"\"on\"\": \"\"2026-11-01\"\"}]\",won
2,b8,40,DE,,yes,,,,open
3,,5,,,,,,,open
4, a7 ,-1,united states,,,2011-11-23,slack | HubSpot,\"[{\"\"event\"\": \"\"demo\"\", \"\"on\"\": \"\"2026-10-01\"\"}]\",lost
5,a7,1200,, us ,,,,\"[{\"\"event\"\": \"\"demo\"\", \"\"on\"\": \"\"2026-11-01\"\"}]\",open
";

/// The same accounts, a row for each.
const ACCOUNTS: &str = r#"{"account_id": "a7", "employees": 1200, "country": "US", "customer": null, "founded": "2011-11-23", "tools": ["HubSpot", "slack"], "visits": [{"event": "demo", "on": "2026-11-01"}, {"event": "demo", "on": "2026-10-01"}]}
{"account_id": "b8", "employees": 40, "country": "DE", "customer": true, "founded": null, "tools": null, "visits": null}
"#;

fn folder() -> Folder {
    let folder = Folder::with("deals.csv", DEALS);
    folder.write("grouped.yaml", MODEL);
    folder.write("accounts.jsonl", ACCOUNTS);
    folder
}

fn score(folder: &Folder, words: &str) -> Ran {
    folder.run(&format!("score grouped.yaml {words} --as-of 2026-11-21"))
}

/// Everything that is told before the counts at the end.
fn told(ran: &Ran) -> String {
    let told = ran.err.lines().take_while(|line| !line.contains(" judged as of "));
    told.map(|line| format!("{line}\n")).collect()
}

/// The cells of a row of a CSV in which quotes may stand.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut inside) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => inside = !inside,
            ',' if !inside => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

#[test]
fn rows_of_one_account_are_as_one_row() {
    let folder = folder();
    let whole = score(&folder, "accounts.jsonl --format jsonl --id account_id");
    assert_eq!(whole.code, 0, "{}", whole.err);
    let ran = score(&folder, "deals.csv --format jsonl --group-by account_id");
    // The texts of the source stand in `given`.
    let answers = |out: &str| without(out, &["given"]);
    assert_eq!((ran.code, answers(&ran.out)), (0, answers(&whole.out)), "{}", ran.err);
    let note =
        "deals.csv: 4 rows are 2 accounts, by `account_id`; 1 row without a value there left out (line 4)";
    assert!(ran.err.contains(note), "{}", ran.err);
    // The rows of an account need not stand together, nor in an order, but for that of the accounts.
    let mut rows: Vec<&str> = DEALS.lines().collect();
    rows[3..].reverse();
    folder.write("back.csv", format!("{}\n", rows.join("\n")));
    let back = score(&folder, "back.csv --format csv --group-by account_id");
    assert_eq!(back.out, score(&folder, "accounts.jsonl --format csv --id account_id").out, "{}", back.err);
    // JSON: a key that is absent is no blank, so `blank` says nothing of it; here all are there.
    let head = cells(DEALS.lines().next().unwrap());
    let object = |line: &str| {
        let pairs = head.iter().zip(cells(line)).map(|(key, cell)| {
            let cell = if key == "visits" && !cell.is_empty() {
                cell.replace("{event: demo, on: ", "{\"event\": \"demo\", \"on\": \"").replace("}]", "\"}]")
            } else {
                serde_json::Value::from(cell).to_string()
            };
            format!("{}: {cell}", serde_json::Value::from(key.as_str()))
        });
        format!("{{{}}}\n", pairs.collect::<Vec<_>>().join(", "))
    };
    folder.write("deals.jsonl", DEALS.lines().skip(1).map(object).collect::<String>());
    let json = score(&folder, "deals.jsonl --format jsonl --group-by account_id");
    assert_eq!((json.code, answers(&json.out)), (0, answers(&whole.out)), "{}", json.err);
    // A column of the account's name beside the one that groups.
    folder.write("named.csv", "deal,key,name,employees\n1,a,Acme,50\n2,a,,\n");
    let named = score(&folder, "named.csv --format csv --group-by key --id name");
    assert!(named.out.contains("\nAcme,,unqualified,"), "{}", named.out);
}

#[cfg(feature = "excel")]
#[test]
fn rows_of_a_workbook() {
    use super::books::Cell::{Blank, Number, Text};
    use super::books::Xlsx;
    let rows = vec![
        (1, ["id", "account_id", "employees", "tools"].map(Text).to_vec()),
        (2, vec![Number("1"), Text("a7"), Number("1200"), Text("HubSpot")]),
        (3, vec![Number("2"), Text("b8"), Number("40"), Blank]),
        (4, vec![Number("3"), Text("a7"), Blank, Text("Slack")]),
        (6, vec![Number("4"), Text("b8"), Number("41"), Blank]),
    ];
    let book = Xlsx { sheets: vec![("Deals", "visible", rows)], shared: vec![], merged: "", is_1904: false };
    let folder = folder();
    folder.write("deals.xlsx", book.bytes());
    let ran = score(&folder, "deals.xlsx --format csv --group-by account_id");
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.err.contains("deals.xlsx:6: column 3 `employees`"), "{}", ran.err);
    assert!(ran.err.contains("found `40` in line 3, but `41` in line 6"), "{}", ran.err);
    let ran = score(&folder, "deals.xlsx --format csv --group-by account_id --on-invalid missing");
    folder.write("a.csv", "account_id,employees,tools\na7,1200,HubSpot;Slack\nb8,,\n");
    assert_eq!(ran.out, score(&folder, "a.csv --format csv --id account_id").out, "{}", ran.err);
}

#[cfg(feature = "parquet")]
#[test]
fn rows_of_a_parquet_file() {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
    use parquet::arrow::ArrowWriter;
    let ids: ArrayRef =
        Arc::new(StringArray::from(vec![Some("a7"), Some("b8"), None, Some("a7"), Some("b8")]));
    let sizes: ArrayRef =
        Arc::new(Float64Array::from(vec![None, Some(40.0), Some(5.0), Some(60.0), Some(41.0)]));
    let table = RecordBatch::try_from_iter([("account_id", ids), ("employees", sizes)]).unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), table.schema(), None).unwrap();
    writer.write(&table).unwrap();
    let folder = folder();
    folder.write("deals.parquet", writer.into_inner().unwrap());
    let ran = score(&folder, "deals.parquet --format csv --group-by account_id --on-invalid missing");
    folder.write("a.csv", "account_id,employees\na7,60\nb8,\n");
    assert_eq!(ran.out, score(&folder, "a.csv --format csv --id account_id").out, "{}", ran.err);
    assert!(ran.err.contains("1 row without a value there left out (row 3)"), "{}", ran.err);
    let refused = score(&folder, "deals.parquet --format csv --group-by account_id");
    assert!(refused.err.contains("row 5: column 2 `employees`"), "{}", refused.err);
    assert!(refused.err.contains("found `40` in row 2, but `41` in row 5"), "{}", refused.err);
}

/// Each difference that is none, and each that is one.
#[test]
fn rows_that_differ() {
    let mut said = String::new();
    for (column, one, other) in [
        ("employees", "1,200", "1200.0"),
        ("employees", "", "1200"),
        ("employees", "-1", "1200"),
        ("employees", "1200", "1300"),
        ("employees", "many", "1300"),
        ("employees", "1300", "many"),
        ("country", "US", "United  States"),
        ("country", "US", "DE"),
        ("customer", "yes", "TRUE"),
        ("customer", "", "no"),
        ("customer", "yes", "no"),
        ("founded", "11/23/2011", "2011-11-23"),
        ("founded", "11/23/2011", "2011-11-24"),
        ("tools", "HubSpot;Slack", "slack|Stripe"),
        ("tools", "HubSpot", "[Slack, Stripe]"),
    ] {
        let folder = folder();
        folder.write("a.csv", format!("key,{column}\nk,\"{one}\"\nk,\"{other}\"\n"));
        let ran = score(&folder, "a.csv --format jsonl --group-by key --invalid wrong.csv");
        said.push_str(&format!("{column}: {one} and {other}\n"));
        if ran.code > 0 {
            said.push_str(&told(&ran).replace("\n  help", "\n   help"));
            said.push_str(folder.read("wrong.csv").lines().nth(1).unwrap_or_default());
            let lenient = score(&folder, "a.csv --format jsonl --group-by key --on-invalid missing");
            assert_eq!(lenient.code, 0, "{}", lenient.err);
            assert!(
                lenient.out.contains(&format!("\"issues\":[{{\"attribute\":\"{column}\"")),
                "{}",
                lenient.out
            );
        } else {
            assert!(ran.out.contains("\"issues\":[]"), "{}", ran.out);
            said.push_str("  the same");
        }
        said.push_str("\n\n");
    }
    expect("group-differ", &said);
}

#[test]
fn explain_next_and_check_take_it() {
    let folder = folder();
    let explained =
        folder.run("explain grouped.yaml deals.csv --group-by account_id --id a7 --as-of 2026-11-21");
    let whole =
        folder.run("explain grouped.yaml accounts.jsonl --id-column account_id --id a7 --as-of 2026-11-21");
    assert_eq!((explained.code, explained.out), (0, whole.out), "{}", explained.err);
    let next = folder.run("next grouped.yaml deals.csv --group-by account_id --id b8 --as-of 2026-11-21");
    let whole =
        folder.run("next grouped.yaml accounts.jsonl --id-column account_id --id b8 --as-of 2026-11-21");
    assert_eq!((next.code, next.out), (0, whole.out), "{}", next.err);
    let checked = folder.run("check grouped.yaml --data deals.csv --group-by account_id --as-of 2026-11-21");
    assert!(checked.out.contains("with 2 accounts of deals.csv"), "{}{}", checked.out, checked.err);
    assert!(!checked.out.contains("duplicate_account"), "{}", checked.out);
    // Without it the rows are accounts, and there twice.
    let rows = folder.run("check grouped.yaml --data deals.csv --id account_id --as-of 2026-11-21");
    assert!(rows.out.contains("duplicate_account") && rows.out.contains("--group-by"), "{}", rows.out);
}

#[test]
fn columns_that_are_not_there_and_options_that_do_not_go_together() {
    let folder = folder();
    for (words, wanted) in [
        ("deals.csv --group-by acount_id", "did you mean `account_id`?"),
        ("deals.csv --group-by nope", "no column named `nope`"),
        ("accounts.jsonl --group-by nope", "no account has `nope`"),
        (
            "deals.csv --group-by account_id --format parquet -o a.parquet",
            if cfg!(feature = "parquet") {
                "with `--group-by` each has its rows"
            } else {
                "this command was built without Parquet"
            },
        ),
    ] {
        let ran = score(&folder, words);
        assert!(ran.code == 2 && ran.err.contains(wanted), "{words}: {}", ran.err);
    }
    let alone = folder.run("check grouped.yaml --group-by account_id");
    assert!(alone.code == 2 && alone.err.contains("`--data`"), "{}", alone.err);
}
