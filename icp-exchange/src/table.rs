//! A table of another tool, as data frames are written: CSV, or JSON as a list of rows, an object of columns, or `columns` and
//! `data`. Every cell is a text.

use std::collections::BTreeMap;

use crate::error::Refusal;
use crate::told::{Place, Told};
use crate::tree::{Tree, Value, text};

/// Rows of a table.
const ROWS: usize = 100_000;
/// Columns of a table.
const COLUMNS: usize = 200;

/// A table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    header: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// A row of it.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) place: Place,
    cells: Vec<String>,
}

impl Table {
    /// Reads a document; `None` where it is no table, which is told.
    pub(crate) fn read(bytes: &[u8], told: &mut Told) -> Result<Option<Self>, Vec<Refusal>> {
        let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
        if matches!(first, Some(b'[' | b'{')) {
            let tree = Tree::read(bytes)?;
            return Ok(json(tree.root(), told));
        }
        Ok(csv(text(bytes)?, told))
    }

    /// The place of the column that has one of these names.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        let is_one = |own: &String| names.iter().any(|name| own.trim().eq_ignore_ascii_case(name));
        self.header.iter().position(is_one)
    }
}

impl Row {
    /// The text of a column; empty where there is none.
    pub(crate) fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// The number of a column.
    pub(crate) fn number(&self, column: usize) -> Option<f64> {
        self.text(column).parse().ok().filter(|number: &f64| number.is_finite())
    }
}

fn too_many<T>(at: Place, told: &mut Told) -> Option<T> {
    let message = format!("more than {ROWS} rows, or {COLUMNS} columns");
    told.refuse(at, "limit.table", message, "give the table of the card, not that of the accounts")
}

/// The rows of CSV: cells in quotes may have line ends and doubled quotes.
fn csv(text: &str, told: &mut Told) -> Option<Table> {
    let mut table = Table::default();
    let mut cells = vec![String::new()];
    let (mut line, mut begun) = (1_usize, 1_usize);
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    loop {
        let next = chars.next();
        if next == Some('\n') {
            line += 1;
        }
        let cell = cells.last_mut()?;
        match next {
            Some('"') if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            Some('"') if quoted || cell.trim().is_empty() => quoted = !quoted,
            Some(',') if !quoted => {
                cells.push(String::new());
                if cells.len() > COLUMNS {
                    return too_many(Place { line, path: "table".to_owned() }, told);
                }
            }
            Some('\r') if !quoted => {}
            Some('\n') | None if !quoted || next.is_none() => {
                let row = std::mem::replace(&mut cells, vec![String::new()]);
                let place = Place { line: begun, path: format!("row {}", table.rows.len() + 1) };
                begun = line;
                if row.iter().any(|cell| !cell.is_empty()) {
                    if table.header.is_empty() {
                        table.header = row;
                    } else if table.rows.len() >= ROWS {
                        return too_many(place, told);
                    } else {
                        table.rows.push(Row { place, cells: row });
                    }
                }
                if next.is_none() {
                    return Some(table);
                }
            }
            Some(other) => cell.push(other),
            None => return Some(table),
        }
    }
}

fn cell(value: Value<'_>) -> String {
    match (value.text(), value.number(), value.bool()) {
        (Some(text), ..) => text.to_owned(),
        (None, Some(number), _) => number.to_string(),
        (None, None, Some(truth)) => truth.to_string(),
        (None, None, None) => String::new(),
    }
}

fn json(root: Value<'_>, told: &mut Told) -> Option<Table> {
    if let (Some(columns), Some(data)) = (root.get("columns"), root.get("data"))
        && let (Some(columns), Some(data)) = (columns.items(), data.items())
    {
        let header = columns.map(cell).collect();
        let rows = data.map(|row| Row {
            place: row.place(),
            cells: row.items().into_iter().flatten().map(cell).collect(),
        });
        return bounded(Table { header, rows: rows.collect() }, root, told);
    }
    let mut table = Table::default();
    if let Some(items) = root.items() {
        records(&mut table, items);
        return bounded(table, root, told);
    }
    for (key, column) in root.entries().into_iter().flatten() {
        // A frame for each variable, as rows.
        if let Some(items) = column.items() {
            records(&mut table, items);
            continue;
        }
        // A column: an object of its rows.
        let Some(cells) = column.entries() else { continue };
        let at = table.header.len();
        table.header.push(key.to_owned());
        for (row, (_, value)) in cells.enumerate() {
            if table.rows.len() <= row {
                table.rows.push(Row { place: value.place(), cells: Vec::new() });
            }
            if let Some(row) = table.rows.get_mut(row) {
                row.cells.resize(at, String::new());
                row.cells.push(cell(value));
            }
        }
        if table.header.len() > COLUMNS {
            break;
        }
    }
    bounded(table, root, told)
}

/// Adds rows, each an object of its cells.
fn records<'d>(table: &mut Table, items: impl Iterator<Item = Value<'d>>) {
    let mut columns: BTreeMap<String, usize> =
        table.header.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
    for item in items {
        let mut row = Row { place: item.place(), cells: Vec::new() };
        for (key, value) in item.entries().into_iter().flatten() {
            let at = *columns.entry(key.to_owned()).or_insert_with(|| {
                table.header.push(key.to_owned());
                table.header.len() - 1
            });
            if at >= COLUMNS {
                break;
            }
            if row.cells.len() <= at {
                row.cells.resize(at + 1, String::new());
            }
            if let Some(own) = row.cells.get_mut(at) {
                *own = cell(value);
            }
        }
        table.rows.push(row);
    }
}

fn bounded(table: Table, root: Value<'_>, told: &mut Told) -> Option<Table> {
    if table.rows.len() > ROWS || table.header.len() > COLUMNS {
        return too_many(root.place(), told);
    }
    Some(table)
}
