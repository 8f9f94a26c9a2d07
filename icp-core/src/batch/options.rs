//! How a table is scored: the options of columns, which Arrow's options build on.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use super::missing_columns::MissingColumns;
use super::setters::shared_setters;
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

impl<'a> BatchOptions<'a> {
    /// Judged on that day; everything else as its field says.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// let options = BatchOptions::new(AsOf::Day(today));
    /// // A column that the model asks for and the table lacks is an error, unless the caller allows it.
    /// assert!(matches!(options.missing_columns, MissingColumns::Error));
    /// ```
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
