//! The accounts of a sheet: its header, and the columns that the model reads, in memory. They go on in columns where
//! each column has values of one type, else one by one.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions, StringArray};
#[cfg(feature = "parquet")]
use arrow_schema::FieldRef;
use arrow_schema::Schema;
use icp_core::value::{AttributeType, fold};
use icp_core::{Account, AccountValue, Model};

use super::batch::{Batch, ROWS, broken};
use super::cell::Cell;
use super::header::{self, Columns, TITLES};
use super::sheet_column::{Column, Form, fields};
use super::tail::{Ended, LastRows};
use super::workbook::Workbook;
use super::{ReadOptions, identity};
use crate::failure::Failure;
use crate::foreign::Book;
use crate::text::quoted;

/// The rows of a sheet.
pub(super) struct Sheet {
    /// For each column that is read, its cells.
    columns: Vec<Column>,
    /// Those that stand beside the answers.
    kept: Vec<Column>,
    /// The names of the accounts.
    ids: Option<Vec<Option<String>>>,
    /// The values that put rows together.
    groups: Option<Vec<Option<String>>>,
    /// The number of each row, from 1.
    lines: Vec<u64>,
    /// Rows that were given.
    given: usize,
    ended: SheetEnd,
}

/// How the accounts of a sheet ended.
#[derive(Debug, Default)]
struct SheetEnd {
    blank: u64,
    /// Accounts since the last blank row, and that row.
    notes: Option<(u64, u64)>,
    /// The blank row that ended them, and the rows below it.
    below: Option<(u64, u64)>,
    /// The last rows that were left out: how many, the first of them, and how it begins.
    left_out: Option<(u64, u64, String)>,
    /// The last account, and how it begins.
    last: Option<(u64, String)>,
}

impl Sheet {
    pub(super) fn open(
        model: &Model,
        (path, book, name): (&Path, Book, &str),
        options: ReadOptions<'_>,
    ) -> Result<(Self, Columns), Failure> {
        let mut workbook = Workbook::open(path, book, name)?;
        let sheet = workbook.choose(options.sheet, name)?;
        let mut reading = Reading {
            model,
            name,
            options,
            titles: Vec::new(),
            header: None,
            columns: Vec::new(),
            kept: Vec::new(),
            ids: Vec::new(),
            groups: Vec::new(),
            lines: Vec::new(),
            begins: VecDeque::new(),
            blank: 0,
            notes: None,
            below: None,
        };
        workbook.rows(&sheet, name, |row, cells| reading.take(row, cells))?;
        reading.finish(&sheet)
    }

    /// The number of accounts.
    pub(super) fn size(&self) -> u64 {
        self.lines.len() as u64
    }

    /// How it ended, for notices.
    pub(super) fn ended(&self) -> Ended<'_> {
        Ended {
            blank: self.ended.blank,
            notes: self.ended.notes,
            below: self.ended.below,
            left_out: self.ended.left_out.as_ref().map(|(rows, line, begin)| LastRows {
                rows: *rows,
                line: *line,
                begin,
            }),
            last: self.ended.last.as_ref().map(|(line, begin)| (*line, begin.as_str())),
        }
    }

    /// The first column with values of several types, or of one that its attribute does not take as a whole.
    pub(super) fn mixed(&self) -> Option<&str> {
        let mixed = self.columns.iter().find(|column| column.form == Form::Mixed);
        mixed.map(|column| column.name.as_str())
    }

    /// The next rows in columns; `None` at the end.
    pub(super) fn batch(&mut self, name: &str, first: u64) -> Result<Option<Batch>, Failure> {
        let rows = self.given..self.lines.len().min(self.given + ROWS);
        if rows.is_empty() {
            return Ok(None);
        }
        self.given = rows.end;
        let table = |columns: &[Column]| {
            let arrays: Vec<ArrayRef> = columns.iter().map(|column| column.array(rows.clone())).collect();
            let schema = Arc::new(Schema::new(fields(columns)));
            let count = RecordBatchOptions::new().with_row_count(Some(rows.len()));
            RecordBatch::try_new_with_options(schema, arrays, &count).map_err(|error| broken(name, error))
        };
        let (table, kept) = (table(&self.columns)?, table(&self.kept)?);
        let ids = self.ids.as_ref().and_then(|ids| ids.get(rows.clone()));
        let ids = ids.map(|ids| Arc::new(StringArray::from(ids.to_vec())) as ArrayRef);
        let lines = self.lines.get(rows).unwrap_or_default().to_vec();
        Ok(Some(Batch { table, kept, texts: None, ids, groups: None, first, lines }))
    }

    /// The next row as an account, with its line, its name and its group; `None` at the end.
    pub(super) fn next(&mut self, account: &mut Account) -> Option<(u64, Option<String>, Option<String>)> {
        let line = *self.lines.get(self.given)?;
        self.set(self.given, account);
        let of = |texts: &Option<Vec<Option<String>>>| {
            texts.as_ref().and_then(|texts| texts.get(self.given)).cloned().flatten()
        };
        let (id, group) = (of(&self.ids), of(&self.groups));
        self.given += 1;
        Some((line, id, group))
    }

    /// The columns that stand beside the answers.
    #[cfg(feature = "parquet")]
    pub(super) fn kept_fields(&self) -> Vec<FieldRef> {
        fields(&self.kept)
    }

    /// The values beside the answers, of the row that was given last.
    pub(super) fn kept(&self) -> Vec<AccountValue> {
        let row = self.given.saturating_sub(1);
        let value = |column: &Column| column.cells.get(row).map_or(AccountValue::Null, Cell::as_it_is);
        self.kept.iter().map(value).collect()
    }

    /// The account with that number, from 1.
    pub(super) fn account(&self, number: u64) -> Account {
        let mut account = Account::new();
        if let Some(row) = number.checked_sub(1).and_then(|row| usize::try_from(row).ok()) {
            self.set(row, &mut account);
        }
        account
    }

    fn set(&self, row: usize, account: &mut Account) {
        for column in &self.columns {
            let cell = column.cells.get(row).unwrap_or(&Cell::Blank);
            account.set(&column.name, cell.value(column.is_text() && !column.is_placeholder(cell)));
        }
    }
}

/// A sheet while it is read.
struct Reading<'a> {
    model: &'a Model,
    name: &'a str,
    options: ReadOptions<'a>,
    /// Rows that are above the header, or there is none.
    titles: Vec<(u64, Vec<String>)>,
    header: Option<Columns>,
    columns: Vec<Column>,
    kept: Vec<Column>,
    ids: Vec<Option<String>>,
    groups: Vec<Option<String>>,
    lines: Vec<u64>,
    /// How the last rows begin.
    begins: VecDeque<String>,
    blank: u64,
    /// Accounts since the last blank row, and that row.
    notes: Option<(u64, u64)>,
    below: Option<(u64, u64)>,
}

impl Reading<'_> {
    /// Takes the next row that has something in it; false where no more is wanted.
    fn take(&mut self, row: u64, cells: &[Cell]) -> Result<bool, Failure> {
        if row <= self.options.skip {
            return Ok(true);
        }
        let Some(header) = &self.header else { return self.head(row, cells) };
        if let Some((_, rows)) = &mut self.below {
            *rows += 1;
            return Ok(true);
        }
        if let Some(last) = self.lines.last() {
            let gap = row - last - 1;
            if gap > 0 && self.options.until_blank {
                self.below = Some((last + 1, 1));
                return Ok(true);
            }
            self.blank += gap;
            if gap > 0 {
                self.notes = Some((0, row - 1));
            }
        }
        if let Some((rows, _)) = &mut self.notes {
            *rows += 1;
        }
        let read = self.columns.iter_mut().zip(&header.read);
        for (column, at) in read.chain(self.kept.iter_mut().zip(&header.kept)) {
            column.cells.push(cells.get(*at).cloned().unwrap_or_default());
        }
        let of = |at: usize| cells.get(at).and_then(|cell| identity::of_value(&cell.value(true)));
        self.ids.extend(header.id.map(of));
        self.groups.extend(header.group.map(of));
        self.lines.push(row);
        if self.begins.len() > self.options.skip_last {
            self.begins.pop_front();
        }
        let begin = cells.iter().find(|cell| **cell != Cell::Blank);
        self.begins.push_back(begin.map(Cell::text).unwrap_or_default());
        Ok(true)
    }

    /// Takes the header, or a title above it.
    fn head(&mut self, row: u64, cells: &[Cell]) -> Result<bool, Failure> {
        let names: Vec<String> = cells.iter().map(Cell::text).collect();
        let is_one = header::is_one(self.model, &names) || !self.options.events.is_empty();
        if !self.titles.is_empty() || !is_one {
            // The header may stand below: the message says so.
            self.titles.push((row, names));
            return Ok(self.titles.len() <= TITLES);
        }
        let columns = Columns::new(self.model, self.name, names, None, self.options)?;
        let column = |name: &String| {
            let mut attributes = self.model.attributes();
            let named = attributes.find(|attribute| attribute.names().any(|known| known == name));
            Column {
                name: name.clone(),
                kind: named.map_or(AttributeType::Text, |attribute| attribute.kind()),
                form: Form::Texts,
                cells: Vec::new(),
                placeholders: named.map_or_else(Vec::new, |attribute| {
                    attribute.missing().map(|text| fold(&text).into_owned()).collect()
                }),
            }
        };
        let of =
            |places: &[usize]| places.iter().filter_map(|at| columns.names.get(*at)).map(column).collect();
        (self.columns, self.kept) = (of(&columns.read), of(&columns.kept));
        self.header = Some(columns);
        Ok(true)
    }

    fn finish(mut self, sheet: &str) -> Result<(Sheet, Columns), Failure> {
        let Some(columns) = self.header else {
            let mut titles = self.titles.into_iter();
            return Err(match titles.next() {
                Some((_, names)) => header::refused(self.model, self.name, &names, None, titles),
                None => {
                    let above =
                        if self.options.skip > 0 { " below the rows that are passed over" } else { "" };
                    let text = format!("{}: the sheet {} is empty{above}", self.name, quoted(sheet));
                    Failure::Mistake(text).help("`--sheet` names another")
                }
            });
        };
        let all = self.lines.len();
        let rows = all.saturating_sub(self.options.skip_last);
        let left_out = self.lines.get(rows).map(|line| {
            let begin = self.begins.len().checked_sub(all - rows).and_then(|at| self.begins.get(at));
            ((all - rows) as u64, *line, begin.cloned().unwrap_or_default())
        });
        let last = rows.checked_sub(1).and_then(|at| self.lines.get(at)).copied();
        // The begin of the last account stands before those that are left out.
        let begin = self.begins.len().checked_sub(all - rows + 1).and_then(|at| self.begins.get(at));
        let last = last.zip(begin.cloned());
        self.lines.truncate(rows);
        self.ids.truncate(rows);
        self.groups.truncate(rows);
        for column in &mut self.columns {
            column.cells.truncate(rows);
            column.form = Form::of(&column.cells, column.kind);
        }
        for column in &mut self.kept {
            column.cells.truncate(rows);
            column.form = Form::of_kept(&column.cells);
        }
        let ended = SheetEnd {
            blank: self.blank,
            notes: self.notes.filter(|_| left_out.is_none()),
            below: self.below,
            left_out,
            last,
        };
        let ids = columns.id.map(|_| self.ids);
        let groups = columns.group.map(|_| self.groups);
        Ok((
            Sheet { columns: self.columns, kept: self.kept, ids, groups, lines: self.lines, given: 0, ended },
            columns,
        ))
    }
}
