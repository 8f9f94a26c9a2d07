//! The engine beside the same rules written by hand, over the same columns.

use icp_core::batch::BatchOptions;
use icp_core::{Account, Model, OnInvalid, Record};

use super::measure::{AS_OF, engine, engine_kept, full, nanoseconds, short, short_number, times, whole};
use super::{Grid, Setup};
use crate::task::hand::{self, Answers};
use crate::task::marked::{self, Marked, Marker};
use crate::task::{Lead, Table, Texts};

/// Accounts that are scored one at a time.
const ONE_BY_ONE: usize = 20_000;

/// The results that the ways are compared by: how many rows have a best, and the sum of the places of the best.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    rows: usize,
    places: usize,
}

impl Found {
    pub(super) fn of(best: impl Iterator<Item = Option<usize>>) -> Self {
        best.flatten()
            .fold(Self::default(), |found, place| Self { rows: found.rows + 1, places: found.places + place })
    }

    /// The same, also of the score of the best, so that no compiler leaves it out.
    pub(super) fn by_hand(answers: impl Iterator<Item = Answers>) -> (Self, f64) {
        let mut scores = 0.0;
        let best = answers.map(|answers| {
            scores += answers.best.and_then(|best| answers.icps.get(best)).map_or(0.0, |icp| icp.score);
            answers.best
        });
        (Self::of(best), scores)
    }
}

/// One of the loops by hand over its table.
#[derive(Debug)]
pub enum Loop<'a> {
    /// Plain texts, byte for byte.
    AsWritten(&'a Table),
    /// Plain texts, in any case.
    AnyCase(&'a Table),
    /// Dictionaries, whose constants are looked up once.
    Dictionaries(&'a Table),
    /// Bits and numbers made beforehand.
    Marked(&'a Marked),
}

impl Loop<'_> {
    /// Scores all rows: what is found, and the sum of the best scores.
    pub fn pass(&self) -> (Found, f64) {
        match self {
            Self::AsWritten(table) => Found::by_hand(table.scored::<hand::AsWritten>()),
            Self::AnyCase(table) => Found::by_hand(table.scored::<hand::AnyCase>()),
            Self::Dictionaries(table) => {
                let marker = Marker::new(table);
                Found::by_hand((0..table.rows()).map(|row| marked::score(&marker.facts(row))))
            }
            Self::Marked(table) => Found::by_hand(table.facts().map(|facts| marked::score(&facts))),
        }
    }
}

/// The engine's results for a table.
pub(super) fn found(model: &Model, table: &Table, options: &BatchOptions<'_>) -> Found {
    let scores = model.score_batch(&table.columns(), options).expect("a table that can be read");
    Found::of((0..scores.rows()).map(|row| scores.best(row)))
}

/// Scores an account from its keys and values, and gives the place of the best.
fn one(model: &Model, account: &Account, scratch: &mut icp_core::Scratch) -> Option<usize> {
    let record: Record = model.record(account, OnInvalid::Error).ok()?;
    model.evaluate(&record, AS_OF, scratch).ok()?;
    scratch.best()
}

pub(super) fn run(setup: &Setup) -> Grid {
    let [plain, coded, views] = [Texts::Plain, Texts::Dictionary, Texts::Views].map(|how| setup.table(how));
    let marked = Marked::new(coded);
    let rows = setup.rows();
    let mut grid = Grid::new(["way", "ns a row", "to plain loop", "to coded loop"]);

    let loops = [
        ("by hand, plain texts, byte for byte", Loop::AsWritten(plain)),
        ("by hand, plain texts, any case", Loop::AnyCase(plain)),
        ("by hand, dictionaries, constants looked up once", Loop::Dictionaries(coded)),
        ("by hand, bits and numbers made beforehand", Loop::Marked(&marked)),
    ];
    let mut all: Vec<(&str, f64)> = Vec::new();
    let mut agreed: Vec<(&str, Found)> = Vec::new();
    for (name, way) in &loops {
        all.push((name, nanoseconds(rows, || way.pass())));
        agreed.push((name, way.pass().0));
    }
    let engines = [
        ("engine, plain texts, everything", plain, full()),
        ("engine, plain texts, without bounds and reasons", plain, short()),
        ("engine, dictionaries, everything", coded, full()),
        ("engine, dictionaries, without bounds and reasons", coded, short()),
        ("engine, string views, everything", views, full()),
        ("engine, dictionaries, everything of every icp", coded, full().per_icp(true)),
    ];
    for (name, table, options) in &engines {
        all.push((name, engine(&setup.model, &table.columns(), options)));
        agreed.push((name, found(&setup.model, table, options)));
    }
    for (name, table) in [
        ("engine, plain texts, everything, memory kept", plain),
        ("engine, dictionaries, everything, memory kept", coded),
    ] {
        all.push((name, engine_kept(&setup.model, &table.columns(), &full())));
    }
    let some: &[Lead] = setup.first(ONE_BY_ONE);
    let accounts: Vec<Account> = some.iter().filter_map(|l| Account::from_serialize(l).ok()).collect();
    let mut scratch = setup.model.scratch();
    let each = nanoseconds(accounts.len(), || {
        accounts.iter().filter_map(|account| one(&setup.model, account, &mut scratch)).count()
    });
    all.push(("engine, one account at a time, from keys and values", each));

    let of = |at: usize| all.get(at).map_or(f64::NAN, |(_, ns)| *ns);
    for (name, ns) in &all {
        grid.row(*name, [short_number(*ns), times(ns / of(0)), times(ns / of(2))]);
    }
    match agreement(&agreed) {
        Ok(agreement) => grid.note(agreement),
        Err(failure) => grid.failure = Some(failure),
    }
    grid.note(
        "The loops by hand give best, score, tier and status; the engine also coverage, stage, bounds and reason, and writes them into columns.",
    );
    grid
}

/// Says that all found the same, or which did not.
fn agreement(all: &[(&str, Found)]) -> Result<String, String> {
    let first = all.first().map(|(_, found)| *found).unwrap_or_default();
    let others: Vec<&str> = all.iter().filter(|(_, found)| *found != first).map(|(name, _)| *name).collect();
    if others.is_empty() {
        return Ok(format!("All agree: {} rows have a best.", whole(first.rows)));
    }
    Err(format!("NOT THE SAME as the first: {}.", others.join("; ")))
}
