//! Real tables: the written document gives every account the points of the card, late columns are found, and time order is judged. The tables are no part of the project:
//! where they are absent the test says so.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a panic here is a failed test"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use icp_core::survey::Survey;
use icp_core::{Account, AccountValue, Date, IcpStatus, Model, OnInvalid, init};
use icp_learn::{Fact, Fate, Judged, Learned, Naming, Settings, Source, Table, TableReader, document, learn};

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

fn day() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

/// The rows of a table as pairs of names and cells.
fn rows(path: &Path) -> Vec<Vec<(String, String)>> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let names: Vec<String> =
        cells(lines.next().unwrap().trim_start_matches('\u{feff}')).into_iter().collect();
    lines.map(|line| names.iter().cloned().zip(cells(line)).collect()).collect()
}

/// A learned card with everything around it.
struct Real {
    accounts: Vec<Account>,
    reader: Model,
    table: Table,
    sources: Vec<Source>,
    learned: Learned,
}

fn learned(accounts: Vec<Account>, facts: &[Fact], settings: &Settings) -> Real {
    let mut survey = Survey::new();
    accounts.iter().for_each(|account| survey.add(account));
    let reader = Model::from_text(&init::reader(&survey, "real").0).unwrap();
    let mut rows = TableReader::new(&reader, |_| false);
    for (account, fact) in accounts.iter().zip(facts) {
        rows.add(&reader.record(account, OnInvalid::Missing).unwrap(), fact.day);
    }
    let (table, sources, _) = rows.finish(facts, |_, _| ()).unwrap();
    let learned = learn(&table, settings).unwrap();
    Real { accounts, reader, table, sources, learned }
}

fn quick() -> Settings {
    Settings { permutations: 0, folds: 3, ..Settings::default() }
}

/// A table whose outcome is a word of a column, without columns of numbers that count rows; every `step`-th row.
fn real(path: &Path, (outcome, won): (&str, &str), step: usize, settings: &Settings) -> Real {
    let (mut accounts, mut facts) = (Vec::new(), Vec::new());
    for row in rows(path).into_iter().step_by(step) {
        let mut account = Account::new();
        let mut judged = Judged::Lost;
        for (name, cell) in row {
            if name == outcome {
                judged = if cell == won { Judged::Won } else { Judged::Lost };
            } else if !name.contains("Number") {
                account.set(name, AccountValue::from(cell.as_str()));
            }
        }
        facts.push(Fact { judged, day: day(), weight: 1.0, account: None });
        accounts.push(account);
    }
    learned(accounts, &facts, settings)
}

/// The leads of olist, won where a deal was closed; with the columns of the closed deals if they are wanted.
fn olist(leads: &Path, deals: &Path, with_deals: bool, settings: &Settings) -> Real {
    let deals: BTreeMap<String, Vec<(String, String)>> =
        rows(deals).into_iter().map(|row| (row[0].1.clone(), row)).collect();
    let (mut accounts, mut facts) = (Vec::new(), Vec::new());
    for row in rows(leads) {
        let deal = deals.get(&row[0].1);
        let mut account = Account::new();
        let more = deal.into_iter().flatten().filter(|_| with_deals);
        for (name, cell) in row.iter().skip(2).chain(more.filter(|(name, _)| name != "mql_id")) {
            account.set(name.clone(), AccountValue::from(cell.as_str()));
        }
        let judged = if deal.is_some() { Judged::Won } else { Judged::Lost };
        facts.push(Fact { judged, day: Date::parse(&row[1].1).unwrap(), weight: 1.0, account: None });
        accounts.push(account);
    }
    learned(accounts, &facts, settings)
}

impl Real {
    /// Scores every account by the document, and gives how many scores and pairs there were.
    fn compared(&self) -> (usize, usize) {
        let card = self.learned.card.as_ref().unwrap();
        let naming = Naming { model: "real", icp: "learned", accounts: "real.csv", outcome: "won" };
        let reader = self.reader.definition();
        let text = document(&self.learned, &self.table, &self.sources, reader, naming).unwrap();
        let model = Model::from_text(&text).unwrap();
        let mut scored = 0;
        for (row, account) in self.accounts.iter().enumerate() {
            let assessment = model.score(account, day()).unwrap();
            if assessment.status() != IcpStatus::InsufficientData {
                let points = Some(card.points(&self.table, row) as f64);
                assert_eq!(assessment.scores()[0].fit.score, points, "row {row}: {account:?}\n{text}");
                scored += 1;
            }
        }
        assert!(scored > self.accounts.len() * 9 / 10, "{scored} of {}", self.accounts.len());
        (scored, card.pairs.len())
    }

    /// The columns that were left out as known only afterwards.
    fn late(&self) -> Vec<&str> {
        let stories = self.learned.columns.iter();
        let late = stories.filter(|story| matches!(story.fate, Fate::Late(_)));
        late.map(|story| story.name.as_str()).collect()
    }
}

const WIN_LOSS: (&str, &str) =
    ("data/ibm_sales_win_loss/WA_Fn-UseC_-Sales-Win-Loss.csv", "Opportunity Result");

/// Both files of olist.
fn of_olist() -> Option<(PathBuf, PathBuf)> {
    let file = |name: &str| shared(&format!("data/olist_funnel/olist_{name}_dataset.csv"));
    file("marketing_qualified_leads").zip(file("closed_deals"))
}

#[test]
fn documents_score_as_cards_on_real_tables() {
    if let Some(path) = shared("data/german_credit/germancredit.csv") {
        assert_eq!(real(&path, ("creditability", "good"), 1, &quick()).compared().0, 1_000);
    }
    if let Some(path) = shared(WIN_LOSS.0) {
        let (scored, pairs) = real(&path, (WIN_LOSS.1, "Won"), 4, &quick()).compared();
        assert!(scored > 19_000 && pairs > 0, "{scored} scores, {pairs} pairs");
    }
    if let Some((leads, deals)) = of_olist() {
        assert_eq!(olist(&leads, &deals, false, &quick()).compared().0, 8_000);
    }
}

/// Every column that is written when a deal closes is found, and neither of those that are known when a lead comes in.
#[test]
fn late_columns_of_real_tables_are_found() {
    let settings = Settings { permutations: 0, folds: 0, ..Settings::default() };
    if let Some((leads, deals)) = of_olist() {
        let real = olist(&leads, &deals, true, &settings);
        let honest = ["landing_page_id", "origin"];
        let looked: Vec<&str> = real
            .learned
            .columns
            .iter()
            .filter(|story| story.gain.is_some() && !honest.contains(&story.name.as_str()))
            .map(|story| story.name.as_str())
            .collect();
        assert!(real.late() == looked && looked.len() >= 6, "{:?} of {looked:?}", real.late());
    }
    if let Some(path) = shared(WIN_LOSS.0) {
        // Days and ratios of the process look like honest columns; the rule of figures alone takes none that is honest.
        let real = real(&path, (WIN_LOSS.1, "Won"), 4, &settings);
        let process = ["days", "ratio", "elapsed", "stage"];
        let is_process = |name: &&str| process.iter().any(|word| name.to_lowercase().contains(word));
        println!("win/loss, left out: {:?}", real.late());
        assert!(real.late().iter().all(is_process), "{:?}", real.late());
        let warned = |word: &str| real.learned.warnings.iter().any(|one| one.to_string().contains(word));
        assert!(warned("exact numbers have"), "{:?}", real.learned.warnings);
    }
}

/// In time order the leads of olist are ranked as well as at random.
#[test]
fn time_order_on_a_real_table() {
    if let Some((leads, deals)) = of_olist() {
        let real = olist(&leads, &deals, false, &quick());
        let judged = real.learned.judged.as_ref().unwrap();
        let (auc, time) = (judged.auc.unwrap().auc, judged.time.as_ref().unwrap());
        println!("olist: AUC {auc:.3} at random, {:.3} in time order", time.auc);
        assert!((auc - time.auc).abs() < 0.05 && auc > 0.6, "{auc} {}", time.auc);
        // The last fifth of the rows.
        assert!((0.18..0.22).contains(&(time.judged_on.rows as f64 / 8_000.0)), "{:?}", time.judged_on);
        assert!(time.interval.low < time.was && time.was < time.interval.high);
    }
}
