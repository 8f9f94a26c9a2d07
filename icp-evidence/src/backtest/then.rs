//! A table as it was on the day of each row: later dates are missing. Later events do not count anyway, since the engine never counts
//! an event after the day; here they are counted, to be told.

use icp_core::account::Field;
use icp_core::batch::{AsOf, BatchOptions, Scores};
use icp_core::column::{Bits, Column, Columns, Values};
use icp_core::value::AttributeType;
use icp_core::{BatchError, Date, Model};

use crate::EvidenceError;
use crate::period::days;

/// The name of the column of days; no column of a table has it.
const DAY: &str = "\u{1f}day of the row";

/// The days of a table's rows, and the dates that are hidden on them.
pub(super) struct Then {
    /// The day of each row.
    pub(super) days: Vec<Option<Date>>,
    /// Rows with later events, and these events.
    pub(super) later_events: (u64, u64),
    numbers: Vec<i32>,
    dates: Vec<Dates>,
}

/// A date attribute of which some rows lie after their day.
struct Dates {
    attribute: String,
    /// The name of the column that takes the place of its own.
    column: String,
    days: Vec<i32>,
    /// A bit for each row that keeps its date.
    kept: Vec<u8>,
    later: u64,
}

impl Then {
    pub(super) fn new(
        model: &Model,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
        (day, lag, today): (&str, i32, Date),
        future_ok: &[String],
    ) -> Result<Self, EvidenceError> {
        let days = days(columns, day, lag)?;
        let is_date = |name: &str| {
            model.attributes().any(|one| one.name() == name && one.kind() == AttributeType::Date)
        };
        if let Some(other) = future_ok.iter().find(|name| !is_date(name)) {
            return Err(EvidenceError::NoDate(other.clone()));
        }
        let numbers: Vec<i32> = days.iter().map(|day| day.unwrap_or(today).days()).collect();
        let mut dates: Vec<(usize, Dates)> = model
            .attributes()
            .enumerate()
            .filter(|(_, one)| one.kind() == AttributeType::Date && one.formula().is_none())
            .filter(|(_, one)| one.is_used() && future_ok.iter().all(|name| name != one.name()))
            .map(|(at, one)| (at, Dates::new(one.name(), columns.rows())))
            .collect();
        let mut later_events = (0, 0);
        let mut own = *options;
        own.as_of = AsOf::Day(today);
        model.each_record(columns, &own, |row, _, record| {
            let Some(Some(day)) = days.get(row) else { return };
            for (at, dates) in &mut dates {
                if let Some(Field::Date(date)) = record.fields().get(*at) {
                    dates.put(row, *date, *day);
                }
            }
            let mut later = 0;
            for field in record.fields() {
                if let Field::Events(events) = field {
                    later += events.iter().filter(|event| event.on > *day).count() as u64;
                }
            }
            later_events.0 += u64::from(later > 0);
            later_events.1 += later;
        })?;
        // Where nothing lies after its day the caller's own column is read.
        let dates = dates.into_iter().map(|(_, dates)| dates).filter(|dates| dates.later > 0).collect();
        Ok(Self { days, later_events, numbers, dates })
    }

    /// The attributes with later dates, and the rows that have one.
    pub(super) fn later_dates(&self) -> impl Iterator<Item = (&str, u64)> {
        self.dates.iter().map(|dates| (&*dates.attribute, dates.later))
    }

    /// Scores each row on its day.
    pub(super) fn score(
        &self,
        model: &Model,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
    ) -> Result<Scores, BatchError> {
        let mut table = columns.clone().with(DAY, Column::new(Values::Days(&self.numbers)))?;
        let mut names: Vec<(&str, &str)> = options.columns.to_vec();
        for dates in &self.dates {
            let bits = Bits::new(&dates.kept, 0, dates.days.len());
            table = table.with(&*dates.column, Column::new(Values::Days(&dates.days)).with_validity(bits))?;
            names.retain(|(attribute, _)| *attribute != dates.attribute);
            names.push((&dates.attribute, &dates.column));
        }
        let mut own = *options;
        own.as_of = AsOf::Column(DAY);
        own.columns = &names;
        model.score_batch(&table, &own)
    }
}

impl Dates {
    fn new(attribute: &str, rows: usize) -> Self {
        Self {
            attribute: attribute.to_owned(),
            column: format!("\u{1f}{attribute} on the day"),
            days: vec![0; rows],
            kept: vec![0; rows.div_ceil(8)],
            later: 0,
        }
    }

    fn put(&mut self, row: usize, date: Date, day: Date) {
        if date > day {
            self.later += 1;
            return;
        }
        if let (Some(place), Some(byte)) = (self.days.get_mut(row), self.kept.get_mut(row / 8)) {
            *place = date.days();
            *byte |= 1 << (row % 8);
        }
    }
}
