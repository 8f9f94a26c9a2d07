//! The columns of a table, each with the way in which it is read.

use super::lists::Items;
use super::options::{AsOf, BatchOptions, MissingColumns};
use crate::account::Field;
use crate::column::{Codes, Column, Columns, Fault, Values};
use crate::error::BatchError;
use crate::eval::{Scratch, locate_field};
use crate::intake::Marks;
use crate::plan::{Input, Plan, View};
use crate::value::{AttributeType, Date};

/// How an attribute is read.
pub(super) enum Way<'t> {
    /// No column has it.
    Absent,
    /// Numbers from numbers.
    Numbers(&'t Column<'t>),
    /// Truths from truths.
    Bools(&'t Column<'t>),
    /// Dates from days or moments.
    Dates(&'t Column<'t>),
    /// Texts that are only looked up.
    Texts(&'t Column<'t>),
    /// Sets from lists of texts.
    Lists(Items<'t>),
    /// Anything from a dictionary, whose values were read once.
    Coded(Decoded<'t>),
    /// Value by value: the columns in the order in which they are tried.
    Fields(Vec<&'t Column<'t>>),
}

/// A dictionary's values, located.
pub(super) struct Decoded<'t> {
    pub(super) codes: Codes<'t>,
    pub(super) column: &'t Column<'t>,
    /// For each slot of the attribute, the cell of each value; then of nothing.
    pub(super) cells: Vec<(usize, Vec<u32>)>,
    /// The number of each value; then of nothing. Empty where numbers are not needed.
    pub(super) numbers: Vec<f64>,
    /// Whether something is wrong with each value; then for nothing. Empty when all are right.
    pub(super) faulty: Vec<bool>,
    /// How each value is written, of a set; then nothing. Empty for other attributes.
    pub(super) marks: Vec<Marks>,
}

/// A column with its name.
pub(super) struct Bound<'t> {
    pub(super) name: &'t str,
    pub(super) way: Way<'t>,
    /// Its columns, in the order in which they are tried.
    columns: Vec<(&'t str, &'t Column<'t>)>,
    /// Whether its values are needed row by row, not only its cells.
    pub(super) by_value: bool,
}

impl<'t> Bound<'t> {
    /// The column that a row's value comes from.
    pub(super) fn column(&self, row: usize) -> &'t str {
        let there = self.columns.iter().find(|(_, column)| column.is_there(row));
        there.map_or(self.name, |(name, _)| name)
    }
}

/// The day of each row.
pub(super) enum Days<'t> {
    One(Date),
    Each(&'t str, &'t Column<'t>),
}

/// A table bound to a model.
pub(super) struct Table<'t> {
    pub(super) rows: usize,
    pub(super) attributes: Vec<Bound<'t>>,
    pub(super) days: Days<'t>,
    /// Attributes without a column.
    pub(super) missing: Vec<usize>,
}

/// An invalid or broken value: its row in the table, its attribute, and what is wrong.
pub(super) type Wrong = (usize, usize, Fault);

impl Table<'_> {
    /// The day of a row.
    pub(super) fn day(&self, row: usize) -> Result<Date, BatchError> {
        match &self.days {
            Days::One(day) => Ok(*day),
            Days::Each(name, column) => match column.field(row, AttributeType::Date) {
                Ok(Field::Date(day)) => Ok(day),
                Ok(_) => Err(BatchError::as_of(name, Some(row), "expected a date, found nothing")),
                Err(Fault::Broken(expected)) => Err(BatchError::broken(name, Some(row), expected)),
                Err(Fault::Invalid(invalid)) => Err(BatchError::as_of(
                    name,
                    Some(row),
                    &format!("expected {}, found {}", invalid.expected, invalid.found),
                )),
            },
        }
    }
}

/// Finds the columns of a model's attributes. `names` are those of each attribute, its own first.
pub(super) fn bind<'t>(
    plan: &Plan,
    names: &[Vec<&'t str>],
    columns: &'t Columns<'t>,
    options: &BatchOptions<'t>,
) -> Result<Table<'t>, BatchError> {
    let days = match options.as_of {
        AsOf::Day(day) => Days::One(day),
        AsOf::Column(name) => match columns.get(name) {
            Some(column) => Days::Each(name, column),
            None => return Err(BatchError::as_of(name, None, "the table has no such column")),
        },
    };
    let fixed = match days {
        Days::One(day) => Some(day),
        Days::Each(..) => None,
    };
    let mut scratch = Scratch::new(plan);
    scratch.set_as_of(plan, fixed.unwrap_or(Date::MIN));
    let by_value = plan.by_value();
    let mut attributes = Vec::with_capacity(plan.inputs.len());
    let (mut missing, mut found) = (Vec::new(), false);
    for (at, input) in plan.inputs.iter().enumerate() {
        let names = names.get(at).map(Vec::as_slice).unwrap_or_default();
        // A formula's attribute is never read.
        let is_made = plan.derived.iter().any(|derived| derived.attribute as usize == at);
        // Nor is one that no rule looks at: whatever stands there changes nothing, and may refuse nothing.
        let is_read = input.used && !is_made;
        let found_here: Vec<(&'t str, &'t Column<'t>)> = if is_read {
            names.iter().filter_map(|name| Some((*name, columns.get(name)?))).collect()
        } else {
            Vec::new()
        };
        found |= !found_here.is_empty();
        if found_here.is_empty() && is_read {
            missing.push(at);
        }
        let way = match &*found_here {
            [] => Way::Absent,
            [(_, column)] if !by_value.contains(&at) => {
                way(plan, input, at, column, fixed.is_some(), columns.rows(), &mut scratch)
            }
            several => Way::Fields(several.iter().map(|(_, column)| *column).collect()),
        };
        let name =
            found_here.first().map_or_else(|| names.first().copied().unwrap_or_default(), |(name, _)| name);
        attributes.push(Bound { name, way, columns: found_here, by_value: by_value.contains(&at) });
    }
    let listed = |missing: &[usize]| -> Vec<Vec<&str>> {
        missing.iter().filter_map(|at| names.get(*at).cloned()).collect()
    };
    let have: Vec<&str> = columns.names().collect();
    if !found && !missing.is_empty() {
        let wanted: Vec<&str> = listed(&missing).iter().filter_map(|names| names.first().copied()).collect();
        return Err(BatchError::no_model_column(&wanted, &have));
    }
    if !missing.is_empty() && options.missing_columns == MissingColumns::Error {
        return Err(BatchError::missing(&listed(&missing), &have, options.host));
    }
    Ok(Table { rows: columns.rows(), attributes, days, missing })
}

fn way<'t>(
    plan: &Plan,
    input: &Input,
    at: usize,
    column: &'t Column<'t>,
    one_day: bool,
    rows: usize,
    scratch: &mut Scratch,
) -> Way<'t> {
    let recent = input.views.iter().any(|view| matches!(view, View::Recent { .. }));
    if recent && !one_day {
        return Way::Fields(vec![column]);
    }
    let only = |wanted: fn(&View) -> bool| input.views.iter().all(wanted);
    match (&column.values, input.kind) {
        (Values::Null(_), _) => Way::Absent,
        (
            Values::F64(_)
            | Values::F32(_)
            | Values::I64(_)
            | Values::I32(_)
            | Values::I16(_)
            | Values::I8(_)
            | Values::U64(_)
            | Values::U32(_)
            | Values::U16(_)
            | Values::U8(_),
            AttributeType::Number,
        ) => Way::Numbers(column),
        (Values::Bool(_) | Values::Bits(_), AttributeType::Bool) => Way::Bools(column),
        (Values::Days(_) | Values::Moments { .. }, AttributeType::Date) => Way::Dates(column),
        (Values::Text(_) | Values::Views(_), AttributeType::Text)
            if only(|view| matches!(view, View::Presence(_) | View::Values(..))) =>
        {
            Way::Texts(column)
        }
        (Values::Dictionary { codes, values }, _) if values.rows() <= rows.max(1_024) => {
            Way::Coded(decode(plan, input, at, column, (*codes, values), scratch))
        }
        (Values::List { offsets, items }, AttributeType::Set) => {
            match Items::new(input, column, *offsets, items, rows) {
                Some(items) => Way::Lists(items),
                None => Way::Fields(vec![column]),
            }
        }
        _ => Way::Fields(vec![column]),
    }
}

/// Reads every value of a dictionary once.
fn decode<'t>(
    plan: &Plan,
    input: &Input,
    at: usize,
    column: &'t Column<'t>,
    (codes, values): (Codes<'t>, &'t Column<'t>),
    scratch: &mut Scratch,
) -> Decoded<'t> {
    let mut places: Vec<usize> = Vec::new();
    input.views.iter().for_each(|view| view.places(|place| places.push(place as usize)));
    let mut cells: Vec<(usize, Vec<u32>)> = places.into_iter().map(|place| (place, Vec::new())).collect();
    let (mut numbers, mut faulty, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..=values.rows() {
        let (field, is_faulty) = if row == values.rows() {
            (Field::Missing, false)
        } else {
            match values.field(row, input.kind) {
                Ok(field) => (field, false),
                Err(_) => (Field::Missing, true),
            }
        };
        locate_field(plan, at, &field, scratch);
        for (place, cells) in &mut cells {
            cells.push(scratch.cells().get(*place).copied().unwrap_or_default());
        }
        if input.derived {
            numbers.push(scratch.numbers().get(at).copied().unwrap_or(f64::NAN));
        }
        if input.kind == AttributeType::Set {
            marks.push(Marks::of_field(&field, &input.separator));
        }
        faulty.push(is_faulty);
    }
    // Without slots this is what finds codes that lie outside.
    if !cells.is_empty() && !faulty.contains(&true) {
        faulty.clear();
    }
    Decoded { codes, column, cells, numbers, faulty, marks }
}
