//! Adds record batches to a check of a model with accounts: their columns are imported as for scoring, with those that name the
//! accounts, by which doubles are found. `engine` decides what is found.

use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;

use super::{ArrowOptions, BatchScorer};
use crate::column::Column;
use crate::engine::DataCheck;
use crate::error::BatchError;

impl DataCheck {
    /// Adds the rows of a record batch (feature `arrow`): [`DataCheck::add_columns`] for Arrow.
    ///
    /// # Errors
    /// As [`DataCheck::add_columns`], and a column of a type that cannot be read.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Int32Array, RecordBatch, StringArray};
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::AsOf;
    /// let employees: ArrayRef = Arc::new(Int32Array::from(vec![50, 5]));
    /// let name: ArrayRef = Arc::new(StringArray::from(vec!["Acme", "ACME"]));
    /// let batch = RecordBatch::try_from_iter([("employees", employees), ("name", name)])?;
    /// let mut check = model.data_check(today);
    /// check.add_record_batch(&batch, &ArrowOptions::new(AsOf::Day(today)))?;
    /// assert_eq!((check.rows(), check.findings()[0].code()), (2, "duplicate_account"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add_record_batch(
        &mut self,
        batch: &RecordBatch,
        options: &ArrowOptions,
    ) -> Result<(), BatchError> {
        self.add_record_batch_beside(batch, &[], options)
    }

    /// [`DataCheck::add_record_batch`] with columns from elsewhere beside those of the batch, under other names.
    ///
    /// # Errors
    /// As [`DataCheck::add_record_batch`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use arrow_array::{RecordBatch, RecordBatchOptions};
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::AsOf;
    /// use icp_core::column::{Column, Values};
    /// let rows = RecordBatchOptions::new().with_row_count(Some(2));
    /// let batch = RecordBatch::try_new_with_options(arrow_schema::Schema::empty().into(), vec![], &rows)?;
    /// let mut check = model.data_check(today);
    /// let employees = Column::new(Values::U8(&[50, 5]));
    /// check.add_record_batch_beside(&batch, &[("employees", employees)], &ArrowOptions::new(AsOf::Day(today)))?;
    /// assert_eq!(check.rows(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add_record_batch_beside(
        &mut self,
        batch: &RecordBatch,
        beside: &[(&str, Column<'_>)],
        options: &ArrowOptions,
    ) -> Result<(), BatchError> {
        let mut scorer = BatchScorer::new(self.model(), options);
        for (field, array) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            if self.is_identity(field.name()) && names_accounts(array.data_type()) {
                scorer.also_read(field.name());
            }
        }
        scorer.with_columns(batch, beside, |columns| {
            options.with(0, |options| self.add_columns(columns, options))
        })
    }
}

/// Whether the values of a type can name accounts; others need not be read for it.
fn names_accounts(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => names_accounts(values),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        other => other.is_integer(),
    }
}
