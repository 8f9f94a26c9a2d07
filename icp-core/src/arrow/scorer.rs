//! Scores the record batches of one table, one after the other: imports their columns, has `batch` score them, and makes the
//! answers a table. Called by the command and the bindings.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int32Array, RecordBatch, RecordBatchOptions};
use arrow_schema::SchemaRef;

use super::arrays::arrays;
use super::dictionaries::Dictionaries;
use super::import::{Wanted, import};
use super::nested::{self, NestedName};
use super::outputs::{Named, outputs};
use super::owned::OwnedColumn;
use super::{ArrowOptions, extension, schema};
use crate::account::OnInvalid;
use crate::batch::{BatchOptions, Scores};
use crate::column::{Column, Columns, Values};
use crate::engine::Model;
use crate::error::BatchError;
use crate::eval::RankKey;
use crate::intake::Intake;
use crate::value::AttributeType;

/// A model that scores the record batches of one table, one after the other: rows and invalid values are counted over
/// all of them.
///
/// [`Model::score_record_batch`] is for a single batch, [`Model::score_reader`] for a stream.
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
/// let options = options.rank(true);
/// let mut scorer = BatchScorer::new(&model, &options);
/// let tables = vec![scorer.score(&batch)?, scorer.score(&batch)?];
/// scorer.finish()?;
/// assert_eq!((scorer.rows(), &*scorer.missing()[0]), (4, "country"));
/// assert!(scorer.reads("employees") && scorer.invalid().is_empty());
/// // Ranks need all rows, so they come last.
/// let ranked = scorer.ranked(tables)?;
/// let ranks = ranked[1].column_by_name("rank").unwrap();
/// assert_eq!(ranks.as_ref(), &Int32Array::from(vec![2, 4]) as &dyn arrow_array::Array);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct BatchScorer {
    model: Model,
    options: ArrowOptions,
    /// The type of the attribute that is read from each column.
    wanted: BTreeMap<Box<str>, AttributeType>,
    /// The same for attributes that no rule looks at; an account shows them all the same, where they can be read.
    shown: BTreeMap<Box<str>, AttributeType>,
    /// Names that are paths into structures.
    nested: Vec<NestedName>,
    /// The columns that come back for every batch.
    outputs: Vec<Named>,
    words: Option<Dictionaries>,
    /// The columns of the last batch, and those of its results.
    schemas: Option<(SchemaRef, SchemaRef)>,
    rows: usize,
    /// The key by which each row is ranked, if ranks are asked for.
    keys: Vec<RankKey>,
    intake: Intake,
}

impl BatchScorer {
    /// For a model, with options for all batches.
    pub fn new(model: &Model, options: &ArrowOptions) -> Self {
        let mut wanted: BTreeMap<Box<str>, AttributeType> = BTreeMap::new();
        let columns = options.columns_by_attribute();
        // An attribute that the model does not have is an error of the first batch.
        let names = model.column_names(&columns).unwrap_or_default();
        let (mut shown, mut nested) = (BTreeMap::new(), Vec::new());
        for (attribute, names) in model.attributes().zip(names).filter(|(a, _)| a.formula().is_none()) {
            let read = if attribute.is_used() { &mut wanted } else { &mut shown };
            let own =
                names.iter().filter_map(|name| NestedName::new(name, attribute.kind(), attribute.is_used()));
            nested.extend(own);
            read.extend(names.into_iter().map(|name| (name.into(), attribute.kind())));
        }
        if let Some(name) = options.day_column() {
            wanted.entry(name.into()).or_insert(AttributeType::Date);
        }
        Self {
            model: model.clone(),
            options: options.clone(),
            wanted,
            shown,
            nested,
            outputs: outputs(model, options),
            words: None,
            schemas: None,
            rows: 0,
            keys: Vec::new(),
            intake: model.intake(),
        }
    }

    /// Scores the next batch. Ranks are not known yet: [`BatchScorer::ranked`] adds them.
    ///
    /// # Errors
    /// As [`Model::score_record_batch`]; rows are counted from the first row of the first batch.
    pub fn score(&mut self, batch: &RecordBatch) -> Result<RecordBatch, BatchError> {
        self.score_beside(batch, &[])
    }

    /// Scores the next batch with columns from elsewhere beside those of the batch; they do not come back in the table.
    ///
    /// # Errors
    /// As [`BatchScorer::score`].
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
    /// use icp_core::column::{Column, Offsets, Text, Values};
    /// let words = Text { offsets: Offsets::Small(&[0, 2, 4]), bytes: b"USDE" };
    /// let mut scorer = BatchScorer::new(&model, &options);
    /// let table = scorer.score_beside(&batch, &[("country", Column::new(Values::Text(words)))])?;
    /// assert_eq!((table.num_rows(), scorer.missing().len()), (2, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_beside(
        &mut self,
        batch: &RecordBatch,
        beside: &[(&str, Column<'_>)],
    ) -> Result<RecordBatch, BatchError> {
        self.schema(batch)?;
        let scores = self.scores_beside(batch, beside)?;
        self.table(batch, scores)
    }

    /// The answers for a batch as a table: [`BatchScorer::score`] is [`BatchScorer::scores`] and then this.
    ///
    /// # Errors
    /// As [`Model::result_schema`]; answers for another number of rows.
    pub fn table(&mut self, batch: &RecordBatch, scores: Scores) -> Result<RecordBatch, BatchError> {
        let schema = self.schema(batch)?;
        let words = self.words.get_or_insert_with(|| Dictionaries::new(&self.model, &scores));
        let refused = |error: arrow_schema::ArrowError| BatchError::schema(&error.to_string());
        let results = arrays(&self.outputs, words, scores).map_err(refused)?;
        let mut columns = if self.options.keep { batch.columns().to_vec() } else { Vec::new() };
        columns.extend(results);
        let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        RecordBatch::try_new_with_options(schema, columns, &rows).map_err(refused)
    }

    /// The answers for the next batch as numbers, without making arrays of them.
    ///
    /// # Errors
    /// As [`BatchScorer::score`].
    ///
    /// Choose it where a program goes on with numbers; [`BatchScorer::table`] makes the arrays later.
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
    /// let mut scorer = BatchScorer::new(&model, &options);
    /// let scores = scorer.scores(&batch)?;
    /// assert_eq!(scores.shown.score, [75.0, 0.0]);
    /// assert_eq!(scorer.table(&batch, scores)?.num_rows(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scores(&mut self, batch: &RecordBatch) -> Result<Scores, BatchError> {
        self.scores_beside(batch, &[])
    }

    /// [`BatchScorer::scores`] with columns that are none of Arrow's.
    ///
    /// # Errors
    /// As [`BatchScorer::score`].
    pub fn scores_beside(
        &mut self,
        batch: &RecordBatch,
        beside: &[(&str, Column<'_>)],
    ) -> Result<Scores, BatchError> {
        let before = self.rows;
        let scores = self.read(batch, beside).map_err(|error| error.offset_by(before))?;
        self.rows += batch.num_rows();
        if self.options.rank {
            self.keys.extend((0..scores.rows()).filter_map(|row| scores.rank_key(row)));
        }
        self.intake.merge(&scores.intake);
        // Whether a column has a valid value is known only once all of it was seen.
        match self.options.base().on_invalid {
            OnInvalid::Error => self.check(OnInvalid::Error)?,
            OnInvalid::Missing => {}
        }
        Ok(scores)
    }

    /// Whether ranks are asked for, so that the answers are complete once [`BatchScorer::ranked`] has them all.
    pub fn ranks(&self) -> bool {
        self.options.rank
    }

    /// The answers of all batches with the ranks behind them, if they are asked for: what [`BatchScorer::score`] gave
    /// for each, in the same order.
    ///
    /// # Errors
    /// Answers of another number of rows.
    pub fn ranked(&self, batches: Vec<RecordBatch>) -> Result<Vec<RecordBatch>, BatchError> {
        if !self.options.rank {
            return Ok(batches);
        }
        let refused = |error: arrow_schema::ArrowError| BatchError::schema(&error.to_string());
        let ranks = RankKey::ranks(self.keys.iter().copied());
        if batches.iter().map(RecordBatch::num_rows).sum::<usize>() != ranks.len() {
            return Err(BatchError::schema("not all rows were scored by this scorer"));
        }
        let mut ranks = Int32Array::from(ranks);
        let add = |batch: RecordBatch| {
            let rows = batch.num_rows();
            let own = ranks.slice(0, rows);
            ranks = ranks.slice(rows, ranks.len() - rows);
            let schema = schema::with_rank(batch.schema_ref(), &self.options);
            let columns = batch.columns().iter().cloned().chain([Arc::new(own) as ArrayRef]);
            RecordBatch::try_new(schema, columns.collect()).map_err(refused)
        };
        batches.into_iter().map(add).collect()
    }

    /// Judges all batches together, once the last was scored: what is wrong with a value, or with a column of which not
    /// one value is valid, is told over all rows. After an error `batch.value` of [`BatchScorer::score`] the other batches
    /// may still be given, so that their columns are told too.
    ///
    /// # Errors
    /// As [`Model::score_batch`]. Whoever scores a stream whose end never comes, or parts of a table that others have
    /// more of, does not call it, and tells [`BatchScorer::intake`]'s notices.
    pub fn finish(&self) -> Result<(), BatchError> {
        self.check(self.options.base().on_invalid)
    }

    fn check(&self, on_invalid: OnInvalid) -> Result<(), BatchError> {
        self.intake.check(&self.options.allowed(), on_invalid, self.options.base().host)
    }

    /// The type of the attribute that is read from a column of this name.
    pub(super) fn kind(&self, name: &str) -> Option<AttributeType> {
        self.wanted.get(name).copied()
    }

    /// The names that are paths.
    pub(super) fn nested(&self) -> &[NestedName] {
        &self.nested
    }

    /// The same for an attribute that no rule looks at.
    pub(super) fn shown(&self, name: &str) -> Option<AttributeType> {
        self.shown.get(name).copied()
    }

    /// Whether a column of this name is read, or something in it under a path.
    pub fn reads(&self, column: &str) -> bool {
        self.wanted.contains_key(column)
            || self.nested.iter().any(|name| name.is_used() && name.begins_with(column))
    }

    /// Has the next batch begin at that row of the table, from 0: for several scorers of one table, one for each thread. Errors
    /// count rows from there; the intakes of all [`Scores`], added up in the order of the table, are its report.
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let options = icp_core::arrow::ArrowOptions::new(icp_core::batch::AsOf::Day(today));
    /// let mut scorer = icp_core::arrow::BatchScorer::new(&model, &options);
    /// assert_eq!((scorer.begin_at(8_192), scorer.rows()), ((), 8_192));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn begin_at(&mut self, row: usize) {
        self.rows = row;
    }

    /// How many rows were scored, or stand before the next batch.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many values of each attribute were invalid so far; attributes without any are left out.
    pub fn invalid(&self) -> Vec<(Box<str>, usize)> {
        self.intake.counts()
    }

    /// Attributes that the model asks for and no column had; known after the first batch.
    pub fn missing(&self) -> &[Box<str>] {
        self.intake.missing()
    }

    /// The counts of the values so far, over all batches.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    fn read(&self, batch: &RecordBatch, beside: &[(&str, Column<'_>)]) -> Result<Scores, BatchError> {
        self.with_columns(batch, beside, |columns| {
            self.options.with(self.rows, |options| {
                let mut scores = Scores::default();
                self.model.score_part_into(columns, options, &mut scores)?;
                Ok(scores)
            })
        })
    }

    /// Calls with the columns of a batch; of those that nobody reads there are only names.
    pub(super) fn with_columns<T>(
        &self,
        batch: &RecordBatch,
        beside: &[(&str, Column<'_>)],
        call: impl FnOnce(&Columns<'_>) -> Result<T, BatchError>,
    ) -> Result<T, BatchError> {
        let owned = self.import(batch)?;
        let inner = nested::columns(&self.nested, batch)?;
        let mut columns = Columns::new(batch.num_rows());
        for (field, owned) in batch.schema_ref().fields().iter().zip(&owned) {
            let column = match owned {
                Some(owned) => owned.column(),
                // Nobody reads it; its name is there for messages.
                None if columns.get(field.name()).is_none() => Column::new(Values::Null(batch.num_rows())),
                None => continue,
            };
            columns = columns.with(field.name().as_str(), column)?;
        }
        for (name, column) in beside {
            columns = columns.with(*name, column.clone())?;
        }
        for (name, owned) in &inner {
            columns = columns.with_nested(name, owned.column());
        }
        call(&columns)
    }

    /// Calls with the options of the next batch.
    pub(super) fn with_options<T>(&self, run: impl FnOnce(&BatchOptions<'_>) -> T) -> T {
        let allowed = self.options.allowed();
        self.options.with(self.rows, |options| run(&options.allow_empty_columns(&allowed)))
    }

    /// From here on a column is among those of [`BatchScorer::columns`], also where no attribute is read from it.
    pub fn also_read(&mut self, column: &str) {
        self.wanted.entry(column.into()).or_insert(AttributeType::Text);
    }

    /// Reads the columns of another model too.
    pub(super) fn merge_reads(&mut self, other: &Model) {
        let other = Self::new(other, &self.options);
        for (name, kind) in other.wanted {
            self.wanted.entry(name).or_insert(kind);
        }
        let known = |nested: &NestedName| self.nested.contains(nested);
        let more: Vec<NestedName> = other.nested.into_iter().filter(|one| !known(one)).collect();
        self.nested.extend(more);
    }

    /// The columns that are read.
    fn import(&self, batch: &RecordBatch) -> Result<Vec<Option<OwnedColumn>>, BatchError> {
        let schema = batch.schema_ref();
        let (mut owned, mut refused) = (Vec::new(), Vec::new());
        for (field, array) in schema.fields().iter().zip(batch.columns()) {
            let name = field.name().as_str();
            // Values in JSON may be objects in which a path goes on; their kind matters not.
            let kind = self.wanted.get(name).copied().or_else(|| {
                let is_begun = self.nested.iter().any(|name| name.begins_with(field.name()));
                (is_begun && extension::is_json(field)).then_some(AttributeType::Text)
            });
            match kind.map(|kind| import(array, Wanted::of(field, kind))).transpose() {
                Ok(column) => owned.push(column),
                Err(error) => refused.push(error),
            }
        }
        BatchError::together(&refused).map_or(Ok(owned), Err)
    }

    fn schema(&mut self, batch: &RecordBatch) -> Result<SchemaRef, BatchError> {
        match &self.schemas {
            Some((given, results)) if *given == batch.schema() => Ok(results.clone()),
            _ => {
                let results =
                    schema::of_batch(&self.model, batch.schema_ref(), &self.options, &self.outputs)?;
                self.schemas = Some((batch.schema(), results.clone()));
                Ok(results)
            }
        }
    }
}
