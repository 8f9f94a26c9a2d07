//! Two models on one population, and one model on two: who moved and by which criterion, what drifted, and what did not.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod made;
mod shared;

use icp_evidence::drift::Level;
use icp_evidence::{Compare, Drift, Outcome};
use made::{Made, flags, options};
use shared::Random;

/// Two flags that go together as much as is said, and an outcome that one of them explains.
fn population(seed: u64, rows: usize, together: f64, rate: f64) -> Made {
    let mut random = Random(seed);
    let mut columns: [Vec<f64>; 3] = std::array::from_fn(|_| Vec::new());
    for _ in 0..rows {
        let one = random.is(0.5);
        let other = if random.is(together) { one } else { !one };
        let won = random.is(rate + if one { 0.25 } else { 0.0 });
        let row = [f64::from(one), f64::from(other), f64::from(won)];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    let [one, other, won] = columns;
    Made::default().with("is_one", one).with("is_other", other).with("is_won", won)
}

#[test]
fn a_model_that_listens_to_the_right_criterion_is_better() {
    let made = population(1, 3_000, 0.5, 0.1);
    let (old, new) = (flags(&[("one", 1.0), ("other", 4.0)]), flags(&[("one", 4.0), ("other", 1.0)]));
    let mut compare = Compare::new(&old, &new, vec![Outcome::new("is_won")]);
    made.call(|columns| compare.add(columns, &options())).unwrap();
    let found = compare.comparison().unwrap();
    // Whoever has one flag alone moves.
    let alone = made.columns[0].iter().zip(&made.columns[1]).filter(|(one, other)| one != other).count();
    assert_eq!((found.moved, found.rows), (alone as u64, 3_000));
    assert_eq!(found.newly_qualified + found.no_longer_qualified, found.moved);
    let causes: Vec<(&str, u64, u64)> =
        found.causes.iter().map(|one| (one.id.as_str(), one.up, one.down)).collect();
    assert!(causes.iter().any(|(id, ..)| *id == "one" || *id == "other"), "{causes:?}");
    assert_eq!(causes.iter().map(|(_, up, down)| up + down).sum::<u64>(), found.moved);
    let says: Vec<&str> = found.changes.iter().map(|one| one.says.as_str()).collect();
    assert_eq!(says.len(), 2, "{says:?}");
    assert!(says.iter().any(|line| line.contains("icps.one.fit.criteria.other.weight")), "{says:?}");
    let outcome = &found.outcomes[0];
    assert!(outcome.auc.unwrap().interval.unwrap().low > 0.05 && outcome.says.contains("better"));
    let [before, after] = outcome.captured.unwrap();
    assert!(after > before + 0.1, "{before} {after}");
    // The other way round it is worse, and the same models are alike.
    let mut back = Compare::new(&new, &old, vec![Outcome::new("is_won")]);
    made.call(|columns| back.add(columns, &options())).unwrap();
    assert!(back.comparison().unwrap().outcomes[0].says.contains("worse"));
    let mut same = Compare::new(&old, &old, vec![Outcome::new("is_won")]);
    made.call(|columns| same.add(columns, &options())).unwrap();
    let same = same.comparison().unwrap();
    assert_eq!((same.moved, same.changes.len(), same.outcomes[0].auc.unwrap().difference), (0, 0, 0.0));
    assert!(same.outcomes[0].says.contains("alike") && found.to_text().contains("accounts move"));
}

#[test]
fn a_joint_shift_is_found_where_no_criterion_moves() {
    let model = flags(&[("one", 1.0), ("other", 1.0)]);
    let [before, after] =
        [(2, 0.5), (3, 0.95)].map(|(seed, together)| population(seed, 4_000, together, 0.2));
    let drift = Drift::between(&before.population(&model, &[]), &after.population(&model, &[])).unwrap();
    for part in drift.parts.iter().filter(|part| part.kind == "criterion" || part.kind == "attribute") {
        assert_eq!(part.level, Level::Calm, "{part:?}");
    }
    let score = drift.parts.iter().find(|part| part.kind == "score").unwrap();
    assert!(score.level > Level::Calm && score.psi.unwrap() > 0.25, "{score:?}");
    assert_eq!(drift.joint[0].criteria, ["one", "other"]);
    let review = drift.review.as_deref().unwrap();
    assert!(
        review.starts_with("Review now: the score moved though no criterion did: one and other"),
        "{review}"
    );
    assert!(drift.to_text().contains(review));
}

#[test]
fn a_win_rate_that_fell_asks_for_a_review() {
    let model = flags(&[("one", 1.0), ("other", 1.0)]);
    let [before, after] = [(4, 0.4), (5, 0.1)].map(|(seed, rate)| population(seed, 2_000, 0.5, rate));
    let [before, after] = [before, after].map(|made| made.population(&model, &["is_won"]));
    let drift = Drift::between(&before, &after).unwrap();
    let review = drift.review.unwrap();
    assert!(review.starts_with("Review now: is_won of all accounts fell from 5"), "{review}");
    assert!(drift.parts.iter().all(|part| part.level == Level::Calm));
    assert!(drift.rates.iter().any(|rate| rate.tier == "A" && rate.differs));
}

#[test]
fn values_that_are_no_longer_filled_in_are_seen() {
    let model = flags(&[("one", 1.0), ("other", 1.0)]);
    let before = population(6, 1_000, 0.5, 0.2);
    let mut after = population(7, 1_000, 0.5, 0.2);
    after.columns[0].iter_mut().step_by(2).for_each(|value| *value = f64::NAN);
    let drift = Drift::between(&before.population(&model, &[]), &after.population(&model, &[])).unwrap();
    let missing = drift.parts.iter().find(|part| part.kind == "missing" && part.id == "is_one").unwrap();
    assert_eq!((missing.level, missing.half_rows), (Level::Review, 1));
}

#[test]
fn two_samples_of_one_population_are_calm() {
    let model = flags(&[("one", 1.0), ("other", 1.0)]);
    let mut alarms = 0;
    for seed in 0..300 {
        let [before, after] = [seed, seed + 1_000].map(|seed| population(seed, 150, 0.5, 0.3));
        let [before, after] = [before, after].map(|made| made.population(&model, &["is_won"]));
        let drift = Drift::between(&before, &after).unwrap();
        alarms += usize::from(drift.review.is_some());
    }
    // At most 5 % by the parts and 5 % by the rates.
    assert!(alarms <= 30, "{alarms}");
}
