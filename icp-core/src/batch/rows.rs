//! The rows of a table as records, one after the other, for whoever looks at values and not only at answers. They are bound
//! and read as for scoring.

use super::bind::bind;
use super::missing_columns::MissingColumns;
use super::options::BatchOptions;
use crate::account::{Field, Issue, Record};
use crate::column::{Columns, Fault};
use crate::error::BatchError;
use crate::plan::Plan;
use crate::reading;
use crate::value::Date;

/// Gives each row as a record, with the day on which it is judged, and at the end the attributes that no column has.
/// Invalid values count as missing and are among the issues of the record.
pub(crate) fn each_record<'t>(
    plan: &Plan,
    names: &[Vec<&'t str>],
    columns: &'t Columns<'t>,
    options: &BatchOptions<'t>,
    mut take: impl FnMut(usize, Date, &Record<'t>),
) -> Result<Vec<usize>, BatchError> {
    let options = BatchOptions { missing_columns: MissingColumns::Unknown, ..*options };
    let table = bind(plan, names, columns, &options)?;
    let mut record = Record { fields: Vec::with_capacity(plan.inputs.len()), ..Record::default() };
    for row in 0..table.rows {
        let day = table.day(row)?;
        record.fields.clear();
        record.issues.clear();
        for (at, bound) in table.attributes.iter().enumerate() {
            let reading = plan.inputs.get(at).map_or(&reading::TEXT, |input| &input.reading);
            let field = match bound.way.field(row, reading) {
                Ok(field) => field,
                Err(Fault::Broken(expected)) => {
                    return Err(BatchError::broken(bound.name, Some(row), expected));
                }
                Err(Fault::Invalid(invalid)) => {
                    record.issues.push(Issue {
                        attribute: plan.inputs.get(at).map_or_else(Box::default, |input| input.name.clone()),
                        expected: invalid.expected.into_owned(),
                        found: invalid.found,
                    });
                    Field::Missing
                }
            };
            record.fields.push(field);
        }
        take(row, day, &record);
    }
    Ok(table.missing)
}
