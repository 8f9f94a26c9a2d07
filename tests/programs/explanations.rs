//! Ten explanations of accounts that differ in kind, word for word, in `tests/explanations/`: `ICP_BLESS=1` writes them anew. Read
//! them aloud then: a reader who has not seen the model must find each value, what was wanted, and what would change the tier.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use std::fs;
use std::path::PathBuf;

use icp_core::{Date, Model, OnInvalid};
use icp_tests::cases::read_yaml;
use serde_json::{Map, Value, json};

/// Columns of a line, as where the command does not write to a terminal.
const COLUMNS: usize = 120;

/// Where an account comes from.
enum From {
    /// The row of a table, by the company's name.
    Row(&'static str, &'static str),
    /// A case of the gallery, by its name.
    Case(&'static str),
    Json(Value),
}

struct Told {
    /// The name of the text, which says what is special about it.
    file: &'static str,
    /// A model of the examples; else README's, with sizes as intervals.
    model: Option<&'static str>,
    account: From,
}

fn all() -> [Told; 10] {
    let told = |file, model, account| Told { file, model, account };
    let acme = |name| From::Row("examples/accounts.csv", name);
    let intent = |name| From::Row("examples/accounts-intent.csv", name);
    let gallery = |file, model, name| told(file, Some(model), From::Case(name));
    [
        told("01-qualified", Some("acme-gtm"), acme("Brightfen")),
        told("02-excluded-values-missing", Some("acme-gtm"), acme("Pebble, Fox & Daughters")),
        told("03-insufficient-data", Some("acme-gtm"), acme("Sable Robotics")),
        told(
            "04-size-as-an-interval",
            None,
            From::Json(json!({"numberofemployees": "51-200", "country": "USA", "tech_stack": ["HubSpot"]})),
        ),
        told("05-intent-that-faded", Some("acme-intent"), intent("Kestrel Ledger")),
        gallery(
            "06-several-icps-and-text-rules",
            "gallery/data-buyers",
            "weak words in two profiles, too small a team for the first",
        ),
        gallery("07-penalties-by-events", "gallery/signal-scorecard", "more against than for"),
        gallery("08-possibly-excluded", "gallery/two-markets", "country unknown, both markets possible"),
        gallery(
            "09-limits-of-dimensions",
            "gallery/plant-maintenance",
            "everything about the firm fits, and the dimension is capped",
        ),
        gallery(
            "10-required-and-not-met",
            "gallery/supply-chain-buyers",
            "too small is a miss, whatever the rest says",
        ),
    ]
}

fn house(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(house(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// README's first model; an export gives its size as `51-200`.
fn of_readme() -> String {
    let readme = read("README.md");
    let block = readme.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let plain = "employees:  {type: number, aliases: [numberofemployees]}";
    let with = "employees:  {type: number, aliases: [numberofemployees], written: {range: interval}}";
    assert!(block.contains(plain), "README's model is another one:\n{block}");
    block.replacen(plain, with, 1)
}

/// The cells of a line of CSV.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    let mut rest = line.chars().peekable();
    while let Some(next) = rest.next() {
        match next {
            '"' if quoted && rest.peek() == Some(&'"') => {
                cells.last_mut().unwrap().push(rest.next().unwrap());
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(next),
        }
    }
    cells
}

fn row(file: &str, name: &str) -> Value {
    let text = read(file);
    let mut lines = text.lines().map(cells);
    let header = lines.next().unwrap();
    let row = lines.find(|row| row[0] == name).unwrap_or_else(|| panic!("{file}: no {name}"));
    header.into_iter().zip(row).map(|(key, cell)| (key, json!(cell))).collect::<Map<_, _>>().into()
}

/// The explanation, and the day of it.
fn explanation(told: &Told) -> String {
    let path = told.model.map(|model| format!("examples/models/{model}"));
    let text = path.as_ref().map_or_else(of_readme, |path| read(&format!("{path}.yaml")));
    let model = Model::from_yaml(&text).unwrap();
    let mut as_of = "2026-11-21".to_owned();
    let account = match &told.account {
        From::Json(account) => account.clone(),
        From::Row(file, name) => row(file, name),
        From::Case(name) => {
            let cases = read_yaml(&read(&format!("{}.cases.yaml", path.unwrap())));
            as_of = cases["as_of"].as_str().unwrap_or(&as_of).to_owned();
            let case = cases["cases"].as_array().unwrap().iter().find(|case| case["name"] == **name);
            case.unwrap_or_else(|| panic!("no case {name}"))["account"].clone()
        }
    };
    let mut record = icp_core::Record::default();
    let account = account.to_string();
    model.read_record(&account, OnInvalid::Error, &mut record).unwrap();
    let mut scratch = model.scratch();
    let found = model.assess_record(&record, Date::parse(&as_of).unwrap(), &mut scratch).unwrap();
    format!("{}\n", found.explain_within(COLUMNS).trim_end())
}

#[test]
fn ten_explanations_read_as_they_are_written() {
    let folder = house("tests/explanations");
    let bless = std::env::var_os("ICP_BLESS").is_some();
    let mut wrong = vec![];
    for told in all() {
        let (said, file) = (explanation(&told), folder.join(format!("{}.txt", told.file)));
        if bless {
            fs::write(&file, &said).unwrap();
        } else if fs::read_to_string(&file).ok().as_ref() != Some(&said) {
            wrong.push(format!("== {}\n{said}", told.file));
        }
    }
    let kept = fs::read_dir(&folder).unwrap().count();
    assert_eq!(kept, all().len(), "a text in {} that no account has", folder.display());
    assert!(
        wrong.is_empty(),
        "`ICP_BLESS=1 cargo test -p icp-tests --test explanations` writes:\n{}",
        wrong.join("\n")
    );
}
