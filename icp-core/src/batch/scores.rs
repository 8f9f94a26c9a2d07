//! The answers of a table, in columns. Filled chunk by chunk; statuses, tiers and reasons are decided by `eval` and `plan`.

use super::options::BatchOptions;
use super::slices::{NONE, refill};
use super::{CriterionColumns, TextColumns};
use crate::eval::{IcpStatus, ReasonCode};
use crate::intake::Intake;
use crate::value::Date;

/// The answers for one icp, or for the icp to show, a row each.
///
/// Options decide which of them are filled: [`BatchOptions`]. Places are numbers, since texts in every row would cost more than
/// the scoring; the model has the names.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
/// use icp_core::column::{Column, Columns, Values};
/// let columns = Columns::new(2).with("employees", Column::new(Values::F64(&[50.0, f64::NAN])))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// let shown = model.score_batch(&columns, &options)?.shown;
/// // Size has three quarters of the weight; the country is unknown in both rows.
/// assert_eq!((shown.score[0], shown.lower[0], shown.upper[0], shown.coverage[0]), (75.0, 75.0, 100.0, 0.75));
/// let tier = usize::from(shown.tier[0]);
/// assert_eq!(model.icp(0).map(|icp| &*icp.fit.tiers[tier].id), Some("A"));
/// assert!(shown.score[1].is_nan());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct IcpColumns {
    /// Whether it qualifies.
    pub status: Vec<IcpStatus>,
    /// The published score; NaN when nothing is known.
    pub score: Vec<f64>,
    /// The lowest score that the missing values could still lead to; NaN when no criterion applies. Empty without
    /// `bounds`.
    pub lower: Vec<f64>,
    /// The highest.
    pub upper: Vec<f64>,
    /// The share of the weight whose criteria are known, from 0 to 1.
    pub coverage: Vec<f64>,
    /// The place of the tier, best first; `u16::MAX` for none.
    pub tier: Vec<u16>,
    /// The place of the stage; `u16::MAX` for none.
    pub stage: Vec<u16>,
    /// The score of the intent scorecard; NaN where nothing is known, and where the icp has none. Empty for models
    /// without intent.
    pub intent: Vec<f64>,
    /// The place of the tier of intent; `u16::MAX` for none. Empty for models without intent.
    pub intent_tier: Vec<u16>,
    /// Numbers into [`Scores::reasons`]. Empty without `reasons`.
    pub reason: Vec<u32>,
}

/// The answers for a table, in columns.
///
/// Every row shows the one icp that a single account would show first ([`Scratch::headline`](crate::Scratch::headline)):
/// the best, or without one the nearest to a yes. Icps are given by their place in priority order, as in
/// [`Model::icp`](crate::Model::icp), tiers and stages by their place in the icp.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
/// use icp_core::column::{Column, Columns, Values};
/// let columns = Columns::new(3).with("employees", Column::new(Values::U8(&[50, 5, 60])))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// let scores = model.score_batch(&columns, &options)?;
/// assert_eq!((scores.rows(), scores.best(0), scores.best(1)), (3, Some(0), None));
/// assert_eq!((&*scores.fingerprint, scores.as_of), (model.fingerprint(), Some(today)));
/// assert_eq!((scores.missing.len(), &*scores.missing[0]), (1, "country"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Scores {
    /// The fingerprint of the model that gave them.
    pub fingerprint: Box<str>,
    /// The lists that were given to it and the source that it read by, with their fingerprints; empty without any. Models with one
    /// fingerprint and other lists have other rules.
    pub given: Box<str>,
    /// The day on which the rows were judged; `None` where each had its own.
    pub as_of: Option<Date>,
    /// The icp that is shown.
    pub icp: Vec<u16>,
    /// Its answers. It is the best icp where its status is qualified; elsewhere there is none.
    pub shown: IcpColumns,
    /// The answers of every icp, in priority order; empty unless asked for.
    pub icps: Vec<IcpColumns>,
    /// The answers of every criterion of every icp: icps in priority order, and of each the criteria of fit and then
    /// those of intent, in document order. Empty unless asked for.
    pub criteria: Vec<Vec<CriterionColumns>>,
    /// The verdict for each team, of the icp that is shown: numbers into `texts`, `u16::MAX` for none. Empty unless
    /// asked for.
    pub verdicts: Vec<Vec<u16>>,
    /// The value of each label, of the icp that is shown: numbers into `label_texts`, `u16::MAX` for none. Empty unless asked
    /// for.
    pub labels: Vec<Vec<u16>>,
    /// Every exclusion that holds in each row, of every icp: numbers into `reasons`. Empty unless asked for.
    pub exclusions: Vec<Vec<u32>>,
    /// Texts that are made for each row. Empty unless asked for.
    pub row_texts: TextColumns,
    /// The teams of `verdicts`.
    pub teams: Vec<Box<str>>,
    /// The texts of `verdicts`.
    pub texts: Vec<Box<str>>,
    /// The ids of `labels`.
    pub label_ids: Vec<Box<str>>,
    /// The texts of `labels`.
    pub label_texts: Vec<Box<str>>,
    /// The reasons by number: the place of the icp, and the reason.
    pub reasons: Vec<(usize, ReasonCode)>,
    /// How many values of each attribute were invalid and counted as missing; attributes without any are left out.
    pub invalid: Vec<(Box<str>, usize)>,
    /// Attributes that the model asks for and no column had.
    pub missing: Vec<Box<str>>,
    /// The counts of the values: how many were invalid, and which rules they left open.
    pub intake: Intake,
}

impl Scores {
    /// The number of rows.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Values};
    /// let columns = Columns::new(2).with("employees", Column::new(Values::U8(&[50, 5])))?;
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// assert_eq!(model.score_batch(&columns, &options)?.rows(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rows(&self) -> usize {
        self.icp.len()
    }

    /// The place of the best icp of a row, if one qualifies.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Values};
    /// let columns = Columns::new(2).with("employees", Column::new(Values::U8(&[50, 5])))?;
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let scores = model.score_batch(&columns, &options)?;
    /// assert_eq!((scores.best(0), scores.best(1)), (Some(0), None));
    /// // A place is that of the icp in the model.
    /// assert_eq!(&*model.definition().icps[0].id, "smb");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn best(&self, row: usize) -> Option<usize> {
        let qualified = self.shown.status.get(row) == Some(&IcpStatus::Qualified);
        self.icp.get(row).filter(|_| qualified).map(|icp| usize::from(*icp))
    }
}

impl IcpColumns {
    /// Makes room for some rows.
    pub(super) fn clear(&mut self, rows: usize, options: &BatchOptions<'_>, has_intent: bool) {
        let Self { status, score, lower, upper, coverage, tier, stage, intent, intent_tier, reason } = self;
        let if_so = |yes: bool| if yes { rows } else { 0 };
        refill(status, rows, IcpStatus::InsufficientData);
        refill(score, rows, 0.0);
        refill(lower, if_so(options.bounds), 0.0);
        refill(upper, if_so(options.bounds), 0.0);
        refill(coverage, rows, 0.0);
        refill(tier, rows, 0);
        refill(stage, rows, 0);
        refill(intent, if_so(has_intent), f64::NAN);
        refill(intent_tier, if_so(has_intent), NONE);
        refill(reason, if_so(options.reasons), 0);
    }
}
