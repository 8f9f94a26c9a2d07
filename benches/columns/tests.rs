//! The rules written by hand and the engine give the same answers, before either is timed.

use icp_core::{Model, OnInvalid, Record};

use super::measure::{AS_OF, full, short, whole};
use super::side::{Found, Loop, found};
use super::variants;
use super::{Grid, SECTIONS};
use crate::task::hand::{self, Answers};
use crate::task::marked::{self, Marked, Marker};
use crate::task::{self, Table, Texts};

const ROWS: usize = 20_000;

/// Best, and status, score and tier of every icp.
fn same(model: &Model, table: &Table, by_hand: &[Answers]) {
    let scores = model.score_batch(&table.columns(), &full().per_icp(true)).unwrap();
    assert_eq!(scores.rows(), by_hand.len());
    for (row, answers) in by_hand.iter().enumerate() {
        assert_eq!(scores.best(row), answers.best, "row {row}");
        for (icp, answer) in scores.icps.iter().zip(answers.icps) {
            assert_eq!(icp.status[row], answer.status, "row {row}");
            assert_eq!((icp.tier[row] != u16::MAX).then(|| usize::from(icp.tier[row])), answer.tier);
            let (score, expected) = (icp.score[row], answer.score);
            assert!(
                score.is_nan() && expected.is_nan() || (score - expected).abs() < 1e-6,
                "{score} {expected}"
            );
        }
    }
}

/// With few and with many missing values; nothing at all is known of some rows.
#[test]
fn the_hands_and_the_engine_agree_on_every_kind_of_table() {
    let model = task::model();
    for leads in [task::leads(ROWS), task::leads_with_gaps(ROWS, 0.9)] {
        let [plain, coded, views] = Texts::ALL.map(|how| Table::new(&leads, how));
        let written: Vec<Answers> = plain.scored::<hand::AsWritten>().collect();
        let any_case: Vec<Answers> = plain.scored::<hand::AnyCase>().collect();
        let marker = Marker::new(&coded);
        let marks: Vec<Answers> = (0..ROWS).map(|row| marked::score(&marker.facts(row))).collect();
        let marked: Vec<Answers> = Marked::new(&coded).facts().map(|facts| marked::score(&facts)).collect();
        for by_hand in [&written, &any_case, &marks, &marked] {
            same(&model, &plain, by_hand);
        }
        same(&model, &coded, &written);
        same(&model, &views, &written);
    }
}

#[test]
fn what_the_run_compares_is_the_same_for_all() {
    let model = task::model();
    let leads = task::leads(ROWS);
    let [plain, coded, views] = Texts::ALL.map(|how| Table::new(&leads, how));
    let marked = Marked::new(&coded);
    let first = Found::of(leads.iter().map(|lead| hand::score::<hand::AnyCase>(lead).best));
    let loops =
        [Loop::AsWritten(&plain), Loop::AnyCase(&plain), Loop::Dictionaries(&coded), Loop::Marked(&marked)];
    assert!(loops.iter().all(|way| way.pass().0 == first));
    for table in [&plain, &coded, &views] {
        assert_eq!(found(&model, table, &full()), first);
        assert_eq!(found(&model, table, &short()), first);
    }
    assert_ne!(first, Found::default());
}

#[test]
fn rows_repeat() {
    let model = task::model();
    let leads = task::leads(1_001);
    let thrice: Vec<_> = leads.iter().cycle().take(3_003).cloned().collect();
    for how in Texts::ALL {
        let repeated = model.score_batch(&Table::new(&leads, how).repeat(3).columns(), &full()).unwrap();
        let direct = model.score_batch(&Table::new(&thrice, how).columns(), &full()).unwrap();
        assert_eq!(repeated, direct);
    }
}

#[test]
fn changed_models_are_what_they_say() {
    let icps = variants::with_icps(24);
    assert_eq!(icps.icps().count(), 24);
    let criteria = variants::with_criteria(32);
    assert!((0..3).all(|at| criteria.icp(at).unwrap().fit.criteria.len() == 32));
    let unchanged = variants::changed(|_| {});
    assert_eq!(variants::with_criteria(8).fingerprint(), unchanged.fingerprint());
    assert_eq!(variants::with_icps(3).fingerprint(), unchanged.fingerprint());
    variants::with_industries(10_000);
}

/// Any number of icps: one, fours, and more than fours; too many bits for a word; by score.
#[test]
fn many_icps_are_answered_as_one_account_at_a_time() {
    let leads = task::leads_with_gaps(600, 0.3);
    let table = Table::new(&leads, Texts::Dictionary);
    let exclusions = variants::changed(|document| {
        variants::each_icp(document, |icp| {
            let more = (0..70).map(|at| {
                let when = serde_json::json!({"employees": {"between": [at * 50, at * 50 + 9]}});
                serde_json::json!({"id": format!("range-{at}"), "reason": "no", "when": when})
            });
            variants::array(icp, "/exclusions").extend(more);
        });
    });
    let by_score = variants::changed(|document| variants::set(document, "select", "by_score".into()));
    let models = [1, 2, 3, 4, 5, 8, 11, 24].map(variants::with_icps).into_iter();
    for model in models.chain([exclusions, by_score]) {
        let scores = model.score_batch(&table.columns(), &full().per_icp(true)).unwrap();
        let mut scratch = model.scratch();
        for (row, lead) in leads.iter().enumerate() {
            let line = serde_json::to_string(lead).unwrap();
            let mut record = Record::default();
            model.read_record(&line, OnInvalid::Error, &mut record).unwrap();
            model.evaluate(&record, AS_OF, &mut scratch).unwrap();
            assert_eq!(usize::from(scores.icp[row]), scratch.headline().unwrap());
            assert_eq!(scores.best(row), scratch.best());
            for (columns, single) in scores.icps.iter().zip(scratch.scores()) {
                assert_eq!(columns.status[row], single.status);
                assert_eq!(
                    (columns.tier[row] != u16::MAX).then(|| columns.tier[row].into()),
                    single.fit.tier
                );
                let score = single.fit.score.unwrap_or(f64::NAN);
                assert_eq!(columns.score[row].to_bits(), score.to_bits());
                let (low, high) = single.fit.bounds.unwrap();
                assert_eq!(
                    [columns.lower[row], columns.upper[row]].map(f64::to_bits),
                    [low, high].map(f64::to_bits)
                );
                assert_eq!(columns.coverage[row].to_bits(), single.fit.coverage.to_bits());
                let (_, reason) = scores.reasons[columns.reason[row] as usize];
                assert_eq!(reason, single.reason);
            }
        }
    }
}

#[test]
fn a_grid_lines_up() {
    let mut grid = Grid::new(["way", "ns"]);
    grid.row("by hand", [whole(1_234_567)]);
    grid.note("So it is.");
    let lines = "| way     |        ns |\n|---------|----------:|\n| by hand | 1,234,567 |\n\nSo it is.\n";
    assert_eq!(grid.to_string(), lines);
}

#[test]
fn sections_have_names_of_their_own() {
    let mut names: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), SECTIONS.len());
}
