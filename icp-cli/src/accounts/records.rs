//! The rows of any file that accounts come from, as values of some of its columns and without a model: for a file
//! beside the accounts.

use std::path::Path;

use icp_core::document::nearest;
use icp_core::{Account, AccountValue};

use super::objects::Objects;
use super::options::{Kind, ReadOptions};
use super::ragged;
use super::refused::refused_json;
use super::source::Source;
use super::text_form::{form, is_parquet, table};
use crate::failure::Failure;
use crate::text::{list, quoted, shown};

/// Gives the values of some columns in each row, with the row's line, or its number where there are no lines.
pub(super) fn each(
    path: &Path,
    columns: &[&str],
    mut take: impl FnMut(u64, Vec<AccountValue>),
) -> Result<(), Failure> {
    let options = ReadOptions::default();
    if is_parquet(path) {
        options.check(Kind::Parquet)?;
        return parquet(path, columns, take);
    }
    #[cfg(feature = "excel")]
    if let Some(book) = super::workbook::kind(path) {
        let name = shown(&path.display().to_string()).into_owned();
        let mut workbook = super::workbook::Workbook::open(path, book, &name)?;
        let sheet = workbook.choose(None, &name)?;
        let mut places: Option<Vec<usize>> = None;
        workbook.rows(&sheet, &name, |row, cells| {
            match &places {
                Some(places) => {
                    let value =
                        |at: &usize| cells.get(*at).map_or(AccountValue::Null, |cell| cell.value(true));
                    take(row, places.iter().map(value).collect());
                }
                None => {
                    let names: Vec<String> = cells.iter().map(super::cell::Cell::text).collect();
                    places = Some(found(&name, &names, columns)?);
                }
            }
            Ok(true)
        })?;
        return Ok(());
    }
    let mut source = Source::open(path, None)?;
    let name = source.name().to_owned();
    let (delimiter, is_json) = form(path, &mut source, options)?;
    if is_json {
        return json(&name, Objects::new(source, None), columns, take);
    }
    let (mut rows, header, _) = table(source, delimiter, options)?;
    let places = found(&name, &header, columns)?;
    while let Some(row) = rows.next()? {
        if row.len() != header.len() {
            let row = ragged::Ragged::new(row, header.len());
            return Err(ragged::ragged(&name, &mut rows, header.len(), &row));
        }
        let value = |at: &usize| AccountValue::from(row.get(*at).unwrap_or_default());
        take(row.line, places.iter().map(value).collect());
    }
    Ok(())
}

fn json(
    name: &str,
    mut objects: Objects,
    columns: &[&str],
    mut take: impl FnMut(u64, Vec<AccountValue>),
) -> Result<(), Failure> {
    let mut seen = vec![false; columns.len()];
    let mut keys = Vec::new();
    let mut rows = 0;
    while let Some((line, text)) = objects.next()? {
        let record = Account::from_json(text).map_err(|error| refused_json(name, line, &error))?;
        if rows == 0 {
            keys = record.keys().map(str::to_owned).collect();
        }
        rows += 1;
        let values: Vec<AccountValue> =
            columns.iter().map(|key| record.get(key).cloned().unwrap_or_default()).collect();
        for ((seen, key), _) in seen.iter_mut().zip(columns).zip(&values) {
            *seen |= record.get(key).is_some();
        }
        take(line, values);
    }
    match columns.iter().zip(&seen).find(|(_, seen)| !**seen) {
        Some((absent, _)) if rows > 0 => Err(no_column(name, &keys, absent)),
        _ => Ok(()),
    }
}

#[cfg(feature = "parquet")]
fn parquet(
    path: &Path,
    columns: &[&str],
    mut take: impl FnMut(u64, Vec<AccountValue>),
) -> Result<(), Failure> {
    use icp_core::arrow::arrow_value;
    let name = shown(&path.display().to_string()).into_owned();
    let mut failure = None;
    let mut number = 0;
    super::parquet::each(path, &name, |batch| {
        let schema = batch.schema();
        let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        let read = || -> Result<Vec<Vec<AccountValue>>, Failure> {
            let places = found(&name, &names, columns)?;
            let value = |row: usize, at: &usize| {
                let array = batch.column(*at);
                arrow_value(schema.field(*at), array, row)
                    .map_err(|error| Failure::refused(format!("{name}: {error}"), error))
            };
            (0..batch.num_rows()).map(|row| places.iter().map(|at| value(row, at)).collect()).collect()
        };
        match read() {
            Ok(rows) if failure.is_none() => rows.into_iter().for_each(|values| {
                number += 1;
                take(number, values);
            }),
            Ok(_) => {}
            Err(error) => failure = Some(error),
        }
    })?;
    failure.map_or(Ok(()), Err)
}

#[cfg(not(feature = "parquet"))]
fn parquet(path: &Path, _: &[&str], _: impl FnMut(u64, Vec<AccountValue>)) -> Result<(), Failure> {
    let name = shown(&path.display().to_string()).into_owned();
    Err(Failure::Usage(format!("cannot read {name}: this command was built without Parquet"))
        .help("build it with `--features full`"))
}

/// The places of some columns in a header.
fn found(file: &str, names: &[String], columns: &[&str]) -> Result<Vec<usize>, Failure> {
    let place = |column: &&str| names.iter().position(|name| name == column);
    columns.iter().map(|column| place(column).ok_or_else(|| no_column(file, names, column))).collect()
}

fn no_column(file: &str, names: &[String], column: &str) -> Failure {
    let failure = Failure::Usage(format!("{file}: no column named {}", quoted(column)));
    match nearest(column, names.iter().map(String::as_str)) {
        Some(near) => failure.help(format!("did you mean {}?", quoted(near))),
        None => failure.help(format!("it has {}", list(names.iter().map(String::as_str).take(20)))),
    }
}
