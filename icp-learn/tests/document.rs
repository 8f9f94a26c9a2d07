//! The written document gives every account the points of the card that was learned: with random tables of every kind of value, and with
//! cells that are blank afterwards.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a panic here is a failed test"
)]

mod shared;

use icp_core::account::Record;
use icp_core::findings::Severity;
use icp_core::survey::Survey;
use icp_core::{Account, AccountValue, Date, Model, OnInvalid, init};
use icp_learn::{
    Column, Fact, Judged, Learned, MISSING, Naming, Settings, Source, Table, TableBuilder, TableReader,
    Values, document, learn,
};

use self::shared::Random;

const NAMES: Naming<'_> = Naming { model: "made: 1", icp: "learned", accounts: "made.csv", outcome: "won" };
/// Texts that YAML or the format could take for something else.
const WORDS: [&str; 10] = [
    "$10M",
    "yes",
    "null",
    "Other",
    "Größe \"L\"",
    "a: b # c",
    "-",
    "[x]",
    "Software & Services",
    "__proto__",
];
const EVENTS: [&str; 3] = ["demo", "Pricing page", "true"];

fn day() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

/// An account, and the log odds that it is won.
fn account(random: &mut Random, odd: u64) -> (Account, f64) {
    let mut account = Account::new();
    let mut odds = -1.0;
    let employees = (random.share() * 8.0).exp2().round();
    odds += if employees > 20.0 { 0.8 } else { -0.4 };
    account.set("# of Employees", employees);
    let share = (random.share() * 1000.0).round() / 1000.0;
    odds += 2.0 * (share - 0.5) * f64::from(u8::from(odd == 1));
    account.set("share", if odd == 2 { share * 1e-9 } else { share * 1e6 });
    let word = random.below(WORDS.len() as u64) as usize;
    odds += [0.9, -0.9, 0.3, 0.0, 0.8, -0.8, 0.4, -0.2, 0.7, 0.1][word];
    let spelled =
        if random.is(0.2) { format!(" {} ", WORDS[word].to_uppercase()) } else { WORDS[word].to_owned() };
    account.set("trade", spelled);
    let active = random.is(0.4);
    odds += if active { 0.7 } else { 0.0 };
    account.set("active", active);
    let founded = Date::from_days(day().days() - random.below(5_000) as i32 + 100).unwrap();
    odds += if day().days() - founded.days() > 900 { 0.6 } else { -0.3 };
    account.set("founded", founded);
    let tools: Vec<&str> = WORDS.iter().copied().filter(|word| *word != "-" && random.is(0.3)).collect();
    odds += if tools.contains(&"Other") { 0.9 } else { 0.0 };
    account.set("tools", AccountValue::List(tools.into_iter().map(AccountValue::from).collect()));
    let mut visits = Vec::new();
    for _ in 0..random.below(6) {
        let event = EVENTS[random.below(3) as usize];
        let on = Date::from_days(day().days() - random.below(400) as i32 + 5).unwrap();
        odds += if event == "demo" { 0.3 } else { 0.0 };
        visits.push(AccountValue::Map(vec![("event".into(), event.into()), ("on".into(), on.into())]));
    }
    account.set("visits", AccountValue::List(visits));
    (account, odds)
}

/// A table that was learned from, with everything around it.
struct Made {
    accounts: Vec<Account>,
    reader: Model,
    table: Table,
    sources: Vec<Source>,
    learned: Learned,
}

fn made(seed: u64, rows: usize, settings: &Settings) -> Made {
    let mut random = Random(seed);
    let (mut accounts, mut facts) = (Vec::new(), Vec::new());
    for _ in 0..rows {
        let (mut account, odds) = account(&mut random, seed % 3);
        let chance = 1.0 / (1.0 + (-odds).exp2());
        let judged = if random.is(chance) { Judged::Won } else { Judged::Lost };
        // A missing value says something, too.
        for key in ["# of Employees", "trade", "tools", "founded"] {
            if random.is(if judged == Judged::Won { 0.03 } else { 0.15 }) {
                account.set(key, AccountValue::Null);
            }
        }
        facts.push(Fact { judged, day: day(), weight: 1.0, account: None });
        accounts.push(account);
    }
    let mut survey = Survey::new();
    accounts.iter().for_each(|account| survey.add(account));
    let reader = Model::from_text(&init::reader(&survey, "made").0).unwrap();
    let mut rows = TableReader::new(&reader, |_| false);
    accounts.iter().for_each(|account| rows.add(&record(&reader, account), day()));
    let (table, sources, left) = rows.finish(&facts, |_, _| ()).unwrap();
    assert!(left.is_empty(), "{left:?}");
    let learned = learn(&table, settings).unwrap();
    Made { accounts, reader, table, sources, learned }
}

fn record<'a>(model: &Model, account: &'a Account) -> Record<'a> {
    model.record(account, OnInvalid::Error).unwrap()
}

impl Made {
    fn document(&self) -> String {
        document(&self.learned, &self.table, &self.sources, self.reader.definition(), NAMES).unwrap()
    }

    /// The same table and accounts, a share of whose cells are blank.
    fn blanked(&self, share: f64) -> (Table, Vec<Account>) {
        let mut random = Random(7);
        let mut accounts = self.accounts.clone();
        let names: Vec<String> = accounts[0].keys().map(str::to_owned).collect();
        let mut blank = vec![vec![false; names.len()]; accounts.len()];
        for (account, blank) in accounts.iter_mut().zip(&mut blank) {
            for (name, blank) in names.iter().zip(blank) {
                if random.is(share) {
                    *blank = true;
                    account.set(name.clone(), AccountValue::Null);
                }
            }
        }
        let mut builder = TableBuilder::new(self.table.outcome().to_vec());
        for (column, source) in self.table.columns().iter().zip(&self.sources) {
            let at = names.iter().position(|name| source.attribute.names().any(|own| own == name)).unwrap();
            let is_blank = |row: usize| blank[row][at];
            let mut values = column.values.clone();
            for row in 0..accounts.len() {
                if !is_blank(row) {
                    continue;
                }
                match &mut values {
                    Values::Number(values) | Values::Month(values) => values[row] = f64::NAN,
                    Values::Text { codes, .. } => codes[row] = MISSING,
                    Values::Bool(values) => values[row] = None,
                    Values::Set { rows, .. } => rows[row] = None,
                }
            }
            builder = builder.column(Column::new(column.name.clone(), values));
        }
        (builder.build().unwrap(), accounts)
    }
}

/// How many accounts the document scores.
fn agrees(made: &Made, table: &Table, accounts: &[Account], model: &Model) -> usize {
    let card = made.learned.card.as_ref().unwrap();
    for (row, account) in accounts.iter().enumerate() {
        let assessment = model.score(account, day()).unwrap();
        let points = card.points(table, row);
        let score = assessment.scores()[0].fit.score;
        // Where nothing is known, there is no score.
        if assessment.status() == icp_core::IcpStatus::InsufficientData {
            continue;
        }
        assert_eq!(score, Some(points as f64), "row {row}: {account:?}\n{}", made.document());
    }
    accounts.len()
}

#[test]
fn the_document_scores_as_the_card() {
    let settings = Settings { permutations: 0, folds: 3, ..Settings::default() };
    let (mut scored, mut criteria) = (0, 0);
    for seed in 1..=6 {
        // Few rows, many, and many with pairs.
        let rows = [300, 700, 1_500][seed as usize % 3];
        let made = made(seed, rows, &settings);
        let text = made.document();
        let model = Model::from_text(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let findings = model.findings(day());
        let warnings: Vec<_> =
            findings.iter().filter(|finding| finding.severity() == Severity::Warning).collect();
        assert!(warnings.is_empty(), "{warnings:?}\n{text}");
        scored += agrees(&made, &made.table, &made.accounts, &model);
        let (table, accounts) = made.blanked(0.2);
        scored += agrees(&made, &table, &accounts, &model);
        criteria += made.learned.card.unwrap().criteria.len();
    }
    assert!(scored >= 9_000 && criteria >= 24, "{scored} scores, {criteria} criteria");
}
