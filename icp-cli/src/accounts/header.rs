//! Which column feeds which attribute, and what is odd about the header.

use icp_core::{Account, AccountValue, Model, fold, is_blank};

use super::identity;
use crate::failure::Failure;
use crate::notice::notice;
use crate::text::{list, quoted};

/// The columns of a table as a model reads them.
#[derive(Debug)]
pub(crate) struct Columns {
    /// The header.
    pub(crate) names: Vec<String>,
    /// Columns that the model reads.
    pub(crate) read: Vec<usize>,
    /// The column that names the accounts.
    pub(crate) id: Option<usize>,
}

/// Columns that a header may have.
const MAX_COLUMNS: usize = 4_096;

impl Columns {
    /// Matches a header with the model's names and aliases, exactly.
    pub(crate) fn new(
        model: &Model,
        file: &str,
        names: Vec<String>,
        delimiter: u8,
        id: Option<&str>,
    ) -> Result<Self, Failure> {
        if names.len() > MAX_COLUMNS {
            let count = names.len();
            return Err(Failure::Mistake(format!("{file}: {count} columns; at most {MAX_COLUMNS} are read")));
        }
        let read: Vec<usize> =
            names.iter().enumerate().filter(|(_, name)| is_read(model, name)).map(|(at, _)| at).collect();
        if read.is_empty() {
            return Err(no_column(model, file, &names, delimiter));
        }
        let id = identity::column(file, &names, id)?;
        duplicates(file, &names, id.usual, |at| read.contains(&at) || id.asked == Some(at))?;
        near_misses(model, file, &names);
        missing(model, file, &names);
        Ok(Self { names, read, id: id.asked.or(id.usual) })
    }

    /// The column that gives an attribute its value in a row: of its names, in their order, the first that is not
    /// blank.
    pub(crate) fn of(&self, model: &Model, attribute: &str, row: &Account) -> Option<usize> {
        let attribute = model.attributes().find(|known| known.name() == attribute)?;
        let mut names = std::iter::once(attribute.name()).chain(attribute.aliases());
        let name = names.find(|name| match row.get(name) {
            Some(AccountValue::Text(cell)) => !is_blank(cell),
            Some(value) => *value != AccountValue::Null,
            None => false,
        })?;
        self.names.iter().position(|column| column == name)
    }
}

/// Names under which records may carry values, each attribute's own first. What has a formula is never read.
fn names_read(model: &Model) -> impl Iterator<Item = &str> {
    let read = model.attributes().filter(|attribute| attribute.formula().is_none());
    read.flat_map(|attribute| std::iter::once(attribute.name()).chain(attribute.aliases()))
}

fn is_read(model: &Model, name: &str) -> bool {
    names_read(model).any(|known| known == name)
}

/// Words for a delimiter.
fn word(delimiter: u8) -> &'static str {
    match delimiter {
        b'\t' => "tab",
        b';' => "`;`",
        b'|' => "`|`",
        b',' => "`,`",
        _ => "that character",
    }
}

fn no_column(model: &Model, file: &str, names: &[String], delimiter: u8) -> Failure {
    let mut text = format!("{file}: no column has a name that the model `{}` reads", model.name());
    let shown = |names: &[&str], most: usize| {
        let more = names.len().saturating_sub(most);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{rest}", list(names.iter().take(most).copied()))
    };
    let wanted: Vec<&str> = names_read(model).collect();
    let found: Vec<&str> = names.iter().map(String::as_str).collect();
    text.push_str(&format!("\n  looked for: {}", shown(&wanted, 60)));
    text.push_str(&format!("\n  the header has: {}", shown(&found, 20)));
    let failure = Failure::Mistake(text);
    if names.iter().any(|name| name.contains('\0')) {
        return failure.help("it looks like UTF-16: try `--encoding utf-16le`");
    }
    let splits = |other: u8| {
        let parts = names.iter().flat_map(|name| name.split(char::from(other)));
        other != delimiter
            && parts.clone().count() > names.len()
            && parts.clone().any(|part| is_read(model, part.trim_matches(['"', ' '])))
    };
    if let Some(other) = [b';', b'\t', b'|', b','].into_iter().find(|other| splits(*other)) {
        let argument = if other == b'\t' { "tab".to_owned() } else { format!("'{}'", char::from(other)) };
        return failure.help(format!(
            "the columns seem to be separated by {}: try `--delimiter {argument}`",
            word(other)
        ));
    }
    if names.iter().all(|name| name.parse::<f64>().is_ok() || name.is_empty()) {
        return failure.help("the first row must be a header with names");
    }
    match near(model, names).next() {
        Some((at, name)) => failure.help(format!(
            "names are matched exactly: is {} meant as {}?",
            quoted(names.get(at).map_or("", String::as_str)),
            quoted(name)
        )),
        None => failure.help("give attributes the names of your columns, or `aliases`"),
    }
}

/// A name by its letters and digits.
fn letters(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Columns whose names differ from a name that is read only in case, white space or signs.
fn near<'a>(model: &'a Model, names: &'a [String]) -> impl Iterator<Item = (usize, &'a str)> {
    let missing = |name: &&str| {
        let attribute =
            model.attributes().find(|a| a.name() == *name || a.aliases().any(|alias| alias == *name));
        attribute.is_some_and(|a| {
            !names.iter().any(|column| column == a.name() || a.aliases().any(|alias| alias == column))
        })
    };
    names.iter().enumerate().filter(|(_, column)| !is_read(model, column)).filter_map(move |(at, column)| {
        let plain = letters(column);
        let alike = |name: &&str| !plain.is_empty() && letters(name) == plain;
        names_read(model).filter(missing).find(alike).map(|name| (at, name))
    })
}

fn near_misses(model: &Model, file: &str, names: &[String]) {
    for (at, name) in near(model, names) {
        let column = names.get(at).map_or("", String::as_str);
        notice(&format!(
            "{file}: column {} ({}) is not read: did you mean {}? Names are matched exactly",
            at + 1,
            quoted(column),
            quoted(name)
        ));
    }
}

fn duplicates(
    file: &str,
    names: &[String],
    usual: Option<usize>,
    matters: impl Fn(usize) -> bool,
) -> Result<(), Failure> {
    for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.trim().is_empty()) {
        let Some(first) = names.iter().take(at).position(|earlier| earlier == name) else { continue };
        let text = format!("{file}: columns {} and {} are both named {}", first + 1, at + 1, quoted(name));
        if matters(first) || matters(at) {
            return Err(Failure::Mistake(text)
                .help("rename or remove one: which of them counts is not ours to guess"));
        }
        match usual == Some(first) {
            true => notice(&format!("{text}; column {} names the accounts", first + 1)),
            false => notice(&format!("{text}; neither is read")),
        }
    }
    Ok(())
}

fn missing(model: &Model, file: &str, names: &[String]) {
    let has = |name: &str| names.iter().any(|column| column == name);
    let absent = model
        .attributes()
        .filter(|attribute| attribute.formula().is_none())
        .filter(|attribute| !has(attribute.name()) && !attribute.aliases().any(has))
        .map(|attribute| attribute.name());
    let absent: Vec<&str> = absent.collect();
    if !absent.is_empty() {
        notice(&format!("{file}: no column for {}; unknown for every account", list(absent)));
    }
}
