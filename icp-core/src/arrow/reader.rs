//! A stream of record batches, scored as it is read. Called by the bindings; the scoring itself is `scorer`.

use arrow_array::{RecordBatch, RecordBatchOptions, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

use super::{ArrowOptions, BatchScorer};
use crate::engine::Model;
use crate::error::BatchError;

/// A stream of record batches, scored as it is read: one batch is in memory at a time.
///
/// After an error it ends. An error of the scoring is a [`BatchError`] inside of [`ArrowError::ExternalError`], with
/// its row counted from the beginning of the stream; [`ScoreReader::failure`] has it too.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, Int32Array, RecordBatch};
/// use icp_core::arrow::ArrowOptions;
/// use icp_core::batch::{AsOf, MissingColumns};
/// let employees: ArrayRef = Arc::new(Int32Array::from(vec![50, 5]));
/// let batch = RecordBatch::try_from_iter([("employees", employees)])?;
/// let options = ArrowOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// use arrow_array::RecordBatchIterator;
/// let stream = RecordBatchIterator::new([Ok(batch.clone()), Ok(batch.clone())], batch.schema());
/// let mut reader = model.score_reader(stream, &options)?;
/// assert_eq!(reader.next().transpose()?.map(|scored| scored.num_rows()), Some(2));
/// assert_eq!((reader.scorer().rows(), reader.failure()), (2, None));
/// assert_eq!(reader.count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ScoreReader<R> {
    reader: R,
    scorer: BatchScorer,
    schema: SchemaRef,
    failure: Option<BatchError>,
    ended: bool,
}

impl<R> ScoreReader<R> {
    /// The rows, the invalid values and the missing columns so far.
    pub fn scorer(&self) -> &BatchScorer {
        &self.scorer
    }

    /// The error that ended the scoring, if one did.
    pub fn failure(&self) -> Option<&BatchError> {
        self.failure.as_ref()
    }

    /// The same batch with the columns that were announced for all.
    fn announced(&self, batch: RecordBatch) -> Result<RecordBatch, BatchError> {
        if batch.schema() == self.schema {
            return Ok(batch);
        }
        let names = |schema: &SchemaRef| -> Vec<String> {
            schema.fields().iter().map(|field| field.name().clone()).collect()
        };
        if names(&batch.schema()) != names(&self.schema) {
            return Err(BatchError::schema("they have other names"));
        }
        let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        RecordBatch::try_new_with_options(self.schema.clone(), batch.columns().to_vec(), &rows)
            .map_err(|error| BatchError::schema(&error.to_string()))
    }
}

impl<R: RecordBatchReader> Iterator for ScoreReader<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let scored = match self.reader.next() {
            None => {
                self.ended = true;
                return None;
            }
            Some(Err(error)) => Err(error),
            Some(Ok(batch)) => {
                let scored = self.scorer.score(&batch).and_then(|scored| self.announced(scored));
                scored.map_err(|error| {
                    self.failure = Some(error.clone());
                    ArrowError::ExternalError(Box::new(error))
                })
            }
        };
        self.ended = scored.is_err();
        Some(scored)
    }
}

impl<R: RecordBatchReader> RecordBatchReader for ScoreReader<R> {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

impl Model {
    /// Scores a stream of record batches (feature `arrow`) as it is read; see [`Model::score_record_batch`].
    ///
    /// # Errors
    /// With [`keep`](ArrowOptions::keep), a result named like a column of the stream; ranks, which need the whole table.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Int32Array, RecordBatch, RecordBatchIterator};
    /// use icp_core::{Date, Model};
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::AsOf;
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// # let employees: ArrayRef = Arc::new(Int32Array::from(vec![Some(50), None]));
    /// # let batch = RecordBatch::try_from_iter([("employees", employees)])?;
    /// let stream = RecordBatchIterator::new([Ok(batch.clone()), Ok(batch.clone())], batch.schema());
    /// let options = ArrowOptions::new(AsOf::Day(Date::new(2026, 11, 21).unwrap()));
    /// let mut rows = 0;
    /// for scored in model.score_reader(stream, &options)? {
    ///     rows += scored?.num_rows();
    /// }
    /// assert_eq!(rows, 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_reader<R: RecordBatchReader>(
        &self,
        reader: R,
        options: &ArrowOptions,
    ) -> Result<ScoreReader<R>, BatchError> {
        if options.rank {
            return Err(BatchError::rank_stream());
        }
        let schema = self.result_schema(&reader.schema(), options)?;
        Ok(ScoreReader {
            reader,
            scorer: BatchScorer::new(self, options),
            schema,
            failure: None,
            ended: false,
        })
    }
}
