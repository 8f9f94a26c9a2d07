//! Scores a table and shows every row to observers; it forwards to `batch` and decides nothing.

use std::sync::{Mutex, PoisonError};

use super::{Model, nested};
use crate::account::Record;
use crate::batch::{
    BatchOptions, Job, LabelTable, Observed, Observer, Observers, Scores, VerdictTable, each_record, run,
};
use crate::column::{Column, Columns, Values};
use crate::error::BatchError;
use crate::intake::Intake;
use crate::value::Date;

/// An observer on its way through one thread; at its end it is put beside the others.
struct Borrowed<'m, O: Observer> {
    observer: Option<O>,
    done: &'m Mutex<Vec<O>>,
}

impl<O: Observer> Observer for Borrowed<'_, O> {
    fn row(&mut self, row: usize, account: &Observed<'_>) {
        if let Some(observer) = &mut self.observer {
            observer.row(row, account);
        }
    }

    // Without it the observer would get alike rows one by one.
    fn alike(&mut self, rows: &[u32], account: &Observed<'_>) {
        if let Some(observer) = &mut self.observer {
            observer.alike(rows, account);
        }
    }
}

impl<O: Observer> Drop for Borrowed<'_, O> {
    fn drop(&mut self) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.extend(self.observer.take());
    }
}

/// The observers of all threads.
struct All<O, F> {
    make: F,
    done: Mutex<Vec<O>>,
}

impl<O: Observer + Send, F: Fn() -> O + Sync> Observers for All<O, F> {
    fn make(&self) -> Box<dyn Observer + '_> {
        Box::new(Borrowed { observer: Some((self.make)()), done: &self.done })
    }
}

impl Model {
    /// Gives each row of a table as a record, with the day on which it is judged, without scoring it. Columns are matched as in
    /// [`Model::score_batch`]; a column that is missing and invalid values refuse nothing, the record has them as missing.
    ///
    /// Choose it to look at values: which dates lie after the day, which events do.
    ///
    /// # Errors
    /// A table that cannot be read, and days that are not there.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::account::Field;
    /// use icp_core::batch::{AsOf, BatchOptions};
    /// use icp_core::column::{Column, Columns, Values};
    /// let columns = Columns::new(2).with("employees", Column::new(Values::U8(&[50, 5])))?;
    /// let mut small = 0;
    /// model.each_record(&columns, &BatchOptions::new(AsOf::Day(today)), |_, _, record| {
    ///     small += usize::from(record.fields()[0] == Field::Number(5.0));
    /// })?;
    /// assert_eq!(small, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn each_record(
        &self,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
        take: impl FnMut(usize, Date, &Record<'_>),
    ) -> Result<(), BatchError> {
        let names = self.column_names(options.columns)?;
        each_record(&self.inner.plan, &names, columns, options, take).map(|_| ())
    }

    /// Scores a table and shows the numbers of every row to an observer: criteria, exclusions, cells, and the score without each
    /// criterion. For counts over a population, which need no column of answers.
    ///
    /// `make` makes an observer for each thread; all of them come back, in no particular order, so their counts are to be added
    /// up. What invalid values do is decided by the caller, from the intake.
    ///
    /// # Errors
    /// As [`Model::score_batch`], but for invalid values.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns, Observed, Observer};
    /// use icp_core::column::{Column, Columns, Values};
    /// #[derive(Default)]
    /// struct Known(usize);
    /// impl Observer for Known {
    ///     fn row(&mut self, _: usize, account: &Observed<'_>) {
    ///         self.0 += usize::from(account.criterion(0, 0).is_some_and(|size| size.rating.is_some()));
    ///     }
    /// }
    /// let columns = Columns::new(3).with("employees", Column::new(Values::F64(&[50.0, f64::NAN, 5.0])))?;
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let (counts, intake) = model.observe(&columns, &options, Known::default)?;
    /// assert_eq!((counts.iter().map(|known| known.0).sum::<usize>(), intake.rows()), (2, 3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn observe<O: Observer + Send>(
        &self,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
        make: impl Fn() -> O + Sync,
    ) -> Result<(Vec<O>, Intake), BatchError> {
        let all = All { make, done: Mutex::new(Vec::new()) };
        let (verdicts, labels) = (VerdictTable::default(), LabelTable::default());
        let names = self.column_names(options.columns)?;
        let job = Job::new(&self.inner.plan, self.watch(), *options, &verdicts, &labels).observed(&all);
        let mut scores = Scores::default();
        let inner = nested::values(&names, columns);
        if inner.is_empty() {
            run(&job, &names, columns, &mut scores)?;
        } else {
            let mut columns = columns.clone();
            for (name, values) in &inner {
                columns = columns.with_nested(name, Column::new(Values::Mixed(values)));
            }
            run(&job, &names, &columns, &mut scores)?;
        }
        let intake = scores.intake;
        Ok((all.done.into_inner().unwrap_or_else(PoisonError::into_inner), intake))
    }
}
