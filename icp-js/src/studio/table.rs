//! The file of accounts: its columns, as they came. The page names columns by their places.

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::init;
use icp_core::survey::Survey;
use icp_core::value::{AttributeType, fold};
use icp_core::{Account, BatchError, Model};
use serde::Serialize;

use super::cells::{Cells, Form};
use super::column::{Picked, Stored, columns};

/// A file of accounts that was read.
#[derive(Default)]
pub(super) struct Table {
    rows: usize,
    columns: Vec<Stored>,
}

/// A column, as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct ColumnSaid<'a> {
    name: &'a str,
    /// Rows with something in them.
    filled: usize,
    /// Different texts; null where nearly all are.
    distinct: Option<usize>,
    /// The first of them.
    examples: Vec<&'a str>,
    /// All of them, where there are few.
    texts: Vec<&'a str>,
    /// Another column before it has the same name, so this one is not read.
    is_second: bool,
}

/// A file, as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct TableSaid<'a> {
    rows: usize,
    delimiter: char,
    columns: Vec<ColumnSaid<'a>>,
    /// The bytes that it takes.
    bytes: usize,
}

impl Table {
    pub(super) fn new(columns: Vec<Stored>) -> Self {
        Self { rows: columns.first().map_or(0, Stored::rows), columns }
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn said(&self, delimiter: u8) -> TableSaid<'_> {
        let columns = self.columns.iter().enumerate().map(|(at, column)| ColumnSaid {
            name: &column.name,
            filled: column.filled(),
            distinct: column.distinct(),
            examples: column.examples(),
            texts: column.few(),
            is_second: self.is_second(at),
        });
        TableSaid {
            rows: self.rows,
            delimiter: char::from(delimiter),
            columns: columns.collect(),
            bytes: self.bytes(),
        }
    }

    /// The bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.columns.iter().map(Stored::bytes).sum()
    }

    /// Whether there is a column of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    fn is_second(&self, at: usize) -> bool {
        let name = self.columns.get(at).map_or("", |column| &column.name);
        self.columns.iter().take(at).any(|earlier| earlier.name == name)
    }

    /// The first column of each name that one of these models reads, and how.
    fn read<'a>(&'a self, models: &'a [&'a Model]) -> impl Iterator<Item = (&'a Stored, Form)> {
        let each = self.columns.iter().enumerate().filter(|(at, _)| !self.is_second(*at));
        each.map(|(_, column)| column)
            .filter(|column| models.iter().any(|model| model.declares(&column.name)))
            .map(|column| (column, form(column, models)))
    }

    /// Some rows that follow each other, with the columns that the models read.
    pub(super) fn part<'a>(
        &'a self,
        models: &'a [&'a Model],
        rows: std::ops::Range<usize>,
    ) -> Result<Columns<'a>, BatchError> {
        let len = rows.len();
        let each = self.read(models);
        let named = each.map(|(column, form)| (&*column.name, column.column(rows.clone(), form)));
        columns(len, named)
    }

    /// Works with rows here and there.
    pub(super) fn with_picked<T, E: From<BatchError>>(
        &self,
        models: &[&Model],
        rows: &[u32],
        work: impl FnOnce(&Columns<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let read: Vec<(&Stored, Form, Picked)> =
            self.read(models).map(|(column, form)| (column, form, column.pick(rows, form))).collect();
        let named = read.iter().map(|(column, form, picked)| (&*column.name, column.picked(picked, *form)));
        work(&columns(rows.len(), named)?)
    }

    /// One column with all of its rows.
    pub(super) fn whole<'a>(&'a self, name: &'a str) -> Result<Columns<'a>, BatchError> {
        let found = self.columns.iter().find(|column| column.name == name);
        columns(self.rows, found.into_iter().map(|column| (name, column.column(0..self.rows, Form::Texts))))
    }

    /// The account of a row, with all of its columns.
    pub(super) fn account(&self, row: usize, model: &Model) -> Account {
        let each = self.columns.iter().enumerate().filter(|(at, _)| !self.is_second(*at));
        each.fold(Account::new(), |account, (_, column)| {
            account.with(&*column.name, column.value(row, form(column, &[model])))
        })
    }

    /// The texts of a row, each with the name of its column.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = (&str, &str)> {
        let each = self.columns.iter().enumerate().filter(|(at, _)| !self.is_second(*at));
        each.map(move |(_, column)| (&*column.name, column.text(row)))
    }

    /// The text of a row in a column.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        self.columns.get(column).map_or("", |column| column.text(row))
    }

    /// A model that is begun from the columns, in YAML.
    pub(super) fn begin_model(&self, name: &str) -> String {
        let mut survey = Survey::new();
        for column in self.columns.iter() {
            if let Some(tally) = survey.column_mut(&column.name) {
                match column.cells() {
                    None => (0..self.rows).for_each(|row| tally.add_text(column.text(row))),
                    Some(_) => {
                        let form = Form::AsIs { is_text: false };
                        (0..self.rows).for_each(|row| tally.add(&column.value(row, form)));
                    }
                }
            }
        }
        survey.add_rows(self.rows);
        init::model(&survey, name)
    }
}

/// How a column is given to the core. Numbers of a sheet are numbers for every attribute.
fn form(column: &Stored, models: &[&Model]) -> Form {
    let is_number = |model: &&Model| takes_numbers(model, &column.name);
    if column.is_plain() && (column.cells().is_some() || models.iter().all(is_number)) {
        return Form::Numbers;
    }
    let is_strict = column.cells().is_some_and(Cells::has_errors)
        && models.iter().any(|model| takes_no_error(model, column));
    Form::AsIs { is_text: is_strict }
}

/// Whether a column is for texts, and none of its errors is a word that stands for no value.
fn takes_no_error(model: &Model, column: &Stored) -> bool {
    let found = model.attributes().find(|attribute| attribute.names().any(|name| name == column.name));
    let texts = [AttributeType::Text, AttributeType::Set, AttributeType::Events];
    found.is_some_and(|attribute| {
        let is_word = |error: &str| attribute.missing().any(|word| fold(&word) == fold(error));
        texts.contains(&attribute.kind()) && !column.examples_of_errors().any(is_word)
    })
}

/// Whether every attribute that a column is for is a number in the usual form, for which a number is the same as its text.
pub(super) fn takes_numbers(model: &Model, column: &str) -> bool {
    let mut own = model.attributes().filter(|attribute| attribute.names().any(|name| name == column));
    own.all(|attribute| attribute.kind() == AttributeType::Number && attribute.written().is_none())
}

/// The options by which the page scores: columns may be missing, and so may values that cannot be read.
pub(super) fn options<'a>(day: icp_core::Date, allowed: &'a [&'a str]) -> BatchOptions<'a> {
    BatchOptions::new(icp_core::batch::AsOf::Day(day))
        .on_invalid(icp_core::OnInvalid::Missing)
        .missing_columns(icp_core::batch::MissingColumns::Unknown)
        .allow_empty_columns(allowed)
        .host(icp_core::error::Host::Command)
        .bounds(false)
        .reasons(false)
        .threads(1)
}
