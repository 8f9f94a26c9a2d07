//! A million accounts in columns, side by side, in processor time: the engine, the same rules written by hand as a
//! loop over the same columns, and the engine one account at a time.
//!
//! `cargo run --release -p icp-benches --example columns -- [ROWS] [PASSES]`

use std::hint::black_box;

use icp_benches::clock::processor_time;
use icp_benches::task::{self, Lead, Table, Texts, hand};
use icp_core::{Account, AsOf, BatchOptions, Date, OnInvalid};

/// The least time of some passes, in nanoseconds a row.
fn least(rows: usize, passes: usize, mut pass: impl FnMut() -> usize) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..passes {
        let start = processor_time();
        black_box(pass());
        best = best.min(processor_time() - start);
    }
    best * 1e9 / rows as f64
}

fn say(what: &str, nanoseconds: f64, against: f64) {
    println!("{what:<58} {nanoseconds:>7.1} ns  {:>5.2}x", nanoseconds / against);
}

fn main() {
    let mut args = std::env::args().skip(1).filter_map(|arg| arg.replace('_', "").parse::<usize>().ok());
    let (rows, passes) = (args.next().unwrap_or(1_000_000), args.next().unwrap_or(5));
    let model = task::model();
    // As many different accounts as a processor cannot remember.
    let leads = task::leads(rows.min(1_000_000));
    let leads: Vec<Lead> =
        (0..rows).map(|at| leads.get(at % leads.len()).cloned().unwrap_or_default()).collect();
    let plain = Table::new(&leads, Texts::Plain);
    let coded = Table::new(&leads, Texts::Dictionary);
    let as_of = AsOf::Day(Date::MAX);
    let full = BatchOptions::new(as_of).threads(1);
    let short = full.bounds(false).reasons(false);
    println!(
        "{rows} accounts, 3 icps of 8 criteria and 4 exclusions; processor time an account, least of {passes} passes"
    );

    let by_hand = |score: fn(&task::Row<'_>) -> hand::Answers| {
        least(rows, passes, || {
            (0..plain.rows()).map(|row| score(&plain.row(row)).best.map_or(0, |best| best + 1)).sum()
        })
    };
    let base = by_hand(|row| hand::score::<hand::AsWritten>(row));
    say("by hand, texts byte for byte", base, base);
    say(
        "by hand, texts in any case, as the model compares them",
        by_hand(|row| hand::score::<hand::AnyCase>(row)),
        base,
    );
    let engine = |table: &Table, options: &BatchOptions<'_>| {
        let columns = table.columns();
        least(rows, passes, || model.score_batch(&columns, options).map_or(0, |scores| scores.rows()))
    };
    say("columns, plain texts, everything", engine(&plain, &full), base);
    say("columns, plain texts, without bounds and reasons", engine(&plain, &short), base);
    say("columns, dictionaries, everything", engine(&coded, &full), base);
    say("columns, dictionaries, without bounds and reasons", engine(&coded, &short), base);
    let some = leads.iter().take(20_000);
    let accounts: Vec<Account> = some.filter_map(|lead| Account::from_serialize(lead).ok()).collect();
    let mut scratch = model.scratch();
    let one = least(accounts.len(), passes, || {
        let score = |account| {
            let record = model.record(account, OnInvalid::Error).ok()?;
            model.evaluate(&record, Date::MAX, &mut scratch).ok()?;
            scratch.best()
        };
        accounts.iter().filter_map(score).count()
    });
    say("one account at a time, from its keys and values", one, base);
}
