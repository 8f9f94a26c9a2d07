//! The problems of single columns: invalid values, columns without a valid one, and columns that are missing. Called once a
//! table is bound, and once the values of a run are counted.

use super::batch_problem::BatchProblem;
use super::counts::{counted, grouped};
use super::{BatchError, Host, quote, suggest};
use crate::value::fold;

/// The invalid values of one column: the first of them, and the counts.
pub(crate) struct ValueProblem<'a> {
    pub(crate) attribute: &'a str,
    pub(crate) column: &'a str,
    /// The first of them.
    pub(crate) row: usize,
    pub(crate) expected: &'a str,
    pub(crate) found: &'a str,
    pub(crate) invalid: usize,
    pub(crate) valid: usize,
    /// The keys that would read them, in words, where there is no telling otherwise.
    pub(crate) likely: Option<String>,
    /// The distinct invalid values with their counts, if there are few.
    pub(crate) all: Option<Vec<(&'a str, usize)>>,
}

impl ValueProblem<'_> {
    fn is_empty_column(&self) -> bool {
        self.valid == 0 && self.invalid >= 2
    }

    /// Names all distinct invalid values, if there are few.
    fn alike(&self) -> Option<String> {
        let found: Vec<&str> = self.all.as_ref()?.iter().map(|(found, _)| *found).collect();
        Some(format!("all are {}", found.join(" or ")))
    }

    fn problem(&self, on_error: bool, host: Host) -> BatchProblem {
        let Self { column, row, expected, found, .. } = self;
        let there = self.invalid + self.valid;
        let code = found.strip_prefix("the number ").filter(|_| *expected == "text");
        let are_codes = code.is_some();
        let repair = if let Some(likely) = &self.likely {
            likely.clone()
        } else if let Some(code) = code {
            let digits = match code.contains(['.', 'e']) {
                true => String::new(),
                false => {
                    format!("; if none begins with a 0, write `written: digits` on {}", quote(self.attribute))
                }
            };
            format!(
                "codes that were read as numbers have lost their leading zeros: read the column as text{}{digits}",
                host.as_text()
            )
        } else {
            "correct the column, or declare the attribute as the column is written".to_owned()
        };
        let alike = self.alike().map_or_else(String::new, |alike| format!(" ({alike})"));
        let (code, message, help) = if !on_error {
            let of = match self.attribute == *column {
                true => String::new(),
                false => format!(" (attribute {})", quote(self.attribute)),
            };
            let what = self.alike().unwrap_or_else(|| format!("the first is {found}, in row {row}"));
            let message = format!(
                "column {}{of}: not one of {} is valid: expected {expected}; {what}",
                quote(column),
                counted(there, "value")
            );
            let help =
                format!("{repair}; {} goes on with its rules switched off", host.allow_empty(self.attribute));
            ("batch.empty_column", message, help)
        } else {
            let message = format!("column {}, row {row}: expected {expected}, found {found}", quote(column));
            let help = if let (true, Some(likely)) = (self.is_empty_column(), &self.likely) {
                format!("not one of {} is valid; {likely}", counted(there, "value"))
            } else if self.is_empty_column() {
                format!("not one of {} is valid{alike}: {repair}", counted(there, "value"))
            } else if are_codes {
                repair
            } else if self.invalid > 1 {
                let (many, all) = (grouped(self.invalid), counted(there, "value"));
                let missing = host.on_invalid();
                let repair = self.likely.as_deref().unwrap_or("correct them");
                format!(
                    "{many} of {all} are invalid{alike}: {repair}, or let them count as missing ({missing})"
                )
            } else {
                let repair = self.likely.as_deref().unwrap_or("correct the value");
                format!("{repair}, or let invalid values count as missing ({})", host.on_invalid())
            };
            ("batch.value", message, help)
        };
        let (column, row) = (Some((*column).into()), Some(*row));
        BatchProblem { code, column, row, message, help: Some(help.into()) }
    }
}

impl BatchError {
    /// Values that are refused (`on_error`), or columns without a valid one; none without problems. The error is that of
    /// the first row.
    pub(crate) fn values(problems: &[ValueProblem<'_>], on_error: bool, host: Host) -> Option<Self> {
        let first = problems.iter().enumerate().min_by_key(|(at, problem)| (problem.row, *at))?.0;
        Self::several(problems.iter().map(|problem| problem.problem(on_error, host)).collect(), first)
    }

    /// Columns that the model asks for and the table does not have, each with the names that were looked for.
    pub(crate) fn missing(missing: &[Vec<&str>], have: &[&str], host: Host) -> Self {
        let names = |names: &Vec<&str>| names.iter().map(|name| quote(name)).collect::<Vec<_>>().join(" or ");
        // A name that differs only in case and blanks is what is meant, whatever else is near.
        let same = |name: &&str| have.iter().find(|have| fold(have) == fold(name)).copied();
        let asks = |near: &str| format!("did you mean {}?", quote(near));
        let asks_same = |near: &str| format!("{} only case or blanks differ:", asks(near));
        let near = |names: &Vec<&str>| {
            let near = || names.iter().find_map(|name| suggest(name, have.iter().copied())).map(asks);
            names.iter().find_map(same).map(asks_same).or_else(near)
        };
        let allow = format!("or leave the attribute unknown in every row ({})", host.missing_columns());
        let problem = |wanted: &Vec<&str>| BatchProblem {
            code: "batch.missing_column",
            column: wanted.first().map(|name| (*name).into()),
            row: None,
            message: format!("the table has no column {}", names(wanted)),
            help: Some(match near(wanted) {
                Some(asked) => format!("{asked} rename it, {allow}").into(),
                None => format!("add it, {allow}").into(),
            }),
        };
        let problems: Vec<BatchProblem> = missing.iter().map(problem).collect();
        let mut error = Self::several(problems, 0).unwrap_or_else(Self::cancelled);
        if missing.len() > 1 {
            let listed: Vec<String> = missing.iter().map(names).collect();
            error.first.message = format!("the table has no columns {}", listed.join(", "));
            let allow =
                format!("or leave their attributes unknown in every row ({})", host.missing_columns());
            let first = missing.iter().flatten().find_map(same).map(asks_same);
            let help = match first.or_else(|| missing.iter().find_map(near)) {
                Some(asked) => format!("{asked} rename it, {allow}"),
                None => format!("add them, {allow}"),
            };
            error.first.help = Some(help.into());
        }
        // It speaks of all of them.
        (error.first.column, error.is_whole) = (None, true);
        error
    }
}
