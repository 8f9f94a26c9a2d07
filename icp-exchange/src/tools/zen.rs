//! Decision tables of zen (JSON Decision Models) with a column of points: a table that takes the first row becomes a criterion, of
//! one that collects every row does. Tables are added up, as an expression node says or by themselves.

use super::Read;
use super::zen_cell::{self, Question};
use super::zen_sum::{Term, terms};
use crate::cond::Cond;
use crate::op::Const;
use crate::sheet::{Band, Criterion, Sheet};
use crate::told::Told;
use crate::tree::{Tree, Value};

/// Names of a column of points, the first that there is.
const POINTS: [&str; 5] = ["points", "score", "weight", "value", "amount"];

/// Reads a decision: an object with `nodes`, or the content of one table.
pub(crate) fn read(bytes: &[u8]) -> Read {
    let tree = Tree::read(bytes)?;
    let mut told = Told::default();
    let doc = doc(tree.root(), &mut told);
    told.ended(doc)
}

fn doc(root: Value<'_>, told: &mut Told) -> Option<crate::doc::Doc> {
    let mut sheet = Sheet::default();
    let mut tables = 0_usize;
    let mut sums = Vec::new();
    if root.get("rules").is_some() && root.get("inputs").is_some() {
        tables += usize::from(table(root, "table", &mut sheet, told));
    } else {
        let Some(nodes) = root.get("nodes").and_then(Value::items) else {
            let help = "give a decision model with `nodes`, or the content of a decision table";
            return told.refuse(root, "zen.root", "there are no `nodes`", help);
        };
        for node in nodes {
            let kind = node.get("type").and_then(Value::text).unwrap_or_default();
            let name = node.get("name").and_then(Value::text).unwrap_or("table");
            match kind {
                "inputNode" | "outputNode" => {}
                "decisionTableNode" => match node.get("content") {
                    Some(content) => tables += usize::from(table(content, name, &mut sheet, told)),
                    None => {
                        told.refuse::<()>(
                            node,
                            "zen.table",
                            format!("`{name}` has no `content`"),
                            "give it its rows",
                        );
                    }
                },
                "expressionNode" => {
                    let content = node.get("content").and_then(|content| content.get("expressions"));
                    sums.extend(content.into_iter().flat_map(Value::items).flatten());
                }
                other => {
                    let help =
                        "tables and a sum are taken: write it as decision tables whose points are added";
                    told.refuse::<()>(node, "zen.node", format!("`{name}` is `{other}`"), help);
                }
            }
        }
    }
    let mut summed = false;
    for one in sums {
        let text = one.get("value").and_then(Value::text).unwrap_or_default();
        let Some(terms) = terms(text) else {
            let help =
                "an expression is a sum of the tables' points: `size.points + sum(map(signals, #.points))`";
            told.refuse::<()>(one, "zen.expression", format!("`{text}`"), help);
            continue;
        };
        let fields = terms.iter().filter(|term| **term == Term::Field).count();
        if fields != tables || summed {
            let key = one.get("key").and_then(Value::text).unwrap_or_default();
            let message = format!("`{key}` adds {fields} of {tables} tables");
            told.refuse::<()>(one, "zen.expression", message, "one sum that has every table once is taken");
            continue;
        }
        summed = true;
        for term in terms {
            if let Term::Number(number) = term {
                sheet.base += number;
            }
        }
    }
    if tables > 1 && !summed {
        told.note(
            root,
            format!("the points of {tables} tables are added: there is no expression that says it"),
        );
    }
    let name = root.get("name").and_then(Value::text).unwrap_or("decision");
    sheet.doc(name, told)
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
struct Column<'d> {
    id: &'d str,
    name: &'d str,
    field: &'d str,
}

fn columns<'d>(content: Value<'d>, key: &str) -> Vec<Column<'d>> {
    let text = |value: Value<'d>, key| value.get(key).and_then(Value::text).map_or("", str::trim);
    let items = content.get(key).into_iter().flat_map(Value::items).flatten();
    items
        .map(|one| Column { id: text(one, "id"), name: text(one, "name"), field: text(one, "field") })
        .collect()
}

/// Reads a table; whether it gives points.
fn table(content: Value<'_>, name: &str, sheet: &mut Sheet, told: &mut Told) -> bool {
    for key in ["inputField", "executionMode"] {
        let Some(value) = content.get(key) else { continue };
        if value.text().is_some_and(|text| !text.is_empty() && text != "single") {
            told.refuse::<()>(
                value,
                "zen.table",
                format!("`{key}` of `{name}`"),
                "give accounts one by one, without a list in them",
            );
        }
    }
    let rows: Vec<Value<'_>> = content.get("rules").and_then(Value::items).into_iter().flatten().collect();
    let outputs = columns(content, "outputs");
    let cell = |row: Value<'_>, column: &Column<'_>| {
        row.get(column.id).and_then(|cell| match cell.text() {
            Some(text) => zen_cell::number(text),
            None => cell.number(),
        })
    };
    let numeric: Vec<Column<'_>> = outputs
        .iter()
        .copied()
        .filter(|column| !rows.is_empty() && rows.iter().any(|row| cell(*row, column).is_some()))
        .collect();
    let last = |column: &Column<'_>| column.field.rsplit('.').next().unwrap_or_default().to_lowercase();
    let named = POINTS.iter().find_map(|word| numeric.iter().find(|column| last(column) == *word));
    let points = match (named, numeric.as_slice()) {
        (Some(named), _) => *named,
        (None, [one]) => *one,
        (None, []) => {
            told.note(content, format!("`{name}` has no column of numbers: it is left out"));
            return false;
        }
        (None, _) => {
            let names: Vec<&str> = numeric.iter().map(|column| column.field).collect();
            let message = format!("which column of `{name}` has the points: {}?", names.join(", "));
            told.refuse::<()>(content, "zen.points", message, "call its field `points`");
            return false;
        }
    };
    for output in outputs.iter().filter(|output| output.id != points.id) {
        told.note(content, format!("the column `{}` of `{name}` is not taken", output.field));
    }
    let inputs = columns(content, "inputs");
    let collects = match content.get("hitPolicy").and_then(Value::text).unwrap_or("first") {
        "first" => false,
        "collect" => true,
        other => {
            told.refuse::<()>(
                content,
                "zen.table",
                format!("hit policy `{other}` of `{name}`"),
                "`first` and `collect` are taken",
            );
            return false;
        }
    };
    let mut bands = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        let label =
            row.get("_description").and_then(Value::text).map(str::trim).filter(|text| !text.is_empty());
        let Some(given) = cell(row, &points) else {
            let text = row.get(points.id).and_then(Value::text).unwrap_or_default();
            let message = format!("`{text}` in the column `{}`", points.field);
            told.refuse::<()>(row, "zen.points", message, "points are numbers");
            continue;
        };
        let Some(when) = conditions(row, &inputs, sheet, told) else { continue };
        let band = Band { when, points: given, label: label.map(str::to_owned) };
        if collects {
            let name = label.map_or_else(|| format!("{name} {}", at + 1), str::to_owned);
            let criterion = Criterion { name, bands: vec![Band { label: None, ..band }], otherwise: 0.0 };
            sheet.add(row, criterion, told);
        } else {
            bands.push(band);
        }
    }
    if !collects && !bands.is_empty() {
        sheet.add(content, Criterion { name: name.to_owned(), bands, otherwise: 0.0 }, told);
    }
    true
}

/// When a row holds: all of its cells.
fn conditions(row: Value<'_>, inputs: &[Column<'_>], sheet: &mut Sheet, told: &mut Told) -> Option<Cond> {
    let mut parts = Some(Vec::new());
    for column in inputs {
        let Some(cell) = row.get(column.id) else { continue };
        let text = cell.text().unwrap_or_default().trim();
        if text.is_empty() || text == "-" {
            continue;
        }
        let mut test = |field: Option<&str>, question: Question| {
            let attribute = sheet.attribute(field.unwrap_or(column.field), cell);
            match question {
                Question::Known => Some(Cond::Known(attribute)),
                Question::Passes(op) => {
                    let first = op.constants().first().map(std::mem::discriminant::<Const>);
                    if op.constants().iter().any(|one| Some(std::mem::discriminant(one)) != first) {
                        return told.refuse(
                            cell,
                            "zen.cell",
                            "values of two types in one list",
                            "an attribute has one type",
                        );
                    }
                    sheet.test(attribute, op, cell, told)
                }
            }
        };
        let is_path = column.field.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ' '));
        let read = if is_path {
            zen_cell::read(text, !column.field.is_empty(), &mut test)
        } else {
            Err(format!("its column `{}` is worked out", column.field))
        };
        match (read, &mut parts) {
            (Ok(Some(cond)), Some(parts)) => parts.push(cond),
            (Ok(_), _) => parts = None,
            (Err(why), _) => {
                let name = if column.name.is_empty() { column.field } else { column.name };
                let message = format!("the cell `{text}` of `{name}`: {why} is not taken");
                let help =
                    "comparisons with numbers and texts are taken, lists, ranges, `and`, `or` and `not`";
                told.refuse::<()>(cell, "zen.cell", message, help);
                parts = None;
            }
        }
    }
    parts.map(Cond::all)
}
