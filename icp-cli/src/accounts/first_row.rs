//! The first row of a table for whoever has no model yet: whether its columns are separated by another sign, the names stand
//! further down, or it is an account already. Called by `survey`; with a model, `header` asks for the names that the model reads.

use super::header::{TITLES, other_separator, separated_by};
use crate::failure::Failure;
use crate::notice::notice;
use crate::text::{count, list, quoted};

/// The first row of a table, and how many rows below it were looked at.
pub(super) struct FirstRow {
    cells: usize,
    filled: usize,
    seen: usize,
}

impl FirstRow {
    /// Refuses one cell that holds the names of several columns, and tells where the cells look like those of an account.
    pub(super) fn new(file: &str, names: &[String], delimiter: Option<u8>) -> Result<Self, Failure> {
        if let ([one], Some(delimiter)) = (names, delimiter)
            && let Some(other) = other_separator(names, delimiter, |_| true)
        {
            return Err(Failure::Mistake(format!("{file}: the header has one column, {}", quoted(one)))
                .help(separated_by(other)));
        }
        let filled = names.iter().filter(|name| !name.trim().is_empty()).count();
        let values: Vec<&str> = names.iter().map(String::as_str).filter(|name| is_value(name)).collect();
        if values.len() >= 2 && values.len() * 4 >= filled {
            notice(&format!(
                "{file}: the first row looks like an account, not like names of columns ({}): put a row of names above it, or say \
                 where they are with `--header-row`",
                list(values.into_iter().take(3))
            ));
        }
        Ok(Self { cells: names.len(), filled, seen: 0 })
    }

    /// Whether rows below are still looked at.
    pub(super) fn looks(&self) -> bool {
        self.seen < if self.filled <= 1 { TITLES } else { 1 }
    }

    /// Looks at a row below: of the first ones, the names of the columns may stand there, and the first row be a title.
    pub(super) fn below<'a>(
        &mut self,
        file: &str,
        line: u64,
        cells: impl Iterator<Item = &'a str>,
    ) -> Result<(), Failure> {
        if !self.looks() {
            return Ok(());
        }
        self.seen += 1;
        let filled: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let is_name = |cell: &&str| !cell.starts_with(|c: char| c.is_ascii_digit()) && !is_value(cell);
        // A title above the names, or words above several of them.
        let is_wider = match self.filled {
            0 | 1 => filled.len() >= 3 || filled.len() > self.cells && filled.len() >= 2,
            _ => filled.len() >= self.cells.max(3) && self.filled * 2 <= filled.len(),
        };
        if !is_wider || !filled.iter().all(is_name) {
            return Ok(());
        }
        let names = list(filled.iter().copied().take(3));
        Err(Failure::Mistake(format!("{file}: the header has {}", count(self.filled as u64, "name")))
            .help(format!("is line {line} the header? It has {names}: say so with `--header-row {line}`")))
    }
}

/// Whether a cell is a number, a day or an address, which no column is called by; a year may be one.
fn is_value(cell: &str) -> bool {
    let cell = cell.trim();
    let groups = cell.split(['/', '-', '.']);
    let is_day = groups.clone().count() == 3
        && groups
            .into_iter()
            .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let is_number = cell.parse::<f64>().is_ok_and(|value| !(1900.0..=2100.0).contains(&value));
    let is_address =
        || cell.contains("://") || cell.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    is_number || is_day || is_address()
}

#[cfg(test)]
mod tests {
    use super::{FirstRow, is_value};

    fn first(names: &[&str]) -> FirstRow {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        FirstRow::new("a.csv", &names, Some(b',')).unwrap_or_else(|failure| panic!("{failure:?}"))
    }

    #[test]
    fn values_are_told_from_names() {
        for value in
            ["1750000", "1", "-0.5", "6/1/2012", "2012-06-01", "https://acme.example", "a@acme.example"]
        {
            assert!(is_value(value), "{value}");
        }
        for name in ["Name", "2024", "Q1", "1-10", "% growth", "Employees (1/1)", "a.b.c", ""] {
            assert!(!is_value(name), "{name}");
        }
    }

    #[test]
    fn a_title_above_the_names_is_found() {
        let title = || first(&["Accounts by industry", "", ""]);
        assert!(title().below("a.csv", 3, ["Name", "Industry", "Size"].into_iter()).is_err());
        assert!(first(&["Report"]).below("a.csv", 3, ["Name", "Size"].into_iter()).is_err());
        for row in [["Acme", "Retail", "40"], ["Acme", "", ""], ["", "", ""]] {
            assert!(title().below("a.csv", 3, row.into_iter()).is_ok(), "{row:?}");
        }
        let several = || first(&["Company", "", "Finance", ""]);
        assert!(several().below("a.csv", 2, ["Name", "Size", "ARR", "Currency"].into_iter()).is_err());
        assert!(several().below("a.csv", 2, ["Acme", "40", "ARR", "Currency"].into_iter()).is_ok());
        assert!(first(&["Name", "Industry", ""]).below("a.csv", 2, ["a", "b", "c"].into_iter()).is_ok());
    }
}
