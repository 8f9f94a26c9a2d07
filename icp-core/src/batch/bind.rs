//! The columns of a table, each with the way in which it is read.

use super::cells::BLOCK;
use super::dictionary::Decoded;
use super::events::EventItems;
use super::lists::Items;
use super::missing_columns::MissingColumns;
use super::options::{AsOf, BatchOptions};
use super::texts::is_searched;
use crate::account::{Field, settled};
use crate::column::{Column, Columns, Fault, Quarter, Values};
use crate::error::BatchError;
use crate::eval::Scratch;
use crate::plan::{Binning, Input, Plan};
use crate::reading::{self, Reading};
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
    /// Texts in which phrases and patterns are looked for.
    Searched(&'t Column<'t>),
    /// Sets from lists of texts.
    Lists(Items<'t>),
    /// Anything from a dictionary, whose values were read once.
    Dictionary(Decoded<'t>),
    /// Events of which only sums are asked.
    Events(Box<EventItems<'t>>),
    /// Value by value: the columns in the order in which they are tried.
    Fields(Vec<&'t Column<'t>>),
}

impl<'t> Way<'t> {
    /// Asks for a quarter of the memory of the block from a row on.
    #[inline(always)]
    pub(super) fn prefetch(&self, first: usize, number: usize) {
        let column = match self {
            Self::Numbers(column)
            | Self::Bools(column)
            | Self::Dates(column)
            | Self::Texts(column)
            | Self::Searched(column) => column,
            Self::Lists(items) => items.column,
            Self::Dictionary(decoded) => decoded.column,
            Self::Absent | Self::Fields(_) | Self::Events(_) => return,
        };
        column.prefetch(Quarter { first, count: BLOCK, number });
    }

    /// A number that needs no reading; `None` where [`Way::field`] has to look.
    #[inline]
    pub(super) fn plain_number(&self, row: usize) -> Option<f64> {
        match self {
            Self::Numbers(column) => column.plain_number(row),
            _ => None,
        }
    }

    /// The value of a row: that of the first column that has one.
    pub(super) fn field(&self, row: usize, reading: &Reading) -> Result<Field<'t>, Fault> {
        let columns: &[&'t Column<'t>] = match self {
            Self::Absent => &[],
            Self::Numbers(column)
            | Self::Bools(column)
            | Self::Dates(column)
            | Self::Texts(column)
            | Self::Searched(column) => std::slice::from_ref(column),
            Self::Lists(items) => std::slice::from_ref(&items.column),
            Self::Dictionary(decoded) => std::slice::from_ref(&decoded.column),
            Self::Events(items) => std::slice::from_ref(&items.column),
            Self::Fields(columns) => columns,
        };
        let (mut is_blank, mut has_placeholder) = (false, false);
        for column in columns {
            match column.field(row, reading)? {
                Field::Missing => has_placeholder = true,
                Field::None => is_blank = true,
                field => return Ok(field),
            }
        }
        Ok(if is_blank && !has_placeholder { settled(reading) } else { Field::Missing })
    }
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
    /// How many of some rows are blank in all of its columns, where it is known what that means.
    pub(super) fn blanks(&self, reading: &Reading, rows: std::ops::Range<usize>) -> usize {
        let is_blank = |row: &usize| !self.columns.iter().any(|(_, column)| column.is_there(*row));
        if reading.blank().is_some() { rows.filter(is_blank).count() } else { 0 }
    }

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
            Days::Each(name, column) => match column.field(row, &reading::DATE) {
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
        // An attribute that no rule uses is not read either: its values change no answer, so none may refuse the
        // table.
        let is_read = input.used && !is_made;
        let found_here: Vec<(&'t str, &'t Column<'t>)> = if is_read {
            names.iter().flat_map(|name| columns.under(name).map(|column| (*name, column))).collect()
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
            [(_, column)] if fixed.is_some() => EventItems::new(plan, input, at, column)
                .map_or_else(|| Way::Fields(vec![column]), |items| Way::Events(Box::new(items))),
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
    let by_value = || Way::Fields(vec![column]);
    if !one_day && input.binnings.iter().any(is_cut_by_day) {
        return by_value();
    }
    let is_looked_up =
        || input.binnings.iter().all(|binning| matches!(binning, Binning::Presence(_) | Binning::Values(..)));
    // A blank that says something is read with its row, but for dictionaries, which have a place for it.
    let is_blank_known = input.reading.blank().is_some();
    match &column.values {
        Values::Dictionary { codes, values } if values.rows() <= rows.max(1_024) => {
            Way::Dictionary(Decoded::new(plan, input, at, column, (*codes, values), scratch))
        }
        _ if is_blank_known => by_value(),
        Values::Null(_) => Way::Absent,
        Values::F64(_)
        | Values::F32(_)
        | Values::I64(_)
        | Values::I32(_)
        | Values::I16(_)
        | Values::I8(_)
        | Values::U64(_)
        | Values::U32(_)
        | Values::U16(_)
        | Values::U8(_) => match input.kind == AttributeType::Number {
            true => Way::Numbers(column),
            false => by_value(),
        },
        Values::Bool(_) | Values::Bits(_) => match input.kind == AttributeType::Bool {
            true => Way::Bools(column),
            false => by_value(),
        },
        Values::Days(_) | Values::Moments { .. } => match input.kind == AttributeType::Date {
            true => Way::Dates(column),
            false => by_value(),
        },
        Values::Text(_) | Values::Views(_) => match input.kind == AttributeType::Text && is_looked_up() {
            true => Way::Texts(column),
            false if input.kind == AttributeType::Text && is_searched(input) => Way::Searched(column),
            false => by_value(),
        },
        // A dictionary with more values than the table has rows is read where the rows point to only.
        Values::Dictionary { .. } => by_value(),
        Values::List { offsets, items } if input.kind == AttributeType::Set => {
            Items::new(input, column, *offsets, items, rows).map_or_else(by_value, Way::Lists)
        }
        Values::List { .. } | Values::Events { .. } | Values::Mixed(_) => by_value(),
    }
}

/// Whether the cells of a slot depend on the as-of date.
fn is_cut_by_day(binning: &Binning) -> bool {
    match binning {
        Binning::Recent { .. } => true,
        Binning::Presence(_)
        | Binning::Bool(_)
        | Binning::Number(..)
        | Binning::Date(..)
        | Binning::Values(..)
        | Binning::Hosts(..)
        | Binning::Phrases(..)
        | Binning::Length(..)
        | Binning::Items { .. }
        | Binning::Size(..) => false,
    }
}
