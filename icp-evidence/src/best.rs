//! The best customers by several columns at once, made into an outcome. It reads columns and ranks rows; `population` counts them.

use icp_core::column::{Bits, Cell, Column, Columns, Values};
use serde::Serialize;

use crate::EvidenceError;
use crate::Outcome;
use crate::outcome::{truth, written};

/// The end of a column that is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Good {
    /// Great numbers.
    High,
    /// Small numbers.
    Low,
    /// True, yes, 1.
    Yes,
    /// False, no, 0.
    No,
}

impl Good {
    const ALL: [(Self, &'static str); 4] =
        [(Self::High, "high"), (Self::Low, "low"), (Self::Yes, "yes"), (Self::No, "no")];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(one, _)| *one == self).map_or("", |(_, word)| word)
    }
}

/// How many accounts are the best ones.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Top {
    /// This share of those that have a value.
    Share(f64),
    /// This many.
    Accounts(usize),
}

/// An outcome made of several columns: the mean of an account's ranks in each of them.
///
/// In every column the rows with a value are ranked, ties get the mean of their ranks, and a rank becomes a share from 0 to 1 (the
/// rank less a half, over the number of these rows). The shares of the columns that an account has are averaged; a missing one is
/// left out. An account without any is open. The best are the top of these averages; accounts that tie with the last of them
/// are among them.
///
/// ```
/// use icp_core::column::{Column, Columns, Values};
/// use icp_evidence::{Best, Top};
/// let columns = Columns::new(4)
///     .with("ltv", Column::new(Values::F64(&[900.0, 100.0, f64::NAN, 500.0])))?
///     .with("churned", Column::new(Values::Bool(&[0, 1, 0, 0])))?;
/// let mut best = Best::parse("ltv:high, churned:no", Top::Share(0.5))?;
/// best.add(&columns)?;
/// let found = best.found();
/// // The third is ranked by `churned` alone, where it ties with the best.
/// assert_eq!((0..4).map(|row| found.is_best(row)).collect::<Vec<_>>(), [Some(true), Some(false), Some(true), Some(false)]);
/// assert!(found.says.starts_with("2 of 4 accounts are the best by ltv (high) and churned (no)"));
/// let columns = columns.with("best", found.column())?;
/// # let _ = columns;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Best {
    parts: Vec<(String, Good)>,
    top: Top,
    /// For each part, the value of each row; NaN where it is missing.
    values: Vec<Vec<f64>>,
}

/// The best accounts, as a column of true and false.
#[derive(Debug, Clone)]
pub struct BestFound {
    /// How they were found, in a sentence or two.
    pub says: String,
    /// The accounts that are among the best.
    pub best: usize,
    /// The accounts with a value in one column or more.
    pub known: usize,
    values: Vec<u8>,
    bits: Vec<u8>,
}

impl Best {
    /// From columns with the end that is good: `ltv:high, churned:no, cycle_days:low`.
    ///
    /// # Errors
    /// A part that is none, a share that is none, or no part at all.
    pub fn parse(text: &str, top: Top) -> Result<Self, EvidenceError> {
        let mut parts = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (column, word) = part.rsplit_once(':').unwrap_or((part, ""));
            let word = word.trim().to_lowercase();
            let good = Good::ALL.into_iter().find(|(_, own)| *own == word).map(|(good, _)| good);
            match (column.trim(), good) {
                ("", _) | (_, None) => return Err(EvidenceError::Best(part.to_owned())),
                (column, Some(good)) => parts.push((column.to_owned(), good)),
            }
        }
        let fits = match top {
            Top::Share(share) => share > 0.0 && share < 1.0,
            Top::Accounts(wanted) => wanted > 0,
        };
        if parts.is_empty() || !fits {
            return Err(EvidenceError::Best(text.to_owned()));
        }
        Ok(Self { values: vec![Vec::new(); parts.len()], parts, top })
    }

    /// The column that is made: the name of the outcome.
    pub const COLUMN: &str = "best";

    /// The outcome over the column that is made.
    pub fn outcome() -> Outcome {
        Outcome::new(Self::COLUMN)
    }

    /// The columns, each with the end that is good.
    pub fn parts(&self) -> impl Iterator<Item = (&str, Good)> {
        self.parts.iter().map(|(column, good)| (column.as_str(), *good))
    }

    /// Reads the columns of a table. A table in pieces is read piece by piece: ranks are over all of them.
    ///
    /// # Errors
    /// A column that is not there, or a value that is no number (`high`, `low`) or neither true nor false (`yes`, `no`).
    pub fn add(&mut self, columns: &Columns<'_>) -> Result<(), EvidenceError> {
        let mut read = Vec::with_capacity(self.parts.len());
        for (name, good) in &self.parts {
            let column = columns.get(name).ok_or_else(|| EvidenceError::NoColumn(name.clone()))?;
            let value = |row| {
                let Some(cell) = column.cell(row) else { return Ok(f64::NAN) };
                let number = match (good, &cell) {
                    (Good::High | Good::Low, Cell::Number(number)) => Some(*number),
                    (Good::Yes | Good::No, cell) => truth(cell).map(f64::from),
                    _ => None,
                };
                number
                    .map(|number| if matches!(good, Good::Low | Good::No) { -number } else { number })
                    .ok_or_else(|| EvidenceError::BestValue {
                        column: name.clone(),
                        row,
                        wanted: if matches!(good, Good::High | Good::Low) {
                            "a number"
                        } else {
                            "true or false"
                        },
                        found: written(&cell),
                    })
            };
            read.push((0..columns.rows()).map(value).collect::<Result<Vec<f64>, EvidenceError>>()?);
        }
        self.values.iter_mut().zip(read).for_each(|(all, more)| all.extend(more));
        Ok(())
    }

    /// The best of all rows that were read.
    pub fn found(&self) -> BestFound {
        let rows = self.values.first().map_or(0, Vec::len);
        let mut sums = vec![(0.0, 0u32); rows];
        for values in &self.values {
            for (sum, share) in sums.iter_mut().zip(shares(values)) {
                if !share.is_nan() {
                    *sum = (sum.0 + share, sum.1 + 1);
                }
            }
        }
        let means: Vec<f64> = sums.iter().map(|(sum, known)| sum / f64::from(*known)).collect();
        let mut sorted: Vec<f64> = means.iter().copied().filter(|mean| !mean.is_nan()).collect();
        sorted.sort_by(|a, b| b.total_cmp(a));
        let known = sorted.len();
        let wanted = match self.top {
            Top::Share(share) => (share * known as f64).round() as usize,
            Top::Accounts(wanted) => wanted,
        };
        let least = sorted.get(wanted.clamp(1, known.max(1)) - 1).copied().unwrap_or(f64::INFINITY);
        let (mut values, mut bits, mut best) = (vec![0; rows], vec![0u8; rows.div_ceil(8)], 0);
        for ((row, mean), value) in means.iter().enumerate().zip(&mut values) {
            if let (false, Some(byte)) = (mean.is_nan(), bits.get_mut(row / 8)) {
                *byte |= 1 << (row % 8);
            }
            if *mean >= least {
                *value = 1;
                best += 1;
            }
        }
        let partly = sums.iter().filter(|(_, n)| *n > 0 && (*n as usize) < self.parts.len()).count();
        BestFound { says: self.says(best, known, (rows, partly)), best, known, values, bits }
    }

    fn says(&self, best: usize, known: usize, (rows, partly): (usize, usize)) -> String {
        let names: Vec<String> =
            self.parts.iter().map(|(name, good)| format!("{name} ({})", good.as_str())).collect();
        let list = match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        };
        let mut says = format!("{best} of {known} accounts are the best by {list}: the mean of their ranks.");
        if partly > 0 {
            says.push_str(&format!(
                " {partly} have not all of these values and are ranked by those they have."
            ));
        }
        if known < rows {
            says.push_str(&format!(" {} have none and do not count.", rows - known));
        }
        says
    }
}

impl BestFound {
    /// Whether a row is among the best; none where it has no value.
    pub fn is_best(&self, row: usize) -> Option<bool> {
        let known = self.bits.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1);
        self.values.get(row).filter(|_| known).map(|value| *value == 1)
    }

    /// A column of true and false over all rows, missing where a row has no value.
    pub fn column(&self) -> Column<'_> {
        let bits = Bits::new(&self.bits, 0, self.values.len());
        Column::new(Values::Bool(&self.values)).with_validity(bits)
    }

    /// A piece of the table with the column of the best beside its own, where it begins with some row of all rows that were read.
    ///
    /// # Errors
    /// A piece with rows that were not read, or with a column of that name.
    ///
    /// ```
    /// use icp_core::column::{Column, Columns, Values};
    /// use icp_evidence::{Best, Top};
    /// let columns = Columns::new(4).with("ltv", Column::new(Values::F64(&[9.0, 1.0, 5.0, 3.0])))?;
    /// let mut best = Best::parse("ltv:high", Top::Accounts(1))?;
    /// best.add(&columns)?;
    /// let found = best.found();
    /// assert!(found.beside(&columns, 0)?.get(Best::COLUMN).is_some());
    /// assert!(found.beside(&columns, 1).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn beside<'c>(&'c self, columns: &Columns<'c>, from: usize) -> Result<Columns<'c>, EvidenceError> {
        let own = self.part(from, columns.rows());
        let own = own.ok_or_else(|| EvidenceError::NoColumn(Best::COLUMN.to_owned()))?;
        Ok(columns.clone().with(Best::COLUMN, own)?)
    }

    /// The same over some of the rows, for a piece of a table; none where it has no such rows.
    pub fn part(&self, from: usize, rows: usize) -> Option<Column<'_>> {
        let values = self.values.get(from..from.checked_add(rows)?)?;
        Some(Column::new(Values::Bool(values)).with_validity(Bits::new(&self.bits, from, rows)))
    }
}

/// The rank of each value as a share of those that are there; ties get their mean.
fn shares(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let value = |row: &usize| values.get(*row).copied().unwrap_or(f64::NAN);
    order.retain(|row| !value(row).is_nan());
    order.sort_by(|a, b| (value(a) + 0.0).total_cmp(&(value(b) + 0.0)));
    let mut found = vec![f64::NAN; values.len()];
    let mut done = 0;
    for tied in order.chunk_by(|a, b| value(a) == value(b)) {
        let share = (done as f64 + tied.len() as f64 / 2.0) / order.len() as f64;
        for row in tied {
            if let Some(place) = found.get_mut(*row) {
                *place = share;
            }
        }
        done += tied.len();
    }
    found
}
