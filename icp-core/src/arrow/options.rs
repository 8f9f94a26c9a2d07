//! How record batches are scored: the options of columns, owned, and those of the table that comes back.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::batch::{AsOf, BatchOptions, shared_setters};
use crate::value::Date;

/// Called with the number of rows that are done.
type Progress = Arc<dyn Fn(usize) -> ControlFlow<()> + Send + Sync>;

/// How record batches are scored, and what comes back: [`BatchOptions`] that own what they name, so that a reader may
/// go its own way.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use arrow_schema::{DataType, Field, Schema};
/// use icp_core::arrow::ArrowOptions;
/// use icp_core::batch::AsOf;
/// let options = ArrowOptions::new(AsOf::Day(today)).keep(true).prefix("icp_").qualified(true).rank(true);
/// let given = Schema::new(vec![Field::new("employees", DataType::Int32, true)]);
/// let result = model.result_schema(&given, &options)?;
/// assert_eq!((result.field(0).name().as_str(), result.field(1).name().as_str()), ("employees", "icp_best"));
/// assert!(result.field_with_name("icp_qualified").is_ok() && result.field_with_name("icp_rank").is_ok());
/// # Ok::<(), icp_core::BatchError>(())
/// ```
#[derive(Clone)]
pub struct ArrowOptions {
    base: BatchOptions<'static>,
    /// The column of the days, in place of the day in `base`.
    column: Option<Box<str>>,
    /// Columns by attributes.
    columns: Vec<(Box<str>, Box<str>)>,
    /// Attributes or columns of which not one value may be valid.
    allowed: Vec<Box<str>>,
    progress: Option<Progress>,
    pub(super) prefix: Box<str>,
    pub(super) keep: bool,
    pub(super) qualified: bool,
    pub(super) rank: bool,
}

impl ArrowOptions {
    /// Judged on that day; everything else as [`BatchOptions::new`] has it. Only the results come back, without a prefix.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::arrow::{ArrowOptions, BatchScorer};
    /// use icp_core::batch::AsOf;
    /// // Each row is judged on the day in its own column.
    /// let scorer = BatchScorer::new(&model, &ArrowOptions::new(AsOf::Column("signed_up")));
    /// assert!(scorer.reads("signed_up") && !scorer.reads("founded"));
    /// ```
    pub fn new(as_of: AsOf<'_>) -> Self {
        let (day, column) = match as_of {
            AsOf::Day(day) => (day, None),
            AsOf::Column(name) => (Date::MIN, Some(name.into())),
        };
        Self {
            base: BatchOptions::new(AsOf::Day(day)),
            column,
            columns: Vec::new(),
            allowed: Vec::new(),
            progress: None,
            prefix: "".into(),
            keep: false,
            qualified: false,
            rank: false,
        }
    }

    shared_setters!(base);

    /// The same with the given columns before the results.
    ///
    /// A result named like a column of the table is then an error; [`ArrowOptions::prefix`] keeps them apart.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::AsOf;
    /// let given = arrow_schema::Schema::new(vec![arrow_schema::Field::new("employees", arrow_schema::DataType::Int32, true)]);
    /// let schema = model.result_schema(&given, &ArrowOptions::new(AsOf::Day(today)).keep(true))?;
    /// assert_eq!(schema.field(0).name(), "employees");
    /// # Ok::<(), icp_core::BatchError>(())
    /// ```
    #[must_use]
    pub fn keep(self, keep: bool) -> Self {
        Self { keep, ..self }
    }

    /// The same with whether each account qualifies, as a yes or no (`qualified`).
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::AsOf;
    /// let given = arrow_schema::Schema::new(vec![arrow_schema::Field::new("employees", arrow_schema::DataType::Int32, true)]);
    /// let schema = model.result_schema(&given, &ArrowOptions::new(AsOf::Day(today)).qualified(true))?;
    /// assert_eq!(schema.field_with_name("qualified").unwrap().data_type(), &arrow_schema::DataType::Boolean);
    /// # Ok::<(), icp_core::BatchError>(())
    /// ```
    #[must_use]
    pub fn qualified(self, qualified: bool) -> Self {
        Self { qualified, ..self }
    }

    /// The same with the place of each account among all of the table, 1 first, as the last column (`rank`): the order
    /// of [`RankKey`](crate::assessment::RankKey). It needs the whole table, so streams are refused.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::AsOf;
    /// let given = arrow_schema::Schema::new(vec![arrow_schema::Field::new("employees", arrow_schema::DataType::Int32, true)]);
    /// let schema = model.result_schema(&given, &ArrowOptions::new(AsOf::Day(today)).rank(true))?;
    /// assert_eq!(schema.fields().last().map(|field| field.name().as_str()), Some("rank"));
    /// # Ok::<(), icp_core::BatchError>(())
    /// ```
    #[must_use]
    pub fn rank(self, rank: bool) -> Self {
        Self { rank, ..self }
    }

    /// The same with this before the name of each result.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::AsOf;
    /// let given = arrow_schema::Schema::new(vec![arrow_schema::Field::new("employees", arrow_schema::DataType::Int32, true)]);
    /// let schema = model.result_schema(&given, &ArrowOptions::new(AsOf::Day(today)).prefix("icp_"))?;
    /// assert!(schema.field_with_name("icp_score").is_ok() && schema.field_with_name("score").is_err());
    /// # Ok::<(), icp_core::BatchError>(())
    /// ```
    #[must_use]
    pub fn prefix(self, prefix: &str) -> Self {
        Self { prefix: prefix.into(), ..self }
    }

    /// The same with columns that are named otherwise than their attributes: attribute, then column.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Int32Array, RecordBatch};
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::{AsOf, MissingColumns};
    /// let options = ArrowOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let headcount: ArrayRef = Arc::new(Int32Array::from(vec![50]));
    /// let batch = RecordBatch::try_from_iter([("headcount", headcount)])?;
    /// assert!(model.score_record_batch(&batch, &options).is_err());
    /// assert!(model.score_record_batch(&batch, &options.columns([("employees", "headcount")])).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn columns(
        self,
        columns: impl IntoIterator<Item = (impl Into<Box<str>>, impl Into<Box<str>>)>,
    ) -> Self {
        let columns = columns.into_iter().map(|(attribute, column)| (attribute.into(), column.into()));
        Self { columns: columns.collect(), ..self }
    }

    /// The same with columns that may be without a valid value ([`BatchOptions::allow_empty_columns`]).
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, RecordBatch, StringArray};
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::{AsOf, MissingColumns};
    /// let options = ArrowOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let words: ArrayRef = Arc::new(StringArray::from(vec!["many", "few"]));
    /// let batch = RecordBatch::try_from_iter([("employees", words)])?;
    /// let options = options.on_invalid(icp_core::OnInvalid::Missing);
    /// assert_eq!(model.score_record_batch(&batch, &options).unwrap_err().code(), "batch.empty_column");
    /// assert!(model.score_record_batch(&batch, &options.allow_empty_columns(["employees"])).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn allow_empty_columns(self, allowed: impl IntoIterator<Item = impl Into<Box<str>>>) -> Self {
        Self { allowed: allowed.into_iter().map(Into::into).collect(), ..self }
    }

    /// The same with a callback for progress: it gets the number of rows that are done, over all batches, and may stop it.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Int32Array, RecordBatch};
    /// use icp_core::arrow::ArrowOptions;
    /// use icp_core::batch::{AsOf, MissingColumns};
    /// let options = ArrowOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let employees: ArrayRef = Arc::new(Int32Array::from(vec![50]));
    /// let batch = RecordBatch::try_from_iter([("employees", employees)])?;
    /// let options = options.progress(|_rows| std::ops::ControlFlow::Break(()));
    /// assert_eq!(model.score_record_batch(&batch, &options).unwrap_err().code(), "batch.cancelled");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn progress(self, progress: impl Fn(usize) -> ControlFlow<()> + Send + Sync + 'static) -> Self {
        Self { progress: Some(Arc::new(progress)), ..self }
    }

    /// The options of columns, without the names that are owned and without the progress.
    pub(super) fn base(&self) -> &BatchOptions<'static> {
        &self.base
    }

    /// The one day of all rows.
    pub(super) fn day(&self) -> Option<Date> {
        match self.base.as_of {
            AsOf::Day(day) => Some(day),
            AsOf::Column(_) => None,
        }
    }

    /// Columns that may be without a valid value.
    pub(super) fn allowed(&self) -> Vec<&str> {
        self.allowed.iter().map(|name| &**name).collect()
    }

    /// The column of the days.
    pub(super) fn day_column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// Columns by attributes.
    pub(super) fn columns_by_attribute(&self) -> Vec<(&str, &str)> {
        self.columns.iter().map(|(attribute, column)| (&**attribute, &**column)).collect()
    }

    /// Calls `run` with the options of a batch that comes after `before` rows.
    pub(super) fn with<T>(&self, before: usize, run: impl FnOnce(&BatchOptions<'_>) -> T) -> T {
        let columns = self.columns_by_attribute();
        let mut options: BatchOptions<'_> = self.base;
        options.columns = &columns;
        if let Some(column) = &self.column {
            options.as_of = AsOf::Column(column);
        }
        match &self.progress {
            None => run(&options),
            Some(progress) => {
                let over_all = move |rows: usize| progress(before + rows);
                run(&options.progress(&over_all))
            }
        }
    }
}

impl std::fmt::Debug for ArrowOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ArrowOptions")
            .field("prefix", &self.prefix)
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}
