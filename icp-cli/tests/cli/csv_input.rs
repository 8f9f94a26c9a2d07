//! Accounts from CSV: headers, quotes, delimiters, encodings, and how each is refused.

use super::support::{Folder, Ran, expect};

/// The ids and best icps that a CSV leads to.
fn scored(ran: &Ran) -> Vec<(String, String)> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    let cells = |line: &str| {
        let mut cells = line.split(',').map(str::to_owned);
        (cells.next().unwrap(), cells.next().unwrap())
    };
    ran.out.lines().skip(1).map(cells).collect()
}

fn csv(name: &str, bytes: impl AsRef<[u8]>, options: &str) -> Ran {
    Folder::with(name, bytes).score(&format!("{name} --format csv{options}"))
}

fn one(id: &str, best: &str) -> Vec<(String, String)> {
    vec![(id.to_owned(), best.to_owned())]
}

#[test]
fn marks_line_ends_and_blank_lines_just_work() {
    for text in [
        "\u{feff}name,industry\nAsh,software\n",
        "name,industry\r\nAsh,software\r\n",
        "name,industry\rAsh,software\r",
        "\n\nname,industry\n\n\nAsh,software",
        "\"name\",\"industry\"\n\"Ash\",\" Software \"\n",
    ] {
        let ran = csv("a.csv", text, "");
        assert_eq!(scored(&ran), one("Ash", "software"), "{text:?}");
        assert!(
            ran.err.starts_with("notice: a.csv: no column for `employees`, `tools`, `founded`"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn quoted_line_ends_belong_to_the_cell() {
    let ran =
        csv("a.csv", "industry,name\nsoftware,\"Ash\r\n& \"\"Sons\"\"\"\nsoft ware,Birch\n", " --id name");
    assert!(ran.out.contains("\"Ash\r\n& \"\"Sons\"\"\",software"), "{}", ran.out);
}

#[test]
fn lines_are_counted_at_every_kind_of_end() {
    for end in ["\n", "\r\n", "\r"] {
        let rows = ["name,employees", "\"two", "lines\",7", "", "Birch,many"];
        let ran = csv("a.csv", rows.join(end), "");
        assert_eq!(ran.code, 1);
        assert!(
            ran.err.contains("error: a.csv:5: column 2 `employees`: expected a number"),
            "{end:?} {}",
            ran.err
        );
    }
}

#[test]
fn text_that_is_not_utf8() {
    let ran = csv("a.csv", b"name,industry,employees,tools,founded\nCaf\xe9 \x80,software,,,\n", "");
    assert_eq!(scored(&ran), one("Café €", "software"));
    assert!(
        ran.err.starts_with("notice: a.csv is not UTF-8 (from byte 41 on): it is read as Windows-1252"),
        "{}",
        ran.err
    );
    let ran = csv("a.csv", b"name,industry\nCaf\x8e,software\n", " --encoding macintosh");
    assert_eq!(scored(&ran), one("Café", "software"));
    assert!(!ran.err.contains("Windows-1252"));
    let ran = csv("a.csv", b"name,industry\nCaf\xe9,software\n", " --encoding utf-8");
    assert_eq!(ran.code, 1);
    assert!(ran.err.starts_with("error: a.csv: the text is not UTF-8"), "{}", ran.err);
    let ran = csv("a.csv", "name,industry\n", " --encoding klingon");
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: unknown encoding `klingon`"), "{}", ran.err);
}

#[test]
fn a_character_may_lie_across_two_pieces() {
    for shift in 0..4 {
        let mut text = format!("name,industry\n{},software\n", "x".repeat(shift));
        while text.len() < (64 << 10) + 100 {
            text.push_str("é€𝄞,software\n");
        }
        let ran = csv("a.csv", &text, "");
        assert!(!ran.err.contains("not UTF-8"), "{}", ran.err);
        assert_eq!(scored(&ran).len(), text.lines().count() - 1);
        assert!(scored(&ran).iter().skip(1).all(|(id, _)| id == "é€𝄞"));
    }
}

#[test]
fn utf16_by_its_mark() {
    let text = "\u{feff}name\tindustry\nAsh\tsoftware\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little.clone(), big] {
        assert_eq!(scored(&csv("a.tsv", bytes, "")), one("Ash", "software"));
    }
    let ran = csv("a.tsv", &little[2..], "");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("help: it looks like UTF-16: try `--encoding utf-16le`"), "{}", ran.err);
    assert_eq!(scored(&csv("a.tsv", &little[2..], " --encoding utf-16le")), one("Ash", "software"));
}

#[test]
fn the_delimiter_is_a_comma_a_tab_or_what_is_said() {
    assert_eq!(scored(&csv("a.tsv", "name\tindustry\nAsh\tsoftware\n", "")), one("Ash", "software"));
    assert_eq!(
        scored(&csv("a.csv", "name;industry\nAsh;software\n", " --delimiter ;")),
        one("Ash", "software")
    );
    assert_eq!(
        scored(&csv("a.txt", "name\tindustry\nAsh\tsoftware\n", " --delimiter tab")),
        one("Ash", "software")
    );
    let ran = csv("a.csv", "name,industry\n", " --delimiter ;;");
    assert_eq!(ran.code, 2);
}

#[test]
fn another_delimiter_in_the_header() {
    let ran = csv("a.csv", "\"name\";\"industry\"\nAsh;software\n", "");
    assert_eq!(ran.code, 1);
    expect("wrong-delimiter", &ran.err);
    for (text, option) in [("name\tindustry\n", "tab"), ("name|industry\n", "'|'")] {
        let ran = csv("a.csv", text, "");
        assert!(ran.err.contains(&format!("try `--delimiter {option}`")), "{}", ran.err);
    }
    let ran = csv("a.csv", "name,industry\n", " --delimiter ;");
    assert!(ran.err.contains("try `--delimiter ','`"), "{}", ran.err);
}

#[test]
fn no_column_of_the_model() {
    let ran = csv("a.csv", "company,Industry,size\nAsh,software,3\n", "");
    assert_eq!(ran.code, 1);
    expect("no-column", &ran.err);
    let ran = csv("a.csv", "1,2,3.5\n", "");
    assert!(ran.err.contains("help: the first row must be a header with names"), "{}", ran.err);
}

#[test]
fn names_that_differ_only_in_case_or_blanks() {
    let ran =
        csv("a.csv", "name,industry,Employees, founded ,Head count\nAsh,software,10,2020-01-01,10\n", "");
    assert_eq!(ran.code, 0);
    expect("near-names", ran.err.split("1 account judged").next().unwrap());
}

#[test]
fn ragged_rows() {
    let ran = csv("a.csv", "name,industry\nAsh,software\nBirch,software,x\n", "");
    assert_eq!(ran.code, 1);
    expect("ragged-long", &last_lines(&ran));
    let ran = csv("a.csv", "name,industry\nAsh,software\nBirch\n", "");
    assert_eq!(ran.code, 1);
    expect("ragged-short", &last_lines(&ran));
    let ran = csv("a.csv", "name,industry\nAsh,software\n\"Birch,\"\"food, drink\"\"\"\nElm,steel\n", "");
    assert_eq!(ran.code, 1);
    expect("ragged-quoted", &last_lines(&ran));
}

fn last_lines(ran: &Ran) -> String {
    format!("error: {}", ran.err.split("error: ").nth(1).unwrap())
}

#[test]
fn a_quote_that_is_never_closed() {
    let ran = csv("a.csv", "name,industry\nAsh,software\nBirch,\"software\nCedar,steel\n", "");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.ends_with("error: a.csv:3: a quote in the row that begins on line 3 is never closed\n"),
        "{}",
        ran.err
    );
    let long = format!("name,industry\nBirch,\"{}\"\n", "software\n".repeat(200_000));
    let ran = csv("a.csv", long, "");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .contains("error: a.csv:2: a quote in the row that begins on line 2 is not closed within 1 MiB"),
        "{}",
        ran.err
    );
}

#[test]
fn columns_of_the_same_name() {
    let ran = csv("a.csv", "name,industry,x,industry\nAsh,software,1,steel\n", "");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.starts_with("error: a.csv: columns 2 and 4 are both named `industry`\n  help:"),
        "{}",
        ran.err
    );
    let ran = csv("a.csv", "name,industry,x,x,,\nAsh,software,1,2,,\n", "");
    assert_eq!(scored(&ran), one("Ash", "software"));
    assert!(
        ran.err.starts_with("notice: a.csv: columns 3 and 4 are both named `x`; neither is read\n"),
        "{}",
        ran.err
    );
    let ran = csv("a.csv", "name,industry,name\nAsh,software,Birch\n", "");
    assert_eq!(scored(&ran), one("Ash", "software"));
    assert!(ran.err.contains("both named `name`; column 1 names the accounts"), "{}", ran.err);
    let ran = csv("a.csv", "name,industry,name\nAsh,software,Birch\n", " --id name");
    assert_eq!(ran.code, 1);
}

#[test]
fn an_alias_counts_when_the_first_name_is_blank() {
    let text = "name,headcount,employees,industry\nAsh,100,,software\nBirch,x,100,software\n";
    assert_eq!(scored(&csv("a.csv", text, "")).len(), 2);
    let ran = csv("a.csv", "name,headcount,employees,industry\nAsh,x,,software\n", "");
    assert!(
        ran.err.contains("a.csv:2: column 2 `headcount` (attribute `employees`): expected a number"),
        "{}",
        ran.err
    );
}

#[test]
fn files_with_nothing_in_them() {
    for text in ["", "\n\n", "\u{feff}"] {
        let ran = csv("a.csv", text, "");
        assert_eq!((ran.code, &*ran.err), (1, "error: a.csv: the file is empty\n"), "{text:?}");
    }
    let ran = Folder::with("a.csv", "name,industry,employees,tools,founded\n").score("a.csv");
    assert_eq!((ran.code, &*ran.err), (0, ""));
    expect("header-only", &ran.out);
    let ran = csv("a.csv", "name,industry,employees,tools,founded\n", "");
    assert_eq!(ran.out.lines().count(), 1);
}

#[test]
fn standard_input_and_files_that_are_not_there() {
    let folder = Folder::new();
    let ran = folder.pipe("score model.yaml - --format csv", b"name,industry\nAsh,software\n");
    assert_eq!(scored(&ran), one("Ash", "software"));
    let ran = folder.score("b.csv");
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: cannot read b.csv: "), "{}", ran.err);
    let ran = folder.score(".");
    assert_eq!((ran.code, &*ran.err), (2, "error: cannot read .: it is a directory\n"));
}

#[test]
fn a_list_in_a_cell_is_that_list_or_is_refused() {
    let score = |cell: &str| {
        let text = format!("name,industry,tools\nAsh,software,\"{}\"\n", cell.replace('"', "\"\""));
        let ran = csv("a.csv", text, "");
        assert_eq!(ran.code, 0, "{cell}: {}", ran.err);
        let row = ran.out.lines().nth(1).unwrap().to_owned();
        row.split(',').nth(4).unwrap().to_owned()
    };
    let (with, without) = (score("HubSpot"), score("Slack"));
    assert_ne!(with, without);
    for cell in [r#"["HubSpot","Slack"]"#, " [\n\"Slack\",\n\"hubspot\"]", "[sic] tool; HubSpot"] {
        assert_eq!(score(cell), with, "{cell}");
    }
    assert_eq!(score("[]"), without);
    for cell in ["['HubSpot', 'Slack']", "[HubSpot; Slack]", "{HubSpot,Slack}", r#"[""HubSpot"", ""Sla"#] {
        let ran = csv("a.csv", format!("name,industry,tools\nAsh,software,\"{cell}\"\n"), "");
        assert_eq!(ran.code, 1);
        let says = r#"expected a JSON list of texts such as ["HubSpot", "Stripe"], or one text with separators, found text `"#;
        assert!(
            ran.err.contains("(attribute `tools`)") || ran.err.contains("column 3 `tools`"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains(says), "{}", ran.err);
    }
}
