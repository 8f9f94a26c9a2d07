//! The written document gives every account of real tables the points of the card, pairs included. The tables are no part of the project:
//! where they are absent the test says so.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a panic here is a failed test"
)]

use std::path::{Path, PathBuf};

use icp_core::survey::Survey;
use icp_core::{Account, AccountValue, Date, IcpStatus, Model, OnInvalid, init};
use icp_learn::{Fact, Judged, Naming, Settings, TableReader, document, learn};

/// A file of the folder `shared`: of `$ICP_SHARED`, or beside one of the folders above.
fn shared(path: &str) -> Option<PathBuf> {
    let named = std::env::var_os("ICP_SHARED").map(|shared| PathBuf::from(shared).join(path));
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found =
        named.or_else(|| above.map(|folder| folder.join("shared").join(path)).find(|one| one.exists()));
    if found.is_none() {
        println!("not there, and not tested: shared/{path}");
    }
    found
}

/// The cells of a line of CSV; no cell of these tables has a quote in it.
fn cells(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => out.push(String::new()),
            c => out.last_mut().unwrap().push(c),
        }
    }
    out
}

/// Learns from every `step`-th row, scores all of these, and gives how many scores and pairs there were.
fn compared(path: &Path, (outcome, won): (&str, &str), step: usize) -> (usize, usize) {
    let day = Date::new(2026, 11, 21).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().trim_start_matches('\u{feff}').split(',').collect();
    let (mut accounts, mut facts) = (Vec::new(), Vec::new());
    for line in lines.step_by(step) {
        let mut account = Account::new();
        let mut judged = Judged::Lost;
        for (name, cell) in names.iter().zip(&cells(line)) {
            if *name == outcome {
                judged = if cell == won { Judged::Won } else { Judged::Lost };
            } else if !name.contains("Number") {
                account.set(*name, AccountValue::from(cell.as_str()));
            }
        }
        facts.push(Fact { judged, day, weight: 1.0, account: None });
        accounts.push(account);
    }
    let mut survey = Survey::new();
    accounts.iter().for_each(|account| survey.add(account));
    let reader = Model::from_text(&init::reader(&survey, "real").0).unwrap();
    let mut rows = TableReader::new(&reader, |_| false);
    for account in &accounts {
        rows.add(&reader.record(account, OnInvalid::Missing).unwrap(), day);
    }
    let (table, sources, _) = rows.finish(&facts, |_, _| ()).unwrap();
    let settings = Settings { permutations: 0, folds: 3, ..Settings::default() };
    let learned = learn(&table, &settings).unwrap();
    let card = learned.card.as_ref().unwrap();
    let naming = Naming { model: "real", icp: "learned", accounts: "real.csv", outcome: won };
    let text = document(&learned, &table, &sources, reader.definition(), naming).unwrap();
    let model = Model::from_text(&text).unwrap();
    let mut scored = 0;
    for (row, account) in accounts.iter().enumerate() {
        let assessment = model.score(account, day).unwrap();
        if assessment.status() != IcpStatus::InsufficientData {
            let points = Some(card.points(&table, row) as f64);
            assert_eq!(assessment.scores()[0].fit.score, points, "row {row}: {account:?}\n{text}");
            scored += 1;
        }
    }
    assert!(scored > accounts.len() * 9 / 10, "{scored} of {}", accounts.len());
    (scored, card.pairs.len())
}

#[test]
fn documents_score_as_cards_on_real_tables() {
    if let Some(path) = shared("data/german_credit/germancredit.csv") {
        assert_eq!(compared(&path, ("creditability", "good"), 1).0, 1_000);
    }
    if let Some(path) = shared("data/ibm_sales_win_loss/WA_Fn-UseC_-Sales-Win-Loss.csv") {
        let (scored, pairs) = compared(&path, ("Opportunity Result", "Won"), 4);
        assert!(scored > 19_000 && pairs > 0, "{scored} scores, {pairs} pairs");
    }
}
