//! Files as other programs write them: workbooks, archives, reports with titles and notes, answers of an API.

use super::support::{Folder, Ran, expect};

fn csv(text: impl AsRef<[u8]>, options: &str) -> Ran {
    Folder::with("a.csv", text).score(&format!("a.csv --format csv{options}"))
}

fn json(text: &str) -> Ran {
    Folder::with("a.jsonl", text).score("a.jsonl --format csv")
}

fn ids(ran: &Ran) -> Vec<&str> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect()
}

/// Everything that is told but the counts at the end.
fn notices(ran: &Ran) -> String {
    let told = ran.err.lines().take_while(|line| !line.contains(" judged as of "));
    told.map(|line| format!("{line}\n")).collect()
}

/// A file of another program: its first bytes, and what follows them.
fn foreign() -> Vec<(&'static str, Vec<u8>)> {
    let zip = |part: &str| [b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", part.as_bytes(), &[0x9c; 40]].concat();
    let after = |begin: &[u8]| [begin, &[0x90, 0, 7, 0xff, 0x81, 3]].concat();
    vec![
        ("book.xlsx", zip("[Content_Types].xml\x02xl/workbook.xml")),
        ("book.ods", zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet")),
        ("book.xls", after(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
        ("page.xls", b"\n<html><body><table><tr><td>name</td></tr></table></body></html>".to_vec()),
        ("sheet.xls", b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>".to_vec()),
        ("memo.docx", zip("[Content_Types].xml\x02word/document.xml")),
        ("a.zip", zip("accounts.csv")),
        ("a.csv.bz2", after(b"BZh91AY&SY")),
        ("a.csv.xz", after(b"\xfd7zXZ\0")),
        ("report.pdf", after(b"%PDF-1.7\n")),
        ("crm.sqlite", after(b"SQLite format 3\0")),
        ("crm.duckdb", after(b"\x01\x02\x03\x04\x05\x06\x07\x08DUCK")),
        ("a.feather", after(b"ARROW1\0\0")),
        ("a.avro", after(b"Obj\x01")),
        ("a.orc", after(b"ORC\n")),
    ]
}

#[test]
fn files_of_other_programs_are_named_for_what_they_are() {
    let mut told = String::new();
    for (name, bytes) in foreign() {
        if cfg!(feature = "excel") && name.starts_with("book.") {
            // Those are read.
            continue;
        }
        let folder = Folder::with(name, &bytes);
        let ran = folder.score(name);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{name}: {}", ran.err);
        told.push_str(&ran.err);
        // Neither the name nor the options hide it.
        folder.write("a.csv", &bytes);
        for options in ["", " --encoding windows-1252"] {
            let ran = folder.score(&format!("a.csv{options}"));
            assert_eq!((ran.code, ran.err.lines().count()), (2, 2), "{name}: {}", ran.err);
            assert!(ran.err.starts_with("error: cannot read a.csv: it is "), "{name}: {}", ran.err);
        }
        let piped = folder.pipe("score model.yaml -", &bytes);
        assert!(piped.err.starts_with("error: cannot read standard input: it is "), "{name}: {}", piped.err);
        // Nor is it a model.
        folder.write("other", &bytes);
        for command in ["check other", "score other a.csv"] {
            let ran = folder.run(command);
            assert_eq!(ran.code, 2, "{name}: {}", ran.err);
            assert!(ran.err.starts_with("error: cannot read other: it is "), "{name}: {}", ran.err);
        }
    }
    let folder = Folder::new();
    let ran = folder.pipe("score model.yaml -", b"PAR1\x15\x04\x15\x06");
    assert_eq!(ran.code, 2);
    told.push_str(&ran.err);
    expect(if cfg!(feature = "excel") { "foreign-files" } else { "foreign-files-light" }, &told);
}

#[test]
fn a_first_line_that_names_the_delimiter() {
    for text in [
        "sep=;\nname;industry\nAsh;software\n",
        "\u{feff}sep=;\r\nname;industry\r\nAsh;software\r\n",
        "SEP=;\rname;industry\rAsh;software\r",
        "\"sep=;\"\n\nname;industry\nAsh;software\n",
        "sep=\t\nname\tindustry\nAsh\tsoftware\n",
        "sep=,\nname,industry\nAsh,software\n",
        "sep=|\nname|industry\nAsh|software\n",
    ] {
        assert_eq!(ids(&csv(text, "")), ["Ash"], "{text:?}");
    }
    // The given delimiter counts, and the line `sep=` is counted as a line.
    assert_eq!(ids(&csv("sep=;\nname,industry\nAsh,software\n", " --delimiter ,")), ["Ash"]);
    let ran = csv("sep=;\nname;employees\nAsh;many\n", "");
    assert!(ran.err.contains("error: a.csv:3: column 2 `employees`"), "{}", ran.err);
    let utf16: Vec<u8> =
        "\u{feff}sep=\t\nname\tindustry\nAsh\tsoftware\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(ids(&csv(utf16, "")), ["Ash"]);
    for first in ["sep=ab", "sep=", "\nSEP=;", "sep=; "] {
        let ran = csv(format!("{first}\nname;industry\nAsh;software\n"), "");
        assert!(
            ran.err.contains("help: a line `sep=` names one character, as the very first line"),
            "{}",
            ran.err
        );
    }
    // A column may be called so.
    assert_eq!(ids(&csv("sep=x y,industry,name\n1,software,Ash\n", "")), ["Ash"]);
}

#[test]
fn rows_that_end_in_a_delimiter_and_files_that_are_no_text() {
    for text in ["name,industry\nAsh,software,\nBirch,steel,\n", "name,industry\nAsh,software, ,\n"] {
        let ran = csv(text, "");
        assert_eq!(ran.code, 1);
        assert!(
            ran.err.contains("help: it ends in a delimiter too many: end the header with one"),
            "{}",
            ran.err
        );
    }
    let ran = csv("a\0\0\0\0\0\0,b\0\0\0\n", "");
    assert!(ran.err.contains("help: it has zero bytes, so it is no text"), "{}", ran.err);
    let ran = csv("n\0a\0m\0,\0e\0\n", "");
    assert!(ran.err.contains("help: it looks like UTF-16"), "{}", ran.err);
    let folder = Folder::with("a.yaml", "- {name: Ash, employees: 50}\n");
    let ran = folder.run("score model.yaml a.yaml");
    assert!(ran.err.contains("help: accounts come as CSV, JSON Lines or Parquet"), "{}", ran.err);
}

#[test]
fn rows_of_blank_cells_are_no_accounts() {
    let ran =
        csv("name,industry,employees\n,,\nAsh,software,\n\" \",\"\",\"\"\n,,\nBirch,steel,5\n,,\n,\n", "");
    assert_eq!(ids(&ran), ["Ash", "Birch"]);
    expect("blank-rows", &notices(&ran));
    // Their numbers are those of accounts, in columns and one at a time.
    let text = "industry,employees\n,\nsoftware,5\n , \nsteel,5\n";
    assert_eq!(ids(&csv(text, "")), ["1", "2"]);
    let lines = Folder::with("a.csv", text).score("a.csv --format jsonl");
    let rows: Vec<&str> = lines.out.lines().map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(rows, ["\"row\":1", "\"row\":2"]);
    // A row with anything in it is one.
    assert_eq!(ids(&csv("name,industry,x\nAsh,software,\n,,1\n", "")).len(), 2);
}

#[test]
fn reports_end_in_notes_and_totals() {
    let head = "name,industry,employees,tools,founded\nAsh,software,50,,\nBirch,steel,500,,\n";
    let mut told = String::new();
    for end in [
        "\nOpen accounts\nMade by J. Doe\n2026-11-20\n",
        "Confidential\n",
        ",,,,\nTotal of 2 rows,,550,,\n",
        "Grand total,,550,,\n",
        "Cedar\nDouglas,software,3,,\n",
        "Cedar,steel,4,,,,x\n",
    ] {
        let ran = csv(format!("{head}{end}"), "");
        told.push_str(&format!("{end}---\n{}\n", notices(&ran)));
    }
    expect("report-ends", &told);
}

#[test]
fn a_title_above_the_header() {
    let ran = csv("Accounts of 2026\n\nOwner: J. Doe\nname,industry,employees\nAsh,software,5\n", "");
    assert_eq!(ran.code, 1);
    expect("title-above", &ran.err);
    // A header with another delimiter is what is told first.
    let ran = csv("\"name\";\"industry\"\nindustry;software\n", "");
    assert!(ran.err.contains("try `--delimiter ';'`"), "{}", ran.err);
}

#[test]
fn the_nearest_name_is_the_one_that_differs_by_case_or_blanks() {
    let model = "\
format: icp/1
name: near
attributes:
  employees: {type: number, aliases: ['# Employees']}
  industry: {type: text}
icps:
  - id: all
    fit:
      criteria: [{id: size, fit: {employees: {gte: 1}}}, {id: trade, fit: {industry: software}}]
      tiers: [{id: A}]
";
    let folder = Folder::new();
    folder.write("near.yaml", model);
    let mut told = String::new();
    for header in ["# employees", "# Employees ", "#Employees", "Employees", "No. employees", "em-ployees"] {
        for also in [",industry", ""] {
            folder.write("a.csv", format!("name,{header}{also}\nAsh,50\n"));
            let ran = folder.run("score near.yaml a.csv");
            assert!(!ran.err.contains("the model has mistakes"), "{}", ran.err);
            told.push_str(
                ran.err
                    .lines()
                    .find(|line| line.contains(" differ, ") || line.contains("exactly"))
                    .unwrap_or("-"),
            );
            told.push('\n');
        }
    }
    expect("nearest-names", &told);
}

#[test]
fn keys_that_lie_deeper() {
    let mut told = String::new();
    for text in [
        // Answers of an API.
        r#"{"id": "101", "properties": {"employees": "120", "industry": "software"}, "archived": false}"#,
        r#"{"total": 2, "companies": [{"name": "Ash", "employees": 5}, {"name": "Birch"}]}"#,
        r#"{"data": {"results": [{"company": {"headcount": 5}}]}}"#,
        r#"{"data": {"company": {"employees": 5}}}"#,
        r#"{"industry": "software", "sites": [{"employees": 5}]}"#,
        r#"{"odd key": {"employees": 5}}"#,
        r#"{"odd.key": {"employees": 5}}"#,
        r#"{"Employees": 5, "INDUSTRY": "software"}"#,
        r#"{"company": "Ash", "size": 7}"#,
        r#"{"industry": "software", "firmographics": {"employees": 5}, "Tools": ["x"]}"#,
    ] {
        told.push_str(&format!("{text}\n{}\n", notices(&json(text))));
    }
    let many = format!(
        "{{\"next\": null, \"companies\": [{}{{}}]}}",
        "{\"name\": \"Ash\", \"employees\": 5}, ".repeat(9_000)
    );
    let long =
        format!("{{\"companies\": [{}{{}}]}}", "{\"name\": \"Ash\", \"employees\": 5}, ".repeat(40_000));
    for text in [many, long] {
        told.push_str(&format!("{} bytes in one object\n{}\n", text.len(), notices(&json(&text))));
    }
    expect("nested-keys", &told);
}

#[test]
fn a_file_of_another_form_than_its_name_says() {
    let ran = csv("{\"name\": \"Ash\", \"industry\": \"software\"}\n{\"name\": \"Birch\"}\n", "");
    assert_eq!(ran.code, 1);
    let mut told = ran.err;
    let ran = json("name,industry\nAsh,software\n");
    assert_eq!(ran.code, 1);
    told.push_str(&ran.err);
    expect("other-forms", &told);
    // Through a pipe the first character tells.
    let folder = Folder::new();
    for text in ["{\"name\": \"Ash\", \"industry\": \"software\"}\n", "name,industry\nAsh,software\n"] {
        assert_eq!(ids(&folder.pipe("score model.yaml - --format csv", text.as_bytes())), ["Ash"]);
    }
}

#[test]
fn a_column_is_not_an_account() {
    let folder = Folder::with("a.csv", "name,industry\nBrightfen,software\nSable Robotics,steel\n");
    let mut told = String::new();
    for words in [
        "score model.yaml a.csv --id Brightfen",
        "explain model.yaml a.csv Brightfen",
        "explain model.yaml a.csv",
        "explain model.yaml a.csv --id industry",
        "explain model.yaml a.csv --id Brightfenn",
        "explain model.yaml a.csv --id Cedar",
    ] {
        let ran = folder.run(words);
        assert!(ran.code > 0 && ran.out.is_empty(), "{words}");
        let errors: Vec<&str> = ran.err.lines().filter(|line| !line.starts_with("notice: ")).collect();
        told.push_str(&format!("icp {words}\n{}\n\n", errors.join("\n")));
    }
    let ran = super::support::run(folder.path(), &["explain", "model.yaml", "a.csv", "Sable Robotics"], b"");
    told.push_str(&ran.err);
    expect("column-or-account", &told);
}

#[test]
fn a_card_of_points_goes_out_as_pmml_and_comes_back() {
    let model = "format: icp/1\nname: card\nattributes: {employees: {type: number}}\nicps:\n  - id: smb\n    fit:\n      scale: {points: {}}\n      criteria:\n        - {id: size, bands: [{when: {employees: {gte: 50}}, points: 20}]}\n      tiers: [{id: A, from: 15}, {id: B}]\n";
    let folder = Folder::with("model.yaml", model);
    let ran = folder.run("export model.yaml --to pmml -o card.pmml");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let back = folder.run("import card.pmml");
    assert!(back.code == 0 && back.out.contains("points: 20"), "{}{}", back.out, back.err);
    let wrong = folder.run("export model.yaml --to pmml --dbt");
    assert!(wrong.code == 2 && wrong.err.contains("`--dbt` is for --to sql alone"), "{}", wrong.err);
}

#[test]
fn a_model_goes_out_as_a_table_of_points() {
    let model = "format: icp/1\nname: card\nattributes: {employees: {type: number}, country: {type: text}}\nicps:\n  - id: smb\n    exclusions: [{id: far, reason: too far, when: {country: XX}}]\n    fit:\n      criteria:\n        - {id: size, weight: 3, bands: [{when: {employees: {gte: 50}}, rating: 0.5}]}\n        - {id: market, table: {attribute: country, ratings: {DE: 1, AT: 0.8}}}\n        - {id: growth, curve: {attribute: employees, ratings: [[0, 0], [100, 1]]}}\n      tiers: [{id: A, from: 80}, {id: B}]\n";
    let folder = Folder::with("model.yaml", model);
    let ran = folder.run("export model.yaml --to table");
    assert_eq!(ran.code, 0, "{}", ran.err);
    expect("points-table", &ran.out);
    let ran = folder.run("export model.yaml --to table -o points.md");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = std::fs::read_to_string(folder.path().join("points.md")).unwrap();
    assert!(
        text.starts_with("| icp | scorecard |") && text.lines().count() == 2 + ran_lines(&folder),
        "{text}"
    );
    let ran = folder.run("export model.yaml --to table -o points.xlsx");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(std::fs::read(folder.path().join("points.xlsx")).unwrap().starts_with(b"PK"));
    for (words, said) in [
        ("export model.yaml --to table --dbt", "`--dbt` is for --to sql alone"),
        ("export model.yaml --to pmml --format csv", "`--format` is for --to table alone"),
        ("export model.yaml --to table --format xlsx", "`--format xlsx` is written into a file"),
        ("export model.yaml --to table -o a.parquet", "does not write `.parquet`"),
    ] {
        let ran = folder.run(words);
        assert!(ran.code == 2 && ran.err.contains(said), "{words}: {}", ran.err);
    }
}

/// The rows of the table of points.
fn ran_lines(folder: &Folder) -> usize {
    folder.run("export model.yaml --to table").out.lines().count() - 1
}

#[test]
fn rules_of_an_engine_come_in() {
    let rules = r#"[{"conditions": {"all": [{"fact": "employees", "operator": "greaterThan", "value": 20}]}, "priority": 3,
        "event": {"type": "large", "params": {"points": 5}}}]"#;
    let folder = Folder::with("rules.json", rules);
    let ran = folder.run("import rules.json --from json-rules-engine");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("points: 5") && ran.err.contains("`priority` is not taken"),
        "{}{}",
        ran.out,
        ran.err
    );
    let ran = folder.run("import rules.json");
    assert!(ran.code != 0 && ran.err.contains("--from pmml|json-rules-engine"), "{}", ran.err);
}
