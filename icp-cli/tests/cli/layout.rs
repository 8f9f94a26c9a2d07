//! Where the accounts stand in a file: below titles, above notes, inside of an object.

use super::support::{Folder, Ran, command, expect, root};

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

/// A small file of accounts at random, with its cells quoted where they must be.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }

    /// Lines of accounts with this delimiter.
    fn accounts(&mut self, delimiter: &str) -> Vec<String> {
        let rows = 1 + self.below(6);
        let mut lines = vec![["name", "industry", "employees"].join(delimiter)];
        for row in 0..rows {
            let trade =
                self.one(&["software", "", "steel", "software;retail", "so\"ft", "a,b", " software "]);
            let size = self.one(&["", "50", "7", "1000"]);
            let trade = if trade.contains([',', ';', '"']) {
                format!("\"{}\"", trade.replace('"', "\"\""))
            } else {
                trade.to_owned()
            };
            lines.push([&format!("A{row}"), &*trade, size].join(delimiter));
        }
        lines
    }
}

/// Titles, notes, a line that names the delimiter and another delimiter change nothing of what the rows between say, whatever
/// they hold.
#[test]
fn what_stands_around_the_rows_changes_no_score() {
    let judged = |text: &str, options: &str| {
        let ran = csv(text, options);
        assert_eq!(ran.code, 0, "{options}\n{text}\n{}", ran.err);
        ran.out
    };
    for seed in 0..40 {
        let rows = Random(seed).accounts(",");
        let text = format!("{}\n", rows.join("\n"));
        let plain = judged(&text, "");
        assert_eq!(plain.lines().count(), rows.len(), "{text}");
        let mut dice = Random(seed + 1000);
        let note =
            |dice: &mut Random| dice.one(&["Total,3", "made by J. Doe", "x,y,z,more", "\"a, b\""]).to_owned();
        let (above, below) = (dice.below(4), 1 + dice.below(3));
        let titles: Vec<String> = (0..above).map(|_| note(&mut dice)).collect();
        let notes: Vec<String> = (0..below).map(|_| note(&mut dice)).collect();
        let titled = [&*titles, &*rows].concat().join("\n");
        assert_eq!(judged(&titled, &format!(" --skip {above}")), plain, "{titled}");
        assert_eq!(judged(&titled, &format!(" --header-row {}", above + 1)), plain, "{titled}");
        let noted = [&*rows, &*notes].concat().join("\n");
        assert_eq!(judged(&noted, &format!(" --skip-last {below}")), plain, "{noted}");
        let ended = [&*rows, &[String::new()], &*notes].concat().join("\n");
        assert_eq!(judged(&ended, " --until-blank"), plain, "{ended}");
        let other = dice.one(&[";", "\t", "|"]);
        let told = format!("sep={other}\n{}\n", Random(seed).accounts(other).join("\n"));
        assert_eq!(judged(&told, ""), plain, "{told}");
    }
}

/// The lines of the ranked table of the examples where a line has this many columns, without its head.
fn ranked(columns: usize) -> Vec<String> {
    let words = ["score", "examples/models/acme-gtm.yaml", "examples/accounts.csv", "--as-of", "2026-10-01"];
    let ran = command(root(), &words).env("COLUMNS", columns.to_string()).output().unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    out.lines().skip(2).take_while(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn a_row_takes_one_line_where_there_is_room_and_two_where_there_is_not() {
    for columns in [80, 120, 160] {
        let lines = ranked(columns);
        assert!(lines.iter().all(|line| line.chars().count() <= columns), "{}", lines.join("\n"));
        // Two reasons of exclusions are longer than their column, and are never cut.
        let wanted = match columns {
            80 => 36,
            120 => 20,
            _ => 18,
        };
        assert_eq!(lines.len(), wanted, "at {columns}:\n{}", lines.join("\n"));
    }
}

#[test]
fn no_line_is_longer_than_the_screen() {
    let model = "examples/models/acme-gtm.yaml";
    let accounts = [model, "examples/accounts.csv", "--as-of", "2026-10-01"];
    let id = ["--id", "Sable Robotics"];
    let all: [(&str, &[&str], &[&str]); 6] = [
        ("check", &[model, "--as-of", "2026-10-01"], &[]),
        ("describe", &[model], &[]),
        ("next", &accounts, &id),
        ("explain", &accounts, &id),
        ("explain", &accounts, &["--id", "Sable Robotics", "--to", "A"]),
        ("explain", &accounts, &["--all"]),
    ];
    for columns in [80, 120, 160] {
        for (name, words, options) in all {
            let words = [&[name], words, options].concat();
            let ran = command(root(), &words).env("COLUMNS", columns.to_string()).output().unwrap();
            assert!(ran.status.success(), "{words:?}");
            let out = String::from_utf8(ran.stdout).unwrap();
            let long: Vec<&str> = out.lines().filter(|line| line.chars().count() > columns).collect();
            assert!(long.is_empty() && !out.is_empty(), "{words:?} at {columns}:\n{}", long.join("\n"));
        }
    }
}
