//! Fits cards to halves of a table and judges them on the other halves: `halves TABLE HALVES [OPTION...]`. The table is text with tabs: the first
//! column is the outcome (1 or 0), the others are `n:NAME` for numbers and `t:NAME` for texts. A line of HALVES has a 1 for each row to
//! fit and a 0 for each to judge, and a blank for one to leave out.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "an example ends at the first mistake"
)]

mod usage;

use std::collections::BTreeMap;

use icp_evidence::stats::{Ranked, Weight};
use icp_learn::{Column, Judged, MISSING, Points, Settings, Table, TableBuilder, Values, learn};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let text = std::fs::read_to_string(&arguments[0]).unwrap();
    let halves = std::fs::read_to_string(&arguments[1]).unwrap();
    let mut settings = Settings { permutations: 0, folds: 0, ..Settings::default() };
    let mut most = usize::MAX;
    for option in &arguments[2..] {
        let (name, value) = option.split_once('=').unwrap_or((option, "0"));
        match name {
            "--seeds" => most = value.parse().unwrap(),
            "--points" => settings.points = Points::UpTo(value.parse().unwrap()),
            "--total" => settings.points = Points::Total(value.parse().unwrap()),
            "--criteria" => settings.max_criteria = value.parse().unwrap(),
            "--bands" => settings.max_bands = value.parse().unwrap(),
            "--alone" => settings.given = false,
            "--lean" => settings.lean = true,
            "--no-pairs" => settings.pairs = false,
            "--permutations" => settings.permutations = value.parse().unwrap(),
            "--folds" => settings.folds = value.parse().unwrap(),
            "--threads" => settings.threads = value.parse().unwrap(),
            _ => panic!("unknown option {name}"),
        }
    }
    let (won, columns) = read(&text);
    let (mut aucs, mut lifts, mut signals, mut seconds) = (Vec::new(), Vec::new(), Vec::new(), 0.0);
    for half in halves.lines().take(most) {
        let judged = |row: usize, bit: char| match (bit, won[row]) {
            ('1', true) => Judged::Won,
            ('1', false) => Judged::Lost,
            _ => Judged::Open,
        };
        let bits: Vec<char> = half.chars().collect();
        let table = table(&columns, bits.iter().enumerate().map(|(row, bit)| judged(row, *bit)).collect());
        let before = usage::processor();
        let learned = learn(&table, &settings).unwrap();
        seconds += usage::processor() - before;
        let mut scored: Vec<(i64, bool)> = Vec::new();
        for row in (0..bits.len()).filter(|row| bits[*row] == '0') {
            scored.push((learned.card.as_ref().map_or(0, |card| card.points(&table, row)), won[row]));
        }
        if let Some(signal) = learned.signal {
            signals.push(f64::from(u8::from(signal.is_found())));
        }
        let (auc, lift) = figures(scored);
        aucs.push(auc);
        lifts.push(lift);
        if std::env::var_os("SHOW").is_some() {
            println!("{learned:#?}");
        }
        if std::env::var_os("SHORT").is_some() {
            for criterion in learned.card.iter().flat_map(|card| &card.criteria) {
                let name = &table.columns()[criterion.subject.column].name;
                let points: Vec<i64> = criterion.bands.iter().map(|band| band.points).collect();
                println!(
                    "  {name}: {points:?} missing {} gain {:.1} given {}",
                    criterion.missing.points, criterion.gain, criterion.given
                );
            }
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    if !signals.is_empty() {
        println!("signal in {:.3} of {}", mean(&signals), signals.len());
    }
    println!("{:?}", aucs.iter().map(|auc| (auc * 1e4).round() / 1e4).collect::<Vec<_>>());
    println!(
        "auc {:.4} lift {:.3} seconds of the processor a fit {:.4}",
        mean(&aucs),
        mean(&lifts),
        seconds / aucs.len() as f64,
    );
}

fn read(text: &str) -> (Vec<bool>, Vec<Column>) {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    let won = rows.iter().map(|row| row[0] == "1").collect();
    let column = |at: usize| {
        let (kind, name) = header[at].split_once(':').unwrap();
        if kind == "n" {
            return Column::new(
                name,
                Values::Number(rows.iter().map(|row| row[at].parse().unwrap_or(f64::NAN)).collect()),
            );
        }
        let mut known: BTreeMap<&str, u32> = BTreeMap::new();
        let mut names = Vec::new();
        let mut code = |text| {
            *known.entry(text).or_insert_with(|| {
                names.push(text.to_owned());
                names.len() as u32 - 1
            })
        };
        let codes = rows.iter().map(|row| if row[at].is_empty() { MISSING } else { code(row[at]) }).collect();
        Column::new(name, Values::Text { codes, names })
    };
    (won, (1..header.len()).map(column).collect())
}

fn table(columns: &[Column], outcome: Vec<Judged>) -> Table {
    let builder = TableBuilder::new(outcome);
    columns.iter().cloned().fold(builder, TableBuilder::column).build().unwrap()
}

/// AUC, and how much more often than all the best tenth wins; a tie at its end counts in part.
fn figures(mut scored: Vec<(i64, bool)>) -> (f64, f64) {
    let mut ranked = Ranked::default();
    scored.iter().for_each(|(score, won)| ranked.add(*score, *won, Weight::ONE));
    let auc = ranked.sorted().auc().unwrap();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let wanted = scored.len() as f64 / 10.0;
    let edge = scored[wanted as usize].0;
    let (above, won_above) = scored
        .iter()
        .filter(|(score, _)| *score > edge)
        .fold((0.0, 0.0), |sum, (_, won)| (sum.0 + 1.0, sum.1 + f64::from(*won)));
    let (tied, won_tied) = scored
        .iter()
        .filter(|(score, _)| *score == edge)
        .fold((0.0, 0.0), |sum, (_, won)| (sum.0 + 1.0, sum.1 + f64::from(*won)));
    let base = scored.iter().filter(|(_, won)| *won).count() as f64 / scored.len() as f64;
    let captured = won_above + won_tied * (wanted - above) / f64::max(tied, 1.0);
    (auc, captured / wanted / base)
}
