//! Where the accounts stand in a file: below titles, above notes, inside of an object.

use super::support::{Folder, Ran, expect};

const REPORT: &str = "\
Target accounts
\"made for J. Doe\"

name,industry,employees,tools,founded
Ash,software,50,,
Birch,steel,500,,
Cedar,software,70,,

Open accounts
Made by J. Doe,2026-11-20
";

fn csv(text: &str, options: &str) -> Ran {
    Folder::with("a.csv", text).score(&format!("a.csv --format csv{options}"))
}

fn ids(ran: &Ran) -> Vec<&str> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect()
}

fn told(ran: &Ran) -> String {
    let told = ran.err.lines().take_while(|line| !line.contains(" judged as of "));
    told.map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_report_with_titles_and_notes() {
    let mut said = String::new();
    for options in [
        "",
        " --header-row 4",
        " --header-row 4 --until-blank",
        " --skip 3 --skip-last 2",
        " --skip 2 --until-blank",
        " --header-row 4 --skip-last 3 --until-blank",
        " --header-row 5",
        " --skip 90",
        " --header-row 4 --skip-last 50",
    ] {
        let ran = csv(REPORT, options);
        said.push_str(&format!("icp score{options}\n{}{}\n", ran.out.replace(",,", ","), told(&ran)));
    }
    expect("report-layout", &said);
}

#[test]
fn the_line_of_the_header_is_counted_at_every_kind_of_end() {
    for end in ["\n", "\r\n", "\r"] {
        for (lines, option) in [(0, 1), (1, 2), (3, 4)] {
            let text = format!("{}name,industry\nAsh,software\n", "title\n".repeat(lines)).replace('\n', end);
            assert_eq!(ids(&csv(&text, &format!(" --header-row {option}"))), ["Ash"], "{end:?} {lines}");
            let wrong = text.replace("Ash,software", "Ash,software,,x");
            let ran = csv(&wrong, &format!(" --skip {lines}"));
            assert!(
                ran.err.contains(&format!("error: a.csv:{}: the row has 4 cells", lines + 2)),
                "{}",
                ran.err
            );
        }
    }
    // Titles that are longer than what is read at a time, and a line end that is cut in two.
    for length in (65_530..65_540).chain([200_000]) {
        let text = format!("{}\r\nname,industry\r\nAsh,software\r\n", "x".repeat(length));
        assert_eq!(ids(&csv(&text, " --skip 1")), ["Ash"], "{length}");
    }
}

#[test]
fn a_line_that_names_the_delimiter_among_the_titles() {
    for (text, skip) in [
        ("sep=;\nTitle\nname;industry\nAsh;software\n", 2),
        ("Title\nsep=;\nname;industry\nAsh;software\n", 1),
        ("Title\nsep=;\nname;industry\nAsh;software\n", 2),
        ("sep=;\nname;industry\nAsh;software\n", 1),
    ] {
        let ran = csv(text, &format!(" --skip {skip}"));
        // Where it is passed over as a title, it names nothing.
        match (text, skip) {
            ("Title\nsep=;\nname;industry\nAsh;software\n", 2) => assert_eq!(ran.code, 1),
            _ => assert_eq!(ids(&ran), ["Ash"], "{text:?}"),
        }
    }
}

#[test]
fn the_last_rows_are_left_out_in_columns_and_one_by_one() {
    let mut text = String::from("name,industry,employees,tools,founded\n");
    let rows = 10_500;
    for row in 0..rows {
        text.push_str(&format!("a{row},software,{},,\n", row % 7));
        if row % 1_000 == 0 {
            text.push_str(",,,,\n");
        }
    }
    let folder = Folder::with("a.csv", &text);
    for last in [2, 10_000] {
        for format in ["csv", "jsonl"] {
            let ran = folder.score(&format!("a.csv --format {format} --skip-last {last}"));
            let lines = ran.out.lines().count() - usize::from(format == "csv");
            assert_eq!((ran.code, lines), (0, rows - last), "{}", ran.err);
            let first = format!("the last {} left out, from line", super::support::rows(last));
            assert!(ran.err.contains(&first), "{first} {}", ran.err);
        }
    }
    let ran = folder.score("a.csv --skip-last 10001");
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn a_list_of_accounts_inside_of_an_object() {
    let pages = "\
{\"total\": 3, \"data\": {\"a.b\": [], \"companies\": [
  {\"name\": \"Ash\", \"industry\": \"software\"},
  {\"name\": \"Birch\", \"industry\": \"}\"}]}, \"next\": \"x\"}
{\"data\": {\"companies\": []}}
{\"data\": {\"companies\": [{\"name\": \"Cedar\", \"employees\": 7}]}, \"next\": null}
";
    let json = |text: &str, options: &str| {
        Folder::with("a.json", text).score(&format!("a.json --format csv{options}"))
    };
    assert_eq!(ids(&json(pages, " --path data.companies")), ["Ash", "Birch", "Cedar"]);
    let long = format!(
        "{{\"companies\": [{}{{\"name\": \"z\"}}]}}",
        "{\"name\": \"Ash\", \"employees\": 5}, ".repeat(60_000)
    );
    assert_eq!(ids(&json(&long, " --path companies")).len(), 60_001);
    let piped = Folder::new().pipe("score model.yaml - --format csv --path data.companies", pages.as_bytes());
    assert_eq!(ids(&piped).len(), 3);
    let wrong = pages.replace("\"employees\": 7", "\"employees\": \"many\"");
    let mut said = json(&wrong, " --path data.companies").err;
    for (text, options) in [
        (pages, " --path companies"),
        (pages, " --path data"),
        (pages, " --path data.companies --skip 1"),
        ("{\"companies\": [{\"name\": \"Ash\"}, {\"na", " --path companies"),
        ("{\"companies\": [{\"name\": \"Ash\"} 1]}", " --path companies"),
        ("[{\"name\": \"Ash\"}]", " --path companies"),
        ("", " --path companies"),
        ("{\"n\": 1, \"rows\": [{}], \"more\": [1]}", " --path companies"),
    ] {
        let ran = json(text, options);
        assert!(ran.code > 0, "{}", ran.out);
        said.push_str(&ran.err);
    }
    said.push_str(&csv("name,industry\n", " --path companies").err);
    expect("json-path", &said);
}
