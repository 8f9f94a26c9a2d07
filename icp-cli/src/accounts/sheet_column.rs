//! A column of a sheet: its cells, and the one type that they have. `sheet` reads them.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, StringArray};
use arrow_schema::{DataType, Field, FieldRef};
use icp_core::value::{AttributeType, fold};

use super::cell::Cell;

/// A column that is read.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: AttributeType,
    pub(super) form: Form,
    pub(super) cells: Vec<Cell>,
    /// The placeholders of its attribute, folded: an error among them is a text, which the core takes for no value.
    pub(super) placeholders: Vec<String>,
}

/// The cells of a column, all of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Numbers,
    Truths,
    Days,
    /// Or nothing at all.
    Texts,
    /// Of several types, or of one that has to be looked at cell by cell.
    Mixed,
    /// Of several types, and nobody reads it.
    Written,
}

impl Form {
    pub(super) fn kind(self) -> DataType {
        match self {
            Self::Numbers => DataType::Float64,
            Self::Truths => DataType::Boolean,
            Self::Days => DataType::Date32,
            Self::Texts | Self::Mixed | Self::Written => DataType::Utf8,
        }
    }

    /// That of a column that no attribute has.
    pub(super) fn of_kept(cells: &[Cell]) -> Self {
        let kinds = [AttributeType::Number, AttributeType::Bool, AttributeType::Date, AttributeType::Text];
        let form = kinds.map(|kind| Self::of(cells, kind)).into_iter().find(|form| *form != Self::Mixed);
        form.unwrap_or(Self::Written)
    }

    pub(super) fn of(cells: &[Cell], kind: AttributeType) -> Self {
        let mut there = cells.iter().filter(|cell| **cell != Cell::Blank);
        let form = |cell: &Cell| match (cell, kind) {
            (Cell::Number(_), AttributeType::Number) => Self::Numbers,
            (Cell::Bool(_), AttributeType::Bool) => Self::Truths,
            (Cell::Date(_), AttributeType::Date) => Self::Days,
            (Cell::Text(_) | Cell::Blank, _) => Self::Texts,
            (Cell::Number(_) | Cell::Bool(_) | Cell::Date(_) | Cell::Error(_), _) => Self::Mixed,
        };
        let first = there.next().map_or(Self::Texts, form);
        if there.all(|cell| form(cell) == first) { first } else { Self::Mixed }
    }
}

impl Column {
    /// Whether texts of any kind are its values.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind, AttributeType::Text | AttributeType::Set | AttributeType::Events)
    }

    /// Whether a cell is an error that stands for no value.
    pub(super) fn is_placeholder(&self, cell: &Cell) -> bool {
        matches!(cell, Cell::Error(error) if self.placeholders.iter().any(|known| **known == *fold(error)))
    }

    /// Some rows of it as a column of one type.
    pub(super) fn array(&self, rows: Range<usize>) -> ArrayRef {
        let cells = self.cells.get(rows).unwrap_or_default().iter();
        match self.form {
            Form::Numbers => Arc::new(cells.map(number).collect::<Float64Array>()),
            Form::Truths => Arc::new(cells.map(truth).collect::<BooleanArray>()),
            Form::Days => Arc::new(cells.map(day).collect::<Date32Array>()),
            Form::Texts | Form::Mixed => Arc::new(cells.map(text).collect::<StringArray>()),
            Form::Written => Arc::new(cells.map(written).collect::<StringArray>()),
        }
    }
}

/// Names and types of some columns.
pub(super) fn fields(columns: &[Column]) -> Vec<FieldRef> {
    columns.iter().map(|column| Arc::new(Field::new(&column.name, column.form.kind(), true))).collect()
}

fn number(cell: &Cell) -> Option<f64> {
    if let Cell::Number(number) = cell { Some(*number) } else { None }
}

fn truth(cell: &Cell) -> Option<bool> {
    if let Cell::Bool(truth) = cell { Some(*truth) } else { None }
}

fn day(cell: &Cell) -> Option<i32> {
    if let Cell::Date(date) = cell { Some(date.days()) } else { None }
}

fn text(cell: &Cell) -> Option<&str> {
    if let Cell::Text(text) = cell { Some(text) } else { None }
}

fn written(cell: &Cell) -> Option<String> {
    Some(cell.text()).filter(|_| *cell != Cell::Blank)
}
