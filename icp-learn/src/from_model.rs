//! A [`Table`] from records, as a model that only reads has them: numbers, texts, truths, ages, sets, and counts of events. The command and
//! the bindings bring the records; what a column says is found by `learn`.

use icp_core::account::{Field, Record};
use icp_core::model::Attribute;
use icp_core::value::{AttributeType, Span, SpanUnit};
use icp_core::{Date, Model};

use crate::dictionary::Dictionary;
use crate::events::{Log, Window};
use crate::table::MISSING;
use crate::{Column, Judged, LearnError, Table, TableBuilder, Values};

/// The place from which a column of the table comes.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The attribute.
    pub attribute: Attribute,
    /// The events that are counted, where it has events.
    pub events: Option<Window>,
}

/// Everything beside the values of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fact {
    /// The outcome.
    pub judged: Judged,
    /// The day of the decision: ages and events are those of that day.
    pub day: Date,
    /// How many accounts the row stands for.
    pub weight: f64,
    /// A hash of the account's id.
    pub account: Option<u64>,
}

/// The values of one attribute, as they come.
#[derive(Debug)]
enum Gathered {
    Numbers(Vec<f64>),
    Months(Vec<f64>),
    Bools(Vec<Option<bool>>),
    Texts(Vec<u32>, Dictionary),
    Sets(Vec<Option<Box<[u32]>>>, Dictionary),
    Events(Box<Log>),
}

#[derive(Debug)]
struct Gathering {
    at: usize,
    attribute: Attribute,
    gathered: Gathered,
    /// Numbers that are known in part only, or values of another kind: the column is left out.
    unread: u64,
}

/// Gathers records.
///
/// ```
/// use icp_core::{Account, Date, Model, OnInvalid, init, survey::Survey};
/// use icp_learn::{Fact, Judged, TableReader};
/// let mut survey = Survey::with_columns(["employees", "country"]);
/// [["10", "DE"], ["20", "de"]].map(|row| survey.add_cells(row));
/// let model = Model::from_text(&init::reader(&survey, "accounts").0).unwrap();
/// let mut reader = TableReader::new(&model, |_| false);
/// let (day, mut facts) = (Date::new(2026, 11, 21).unwrap(), Vec::new());
/// for (employees, country, judged) in [("10", "DE", Judged::Won), ("20", "de", Judged::Lost)] {
///     let account = Account::new().with("employees", employees).with("country", country);
///     let record = model.record(&account, OnInvalid::Missing).unwrap();
///     reader.add(&record, day);
///     facts.push(Fact { judged, day, weight: 1.0, account: None });
/// }
/// let (table, sources, left) = reader.finish(&facts, |_, _| ()).unwrap();
/// assert_eq!((table.rows(), table.columns().len(), sources.len(), left.len()), (2, 2, 2, 0));
/// ```
#[derive(Debug)]
pub struct TableReader {
    columns: Vec<Gathering>,
}

/// Columns that are not in the table, with their reasons.
pub type LeftOut = Vec<(String, String)>;

impl TableReader {
    /// Reads the attributes of a model, but those that are passed over.
    pub fn new(model: &Model, pass_over: impl Fn(&Attribute) -> bool) -> Self {
        let attributes = model.definition().attributes.iter().enumerate();
        let read = attributes.filter(|(_, attribute)| attribute.formula.is_none() && !pass_over(attribute));
        let columns = read.map(|(at, attribute)| Gathering {
            at,
            gathered: Gathered::new(attribute.kind),
            attribute: attribute.clone(),
            unread: 0,
        });
        Self { columns: columns.collect() }
    }

    /// Adds a row, with the day of its decision.
    pub fn add(&mut self, record: &Record<'_>, day: Date) {
        for column in &mut self.columns {
            let field = record.fields().get(column.at).unwrap_or(&Field::Missing);
            let separators: Vec<&str> = column.attribute.separators().collect();
            if !column.gathered.add(field, &separators, day) {
                column.unread += 1;
            }
        }
    }

    /// The table, where each of its columns comes from, and the columns that are not in it. There is a fact for each row. `adjust` may say more of a column, such
    /// as whether it was known before the outcome.
    ///
    /// # Errors
    /// As [`TableBuilder::build`].
    pub fn finish(
        self,
        facts: &[Fact],
        mut adjust: impl FnMut(&mut Column, &Source),
    ) -> Result<(Table, Vec<Source>, LeftOut), LearnError> {
        let mut builder = TableBuilder::new(facts.iter().map(|fact| fact.judged).collect());
        let (mut sources, mut left) = (Vec::new(), Vec::new());
        for column in self.columns {
            let name = column.attribute.name.to_string();
            if column.unread > 0 {
                left.push((name, format!("{} rows have a number that is known in part only", column.unread)));
                continue;
            }
            for (suffix, events, values) in column.gathered.finish() {
                let mut made = Column::new(format!("{name}{suffix}"), values);
                let source = Source { attribute: column.attribute.clone(), events };
                adjust(&mut made, &source);
                builder = builder.column(made);
                sources.push(source);
            }
        }
        if facts.iter().any(|fact| fact.weight != 1.0) {
            builder = builder.weight(facts.iter().map(|fact| fact.weight).collect());
        }
        if let Some(accounts) = facts.iter().map(|fact| fact.account).collect::<Option<Vec<u64>>>() {
            builder = builder.accounts(accounts);
        }
        let first = facts.first().map(|fact| fact.day);
        if facts.iter().any(|fact| Some(fact.day) != first) {
            builder = builder.decided(facts.iter().map(|fact| Some(fact.day.days())).collect());
        }
        Ok((builder.build()?, sources, left))
    }
}

impl Gathered {
    fn new(kind: AttributeType) -> Self {
        match kind {
            AttributeType::Number => Self::Numbers(Vec::new()),
            AttributeType::Date => Self::Months(Vec::new()),
            AttributeType::Bool => Self::Bools(Vec::new()),
            AttributeType::Set => Self::Sets(Vec::new(), Dictionary::default()),
            AttributeType::Events => Self::Events(Box::default()),
            // A type that is added later is read as texts until it is known here; its values are then counted as unread.
            _ => Self::Texts(Vec::new(), Dictionary::default()),
        }
    }

    /// Whether the value could be taken.
    fn add(&mut self, field: &Field<'_>, separators: &[&str], day: Date) -> bool {
        let is_missing = matches!(field, Field::Missing);
        match (self, field) {
            (Self::Numbers(values), Field::Number(number)) => values.push(*number),
            (Self::Numbers(values), _) => {
                values.push(f64::NAN);
                return is_missing;
            }
            (Self::Months(values), Field::Date(date)) => values.push(months(*date, day)),
            (Self::Months(values), _) => {
                values.push(f64::NAN);
                return is_missing;
            }
            (Self::Bools(values), Field::Bool(truth)) => values.push(Some(*truth)),
            (Self::Bools(values), _) => {
                values.push(None);
                return is_missing;
            }
            (Self::Texts(codes, words), Field::Text(text)) => codes.push(words.code(text)),
            (Self::Texts(codes, _), _) => {
                codes.push(MISSING);
                return is_missing;
            }
            (Self::Sets(rows, words), Field::Set(items)) => {
                rows.push(Some(set(items.iter().map(|item| &**item), words)));
            }
            (Self::Sets(rows, words), Field::Joined(text)) => {
                let mut items = vec![&**text];
                for separator in separators {
                    items = items.into_iter().flat_map(|item| item.split(separator)).collect();
                }
                rows.push(Some(set(items, words)));
            }
            (Self::Sets(rows, _), _) => {
                rows.push(None);
                return is_missing;
            }
            (Self::Events(log), Field::Events(events)) => log.add(Some(events), day),
            (Self::Events(log), _) => {
                log.add(None, day);
                return is_missing;
            }
        }
        true
    }

    /// The columns of the table: for each what is added to the name, the events it counts, and its values.
    fn finish(self) -> Vec<(String, Option<Window>, Values)> {
        let one = |values| vec![(String::new(), None, values)];
        match self {
            Self::Numbers(values) => one(Values::Number(values)),
            Self::Months(values) => one(Values::Month(values)),
            Self::Bools(values) => one(Values::Bool(values)),
            Self::Texts(mut codes, words) => {
                let (names, places) = words.sorted();
                for code in codes.iter_mut().filter(|code| **code != MISSING) {
                    *code = places.get(*code as usize).copied().unwrap_or(MISSING);
                }
                one(Values::Text { codes, names })
            }
            Self::Sets(mut rows, words) => {
                let (items, places) = words.sorted();
                for set in rows.iter_mut().flatten() {
                    let placed = set.iter().filter_map(|code| places.get(*code as usize).copied());
                    let mut placed: Vec<u32> = placed.collect();
                    placed.sort_unstable();
                    placed.dedup();
                    *set = placed.into();
                }
                one(Values::Set { rows, items })
            }
            Self::Events(log) => log.columns(),
        }
    }
}

/// A hash of an account's id, the same on every machine (FNV-1a, 64 bits).
pub fn account_hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn set<'t>(items: impl IntoIterator<Item = &'t str>, words: &mut Dictionary) -> Box<[u32]> {
    let items = items.into_iter().filter(|item| !item.trim().is_empty());
    items.map(|item| words.code(item)).collect()
}

/// The age of a date in whole months: the greatest number for which the format's `older_than` holds; 0 for a date that is not
/// older than one month, also for one that lies ahead.
pub(crate) fn months(date: Date, day: Date) -> f64 {
    let ((year, month, _), (now, this, _)) = (date.ymd(), day.ymd());
    let apart = (now - year) * 12 + this as i32 - month as i32;
    let is_older = |count: i32| {
        let count = u32::try_from(count).unwrap_or_default();
        (1..=99_999).contains(&count) && date < day.minus(Span { count, unit: SpanUnit::Month })
    };
    if apart < 1 {
        return 0.0;
    }
    f64::from(if is_older(apart) { apart } else { apart - 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_the_greatest_that_older_than_holds_for() {
        let day = |text| Date::parse(text).unwrap();
        for as_of in ["2026-03-31", "2026-02-28", "2024-02-29", "2026-01-01", "2026-12-30"] {
            let as_of = day(as_of);
            for back in -40..1_500 {
                let date = Date::from_days(as_of.days() - back).unwrap();
                let age = months(date, as_of);
                for count in 1..60 {
                    let older = date < as_of.minus(Span { count, unit: SpanUnit::Month });
                    assert_eq!(age >= f64::from(count), older, "{date} on {as_of}, {count} months");
                }
            }
        }
    }
}
