//! The model's methods for a table in one record batch. `scorer` scores it.

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};

use super::{ArrowOptions, BatchScorer, schema};
use crate::engine::Model;
use crate::error::BatchError;

impl Model {
    /// Scores an Arrow table (feature `arrow`) without copying it, and gives the answers as one: `best`, `icp`,
    /// `score`, `tier`, `status`, `coverage`, `lower`, `upper`, `intent` and `intent_tier` (for models that have it),
    /// `stage` and `reason`, and what the options ask for, such as `reasons`, `exclusions` and `missing` for texts of each row.
    ///
    /// Icps, tiers, stages and statuses come back as ordered dictionaries, the best first: an icp's `tier` has that icp's
    /// tiers only. The `tier` of the icp that is shown is ordered where one order holds for all icps. The schema's metadata
    /// says under `icp` (with the prefix before it) which model gave the answers, and as of which day.
    ///
    /// Columns are matched as in [`Model::score_batch`]. Numbers of every width, decimals, booleans, dates, timestamps
    /// without a zone or with a fixed offset, texts, lists of texts, lists of structures with `event`, `on` and perhaps
    /// `count`, and dictionaries, runs and views of them are read; a column of another type is refused where the
    /// model asks for it. A field may name an extension type: a UUID is read as its text, `arrow.json` as the values of a
    /// record, `arrow.bool8` as true or false. Texts come back as dictionaries; what is not known is null.
    ///
    /// # Errors
    /// As [`Model::score_batch`]; a type that cannot be read, a zone with a name, and, with
    /// [`keep`](ArrowOptions::keep), a result named like a column of the table.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Int32Array, RecordBatch, cast::AsArray, types::Float64Type};
    /// use icp_core::{Date, Model};
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::AsOf;
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let employees: ArrayRef = Arc::new(Int32Array::from(vec![Some(50), None]));
    /// let batch = RecordBatch::try_from_iter([("employees", employees)])?;
    /// let options = ArrowOptions::new(AsOf::Day(Date::new(2026, 11, 21).unwrap())).keep(true);
    /// let scored = model.score_record_batch(&batch, &options)?;
    /// let scores = scored.column_by_name("score").unwrap().as_primitive::<Float64Type>();
    /// assert_eq!(scores.iter().collect::<Vec<_>>(), [Some(100.0), None]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_record_batch(
        &self,
        batch: &RecordBatch,
        options: &ArrowOptions,
    ) -> Result<RecordBatch, BatchError> {
        let mut scorer = BatchScorer::new(self, options);
        let scored = scorer.score(batch)?;
        scorer.finish()?;
        let ranked = scorer.ranked(vec![scored])?;
        ranked.into_iter().next().ok_or_else(|| BatchError::schema("there is no batch"))
    }

    /// The columns that come back for tables of these columns, whatever their rows.
    ///
    /// # Errors
    /// A result named like a column of the table, with [`keep`](ArrowOptions::keep).
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::AsOf;
    /// let given = arrow_schema::Schema::new(vec![arrow_schema::Field::new("employees", arrow_schema::DataType::Int32, true)]);
    /// let schema = model.result_schema(&given, &ArrowOptions::new(AsOf::Day(today)))?;
    /// assert_eq!(schema.field(0).name(), "best");
    /// # Ok::<(), icp_core::BatchError>(())
    /// ```
    pub fn result_schema(&self, given: &Schema, options: &ArrowOptions) -> Result<SchemaRef, BatchError> {
        schema::schema(self, given, options)
    }
}
