//! One value of a column in its usual form, for programs that look at columns which are none of the model's: outcomes, weights,
//! days.

use std::borrow::Cow;

use super::Column;
use crate::account::Field;
use crate::reading::{self, Reading};
use crate::value::{AttributeType, Date};

/// A value of any column, read without a model.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// True or false.
    Bool(bool),
    /// A number; a text that is a number counts as one.
    Number(f64),
    /// A day.
    Date(Date),
    /// A text.
    Text(String),
    /// A list, or a value that is none of these.
    Other,
}

impl Column<'_> {
    /// The value of a row; `None` where it is missing or blank.
    ///
    /// ```
    /// use icp_core::column::{Cell, Column, Offsets, Text, Values};
    /// let words = Text { offsets: Offsets::Small(&[0, 3, 3, 6]), bytes: b"won2.5" };
    /// let column = Column::new(Values::Text(words));
    /// assert_eq!((column.cell(0), column.cell(1)), (Some(Cell::Text("won".into())), None));
    /// assert_eq!(column.cell(2), Some(Cell::Number(2.5)));
    /// assert_eq!(Column::new(Values::Bool(&[1])).cell(0), Some(Cell::Bool(true)));
    /// ```
    pub fn cell(&self, row: usize) -> Option<Cell> {
        let usual = |kind| self.field(row, &Reading::usual(kind));
        // Numbers and truths of their own type first: a number is no truth, and a truth no number.
        match usual(AttributeType::Number) {
            Ok(Field::Missing) => return None,
            Ok(Field::Number(number)) => return Some(Cell::Number(number)),
            Ok(_) | Err(_) => {}
        }
        match self.field(row, &reading::TEXT) {
            Ok(Field::Missing) => return None,
            Ok(Field::Text(text)) => return Some(Cell::Text(text.into_owned())),
            Ok(_) | Err(_) => {}
        }
        if let Ok(Field::Bool(truth)) = usual(AttributeType::Bool) {
            return Some(Cell::Bool(truth));
        }
        match self.field(row, &reading::DATE) {
            Ok(Field::Date(date)) => Some(Cell::Date(date)),
            Ok(_) | Err(_) => Some(Cell::Other),
        }
    }

    /// The text of a row as it stands in a column of texts, without its blanks at both ends; `None` in a column of another type, and
    /// where it is missing or blank. Rows with equal texts have equal cells.
    ///
    /// ```
    /// use icp_core::column::{Column, Offsets, Text, Values};
    /// let words = Text { offsets: Offsets::Small(&[0, 3, 6]), bytes: b"won2.5" };
    /// assert_eq!(Column::new(Values::Text(words)).text(1).as_deref(), Some("2.5"));
    /// assert_eq!(Column::new(Values::F64(&[2.5])).text(0), None);
    /// ```
    pub fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        match self.field(row, &reading::TEXT) {
            Ok(Field::Text(text)) => Some(text),
            Ok(_) | Err(_) => None,
        }
    }

    /// The day of a row, also where it is written as a text; `None` where it is missing or no day.
    ///
    /// ```
    /// use icp_core::Date;
    /// use icp_core::column::{Column, Values};
    /// assert_eq!(Column::new(Values::Days(&[1])).day(0), Date::new(1970, 1, 2));
    /// ```
    pub fn day(&self, row: usize) -> Option<Date> {
        match self.field(row, &reading::DATE) {
            Ok(Field::Date(date)) => Some(date),
            Ok(_) | Err(_) => None,
        }
    }
}
