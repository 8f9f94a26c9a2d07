//! The intake of a run: its counts, added up, and the judgement of the whole. Called by `batch` for tables and by callers that
//! have accounts one by one.

use std::sync::Arc;

use super::separator::Marks;
use super::tally::{Seen, Tally};
use super::watch::{Watch, WatchedRule};
use crate::account::{Field, OnInvalid, Record};
use crate::error::{BatchError, Host, ValueProblem};
use crate::plan::Flag;
use crate::survey::Refused;

/// The values that a run over many accounts met, in counts that are added up over batches, threads and files.
///
/// [`Scores::intake`](crate::batch::Scores::intake) has it for a table; [`Model::intake`](crate::Model::intake) begins an empty
/// one for accounts that come one by one. [`Intake::notices`] says it in words, [`Intake::check`] judges the whole.
///
/// ```
/// use icp_core::{Account, Model, OnInvalid};
/// use icp_core::error::Host;
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "smb", "fit": {
/// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
/// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let mut intake = model.intake();
/// for employees in ["1,200", "50"] {
///     let account = Account::new().with("employees", employees);
///     intake.add(&model.record(&account, OnInvalid::Missing)?, |attribute| attribute.to_owned());
/// }
/// let invalid = intake.invalid();
/// assert_eq!((invalid[0].invalid, invalid[0].valid, invalid[0].share), (1, 1, 0.5));
/// assert!(intake.check(&[], OnInvalid::Missing, Host::Rust).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Intake {
    pub(super) watch: Arc<Watch>,
    pub(super) tally: Tally,
    pub(super) missing: Vec<Box<str>>,
}

/// The invalid values of one attribute.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::OnInvalid;
/// use icp_core::error::Host;
/// let odd = Account::new().with("employees", "many");
/// let mut intake = model.intake();
/// for account in [&odd, &account] {
///     intake.add(&model.record(account, OnInvalid::Missing)?, str::to_owned);
/// }
/// let values = &intake.invalid()[0];
/// assert_eq!((values.attribute.as_str(), values.valid, values.invalid, values.share), ("employees", 1, 1, 0.5));
/// assert_eq!((values.rows.as_slice(), values.examples[0].found.as_str()), (&[0][..], "text `many`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InvalidValues {
    /// The attribute.
    pub attribute: String,
    /// The column (or key) of the first of them.
    pub column: String,
    /// Values that were there and could be read.
    pub valid: usize,
    /// Values that were there and could not.
    pub invalid: usize,
    /// Accounts without a value.
    pub missing: usize,
    /// Invalid ones among the values that were there, from 0 to 1.
    pub share: f64,
    /// The values that the attribute takes, in words.
    pub expected: String,
    /// The invalid values, the most frequent first; at most three.
    pub examples: Vec<Example>,
    /// The first rows, counted from 0; at most five.
    pub rows: Vec<usize>,
}

/// A value that came in place of another.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::OnInvalid;
/// use icp_core::error::Host;
/// let odd = Account::new().with("employees", "many");
/// let mut intake = model.intake();
/// for account in [&odd, &account, &odd] {
///     intake.add(&model.record(account, OnInvalid::Missing)?, str::to_owned);
/// }
/// let example = &intake.invalid()[0].examples[0];
/// assert_eq!((example.found.as_str(), example.count), ("text `many`", 2));
/// assert!(intake.notices(Host::Rust)[0].message.contains("`many`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// The value in words, such as ``text `1,200` ``.
    pub found: String,
    /// How often.
    pub count: usize,
}

/// Values that are shown.
const SHOWN: usize = 3;

impl Intake {
    pub(crate) fn new(watch: Arc<Watch>) -> Self {
        let tally = Tally::new(watch.attributes(), watch.rules.len());
        Self { watch, tally, missing: Vec::new() }
    }

    pub(crate) fn of(watch: Arc<Watch>, tally: Tally, missing: Vec<Box<str>>) -> Self {
        Self { watch, tally, missing }
    }

    /// How many accounts there were.
    pub fn rows(&self) -> usize {
        self.tally.rows
    }

    /// Adds the accounts of a later piece of the same run, of the same model.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// use icp_core::error::Host;
    /// let odd = Account::new().with("employees", "many");
    /// let (mut first, mut second) = (model.intake(), model.intake());
    /// first.add(&model.record(&account, OnInvalid::Missing)?, str::to_owned);
    /// second.add(&model.record(&odd, OnInvalid::Missing)?, str::to_owned);
    /// first.merge(&second);
    /// // The rows of the later piece are counted on.
    /// assert_eq!((first.rows(), first.invalid()[0].rows.as_slice()), (2, &[1][..]));
    /// assert_eq!(first.notices(Host::Rust).len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(&mut self, later: &Self) {
        if self.watch.attributes() == 0 {
            self.watch = later.watch.clone();
        }
        let before = self.tally.rows;
        self.note_missing(later.tally.rows, &later.missing);
        self.tally.merge(&later.tally, before);
    }

    /// Attributes that a further piece has no column for: those of all pieces with rows are missing in every row.
    pub(super) fn note_missing(&mut self, rows: usize, missing: &[Box<str>]) {
        if self.tally.rows == 0 {
            self.missing = missing.to_vec();
        } else if rows > 0 {
            self.missing.retain(|name| missing.contains(name));
        }
    }

    /// Adds an account that was read with [`OnInvalid::Missing`]; `column` says under which name an attribute's value
    /// came, and is called only for an invalid value.
    pub fn add(&mut self, record: &Record<'_>, column: impl Fn(&str) -> String) {
        let row = self.tally.rows;
        self.tally.rows += 1;
        let watch = Arc::clone(&self.watch);
        for (at, (watched, field)) in watch.attributes.iter().zip(record.fields()).enumerate() {
            if !watched.read || *field == Field::Missing {
                continue;
            }
            self.tally.cell(at, Marks::of_field(field, &watched.separators));
            // A blank is no value of the column, also where it is known what it means.
            self.tally.valid(at, usize::from(!record.is_blank(at)));
        }
        for issue in record.issues() {
            if let Some(at) = watch.attributes.iter().position(|watched| watched.name == issue.attribute) {
                let column = column(&issue.attribute);
                self.tally.invalid(at, row, &column, &issue.expected, &issue.found);
            }
        }
    }

    /// Notes which rules an account leaves open because of its invalid values; `is_unknown` is asked for a flag.
    pub(crate) fn judge(&mut self, record: &Record<'_>, is_unknown: impl Fn(Flag) -> bool) {
        if record.issues().is_empty() {
            return;
        }
        let watch = Arc::clone(&self.watch);
        let invalid = |at: &usize| {
            let name = watch.attributes.get(*at).map(|watched| &watched.name);
            record.issues().iter().any(|issue| Some(&issue.attribute) == name)
        };
        for (number, rule) in watch.rules.iter().enumerate() {
            if rule.attributes.iter().any(invalid) && is_unknown(rule.unknown) {
                self.tally.unjudged(number);
            }
        }
    }

    /// The attributes with invalid values, in document order.
    pub fn invalid(&self) -> Vec<InvalidValues> {
        let each = self.watch.attributes.iter().zip(&self.tally.seen);
        each.filter(|(_, seen)| seen.invalid > 0)
            .map(|(watched, seen)| self.of_one(&watched.name, seen))
            .collect()
    }

    /// How many values of each attribute were invalid, in document order; attributes without any are left out.
    pub fn counts(&self) -> Vec<(Box<str>, usize)> {
        let each = self.watch.attributes.iter().zip(&self.tally.seen).filter(|(_, seen)| seen.invalid > 0);
        each.map(|(watched, seen)| (watched.name.clone(), seen.invalid)).collect()
    }

    /// A rule that is watched, by its number.
    pub(crate) fn watched(&self, number: usize) -> Option<&WatchedRule> {
        self.watch.rules.get(number)
    }

    /// Attributes that the model asks for and no column had.
    pub fn missing(&self) -> &[Box<str>] {
        &self.missing
    }

    fn of_one(&self, attribute: &str, seen: &Seen) -> InvalidValues {
        let there = seen.valid + seen.invalid;
        let first = seen.first.as_ref();
        let example = |(found, count): (&str, usize)| Example { found: found.to_owned(), count };
        InvalidValues {
            attribute: attribute.to_owned(),
            column: first.map_or_else(String::new, |first| first.column.to_string()),
            valid: seen.valid,
            invalid: seen.invalid,
            missing: self.tally.rows.saturating_sub(there),
            share: if there == 0 { 0.0 } else { seen.invalid as f64 / there as f64 },
            expected: first.map_or_else(String::new, |first| first.expected.to_string()),
            examples: seen.examples.sorted().into_iter().take(SHOWN).map(example).collect(),
            rows: seen.rows.clone(),
        }
    }

    /// Whether a column has had values and not yet a valid one, and none that is allowed by the name of its attribute or
    /// column: what is written meanwhile may have to be taken back.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// use icp_core::error::Host;
    /// let odd = Account::new().with("employees", "many");
    /// let mut intake = model.intake();
    /// intake.add(&model.record(&odd, OnInvalid::Missing)?, str::to_owned);
    /// assert!(intake.is_doubtful(&[]) && !intake.is_doubtful(&["employees"]));
    /// // One value is no column yet: judged at the end, it passes.
    /// assert!(intake.check(&[], OnInvalid::Missing, Host::Rust).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_doubtful(&self, allowed: &[&str]) -> bool {
        let each = self.watch.attributes.iter().zip(&self.tally.seen);
        each.filter(|(_, seen)| seen.valid == 0 && seen.invalid > 0).any(|(watched, seen)| {
            let column = seen.first.as_ref().map(|first| &*first.column);
            !allowed.iter().any(|name| **name == *watched.name || Some(*name) == column)
        })
    }

    /// Judges the whole of a run.
    ///
    /// # Errors
    /// `batch.value` for invalid values, unless they count as missing. `batch.empty_column` also then, for a column that
    /// is used and has values of which not one is valid (two at least), unless `allowed` names it or its attribute: its
    /// rules would be switched off without a word. Every such column is among the problems.
    pub fn check(&self, allowed: &[&str], on_invalid: OnInvalid, host: Host) -> Result<(), BatchError> {
        let mut problems = Vec::new();
        for (watched, seen) in self.watch.attributes.iter().zip(&self.tally.seen) {
            let Some(first) = &seen.first else { continue };
            let names = [&*watched.name, &*first.column];
            let is_empty = seen.is_empty_column();
            let is_allowed = allowed.iter().any(|name| names.contains(name));
            if on_invalid == OnInvalid::Missing && (!is_empty || is_allowed) {
                continue;
            }
            let mut found = seen.examples.sorted();
            let are_all = seen.examples.is_whole() && found.len() <= SHOWN;
            found.truncate(SHOWN);
            problems.push(ValueProblem {
                attribute: &watched.name,
                column: &first.column,
                row: first.row,
                expected: &first.expected,
                found: &first.found,
                invalid: seen.invalid,
                valid: seen.valid,
                likely: seen.look.help(Refused {
                    attribute: &watched.name,
                    kind: watched.kind,
                    valid: seen.valid,
                    is_written: watched.is_written,
                }),
                all: are_all.then_some(&*found).map(<[_]>::to_vec),
            });
        }
        match BatchError::values(&problems, on_invalid == OnInvalid::Error, host) {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}
