//! Accounts as columns, in every encoding that a table may have.

mod arrow;
mod bytes;
mod column;

use icp_core::Date;
use icp_core::column::{Columns, TimeUnit};
use oorandom::Rand32;
use serde_json::{Map, Value};

use bytes::{joined, pack, views};

/// The cells of a column; it owns what a [`Column`] borrows.
#[derive(Debug)]
enum Cells {
    Null(usize),
    Bools(Vec<u8>),
    BoolBits(Vec<u8>),
    F64(Vec<f64>),
    F32(Vec<f32>),
    I64(Vec<i64>),
    I32(Vec<i32>),
    I16(Vec<i16>),
    I8(Vec<i8>),
    U64(Vec<u64>),
    U32(Vec<u32>),
    U16(Vec<u16>),
    U8(Vec<u8>),
    Days(Vec<i32>),
    Moments(Vec<i64>, TimeUnit, i32),
    Text(Vec<i32>, Vec<u8>),
    LargeText(Vec<i64>, Vec<u8>),
    Views(Vec<u8>, Vec<Vec<u8>>),
    Codes8(Vec<i8>, Box<Owned>),
    Codes16(Vec<u16>, Box<Owned>),
    Codes32(Vec<i32>, Box<Owned>),
    Codes64(Vec<u64>, Box<Owned>),
    List(Vec<i32>, Box<Owned>),
    LargeList(Vec<i64>, Box<Owned>),
    Events(Vec<i32>, Box<[Owned; 3]>),
}

/// One column with its validity. The first `lead` rows are of another table: the column is a slice.
#[derive(Debug)]
pub struct Owned {
    cells: Cells,
    validity: Option<Vec<u8>>,
    lead: usize,
    rows: usize,
}

/// A table that owns its columns.
#[derive(Debug)]
pub struct Table {
    rows: usize,
    columns: Vec<(String, Owned)>,
}

impl Table {
    /// As the engine takes it.
    pub fn columns(&self) -> Columns<'_> {
        let mut columns = Columns::new(self.rows);
        for (name, column) in &self.columns {
            columns = columns.with(name.as_str(), column.column()).expect("a column of the right length");
        }
        columns
    }

    /// The names of its columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// The encodings in it, for counting.
    pub fn encodings(&self) -> impl Iterator<Item = String> {
        self.columns
            .iter()
            .map(|(_, column)| format!("{:?}", column.cells).split('(').next().unwrap_or("").to_owned())
    }

    /// Adds a column of dates.
    pub fn with_days(mut self, name: &str, days: &[Date], dice: &mut Rand32) -> Self {
        let texts: Vec<Value> = days.iter().map(|day| Value::from(day.to_string())).collect();
        let kind = if coin(dice) { Kind::Date } else { Kind::Text };
        self.columns.push((name.to_owned(), encode(kind, &texts.iter().collect::<Vec<_>>(), dice)));
        self
    }
}

fn coin(dice: &mut Rand32) -> bool {
    dice.rand_range(0..2) == 0
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Number,
    Text,
    Bool,
    Date,
    List,
    Events,
}

/// Makes a table of accounts. A column holds values of one JSON type: the accounts that have another one there lose
/// that value, so they come back as the table has them.
pub fn table(model: &Value, accounts: &[Value], dice: &mut Rand32) -> (Table, Vec<Value>) {
    let mut accounts: Vec<Map<String, Value>> =
        accounts.iter().map(|account| account.as_object().cloned().unwrap_or_default()).collect();
    let mut columns = Vec::new();
    for (name, attribute) in model["attributes"].as_object().into_iter().flatten() {
        let aliases = attribute["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for key in std::iter::once(name.as_str()).chain(aliases) {
            if attribute.get("formula").is_some() {
                continue;
            }
            let mut present = accounts.iter().filter_map(|account| kind_of(account.get(key)?));
            let Some(kind) = present.next_back() else {
                // No account has it; the table may have a column of nothing.
                if key == name || coin(dice) {
                    has_blanks(attribute, key, &mut accounts);
                    columns.push((
                        key.to_owned(),
                        Owned {
                            cells: Cells::Null(accounts.len()),
                            validity: None,
                            lead: 0,
                            rows: accounts.len(),
                        },
                    ));
                }
                continue;
            };
            has_blanks(attribute, key, &mut accounts);
            let fits =
                |account: &Map<String, Value>| account.get(key).is_none_or(|v| v.is_null() || v.is_i64());
            let mixed = !accounts.iter().all(fits);
            for account in &mut accounts {
                let same = account.get(key).and_then(kind_of).is_none_or(|other| other == kind);
                // As a text, a structure would be a text.
                let odd = kind == Kind::Events && attribute["type"] != "events";
                // A float would be another number.
                let large = |value: &Value| value.as_i64().is_some_and(|n| n.unsigned_abs() > 1 << 53);
                let odd = odd || (mixed && account.get(key).is_some_and(large));
                if odd || !same || (kind == Kind::List && !is_list_of_texts(account.get(key))) {
                    account.insert(key.to_owned(), Value::Null);
                }
            }
            let values: Vec<&Value> =
                accounts.iter().map(|account| account.get(key).unwrap_or(&Value::Null)).collect();
            let is_dates = kind == Kind::Text
                && attribute["type"] == "date"
                && values.iter().all(|value| value.is_null() || is_plain_date(value));
            let kind = if is_dates && coin(dice) { Kind::Date } else { kind };
            // A set that is a list may as well stand in a cell, as JSON.
            let cells: Vec<Value> = values.iter().map(|value| in_a_cell(value)).collect();
            let column = match kind {
                Kind::List if attribute["type"] == "set" && dice.rand_range(0..4) == 0 => {
                    encode(Kind::Text, &cells.iter().collect::<Vec<_>>(), dice)
                }
                _ => encode(kind, &values, dice),
            };
            columns.push((key.to_owned(), column));
        }
    }
    let rows = accounts.len();
    (Table { rows, columns }, accounts.into_iter().map(Value::Object).collect())
}

/// Where a blank is known to be something, an absent key is none, but a cell of nothing is: the accounts have it too.
fn has_blanks(attribute: &Value, key: &str, accounts: &mut [Map<String, Value>]) {
    for account in accounts.iter_mut().filter(|_| attribute.get("blank").is_some()) {
        account.entry(key).or_insert(Value::Null);
    }
}

fn in_a_cell(value: &Value) -> Value {
    if value.is_null() { Value::Null } else { Value::from(value.to_string()) }
}

fn kind_of(value: &Value) -> Option<Kind> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some(Kind::Bool),
        Value::Number(_) => Some(Kind::Number),
        Value::String(_) => Some(Kind::Text),
        Value::Array(items) if items.iter().any(Value::is_object) => Some(Kind::Events),
        Value::Array(_) => Some(Kind::List),
        Value::Object(_) => Some(Kind::Events),
    }
}

fn is_list_of_texts(value: Option<&Value>) -> bool {
    let texts = |items: &Vec<Value>| items.iter().all(|item| item.is_null() || item.is_string());
    value.is_none_or(|value| value.is_null() || value.as_array().is_some_and(texts))
}

fn is_plain_date(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() == 10 && Date::parse(text).is_some())
}

fn encode(kind: Kind, values: &[&Value], dice: &mut Rand32) -> Owned {
    let lead = dice.rand_range(0..4) as usize * 3;
    let junk = [Value::Null];
    let padded: Vec<&Value> = (0..lead)
        .map(|at| values.get(at).copied().unwrap_or(&junk[0]))
        .chain(values.iter().copied())
        .collect();
    let complete = padded.iter().all(|value| !value.is_null());
    let validity = (!complete || coin(dice)).then(|| pack(padded.iter().map(|value| !value.is_null())));
    let cells = match kind {
        Kind::Number => numbers(&padded, dice),
        Kind::Bool => {
            let bools: Vec<bool> = padded.iter().map(|value| value.as_bool().unwrap_or(coin(dice))).collect();
            if coin(dice) {
                Cells::Bools(
                    bools
                        .iter()
                        .map(|bool| if *bool { 1 + dice.rand_range(0..3) as u8 } else { 0 })
                        .collect(),
                )
            } else {
                Cells::BoolBits(pack(bools.iter().copied()))
            }
        }
        Kind::Date => dates(&padded, dice),
        Kind::Text => texts(&padded, dice),
        Kind::List => {
            let mut items: Vec<&Value> = Vec::new();
            let mut ends = vec![0usize];
            for value in &padded {
                items.extend(value.as_array().into_iter().flatten());
                ends.push(items.len());
            }
            let items = Box::new(encode(Kind::Text, &items, dice));
            if coin(dice) {
                Cells::List(ends.iter().map(|end| *end as i32).collect(), items)
            } else {
                Cells::LargeList(ends.iter().map(|end| *end as i64).collect(), items)
            }
        }
        Kind::Events => events(&padded, dice),
    };
    Owned { cells, validity, lead, rows: values.len() }
}

fn numbers(values: &[&Value], dice: &mut Rand32) -> Cells {
    let floats: Vec<f64> = values.iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect();
    // Nothing stands as any number: the validity says so.
    let known = || floats.iter().filter(|n| !n.is_nan());
    let within = |low: f64, high: f64| {
        values.iter().all(|value| value.is_null() || value.is_i64())
            && known().all(|n| (low..=high).contains(n))
    };
    macro_rules! cast {
        ($t:ty) => {
            floats.iter().map(|n| if n.is_nan() { 7 } else { *n as $t }).collect()
        };
    }
    let large = 9_007_199_254_740_992.0;
    if values.iter().any(|value| value.as_i64().is_some_and(|n| n.unsigned_abs() > 1 << 53)) {
        return Cells::I64(values.iter().map(|value| value.as_i64().unwrap_or(7)).collect());
    }
    match dice.rand_range(0..12) {
        0 if within(-128.0, 127.0) => Cells::I8(cast!(i8)),
        1 if within(0.0, 255.0) => Cells::U8(cast!(u8)),
        2 if within(-32_768.0, 32_767.0) => Cells::I16(cast!(i16)),
        3 if within(0.0, 65_535.0) => Cells::U16(cast!(u16)),
        4 if within(-2_147_483_648.0, 2_147_483_647.0) => Cells::I32(cast!(i32)),
        5 if within(0.0, 4_294_967_295.0) => Cells::U32(cast!(u32)),
        6 if within(-large, large) => Cells::I64(cast!(i64)),
        7 if within(0.0, large) => Cells::U64(cast!(u64)),
        8 if known().all(|n| f64::from(*n as f32) == *n) => {
            Cells::F32(floats.iter().map(|n| *n as f32).collect())
        }
        9 => {
            let distinct: Vec<Value> =
                values.iter().copied().filter(|v| !v.is_null()).cloned().chain([Value::from(1)]).collect();
            let codes: Vec<usize> =
                values.iter().map(|v| distinct.iter().position(|d| d == *v).unwrap_or(0)).collect();
            let inner = Owned {
                cells: Cells::F64(distinct.iter().map(|v| v.as_f64().unwrap_or(f64::NAN)).collect()),
                validity: None,
                lead: 0,
                rows: distinct.len(),
            };
            Cells::Codes16(codes.iter().map(|code| *code as u16).collect(), Box::new(inner))
        }
        _ => Cells::F64(floats),
    }
}

fn dates(values: &[&Value], dice: &mut Rand32) -> Cells {
    let days: Vec<i64> = values
        .iter()
        .map(|v| v.as_str().and_then(Date::parse).map_or(0, |date| i64::from(date.days())))
        .collect();
    let unit = match dice.rand_range(0..5) {
        0 => TimeUnit::Second,
        1 => TimeUnit::Millisecond,
        2 => TimeUnit::Microsecond,
        // Nanoseconds reach from 1678 to 2261.
        3 if days.iter().all(|day| (-100_000..100_000).contains(day)) => TimeUnit::Nanosecond,
        _ => return Cells::Days(days.iter().map(|day| *day as i32).collect()),
    };
    let offset = *[0, 3_600, -5 * 3_600].get(dice.rand_range(0..3) as usize).unwrap();
    let moment = |day: i64, within: i64| (day * 86_400 + within - i64::from(offset)) * unit.per_second();
    let moments = days.iter().map(|day| moment(*day, i64::from(dice.rand_range(0..86_400)))).collect();
    Cells::Moments(moments, unit, offset)
}

fn texts(values: &[&Value], dice: &mut Rand32) -> Cells {
    let texts: Vec<&str> = values.iter().map(|value| value.as_str().unwrap_or("")).collect();
    match dice.rand_range(0..5) {
        0 => {
            let (ends, bytes) = joined(&texts);
            Cells::Text(ends.iter().map(|end| *end as i32).collect(), bytes)
        }
        1 => {
            let (ends, bytes) = joined(&texts);
            Cells::LargeText(ends.iter().map(|end| *end as i64).collect(), bytes)
        }
        2 => views(&texts),
        _ => {
            let mut distinct: Vec<&str> = texts.clone();
            distinct.sort_unstable();
            distinct.dedup();
            distinct.push("not used");
            let codes: Vec<usize> =
                texts.iter().map(|text| distinct.iter().position(|d| d == text).unwrap()).collect();
            let values: Vec<Value> = distinct.iter().map(|text| Value::from(*text)).collect();
            let values = Box::new(plain_texts(&values.iter().collect::<Vec<_>>(), dice));
            match dice.rand_range(0..4) {
                0 if distinct.len() < 127 => {
                    Cells::Codes8(codes.iter().map(|code| *code as i8).collect(), values)
                }
                1 => Cells::Codes16(codes.iter().map(|code| *code as u16).collect(), values),
                2 => Cells::Codes64(codes.iter().map(|code| *code as u64).collect(), values),
                _ => Cells::Codes32(codes.iter().map(|code| *code as i32).collect(), values),
            }
        }
    }
}

/// Texts that are not behind a dictionary.
fn plain_texts(values: &[&Value], dice: &mut Rand32) -> Owned {
    let texts: Vec<&str> = values.iter().map(|value| value.as_str().unwrap_or("")).collect();
    let cells = if coin(dice) {
        let (ends, bytes) = joined(&texts);
        Cells::Text(ends.iter().map(|end| *end as i32).collect(), bytes)
    } else {
        views(&texts)
    };
    Owned { cells, validity: None, lead: 0, rows: values.len() }
}

/// Lists of events as structures where they are complete, else as JSON text.
fn events(values: &[&Value], dice: &mut Rand32) -> Cells {
    let regular = |item: &Value| {
        item["event"].as_str().is_some_and(|text| !text.trim().is_empty())
            && item["on"].as_str().is_some_and(|text| Date::parse(text).is_some())
            && (item["count"].is_null() || item["count"].as_f64().is_some_and(|n| n >= 0.0))
    };
    let all_regular = values
        .iter()
        .all(|value| value.is_null() || value.as_array().is_some_and(|items| items.iter().all(regular)));
    if !all_regular || coin(dice) {
        let texts: Vec<Value> = values.iter().map(|value| in_a_cell(value)).collect();
        return texts_of(&texts, dice);
    }
    let mut ends = vec![0];
    let (mut names, mut on, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    for value in values {
        for item in value.as_array().into_iter().flatten() {
            names.push(item["event"].clone());
            on.push(item["on"].clone());
            counts.push(item["count"].clone());
        }
        ends.push(names.len() as i32);
    }
    let all = |values: &[Value]| values.to_vec();
    let plain = on.iter().all(is_plain_date);
    let on_kind = if plain { Kind::Date } else { Kind::Text };
    let mut part = |kind, values: &[Value]| encode(kind, &all(values).iter().collect::<Vec<_>>(), dice);
    let parts = [part(Kind::Text, &names), part(on_kind, &on), part(Kind::Number, &counts)];
    Cells::Events(ends, Box::new(parts))
}

fn texts_of(values: &[Value], dice: &mut Rand32) -> Cells {
    texts(&values.iter().collect::<Vec<_>>(), dice)
}
