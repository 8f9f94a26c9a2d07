//! The numbers behind each row of a table, shown to a caller that counts them while the table is scored. It forwards to `eval`
//! and decides nothing.

use super::bind::Table;
use crate::account::Field;
use crate::eval::{
    CriterionStatus, IcpScore, KeptOut, RankKey, Scratch, counts, criterion_status, excluded_by, kept_out_by,
    outcome, rating, score_without,
};
use crate::plan::{Binning, Card, Plan};
use crate::value::{Date, exact};

/// Looks at the rows of a table while it is scored: see [`Model::observe`](crate::Model::observe).
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns, Observed, Observer};
/// use icp_core::column::{Column, Columns, Values};
/// #[derive(Default)]
/// struct Rows(Vec<usize>);
/// impl Observer for Rows {
///     fn row(&mut self, row: usize, _: &Observed<'_>) {
///         self.0.push(row);
///     }
/// }
/// let columns = Columns::new(3).with("employees", Column::new(Values::F64(&[50.0, f64::NAN, 5.0])))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// let (found, _) = model.observe(&columns, &options, Rows::default)?;
/// let mut rows: Vec<usize> = found.into_iter().flat_map(|rows| rows.0).collect();
/// rows.sort_unstable();
/// assert_eq!(rows, [0, 1, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Observer {
    /// A row of the table, by its number, and the account in it.
    fn row(&mut self, row: usize, account: &Observed<'_>);

    /// Rows that are the same to every rule, and the account that stands for them. Choose it to count many rows at once;
    /// without it each of them goes to [`Observer::row`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns, Observed, Observer};
    /// use icp_core::column::{Column, Columns, Values};
    /// #[derive(Default)]
    /// struct Kinds(Vec<Vec<u32>>);
    /// impl Observer for Kinds {
    ///     fn row(&mut self, row: usize, _: &Observed<'_>) {
    ///         self.0.push(vec![row as u32]);
    ///     }
    ///     fn alike(&mut self, rows: &[u32], _: &Observed<'_>) {
    ///         self.0.push(rows.to_vec());
    ///     }
    /// }
    /// // Fifty and sixty are alike: no rule has a bound between them.
    /// let columns = Columns::new(3).with("employees", Column::new(Values::F64(&[50.0, 5.0, 60.0])))?;
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let (found, _) = model.observe(&columns, &options.threads(1), Kinds::default)?;
    /// assert_eq!(found[0].0, [vec![0, 2], vec![1]]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn alike(&mut self, rows: &[u32], account: &Observed<'_>) {
        rows.iter().for_each(|row| self.row(*row as usize, account));
    }
}

/// Makes the observer of each thread.
pub(crate) trait Observers: Sync {
    fn make(&self) -> Box<dyn Observer + '_>;
}

/// An account that was just scored. Icps are given by their place in priority order, criteria by their place among those of
/// the icp (fit, then intent), attributes by their place in the model.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns, Observed, Observer};
/// use icp_core::column::{Column, Columns, Values};
/// #[derive(Default)]
/// struct Counts {
///     known: usize,
///     excluded: usize,
///     kept_out: usize,
///     at_most: f64,
/// }
/// impl Observer for Counts {
///     fn row(&mut self, _: usize, account: &Observed<'_>) {
///         let shown = account.shown();
///         self.known += usize::from(account.is_known(0) && account.cell(0).is_some_and(|cell| cell > 0));
///         self.excluded += account.excluded_by(shown).count();
///         account.kept_out_by(shown, |_| self.kept_out += 1);
///         let without = account.score_without(shown, 0);
///         let score = account.scores()[shown].fit.score.or(without).unwrap_or_default();
///         self.at_most = self.at_most.max(account.rank_key().map_or(0.0, |_| score));
///     }
/// }
/// let columns = Columns::new(3).with("employees", Column::new(Values::F64(&[50.0, f64::NAN, 5.0])))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// let (found, _) = model.observe(&columns, &options, Counts::default)?;
/// let known: usize = found.iter().map(|counts| counts.known).sum();
/// let best = found.iter().map(|counts| counts.at_most).fold(0.0, f64::max);
/// assert_eq!((known, best), (2, 75.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Observed<'a> {
    plan: &'a Plan,
    scratch: &'a Scratch,
    table: &'a Table<'a>,
}

impl std::fmt::Debug for Observed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Observed").field("scores", &self.scores()).finish_non_exhaustive()
    }
}

/// The answer of a criterion for one account.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns, Observed, Observer};
/// use icp_core::column::{Column, Columns, Values};
/// #[derive(Default)]
/// struct Fits(usize);
/// impl Observer for Fits {
///     fn row(&mut self, _: usize, account: &Observed<'_>) {
///         let facts = account.criterion(0, 0);
///         let fits = facts.is_some_and(|facts| facts.status.as_str() == "fit" && facts.rating == Some(1.0));
///         self.0 += usize::from(fits);
///     }
/// }
/// let columns = Columns::new(3).with("employees", Column::new(Values::F64(&[50.0, f64::NAN, 5.0])))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// let (found, _) = model.observe(&columns, &options, Fits::default)?;
/// assert_eq!(found.iter().map(|fits| fits.0).sum::<usize>(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct CriterionFacts {
    /// Its status.
    pub status: CriterionStatus,
    /// The rating; none while it is unknown, or when it does not apply.
    pub rating: Option<f64>,
    /// The points that count.
    pub points: f64,
    /// The place of the band that holds, if it has bands and one does.
    pub band: Option<usize>,
}

impl<'a> Observed<'a> {
    pub(super) fn new(plan: &'a Plan, scratch: &'a Scratch, table: &'a Table<'a>) -> Self {
        Self { plan, scratch, table }
    }

    /// The number of an attribute in a row of the table, read as the model reads it; days are counted from 1970. None where it is
    /// missing, invalid or neither number nor date, and for attributes that a formula makes.
    pub fn number(&self, row: usize, attribute: usize) -> Option<f64> {
        let (input, bound) = (self.plan.inputs.get(attribute)?, self.table.attributes.get(attribute)?);
        if let Some(number) = bound.way.plain_number(row) {
            return Some(number);
        }
        match bound.way.field(row, &input.reading).ok()? {
            Field::Number(number) => Some(number),
            Field::Date(date) => Some(f64::from(date.days())),
            _ => None,
        }
    }

    /// The day on which a row of the table is judged. None where a column of days has none for it.
    pub fn day(&self, row: usize) -> Option<Date> {
        self.table.day(row).ok()
    }

    /// The numbers of every icp.
    pub fn scores(&self) -> &'a [IcpScore] {
        self.scratch.scores()
    }

    /// The place of the icp to show.
    pub fn shown(&self) -> usize {
        self.scratch.headline().unwrap_or_default()
    }

    /// Where the account stands among others.
    pub fn rank_key(&self) -> Option<RankKey> {
        let shown = self.shown();
        let score = self.scores().get(shown)?;
        Some(RankKey::new(score.status, u16::try_from(shown).unwrap_or(u16::MAX), score.fit.score))
    }

    /// The places of the exclusions of an icp that hold, shared ones first.
    pub fn excluded_by(&self, icp: usize) -> impl Iterator<Item = usize> + 'a {
        let scratch = self.scratch;
        self.plan.icps.get(icp).into_iter().flat_map(move |icp| excluded_by(icp, scratch))
    }

    /// Each thing that alone keeps the account from qualifying for an icp, as
    /// [`Model::kept_out_by`](crate::Model::kept_out_by) has them.
    pub fn kept_out_by(&self, icp: usize, each: impl FnMut(KeptOut)) {
        kept_out_by(self.plan, self.scratch, icp, &mut Vec::new(), each);
    }

    /// The answer of a criterion.
    pub fn criterion(&self, icp: usize, at: usize) -> Option<CriterionFacts> {
        let (card, number) = self.find(icp, at)?;
        let plan = self.plan.criteria.get(number)?;
        let found = outcome(self.plan, self.scratch, number);
        Some(CriterionFacts {
            status: criterion_status(found.state),
            rating: rating(plan, &found),
            points: exact(counts(plan, &found).0, card.unit),
            band: usize::from(found.band).checked_sub(1),
        })
    }

    /// The score of the scorecard that a criterion belongs to, if the criterion were not in it; none where nothing else is
    /// known.
    pub fn score_without(&self, icp: usize, at: usize) -> Option<f64> {
        let (card, number) = self.find(icp, at)?;
        score_without(self.plan, card, self.scratch, number)
    }

    /// The cell of an attribute, which the constants of the model cut its values into: 0 is a missing value, and accounts with
    /// equal cells are the same to every rule that compares the attribute. None for an attribute that no rule reads.
    pub fn cell(&self, attribute: usize) -> Option<u64> {
        let input = self.plan.inputs.get(attribute).filter(|input| input.used)?;
        let mut cell = 0u64;
        let mut slots = 0;
        for binning in input.binnings.iter().filter(|binning| !matches!(binning, Binning::Presence(_))) {
            binning.slots(|slot| {
                let own = self.scratch.cells().get(slot as usize).copied().unwrap_or_default();
                let cells = self.plan.cells.get(slot as usize).copied().unwrap_or(1);
                // Many slots have more joint cells than a number has places: then what falls out is counted together.
                cell = cell.wrapping_mul(u64::from(cells.max(1))).wrapping_add(own.into());
                slots += 1;
            });
        }
        if slots > 0 { Some(cell) } else { Some(u64::from(self.is_known(attribute))) }
    }

    /// Whether the value of an attribute that a rule reads is known, at least in part.
    pub fn is_known(&self, attribute: usize) -> bool {
        let Some(input) = self.plan.inputs.get(attribute) else { return false };
        let is_there = |slot: u32| self.scratch.cells().get(slot as usize).is_some_and(|cell| *cell != 0);
        let number = || self.scratch.numbers().get(attribute).is_some_and(|number| !number.is_nan());
        input.binnings.iter().any(|binning| is_there(binning.first_slot())) || number()
    }

    /// The scorecard of a criterion and the criterion's number in the plan.
    fn find(&self, icp: usize, at: usize) -> Option<(&'a Card, usize)> {
        let icp = self.plan.icps.get(icp)?;
        let fit = self.plan.cards.get(icp.fit)?;
        let of_fit = fit.criteria.len();
        if at < of_fit {
            return Some((fit, fit.criteria.start + at));
        }
        let intent = self.plan.cards.get(icp.intent?)?;
        (at - of_fit < intent.criteria.len()).then(|| (intent, intent.criteria.start + at - of_fit))
    }
}
