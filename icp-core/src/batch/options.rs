//! How a table is scored: the options of columns, which Arrow's options build on.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use super::{PerCriterion, RowTexts};
use crate::account::OnInvalid;
use crate::error::Host;
use crate::value::Date;

/// The day on which each row is judged.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
/// use icp_core::column::{Column, Columns, Values};
/// let columns = Columns::new(1)
///     .with("employees", Column::new(Values::U8(&[50])))?
///     .with("judged_on", Column::new(Values::Days(&[20_000])))?;
/// let options = BatchOptions::new(AsOf::Column("judged_on")).missing_columns(MissingColumns::Unknown);
/// // No single day was used, so there is none to tell.
/// assert_eq!(model.score_batch(&columns, &options)?.as_of, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AsOf<'a> {
    /// One for all.
    Day(Date),
    /// Each row's own, from a column of dates without gaps.
    Column(&'a str),
}

/// The effect of a column that the model asks for and the table does not have.
///
/// Choose `Unknown` for tables that are known to lack columns; an error finds a misspelt name.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
/// use icp_core::column::{Column, Columns, Values};
/// let columns = Columns::new(1).with("employees", Column::new(Values::U8(&[50])))?;
/// let options = BatchOptions::new(AsOf::Day(today));
/// assert_eq!(model.score_batch(&columns, &options).unwrap_err().code(), "batch.missing_column");
/// let scores = model.score_batch(&columns, &options.missing_columns(MissingColumns::Unknown))?;
/// assert_eq!(&*scores.missing[0], "country");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum MissingColumns {
    /// The table is refused.
    #[default]
    Error,
    /// Its attribute is unknown in every row.
    Unknown,
}

/// How a table is scored.
///
/// ```
/// use icp_core::{Date, OnInvalid};
/// use icp_core::batch::{AsOf, BatchOptions};
/// let options = BatchOptions::new(AsOf::Day(Date::new(2026, 11, 21).unwrap()))
///     .on_invalid(OnInvalid::Missing)
///     .per_icp(true);
/// assert!(options.bounds && options.reasons && options.per_icp);
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct BatchOptions<'a> {
    /// The day on which the accounts are judged.
    pub as_of: AsOf<'a>,
    /// Columns by the attributes that they are for, in place of the attributes' own names and aliases.
    pub columns: &'a [(&'a str, &'a str)],
    /// The effect of an invalid value.
    pub on_invalid: OnInvalid,
    /// The effect of a missing column.
    pub missing_columns: MissingColumns,
    /// Attributes (or columns) of which not one value may be valid; without, such a column refuses the table.
    pub allow_empty_columns: &'a [&'a str],
    /// How messages name the options.
    pub host: Host,
    /// Lowest and highest possible scores; on.
    pub bounds: bool,
    /// Why each account has its status; on.
    pub reasons: bool,
    /// The verdict for each team; off.
    pub verdicts: bool,
    /// The labels; off.
    pub labels: bool,
    /// Every exclusion that holds, not only the first; off.
    pub exclusions: bool,
    /// The answer of every icp, not only of the one to show; off.
    pub per_icp: bool,
    /// Some answers of every criterion; none.
    pub per_criterion: PerCriterion,
    /// Texts that are made for each row; none.
    pub texts: RowTexts,
    /// The most characters of such a text; 255.
    pub max_text: usize,
    /// The most threads (feature `parallel`, else one); all processors when left out.
    pub threads: Option<NonZeroUsize>,
    /// Called with the number of rows done, at least every 65,536 rows, from any thread; `Break` stops the scoring.
    pub progress: Option<&'a (dyn Fn(usize) -> ControlFlow<()> + Sync)>,
}

/// The setters that [`BatchOptions`] and `ArrowOptions` have in common, with their sentences; the argument is the field
/// that holds the `BatchOptions`, if it is not the type itself. Names of columns and
/// the progress callback are borrowed by the one and owned by the other, so their setters are written twice.
macro_rules! shared_setters {
    ($($base:ident)?) => {
        /// The same with another rule for invalid values.
        ///
        /// As errors they end the run, with all of them reported; as missing they are counted in the intake.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// use icp_core::OnInvalid;
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).on_invalid(OnInvalid::Missing);
        /// assert_eq!(options.on_invalid, OnInvalid::Missing);
        /// ```
        #[must_use]
        pub fn on_invalid(mut self, on_invalid: $crate::account::OnInvalid) -> Self {
            self$(.$base)?.on_invalid = on_invalid;
            self
        }

        /// The same with another rule for missing columns.
        ///
        /// A column that a rule needs and nobody gives is an error, unless its values are to be unknown.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// use icp_core::batch::MissingColumns;
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).missing_columns(MissingColumns::Unknown);
        /// assert_eq!(options.missing_columns, MissingColumns::Unknown);
        /// ```
        #[must_use]
        pub fn missing_columns(mut self, missing_columns: $crate::batch::MissingColumns) -> Self {
            self$(.$base)?.missing_columns = missing_columns;
            self
        }

        /// The same with messages that name options as they are written elsewhere.
        ///
        /// For bindings: a message then says what their callers can write.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// use icp_core::error::Host;
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).host(Host::Python);
        /// assert_eq!(options.host, Host::Python);
        /// ```
        #[must_use]
        pub fn host(mut self, host: $crate::error::Host) -> Self {
            self$(.$base)?.host = host;
            self
        }

        /// The same with or without bounds (in a table `lower` and `upper`).
        ///
        /// They cost a few percent of the time.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).bounds(false);
        /// assert!(!options.bounds);
        /// ```
        #[must_use]
        pub fn bounds(mut self, bounds: bool) -> Self {
            self$(.$base)?.bounds = bounds;
            self
        }

        /// The same with or without the reason for each account's status.
        ///
        /// Without them a table has the status alone.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).reasons(false);
        /// assert!(!options.reasons);
        /// ```
        #[must_use]
        pub fn reasons(mut self, reasons: bool) -> Self {
            self$(.$base)?.reasons = reasons;
            self
        }

        /// The same with or without the verdict for each team (in a table `verdict.sales` and so on).
        ///
        /// The texts are shared by all rows that have them.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).verdicts(true);
        /// assert!(options.verdicts);
        /// ```
        #[must_use]
        pub fn verdicts(mut self, verdicts: bool) -> Self {
            self$(.$base)?.verdicts = verdicts;
            self
        }

        /// The same with or without the labels (in a table `label.plan` and so on), of the icp that is shown.
        ///
        /// A label that this icp does not have is null. The texts are shared by all rows that have them.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).labels(true);
        /// assert!(options.labels);
        /// ```
        #[must_use]
        pub fn labels(mut self, labels: bool) -> Self {
            self$(.$base)?.labels = labels;
            self
        }

        /// The same with or without every exclusion that holds; only [`Scores`](crate::batch::Scores) have them, no table.
        ///
        /// The first that holds is in the reason anyway.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).exclusions(true);
        /// assert!(options.exclusions);
        /// ```
        #[must_use]
        pub fn exclusions(mut self, exclusions: bool) -> Self {
            self$(.$base)?.exclusions = exclusions;
            self
        }

        /// The same with or without the answer of every icp (in a table `mid-market.score` and so on).
        ///
        /// Without it each row has the one icp to show.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).per_icp(true);
        /// assert!(options.per_icp);
        /// ```
        #[must_use]
        pub fn per_icp(mut self, per_icp: bool) -> Self {
            self$(.$base)?.per_icp = per_icp;
            self
        }

        /// The same with some answers of every criterion; `true` is its points. In a table they are named
        /// `mid-market.company-size.points`, and `mid-market.intent.demo.points` for criteria of intent.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// use icp_core::batch::PerCriterion;
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).per_criterion(PerCriterion::RATING);
        /// assert_eq!(options.per_criterion, PerCriterion::RATING);
        /// ```
        #[must_use]
        pub fn per_criterion(mut self, per_criterion: impl Into<$crate::batch::PerCriterion>) -> Self {
            self$(.$base)?.per_criterion = per_criterion.into();
            self
        }

        /// The same with some texts that are made for each row (in a table `reasons`, `exclusions`, `missing`); `true` is all of
        /// them. Each row is then assessed as a whole, which takes many times as long.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// use icp_core::batch::RowTexts;
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).texts(RowTexts::MISSING);
        /// assert_eq!(options.texts, RowTexts::MISSING);
        /// ```
        #[must_use]
        pub fn texts(mut self, texts: impl Into<$crate::batch::RowTexts>) -> Self {
            self$(.$base)?.texts = texts.into();
            self
        }

        /// The same with texts of at most so many characters; 255 without it, as many CRMs take.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).max_text(80);
        /// assert_eq!(options.max_text, 80);
        /// ```
        #[must_use]
        pub fn max_text(mut self, max_text: usize) -> Self {
            self$(.$base)?.max_text = max_text;
            self
        }

        /// The same with at most that many threads; 0 is all processors.
        ///
        /// The answers are the same bits for any number; without the feature `parallel` there is one.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).threads(2);
        /// assert_eq!(options.threads.map(usize::from), Some(2));
        /// ```
        #[must_use]
        pub fn threads(mut self, threads: usize) -> Self {
            self$(.$base)?.threads = std::num::NonZeroUsize::new(threads);
            self
        }
    };
}
#[cfg(feature = "arrow")]
pub(crate) use shared_setters;

impl<'a> BatchOptions<'a> {
    /// Judged on that day; everything else as its field says.
    pub fn new(as_of: AsOf<'a>) -> Self {
        Self {
            as_of,
            columns: &[],
            on_invalid: OnInvalid::Error,
            missing_columns: MissingColumns::Error,
            allow_empty_columns: &[],
            host: Host::Rust,
            bounds: true,
            reasons: true,
            verdicts: false,
            labels: false,
            exclusions: false,
            per_icp: false,
            per_criterion: PerCriterion::NONE,
            texts: RowTexts::NONE,
            max_text: RowTexts::MAX_TEXT,
            threads: None,
            progress: None,
        }
    }

    shared_setters!();

    /// The same with columns that are named otherwise than their attributes: attribute, then column.
    ///
    /// ```
    /// use icp_core::{Date, Model};
    /// use icp_core::batch::{AsOf, BatchOptions};
    /// use icp_core::column::{Column, Columns, Values};
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let columns = Columns::new(1).with("headcount", Column::new(Values::U8(&[50])))?;
    /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).columns(&[("employees", "headcount")]);
    /// assert_eq!(model.score_batch(&columns, &options)?.best(0), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn columns(self, columns: &'a [(&'a str, &'a str)]) -> Self {
        Self { columns, ..self }
    }

    /// The same with columns that may be without a valid value, by the names of their attributes or their own. Any other
    /// that is used, has two values or more and not one that is valid, refuses the table, also where invalid values count
    /// as missing: the rules that look at it would be switched off.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Offsets, Text, Values};
    /// let words = Text { offsets: Offsets::Small(&[0, 4, 7]), bytes: b"manyfew" };
    /// let columns = Columns::new(2).with("employees", Column::new(Values::Text(words)))?;
    /// let options = BatchOptions::new(AsOf::Day(today))
    ///     .missing_columns(MissingColumns::Unknown)
    ///     .on_invalid(OnInvalid::Missing);
    /// assert_eq!(model.score_batch(&columns, &options).unwrap_err().code(), "batch.empty_column");
    /// let scores = model.score_batch(&columns, &options.allow_empty_columns(&["employees"]))?;
    /// assert_eq!(scores.invalid[0].1, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn allow_empty_columns(self, allowed: &'a [&'a str]) -> Self {
        Self { allow_empty_columns: allowed, ..self }
    }

    /// The same with a callback for progress, which may stop the scoring.
    ///
    /// It gets the number of rows done; `Break` ends the run with the error `batch.cancelled`.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use std::ops::ControlFlow;
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Values};
    /// let columns = Columns::new(2).with("employees", Column::new(Values::U8(&[50, 5])))?;
    /// let stop = |_rows: usize| ControlFlow::Break(());
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown).progress(&stop);
    /// assert_eq!(model.score_batch(&columns, &options).unwrap_err().code(), "batch.cancelled");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn progress(self, progress: &'a (dyn Fn(usize) -> ControlFlow<()> + Sync)) -> Self {
        Self { progress: Some(progress), ..self }
    }
}

impl std::fmt::Debug for BatchOptions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BatchOptions").field("as_of", &self.as_of).finish_non_exhaustive()
    }
}
