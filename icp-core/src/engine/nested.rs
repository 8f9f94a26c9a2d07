//! The values under paths in columns whose values are objects, such as those of Python. Called by `batch` for each table.

use crate::account::AccountValue;
use crate::column::{Columns, Values};
use crate::value::path;

/// The values under each name that is a path and begins with a column of mixed values.
pub(super) fn values<'a>(names: &[Vec<&'a str>], columns: &Columns<'_>) -> Vec<(&'a str, Vec<AccountValue>)> {
    let mut found = Vec::new();
    for name in names.iter().flatten() {
        let Some(mut keys) = path(name) else { continue };
        let column = keys.next().and_then(|key| columns.get(key));
        let Some((column, Values::Mixed(values))) = column.map(|column| (column, &column.values)) else {
            continue;
        };
        let value = |(row, value): (usize, &AccountValue)| match column.is_valid(row) {
            true => value.at(keys.clone()).cloned().unwrap_or_default(),
            false => AccountValue::Null,
        };
        found.push((*name, values.iter().enumerate().map(value).collect()));
    }
    found
}
