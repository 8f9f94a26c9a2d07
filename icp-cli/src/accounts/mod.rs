//! Accounts from a file or standard input: CSV, JSON or Parquet, one at a time or in columns.

mod advance;
mod batch;
#[cfg(feature = "excel")]
mod cell;
mod cells;
#[cfg(feature = "parquet")]
mod copied;
mod ends;
mod entries;
mod first_row;
mod group;
mod header;
mod identity;
mod join;
mod json;
mod keep;
mod log;
#[cfg(feature = "excel")]
mod merged;
mod nested;
mod objects;
mod open;
mod options;
mod packed;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
mod parquet_types;
mod ragged;
mod records;
mod refused;
mod row;
mod rows;
#[cfg(feature = "excel")]
mod sheet;
#[cfg(feature = "excel")]
mod sheet_column;
mod source;
mod survey;
mod tail;
#[cfg(test)]
mod tests;
mod text_form;
mod texts;
mod unread;
#[cfg(feature = "excel")]
mod workbook;
mod wrong;

use icp_core::{Account, AccountError, AccountValue, BatchError, Model, OnInvalid};

pub(crate) use batch::{Batch, id};
#[cfg(feature = "parquet")]
pub(crate) use copied::Copied;
pub(crate) use entries::entries;
pub(crate) use header::NO_YAML;
pub(crate) use identity::{of_value as written, usual_name};
pub(crate) use options::{EventsSpec, ReadOptions, above_header};
pub(crate) use rows::Rows;
pub(crate) use source::Source;
pub(crate) use survey::survey;
pub(crate) use unread::Unread;
pub(crate) use wrong::Wrong;

use self::group::Groups;
use self::header::Columns;
use self::join::Place;
use self::log::Log;
use self::nested::Keys;
use self::objects::Objects;
use self::refused::refused_json;
use self::texts::Texts;
use crate::failure::Failure;
use crate::text::{quoted, shown};

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
    /// The columns that stand beside the answers: their names, and the values of the account that was read.
    kept_names: Vec<String>,
    kept: Vec<AccountValue>,
    /// The same of objects.
    kept_keys: keep::Keys,
    /// Events from other files.
    logs: Vec<Log>,
    /// The rows that are put together, where they are.
    groups: Option<Groups<'m>>,
    /// The value of the row that was read last which puts it together with others.
    group: Option<String>,
}

enum Reader {
    Csv {
        rows: Box<Rows>,
        columns: Columns,
        texts: Texts,
    },
    Json(Objects),
    #[cfg(feature = "excel")]
    Sheet {
        sheet: Box<sheet::Sheet>,
        columns: Columns,
    },
    #[cfg(feature = "parquet")]
    Parquet {
        tables: Box<parquet::Tables>,
        columns: Columns,
    },
}

impl Reader {
    /// The header; JSON has none.
    fn columns(&self) -> Option<&Columns> {
        match self {
            Self::Csv { columns, .. } => Some(columns),
            Self::Json(_) => None,
            #[cfg(feature = "excel")]
            Self::Sheet { columns, .. } => Some(columns),
            #[cfg(feature = "parquet")]
            Self::Parquet { columns, .. } => Some(columns),
        }
    }
}

impl<'m> Accounts<'m> {
    fn new(
        model: &'m Model,
        name: String,
        reader: Reader,
        id_name: Option<String>,
        options: ReadOptions<'_>,
    ) -> Result<Self, Failure> {
        if id_name.is_none() && !options.events.is_empty() && !matches!(reader, Reader::Json(_)) {
            return Err(Failure::Usage(format!("{name}: `--events` goes by the names of the accounts"))
                .help("`--id` says which column has them"));
        }
        let logs = options.events.iter().map(|events| Log::open(model, events));
        let kept_keys = match &reader {
            Reader::Json(_) => keep::Keys::new(&name, options)?,
            _ => keep::Keys::default(),
        };
        let kept_names = match reader.columns() {
            Some(columns) => columns.kept.iter().filter_map(|at| columns.names.get(*at)).cloned().collect(),
            None => kept_keys.names().to_vec(),
        };
        Ok(Self {
            kept_names,
            kept: Vec::new(),
            kept_keys,
            model,
            name,
            reader,
            account: Account::new(),
            id: None,
            id_name,
            wanted_id: options.id.or(options.group_by).map(str::to_owned),
            named: false,
            number: 0,
            line: 0,
            keys: Keys::new(model),
            logs: logs.collect::<Result<_, Failure>>()?,
            groups: options.group_by.map(|column| Groups::new(model, column)),
            group: None,
        })
    }

    /// Whether they come in columns.
    pub(crate) fn in_columns(&self) -> bool {
        self.one_by_one().is_none()
    }

    /// The place of a row of a batch, for messages: its line, or its number where there are no lines.
    pub(crate) fn place_of(&self, batch: &Batch, row: usize) -> String {
        match batch.lines.get(row) {
            Some(line) => format!("{}:{line}", self.name),
            None => format!("{}: row {}", self.name, batch.first + row as u64),
        }
    }

    /// The place of the account that was read, for messages.
    pub(crate) fn here(&self) -> String {
        match self.line {
            0 => format!("{}: row {}", self.name, self.number),
            line => format!("{}:{line}", self.name),
        }
    }

    /// Why they do not come in columns; none where they do.
    pub(crate) fn one_by_one(&self) -> Option<String> {
        if !self.logs.is_empty() {
            return Some("with `--events` each gets its own".to_owned());
        }
        if self.groups.is_some() {
            return Some("with `--group-by` each has its rows".to_owned());
        }
        match &self.reader {
            Reader::Csv { .. } => None,
            Reader::Json(_) => Some("JSON has one after the other".to_owned()),
            #[cfg(feature = "excel")]
            Reader::Sheet { sheet, .. } => sheet
                .mixed()
                .map(|column| format!("the cells of column {} are of several types", quoted(column))),
            #[cfg(feature = "parquet")]
            Reader::Parquet { .. } => None,
        }
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

    /// The names of what stands beside the answers.
    pub(crate) fn kept_names(&self) -> &[String] {
        &self.kept_names
    }

    /// The types of the columns that stand beside the answers.
    #[cfg(feature = "parquet")]
    pub(crate) fn kept_fields(&self) -> Vec<arrow_schema::FieldRef> {
        match &self.reader {
            Reader::Csv { texts, .. } => texts.kept_fields(),
            Reader::Json(_) => Vec::new(),
            #[cfg(feature = "excel")]
            Reader::Sheet { sheet, .. } => sheet.kept_fields(),
            Reader::Parquet { tables, .. } => tables.kept_fields(),
        }
    }

    /// The same columns, where they are copied and not read.
    #[cfg(feature = "parquet")]
    pub(crate) fn copied(&mut self) -> Option<Copied> {
        match &mut self.reader {
            Reader::Parquet { tables, .. } => tables.copied(),
            _ => None,
        }
    }

    /// The values beside the answers, of the account that was read.
    pub(crate) fn kept(&self) -> &[AccountValue] {
        &self.kept
    }

    /// The columns, in their order; JSON has none.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.reader.columns().into_iter().flat_map(|columns| &columns.names).map(String::as_str)
    }

    /// Reads these columns of a CSV too, for accounts that come one by one.
    pub(crate) fn read_too(&mut self, is_wanted: impl Fn(&str) -> bool) {
        if let Reader::Csv { columns, .. } = &mut self.reader {
            let Columns { names, read, .. } = columns;
            let more = names.iter().enumerate().filter(|(_, name)| is_wanted(name)).map(|(at, _)| at);
            let more: Vec<usize> = more.filter(|at| !read.contains(at)).collect();
            read.extend(more);
        }
        if let Some(groups) = &mut self.groups {
            groups.keep_others();
        }
    }

    /// Whether a column, or a key of the last account, is called so.
    pub(crate) fn has_column(&self, name: &str) -> bool {
        match self.reader.columns() {
            Some(columns) => columns.names.iter().any(|column| column == name),
            None => self.account.get(name).is_some(),
        }
    }

    /// Bytes that were read, and all of them.
    pub(crate) fn progress(&self) -> (u64, Option<u64>) {
        match &self.reader {
            Reader::Csv { rows, .. } => rows.source().progress(),
            Reader::Json(objects) => objects.source().progress(),
            #[cfg(feature = "excel")]
            Reader::Sheet { sheet, .. } => (self.number, Some(sheet.size())),
            #[cfg(feature = "parquet")]
            Reader::Parquet { tables, .. } => (self.number, Some(tables.size())),
        }
    }

    /// The name of the input.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Where and why the account was refused, with the help of the value.
    pub(crate) fn refused_one(&self, error: &AccountError) -> Failure {
        let failure = self.refused(error);
        match error.help() {
            Some(help) => failure.help(shown(help)),
            None => failure,
        }
    }

    /// Where and why the account was refused.
    pub(crate) fn refused(&self, error: &AccountError) -> Failure {
        match self.reader.columns() {
            Some(columns) => self.refused_cell(columns, error),
            None => refused_json(&self.name, self.line_of(error), error),
        }
    }

    /// The place of an attribute's value: a line of a text; where there are no lines, the number of the account.
    fn place(&self, attribute: &str) -> String {
        let name = &self.name;
        let of_row = self.groups.as_ref().and_then(|groups| groups.wrong(attribute));
        match (of_row, self.line, self.number) {
            (Some(Place::Line(line)), ..) => format!("{name}:{line}"),
            (Some(Place::Row(row)), ..) => format!("{name}: row {row}"),
            (None, 0, number) => format!("{name}: row {number}"),
            (None, line, _) => format!("{name}:{line}"),
        }
    }

    /// The line of an object that was refused.
    fn line_of(&self, error: &AccountError) -> u64 {
        let attribute = error.attribute().unwrap_or_default();
        match self.groups.as_ref().and_then(|groups| groups.wrong(attribute)) {
            Some(Place::Line(line)) => line,
            Some(Place::Row(_)) | None => self.line,
        }
    }

    fn refused_cell(&self, columns: &Columns, error: &AccountError) -> Failure {
        let attribute = error.attribute().unwrap_or_default();
        let place = self.place(attribute);
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
