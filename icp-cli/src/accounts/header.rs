//! Which column feeds which attribute, and what is odd about the header.

use icp_core::value::{fold, is_blank};
use icp_core::{Account, AccountValue, Model};

use super::{ReadOptions, identity, keep};
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
    /// Columns that stand beside the answers.
    pub(crate) kept: Vec<usize>,
    /// The column that names the accounts.
    pub(crate) id: Option<usize>,
    /// The column whose equal values put rows together.
    pub(crate) group: Option<usize>,
}

/// The help about a model where accounts were expected.
pub(crate) const NO_YAML: &str = "accounts come as CSV, JSON Lines or Parquet; YAML is for models";

/// Columns that a header may have.
const MAX_COLUMNS: usize = 4_096;

impl Columns {
    /// Matches a header with the model's names and aliases, exactly.
    pub(crate) fn new(
        model: &Model,
        file: &str,
        names: Vec<String>,
        delimiter: Option<u8>,
        options: ReadOptions<'_>,
    ) -> Result<Self, Failure> {
        let reads = |_: usize, name: &str| is_read(model, name);
        Self::reading(model, file, names, delimiter, options, reads)
    }

    /// The same for columns that may hold objects: `reads` says of which, by its place and name, something is read.
    pub(crate) fn reading(
        model: &Model,
        file: &str,
        names: Vec<String>,
        delimiter: Option<u8>,
        options: ReadOptions<'_>,
        reads: impl Fn(usize, &str) -> bool,
    ) -> Result<Self, Failure> {
        if names.len() > MAX_COLUMNS {
            let count = names.len();
            return Err(Failure::Mistake(format!("{file}: {count} columns; at most {MAX_COLUMNS} are read")));
        }
        let read = names.iter().enumerate().filter(|(at, name)| reads(*at, name));
        let read: Vec<usize> = read.map(|(at, _)| at).collect();
        if read.is_empty() && options.events.is_empty() {
            return Err(no_column(model, file, &names, delimiter, None));
        }
        let group = options.group_by.map(|column| identity::group(file, &names, column)).transpose()?;
        // The column that groups the rows names the accounts: one called `id` may name the rows.
        let id = identity::column(file, &names, options.id.or(options.group_by))?;
        let matters = |at| read.contains(&at) || id.asked == Some(at) || group == Some(at);
        duplicates(file, &names, id.usual, matters)?;
        near_misses(model, file, &names);
        missing(model, file, &names, options);
        let joined = model.attributes().filter(|attribute| options.joins(attribute.name()));
        let mut joined = joined.flat_map(|joined| joined.names());
        if let Some(both) = joined.find(|joined| names.iter().any(|name| name == joined)) {
            return Err(twice(file, both));
        }
        let is_second = |name: &str| options.second.is_some_and(|second| is_read(second, name));
        let kept = keep::all(file, &names, options, is_second)?;
        Ok(Self { names, read, kept, id: id.asked.or(id.usual), group })
    }

    /// The column that gives an attribute its value in a row: of its names, in their order, the first that is not
    /// blank.
    pub(crate) fn of(&self, model: &Model, attribute: &str, row: &Account) -> Option<usize> {
        let attribute = model.attributes().find(|known| known.name() == attribute)?;
        let mut names = attribute.names();
        let name = names.find(|name| match row.get(name) {
            Some(AccountValue::Text(cell)) => !is_blank(cell),
            Some(value) => *value != AccountValue::Null,
            None => false,
        })?;
        self.names.iter().position(|column| column == name)
    }
}

/// The names and aliases of the attributes that are read, each attribute's own name first. Attributes with a
/// formula and attributes that no rule uses are not read, so that a wrong value there cannot refuse the file.
pub(super) fn names_read(model: &Model) -> impl Iterator<Item = &str> {
    let read = model.attributes().filter(|attribute| attribute.is_read());
    read.flat_map(|attribute| attribute.names())
}

pub(super) fn is_read(model: &Model, name: &str) -> bool {
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

/// Rows in which a header is looked for.
pub(super) const TITLES: usize = 20;

/// Whether a row has a name that the model reads.
pub(super) fn is_one(model: &Model, names: &[String]) -> bool {
    names.iter().any(|name| is_read(model, name))
}

/// Refuses a file whose first row has no name that the model reads. Looks for the header in the rows below it, for the
/// help.
pub(super) fn refused(
    model: &Model,
    file: &str,
    names: &[String],
    delimiter: Option<u8>,
    below: impl Iterator<Item = (u64, Vec<String>)>,
) -> Failure {
    let found = below.take(TITLES).find_map(|(line, cells)| {
        let name = cells.into_iter().find(|cell| is_read(model, cell))?;
        Some((line, name))
    });
    no_column(model, file, names, delimiter, found.as_ref().map(|(line, name)| (*line, name.as_str())))
}

/// A header in which nothing is read; `below` is a line under it that has a name, with that name.
fn no_column(
    model: &Model,
    file: &str,
    names: &[String],
    delimiter: Option<u8>,
    below: Option<(u64, &str)>,
) -> Failure {
    let mut text = format!("{file}: no column has a name that the model `{}` reads", model.name());
    let wanted: Vec<&str> = names_read(model).collect();
    let found: Vec<&str> = names.iter().map(String::as_str).collect();
    text.push_str(&format!("\n  looked for: {}", listed(&wanted, 60)));
    text.push_str(&format!("\n  the header has: {}", listed(&found, 20)));
    let failure = Failure::Mistake(text);
    let zeros = names.iter().flat_map(|name| name.chars()).filter(|c| *c == '\0').count();
    if zeros > 0 {
        let signs: usize = names.iter().map(|name| name.chars().count()).sum();
        // In UTF-16 every other byte of plain letters is zero.
        return match (signs / 3..=signs * 2 / 3).contains(&zeros) {
            true => failure.help("it looks like UTF-16: try `--encoding utf-16le`"),
            false => failure
                .help("it has zero bytes, so it is no text: accounts come as CSV, JSON Lines or Parquet"),
        };
    }
    if file.ends_with(".yaml") || file.ends_with(".yml") {
        return failure.help(NO_YAML);
    }
    if names.first().is_some_and(|name| name.trim_start().starts_with(['{', '['])) {
        return failure
            .help("it looks like JSON: end its name in `.jsonl`, or give it through a pipe, as `-`");
    }
    let is_sep =
        |name: &String| name.trim_start().get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("sep="));
    if names.len() == 1 && names.first().is_some_and(is_sep) {
        return failure.help(
            "a line `sep=` names one character, as the very first line: remove it, and give `--delimiter`",
        );
    }
    let other = |delimiter| other_separator(names, delimiter, |name| is_read(model, name));
    if let Some(other) = delimiter.and_then(other) {
        return failure.help(separated_by(other));
    }
    if let Some((line, name)) = below {
        return failure.help(format!(
            "is line {line} the header? It has {}: say so with `--header-row {line}`",
            quoted(name)
        ));
    }
    if names.iter().all(|name| name.parse::<f64>().is_ok() || name.is_empty()) {
        return failure.help("the first row must be a header with names");
    }
    match near(model, names).next() {
        Some(near) => failure.help(near.question(names)),
        None => failure.help(way_to_names(model, "columns")),
    }
}

/// Another separator that cuts the names of a header into more, one of which is wanted.
pub(super) fn other_separator(
    names: &[String],
    delimiter: u8,
    is_wanted: impl Fn(&str) -> bool,
) -> Option<u8> {
    [b';', b'\t', b'|', b','].into_iter().filter(|other| *other != delimiter).find(|other| {
        let parts = names.iter().flat_map(|name| name.split(char::from(*other)));
        parts.clone().count() > names.len()
            && parts.clone().any(|part| is_wanted(part.trim_matches(['"', ' '])))
    })
}

/// The help for a file with another separator.
pub(super) fn separated_by(other: u8) -> String {
    let argument = if other == b'\t' { "tab".to_owned() } else { format!("'{}'", char::from(other)) };
    format!("the columns seem to be separated by {}: try `--delimiter {argument}`", word(other))
}

/// Where names that differ are brought together.
pub(super) fn way_to_names(model: &Model, what: &str) -> String {
    match model.source() {
        Some(source) => format!(
            "give the {what} that this file has an attribute each, under `columns` of the source file {}",
            quoted(source.name())
        ),
        None => format!("give attributes the names of your {what}, or `aliases`"),
    }
}

/// A name by its letters and digits.
fn letters(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Some names, and how many more there are.
pub(super) fn listed(names: &[&str], most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", list(names.iter().take(most).copied()))
}

/// A column or key that is not read, and a name that is.
pub(super) struct Near<'a> {
    pub(super) column: usize,
    name: &'a str,
    /// Whether the two names differ only in case and blanks, not in other characters.
    by_case: bool,
}

impl Near<'_> {
    /// For a header in which nothing is read.
    pub(super) fn question(&self, names: &[String]) -> String {
        let column = quoted(names.get(self.column).map_or("", String::as_str));
        format!("{}: is {column} meant as {}?", self.why(), quoted(self.name))
    }

    /// For a header in which something is read.
    pub(super) fn guess(&self) -> String {
        format!("did you mean {}? {}", quoted(self.name), capital(self.why()))
    }

    fn why(&self) -> &'static str {
        if self.by_case {
            "only case or blanks differ, and names are matched exactly"
        } else {
            "names are matched exactly"
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Columns whose names differ from a name that is read only in case, white space or signs; of several names the one
/// that differs only in case and white space.
pub(super) fn near<'a>(model: &'a Model, names: &'a [String]) -> impl Iterator<Item = Near<'a>> {
    let missing = |name: &&str| {
        let attribute = model.attributes().find(|a| a.names().any(|known| known == *name));
        attribute.is_some_and(|a| !names.iter().any(|column| a.names().any(|name| name == column)))
    };
    let unread = names.iter().enumerate().filter(|(_, column)| !is_read(model, column));
    unread.filter_map(move |(at, column)| {
        let (folded, plain) = (without_blanks(column), letters(column));
        let wanted = || names_read(model).filter(missing);
        let by_case = wanted().find(|name| without_blanks(name) == folded && !folded.is_empty());
        let alike = |name: &&str| !plain.is_empty() && letters(name) == plain;
        let name = by_case.or_else(|| wanted().find(alike))?;
        Some(Near { column: at, name, by_case: by_case.is_some() })
    })
}

/// A name without its case and its blanks.
fn without_blanks(name: &str) -> String {
    fold(name).chars().filter(|c| !c.is_whitespace()).collect()
}

fn near_misses(model: &Model, file: &str, names: &[String]) {
    for near in near(model, names) {
        let column = names.get(near.column).map_or("", String::as_str);
        notice(&format!(
            "{file}: column {} ({}) is not read: {}",
            near.column + 1,
            quoted(column),
            near.guess()
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

/// The accounts have events of their own, beside those of another file.
pub(super) fn twice(file: &str, name: &str) -> Failure {
    Failure::Usage(format!("{file}: the accounts have {} already, and `--events` gives it too", quoted(name)))
        .help("rename or remove one: which of them counts is not ours to guess")
}

fn missing(model: &Model, file: &str, names: &[String], options: ReadOptions<'_>) {
    // A path leads into the column that it begins with.
    let begins =
        |name: &str, column: &str| name.strip_prefix(column).is_some_and(|rest| rest.starts_with('.'));
    let has = |name: &str| names.iter().any(|column| column == name || begins(name, column));
    let absent = model
        .attributes()
        .filter(|attribute| attribute.is_read() && !options.joins(attribute.name()))
        .filter(|attribute| !attribute.names().any(has))
        .map(|attribute| attribute.name());
    let absent: Vec<&str> = absent.collect();
    if !absent.is_empty() {
        notice(&format!("{file}: no column for {}; unknown for every account", list(absent)));
    }
}
