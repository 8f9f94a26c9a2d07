//! Accounts from a file or standard input: CSV or JSON, one at a time.

mod header;
mod identity;
mod objects;
mod rows;
mod source;
#[cfg(test)]
mod tests;

use std::path::Path;

use icp_core::{Account, AccountError, Model};

pub(crate) use rows::Rows;
pub(crate) use source::Source;

use self::header::Columns;
use self::objects::Objects;
use crate::failure::Failure;
use crate::notice::notice;
use crate::text::{count, list, quoted, shown};

/// How the accounts are to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct How<'a> {
    pub(crate) encoding: Option<&'a str>,
    pub(crate) delimiter: Option<u8>,
    /// The column that names the accounts.
    pub(crate) id: Option<&'a str>,
}

/// The accounts of an input, one at a time: [`Accounts::advance`], then what it is about.
pub(crate) struct Accounts<'m> {
    model: &'m Model,
    name: String,
    reader: Reader,
    account: Account,
    id: Option<String>,
    id_name: Option<String>,
    wanted_id: Option<String>,
    /// Whether an account had a name.
    named: bool,
    number: u64,
    line: u64,
    /// For each attribute, whether an account had it.
    seen: Vec<bool>,
}

enum Reader {
    Csv { rows: Box<Rows>, columns: Columns },
    Json(Objects),
}

impl<'m> Accounts<'m> {
    /// Opens the accounts. CSV or JSON is told by the ending of the name, else by the first character.
    pub(crate) fn open(model: &'m Model, path: &Path, how: How<'_>) -> Result<Self, Failure> {
        let mut source = Source::open(path, how.encoding)?;
        let name = source.name().to_owned();
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        let (delimiter, is_json) = match ending.as_deref() {
            Some("csv") => (b',', false),
            Some("tsv" | "tab") => (b'\t', false),
            Some("jsonl" | "ndjson" | "json") => (b',', true),
            _ => (b',', source.looks_like_json()?),
        };
        let mut id_name = None;
        let reader = if is_json {
            if how.delimiter.is_some() {
                return Err(Failure::Usage("`--delimiter` is for CSV; these accounts are JSON".to_owned()));
            }
            Reader::Json(Objects::new(source))
        } else {
            let delimiter = how.delimiter.unwrap_or(delimiter);
            let mut rows = Rows::new(source, delimiter);
            let header: Option<Vec<String>> =
                rows.next()?.map(|row| row.cells().map(str::to_owned).collect());
            let Some(header) = header else {
                return Err(Failure::Mistake(format!("{name}: the file is empty")));
            };
            let columns = Columns::new(model, &name, header, delimiter, how.id)?;
            id_name = columns.id.and_then(|at| columns.names.get(at)).cloned();
            Reader::Csv { rows: Box::new(rows), columns }
        };
        Ok(Self {
            model,
            name,
            reader,
            account: Account::new(),
            id: None,
            id_name,
            wanted_id: how.id.map(str::to_owned),
            named: false,
            number: 0,
            line: 0,
            seen: vec![false; model.attributes().count()],
        })
    }

    /// Reads the next account; false when there is no more.
    pub(crate) fn advance(&mut self) -> Result<bool, Failure> {
        let more = match &mut self.reader {
            Reader::Csv { rows, columns } => match rows.next()? {
                None => false,
                Some(row) if row.len() != columns.names.len() => {
                    return Err(ragged(&self.name, row.line, columns.names.len(), row.len()));
                }
                Some(row) => {
                    self.line = row.line;
                    for at in &columns.read {
                        let column = columns.names.get(*at).map_or("", String::as_str);
                        self.account.set(column, row.get(*at).unwrap_or_default());
                    }
                    let id = columns.id.and_then(|at| row.get(at)).map(str::trim);
                    self.id = id.filter(|id| !id.is_empty()).map(str::to_owned);
                    true
                }
            },
            Reader::Json(objects) => match objects.next()? {
                None => false,
                Some((line, text)) => {
                    self.line = line;
                    self.account =
                        Account::from_json(text).map_err(|e| refused_json(&self.name, line, &e))?;
                    self.name_object();
                    self.note_seen();
                    true
                }
            },
        };
        self.number += u64::from(more);
        Ok(more)
    }

    /// The account that was read.
    pub(crate) fn account(&self) -> &Account {
        &self.account
    }

    /// Its number, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// What it is called, if anything.
    pub(crate) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The column that names the accounts, if there is one.
    pub(crate) fn id_name(&self) -> Option<&str> {
        self.id_name.as_deref()
    }

    /// Bytes that were read, and all of them.
    pub(crate) fn progress(&self) -> (u64, Option<u64>) {
        match &self.reader {
            Reader::Csv { rows, .. } => rows.source().progress(),
            Reader::Json(objects) => objects.source().progress(),
        }
    }

    /// The name of the input.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Where and why the account was refused.
    pub(crate) fn refused(&self, error: &AccountError) -> Failure {
        let (name, line) = (&self.name, self.line);
        let failure = match &self.reader {
            Reader::Csv { columns, .. } => self.refused_cell(columns, error),
            Reader::Json(_) => refused_json(name, line, error),
        };
        match error.attribute() {
            Some(_) => failure
                .help("`--on-invalid missing` counts such values as missing, says how many, and goes on"),
            None => failure,
        }
    }

    fn refused_cell(&self, columns: &Columns, error: &AccountError) -> Failure {
        let (name, line) = (&self.name, self.line);
        let attribute = error.attribute().unwrap_or_default();
        let Some(column) = columns.of(self.model, attribute, &self.account) else {
            return Failure::Mistake(format!("{name}:{line}: {error}"));
        };
        let header = columns.names.get(column).map_or("", String::as_str);
        let of =
            if header == attribute { String::new() } else { format!(" (attribute {})", quoted(attribute)) };
        Failure::Mistake(format!(
            "{name}:{line}: column {} {}{of}: expected {}, found {}",
            column + 1,
            quoted(header),
            error.expected(),
            shown(error.found())
        ))
    }

    /// What was odd about the input as a whole, once all of it was read.
    pub(crate) fn close(&self) -> Result<(), Failure> {
        let Reader::Json(_) = &self.reader else { return Ok(()) };
        if self.number == 0 {
            return Ok(());
        }
        if let Some(wanted) = self.wanted_id.as_deref().filter(|_| !self.named) {
            return Err(Failure::Usage(format!("{}: no account has {}", self.name, quoted(wanted))));
        }
        let read = || self.model.attributes().zip(&self.seen).filter(|(a, _)| a.formula().is_none());
        let absent: Vec<&str> = read().filter(|(_, seen)| !**seen).map(|(a, _)| a.name()).collect();
        if absent.len() == read().count() {
            let (file, model) = (&self.name, self.model.name());
            return Err(Failure::Mistake(format!(
                "{file}: no account has a key that the model `{model}` reads\n  looked for: {}",
                list(absent)
            )));
        }
        if !absent.is_empty() {
            notice(&format!("{}: no account has {}; unknown for all", self.name, list(absent)));
        }
        Ok(())
    }

    fn name_object(&mut self) {
        let key = match (&self.wanted_id, &self.id_name) {
            (Some(wanted), _) => Some(wanted.clone()),
            (None, Some(name)) if self.account.get(name).is_some() => Some(name.clone()),
            (None, _) => {
                let keys = self.account.keys();
                identity::usual(&keys).and_then(|at| keys.clone().nth(at)).map(str::to_owned)
            }
        };
        self.id = key.as_deref().and_then(|key| self.account.get(key)).and_then(identity::of_value);
        self.named |= self.id.is_some();
        if self.id_name.is_none() {
            self.id_name = key;
        }
    }

    fn note_seen(&mut self) {
        for (attribute, seen) in self.model.attributes().zip(&mut self.seen).filter(|(_, seen)| !**seen) {
            let mut names = std::iter::once(attribute.name()).chain(attribute.aliases());
            *seen = names.any(|name| self.account.get(name).is_some());
        }
    }
}

fn ragged(name: &str, line: u64, expected: usize, found: usize) -> Failure {
    let failure = Failure::Mistake(format!(
        "{name}:{line}: the row has {}, the header has {expected}",
        count(found as u64, "cell")
    ));
    if found > expected {
        failure.help("a cell that contains the delimiter must be in double quotes")
    } else {
        failure.help("a row is cut short, or a line end inside a cell is not in double quotes")
    }
}

fn refused_json(name: &str, line: u64, error: &AccountError) -> Failure {
    // A record on one line: its own line is always the first.
    let text = error.to_string().replace(" at line 1, column ", " at column ");
    Failure::Mistake(format!("{name}:{line}: {}", shown(&text)))
}
