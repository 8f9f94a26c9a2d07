//! A table of record batches gives the bits that the same rows give one by one.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, RecordBatch};
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::batch::{AsOf, MissingColumns, PerCriterion, RowTexts, TextColumns};
use icp_core::{Account, AssessmentData, Date, Model, OnInvalid, Options};
use icp_tests::generate::{self, Level};
use icp_tests::table::table;
use oorandom::Rand32;
use serde_json::Value;

use super::cells::{number, word};

fn models() -> u64 {
    std::env::var("ICP_PAIRS").ok().and_then(|n| n.parse::<u64>().ok()).unwrap_or(10_000).div_ceil(60).max(1)
}

/// The options of a call.
#[derive(Debug, Clone, Copy)]
struct Asked {
    bounds: bool,
    reasons: bool,
    per_icp: bool,
    per_criterion: PerCriterion,
    verdicts: bool,
    labels: bool,
    texts: RowTexts,
    qualified: bool,
}

/// Takes the texts of the account out of an answer.
fn forget_texts(answer: &mut AssessmentData<'_>) {
    for icp in &mut answer.icps {
        let exclusions = icp.exclusions.iter_mut().chain(&mut icp.possible_exclusions);
        let of_exclusions = exclusions.flat_map(|exclusion| &mut exclusion.inputs);
        let cards = std::iter::once(&mut icp.fit).chain(&mut icp.intent);
        let criteria = cards.flat_map(|card| &mut card.criteria);
        let of_criteria = criteria.flat_map(|criterion| &mut criterion.inputs);
        of_exclusions.chain(of_criteria).for_each(|input| Arc::make_mut(input).given = None);
    }
}

fn check_number(batch: &RecordBatch, name: &str, row: usize, expected: &Value) {
    let found = number(batch, name, row);
    assert_eq!(
        found.map(f64::to_bits),
        expected.as_f64().map(f64::to_bits),
        "{name}: {found:?}, not {expected}"
    );
}

fn check_word(batch: &RecordBatch, name: &str, row: usize, expected: &Value) {
    assert_eq!(word(batch, name, row).as_deref(), expected.as_str(), "{name}");
}

fn check_icp(batch: &RecordBatch, before: &str, row: usize, icp: &Value, asked: Asked) {
    let name = |name: &str| format!("{before}{name}");
    check_number(batch, &name("score"), row, &icp["score"]);
    check_word(batch, &name("tier"), row, &icp["tier"]);
    check_word(batch, &name("status"), row, &icp["status"]);
    check_number(batch, &name("coverage"), row, &icp["coverage"]);
    if asked.bounds {
        check_number(batch, &name("lower"), row, &icp["bounds"][0]);
        check_number(batch, &name("upper"), row, &icp["bounds"][1]);
    }
    if icp["intent"].is_object() {
        check_number(batch, &name("intent"), row, &icp["intent"]["score"]);
        check_word(batch, &name("intent_tier"), row, &icp["intent"]["tier"]);
    }
    check_word(batch, &name("stage"), row, &icp["stage"]);
    if asked.reasons {
        check_word(batch, &name("reason"), row, &icp["reason"]["text"]);
    }
    if asked.qualified {
        let qualified = batch.column_by_name(&name("qualified")).unwrap().as_boolean();
        assert_eq!(qualified.is_valid(row).then(|| qualified.value(row)), Some(icp["status"] == "qualified"));
    }
}

/// Every column of a row against the account's assessment.
fn check_row(model: &Model, account: &Value, as_of: Date, batch: &RecordBatch, row: usize, asked: Asked) {
    let account = Account::from_json(&account.to_string()).unwrap();
    let record = model.record(&account, OnInvalid::Missing).unwrap();
    let mut scratch = model.scratch();
    let assessment = model.assess_record(&record, as_of, &mut scratch).unwrap();
    let shown = model.icp(scratch.headline().unwrap()).unwrap().id.to_string();
    check_texts(batch, row, &assessment, asked.texts);
    let assessment = serde_json::to_value(&assessment).unwrap();
    check_word(batch, "best", row, &assessment["best"]);
    check_word(batch, "icp", row, &Value::from(shown.clone()));
    for icp in assessment["icps"].as_array().unwrap() {
        let id = icp["icp"].as_str().unwrap();
        if id == shown {
            check_icp(batch, "", row, icp, asked);
            if asked.verdicts {
                for team in model.teams() {
                    check_word(batch, &format!("verdict.{team}"), row, &icp["verdicts"][team]);
                }
            }
            if asked.labels {
                for label in model.label_ids() {
                    check_word(batch, &format!("label.{label}"), row, &icp["labels"][label]);
                }
            }
        }
        if asked.per_icp {
            check_icp(batch, &format!("{id}."), row, icp, asked);
        }
        check_criteria(batch, id, row, &icp["criteria"], asked.per_criterion);
        check_criteria(batch, &format!("{id}.intent"), row, &icp["intent"]["criteria"], asked.per_criterion);
    }
}

/// The texts of a row, and no other column of them.
fn check_texts(batch: &RecordBatch, row: usize, data: &AssessmentData<'_>, asked: RowTexts) {
    let mut texts = TextColumns::default();
    texts.add(data, RowTexts::ALL, 60);
    let words = asked.to_string();
    for (name, texts) in RowTexts::WORDS.iter().zip([texts.reasons, texts.exclusions, texts.missing]) {
        if words.split(", ").any(|word| word == *name) {
            assert!(texts[0].chars().count() <= 60, "{name}: {}", texts[0]);
            let text = (!texts[0].is_empty()).then(|| texts[0].to_string());
            assert_eq!(word(batch, name, row), text, "{name}");
        } else {
            assert!(batch.column_by_name(name).is_none(), "{name}");
        }
    }
}

/// Every answer of every criterion, and no other column of it.
fn check_criteria(batch: &RecordBatch, before: &str, row: usize, criteria: &Value, asked: PerCriterion) {
    for criterion in criteria.as_array().into_iter().flatten() {
        let words = asked.to_string();
        for what in PerCriterion::WORDS {
            let name = format!("{before}.{}.{what}", criterion["id"].as_str().unwrap());
            match what {
                _ if !words.split(", ").any(|word| word == what) => {
                    assert!(batch.column_by_name(&name).is_none(), "{name}");
                }
                "status" | "label" => check_word(batch, &name, row, &criterion[what]),
                _ => check_number(batch, &name, row, &criterion[what]),
            }
        }
    }
}

/// Ranks against an order that is worked out from the assessments: the statuses one after the other, those that qualify
/// by the place of their icp, the higher score before the lower before none, and then the row.
fn check_ranks(model: &Model, accounts: &[Value], days: &[Date], batch: &RecordBatch) {
    let mut order: Vec<(usize, usize, f64, usize)> = Vec::new();
    for (row, account) in accounts.iter().enumerate() {
        let account = Account::from_json(&account.to_string()).unwrap();
        let record = model.record(&account, OnInvalid::Missing).unwrap();
        let mut scratch = model.scratch();
        let assessment = model.assess_record(&record, days[row], &mut scratch).unwrap();
        let icp = &assessment.icps[scratch.headline().unwrap()];
        let groups = ["qualified", "unqualified", "insufficient_data", "disqualified"];
        let group = groups.iter().position(|status| *status == icp.status.as_str()).unwrap();
        let place = assessment.best.as_ref().map_or(0, |_| scratch.headline().unwrap());
        order.push((group, place, -icp.fit.score.unwrap_or(f64::NEG_INFINITY), row));
    }
    order.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let ranks = batch.column_by_name("rank").unwrap().as_primitive::<Int32Type>();
    for ((.., row), rank) in order.into_iter().zip(1..) {
        assert_eq!(ranks.value(row), rank, "row {row}");
    }
}

/// The type of a column without its particulars.
fn names(batch: &RecordBatch) -> Vec<String> {
    let schema = batch.schema();
    let first = |text: String| text.split('(').next().unwrap_or_default().to_owned();
    schema.fields().iter().map(|field| first(format!("{:?}", field.data_type()))).collect()
}

fn run(level: Level, invalid: bool) -> (usize, BTreeMap<String, usize>) {
    let (mut rows, mut types) = (0, BTreeMap::new());
    for seed in 0..models() {
        let mut dice = Rand32::new(seed ^ 0xa440);
        let document = generate::model(seed, level);
        let model = Model::from_json(&document.to_string()).unwrap();
        let day = Date::parse(&generate::as_of(seed)).unwrap();
        let count = *[1usize, 7, 20, 40].get(dice.rand_range(0..4) as usize).unwrap();
        let accounts = match invalid {
            true => generate::accounts_with_invalid(seed, &document, count),
            false => generate::accounts(seed, &document, count),
        };
        let (mut columns, accounts) = table(&document, &accounts, &mut dice);
        let mut days = vec![day; accounts.len()];
        let own_days = dice.rand_range(0..4) == 0;
        if own_days {
            for day in &mut days {
                *day = Date::from_days(day.days() - dice.rand_range(0..400) as i32).unwrap();
            }
            columns = columns.with_days("judged on", &days, &mut dice);
        }
        let batch = columns.record_batch(&mut dice);
        for name in names(&batch) {
            *types.entry(name).or_default() += 1;
        }
        let mut flag = |of: u32| dice.rand_range(0..of) == 0;
        let asked = Asked {
            bounds: !flag(4),
            reasons: !flag(4),
            per_icp: flag(3),
            per_criterion: PerCriterion::WORDS
                .into_iter()
                .filter(|_| flag(4))
                .filter_map(PerCriterion::of)
                .fold(PerCriterion::NONE, PerCriterion::and),
            verdicts: flag(3),
            labels: flag(3),
            texts: RowTexts::WORDS
                .into_iter()
                .filter(|_| flag(4))
                .filter_map(RowTexts::of)
                .fold(RowTexts::NONE, RowTexts::and),
            qualified: flag(3),
        };
        let options = ArrowOptions::new(if own_days { AsOf::Column("judged on") } else { AsOf::Day(day) })
            .on_invalid(OnInvalid::Missing)
            .allow_empty_columns(model.attributes().map(|attribute| attribute.name()))
            .missing_columns(MissingColumns::Unknown)
            .bounds(asked.bounds)
            .reasons(asked.reasons)
            .per_icp(asked.per_icp)
            .per_criterion(asked.per_criterion)
            .verdicts(asked.verdicts)
            .labels(asked.labels)
            .texts(asked.texts)
            .max_text(60)
            .qualified(asked.qualified);
        let scored =
            model.score_record_batch(&batch, &options).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert_eq!(scored.schema(), model.result_schema(&batch.schema(), &options).unwrap());
        for (row, account) in accounts.iter().enumerate() {
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                check_row(&model, account, days[row], &scored, row, asked);
            }));
            assert!(result.is_ok(), "{level:?}, seed {seed}, row {row}: {account}");
        }
        let ranked = model.score_record_batch(&batch, &options.clone().rank(true)).unwrap();
        check_ranks(&model, &accounts, &days, &ranked);
        let places: Vec<usize> = (0..scored.num_columns()).collect();
        assert_eq!(ranked.project(&places).unwrap(), scored);
        // A row taken out of it is the account that it was.
        let scorer = BatchScorer::new(&model, &options);
        for (row, account) in accounts.iter().enumerate().step_by(7) {
            let taken = scorer.account(&batch, row).unwrap();
            let given = Account::from_json(&account.to_string()).unwrap();
            let options = Options::new(days[row]).on_invalid(OnInvalid::Missing);
            let (mut taken, mut given) =
                (model.assess_with(&taken, &options).unwrap(), model.assess_with(&given, &options).unwrap());
            // A typed column has no texts to show beside its values.
            [&mut taken, &mut given].into_iter().for_each(forget_texts);
            // A date may be written as a text that is none, and so on: what was found is told in other words.
            assert_eq!(taken.issues.len(), given.issues.len());
            taken.issues.clone_from(&given.issues);
            assert_eq!(taken, given, "{level:?}, seed {seed}, row {row}");
        }
        // A part of the table gives a part of the answers.
        let (start, end) = (accounts.len() / 3, accounts.len() / 2);
        let part = model.score_record_batch(&batch.slice(start, end - start), &options).unwrap();
        assert_eq!(part, scored.slice(start, end - start), "seed {seed}");
        rows += accounts.len();
    }
    (rows, types)
}

#[test]
fn core_language() {
    let (rows, types) = run(Level::Core, false);
    println!("{rows} rows of the core language agree; columns: {types:?}");
}

#[test]
fn whole_language() {
    let (rows, types) = run(Level::Whole, false);
    println!("{rows} rows of the whole language agree; columns: {types:?}");
    if models() > 100 {
        assert!(types.len() > 16, "too few types: {types:?}");
    }
}

#[test]
fn invalid_values_that_count_as_missing() {
    let (rows, _) = run(Level::Whole, true);
    println!("{rows} rows with invalid values agree");
}
