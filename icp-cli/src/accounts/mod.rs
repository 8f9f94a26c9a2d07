//! Accounts from a file or standard input: CSV, JSON or Parquet, one at a time or in columns.

mod batch;
mod ends;
mod header;
mod identity;
mod json;
mod nested;
mod objects;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
mod parquet_types;
mod ragged;
mod rows;
mod source;
#[cfg(test)]
mod tests;
mod wrong;

use std::path::Path;

use icp_core::{Account, AccountError, BatchError, Model, OnInvalid};

pub(crate) use batch::{Batch, id};
pub(crate) use rows::Rows;
pub(crate) use source::Source;
pub(crate) use wrong::Wrong;

use self::batch::Texts;
use self::header::Columns;
use self::nested::Keys;
use self::objects::Objects;
use crate::failure::Failure;
use crate::text::{quoted, shown};

/// How the accounts are to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReadOptions<'a> {
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
    /// The keys that the objects have.
    keys: Keys,
}

enum Reader {
    Csv {
        rows: Box<Rows>,
        columns: Columns,
        texts: Texts,
    },
    Json(Objects),
    #[cfg(feature = "parquet")]
    Parquet {
        tables: Box<parquet::Tables>,
        columns: Columns,
    },
}

impl<'m> Accounts<'m> {
    /// Opens the accounts. CSV or JSON is recognized by the ending of the name, else by the first character.
    pub(crate) fn open(model: &'m Model, path: &Path, options: ReadOptions<'_>) -> Result<Self, Failure> {
        if is_parquet(path) {
            return Self::parquet(model, path, options);
        }
        Self::of(model, path, Source::open(path, options.encoding)?, options)
    }

    /// The accounts of a source, as a file of that name would have them.
    pub(crate) fn of(
        model: &'m Model,
        path: &Path,
        mut source: Source,
        options: ReadOptions<'_>,
    ) -> Result<Self, Failure> {
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
            if options.delimiter.is_some() {
                return Err(Failure::Usage("`--delimiter` is for CSV; these accounts are JSON".to_owned()));
            }
            Reader::Json(Objects::new(source))
        } else {
            let named = source.separator_line()?;
            let delimiter = options.delimiter.or(named).unwrap_or(delimiter);
            let mut rows = Rows::new(source, 1 + u64::from(named.is_some()), delimiter);
            let header: Option<Vec<String>> =
                rows.next()?.map(|row| row.cells().map(str::to_owned).collect());
            let Some(header) = header else {
                return Err(Failure::Mistake(format!("{name}: the file is empty")));
            };
            header::check(model, &header, delimiter, &mut rows)?;
            let columns = Columns::new(model, &name, header, delimiter, options.id)?;
            id_name = columns.id.and_then(|at| columns.names.get(at)).cloned();
            let texts = Texts::new(&columns);
            Reader::Csv { rows: Box::new(rows), columns, texts }
        };
        Ok(Self::new(model, name, reader, id_name, options))
    }

    #[cfg(feature = "parquet")]
    fn parquet(model: &'m Model, path: &Path, options: ReadOptions<'_>) -> Result<Self, Failure> {
        for (option, given) in
            [("--delimiter", options.delimiter.is_some()), ("--encoding", options.encoding.is_some())]
        {
            if given {
                return Err(Failure::Usage(format!("`{option}` is for CSV; these accounts are Parquet")));
            }
        }
        let name = shown(&path.display().to_string()).into_owned();
        let (tables, columns) = parquet::Tables::open(model, path, &name, options.id)?;
        let id_name = columns.id.and_then(|at| columns.names.get(at)).cloned();
        Ok(Self::new(model, name, Reader::Parquet { tables: Box::new(tables), columns }, id_name, options))
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(_: &'m Model, path: &Path, _: ReadOptions<'_>) -> Result<Self, Failure> {
        let name = shown(&path.display().to_string()).into_owned();
        Err(Failure::Usage(format!("cannot read {name}: this command was built without Parquet")))
    }

    fn new(
        model: &'m Model,
        name: String,
        reader: Reader,
        id_name: Option<String>,
        options: ReadOptions<'_>,
    ) -> Self {
        Self {
            model,
            name,
            reader,
            account: Account::new(),
            id: None,
            id_name,
            wanted_id: options.id.map(str::to_owned),
            named: false,
            number: 0,
            line: 0,
            keys: Keys::new(model),
        }
    }

    /// Whether they come in columns; JSON does not.
    pub(crate) fn in_columns(&self) -> bool {
        !matches!(self.reader, Reader::Json(_))
    }

    /// Reads the next accounts in columns; `None` when there is no more.
    pub(crate) fn batch(&mut self) -> Result<Option<Batch>, Failure> {
        let first = self.number + 1;
        let batch = match &mut self.reader {
            Reader::Csv { rows, columns, texts } => texts.next(&self.name, rows, columns, first)?,
            Reader::Json(_) => None,
            #[cfg(feature = "parquet")]
            Reader::Parquet { tables, .. } => tables.next(&self.name, first)?,
        };
        self.number += batch.as_ref().map_or(0, |batch| batch.len() as u64);
        Ok(batch)
    }

    /// Where and why a table was refused: as the account of its row is, if that is it.
    pub(crate) fn refused_batch(&mut self, batch: &Batch, error: &BatchError) -> Failure {
        let mistake =
            || Failure::refused(format!("{}: {}", self.name, shown(&error.to_string())), error.clone());
        // The rows of an error are counted over all batches.
        let row = error.row().and_then(|row| (row as u64 + 1).checked_sub(batch.first));
        let Some(row) = row.and_then(|row| usize::try_from(row).ok()) else { return mistake() };
        let account = match self.row(batch, row) {
            Ok(account) => account,
            Err(failure) => return failure,
        };
        match self.model.record(&account, OnInvalid::Error) {
            Ok(_) => mistake(),
            Err(error) => {
                self.account = account;
                self.line = batch.lines.get(row).copied().unwrap_or_default();
                let all = std::mem::replace(&mut self.number, batch.first + row as u64);
                let failure = self.refused(&error);
                self.number = all;
                failure
            }
        }
    }

    /// Reads the next account; false when there is no more.
    pub(crate) fn advance(&mut self) -> Result<bool, Failure> {
        let more = match &mut self.reader {
            Reader::Csv { rows, columns, .. } => match rows.next()? {
                None => false,
                Some(row) if row.len() != columns.names.len() => {
                    let wide = columns.names.len();
                    let place = (row.line, row.len(), ragged::is_padded(row, wide));
                    return Err(ragged::ragged(&self.name, rows, wide, place));
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
                    self.account = Account::from_json(text).map_err(|e| {
                        let failure = refused_json(&self.name, line, &e);
                        if !text.starts_with(['{', '[']) && self.number == 0 {
                            return failure.help(
                                "it does not look like JSON: a CSV ends in `.csv`, or comes through a pipe, as `-`",
                            );
                        }
                        if e.attribute().is_none() { nested::wrapped(failure, text) } else { failure }
                    })?;
                    self.name_object();
                    self.keys.note(self.model, &self.account);
                    true
                }
            },
            #[cfg(feature = "parquet")]
            Reader::Parquet { tables, .. } => match tables.account(&self.name)? {
                None => false,
                Some((account, id)) => {
                    self.account = account;
                    self.id = id;
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

    /// Its name, if it has one.
    pub(crate) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The column that names the accounts, if there is one.
    pub(crate) fn id_name(&self) -> Option<&str> {
        self.id_name.as_deref()
    }

    /// Whether a column, or a key of the last account, is called so.
    pub(crate) fn has_column(&self, name: &str) -> bool {
        match &self.reader {
            Reader::Csv { columns, .. } => columns.names.iter().any(|column| column == name),
            Reader::Json(_) => self.account.get(name).is_some(),
            #[cfg(feature = "parquet")]
            Reader::Parquet { columns, .. } => columns.names.iter().any(|column| column == name),
        }
    }

    /// Bytes that were read, and all of them.
    pub(crate) fn progress(&self) -> (u64, Option<u64>) {
        match &self.reader {
            Reader::Csv { rows, .. } => rows.source().progress(),
            Reader::Json(objects) => objects.source().progress(),
            #[cfg(feature = "parquet")]
            Reader::Parquet { tables, .. } => (self.number, Some(tables.size())),
        }
    }

    /// The name of the input.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Where and why the account was refused.
    pub(crate) fn refused(&self, error: &AccountError) -> Failure {
        match &self.reader {
            Reader::Csv { columns, .. } => self.refused_cell(columns, error),
            Reader::Json(_) => refused_json(&self.name, self.line, error),
            #[cfg(feature = "parquet")]
            Reader::Parquet { columns, .. } => self.refused_cell(columns, error),
        }
    }

    fn refused_cell(&self, columns: &Columns, error: &AccountError) -> Failure {
        let name = &self.name;
        // A line of a text; where there are no lines, the number of the account.
        let place = match (self.line, self.number) {
            (0, number) => format!("{name}: row {number}"),
            (line, _) => format!("{name}:{line}"),
        };
        let attribute = error.attribute().unwrap_or_default();
        let Some(column) = columns.of(self.model, attribute, &self.account) else {
            return Failure::refused(format!("{place}: {error}"), error.clone());
        };
        let header = columns.names.get(column).map_or("", String::as_str);
        let of =
            if header == attribute { String::new() } else { format!(" (attribute {})", quoted(attribute)) };
        let text = format!(
            "{place}: column {} {}{of}: expected {}, found {}",
            column + 1,
            quoted(header),
            error.expected(),
            shown(error.found())
        );
        Failure::refused(text, error.clone())
    }
}

fn is_parquet(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    #[cfg(feature = "parquet")]
    if parquet::is_one(path) {
        return true;
    }
    matches!(ending.as_deref(), Some("parquet" | "pq"))
}

fn refused_json(name: &str, line: u64, error: &AccountError) -> Failure {
    // A record on one line: its own line is always the first.
    let text = error.to_string().replace(" at line 1, column ", " at column ");
    Failure::refused(format!("{name}:{line}: {}", shown(&text)), error.clone())
}
