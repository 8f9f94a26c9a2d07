//! The best customers by several columns: ranks with ties, missing values, and refusals.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod made;
mod shared;

use icp_evidence::{Best, EvidenceError, Outcome, Population, Top};
use made::{Made, flags, options};
use shared::Random;

fn table() -> Made {
    let nan = f64::NAN;
    Made::default()
        .with("ltv", vec![10.0, 20.0, 30.0, 40.0, nan, nan])
        .with("is_churned", vec![0.0, 1.0, 0.0, nan, 0.0, nan])
        .with("days", vec![5.0, 5.0, 9.0, 1.0, nan, nan])
}

fn best(text: &str, top: Top) -> Vec<Option<bool>> {
    let mut best = Best::parse(text, top).unwrap();
    table().call(|columns| best.add(columns)).unwrap();
    let found = best.found();
    (0..6).map(|row| found.is_best(row)).collect()
}

#[test]
fn ranks_are_averaged_and_missing_ones_left_out() {
    // Shares of ltv .125 .375 .625 .875; of churned .625 .125 .625 - .625; of days .5 .5 .125 .875.
    let mut all = Best::parse("ltv:high, is_churned:no, days:low", Top::Share(0.4)).unwrap();
    table().call(|columns| all.add(columns)).unwrap();
    let found = all.found();
    assert_eq!((found.best, found.known), (2, 5));
    let rows: Vec<_> = (0..6).map(|row| found.is_best(row)).collect();
    // The means are .417 .333 .458 .875 .625 and none.
    assert_eq!(rows, [Some(false), Some(false), Some(false), Some(true), Some(true), None]);
    assert_eq!(
        found.says,
        "2 of 5 accounts are the best by ltv (high), is_churned (no) and days (low): the mean of their ranks. \
         2 have not all of these values and are ranked by those they have. 1 have none and do not count."
    );
}

#[test]
fn ties_with_the_last_of_the_best_are_among_them() {
    assert_eq!(
        best("is_churned:no", Top::Accounts(1)),
        [1, 0, 1, 2, 1, 2].map(|n| (n < 2).then_some(n == 1))
    );
    assert_eq!(best("days:low", Top::Accounts(2))[..4], [true, true, false, true].map(Some));
    assert_eq!(best("days:low", Top::Accounts(99))[..4], [Some(true); 4]);
}

#[test]
fn pieces_are_ranked_together_and_count_as_an_outcome() {
    let mut random = Random(9);
    let made = Made::default()
        .with("is_good", (0..600).map(|_| f64::from(random.is(0.5))).collect())
        .with("ltv", (0..600).map(|_| random.below(90) as f64).collect());
    let (mut whole, mut pieces) = (
        Best::parse("ltv:high", Top::Share(0.25)).unwrap(),
        Best::parse("ltv:high", Top::Share(0.25)).unwrap(),
    );
    made.call(|columns| whole.add(columns)).unwrap();
    for piece in 0..3 {
        made.part(piece * 200, piece * 200 + 200).call(|columns| pieces.add(columns)).unwrap();
    }
    let (whole, pieces) = (whole.found(), pieces.found());
    assert!((0..600).all(|row| whole.is_best(row) == pieces.is_best(row)));
    let model = flags(&[("good", 1.0)]);
    let count = |columns: &icp_core::column::Columns<'_>, best| {
        let mut population = Population::new(&model, vec![Outcome::new("best")]);
        population.add(&columns.clone().with("best", best).unwrap(), &options()).unwrap();
        population
    };
    let at_once = made.call(|columns| count(columns, whole.column()));
    let mut merged = made.part(0, 200).call(|columns| count(columns, pieces.part(0, 200).unwrap()));
    merged.merge(made.part(200, 600).call(|columns| count(columns, pieces.part(200, 400).unwrap()))).unwrap();
    assert_eq!(merged.report().unwrap(), at_once.report().unwrap());
    assert_eq!(at_once.report().unwrap().outcomes[0].rate.unwrap().won, whole.best as f64);
    assert!(pieces.part(500, 200).is_none());
}

#[test]
fn parts_that_are_none_are_refused() {
    for text in ["", "ltv", "ltv:good", ":high", "ltv:high, churned"] {
        assert!(matches!(Best::parse(text, Top::Share(0.2)), Err(EvidenceError::Best(_))), "{text}");
    }
    for top in [Top::Share(0.0), Top::Share(1.0), Top::Share(f64::NAN), Top::Accounts(0)] {
        assert!(Best::parse("ltv:high", top).is_err());
    }
    let add = |text| table().call(|columns| Best::parse(text, Top::Share(0.2)).unwrap().add(columns));
    assert!(matches!(add("gone:high"), Err(EvidenceError::NoColumn(_))));
    let refused = add("days:yes").unwrap_err().to_string();
    assert_eq!(refused, "column `days`, row 0: expected true or false, found 5");
}
