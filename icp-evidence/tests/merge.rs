//! Counts of pieces: merged in any order, as they are or as JSON, they give the bytes of one pass.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod made;
mod shared;

use icp_core::batch::BatchOptions;
use icp_core::column::{Column, Columns, Values};
use icp_core::error::Host;
use icp_core::model::NamedList;
use icp_core::{AccountValue, Date, Model, OnInvalid};
use icp_evidence::{Backtester, Compare, Drift, EvidenceError, Outcome, Period, Periods, Population};
use made::{Made, flags, options};
use shared::Random;

const ROWS: usize = 2_000;
const PIECES: usize = 8;

/// Accounts with ties, missing values, weights, a value and days.
fn table(seed: u64) -> Made {
    let mut random = Random(seed);
    let nan = |random: &mut Random, chance, value| if random.is(chance) { f64::NAN } else { value };
    let mut columns: [Vec<f64>; 6] = std::array::from_fn(|_| Vec::new());
    for _ in 0..ROWS {
        let good = random.is(0.4);
        let won = f64::from(random.is(if good { 0.5 } else { 0.2 }));
        let (ltv, day) = (random.below(1_000) as f64 / 7.0, 20_000.0 + random.below(200) as f64);
        let row = [
            nan(&mut random, 0.1, f64::from(good)),
            f64::from(random.is(0.6)),
            nan(&mut random, 0.2, won),
            nan(&mut random, 0.3, ltv),
            random.below(9) as f64 / 4.0,
            nan(&mut random, 0.05, day),
        ];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    let names = ["is_good", "is_other", "is_won", "ltv", "weight", "on_day"];
    names.into_iter().zip(columns).fold(Made::default(), |made, (name, values)| made.with(name, values))
}

/// Pieces of unequal size that are the whole together, in a random order.
fn pieces(made: &Made, random: &mut Random) -> Vec<Made> {
    let mut cuts: Vec<usize> = (1..PIECES).map(|_| random.below(ROWS as u64 + 1) as usize).collect();
    cuts.extend([0, ROWS]);
    cuts.sort_unstable();
    let mut pieces: Vec<Made> = cuts.windows(2).map(|pair| made.part(pair[0], pair[1])).collect();
    for at in (1..pieces.len()).rev() {
        pieces.swap(at, random.below(at as u64 + 1) as usize);
    }
    pieces
}

fn outcomes() -> Vec<Outcome> {
    vec![Outcome::new("is_won"), Outcome::new("ltv").value()]
}

fn today() -> Date {
    Date::new(2026, 11, 30).unwrap()
}

/// Counts each piece, merges the counts as they are and as JSON, and compares with the result of one pass.
macro_rules! merged {
    ($new:expr, $result:ident) => {
        for seed in 0..6 {
            let made = table(seed);
            let mut whole = $new;
            made.call(|columns| whole.add(columns, &options())).unwrap();
            let whole = whole.$result().unwrap().to_json();
            assert!(whole.len() > 200);
            let (mut merged, mut read) = ($new, $new);
            for piece in pieces(&made, &mut Random(seed + 100)) {
                let mut part = $new;
                piece.call(|columns| part.add(columns, &options())).unwrap();
                let text = part.to_json();
                let mut again = $new;
                again.merge_json(&text).unwrap();
                assert_eq!(again.to_json(), text);
                read.merge_json(&text).unwrap();
                merged.merge(part).unwrap();
            }
            assert_eq!(merged.$result().unwrap().to_json(), whole, "seed {seed}");
            assert_eq!(read.$result().unwrap().to_json(), whole, "seed {seed}");
        }
    };
}

#[test]
fn populations() {
    let model = flags(&[("good", 3.0), ("other", 1.0)]);
    merged!(Population::new(&model, outcomes()).weighted_by("weight").want(50.0), report);
}

#[test]
fn comparisons() {
    let (old, new) = (flags(&[("good", 3.0), ("other", 1.0)]), flags(&[("good", 1.0), ("other", 3.0)]));
    merged!(Compare::new(&old, &new, outcomes()).weighted_by("weight"), comparison);
}

#[test]
fn periods() {
    let model = flags(&[("good", 3.0), ("other", 1.0)]);
    merged!(Periods::new(&model, outcomes(), "on_day", Period::Month).weighted_by("weight"), drift);
}

#[test]
fn backtests() {
    let model = flags(&[("good", 3.0), ("other", 1.0)]);
    let new = || Backtester::new(&model, Outcome::new("is_won"), "on_day", today()).by(Period::Month);
    merged!(new().weighted_by("weight"), backtest);
}

#[test]
fn drift_is_of_merged_counts() {
    let model = flags(&[("good", 3.0), ("other", 1.0)]);
    let drift = |pieces: &[Made], after: &Made| {
        let mut before = Population::new(&model, outcomes());
        for piece in pieces {
            before.merge(count(&model, piece)).unwrap();
        }
        Drift::between(&before, &count(&model, after)).unwrap().to_json()
    };
    let (before, after) = (table(7), table(8));
    let whole = drift(std::slice::from_ref(&before), &after);
    assert_eq!(drift(&pieces(&before, &mut Random(9)), &after), whole);
}

fn count(model: &Model, made: &Made) -> Population {
    let mut population = Population::new(model, outcomes());
    made.call(|columns| population.add(columns, &options())).unwrap();
    population
}

#[test]
fn counts_of_something_else_are_refused() {
    let model = flags(&[("good", 3.0), ("other", 1.0)]);
    let made = table(1);
    let own = count(&model, &made);
    let text = own.to_json();
    let refused = |population: &mut Population, text: &str| {
        matches!(population.merge_json(text), Err(EvidenceError::Other))
    };
    let mut other = Population::new(&flags(&[("good", 2.0), ("other", 1.0)]), outcomes());
    assert!(refused(&mut other, &text), "another model");
    let mut other = Population::new(&model, vec![Outcome::new("is_won"), Outcome::new("ltv")]);
    assert!(refused(&mut other, &text), "another outcome");
    let mut same = Population::new(&model, outcomes());
    let other_version = text.replacen("\"version\":2", "\"version\":1", 1);
    assert_ne!(other_version, text);
    let half: String = text.chars().take(text.len() / 2).collect();
    for broken in ["", "{}", "[]", &half, &other_version] {
        assert!(refused(&mut same, broken), "{}", broken.len());
    }
    // Shapes that do not fit are refused, too; nothing was counted.
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let icp = "/counts/icps/0";
    let lists = [
        "/counts/statuses",
        "/counts/icps",
        "/counts/attributes",
        &format!("{icp}/profiles/rows"),
        &format!("{icp}/pairs"),
    ];
    for path in lists {
        let mut value = value.clone();
        value.pointer_mut(path).unwrap().as_array_mut().unwrap().pop().unwrap();
        assert!(refused(&mut same, &value.to_string()), "{path}");
    }
    assert_eq!(same.report().unwrap().rows, 0);
    same.merge_json(&text).unwrap();
    assert_eq!(same.report().unwrap(), own.report().unwrap());
}

#[test]
fn models_with_other_lists_are_not_added_up() {
    let text = r#"{"format": "icp/1", "name": "listed", "attributes": {"code": {"type": "number"}},
        "lists": {"good": [1, 2]},
        "icps": [{"id": "one", "fit": {"criteria": [{"id": "code", "fit": {"code": {"in": "$good"}}}], "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#;
    let model = Model::from_json(text).unwrap();
    let other = model.with_lists(&[NamedList::new("good", [7.0])]).unwrap();
    assert_eq!(model.fingerprint(), other.fingerprint());
    let made = Made::default().with("code", vec![1.0, 7.0]).with("is_won", vec![1.0, 0.0]);
    let new = |model: &Model| Population::new(model, vec![]);
    let mut own = new(&model);
    made.call(|columns| own.add(columns, &options())).unwrap();
    assert!(matches!(own.merge(new(&other)), Err(EvidenceError::Other)));
    assert!(matches!(Drift::between(&own, &new(&other)), Err(EvidenceError::Other)));
    assert!(matches!(own.merge_json(&new(&other).to_json()), Err(EvidenceError::Other)));
    // Two systems may be read by two sources: their counts are not added up, but the later may be held against the earlier.
    let source = icp_core::Source::from_json(
        r#"{"format": "icp-source/1", "name": "crm", "columns": {"code": "code"}}"#,
    );
    let read = model.with_source(&source.unwrap_or_else(|error| panic!("{error}")));
    let mut by_source = new(&read.unwrap_or_else(|error| panic!("{error}")));
    made.call(|columns| by_source.add(columns, &options())).unwrap();
    let drift = Drift::between(&own, &by_source).unwrap();
    assert_eq!(drift.sources, [None, Some("crm".to_owned())]);
    assert!(matches!(own.merge(by_source), Err(EvidenceError::Other)));
    // Two models may be compared, lists and all.
    let mut compare = Compare::new(&model, &other, vec![]);
    made.call(|columns| compare.add(columns, &options())).unwrap();
    assert_eq!(compare.comparison().unwrap().moved, 2);
}

#[test]
fn counts_of_invalid_values_travel_and_have_no_order() {
    let model = Model::from_json(
        r#"{"format": "icp/1", "name": "odd", "attributes": {"size": {"type": "number"}, "age": {"type": "number"}},
        "exclusions": [{"id": "old", "reason": "too old", "when": {"age": {"gt": 50}}}],
        "icps": [{"id": "one", "fit": {"criteria": [{"id": "size", "fit": {"size": {"gt": 3}}}], "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#,
    )
    .unwrap();
    let options: BatchOptions<'_> = options().on_invalid(OnInvalid::Missing);
    let texts = [["4", "many"], ["few", "60"], ["5", "old"], ["few", "3"], ["7", "9"], ["none", "old"]];
    let piece = |rows: &[[&str; 2]]| {
        let columns: [Vec<AccountValue>; 2] =
            std::array::from_fn(|at| rows.iter().map(|row| row[at].into()).collect());
        let table = Columns::new(rows.len())
            .with("size", Column::new(Values::Mixed(&columns[0])))
            .unwrap()
            .with("age", Column::new(Values::Mixed(&columns[1])))
            .unwrap();
        let mut population = Population::new(&model, vec![]);
        population.add(&table, &options).unwrap();
        population
    };
    let whole = piece(&texts);
    let said = |population: &Population| {
        let notices = population.intake().notices(Host::Rust);
        notices.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let all = said(&whole);
    assert!(all.len() == 3 && all.iter().any(|notice| notice.contains("exclusion `old`")), "{all:?}");
    let parts: Vec<String> = texts.chunks(2).map(|rows| piece(rows).to_json()).collect();
    let merged = |order: [usize; 3]| {
        let mut merged = Population::new(&model, vec![]);
        order.iter().for_each(|at| merged.merge_json(&parts[*at]).unwrap());
        merged
    };
    let one = merged([0, 1, 2]);
    assert_eq!(said(&one), all);
    assert_eq!(one.intake().counts(), whole.intake().counts());
    assert_eq!(merged([2, 0, 1]).to_json(), one.to_json());
    let read = Population::from_json(&model, &whole.to_json()).unwrap();
    assert_eq!(said(&read), all);
    // One that has been counted elsewhere may be added to what was counted here.
    let mut here = piece(&texts[..2]);
    parts[1..].iter().for_each(|part| here.merge_json(part).unwrap());
    assert_eq!(said(&here), all);
}
