//! Criteria judged by an outcome that is a number, and values and won accounts side by side; against plain counting.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod made;
mod shared;

use icp_evidence::report::{Trial, Verdict};
use icp_evidence::{Compare, Outcome, Population, Report};
use made::{Made, flags, options};
use shared::Random;

/// Accounts that spend more where they are `good`, less where they are `bad`, and as much with `noise` as without.
fn population(seed: u64, rows: usize, effect: f64) -> Made {
    let mut random = Random(seed);
    let mut columns: [Vec<f64>; 5] = std::array::from_fn(|_| Vec::new());
    for _ in 0..rows {
        let [good, bad, noise]: [bool; 3] = std::array::from_fn(|_| random.is(0.4));
        let spent = random.below(1_000) as f64 + effect * (f64::from(good) - f64::from(bad));
        let spent = if random.is(0.2) { f64::NAN } else { spent };
        let seen = if random.is(0.1) { f64::NAN } else { f64::from(good) };
        let row = [seen, f64::from(bad), f64::from(noise), spent, f64::from(random.is(0.3))];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    let names = ["is_good", "is_bad", "is_noise", "spent", "is_won"];
    names.into_iter().zip(columns).fold(Made::default(), |made, (name, values)| made.with(name, values))
}

const CRITERIA: [(&str, f64); 3] = [("good", 3.0), ("bad", 1.0), ("noise", 1.0)];

fn report(made: &Made) -> Report {
    let outcomes = vec![Outcome::new("is_won"), Outcome::new("spent").value()];
    let mut population = Population::new(&flags(&CRITERIA), outcomes);
    made.call(|columns| population.add(columns, &options())).unwrap();
    population.report().unwrap()
}

fn by_spent<'r>(report: &'r Report, id: &str) -> &'r Trial {
    let criterion = report.icps[0].criteria.iter().find(|one| one.id == id).unwrap();
    criterion.trials.iter().find(|trial| trial.outcome == "spent").unwrap()
}

/// Of two accounts with different values, how often the one with more has the greater key; over all pairs.
fn concordance(rows: &[(f64, f64)]) -> f64 {
    let (mut agree, mut pairs) = (0.0, 0.0);
    for (value, key) in rows {
        for (_, other) in rows.iter().filter(|(less, _)| less < value) {
            pairs += 1.0;
            agree += f64::from(other < key) + f64::from(other == key) / 2.0;
        }
    }
    agree / pairs
}

#[test]
fn criteria_are_judged_by_a_value() {
    let made = population(1, 1_500, 150.0);
    let report = report(&made);
    let verdicts = ["good", "bad", "noise"].map(|id| by_spent(&report, id).verdict);
    assert_eq!(verdicts, [Verdict::Earns, Verdict::WrongWay, Verdict::NoEvidence]);
    let says = report.sentences().join(" ");
    assert!(
        says.contains("Criteria by spent: good earns its place; bad hurts; noise has no evidence."),
        "{says}"
    );
    // The figures are those of all pairs.
    let [good, bad, noise, spent, _] = <[Vec<f64>; 5]>::try_from(made.columns.clone()).unwrap();
    let known: Vec<(f64, f64)> =
        spent.iter().zip(&good).filter(|(a, b)| !a.is_nan() && !b.is_nan()).map(|(a, b)| (*a, *b)).collect();
    let trial = by_spent(&report, "good");
    assert!((trial.auc.unwrap().auc - concordance(&known)).abs() < 1e-12);
    let score = |with_good: bool| {
        // An unknown criterion gives no points, and its weight still counts.
        let most = if with_good { 5.0 } else { 2.0 };
        let each = (0..spent.len()).filter(|row| !spent[*row].is_nan()).map(|row| {
            let own = if with_good && good[row] == 1.0 { 3.0 } else { 0.0 };
            (spent[row], ((bad[row] + noise[row] + own) / most * 1e8).round())
        });
        concordance(&each.collect::<Vec<_>>())
    };
    let paired = trial.contribution.unwrap();
    assert!((paired.after.auc - score(true)).abs() < 1e-12, "{} {}", paired.after.auc, score(true));
    assert!((paired.before.auc - score(false)).abs() < 1e-12);
    assert_eq!(report.icps[0].judged[1].auc.unwrap().auc, paired.after.auc);
    let bin = trial.bins.iter().find(|bin| bin.label == "fit").unwrap();
    let fits: Vec<f64> = known.iter().filter(|(_, good)| *good == 1.0).map(|(spent, _)| *spent).collect();
    let mean = bin.mean.unwrap();
    assert_eq!(mean.rows, fits.len() as u64);
    assert!((mean.mean - fits.iter().sum::<f64>() / fits.len() as f64).abs() < 1e-9);
    assert_eq!((bin.would_be, trial.iv), (Some(1.0), None));
    assert!(trial.bins.iter().any(|bin| bin.label == "unknown" && bin.would_be.is_none()));
}

#[test]
fn pieces_of_values_give_the_same_bits() {
    let made = population(5, 900, 60.0);
    let new = || Population::new(&flags(&CRITERIA), vec![Outcome::new("spent").value()]);
    let count = |from: usize, to: usize| {
        let mut part = new();
        made.part(from, to).call(|columns| part.add(columns, &options())).unwrap();
        part
    };
    let mut merged = new();
    for (from, to) in [(600, 900), (0, 250), (250, 600)] {
        merged.merge_json(&count(from, to).to_json()).unwrap();
    }
    assert_eq!(merged.report().unwrap().to_json(), count(0, 900).report().unwrap().to_json());
}

#[test]
fn values_without_a_signal_raise_few_alarms() {
    let alarms = (0..200)
        .filter(|seed| {
            let report = report(&population(7_000 + seed, 150, 0.0));
            let criteria = &report.icps[0].criteria;
            criteria.iter().any(|one| {
                let verdict = by_spent(&report, &one.id).verdict;
                !matches!(verdict, Verdict::NoEvidence | Verdict::Constant)
            })
        })
        .count();
    // Three criteria share a nominal 5 % for each of the two tests that a verdict rests on: at most 10 % of 200, and room for chance.
    assert!((2..=26).contains(&alarms), "{alarms}");
}

#[test]
fn moves_have_the_rates_of_their_own_outcomes() {
    let made = population(3, 400, 0.0);
    let new = flags(&[("good", 1.0), ("bad", 3.0), ("noise", 1.0)]);
    // The value stands first: rates are those of the other outcome alone.
    let outcomes = vec![Outcome::new("spent").value(), Outcome::new("is_won")];
    let mut compare = Compare::new(&flags(&CRITERIA), &new, outcomes);
    made.call(|columns| compare.add(columns, &options())).unwrap();
    let found = compare.comparison().unwrap();
    assert_eq!(found.outcomes.iter().map(|one| one.outcome.as_str()).collect::<Vec<_>>(), ["is_won"]);
    let won: f64 = found.moves.iter().flat_map(|one| &one.rates).flatten().map(|rate| rate.won).sum();
    assert_eq!(won, made.columns[4].iter().sum::<f64>());
    assert!(found.moves.iter().all(|one| one.rates.len() == 1));
}
