//! The table of output columns is what comes back for a real batch, and what the page of columns says.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, BooleanArray, Float64Array, RecordBatch};
use arrow_schema::DataType;
use icp_core::Model;
use icp_core::arrow::{ArrowOptions, OUTPUT_COLUMNS, OutputColumn, OutputKind};
use icp_core::batch::{AsOf, PerCriterion};

use super::today;

const PAGE: &str = include_str!("../../../docs/python.md");
const RUST: &str = include_str!("../../../icp-core/src/arrow/table.rs");
const NODE: &str = include_str!("../../../icp-node/types/index.d.ts");
const TRANSFORMER: &str = include_str!("../../../icp-py/python/icp/sklearn.py");
const ICPS: [&str; 2] = ["main", "spare"];
const CRITERIA: [&str; 2] = ["size", "demo"];

/// A model whose tables have every column: with intent and stages, a label, and an icp without intent.
fn model() -> Model {
    Model::from_json(
        r#"{"format": "icp/1", "name": "all columns", "attributes": {
            "size": {"type": "number"}, "demo": {"type": "bool"}, "customer": {"type": "bool"}},
        "exclusions": [{"id": "customer", "reason": "a customer", "when": {"customer": true}}],
        "icps": [
            {"id": "main", "priority": 1,
             "fit": {"criteria": [{"id": "size", "bands": [
                        {"when": {"size": {"gte": 100}}, "rating": 1, "label": "large"},
                        {"when": {"size": {"gte": 10}}, "rating": 0.5}]}],
                     "tiers": [{"id": "A", "from": 80, "verdicts": {"sales": "call"}}, {"id": "B"}]},
             "intent": {"criteria": [{"id": "demo", "fit": {"demo": true}}],
                        "tiers": [{"id": "hot", "from": 50}, {"id": "cold"}]},
             "stages": [{"id": "now", "when": {"fit": ["A"], "intent": ["hot"]}}],
             "labels": [{"id": "plan", "first": [{"when": {"size": {"gte": 100}}, "say": "large"}]}]},
            {"id": "spare", "priority": 2,
             "fit": {"criteria": [{"id": "size", "applies_when": {"demo": true}, "fit": {"size": {"gte": 1}}}],
                     "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#,
    )
    .unwrap()
}

/// Every column that there is, for accounts that between them leave null what can be null.
fn scored() -> RecordBatch {
    let size: ArrayRef =
        Arc::new(Float64Array::from(vec![Some(200.0), Some(20.0), None, Some(200.0), Some(1.0)]));
    let demo: ArrayRef =
        Arc::new(BooleanArray::from(vec![Some(true), Some(false), None, Some(true), Some(false)]));
    let customer: ArrayRef =
        Arc::new(BooleanArray::from(vec![Some(false), Some(false), None, Some(true), Some(false)]));
    let batch = RecordBatch::try_from_iter_with_nullable([
        ("size", size, true),
        ("demo", demo, true),
        ("customer", customer, true),
    ]);
    let options = ArrowOptions::new(AsOf::Day(today()))
        .per_icp(true)
        .per_criterion(PerCriterion::ALL)
        .verdicts(true)
        .labels(true)
        .texts(true)
        .qualified(true)
        .rank(true);
    model().score_record_batch(&batch.unwrap(), &options).unwrap()
}

/// The names that a row of the table stands for in the table of the model above.
fn names(column: &OutputColumn) -> BTreeSet<String> {
    let pattern = column.pattern();
    let mut names = BTreeSet::new();
    if let Some(name) = pattern.strip_prefix("ICP.CRITERION.") {
        names.extend([
            format!("main.size.{name}"),
            format!("main.intent.demo.{name}"),
            format!("spare.size.{name}"),
        ]);
    } else {
        names.insert(pattern.replace("TEAM", "sales").replace("label.ID", "label.plan"));
        let is_of_table =
            ["best", "icp", "rank", "verdict.TEAM", "label.ID", "reasons", "exclusions", "missing"]
                .contains(&&*pattern);
        names.extend(ICPS.iter().filter(|_| !is_of_table).map(|icp| format!("{icp}.{pattern}")));
    }
    names
}

fn kind_of(kind: &DataType, is_ordered: bool) -> &'static str {
    match kind {
        DataType::Float64 => "double",
        DataType::Int32 => "int32",
        DataType::Boolean => "bool",
        DataType::Dictionary(..) if is_ordered => "dictionary, ordered",
        DataType::Dictionary(..) => "dictionary",
        other => panic!("{other}"),
    }
}

fn kind(kind: OutputKind) -> &'static str {
    match kind {
        OutputKind::Number => "double",
        OutputKind::Rank => "int32",
        OutputKind::Bool => "bool",
        OutputKind::Words => "dictionary",
        OutputKind::OrderedWords => "dictionary, ordered",
        other => panic!("a kind that Arrow's columns do not have: {other:?}"),
    }
}

#[test]
fn every_column_is_in_the_table_with_its_type_and_its_nulls() {
    let batch = scored();
    let mut all = BTreeSet::new();
    for column in OUTPUT_COLUMNS {
        let mut nulls = 0;
        for name in names(column) {
            let (at, field) =
                batch.schema_ref().column_with_name(&name).unwrap_or_else(|| panic!("no column {name}"));
            let is_ordered = field.dict_is_ordered().unwrap_or_default();
            assert_eq!(kind_of(field.data_type(), is_ordered), kind(column.kind), "{name}");
            nulls += batch.column(at).logical_null_count();
            assert!(all.insert(name));
        }
        assert_eq!(nulls > 0, column.null_when.is_some(), "{} has {nulls} nulls", column.pattern());
        assert!(column.about.ends_with('.') && !column.about.is_empty(), "{}", column.pattern());
    }
    let found: BTreeSet<String> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(found, all);
    assert!(CRITERIA.iter().all(|id| found.iter().any(|name| name.contains(id))));
}

/// The order of the table is that of the columns.
#[test]
fn columns_come_in_the_order_of_the_table() {
    let batch = scored();
    let schema = batch.schema();
    let at = |name: String| schema.index_of(&name).unwrap();
    let firsts = OUTPUT_COLUMNS.iter().filter_map(|column| names(column).into_iter().map(at).min());
    let firsts: Vec<usize> = firsts.collect();
    assert!(firsts.is_sorted(), "{firsts:?}");
}

/// An option takes its columns away and nothing else.
#[test]
fn columns_come_with_their_options() {
    let batch = scored();
    let all: BTreeSet<&str> = batch.schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
    let without = |option: &str| {
        let options = ArrowOptions::new(AsOf::Day(today()))
            .per_icp(true)
            .per_criterion(if option == "per_criterion" { PerCriterion::NONE } else { PerCriterion::ALL })
            .verdicts(option != "verdicts")
            .labels(option != "labels")
            .texts(option != "texts")
            .qualified(option != "qualified")
            .bounds(option != "bounds")
            .reasons(option != "reasons")
            .rank(option != "rank");
        model().result_schema(&arrow_schema::Schema::empty(), &options).unwrap()
    };
    let options: BTreeSet<&str> = OUTPUT_COLUMNS.iter().filter_map(|column| column.option).collect();
    assert_eq!(options.len(), 8, "{options:?}");
    for option in options {
        let schema = without(option);
        let left: BTreeSet<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let own = OUTPUT_COLUMNS.iter().filter(|column| column.option == Some(option));
        let own: BTreeSet<String> = own.flat_map(names).collect();
        let gone: BTreeSet<String> = all.difference(&left).map(|name| (*name).to_owned()).collect();
        assert_eq!(gone, own, "{option}");
    }
}

/// The columns whose values `same.rs` compares with assessments, row by row.
const COMPARED: [&str; 24] = [
    "best",
    "icp",
    "score",
    "tier",
    "status",
    "coverage",
    "lower",
    "upper",
    "intent",
    "intent_tier",
    "stage",
    "reason",
    "qualified",
    "verdict.TEAM",
    "label.ID",
    "reasons",
    "exclusions",
    "missing",
    "ICP.CRITERION.points",
    "ICP.CRITERION.rating",
    "ICP.CRITERION.contribution",
    "ICP.CRITERION.status",
    "ICP.CRITERION.label",
    "rank",
];

#[test]
fn every_column_is_compared_with_assessments() {
    let all: Vec<String> = OUTPUT_COLUMNS.iter().map(OutputColumn::pattern).collect();
    assert_eq!(
        all, COMPARED,
        "compare the new column in tests/programs/arrow/same.rs and tests/src/answers.rs, then name it here"
    );
}

/// The documentation of the functions that give a table names every answer of an icp, in backticks; that of the
/// transformer, which gives the numbers alone, names those.
#[test]
fn the_functions_name_the_columns() {
    let python = include_str!("../../../icp-py/src/frame/score_frame.txt");
    for column in OUTPUT_COLUMNS.iter().filter(|column| !column.pattern().contains('.')) {
        let name = format!("`{}`", column.name);
        let is_parameter = python.contains(&format!("\n{} : ", column.name));
        assert!(python.contains(&name) || is_parameter, "score_frame.txt does not name {name}");
        let is_option = column.option == Some(column.name);
        for (file, text) in [("icp-core/src/arrow/table.rs", RUST), ("icp-node/types/index.d.ts", NODE)] {
            assert!(text.contains(&name) || is_option, "{file} does not name {name}");
        }
        let is_left_out = column.kind != OutputKind::Number || TRANSFORMER.contains(&format!("`{name}`"));
        assert!(is_left_out, "icp-py/python/icp/sklearn.py does not name `{name}`");
    }
}

/// The types of the option `per_criterion` have its words, in the order of the columns.
#[test]
fn the_types_have_the_answers_of_a_criterion() {
    let python = [
        include_str!("../../../icp-py/python/icp/_table_scorer.py"),
        include_str!("../../../icp-py/python/icp/_icp.pyi"),
    ]
    .concat();
    let words = PerCriterion::WORDS.map(|word| format!("\"{word}\""));
    let (listed, either) = (words.join(", "), words.join(" | "));
    assert!(NODE.contains(&format!("ToldOfCriterion = {either};")), "icp-node/types/index.d.ts: {either}");
    let listed = format!("Literal[{listed}]");
    assert_eq!(python.matches(&listed).count(), 3, "two of _table_scorer.py, one of _icp.pyi: {listed}");
    let columns: Vec<&str> = OUTPUT_COLUMNS
        .iter()
        .filter(|column| column.option == Some("per_criterion"))
        .map(|column| column.name)
        .collect();
    assert_eq!(columns, PerCriterion::WORDS);
}

/// The page has a row for each column, with its type, when it is null, and the option that asks for it.
#[test]
fn the_page_says_the_same() {
    let table = PAGE.split("| column | pandas |").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(2)
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .filter(|row: &Vec<&str>| !row[0].starts_with("`ICP.score`"))
        .collect();
    assert_eq!(rows.len(), OUTPUT_COLUMNS.len(), "docs/python.md, \"The columns that come back\"");
    for column in OUTPUT_COLUMNS {
        let name = format!("`{}`", column.pattern());
        let row = rows.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("no row for {name}"));
        assert_eq!(row[3], kind(column.kind), "{name}");
        assert_eq!(row[4], column.null_when.unwrap_or("never"), "{name}");
        let comes_with = match (column.option, column.needs_intent) {
            (Some(option), _) => row[5].starts_with(&format!("`{option}=")),
            (None, true) => row[5] == "a model with intent",
            (None, false) => row[5] == "always",
        };
        assert!(comes_with, "{name}: {}", row[5]);
    }
}
