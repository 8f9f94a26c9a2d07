//! Counts the values of all columns of a file, without a model: for a model that is begun from it, and for the help of a refused
//! column.

use std::path::Path;

use icp_core::survey::Survey;
use icp_core::{Account, AccountValue};

use super::ends::Totals;
use super::first_row::FirstRow;
use super::objects::Objects;
use super::options::{Kind, ReadOptions};
use super::ragged;
use super::refused::refused_json;
use super::source::Source;
use super::text_form::{form, is_parquet, table};
use crate::failure::Failure;
use crate::text::{argument, quoted, shown};

/// The columns of the accounts. The kind of the file is recognized as `score` does.
pub(crate) fn survey(path: &Path, options: ReadOptions<'_>) -> Result<Survey, Failure> {
    if is_parquet(path) {
        options.check(Kind::Parquet)?;
        return parquet(path);
    }
    #[cfg(feature = "excel")]
    if let Some(book) = super::workbook::kind(path) {
        options.check(Kind::Sheet)?;
        return sheet(path, book, options);
    }
    let mut source = Source::open(path, options.encoding)?;
    let name = source.name().to_owned();
    let (delimiter, is_json) = form(path, &mut source, options)?;
    if is_json {
        return json(&name, Objects::new(source, options.path));
    }
    let (mut rows, header, delimiter) = table(source, delimiter, options)?;
    rows.end_at(options.skip_last, options.until_blank);
    let mut first = FirstRow::new(&name, &header, Some(delimiter))?;
    let mut survey = Survey::with_columns(header.iter().map(String::as_str));
    let mut totals = Totals::default();
    while let Some(row) = rows.next()? {
        totals.add(row.line, row.cells());
        first.below(&name, row.line, row.cells())?;
        if row.len() != header.len() {
            let row = ragged::Ragged::new(row, header.len());
            return Err(ragged::ragged(&name, &mut rows, header.len(), &row));
        }
        survey.add_cells(row.cells());
    }
    totals.tell(&name, options.skip_last);
    Ok(survey)
}

fn json(name: &str, mut objects: Objects) -> Result<Survey, Failure> {
    let mut survey = Survey::new();
    let mut list = None;
    while let Some((line, text)) = objects.next()? {
        let account = Account::from_json(text).map_err(|error| refused_json(name, line, &error))?;
        survey.add(&account);
        list = if survey.rows() == 1 { list_of_objects(&account).map(str::to_owned) } else { None };
    }
    if let Some(key) = list {
        return Err(Failure::Mistake(format!(
            "{name}: one object, whose {} is a list of objects",
            quoted(&key)
        ))
        .help(format!("if these are the accounts, say so with `--path {}`", argument(&key))));
    }
    Ok(survey)
}

/// The key of an object that holds a list of objects which are no events.
fn list_of_objects(account: &Account) -> Option<&str> {
    let is_event = |entries: &[(String, AccountValue)]| entries.iter().any(|(key, _)| key == "event");
    account.keys().find(|key| match account.get(key) {
        Some(AccountValue::List(items)) => {
            let mut items = items.iter().peekable();
            items.peek().is_some()
                && items.all(|item| matches!(item, AccountValue::Map(entries) if !is_event(entries)))
        }
        _ => false,
    })
}

#[cfg(feature = "parquet")]
fn parquet(path: &Path) -> Result<Survey, Failure> {
    let name = shown(&path.display().to_string()).into_owned();
    let mut survey = Survey::new();
    super::parquet::each(path, &name, |batch| survey.add_batch(batch))?;
    Ok(survey)
}

#[cfg(not(feature = "parquet"))]
fn parquet(path: &Path) -> Result<Survey, Failure> {
    let name = shown(&path.display().to_string()).into_owned();
    Err(Failure::Usage(format!("cannot read {name}: this command was built without Parquet")))
}

/// The rows of a sheet; its first row that has something in it is the header.
#[cfg(feature = "excel")]
fn sheet(path: &Path, book: crate::foreign::Book, options: ReadOptions<'_>) -> Result<Survey, Failure> {
    let name = shown(&path.display().to_string()).into_owned();
    let mut workbook = super::workbook::Workbook::open(path, book, &name)?;
    let sheet = workbook.choose(options.sheet, &name)?;
    let mut header: Option<(Vec<String>, u64)> = None;
    let mut first: Option<FirstRow> = None;
    let mut survey = Survey::new();
    // Rows that may be among the last ones, which are left out.
    let mut last: std::collections::VecDeque<Vec<super::cell::Cell>> = std::collections::VecDeque::new();
    let mut ended = false;
    let mut totals = Totals::default();
    workbook.rows(&sheet, &name, |row, cells| {
        let Some((names, before)) = &mut header else {
            if row > options.skip {
                let names: Vec<String> = cells.iter().map(super::cell::Cell::text).collect();
                survey = Survey::with_columns(names.iter().map(String::as_str));
                first = Some(FirstRow::new(&name, &names, None)?);
                header = Some((names, row));
            }
            return Ok(true);
        };
        ended |= options.until_blank && row > *before + 1;
        *before = row;
        if ended {
            return Ok(true);
        }
        if let Some(first) = first.as_mut().filter(|first| first.looks()) {
            let texts: Vec<String> = cells.iter().map(super::cell::Cell::text).collect();
            first.below(&name, row, texts.iter().map(String::as_str))?;
        }
        last.push_back(cells.to_vec());
        if last.len() > options.skip_last
            && let Some(cells) = last.pop_front()
        {
            let texts: Vec<String> = cells.iter().map(super::cell::Cell::text).collect();
            totals.add(row, texts.iter().map(String::as_str));
            for (name, cell) in names.iter().zip(&cells) {
                survey.add_value(name, &cell.value(false));
            }
            survey.add_rows(1);
        }
        Ok(true)
    })?;
    if header.is_none() {
        return Err(Failure::Mistake(format!("{name}: the sheet {} is empty", quoted(&sheet))));
    }
    totals.tell(&name, options.skip_last);
    Ok(survey)
}
