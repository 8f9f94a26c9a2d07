//! The column engine as the other runners call it: accounts become a table, and what it says of a row stands in the
//! place of what the assessment says.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder, StructBuilder,
};
use arrow_array::{ArrayRef, NullArray, RecordBatch, RecordBatchOptions, StringArray, StructArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field, Schema};
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::batch::{AsOf, CriterionColumns, IcpColumns, MissingColumns, PerCriterion, Scores};
use icp_core::model::{Criterion, Rule};
use icp_core::{Model, OnInvalid, RecordKey};
use serde_json::{Map, Value};

use crate::compare::difference;
use crate::engine::assess;
use crate::vector::Vector;

/// The column of the days.
const DAY: &str = " as of ";

/// The kind of a column's values; no two go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// True or false.
    Bool,
    /// Integers.
    Integer,
    /// Numbers.
    Float,
    /// Texts.
    Text,
    /// Lists of texts.
    Texts,
    /// Lists of events.
    Events,
    /// Lists of numbers; they also stand for what no column has, such as an object: an attribute takes neither.
    Odd,
}

/// The kind of a column that holds a value; `None` for no value.
pub fn kind(value: &Value) -> Option<Kind> {
    let is_event = |item: &Value| item["event"].is_string() && item["on"].is_string();
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => Kind::Bool,
        Value::Number(number) if number.is_i64() => Kind::Integer,
        Value::Number(_) => Kind::Float,
        Value::String(_) => Kind::Text,
        Value::Array(items) if items.iter().all(|item| item.is_string() || item.is_null()) => Kind::Texts,
        Value::Array(items) if items.iter().all(|item| item.is_null() || is_event(item)) => Kind::Events,
        Value::Array(_) | Value::Object(_) => Kind::Odd,
    })
}

fn column(kind: Option<Kind>, values: &[&Value]) -> ArrayRef {
    match kind {
        None => Arc::new(NullArray::new(values.len())),
        Some(Kind::Bool) => {
            let mut builder = BooleanBuilder::new();
            values.iter().for_each(|value| builder.append_option(value.as_bool()));
            Arc::new(builder.finish())
        }
        Some(Kind::Integer) => {
            let mut builder = Int64Builder::new();
            values.iter().for_each(|value| builder.append_option(value.as_i64()));
            Arc::new(builder.finish())
        }
        Some(Kind::Float) => {
            let mut builder = Float64Builder::new();
            values.iter().for_each(|value| builder.append_option(value.as_f64()));
            Arc::new(builder.finish())
        }
        Some(Kind::Text) => {
            let mut builder = StringBuilder::new();
            values.iter().for_each(|value| builder.append_option(value.as_str()));
            Arc::new(builder.finish())
        }
        Some(Kind::Texts) => {
            let mut builder = ListBuilder::new(StringBuilder::new());
            for value in values {
                let items = value.as_array();
                items.into_iter().flatten().for_each(|item| builder.values().append_option(item.as_str()));
                builder.append(items.is_some());
            }
            Arc::new(builder.finish())
        }
        Some(Kind::Odd) => {
            let mut builder = ListBuilder::new(Float64Builder::new());
            for value in values {
                builder.values().append_value(1.0);
                builder.append(!value.is_null());
            }
            Arc::new(builder.finish())
        }
        Some(Kind::Events) => events(values),
    }
}

/// Objects in which a path goes on.
fn structures(key: RecordKey<'_>, values: &[&Value]) -> ArrayRef {
    let objects = || values.iter().map(|value| value.as_object());
    let names: BTreeSet<&str> =
        objects().flatten().flat_map(|object| object.keys().map(String::as_str)).collect();
    let fields = names.into_iter().map(|name| {
        let values: Vec<&Value> = objects()
            .map(|object| object.and_then(|object| object.get(name)).unwrap_or(&Value::Null))
            .collect();
        let array = match key.within(name).filter(|key| key.is_object()) {
            Some(key) if values.iter().any(|value| value.is_object()) => structures(key, &values),
            _ => column(values.iter().find_map(|value| kind(value)), &values),
        };
        (Arc::new(Field::new(name, array.data_type().clone(), true)), array)
    });
    let (fields, arrays): (Vec<_>, Vec<_>) = fields.unzip();
    let valid = NullBuffer::from_iter(objects().map(|object| object.is_some()));
    let array = StructArray::try_new_with_length(fields.into(), arrays, Some(valid), values.len());
    Arc::new(array.expect("columns of one length"))
}

/// Structures; where a count is written as a text, JSON text.
fn events(values: &[&Value]) -> ArrayRef {
    let mut items = values.iter().flat_map(|value| value.as_array().into_iter().flatten());
    if items.any(|item| !item["count"].is_null() && !item["count"].is_number()) {
        let texts = values.iter().map(|value| (!value.is_null()).then(|| value.to_string()));
        return Arc::new(StringArray::from_iter(texts));
    }
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let fields = vec![text("event"), text("on"), Field::new("count", DataType::Float64, true)];
    let mut builder = ListBuilder::new(StructBuilder::from_fields(fields, 0));
    for value in values {
        for item in value.as_array().into_iter().flatten() {
            let events = builder.values();
            for (at, name) in ["event", "on"].into_iter().enumerate() {
                let text = events.field_builder::<StringBuilder>(at).expect("texts");
                text.append_option(item[name].as_str());
            }
            events.field_builder::<Float64Builder>(2).expect("numbers").append_option(item["count"].as_f64());
            events.append(!item.is_null());
        }
        builder.append(!value.is_null());
    }
    Arc::new(builder.finish())
}

/// A table of accounts whose values go together, each with its day.
fn batch(model: &Model, accounts: &[&Map<String, Value>], days: &[&str]) -> RecordBatch {
    let document: Value = serde_json::from_str(&model.to_json()).expect("JSON");
    let mut names: Vec<&str> = model
        .attributes()
        // A cell of nothing is a blank; where that is known to be something, a column must be absent as the key is.
        .filter(|attribute| document["attributes"][attribute.name()].get("blank").is_none())
        .filter(|attribute| attribute.formula().is_none())
        .map(|attribute| attribute.name())
        .collect();
    for key in accounts.iter().flat_map(|account| account.keys()) {
        if !names.contains(&key.as_str()) {
            names.push(key);
        }
    }
    let mut arrays: Vec<ArrayRef> = names
        .iter()
        .map(|name| {
            let values: Vec<&Value> =
                accounts.iter().map(|account| account.get(*name).unwrap_or(&Value::Null)).collect();
            match model.key(name).filter(|key| key.is_object()) {
                Some(key) if values.iter().any(|value| value.is_object()) => structures(key, &values),
                _ => column(values.iter().find_map(|value| kind(value)), &values),
            }
        })
        .collect();
    names.push(DAY);
    let days: Vec<Value> = days.iter().map(|day| Value::from(*day)).collect();
    arrays.push(column(Some(Kind::Text), &days.iter().collect::<Vec<_>>()));
    let fields: Vec<Field> = names
        .iter()
        .zip(&arrays)
        .map(|(name, array)| Field::new(*name, array.data_type().clone(), true))
        .collect();
    let rows = RecordBatchOptions::new().with_row_count(Some(accounts.len()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &rows).expect("a table")
}

/// The assessments of accounts of one table, whose values go together.
///
/// # Errors
/// The table's error, in words.
pub fn assess_table(
    model: &Model,
    accounts: &[&Value],
    days: &[&str],
    lenient: bool,
) -> Result<Vec<Value>, String> {
    let options = ArrowOptions::new(AsOf::Column(DAY))
        .missing_columns(MissingColumns::Unknown)
        .on_invalid(if lenient { OnInvalid::Missing } else { OnInvalid::Error })
        .per_icp(true)
        .per_criterion(PerCriterion::ALL)
        .verdicts(true)
        .labels(true);
    let objects: Vec<&Map<String, Value>> =
        accounts.iter().map(|account| account.as_object().ok_or("no object")).collect::<Result<_, _>>()?;
    let scores = BatchScorer::new(model, &options)
        .scores(&batch(model, &objects, days))
        .map_err(|error| error.to_string())?;
    let rows = accounts.iter().zip(days).enumerate();
    rows.map(|(row, (account, day))| {
        let mut assessment = assess(model, account, day, lenient)?;
        replace(model, &scores, row, &mut assessment);
        Ok(assessment)
    })
    .collect()
}

/// [`assess_table`] of a single account, for a model that is read first.
///
/// # Errors
/// The model's or the table's error, in words.
pub fn assess_document(model: &Value, account: &Value, as_of: &str, lenient: bool) -> Result<Value, String> {
    let model = Model::from_json(&model.to_string()).map_err(|error| error.to_string())?;
    assess_row(&model, account, as_of, lenient)
}

/// [`assess_table`] of a vector's account.
///
/// # Errors
/// The model's, the source file's or the table's error, in words.
pub fn assess_vector(vector: &Vector) -> Result<Value, String> {
    assess_row(&vector.read()?, &vector.account, &vector.as_of, vector.lenient)
}

fn assess_row(model: &Model, account: &Value, as_of: &str, lenient: bool) -> Result<Value, String> {
    let found = assess_table(model, &[account], &[as_of], lenient)?.pop().ok_or("no row")?;
    match difference(&assess(model, account, as_of, lenient)?, &found) {
        None => Ok(found),
        Some(difference) => Err(format!("not what the account itself gives: {difference}")),
    }
}

fn number(value: f64) -> Value {
    if value.is_nan() { Value::Null } else { Value::from(value) }
}

fn text(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::from)
}

fn replace(model: &Model, scores: &Scores, row: usize, assessment: &mut Value) {
    let id = |at: usize| model.icp(at).map(|icp| &*icp.id);
    assessment["best"] = text(scores.best(row).and_then(id));
    let shown = usize::from(scores.icp[row]);
    for (at, columns) in scores.icps.iter().enumerate() {
        let found = assessment["icps"].as_array_mut().expect("icps").iter_mut();
        let icp = found.into_iter().find(|icp| icp["icp"].as_str() == id(at)).expect("the icp");
        replace_icp(model, scores, at, columns, row, icp);
        if at == shown {
            for (team, said) in scores.teams.iter().zip(&scores.verdicts) {
                match scores.texts.get(usize::from(said[row])) {
                    Some(text) => icp["verdicts"][&**team] = Value::from(&**text),
                    None => assert!(icp["verdicts"][&**team].is_null(), "no verdict for {team}"),
                }
            }
            for (label, said) in scores.label_ids.iter().zip(&scores.labels) {
                match scores.label_texts.get(usize::from(said[row])) {
                    Some(text) => icp["labels"][&**label] = Value::from(&**text),
                    None => {
                        let found = &icp["labels"].get(&**label);
                        assert!(found.is_none_or(Value::is_null), "nothing in label {label}");
                    }
                }
            }
        }
        let fit = icp["criteria"].as_array().map_or(0, Vec::len);
        let (of_fit, of_intent) = scores.criteria[at].split_at(fit);
        let mut names = model.criteria(at);
        replace_criteria(&mut icp["criteria"], of_fit, &mut names, row);
        // Where there is no intent, an index would make one.
        if icp["intent"].is_object() {
            replace_criteria(&mut icp["intent"]["criteria"], of_intent, &mut names, row);
        }
    }
}

fn replace_criteria<'m>(
    criteria: &mut Value,
    columns: &[CriterionColumns],
    names: &mut impl Iterator<Item = &'m Criterion>,
    row: usize,
) {
    let Some(criteria) = criteria.as_array_mut() else {
        assert!(columns.is_empty(), "criteria of no scorecard");
        return;
    };
    assert_eq!(criteria.len(), columns.len());
    for ((criterion, columns), of) in criteria.iter_mut().zip(columns).zip(names) {
        let label = match &of.rule {
            Rule::Bands { bands, .. } => {
                bands.get(usize::from(columns.band[row])).and_then(|band| band.label.as_deref())
            }
            _ => None,
        };
        criterion["status"] = Value::from(columns.status[row].as_str());
        criterion["label"] = text(label);
        criterion["rating"] = number(columns.rating[row]);
        criterion["points"] = number(columns.points[row]);
        criterion["contribution"] = number(columns.contribution[row]);
    }
}

fn replace_icp(model: &Model, scores: &Scores, at: usize, columns: &IcpColumns, row: usize, icp: &mut Value) {
    let definition = model.icp(at).expect("an icp");
    icp["status"] = Value::from(columns.status[row].as_str());
    icp["score"] = number(columns.score[row]);
    icp["coverage"] = number(columns.coverage[row]);
    if icp["intent"].is_object() {
        icp["intent"]["score"] = number(columns.intent[row]);
        let tiers = definition.intent.iter().flat_map(|card| &card.tiers);
        let tier = tiers.map(|tier| &*tier.id).nth(usize::from(columns.intent_tier[row]));
        icp["intent"]["tier"] = text(tier);
    }
    icp["tier"] = text(definition.fit.tiers.get(usize::from(columns.tier[row])).map(|tier| &*tier.id));
    icp["stage"] = text(definition.stages.get(usize::from(columns.stage[row])).map(|stage| &*stage.id));
    let (lower, upper) = (columns.lower[row], columns.upper[row]);
    icp["bounds"] = if lower.is_nan() { Value::Null } else { serde_json::json!([lower, upper]) };
    let (_, code) = scores.reasons[columns.reason[row] as usize];
    let reason = model.reason(at, code);
    icp["reason"]["code"] = Value::from(reason.code.as_str());
    icp["reason"]["text"] = Value::from(reason.text);
}

/// Whether an account has the keys of others wherever a blank is known to be something: a column has a cell for each.
pub fn has_same_blanks(model: &Value, account: &Value, others: &[&Value]) -> bool {
    let attributes = model["attributes"].as_object().into_iter().flatten();
    attributes.filter(|(_, attribute)| attribute.get("blank").is_some()).all(|(name, attribute)| {
        let other = attribute.get("headers").unwrap_or(&attribute["aliases"]);
        let own = attribute.get("headers").is_none().then_some(name.as_str());
        own.into_iter()
            .chain(other.as_array().into_iter().flatten().filter_map(Value::as_str))
            .all(|key| others.iter().all(|other| other.get(key).is_some() == account.get(key).is_some()))
    })
}

/// Whether an account's values go into the columns of others.
pub fn goes_with(account: &Value, others: &[&Value]) -> bool {
    let object = |value: &Value| value.as_object().cloned().unwrap_or_default();
    others.iter().all(|other| {
        object(other).iter().all(|(key, value)| match (value, account.get(key)) {
            (Value::Object(_), Some(own @ Value::Object(_))) => goes_with(own, &[value]),
            (_, own) => match (kind(value), own.and_then(kind)) {
                (Some(a), Some(b)) => a == b && value.is_object() == own.is_some_and(Value::is_object),
                _ => true,
            },
        })
    })
}
