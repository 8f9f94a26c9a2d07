//! A workbook of the older form, written by another program: `data/small.xls` has one sheet of three accounts, whose country is a
//! merged cell over the first two; their days are numbers. And merged cells, and files that are broken.

use super::books::Cell::{Blank, Number, Text};
use super::books::Xlsx;
use super::support::{Folder, Ran};

const MODEL: &str = "\
format: icp/1
name: typed
attributes:
  employees: {type: number}
  country: {type: text}
  founded: {type: date, written: excel}
  public: {type: bool}
icps:
  - id: all
    fit:
      criteria:
        - {id: size, fit: {employees: {gte: 60.5}}}
        - {id: home, fit: {country: DE}}
        - {id: old, fit: {founded: {before: 2008-06-02}}}
        - {id: public, fit: {public: true}}
      tiers: [{id: A}]
";

const XLS: &[u8] = include_bytes!("data/small.xls");

fn score(name: &str, bytes: &[u8], options: &str) -> Ran {
    let folder = Folder::with(name, bytes);
    folder.write("typed.yaml", MODEL);
    folder.run(&format!("score typed.yaml {name} --format csv --as-of 2026-11-21{options}"))
}

/// Its accounts; the second has the country of the first.
const ROWS: &str = "name,employees,country,founded,public\nFjord Systems,120,DE,2008-06-01,true\nLund & Co,60.5,DE,1999-01-30,false\nBirk & Sons,,SE,,\n";

#[test]
fn a_workbook_of_the_older_form() {
    let xls = score("a.xls", XLS, "");
    assert_eq!((xls.code, &xls.out), (0, &score("a.csv", ROWS.as_bytes(), "").out), "{}", xls.err);
    assert!(xls.err.contains("a.xls: 1 merged cell gives its value to 1 further row"), "{}", xls.err);
    let folder = Folder::with("a.xls", XLS);
    let model = folder.run("init a.xls");
    assert!(model.out.contains("employees: {type: number}"), "{}", model.out);
}

#[test]
fn merged_cells_hold_for_every_row_that_they_span() {
    let rows = vec![
        (1, ["name", "employees", "country"].map(Text).to_vec()),
        (2, vec![Text("a"), Number("70"), Text("DE")]),
        (3, vec![Text("b"), Number("50"), Blank]),
        // A blank row is no account, whatever spans it.
        (4, vec![Blank, Blank, Blank]),
        (5, vec![Text("c"), Number("80"), Blank]),
        (6, vec![Text("d"), Number("80"), Blank]),
    ];
    let of = |merged| {
        let sheets = vec![("Accounts", "visible", rows.clone())];
        Xlsx { sheets, shared: vec![], merged, is_1904: false }.bytes()
    };
    let merged = score("a.xlsx", &of("C2:C5"), "");
    let plain = score("a.csv", b"name,employees,country\na,70,DE\nb,50,DE\nc,80,DE\nd,80,\n", "");
    assert_eq!(merged.out, plain.out, "{}", merged.err);
    assert!(merged.err.contains("1 merged cell gives its value to 2 further rows"), "{}", merged.err);
    // A cell that spans columns says nothing of other rows.
    let wide = score("a.xlsx", &of("B2:C2"), "");
    assert!(!wide.err.contains("merged"), "{}", wide.err);
    assert_eq!(wide.out, score("a.csv", b"name,employees,country\na,70,DE\nb,50,\nc,80,\nd,80,\n", "").out);
}

#[test]
fn files_that_are_cut_off() {
    for (name, bytes) in [("a.xls", &XLS[..1_000]), ("b.xls", &XLS[..3_000])] {
        let ran = score(name, bytes, "");
        assert_eq!(ran.code, 2, "{}", ran.out);
        let told = format!("cannot read {name}: it is cut off or damaged");
        assert!(ran.err.contains(&told) && ran.err.contains("fetch it again"), "{}", ran.err);
    }
}
