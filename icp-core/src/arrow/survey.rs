//! Counts the values of record batches for a survey: each column in the type that fits its array.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field};

use super::import::{Wanted, import};
use crate::account::AccountValue;
use crate::survey::Survey;
use crate::value::AttributeType;

/// How deep structures in structures are followed.
const DEPTH: usize = 4;

impl Survey {
    /// Adds the rows of a record batch. The fields of a structure are columns named with a dot; values that no account has are
    /// counted as such, and refuse nothing.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Int32Array, RecordBatch};
    /// use icp_core::survey::Survey;
    /// let employees: ArrayRef = Arc::new(Int32Array::from(vec![Some(50), None]));
    /// let mut survey = Survey::new();
    /// survey.add_batch(&RecordBatch::try_from_iter([("employees", employees)])?);
    /// let (name, column) = survey.columns().next().unwrap();
    /// assert_eq!((name, column.rows(), column.values()), ("employees", 2, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add_batch(&mut self, batch: &RecordBatch) {
        self.add_rows(batch.num_rows());
        let schema = batch.schema_ref();
        for (field, array) in schema.fields().iter().zip(batch.columns()) {
            self.add_column(field, array);
        }
    }

    /// Adds the values of one array, under the name of its field. The rows are added with [`Survey::add_rows`], once.
    ///
    /// For a table whose columns are not all arrays; one that is has [`Survey::add_batch`].
    ///
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Int32Array};
    /// use arrow_schema::{DataType, Field};
    /// use icp_core::survey::Survey;
    /// let employees: ArrayRef = Arc::new(Int32Array::from(vec![50, 5]));
    /// let mut survey = Survey::new();
    /// survey.add_column(&Field::new("employees", DataType::Int32, true), &employees);
    /// survey.add_rows(2);
    /// assert_eq!((survey.rows(), survey.columns().count()), (2, 1));
    /// ```
    pub fn add_column(&mut self, field: &Field, array: &ArrayRef) {
        add(self, field.name(), field, array, DEPTH);
    }
}

fn add(survey: &mut Survey, name: &str, field: &Field, array: &ArrayRef, depth: usize) {
    if let (DataType::Struct(fields), true) = (array.data_type(), depth > 0) {
        let inner = array.as_struct();
        for (field, array) in fields.iter().zip(inner.columns()) {
            add(survey, &format!("{name}.{}", field.name()), field, array, depth - 1);
        }
        return;
    }
    let Some(column) = survey.column_mut(name) else { return };
    let kind = match array.data_type() {
        DataType::List(items) | DataType::LargeList(items) | DataType::ListView(items) => {
            if matches!(items.data_type(), DataType::Struct(_)) {
                AttributeType::Events
            } else {
                AttributeType::Set
            }
        }
        _ => AttributeType::Text,
    };
    let other = AccountValue::Other("a value of a type that no account has".to_owned());
    let Ok(owned) = import(array, Wanted::of(field, kind)) else {
        (0..array.len())
            .for_each(|row| column.add(if array.is_null(row) { &AccountValue::Null } else { &other }));
        return;
    };
    let values = owned.column();
    for row in 0..array.len() {
        column.add(&values.value(row).unwrap_or_else(|| other.clone()));
    }
}
