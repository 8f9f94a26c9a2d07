//! Two scored tables of different days: who moved, who is new, and what drifted.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod made;
mod shared;

use icp_evidence::drift::Level;
use icp_evidence::{EvidenceError, Scored, ScoredColumns};
use made::Made;
use shared::Random;

/// Numbers stand for the names of tiers here.
fn table(ids: &[f64], tiers: &[f64], scores: &[f64]) -> Scored {
    let made =
        Made::default().with("id", ids.to_vec()).with("tier", tiers.to_vec()).with("score", scores.to_vec());
    let mut scored = Scored::new(ScoredColumns::default());
    made.call(|columns| scored.add(columns)).unwrap();
    scored
}

#[test]
fn accounts_are_found_again_by_id() {
    let before = table(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 2.0, 3.0], &[90.0, 60.0, 50.0, f64::NAN]);
    let after = table(&[4.0, 2.0, 9.0, 1.0], &[3.0, 1.0, 1.0, 1.0], &[20.0, 80.5, 99.0, 85.0]);
    let found = before.against(&after);
    assert_eq!((found.rows, found.both, found.gone, found.new), ([4, 4], 3, 1, 1));
    assert_eq!((found.moved, found.rose, found.fell), (1, 1, 1));
    assert_eq!(found.changes, Some([-5.0, -5.0, -5.0, 20.5, 20.5]));
    let moves: Vec<(&str, &str, u64)> =
        found.moves.iter().map(|one| (one.from.as_str(), one.to.as_str(), one.rows)).collect();
    assert_eq!(moves, [("1", "1", 1), ("2", "1", 1), ("3", "3", 1)]);
    assert!(
        found.to_text().starts_with("1 of 3 accounts moved; 0 qualify now that did not, 0 no longer do.")
    );
}

#[test]
fn a_shift_of_scores_is_seen_and_a_second_look_is_calm() {
    let draw = |seed: u64, shift: f64| {
        let mut random = Random(seed);
        let ids: Vec<f64> = (0..2_000).map(f64::from).collect();
        let scores: Vec<f64> = ids.iter().map(|_| (random.share() * 80.0 + shift).round()).collect();
        let tiers: Vec<f64> = scores.iter().map(|score| f64::from(*score < 50.0)).collect();
        table(&ids, &tiers, &scores)
    };
    let before = draw(1, 0.0);
    let shifted = before.against(&draw(2, 20.0));
    assert!(shifted.review.unwrap().starts_with("Review now: "));
    let score = shifted.parts.iter().find(|part| part.id == "score").unwrap();
    assert!(score.level == Level::Review && score.moved.as_ref().unwrap().bin.starts_with("scores "));
    let calm = before.against(&draw(3, 0.0));
    assert!(calm.review.is_none() && calm.parts.iter().all(|part| part.level == Level::Calm));
}

#[test]
fn tables_that_cannot_be_compared_are_refused() {
    let add = |made: Made| made.call(|columns| Scored::new(ScoredColumns::default()).add(columns));
    let ids = |ids: &[f64]| Made::default().with("id", ids.to_vec());
    assert!(matches!(add(ids(&[1.0])), Err(EvidenceError::NoColumn(name)) if name == "tier"));
    assert!(
        matches!(add(Made::default().with("tier", vec![1.0])), Err(EvidenceError::NoColumn(name)) if name == "id")
    );
    let twice = add(ids(&[1.0, 1.0]).with("tier", vec![1.0, 2.0])).unwrap_err();
    assert_eq!(twice.to_string(), "column `id`, row 1: expected each id once");
    assert!(matches!(add(ids(&[f64::NAN]).with("tier", vec![1.0])), Err(EvidenceError::Id { row: 0, .. })));
}
