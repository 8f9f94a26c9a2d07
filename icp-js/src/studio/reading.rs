//! Which column each attribute is read from, and what was read of the first rows. The model decides both.

use icp_core::account::Field;
use icp_core::value::float_text;
use icp_core::{Model, OnInvalid};
use serde::Serialize;

use super::table::Table;

/// Rows that are shown.
const ROWS: usize = 5;

/// An attribute and its column.
#[derive(Debug, Serialize)]
pub(super) struct Reading {
    attribute: String,
    /// The names under which the model looks for it.
    names: Vec<String>,
    /// Of these the ones that are columns of the file.
    columns: Vec<String>,
    /// Whether a rule reads it.
    is_read: bool,
    /// The values of the first rows as they were read; null is missing.
    values: Vec<Option<String>>,
    /// Of these rows, the values that could not be read.
    invalid: Vec<Option<String>>,
}

/// Every attribute that comes from a column.
pub(super) fn readings(model: &Model, table: &Table) -> Vec<Reading> {
    let accounts: Vec<_> = (0..table.rows().min(ROWS)).map(|row| table.account(row, model)).collect();
    let records: Vec<_> =
        accounts.iter().filter_map(|account| model.record(account, OnInvalid::Missing).ok()).collect();
    let read = model.attributes().enumerate().filter(|(_, attribute)| attribute.formula().is_none());
    read.map(|(at, attribute)| Reading {
        attribute: attribute.name().to_owned(),
        names: attribute.names().map(str::to_owned).collect(),
        columns: attribute.names().filter(|name| table.has(name)).map(str::to_owned).collect(),
        is_read: attribute.is_read(),
        values: records.iter().map(|record| record.fields().get(at).and_then(words)).collect(),
        invalid: records
            .iter()
            .map(|record| {
                let issue = record.issues().iter().find(|issue| *issue.attribute == *attribute.name());
                issue.map(|issue| format!("expected {}, found {}", issue.expected, issue.found))
            })
            .collect(),
    })
    .collect()
}

/// A value that was read.
fn words(field: &Field<'_>) -> Option<String> {
    Some(match field {
        Field::None => "none".to_owned(),
        Field::Number(number) => float_text(*number),
        Field::Interval(interval) => {
            format!("{} to {}", float_text(interval.low()), float_text(interval.high()))
        }
        Field::Text(text) | Field::Joined(text) => text.to_string(),
        Field::Bool(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        Field::Date(date) => date.to_string(),
        Field::Set(items) => items.join(", "),
        Field::Events(events) => format!("{} events", events.len()),
        _ => return None,
    })
}
