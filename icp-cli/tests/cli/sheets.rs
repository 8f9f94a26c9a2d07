//! Accounts from workbooks: the cells as the values that they are, which sheet, which row has the header, and how each
//! is refused.

use super::books::Cell::{Blank, Bool, Day, Error, Number, Shared, Text};
use super::books::{Cell, Xlsx, ods};
use super::support::{Folder, Ran, expect};

const HEADER: [Cell<'static>; 5] =
    [Text("name"), Text("employees"), Text("industry"), Text("tools"), Text("founded")];

/// The accounts of the samples; days are numbers of Excel's calendar.
fn rows() -> Vec<(u32, Vec<Cell<'static>>)> {
    vec![
        (1, HEADER.to_vec()),
        (2, vec![Text("Ash"), Number("50"), Text("software"), Text("HubSpot;Stripe"), Day("40544")]),
        (3, vec![Text("Birch"), Number("500"), Text("steel"), Blank, Day("25569.75")]),
        (4, vec![Text("Cedar"), Number("3"), Blank, Blank, Blank]),
    ]
}

/// The same as CSV.
const CSV: &str = "\
name,employees,industry,tools,founded
Ash,50,software,HubSpot;Stripe,2011-01-01
Birch,500,steel,,1970-01-01
Cedar,3,,,
";

fn book<'a>(rows: Vec<(u32, Vec<Cell<'a>>)>) -> Xlsx<'a> {
    Xlsx { sheets: vec![("Accounts", "visible", rows)], shared: vec![], merged: "", is_1904: false }
}

fn score(name: &str, bytes: impl AsRef<[u8]>, options: &str) -> Ran {
    Folder::with(name, bytes).score(&format!("{name} --format csv{options}"))
}

fn ids(ran: &Ran) -> Vec<&str> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect()
}

/// Everything that is told but the counts at the end.
fn told(ran: &Ran) -> String {
    let told = ran.err.lines().take_while(|line| !line.contains(" judged as of "));
    told.map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_sheet_is_scored_as_the_same_csv() {
    let csv = score("a.csv", CSV, "");
    let mut iso = rows();
    iso[1].1[4] = Day("2011-01-01");
    iso[2].1[4] = Day("1970-01-01T18:00:00");
    let calc = ods(&[("Accounts", iso.into_iter().map(|(_, cells)| cells).collect())]);
    for (name, bytes) in [("a.xlsx", book(rows()).bytes()), ("a.ods", calc), ("a.csv", book(rows()).bytes())]
    {
        let ran = score(name, &bytes, "");
        assert_eq!((ran.code, &*ran.out), (0, &*csv.out), "{name}: {}", ran.err);
        let folder = Folder::with(name, &bytes);
        let whole = folder.score(&format!("{name} --format jsonl"));
        folder.write("b.csv", CSV);
        assert_eq!(whole.out, folder.score("b.csv --format jsonl").out, "{name}");
        let explained = folder.run(&format!("explain model.yaml {name} --id Birch --as-of 2026-11-21"));
        assert!(explained.out.contains("Birch") || explained.code == 0, "{}", explained.err);
        let wrong = folder.run(&format!("score {name} model.yaml"));
        assert!(wrong.code == 2, "{}", wrong.err);
    }
}

#[test]
fn texts_that_sheets_share_and_the_other_calendar() {
    let mut rows = rows();
    rows[1].1[2] = Shared(1);
    rows[2].1[2] = Shared(0);
    rows[1].1[4] = Day("39082");
    rows[2].1[4] = Day("24107");
    let book = Xlsx { shared: vec!["steel", "software"], is_1904: true, ..book(rows) };
    assert_eq!(score("a.xlsx", book.bytes(), "").out, score("a.csv", CSV, "").out);
}

#[test]
fn many_rows_come_in_columns_and_one_by_one() {
    let names: Vec<String> = (0..20_000).map(|row| format!("a{row}")).collect();
    let numbers: Vec<String> = (0..20_000).map(|row| (row % 300).to_string()).collect();
    let mut rows = vec![(1, HEADER.to_vec())];
    let mut csv = String::from("name,employees,industry,tools,founded\n");
    for (row, (name, number)) in (2..).zip(names.iter().zip(&numbers)) {
        rows.push((row, vec![Text(name), Number(number), Text("software")]));
        csv.push_str(&format!("{name},{number},software,,\n"));
    }
    let expected = score("a.csv", csv, "");
    assert!(score("a.xlsx", book(rows.clone()).bytes(), "").out == expected.out);
    // One cell of another type, and the same accounts come one by one.
    rows[7].1[1] = Text("5");
    assert!(score("a.xlsx", book(rows).bytes(), "").out == expected.out);
}

#[test]
fn cells_are_what_they_are_and_errors_are_invalid() {
    let model = "\
format: icp/1
name: typed
attributes:
  employees: {type: number}
  founded: {type: date}
  public: {type: bool}
  code: {type: text}
  tools: {type: set}
icps:
  - id: all
    fit:
      criteria:
        - {id: size, fit: {employees: {gte: 1.5}}}
        - {id: old, fit: {founded: {before: 2000-01-01}}}
        - {id: public, fit: {public: true}}
        - {id: code, fit: {code: x}}
        - {id: tools, fit: {tools: {has: x}}}
      tiers: [{id: A}]
";
    let header: Vec<Cell<'_>> =
        ["name", "employees", "founded", "public", "code", "tools"].map(Text).to_vec();
    let mut said = String::new();
    for (what, cells) in [
        ("right", vec![Number("7"), Number("1.5"), Day("36525.99999"), Bool(true), Text("x"), Text("x;y")]),
        ("texts", vec![Text("t"), Text("2"), Text("1999-12-31"), Text("yes"), Text(" X "), Text("X")]),
        ("days", vec![Text("d"), Number("2"), Day("1"), Blank, Blank, Blank]),
        ("a day that is not", vec![Text("d"), Number("2"), Day("60"), Blank, Blank, Blank]),
        ("a time of day", vec![Text("d"), Number("2"), Day("0.5"), Blank, Blank, Blank]),
        ("a day before the calendar", vec![Text("d"), Number("2"), Day("-3"), Blank, Blank, Blank]),
        ("a number as a day", vec![Text("d"), Number("2"), Number("36525"), Blank, Blank, Blank]),
        ("a day as a number", vec![Text("d"), Day("36525"), Blank, Blank, Blank, Blank]),
        ("a number as a truth", vec![Text("d"), Number("2"), Blank, Number("1"), Blank, Blank]),
        ("a number as a text", vec![Text("d"), Number("2"), Blank, Blank, Number("94107"), Blank]),
        ("an error as a number", vec![Text("d"), Error("#DIV/0!"), Blank, Blank, Blank, Blank]),
        ("an error as a day", vec![Text("d"), Number("2"), Error("#N/A"), Blank, Blank, Blank]),
        ("an error as a text", vec![Text("d"), Number("2"), Blank, Blank, Error("#N/A"), Blank]),
        ("an error as a set", vec![Text("d"), Number("2"), Blank, Blank, Blank, Error("#REF!")]),
    ] {
        let right = vec![Text("r"), Number("2"), Day("36525"), Bool(false), Text("x"), Text("x")];
        let bytes = book(vec![(1, header.clone()), (3, cells), (4, right)]).bytes();
        let folder = Folder::with("a.xlsx", &bytes);
        folder.write("typed.yaml", model);
        let ran = folder.run("score typed.yaml a.xlsx --format csv --as-of 2026-11-21");
        let line = ran.out.lines().nth(1).unwrap_or_default();
        said.push_str(&format!("{what}\n{line}\n{}", told(&ran)));
        if ran.code > 0 {
            let ran =
                folder.run("score typed.yaml a.xlsx --format csv --as-of 2026-11-21 --on-invalid missing");
            let rest = ran.err.lines().last().unwrap_or_default();
            said.push_str(&format!("{}\n{rest}\n", ran.out.lines().nth(1).unwrap_or_default()));
        }
        said.push('\n');
    }
    expect("sheet-cells", &said);
}

/// A placeholder takes an error cell under every type.
#[test]
fn errors_that_stand_for_no_value() {
    let model = "\
format: icp/1
name: typed
missing: ['#n/a']
attributes:
  employees: {type: number}
  code: {type: text}
  tools: {type: set}
icps:
  - id: all
    fit:
      criteria:
        - {id: size, fit: {employees: {gte: 1.5}}}
        - {id: code, fit: {code: x}}
        - {id: tools, fit: {tools: {has: x}}}
      tiers: [{id: A}]
";
    let header: Vec<Cell<'_>> = ["name", "employees", "code", "tools"].map(Text).to_vec();
    let rows = |error: &'static str| {
        let wrong = vec![Text("e"), Error(error), Error(error), Error(error)];
        let right = vec![Text("r"), Number("2"), Text("x"), Text("x")];
        vec![(1, header.clone()), (2, wrong), (3, right)]
    };
    let folder = Folder::with("a.xlsx", book(rows("#N/A")).bytes());
    folder.write("typed.yaml", model);
    let ran = folder.run("score typed.yaml a.xlsx --format csv --as-of 2026-11-21");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("\ne,,insufficient_data"), "{}", ran.out);
    // Another error is a value that cannot be read.
    folder.write("b.xlsx", book(rows("#REF!")).bytes());
    let ran = folder.run("score typed.yaml b.xlsx --format csv --as-of 2026-11-21");
    assert!(ran.code == 1 && ran.err.contains("also wrong: `code`, `tools`"), "{}", ran.err);
    let refused = folder.run("score typed.yaml b.xlsx --format parquet -o b.parquet --on-invalid missing");
    assert!(
        refused.code == 2 && refused.err.contains("the cells of column `employees` are of several types"),
        "{}",
        refused.err
    );
}

#[test]
fn which_sheet_and_which_row() {
    let mut titled = vec![(1, vec![Text("Accounts of 2026")]), (2, vec![Blank, Blank, Number("2026")])];
    titled.extend(rows().into_iter().map(|(row, cells)| (row + 3, cells)));
    titled.push((9, vec![Text("Total"), Number("553")]));
    titled.push((10, vec![Text("made by J. Doe")]));
    let book = Xlsx {
        sheets: vec![
            ("Old", "hidden", rows()),
            ("Report", "visible", titled),
            ("2", "visible", rows()),
            ("Empty", "visible", vec![]),
            ("Notes", "veryHidden", vec![(1, vec![Text("nothing")])]),
        ],
        shared: vec![],
        merged: "A1:E1",
        is_1904: false,
    };
    let folder = Folder::with("a.xlsx", book.bytes());
    let mut said = String::new();
    for options in [
        "",
        " --header-row 4",
        " --header-row 4 --until-blank",
        " --skip 3 --skip-last 2",
        " --header-row 4 --skip-last 1",
        " --header-row 4 --skip-last 90",
        " --sheet 2",
        " --sheet 1",
        " --sheet Report --skip 90",
        " --sheet Empty",
        " --sheet Notes",
        " --sheet report",
        " --sheet 9",
        " --delimiter ;",
        " --encoding utf-8",
        " --path companies",
    ] {
        let ran = folder.score(&format!("a.xlsx --format csv{options}"));
        let ids: Vec<&str> = ran.out.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        said.push_str(&format!("icp score{options}\n{}\n{}\n", ids.join(" "), told(&ran)));
    }
    folder.write("a.csv", CSV);
    said.push_str(&folder.score("a.csv --sheet 1").err);
    said.push_str(&folder.run("check a.xlsx").err);
    said.push_str(&folder.pipe("score model.yaml -", &book.bytes()).err);
    expect("sheets", &said);
}

#[test]
fn a_damaged_workbook_is_refused() {
    let whole = book(rows()).bytes();
    let folder = Folder::new();
    for end in (100..whole.len()).step_by(61) {
        folder.write("a.xlsx", &whole[..end]);
        let ran = folder.score("a.xlsx --format csv");
        assert_eq!((ran.code, &*ran.out), (2, ""), "{end}: {}", ran.err);
        assert!(ran.err.starts_with("error: cannot read a.xlsx"), "{end}: {}", ran.err);
    }
    for at in (0..whole.len()).step_by(17) {
        let mut wrong = whole.clone();
        wrong[at] ^= 0x15;
        folder.write("a.xlsx", &wrong);
        let ran = folder.score("a.xlsx --format csv");
        assert!((0..=2).contains(&ran.code) && !ran.err.contains("panicked"), "{at}: {}", ran.err);
    }
    let locked = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat();
    let ran = score("a.xls", locked, "");
    assert!(ran.code == 2 && ran.err.starts_with("error: cannot read a.xls"), "{}", ran.err);
}

#[test]
fn a_sheet_goes_where_every_answer_goes() {
    let folder = Folder::with("a.xlsx", book(rows()).bytes());
    assert!(ids(&folder.score("a.xlsx --format csv --top 1")).len() == 1);
    #[cfg(feature = "parquet")]
    {
        let ran = folder.score("a.xlsx -o o.parquet");
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let ran = folder.score("a.xlsx");
    assert!(ran.out.contains("Birch"), "{}", ran.err);
}
