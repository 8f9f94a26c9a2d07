//! `icp tune`: new numbers for a model that people wrote, or the sentence that its numbers are as good as the accounts can tell.

use super::support::{Folder, root};

const MODEL: &str = "\
# Our profile, by hand.
format: icp/1
name: ours
attributes: {employees: {type: number}, industry: {type: text}, source: {type: text}}
icps:
  - id: ours
    fit:
      criteria:
        - {id: size, weight: 5, fit: {employees: {between: [35, 400]}}} # the sweet spot
        - {id: trade, weight: 4, fit: {industry: {in: [Software, Retail]}}}
        - {id: source, weight: 1, fit: {source: {in: [referral]}}} # we never believed in it
      tiers: [{id: A, from: 80}, {id: B, from: 40}, {id: C}]
";
const TUNE: &str = "tune ours.yaml deals.csv --outcome stage=Won --open Proposal --as-of 2026-11-21";

fn folder() -> Folder {
    let folder = Folder::with("deals.csv", std::fs::read(root().join("examples/deals.csv")).unwrap());
    folder.write("ours.yaml", MODEL);
    folder
}

/// The text stays but for the numbers, and the new model is better on accounts that it was not tuned by.
#[test]
fn numbers_change_and_nothing_else() {
    let folder = folder();
    let ran = folder.run(&format!("{TUNE} -o tuned.yaml --report r.json --report r.md --report r.txt"));
    assert_eq!((ran.code, &*ran.out), (0, ""), "{}", ran.err);
    let json: serde_json::Value = serde_json::from_str(&folder.read("r.json")).unwrap();
    assert!(json["auc"]["low"].as_f64().unwrap() > 0.0, "{json}");
    let tuned = folder.read("tuned.yaml");
    let mut again = tuned.clone();
    for change in json["changes"].as_array().unwrap() {
        let number = if change["number"] == "tier from" { "from" } else { "weight" };
        let line =
            |value: &serde_json::Value| format!("{}, {number}: {value}", change["id"].as_str().unwrap());
        let whole = |text: String| text.replace(".0", "");
        let (new, old) = (whole(line(&change["to"])), whole(line(&change["from"])));
        assert!(again.contains(&new), "{new}: {tuned}");
        again = again.replacen(&new, &old, 1);
    }
    assert_eq!(again, MODEL);
    assert_eq!(folder.run("check tuned.yaml --deny warnings").code, 0);
    assert!(
        folder.read("r.md").contains("| of | number | was | becomes |")
            && folder.read("r.txt").contains("above noise")
    );
    assert_eq!(folder.run(&format!("{TUNE} --format json")).out, folder.read("r.json"));
}

/// Shuffled outcomes: nothing gains, nothing is written.
#[test]
fn noise_is_not_written() {
    let folder = folder();
    let deals = folder.read("deals.csv");
    let (head, rows) = deals.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    let stage = |row: &str| row.rsplit(',').nth(1).unwrap().to_owned();
    let mixed = rows.iter().enumerate().map(|(at, row)| {
        let other = stage(rows[(at * 7 + 311) % rows.len()]);
        let (rest, day) = row.rsplit_once(',').unwrap();
        format!("{},{other},{day}\n", rest.rsplit_once(',').unwrap().0)
    });
    folder.write("deals.csv", format!("{head}\n{}", mixed.collect::<String>()));
    let ran = folder.run(&format!("{TUNE} -o tuned.yaml"));
    assert!(ran.code == 1 && ran.err.contains("nothing was written"), "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("Nothing changes") && !folder.names().contains(&"tuned.yaml".to_owned()),
        "{}",
        ran.out
    );
    let ran = folder.run(TUNE);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// A weight that is not written has no place in the text: the model is written anew, and that is said.
#[test]
fn what_is_not_written_is_written_anew() {
    let folder = folder();
    folder.write("ours.yaml", MODEL.replace("weight: 1, ", ""));
    let ran = folder.run(&format!("{TUNE} -o tuned.yaml"));
    assert!(ran.code == 0 && ran.err.contains("written anew"), "{}", ran.err);
    assert_eq!(folder.run("check tuned.yaml --deny warnings").code, 0);
}

#[test]
fn mistakes_have_a_way_out() {
    let folder = folder();
    for (command, said) in [
        ("tune ours.yaml - --outcome stage=Won", "read twice"),
        ("tune ours.yaml deals.csv --outcome stge=Won", "stge"),
        ("tune ours.yaml deals.csv --outcome source=referral", "4 different words"),
        ("tune ours.yaml deals.csv --outcome stage=Won --icp smb", "the icps of the model are ours"),
        ("tune ours.yaml deals.csv --outcome stage=Won --open Proposal -o t.json", "in YAML, not in JSON"),
        ("tune ours.yaml deals.csv --outcome stage=Won --report r.html", "text, Markdown or JSON"),
    ] {
        let ran = folder.run(command);
        assert!(ran.code > 0 && ran.err.contains(said), "{command}: {}", ran.err);
    }
}
