//! Near misses and what would be needed: distances, the cut for a wanted number, accounts that fit none, intent, and parts of drift in
//! words; each against accounts one by one.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod made;
mod shared;

use icp_core::batch::{AsOf, BatchOptions};
use icp_core::{Account, Date, Model};
use icp_evidence::{Drift, Outcome, Population, Report};
use made::{Made, options};
use shared::Random;

fn model() -> Model {
    let text = r#"{"format": "icp/1", "name": "near", "attributes": {
        "size": {"type": "number", "unit": "people"}, "age": {"type": "number"}, "share": {"type": "number"},
        "visits": {"type": "number"}, "is_eu": {"type": "bool"}},
    "exclusions": [{"id": "tiny", "reason": "too small", "when": {"size": {"lt": 60}}, "unless": {"size": {"is": 3}}}],
    "icps": [{"id": "one", "priority": 1, "qualifies_from": "A", "fit": {"criteria": [
            {"id": "size", "weight": 2, "bands": [
                {"when": {"size": {"between": [50, 100]}}, "rating": 1, "label": "middle"},
                {"when": {"size": {"gt": 30}}, "rating": 0.5}]},
            {"id": "age", "weight": 2, "curve": {"attribute": "age", "ratings": [[0, 0], [5, 1], [10, 1], [20, 0]]}},
            {"id": "eu", "required": true, "fit": {"is_eu": true}},
            {"id": "share", "required": true, "fit": {"share": {"gte": 0.2}}}],
            "tiers": [{"id": "A", "from": 75}, {"id": "B"}]},
        "intent": {"criteria": [
            {"id": "visits", "weight": 2, "fit": {"visits": {"gte": 5}}}, {"id": "eager", "fit": {"is_eu": true}}],
            "tiers": [{"id": "hot", "from": 60}, {"id": "cold"}]}},
      {"id": "two", "priority": 2, "qualifies_from": "A", "fit": {"criteria": [{"id": "old", "fit": {"age": {"gt": 15}}}],
            "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#;
    Model::from_json(text).unwrap_or_else(|error| panic!("{error}"))
}

fn table(rows: usize) -> Made {
    let mut random = Random(11);
    let mut columns: [Vec<f64>; 6] = std::array::from_fn(|_| Vec::new());
    for _ in 0..rows {
        let visits = random.below(10) as f64;
        let row = [
            random.below(130) as f64,
            random.below(250) as f64 / 10.0,
            if random.is(0.1) { f64::NAN } else { random.below(60) as f64 / 100.0 },
            visits,
            f64::from(random.is(0.8)),
            f64::from(random.is(if visits >= 5.0 { 0.6 } else { 0.2 })),
        ];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    let names = ["size", "age", "share", "visits", "is_eu", "is_won"];
    names.into_iter().zip(columns).fold(Made::default(), |made, (name, values)| made.with(name, values))
}

fn report(made: &Made, want: f64) -> Report {
    let mut population = Population::new(&model(), vec![Outcome::new("is_won")]).want(want);
    made.call(|columns| population.add(columns, &options())).unwrap();
    population.report().unwrap()
}

/// How far a row is from what a rule asks for; by hand.
fn distance(id: &str, row: &[f64]) -> Option<f64> {
    let outside = |number: f64, low: f64, high: f64| (low - number).max(number - high).max(0.0);
    match id {
        "tiny" => Some(outside(row[0], 60.0, f64::INFINITY).min((row[0] - 3.0).abs())),
        "size" => Some(outside(row[0], 50.0, 100.0)),
        "age" => Some(outside(row[1], 5.0, 10.0)),
        "share" => Some(outside(row[2], 0.2, f64::INFINITY)),
        _ => None,
    }
}

#[test]
fn distances_are_those_of_accounts_one_by_one() {
    let made = table(4_000);
    let model = model();
    let today = Date::new(2026, 11, 30).unwrap();
    let mut far: Vec<(String, Vec<f64>, u64)> =
        ["tiny", "size", "age", "eu", "share"].map(|id| (id.to_owned(), Vec::new(), 0)).into();
    let (mut scores, mut unfit) = (Vec::new(), 0);
    for at in 0..made.rows() {
        let row: Vec<f64> = made.columns.iter().map(|column| column[at]).collect();
        let mut account = Account::new();
        for (name, value) in made.names.iter().zip(&row).filter(|(_, value)| !value.is_nan()) {
            match name.starts_with("is_") {
                true => account.set(*name, *value == 1.0),
                false => account.set(*name, *value),
            };
        }
        let answer = model.score(&account, today).unwrap();
        let icp = answer.data().icps.iter().find(|icp| icp.icp == "one").unwrap();
        for kept in &icp.kept_out_by {
            let (_, distances, rows) = far.iter_mut().find(|(id, ..)| **id == *kept.id).unwrap();
            *rows += 1;
            distances.extend(distance(&kept.id, &row));
        }
        if icp.reason.code.as_str() == "tier" {
            scores.push(icp.fit.score.unwrap());
        }
        unfit += u64::from(answer.best().is_none());
    }
    scores.sort_by(|a, b| b.total_cmp(a));
    let report = report(&made, 500.0);
    let icp = &report.icps[0];
    for (id, mut distances, rows) in far {
        let exclusion = icp.exclusions.iter().find(|one| one.id == id).map(|one| (one.kept_out, &one.far));
        let found = exclusion
            .or_else(|| icp.criteria.iter().find(|one| one.id == id).map(|one| (one.kept_out, &one.far)));
        let (kept_out, far) = found.unwrap();
        assert!(rows > 10, "{id} {rows}");
        assert_eq!(kept_out, rows, "{id}");
        let Some(far) = far else {
            assert_eq!(id, "eu");
            continue;
        };
        distances.sort_by(f64::total_cmp);
        let at = |share: f64| distances[((distances.len() as f64 * share).ceil() as usize).max(1) - 1];
        assert_eq!(
            (far.rows, far.quartiles),
            (distances.len() as u64, [at(0.25), at(0.5), at(0.75)]),
            "{id}"
        );
    }
    assert_eq!(icp.exclusions[0].far.as_ref().unwrap().unit.as_deref(), Some("people"));
    let cut = icp.scores.want.unwrap();
    assert_eq!((cut.wanted, cut.score), (500.0, scores[499]));
    assert_eq!(cut.accounts, scores.iter().filter(|score| **score >= scores[499]).count() as f64);
    assert_eq!(report.overlap.unfit.iter().map(|one| one.rows).sum::<u64>(), unfit);
    assert!(report.overlap.unfit.iter().any(|one| one.reason == "required_unmet" && one.id.is_some()));
    let text = report.to_text();
    for part in
        ["near misses", "exclusion tiny", "For 500 accounts the bar is a score of", "Why accounts fit none"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn more_accounts_than_there_are_have_no_cut() {
    assert_eq!(report(&table(200), 201.0).icps[0].scores.want, None);
}

#[test]
fn overlap_counts_each_pair() {
    let report = report(&table(3_000), 1.0);
    let [one, two] = &report.overlap.icps[..] else { panic!("two icps") };
    let both = report.overlap.sets.iter().find(|(icps, _)| icps.len() == 2).map_or(0, |(_, rows)| *rows);
    assert!(both > 0);
    assert_eq!(one.with, [("two".to_owned(), both)]);
    assert_eq!((one.rows - one.alone, two.rows - two.alone), (both, both));
    assert_eq!(two.distinct, Some(two.alone as f64 / two.rows as f64));
}

#[test]
fn criteria_of_intent_are_on_trial() {
    let report = report(&table(4_000), 1.0);
    let icp = &report.icps[0];
    let of_intent: Vec<&str> =
        icp.criteria.iter().filter(|one| one.scorecard == "intent").map(|one| one.id.as_str()).collect();
    assert_eq!(of_intent, ["visits", "eager"]);
    let visits = &icp.criteria.iter().find(|one| one.id == "visits").unwrap().trials[0];
    assert!(visits.contribution.unwrap().difference > 0.1 && visits.iv.unwrap() > 0.3, "{visits:?}");
    assert_eq!(visits.verdict.words(), "earns its place");
    let auc = icp.judged[0].intent_auc.unwrap().auc;
    assert!((auc - visits.contribution.unwrap().after.auc).abs() < 1e-12 && auc > 0.6, "{auc}");
    // Fit says nothing of it, and an icp without intent has no AUC of it.
    assert!(icp.judged[0].auc.unwrap().auc < 0.6 && report.icps[1].judged[0].intent_auc.is_none());
}

#[test]
fn what_moved_is_said_in_words() {
    let (before, mut after) = (table(2_000), table(2_000));
    after.columns[0].iter_mut().step_by(2).for_each(|size| *size = 70.0);
    after.columns[2].iter_mut().step_by(2).for_each(|share| *share = f64::NAN);
    let [before, after] = [before, after].map(|made| made.population(&model(), &[]));
    let drift = Drift::between(&before, &after).unwrap();
    let moved = |kind: &str, id: &str| {
        let part = drift.parts.iter().find(|part| part.kind == kind && part.id == id).unwrap();
        part.moved.clone().unwrap()
    };
    assert_eq!(moved("criterion", "size").bin, "middle");
    assert_eq!(moved("attribute", "size").bin, "more than 60 and less than 100 people");
    assert_eq!(moved("attribute", "share").bin, "not known");
    let missing = moved("missing", "share");
    assert!(missing.bin == "known" || missing.bin == "not known");
    assert!((missing.before - missing.after).abs() > 0.3);
    assert!(drift.to_text().contains("criterion size: middle were "), "{}", drift.to_text());
}

#[test]
fn distances_of_dates_are_days_counted_from_the_day_of_each_row() {
    let model = Model::from_json(
        r#"{"format": "icp/1", "name": "dates", "attributes": {
        "on_founded": {"type": "date"}, "on_left": {"type": "date"}},
    "exclusions": [{"id": "old", "reason": "left long ago", "when": {"on_left": {"older_than": "2 years"}}}],
    "icps": [{"id": "one", "qualifies_from": "A", "fit": {"criteria": [
            {"id": "recent", "required": true, "fit": {"on_founded": {"within_last": "90 days"}}}],
            "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#,
    )
    .unwrap_or_else(|error| panic!("{error}"));
    let day = |year, month, day| f64::from(Date::new(year, month, day).unwrap().days());
    // Judged on two days: 2026-11-30 and, below, 2027-11-30.
    let made = Made::default()
        .with(
            "on_founded",
            vec![day(2026, 8, 31), day(2026, 12, 3), day(2026, 11, 30), day(2026, 11, 30), f64::NAN],
        )
        .with("on_left", vec![f64::NAN, f64::NAN, day(2024, 11, 29), day(2024, 11, 30), day(2020, 1, 1)])
        .with(
            "on_day",
            vec![
                day(2026, 11, 30),
                day(2026, 11, 30),
                day(2026, 11, 30),
                day(2027, 11, 30),
                day(2026, 11, 30),
            ],
        );
    let mut population = Population::new(&model, vec![]);
    let by_row = BatchOptions::new(AsOf::Column("on_day"));
    made.call(|columns| population.add(columns, &by_row)).unwrap();
    let report = population.report().unwrap();
    let icp = &report.icps[0];
    // Ninety days before the first day is 2026-09-01: a day too early, and three days in the future. The fourth row is judged a year
    // later: too old by both rules, so neither alone keeps it out.
    let recent = icp.criteria[0].far.as_ref().unwrap();
    assert_eq!((icp.criteria[0].kept_out, recent.rows, recent.unit.as_deref()), (2, 2, Some("days")));
    assert_eq!(recent.quartiles, [1.0, 1.0, 3.0]);
    let old = icp.exclusions[0].far.as_ref().unwrap();
    assert_eq!((icp.exclusions[0].kept_out, old.rows, old.quartiles), (1, 1, [1.0; 3]));
}
