//! `icp learn`: from a table with outcomes to a model that `check` takes and `score` uses, or a sentence that says why there is none.

use super::support::{Folder, root};

/// A folder with the example's deals.
fn deals() -> Folder {
    Folder::with("deals.csv", std::fs::read(root().join("examples/deals.csv")).unwrap())
}

const LEARN: &str =
    "learn deals.csv --outcome stage=Won --open Proposal --decided-on decided_on --ignore deal";

#[test]
fn a_model_and_its_reports() {
    let folder = deals();
    let ran = folder
        .run(&format!("{LEARN} -o first.yaml --report r.html --report r.json --report r.md --report r.txt"));
    assert_eq!((ran.code, &*ran.out), (0, ""), "{}", ran.err);
    let model = folder.read("first.yaml");
    assert!(model.contains("status: hypothesis") && model.contains("% were won, 90 % interval"), "{model}");
    // A column that is known only afterwards is in the report and not in the model.
    assert!(!model.contains("contract_value") && folder.read("r.txt").contains("contract_value"));
    let checked = folder.run("check first.yaml --deny warnings");
    assert_eq!(checked.code, 0, "{}", checked.out);
    let scored = folder.run("score first.yaml deals.csv -o scored.csv --as-of 2026-11-21 --id deal");
    assert_eq!(scored.code, 0, "{}", scored.err);
    assert_eq!(folder.read("scored.csv").lines().count(), 601);
    let page = folder.read("r.html");
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.matches("<svg").count() >= 4 && !page.contains("http"),
        "{page}"
    );
    let json: serde_json::Value = serde_json::from_str(&folder.read("r.json")).unwrap();
    assert_eq!((json["rows"].as_u64(), json["signal"]["found"].as_bool()), (Some(543), Some(true)));
    assert!(folder.read("r.md").contains("| tier | from |"));
    // The same file gives the same text on any number of threads.
    assert_eq!(folder.run(&format!("{LEARN} --threads 3")).out.trim_end(), model.trim_end());
}

/// Bands that people made keep their cuts and get new points.
#[test]
fn bands_are_kept() {
    let folder = deals();
    folder.write(
        "own.yaml",
        "format: icp/1\nname: own\nattributes: {employees: {type: number}}\nicps:\n  - id: own\n    fit:\n      criteria:\n        \
         - {id: size, bands: [{when: {employees: {lt: 50}}, rating: 0.2}, {when: {employees: {gte: 50, lt: 250}}, rating: 1}]}\n      \
         tiers: [{id: A, from: 50}, {id: B}]\n",
    );
    let ran = folder.run(&format!("{LEARN} --keep-bands own.yaml"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("{employees: {gte: 50, lt: 250}}"), "{}", ran.out);
    folder.write("other.yaml", folder.read("own.yaml").replace("employees", "heads"));
    let refused = folder.run(&format!("{LEARN} --keep-bands other.yaml"));
    assert!(refused.code == 2 && refused.err.contains("has no bands of a column"), "{}", refused.err);
}

/// Best customers alone are refused, and learned from against all accounts.
#[test]
fn best_customers_need_a_reference() {
    let folder = deals();
    let all = folder.read("deals.csv");
    let best = all.lines().enumerate().filter(|(at, line)| *at == 0 || line.contains(",Won,"));
    folder.write("best.csv", best.map(|(_, line)| format!("{line}\n")).collect::<String>());
    let alone = folder.run("learn best.csv --outcome stage=Won");
    assert!(alone.code == 1 && alone.err.contains("reference"), "{}", alone.err);
    let ran = folder.run("learn best.csv --reference deals.csv --ignore deal --ignore stage --ignore contract_value --as-of 2026-11-21");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("of the reference population") && !ran.out.contains("were won"), "{}", ran.out);
}

#[test]
fn refusals_have_a_way_out() {
    let folder = deals();
    let says = |command: &str, code: i32, text: &str| {
        let ran = folder.run(command);
        assert!(ran.code == code && ran.err.contains(text), "{command}: {} {}", ran.code, ran.err);
    };
    says("learn deals.csv --outcome stag=Won", 2, "did you mean `stage`?");
    says("learn - --outcome won", 2, "save them to a file first");
    says("learn deals.csv --outcome stage=Won", 1, "lost or still open");
    says(
        "learn deals.csv --outcome stage=Won --open Proposal --decided-on source",
        2,
        "has no days that are read",
    );
    says("learn deals.csv --outcome stage=Won --open Proposal --report r.pdf", 2, "it writes `.html`");
    says("learn deals.csv --outcome stage=Won --open Proposal --weight source", 1, "a weight is a number");
    says("learn deals.csv --outcome stage=Won --open Proposal --max-bands 99", 1, "expected 2 to 10");
    says("learn deals.csv", 2, "--outcome");
}

/// A profile for each group, and whether that is better than one for all.
#[test]
fn profiles_of_groups() {
    let folder = deals();
    let ran = folder
        .run(&format!("{LEARN} --split-by employees=100 -o split.yaml --report split.json --without-signal"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let model = folder.read("split.yaml");
    assert!(model.contains("prioritize: {market_size: 1, win_rate: 1}"), "{model}");
    assert!(model.contains("Several profiles do not rank better than one"), "{model}");
    let json: serde_json::Value = serde_json::from_str(&folder.read("split.json")).unwrap();
    assert_eq!(
        (json["several_are_better"].as_bool(), json["groups"].as_array().unwrap().len()),
        (Some(false), 2)
    );
    assert_eq!(folder.run("check split.yaml --deny warnings").code, 0);
    let says = |options: &str, code: i32, text: &str| {
        let ran = folder.run(&format!("{LEARN} {options}"));
        assert!(ran.code == code && ran.err.contains(text), "{options}: {} {}", ran.code, ran.err);
    };
    says("--split-by employees", 2, "say where to cut them, such as `employees=");
    says("--split-by sorce", 2, "did you mean `source`?");
    says("--split-by tools", 2, "ages and sets make no groups");
    says("--split-by source --reference deals.csv", 2, "cannot be used with");
}

/// A table from which nothing can be learned, or that looks as if nothing could, ends in a sentence.
#[test]
fn hostile_tables_end_in_a_sentence() {
    let folder = Folder::with("one.csv", "");
    // Large accounts are won more often; every fourth outcome is the other way round, so no column tells it by itself.
    let lines = |size: fn(usize) -> String, outcome: fn(usize) -> &'static str, more: fn(usize) -> String| {
        (0..400).map(|row| format!("{},{},{}\n", size(row), outcome(row), more(row))).collect::<String>()
    };
    let number = |row: usize| (row * 37 % 400 / 4).to_string();
    let outcome = |row: usize| if (row * 37 % 400 > 200) != row.is_multiple_of(4) { "Won" } else { "Lost" };
    let one = |_: usize| "1".to_owned();
    let says = |rows: String, options: &str, code: i32, text: &str| {
        folder.write("one.csv", format!("size,stage,more\n{rows}"));
        let ran =
            folder.run(format!("learn one.csv --outcome stage=Won --as-of 2026-10-01 {options}").trim_end());
        let all = format!("{}{}", ran.out, ran.err);
        assert!(ran.code == code && all.contains(text), "{options}: {} {all}", ran.code);
    };
    let nothing = "the table has no column to learn from";
    says(lines(number, |_| "Won", one), "", 1, "400 won and 0 lost rows");
    says(lines(|_| "5".to_owned(), outcome, one), "", 1, nothing);
    says(lines(|_| String::new(), outcome, |_| String::new()), "", 1, nothing);
    says(lines(|row| format!("a note, the {row}th").replace(',', ""), outcome, one), "", 1, nothing);
    says(lines(number, outcome, |_| "0".to_owned()), "--weight more", 1, "0 won and 0 lost rows");
    says(lines(number, outcome, |_| "NaN".to_owned()), "--weight more", 1, "a weight is a number");
    says(lines(number, outcome, |_| "inf".to_owned()), "--weight more", 1, "a weight is a number");
    // Values that are no numbers do not end it, and neither do rows that are there many times.
    let odd = |row: usize| match row % 40 {
        0 => "NaN".to_owned(),
        20 => "inf".to_owned(),
        _ => (row * 37 % 400 / 4).to_string(),
    };
    says(
        lines(odd, outcome, one),
        "",
        1,
        "nothing was learned: no signal found in 201 won and 199 lost rows",
    );
    says(lines(number, outcome, one).repeat(3), "", 0, "Learned from 1,200 rows");
}

/// A table with more columns than any file may have ends in a sentence.
#[test]
fn five_thousand_columns() {
    let names: String = (0..5_000).map(|at| format!(",c{at}")).collect();
    let folder = Folder::with("wide.csv", format!("stage{names}\nWon{}\n", ",1".repeat(5_000)));
    let ran = folder.run("learn wide.csv --outcome stage=Won");
    assert!(
        ran.code == 1 && ran.err.contains("5001 columns; at most 4096 are read"),
        "{} {}",
        ran.code,
        ran.err
    );
}
