//! A row of a scored table against the account that it was made of: equal bits.

use icp_core::assessment::{CriterionAssessment, IcpScore, ReasonCode};
use icp_core::batch::{BatchOptions, CriterionColumns, IcpColumns, PerCriterion, Scores};
use icp_core::model::{Criterion, Rule};
use icp_core::{Account, Date, Model, OnInvalid};
use serde_json::Value;

fn same(a: f64, b: Option<f64>) -> bool {
    match b {
        Some(b) => a.to_bits() == b.to_bits(),
        None => a.is_nan(),
    }
}

fn check_icp(
    columns: &IcpColumns,
    row: usize,
    score: &IcpScore,
    reason: Option<u32>,
    options: &BatchOptions<'_>,
) {
    let place = |at: Option<usize>| at.map_or(u16::MAX, |at| at as u16);
    assert_eq!(columns.status[row], score.status);
    assert!(same(columns.score[row], score.fit.score), "{} {:?}", columns.score[row], score.fit.score);
    assert_eq!(columns.coverage[row].to_bits(), score.fit.coverage.to_bits());
    assert_eq!(columns.tier[row], place(score.fit.tier));
    assert_eq!(columns.stage[row], place(score.stage));
    match columns.intent.get(row) {
        Some(intent) => {
            assert!(same(*intent, score.intent.and_then(|intent| intent.score)), "{intent}");
            assert_eq!(columns.intent_tier[row], place(score.intent.and_then(|intent| intent.tier)));
        }
        None => assert!(score.intent.is_none() && columns.intent.is_empty()),
    }
    if options.bounds {
        assert!(same(columns.lower[row], score.fit.bounds.map(|b| b.0)));
        assert!(same(columns.upper[row], score.fit.bounds.map(|b| b.1)));
    }
    if options.reasons {
        assert_eq!(Some(columns.reason[row]), reason);
    }
}

/// Every column of a row against its account.
///
/// # Panics
/// Where they differ.
pub fn check_row(
    model: &Model,
    account: &Value,
    as_of: Date,
    scores: &Scores,
    row: usize,
    options: &BatchOptions<'_>,
) {
    let account = Account::from_json(&account.to_string()).unwrap();
    check_account(model, &account, as_of, scores, row, options);
}

/// [`check_row`] of an account that was read.
///
/// # Panics
/// Where they differ.
pub fn check_account(
    model: &Model,
    account: &Account,
    as_of: Date,
    scores: &Scores,
    row: usize,
    options: &BatchOptions<'_>,
) {
    let record = model.record(account, OnInvalid::Missing).unwrap();
    let mut scratch = model.scratch();
    model.evaluate(&record, as_of, &mut scratch).unwrap();
    let shown = scratch.headline().unwrap();
    assert_eq!(usize::from(scores.icp[row]), shown);
    assert_eq!(scores.best(row), scratch.best());
    let number = |icp: usize, score: &IcpScore| {
        scores.reasons.iter().position(|reason| *reason == (icp, score.reason)).map(|at| at as u32)
    };
    let score = &scratch.scores()[shown];
    check_icp(&scores.shown, row, score, number(shown, score), options);
    for (at, (columns, score)) in scores.icps.iter().zip(scratch.scores()).enumerate() {
        check_icp(columns, row, score, number(at, score), options);
    }
    assert_eq!(scores.icps.len(), if options.per_icp { scratch.scores().len() } else { 0 });
    if options.verdicts {
        let verdicts = model.verdicts(shown, &scratch);
        for (team, said) in scores.teams.iter().zip(&scores.verdicts) {
            let said = scores.texts.get(usize::from(said[row])).map(|text| &**text);
            assert_eq!(said, verdicts.get(team), "{team}");
        }
    }
    if options.labels {
        let labels = model.labels(shown, &scratch);
        for (id, said) in scores.label_ids.iter().zip(&scores.labels) {
            let said = scores.label_texts.get(usize::from(said[row])).map(|text| &**text);
            assert_eq!(said, labels.get(id), "{id}");
        }
    }
    if options.exclusions {
        let held = scores.exclusions[row].iter().map(|number| scores.reasons[*number as usize]);
        let all = (0..scratch.scores().len()).flat_map(|icp| {
            let places = model.excluded_by(icp, &scratch);
            places.into_iter().map(move |place| (icp, ReasonCode::Excluded(place)))
        });
        assert_eq!(held.collect::<Vec<_>>(), all.collect::<Vec<_>>());
        let assessment = model.assess_record(&record, as_of, &mut scratch).unwrap();
        let listed: usize = assessment.icps.iter().map(|icp| icp.exclusions.len()).sum();
        assert_eq!(scores.exclusions[row].len(), listed);
    }
    if options.per_criterion.any() {
        let assessment = model.assess_record(&record, as_of, &mut scratch).unwrap();
        for (at, columns) in scores.criteria.iter().enumerate() {
            let icp = &assessment.icps[at];
            let criteria: Vec<_> =
                icp.fit.criteria.iter().chain(icp.intent.iter().flat_map(|card| &card.criteria)).collect();
            assert_eq!(columns.len(), criteria.len());
            for ((criterion, columns), of) in criteria.into_iter().zip(columns).zip(model.criteria(at)) {
                assert_eq!(criterion.id, *of.id);
                check_criterion(criterion, columns, of, row, options.per_criterion);
            }
        }
        assert_eq!(scores.criteria.len(), assessment.icps.len());
    }
}

/// Every answer of a criterion against its assessment.
fn check_criterion(
    expected: &CriterionAssessment,
    columns: &CriterionColumns,
    criterion: &Criterion,
    row: usize,
    asked: PerCriterion,
) {
    let number = |asked: bool, column: &[f64], expected: Option<f64>| match column.get(row) {
        Some(found) => {
            assert!(asked && same(*found, expected), "{}: {found}, not {expected:?}", criterion.id);
        }
        None => assert!(!asked && column.is_empty()),
    };
    number(asked.points, &columns.points, Some(expected.points));
    number(asked.rating, &columns.rating, expected.rating);
    number(asked.contribution, &columns.contribution, Some(expected.contribution));
    assert_eq!(columns.status.get(row), asked.status.then_some(&expected.status));
    let label = |band: &u16| match &criterion.rule {
        Rule::Bands { bands, .. } => bands.get(usize::from(*band))?.label.as_deref().map(str::to_owned),
        _ => None,
    };
    assert_eq!(
        columns.band.get(row).map(label),
        asked.label.then(|| expected.label.as_deref().map(str::to_owned)),
        "{}",
        criterion.id
    );
}
