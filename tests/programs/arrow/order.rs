//! Results keep their order, hold their own values only, and say who gave them.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Float64Array, Int32Array, RecordBatch, RecordBatchIterator, StringArray};
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::batch::{AsOf, PerCriterion};
use icp_core::{Date, Model};
use serde_json::{Value, json};

use super::cells::{number, word};
use super::today;

/// Two icps with intent, where a criterion of fit and one of intent have one id.
fn two(second: &Value) -> Model {
    let document = json!({"format": "icp/1", "name": "two", "version": "7",
        "attributes": {"size": {"type": "number"}, "visits": {"type": "number"}},
        "icps": [
            {"id": "big", "priority": 1, "exclusions": [{"id": "tiny", "reason": "too small", "when": {"size": {"lt": 2}}}],
                "fit": {"criteria": [
                    {"id": "same", "weight": 2, "if_unknown": 0.5, "required": true,
                        "bands": [{"when": {"size": {"gte": 50}}, "rating": 1, "label": "many"},
                            {"when": {"size": {"gte": 10}}, "rating": 0.5}], "otherwise": 0},
                    {"id": "rare", "applies_when": {"size": {"gte": 90}}, "fit": {"visits": {"gte": 5}}}],
                    "tiers": [{"id": "gold", "from": 75, "verdicts": {"sales": "call"}},
                        {"id": "silver", "from": 50}, {"id": "bronze", "verdicts": {"marketing": "nurture"}}]},
                "intent": {"criteria": [{"id": "same", "fit": {"visits": {"gte": 5}}}],
                    "tiers": [{"id": "hot", "from": 50}, {"id": "cold"}]},
                "stages": [{"id": "now", "when": {"intent": ["hot"]}}, {"id": "later"}]},
            second]});
    Model::from_json(&document.to_string()).unwrap()
}

fn second(tiers: &Value) -> Value {
    json!({"id": "small", "priority": 2, "fit": {
        "criteria": [{"id": "few", "fit": {"size": {"between": [2, 20]}}}], "tiers": tiers}})
}

fn model() -> Model {
    two(&second(&json!([{"id": "gold", "from": 80}, {"id": "bronze"}])))
}

fn batch() -> RecordBatch {
    let size: ArrayRef =
        Arc::new(Float64Array::from(vec![Some(60.0), Some(12.0), Some(1.0), None, Some(95.0)]));
    let visits: ArrayRef = Arc::new(Int32Array::from(vec![Some(9), Some(1), Some(9), None, None]));
    RecordBatch::try_from_iter([("size", size), ("visits", visits)]).unwrap()
}

fn options() -> ArrowOptions {
    ArrowOptions::new(AsOf::Day(today()))
}

/// The words of a column, and whether they have an order.
fn words(batch: &RecordBatch, name: &str) -> (Vec<String>, bool) {
    let schema = batch.schema();
    let field = schema.field_with_name(name).unwrap();
    let column = batch.column_by_name(name).unwrap().as_dictionary::<Int32Type>();
    let words = column.values().as_string::<i32>().iter().flatten().map(str::to_owned).collect();
    (words, field.dict_is_ordered().unwrap())
}

fn are(words: &[&str], ordered: bool) -> (Vec<String>, bool) {
    (words.iter().map(|word| (*word).to_owned()).collect(), ordered)
}

#[test]
fn words_stand_in_their_order_and_each_column_has_its_own() {
    let scored = model().score_record_batch(&batch(), &options().per_icp(true).verdicts(true)).unwrap();
    let tiers = are(&["gold", "silver", "bronze"], true);
    assert_eq!((words(&scored, "tier"), words(&scored, "big.tier")), (tiers.clone(), tiers));
    assert_eq!(words(&scored, "small.tier"), are(&["gold", "bronze"], true));
    assert_eq!(words(&scored, "best"), are(&["big", "small"], true));
    let statuses = ["qualified", "unqualified", "insufficient_data", "disqualified"];
    assert_eq!(words(&scored, "small.status"), are(&statuses, true));
    assert_eq!(words(&scored, "intent_tier"), are(&["hot", "cold"], true));
    assert_eq!(words(&scored, "small.intent_tier"), are(&[], true));
    assert_eq!(words(&scored, "stage"), are(&["now", "later"], true));
    assert_eq!(words(&scored, "small.stage"), are(&[], true));
    assert_eq!(words(&scored, "verdict.sales"), are(&["call"], false));
    assert_eq!(words(&scored, "verdict.marketing"), are(&["nurture"], false));
    let (reasons, ordered) = words(&scored, "small.reason");
    assert_eq!(reasons, ["nothing that this profile asks about is known", "tier gold", "tier bronze"]);
    assert!(!ordered);
    let (reasons, _) = words(&scored, "big.reason");
    assert!(reasons.iter().any(|reason| reason.contains("`same`")), "{reasons:?}");
    assert!(!reasons.iter().any(|reason| reason.contains("`rare`")), "{reasons:?}");
}

#[test]
fn tiers_without_a_common_order_have_none() {
    let other = two(&second(&json!([{"id": "A", "from": 80}, {"id": "B"}])));
    let scored = other.score_record_batch(&batch(), &options().per_icp(true)).unwrap();
    assert_eq!(words(&scored, "tier"), are(&["gold", "silver", "bronze", "A", "B"], false));
    assert_eq!(words(&scored, "small.tier"), are(&["A", "B"], true));
    let turned = two(&second(&json!([{"id": "bronze", "from": 80}, {"id": "gold"}])));
    let scored = turned.score_record_batch(&batch(), &options()).unwrap();
    assert_eq!(words(&scored, "tier"), are(&["gold", "silver", "bronze"], false));
}

#[test]
fn criteria_of_fit_and_of_intent_say_all_that_an_assessment_says() {
    let scored = model().score_record_batch(&batch(), &options().per_criterion(PerCriterion::ALL)).unwrap();
    let of = |name: &str, row: usize| number(&scored, name, row);
    assert_eq!((of("big.same.points", 0), of("big.intent.same.points", 0)), (Some(2.0), Some(1.0)));
    // The points of an unknown criterion are counted, and its rating is not known.
    assert_eq!((of("big.same.points", 3), of("big.same.rating", 3)), (Some(1.0), None));
    let status = |name: &str, row: usize| word(&scored, name, row).unwrap();
    assert_eq!(
        (status("big.same.status", 3), status("big.rare.status", 3)),
        ("unknown".into(), "unknown".into())
    );
    assert_eq!(
        (of("big.rare.points", 0), status("big.rare.status", 0)),
        (Some(0.0), "not_applicable".into())
    );
    assert_eq!(words(&scored, "big.same.label"), are(&["many"], false));
    assert_eq!(word(&scored, "big.same.label", 0).as_deref(), Some("many"));
    assert_eq!(word(&scored, "big.same.label", 1), None);
    // The parts add up to the score.
    assert_eq!(of("big.same.contribution", 1), Some(50.0));
    assert_eq!(PerCriterion::of_words(["points", "score"]).unwrap_err().matches('`').count(), 12);
}

#[test]
fn ranks_are_those_of_the_whole_table() {
    let ranks = |batch: &RecordBatch| {
        batch.column_by_name("rank").unwrap().as_primitive::<Int32Type>().values().to_vec()
    };
    let asked = options().rank(true).qualified(true);
    let scored = model().score_record_batch(&batch(), &asked).unwrap();
    assert_eq!(scored.schema().fields().last().unwrap().name(), "rank");
    assert_eq!(scored.schema(), model().result_schema(&batch().schema(), &asked).unwrap());
    let found = ranks(&scored);
    let mut sorted = found.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [1, 2, 3, 4, 5]);
    // In pieces the same, once all pieces are there.
    let model = model();
    let mut scorer = BatchScorer::new(&model, &asked);
    let pieces = [batch().slice(0, 2), batch().slice(2, 0), batch().slice(2, 3)];
    let pieces: Vec<RecordBatch> = pieces.iter().map(|piece| scorer.score(piece).unwrap()).collect();
    assert!(pieces[0].column_by_name("rank").is_none());
    let ranked = scorer.ranked(pieces.clone()).unwrap();
    assert_eq!(ranked.iter().flat_map(ranks).collect::<Vec<_>>(), found);
    assert!(scorer.ranked(pieces[..1].to_vec()).is_err());
    let qualified = scored.column_by_name("qualified").unwrap().as_boolean();
    for row in 0..5 {
        assert_eq!(qualified.value(row), word(&scored, "best", row).is_some(), "row {row}");
    }
    let stream = RecordBatchIterator::new([Ok(batch())], batch().schema());
    let error = model.score_reader(stream, &asked).err().unwrap();
    assert_eq!(error.code(), "batch.rank_stream");
    assert!(error.help().unwrap().contains("table"), "{error}");
}

#[test]
fn a_table_says_who_gave_the_answers() {
    let model = model();
    let by = |options: &ArrowOptions, key: &str| -> Value {
        let schema = model.score_record_batch(&batch(), options).unwrap().schema();
        serde_json::from_str(&schema.metadata()[key]).unwrap()
    };
    let expected = json!({"name": "two", "version": "7", "fingerprint": model.fingerprint(), "lists": {},
        "source": null, "as_of": "2026-11-21", "as_of_column": null});
    assert_eq!(by(&options(), "icp"), expected);
    assert_eq!(by(&options().keep(true).prefix("new_"), "new_icp"), expected);
    let days: ArrayRef = Arc::new(StringArray::from(vec!["2026-01-01"; 5]));
    let each = RecordBatch::try_from_iter([
        ("size", batch().column(0).clone()),
        ("visits", days.clone()),
        ("on", days),
    ]);
    let schema =
        model.result_schema(&each.unwrap().schema(), &ArrowOptions::new(AsOf::Column("on"))).unwrap();
    let by: Value = serde_json::from_str(&schema.metadata()["icp"]).unwrap();
    assert_eq!((&by["as_of"], &by["as_of_column"]), (&Value::Null, &json!("on")));
}

#[test]
fn answers_of_two_models_or_days_are_not_put_together() {
    let scores = |model: &Model, day: Date| {
        BatchScorer::new(model, &ArrowOptions::new(AsOf::Day(day))).scores(&batch()).unwrap()
    };
    let other = two(&second(&json!([{"id": "gold", "from": 81}, {"id": "bronze"}])));
    let mut all = scores(&model(), today());
    assert_eq!((&*all.fingerprint, all.as_of), (model().fingerprint(), Some(today())));
    assert_eq!(all.append(scores(&other, today())).unwrap_err().code(), "batch.other_model");
    assert_eq!(all.append(scores(&model(), Date::MAX)).unwrap_err().code(), "batch.other_day");
    assert_eq!(all.rows(), 5);
    all.append(scores(&model(), today())).unwrap();
    assert_eq!(all.rank().len(), 10);
}
