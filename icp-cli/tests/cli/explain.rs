//! `icp explain`: one account in words, found by its id.

use super::support::{Folder, expect, root, run};

const MODEL: &str = "examples/models/acme-gtm.yaml";

fn explain(more: &[&str]) -> super::support::Ran {
    let words = ["explain", MODEL, "examples/accounts.csv", "--as-of", "2026-11-21"];
    run(root(), &[&words[..], more].concat(), b"")
}

#[test]
fn one_account_in_words() {
    let ran = explain(&["--id", "Sable Robotics"]);
    assert_eq!((ran.code, &*ran.err), (0, ""));
    expect("explain-text", &ran.out);
}

#[test]
fn other_formats() {
    let markdown = explain(&["--id", "Brightfen", "--format", "markdown"]);
    assert_eq!(markdown.code, 0);
    assert!(markdown.out.contains("**"), "{}", markdown.out);
    let html = explain(&["--id", "Orchard & Vale", "--format", "html"]);
    assert_eq!(html.code, 0);
    assert!(html.out.starts_with("<!doctype html>") && html.out.ends_with("</html>\n"), "{}", html.out);
    assert!(html.out.contains("<h1>Orchard &amp; Vale</h1>\n<section"), "{}", html.out);
    assert!(html.out.contains("<meta charset=\"utf-8\">"), "{}", html.out);
}

#[test]
fn the_changes_that_reach_a_goal() {
    let folder = Folder::with("a.csv", "name,employees,country\nAsh,7,US\n");
    let model = r#"{"format": "icp/1", "name": "m", "attributes": {"employees": {"type": "number"}, "country": {"type": "text"}},
        "icps": [{"id": "smb", "fit": {"criteria": [
            {"id": "size", "weight": 3, "fit": {"employees": {"between": [20, 200]}}},
            {"id": "home", "fit": {"country": {"in": ["US", "DE"]}}}], "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#;
    folder.write("m.json", model);
    let to =
        |options: &str| folder.run(&format!("explain m.json a.csv --id Ash --as-of 2026-11-21 {options}"));
    let ran = to("--to A");
    assert_eq!((ran.code, &*ran.err), (0, ""));
    let words = "This brings it to tier A of smb:\n- employees 20 to 200 (now 7); then score 100, tier A\n";
    assert_eq!(ran.out, words);
    let line = to("--to 90 --icp smb --max-changes 1 --format json");
    let value: serde_json::Value = serde_json::from_str(&line.out).unwrap();
    assert_eq!((&value["account"], &value["goal"]["score"]), (&"Ash".into(), &90.0.into()));
    assert_eq!(
        (&value["max_changes"], &value["sets"][0]["changes"][0]["example"]),
        (&1.into(), &20.0.into())
    );
    assert!(to("--to A --format html").out.contains("<section class=\"icp-changes\">"));
    assert!(to("--to A --format markdown").out.starts_with("**This brings it to tier A of smb:**"));
    let wrong = to("--to Z");
    assert_ne!(wrong.code, 0);
    assert!(wrong.err.contains("expected a goal of the model: `A`, `B`, `qualified`"), "{}", wrong.err);
    assert_ne!(to("--to A --max-changes 4").code, 0);
}

#[test]
fn the_whole_assessment_on_a_line_and_a_file_by_its_ending() {
    let folder = Folder::with("a.csv", "name,industry\nAsh,software\nBirch,steel\n");
    let explain =
        |options: &str| folder.run(&format!("explain model.yaml a.csv --as-of 2026-11-21 {options}"));
    let line = explain("--id Birch --format json");
    assert_eq!(line.code, 0, "{}", line.err);
    // The same line that `score` writes for it.
    let all = folder.score("a.csv --format jsonl");
    assert_eq!(line.out.trim_end(), all.out.lines().nth(1).unwrap());
    let value: serde_json::Value = serde_json::from_str(&line.out).unwrap();
    assert_eq!((&value["account"], &value["row"]), (&"Birch".into(), &2.into()));
    for (name, holds) in
        [("b.json", "{\"account\":\"Birch\",\"row\":2,"), ("b.html", "<section"), ("b.txt", "\n ? old ")]
    {
        let ran = explain(&format!("--id Birch -o {name}"));
        assert_eq!((ran.code, &*ran.out), (0, ""), "{}", ran.err);
        assert!(folder.read(name).contains(holds), "{}", folder.read(name));
    }
    let ran = explain("--id Birch -o b.md");
    assert!(ran.err.ends_with("wrote 1 account to b.md as Markdown\n"), "{}", ran.err);
    assert!(folder.read("b.md").contains("**"));
    // Nobody is found, and nothing is written.
    assert_eq!(explain("--id Cedar -o c.txt").code, 1);
    assert!(!folder.names().iter().any(|name| name.starts_with("c.txt")));
}

#[test]
fn no_such_account() {
    let ran = explain(&["--id", "Lumenkraft Inc"]);
    assert_eq!((ran.code, &*ran.out), (1, ""));
    expect("explain-nobody", &ran.err);
    let ran = explain(&["--id", "sable  robotics"]);
    assert!(ran.err.ends_with("(in `company`)\n  help: did you mean `Sable Robotics`?\n"), "{}", ran.err);
}

#[test]
fn accounts_by_number_and_by_another_column() {
    let folder = Folder::with("a.csv", "industry,city\nsoftware,Ulm\nsteel,Bonn\nsteel,Bonn\n");
    let by = |options: &str| folder.run(&format!("explain model.yaml a.csv --as-of 2026-11-21 {options}"));
    assert!(by("--id 1").out.starts_with("Fits Software makers"), "{}", by("--id 1").out);
    let twice = by("--id Bonn --id-column city");
    assert_eq!(twice.code, 0);
    assert!(
        twice.err.contains("notice: a.csv: 2 accounts are named `Bonn`; all are explained"),
        "{}",
        twice.err
    );
    assert_eq!(by("--id Bonn").code, 1);
    assert_eq!(by("--id Bonn --id-column town").code, 2);
}

#[test]
fn invalid_values_of_other_accounts_do_not_matter() {
    let folder = Folder::with("a.csv", "name,industry,employees\nAsh,software,many\nBirch,software,50\n");
    assert_eq!(folder.run("explain model.yaml a.csv --id Birch").code, 0);
    let ran = folder.run("explain model.yaml a.csv --id Ash");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("a.csv:2: column 3 `employees`: expected a number"), "{}", ran.err);
    assert_eq!(folder.run("explain model.yaml a.csv --id Ash --on-invalid missing").code, 0);
}

#[test]
fn all_accounts_on_one_page() {
    let folder =
        Folder::with("a.csv", "name,industry,employees\nA & B,software,50\nTiny,steel,2\nElm,software,\n");
    let explain = |options: &str| {
        let ran = folder.run(&format!("explain model.yaml a.csv --all {options} --as-of 2026-11-21"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran
    };
    let page = explain("--format html").out;
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "{page}");
    assert!(page.contains("<h1>3 accounts</h1>"), "{page}");
    // The best first, and each link leads to its account.
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
    assert!(
        place("<a href=\"#account-1\">A &amp; B</a>: gained ") < place("<a href=\"#account-3\">Tiny</a>: ")
    );
    assert!(
        place("<article id=\"account-1\">\n<h2>A &amp; B</h2>")
            < place("<article id=\"account-3\">\n<h2>Tiny</h2>")
    );
    let text = explain("--format text").out;
    assert!(text.starts_with("1. A & B: gained "), "{text}");
    let alone = folder.run("explain model.yaml a.csv --as-of 2026-11-21 --id Tiny").out;
    assert!(text.contains(&format!("\nTiny\n----\n{alone}")), "{text}");
    let ran = explain("--only status=disqualified -o out.md");
    assert!(ran.err.ends_with("wrote 1 of 3 accounts to out.md as Markdown\n"), "{}", ran.err);
    assert!(folder.read("out.md").contains("\n## Tiny\n"), "{}", folder.read("out.md"));
    let lines = explain("--top 1 --format json").out;
    assert!(lines.starts_with("{\"account\":\"A & B\",\"row\":1,") && lines.lines().count() == 1, "{lines}");
    for refused in ["--all --id Tiny", "--id Tiny --top 1", "--id Tiny --only tier=A", "--all --only tier=x"]
    {
        let ran = folder.run(&format!("explain model.yaml a.csv {refused}"));
        assert_eq!((ran.code, &*ran.out), (2, ""), "{refused}: {}", ran.err);
    }
}

#[test]
fn a_page_for_each_account_in_a_folder() {
    let accounts =
        "name,industry,employees\nA & B,software,50\na/b,steel,2\n../Elm [1],software,\nÖkon,software,30\n";
    let folder = Folder::with("a.csv", accounts);
    let explain =
        |options: &str| folder.run(&format!("explain model.yaml a.csv --as-of 2026-11-21 {options}"));
    let ran = explain("--all -o why/of/all/");
    assert_eq!((ran.code, &*ran.out), (0, ""), "{}", ran.err);
    assert!(ran.err.ends_with("wrote 4 accounts to why/of/all/ as HTML\n"), "{}", ran.err);
    let index = folder.read("why/of/all/index.html");
    let links =
        ["a-b.html\">A &amp; B", "%C3%B6kon.html\">Ökon", "elm-1.html\">../Elm [1]", "a-b-2.html\">a/b"];
    let places = links.map(|link| {
        index.find(&format!("<a href=\"{link}</a>: ")).unwrap_or_else(|| panic!("{link}: {index}"))
    });
    assert!(places.is_sorted(), "{index}");
    let page = folder.read("why/of/all/elm-1.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("<h1>../Elm [1]</h1>\n<section"), "{page}");
    assert!(page.contains("<a href=\"index.html\">"), "{page}");
    assert!(folder.read("why/of/all/ökon.html").contains("Ökon"));
    // A folder that is there needs no slash, and takes what is in it for its own.
    let ran = explain("--all -o why --format markdown --only status=qualified");
    assert!(ran.err.ends_with("wrote 3 of 4 accounts to why as Markdown\n"), "{}", ran.err);
    assert!(
        folder.read("why/index.md").starts_with("# 3 accounts\n\n1. [A \\& B](a-b.md): "),
        "{}",
        folder.read("why/index.md")
    );
    let ran = explain("--all -o why --format text --top 1");
    let words = ["explain", "model.yaml", "a.csv", "--as-of", "2026-11-21", "--id", "A & B"];
    let alone = run(folder.path(), &words, b"").out;
    assert_eq!((ran.code, folder.read("why/a-b.txt")), (0, format!("A & B\n-----\n{alone}")));
    assert!(
        folder.read("why/index.txt").starts_with("1. A & B (a-b.txt): gained "),
        "{}",
        folder.read("why/index.txt")
    );
    for (refused, why) in [
        ("--id a/b -o why/", "it goes with `--all`"),
        ("--all -o why/ --format json", "`-o why.jsonl`"),
        ("--all -o a.csv/below/", "a.csv/below/"),
        ("--all --to A", "cannot be used with"),
    ] {
        let ran = explain(refused);
        assert!(ran.code != 0 && ran.err.contains(why), "{refused}: {} {}", ran.code, ran.err);
    }
}
