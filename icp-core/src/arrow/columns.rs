//! The columns of a record batch as scoring reads them, for programs that count accounts beside other columns of the table: outcomes,
//! weights, days. It scores nothing.

use arrow_array::RecordBatch;

use super::BatchScorer;
use crate::batch::BatchOptions;
use crate::column::{Column, Columns};
use crate::engine::Model;
use crate::error::BatchError;

impl BatchScorer {
    /// From here on the columns of another model are read too, so that both can be held against one table.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::arrow::{ArrowOptions, BatchScorer};
    /// use icp_core::batch::AsOf;
    /// let mut scorer = BatchScorer::new(&model, &ArrowOptions::new(AsOf::Day(today)));
    /// scorer.also_read_for(&model);
    /// assert!(scorer.reads("employees"));
    /// ```
    pub fn also_read_for(&mut self, other: &Model) {
        self.merge_reads(other);
    }

    /// Calls with the columns of a batch and the options by which it would be scored. What no attribute is read from has no values
    /// there, unless [`BatchScorer::also_read`] names it. Columns that are none of Arrow's stand beside.
    ///
    /// # Errors
    /// A column of a type that cannot be read, two columns of one name, and the errors of the call.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, BooleanArray, Int32Array, RecordBatch};
    /// use icp_core::BatchError;
    /// use icp_core::arrow::{ArrowOptions, BatchScorer};
    /// use icp_core::batch::AsOf;
    /// use icp_core::column::Cell;
    /// let employees: ArrayRef = Arc::new(Int32Array::from(vec![50, 5]));
    /// let won: ArrayRef = Arc::new(BooleanArray::from(vec![true, false]));
    /// let batch = RecordBatch::try_from_iter([("employees", employees), ("won", won)])?;
    /// let mut scorer = BatchScorer::new(&model, &ArrowOptions::new(AsOf::Day(today)));
    /// scorer.also_read("won");
    /// let first = scorer.columns(&batch, &[], |columns, _| {
    ///     Ok::<_, BatchError>(columns.get("won").and_then(|column| column.cell(0)))
    /// })?;
    /// assert_eq!(first, Some(Cell::Bool(true)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn columns<T, E: From<BatchError>>(
        &self,
        batch: &RecordBatch,
        beside: &[(&str, Column<'_>)],
        call: impl FnOnce(&Columns<'_>, &BatchOptions<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // The result of the call goes through as it is: only the columns are refused as a batch.
        self.with_columns(batch, beside, |columns| Ok(self.with_options(|options| call(columns, options))))?
    }
}
