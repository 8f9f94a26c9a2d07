//! One row as an account, for what is asked of single accounts: the whole assessment, and its explanation.

use arrow_array::{Array, RecordBatch};
use arrow_schema::Field;

use super::BatchScorer;
use super::import::{Wanted, import};
use crate::account::{Account, AccountValue};
use crate::column::{Codes, Column, Texts, Values, day};
use crate::error::BatchError;
use crate::value::{AttributeType, Date, is_blank};

impl BatchScorer {
    /// A row of a batch as an account: the columns that the model reads. It scores as the row does.
    ///
    /// # Errors
    /// A column that cannot be read, or is broken; a row that the batch does not have.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Int32Array, RecordBatch};
    /// use icp_core::arrow::{ArrowOptions, BatchScorer};
    /// use icp_core::batch::{AsOf, MissingColumns};
    /// let employees: ArrayRef = Arc::new(Int32Array::from(vec![50, 5]));
    /// let batch = RecordBatch::try_from_iter([("employees", employees)])?;
    /// let options = ArrowOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let scorer = BatchScorer::new(&model, &options);
    /// let account = scorer.account(&batch, 0)?;
    /// assert_eq!(model.score(&account, today)?.score(), Some(75.0));
    /// assert!(scorer.account(&batch, 2).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn account(&self, batch: &RecordBatch, row: usize) -> Result<Account, BatchError> {
        if row >= batch.num_rows() {
            return Err(BatchError::schema("it has no such row"));
        }
        let one = batch.slice(row, 1);
        let mut account = Account::new();
        let schema = one.schema();
        for (field, array) in schema.fields().iter().zip(one.columns()) {
            let name = field.name().as_str();
            let owned = match (self.kind(name), self.shown(name)) {
                (Some(kind), _) => import(array, Wanted::of(field, kind))?,
                (None, Some(kind)) => match import(array, Wanted::of(field, kind)) {
                    Ok(owned) if owned.column().value(0).is_some() => owned,
                    Ok(_) | Err(_) => continue,
                },
                (None, None) => continue,
            };
            let broken =
                || BatchError::broken(name, Some(self.rows() + row), "values that lie inside their data");
            account.set(name, owned.column().value(0).ok_or_else(broken)?);
        }
        for name in self.nested() {
            // A column of that name comes before a path.
            let is_given = match account.get(&name.name) {
                None | Some(AccountValue::Null) => false,
                Some(AccountValue::Text(text)) => !is_blank(text),
                Some(_) => true,
            };
            let column = match name.import(one.schema_ref(), &one) {
                Err(error) if name.is_used() => return Err(error),
                Ok(_) | Err(_) if is_given => continue,
                Ok(column) => column,
                Err(_) => None,
            };
            if let Some(value) = column.and_then(|owned| owned.column().value(0)) {
                account.set(&*name.name, value);
            }
        }
        Ok(account)
    }
}

/// One value of an array of a field, as an account would have it: for names of accounts and the like, which no model reads.
///
/// # Errors
/// A type that no account has; an array that is broken, or has no such row.
///
/// ```
/// use icp_core::AccountValue;
/// use icp_core::arrow::arrow_value;
/// let names = arrow_array::StringArray::from(vec![Some("Lumenkraft"), None]);
/// let field = arrow_schema::Field::new("name", arrow_schema::DataType::Utf8, true);
/// assert_eq!(arrow_value(&field, &names, 0)?, AccountValue::Text("Lumenkraft".to_owned()));
/// assert_eq!(arrow_value(&field, &names, 1)?, AccountValue::Null);
/// # Ok::<(), icp_core::BatchError>(())
/// ```
pub fn arrow_value(field: &Field, array: &dyn Array, row: usize) -> Result<AccountValue, BatchError> {
    let name = field.name();
    let broken = || BatchError::broken(name, Some(row), "values that lie inside their data");
    if row >= array.len() {
        return Err(broken());
    }
    let owned = import(&array.slice(row, 1), Wanted::of(field, AttributeType::Text))?;
    owned.column().value(0).ok_or_else(broken)
}

impl Column<'_> {
    /// The value of a row; `None` where the column is broken.
    pub(super) fn value(&self, row: usize) -> Option<AccountValue> {
        if !self.is_valid(row) {
            return Some(AccountValue::Null);
        }
        macro_rules! integer {
            ($values:expr) => {
                AccountValue::Integer(i128::from(*$values.get(row)?))
            };
        }
        let float = |value: f64| if value.is_nan() { AccountValue::Null } else { AccountValue::Float(value) };
        let text =
            |bytes: Option<&[u8]>| Some(AccountValue::Text(std::str::from_utf8(bytes?).ok()?.to_owned()));
        Some(match &self.values {
            Values::Null(_) => AccountValue::Null,
            Values::Bool(values) => AccountValue::Bool(*values.get(row)? != 0),
            Values::Bits(bits) => AccountValue::Bool(bits.get(row)),
            Values::F64(values) => float(*values.get(row)?),
            Values::F32(values) => float(f64::from(*values.get(row)?)),
            Values::I64(values) => integer!(values),
            Values::I32(values) => integer!(values),
            Values::I16(values) => integer!(values),
            Values::I8(values) => integer!(values),
            Values::U64(values) => integer!(values),
            Values::U32(values) => integer!(values),
            Values::U16(values) => integer!(values),
            Values::U8(values) => integer!(values),
            Values::Days(values) => date(i64::from(*values.get(row)?)),
            Values::Moments { values, unit, offset } => {
                date(day(*values.get(row)?, unit.per_second(), *offset))
            }
            Values::Text(texts) => text(texts.bytes(row))?,
            Values::Views(views) => text(views.bytes(row))?,
            Values::Dictionary { codes, values } => values.value(known(codes, values, row)?)?,
            Values::List { offsets, items } => {
                let range = offsets.range(row).filter(|range| range.end <= items.rows())?;
                AccountValue::List(range.map(|row| items.value(row)).collect::<Option<_>>()?)
            }
            Values::Events { offsets, event, on, count } => {
                let range = offsets.range(row).filter(|range| range.end <= event.rows())?;
                let one = |row: usize| {
                    let mut entries =
                        vec![("event".to_owned(), event.value(row)?), ("on".to_owned(), on.value(row)?)];
                    if entries.iter().all(|(_, value)| *value == AccountValue::Null) {
                        return Some(AccountValue::Null);
                    }
                    if let Some(count) = count {
                        entries.push(("count".to_owned(), count.value(row)?));
                    }
                    entries.retain(|(_, value)| *value != AccountValue::Null);
                    Some(AccountValue::Map(entries.into_iter().collect()))
                };
                AccountValue::List(range.map(one).collect::<Option<_>>()?)
            }
            Values::Mixed(values) => values.get(row)?.clone(),
        })
    }
}

fn known(codes: &Codes<'_>, values: &Column<'_>, row: usize) -> Option<usize> {
    Some(codes.get(row)).filter(|code| *code < values.rows())
}

fn date(day: i64) -> AccountValue {
    let date = i32::try_from(day).ok().and_then(Date::from_days);
    date.map_or(AccountValue::Other("a date outside of the years 1 to 9999".to_owned()), AccountValue::Date)
}
