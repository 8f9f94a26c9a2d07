//! Turns accounts into a [`Table`]: which columns are outcomes, weights, groups and days, and what people know of the others. The command
//! and the bindings bring rows; how they are read is decided here.

use icp_core::account::{Field, Record};
use icp_core::column::{Cell, Column as Cells, Columns, Values as Kind};
use icp_core::document::nearest;
use icp_core::model::{Attribute, Definition};
use icp_core::survey::Survey;
use icp_core::value::{AttributeType, float_text};
use icp_core::{AccountValue, Date, Model, init};
use icp_evidence::Outcome;

use crate::from_model::{Fact, LeftOut, Source, TableReader, account_hash};
use crate::keep::kept_bands;
use crate::{Column, Direction, Judged, LearnError, SplitBy, Table};

/// Columns that a message names.
const COLUMNS: usize = 20;
/// Columns that a survey looks at.
const MOST: usize = 4096;

/// Everything that is said of a table by the names of its columns.
///
/// ```
/// use icp_core::{Account, AccountValue, Date, Model, OnInvalid, init, survey::Survey};
/// use icp_evidence::Outcome;
/// use icp_learn::{Judged, Lesson};
/// let mut survey = Survey::with_columns(["employees", "stage"]);
/// let rows = [("10", "Won"), ("20", "Lost")];
/// rows.map(|(employees, stage)| survey.add_cells([employees, stage]));
/// let mut lesson = Lesson::new(Date::new(2026, 11, 21).unwrap());
/// lesson.outcome = Some(Outcome::parse("stage=Won"));
/// lesson.check(&survey)?;
/// let (text, left) = init::reader(&survey, "accounts");
/// let model = Model::from_text(&text).unwrap();
/// let mut reader = lesson.reader(&model)?;
/// for (employees, stage) in rows {
///     let account = Account::new().with("employees", employees);
///     let record = model.record(&account, OnInvalid::Missing).unwrap();
///     let beside = |name: &str| (name == "stage").then(|| AccountValue::Text(stage.to_owned()));
///     reader.add(&record, Judged::Won, beside)?;
/// }
/// let read = reader.finish(left)?;
/// assert_eq!((read.table.rows(), read.table.columns().len()), (2, 1));
/// # Ok::<(), icp_learn::LearnError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Lesson {
    /// The column of the outcome; none where each row comes with its outcome.
    pub outcome: Option<Outcome>,
    /// The column that says how many accounts a row stands for.
    pub weight: Option<String>,
    /// The column that says of which account a row is.
    pub group: Option<String>,
    /// The column with the day of the decision. A row without a day is left out.
    pub decided_on: Option<String>,
    /// The day for ages where there is no such column.
    pub as_of: Date,
    /// Columns that are not learned from.
    pub ignore: Vec<String>,
    /// Columns that were known before the outcome, though they tell it well.
    pub known_before: Vec<String>,
    /// How points run with numbers: of one column, or of all. Later ones come before earlier ones.
    pub directions: Vec<(Option<String>, Direction)>,
    /// A model whose bands are kept.
    pub keep_bands: Option<Definition>,
    /// The column whose values make groups with a profile each.
    pub split_by: Option<SplitBy>,
}

impl Lesson {
    /// A lesson that says nothing of any column.
    pub fn new(as_of: Date) -> Self {
        Self {
            outcome: None,
            weight: None,
            group: None,
            decided_on: None,
            as_of,
            ignore: Vec::new(),
            known_before: Vec::new(),
            directions: Vec::new(),
            keep_bands: None,
            split_by: None,
        }
    }

    /// The columns that are no inputs, each once.
    pub fn columns(&self) -> Vec<String> {
        let outcome = self.outcome.as_ref().map(|outcome| outcome.column().to_owned());
        let mut out: Vec<String> = Vec::new();
        for column in [outcome, self.weight.clone(), self.group.clone(), self.decided_on.clone()] {
            out.extend(column.filter(|column| !out.contains(column)));
        }
        out
    }

    /// Refuses names that no column has.
    ///
    /// # Errors
    /// [`LearnError::NoColumn`].
    pub fn check(&self, survey: &Survey) -> Result<(), LearnError> {
        let columns: Vec<&str> = survey.columns().map(|(name, _)| name).collect();
        let beside = self.columns();
        let named = self.directions.iter().filter_map(|(column, _)| column.as_ref());
        let split = self.split_by.as_ref().map(|split| &split.column);
        let mut asked = beside.iter().chain(&self.ignore).chain(&self.known_before).chain(named).chain(split);
        match asked.find(|name| !columns.contains(&name.as_str())) {
            Some(name) => Err(LearnError::NoColumn {
                name: name.clone(),
                near: nearest(name, columns.iter().copied()).map(str::to_owned),
                columns: listed(&columns),
            }),
            None if survey.rows() == 0 => Err(LearnError::NoRows),
            // A model has an attribute in any case, which none of these columns would be.
            None if init::reader(survey, "accounts").1.len() == columns.len() => Err(LearnError::NoColumns),
            None => Ok(()),
        }
    }

    /// Reads rows by a model that [`icp_core::init::reader`] made.
    ///
    /// # Errors
    /// [`LearnError::NoDays`].
    pub fn reader(&self, model: &Model) -> Result<LessonReader<'_>, LearnError> {
        let columns = self.columns();
        let is_passed =
            |attribute: &Attribute| columns.iter().chain(&self.ignore).any(|name| is_named(attribute, name));
        let decided = self.decided_on.as_deref().map(|name| day_column(model, name)).transpose()?;
        let reader = TableReader::new(model, is_passed);
        Ok(LessonReader {
            lesson: self,
            reader,
            decided,
            facts: Vec::new(),
            outcomes: Vec::new(),
            invalid: 0,
        })
    }

    /// Says of a column what is known of it.
    fn adjust(&self, column: &mut Column, source: &Source) {
        let is = |name: &String| is_named(&source.attribute, name);
        if self.known_before.iter().any(is) {
            column.known_before = Some(true);
        }
        if let Some(model) = self.keep_bands.as_ref().filter(|_| source.events.is_none()) {
            column.keep = kept_bands(model, &source.attribute);
        }
        for (name, way) in &self.directions {
            if name.as_ref().is_none_or(is) {
                column.direction = *way;
            }
        }
    }
}

/// Reads rows into a table.
#[derive(Debug)]
pub struct LessonReader<'a> {
    lesson: &'a Lesson,
    reader: TableReader,
    /// The attribute that holds the days of the decisions.
    decided: Option<usize>,
    facts: Vec<Fact>,
    outcomes: Vec<AccountValue>,
    invalid: u64,
}

/// Accounts as a table, and what is known of its columns.
#[derive(Debug)]
pub struct Read {
    /// The table.
    pub table: Table,
    /// The place from which each of its columns comes.
    pub sources: Vec<Source>,
    /// Columns that are not in it, with their reasons.
    pub left: LeftOut,
    /// Values that could not be read and count as missing.
    pub invalid: u64,
    /// The column of the table whose values make groups, and how, where the lesson names one.
    pub split: Option<(usize, SplitBy)>,
}

impl LessonReader<'_> {
    /// Adds a row: its values as the model reads them, and those of columns that are no inputs. `judged` holds where the lesson names no
    /// column of the outcome.
    ///
    /// # Errors
    /// [`LearnError::NoWeight`].
    pub fn add(
        &mut self,
        record: &Record<'_>,
        judged: Judged,
        beside: impl Fn(&str) -> Option<AccountValue>,
    ) -> Result<(), LearnError> {
        let lesson = self.lesson;
        self.invalid += record.issues().len() as u64;
        let day = match self.decided {
            None => Some(lesson.as_of),
            Some(at) => match record.fields().get(at) {
                Some(Field::Date(date)) => Some(*date),
                _ => None,
            },
        };
        let value = |name: Option<&str>| name.and_then(&beside);
        let weight = match value(lesson.weight.as_deref()) {
            Some(value) => number(&value)
                .ok_or_else(|| LearnError::NoWeight { row: self.facts.len(), found: text(&value) })?,
            None => 1.0,
        };
        let group = value(lesson.group.as_deref()).map(|value| text(&value)).filter(|text| !text.is_empty());
        let fact = Fact {
            judged: if day.is_some() { judged } else { Judged::Open },
            day: day.unwrap_or(lesson.as_of),
            weight,
            account: group.map(|text| account_hash(&text)),
        };
        self.reader.add(record, fact.day);
        if let Some(outcome) = &lesson.outcome {
            self.outcomes.push(beside(outcome.column()).unwrap_or(AccountValue::Null));
        }
        self.facts.push(fact);
        Ok(())
    }

    /// Gives every row a weight.
    pub fn weigh(&mut self, weights: impl IntoIterator<Item = f64>) {
        self.facts.iter_mut().zip(weights).for_each(|(fact, weight)| fact.weight = weight);
    }

    /// The table. `left` are the columns that no attribute reads.
    ///
    /// # Errors
    /// An outcome that cannot be read, bands to keep that no column has, and all of [`TableBuilder::build`](crate::TableBuilder::build).
    pub fn finish(mut self, left: LeftOut) -> Result<Read, LearnError> {
        let lesson = self.lesson;
        if let Some(outcome) = &lesson.outcome {
            let columns = Columns::new(self.outcomes.len())
                .with(outcome.column(), Cells::new(Kind::Mixed(&self.outcomes)))
                .map_err(|error| LearnError::outcome(&error.into()))?;
            let won = outcome.judged(&columns).map_err(|error| LearnError::outcome(&error))?;
            for (fact, won) in self.facts.iter_mut().zip(won).filter(|(fact, _)| fact.judged != Judged::Open)
            {
                fact.judged = match won {
                    Some(true) => Judged::Won,
                    Some(false) => Judged::Lost,
                    None => Judged::Open,
                };
            }
        }
        let (table, sources, more) =
            self.reader.finish(&self.facts, |column, source| lesson.adjust(column, source))?;
        if lesson.keep_bands.is_some() && table.columns().iter().all(|column| column.keep.is_none()) {
            return Err(LearnError::NothingKept);
        }
        let split = lesson.split_by.as_ref().map(|by| Ok((split_column(by, &sources)?, by.clone())));
        let split = split.transpose()?;
        let beside = lesson.columns();
        let is_meant = |header: &String| !beside.contains(header) && !lesson.ignore.contains(header);
        let left = left.into_iter().filter(|(header, _)| is_meant(header)).chain(more).collect();
        Ok(Read { table, sources, left, invalid: self.invalid, split })
    }
}

fn is_named(attribute: &Attribute, name: &str) -> bool {
    attribute.names().any(|own| own == name)
}

/// The names of columns; of many the first.
fn listed(columns: &[&str]) -> String {
    let shown = columns.iter().take(COLUMNS).copied().collect::<Vec<_>>().join(", ");
    match columns.len() {
        MOST => format!("{shown} and others, of which only the first {MOST} are read: put it among them"),
        count if count > COLUMNS => format!("{shown} and {} more", count - COLUMNS),
        _ => shown,
    }
}

/// The column of the table that makes groups.
fn split_column(by: &SplitBy, sources: &[Source]) -> Result<usize, LearnError> {
    let is = |source: &Source| source.events.is_none() && is_named(&source.attribute, &by.column);
    let why =
        "it is not read as an input: it is ignored, has a part of its own, or cannot be read".to_owned();
    let missing = || LearnError::Split { column: by.column.clone(), why, help: None };
    sources.iter().position(is).ok_or_else(missing)
}

/// The attribute that holds the days of the decisions.
fn day_column(model: &Model, name: &str) -> Result<usize, LearnError> {
    let mut attributes = model.definition().attributes.iter();
    let is_date = |attribute: &Attribute| attribute.kind == AttributeType::Date && is_named(attribute, name);
    attributes.position(is_date).ok_or_else(|| LearnError::NoDays(name.to_owned()))
}

/// A value as a text: an id of an account.
fn text(value: &AccountValue) -> String {
    match value {
        AccountValue::Text(text) => text.trim().to_owned(),
        AccountValue::Integer(number) => number.to_string(),
        AccountValue::Float(number) => float_text(*number),
        AccountValue::Bool(truth) => truth.to_string(),
        AccountValue::Date(date) => date.to_string(),
        _ => String::new(),
    }
}

/// A weight; nothing stands for nobody.
fn number(value: &AccountValue) -> Option<f64> {
    let values = [value.clone()];
    match Cells::new(Kind::Mixed(&values)).cell(0) {
        Some(Cell::Number(number)) => Some(number),
        None => Some(0.0),
        Some(_) => None,
    }
}
