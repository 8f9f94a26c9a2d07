//! The accounts in columns.

use icp_core::column::{Column, Columns, Offsets, Values};

use super::hand::{Answers, Spelling, score};
use super::text::{TextColumn, Texts, Valid, repeat_offsets};
use super::{Company, Items, Lead};

#[derive(Debug)]
pub(super) struct ListColumn {
    pub(super) offsets: Vec<i32>,
    pub(super) items: TextColumn,
}

impl ListColumn {
    fn repeat(&self, times: usize) -> Self {
        Self { offsets: repeat_offsets(&self.offsets, times), items: self.items.repeat(times) }
    }
}

/// The twelve attributes in columns.
#[derive(Debug)]
pub struct Table {
    pub(super) rows: usize,
    pub(super) texts: [Valid<TextColumn>; 4],
    pub(super) numbers: [Valid<Vec<f64>>; 4],
    pub(super) bools: [Valid<Vec<u8>>; 2],
    pub(super) lists: [Valid<ListColumn>; 2],
}

const TEXTS: [&str; 4] = ["industry", "country", "stage", "buyer"];
const NUMBERS: [&str; 4] = ["employees", "arr", "growth", "sales_team"];
const BOOLS: [&str; 2] = ["cs_team", "regulated"];
const LISTS: [&str; 2] = ["tools", "pains"];

impl Table {
    /// The accounts in columns.
    pub fn new(leads: &[Lead], how: Texts) -> Self {
        let text = |get: fn(&Lead) -> &Option<String>| {
            let texts = leads.iter().map(|lead| get(lead).as_deref().unwrap_or_default());
            Valid::new(TextColumn::new(texts, how), leads.iter().map(|lead| get(lead).is_some()))
        };
        let number = |get: fn(&Lead) -> Option<f64>| {
            let numbers = leads.iter().map(|lead| get(lead).unwrap_or_default()).collect();
            Valid::new(numbers, leads.iter().map(|lead| get(lead).is_some()))
        };
        let truth = |get: fn(&Lead) -> Option<bool>| {
            let bools = leads.iter().map(|lead| u8::from(get(lead).unwrap_or_default())).collect();
            Valid::new(bools, leads.iter().map(|lead| get(lead).is_some()))
        };
        let list = |get: fn(&Lead) -> &Option<Vec<String>>| {
            let mut offsets = vec![0];
            let mut end = 0;
            for lead in leads {
                end += get(lead).as_ref().map_or(0, Vec::len) as i32;
                offsets.push(end);
            }
            let items = leads.iter().flat_map(|lead| get(lead).iter().flatten().map(String::as_str));
            let items = TextColumn::new(items, how);
            Valid::new(ListColumn { offsets, items }, leads.iter().map(|lead| get(lead).is_some()))
        };
        Self {
            rows: leads.len(),
            texts: [text(|l| &l.industry), text(|l| &l.country), text(|l| &l.stage), text(|l| &l.buyer)],
            numbers: [
                number(|l| l.employees),
                number(|l| l.arr),
                number(|l| l.growth),
                number(|l| l.sales_team),
            ],
            bools: [truth(|l| l.cs_team), truth(|l| l.regulated)],
            lists: [list(|l| &l.tools), list(|l| &l.pains)],
        }
    }

    /// The same rows, `times` times over.
    #[must_use]
    pub fn repeat(&self, times: usize) -> Self {
        let rows = self.rows;
        Self {
            rows: rows * times,
            texts: self.texts.each_ref().map(|c| c.repeat(rows, times, |texts| texts.repeat(times))),
            numbers: self.numbers.each_ref().map(|c| c.repeat(rows, times, |numbers| numbers.repeat(times))),
            bools: self.bools.each_ref().map(|c| c.repeat(rows, times, |bools| bools.repeat(times))),
            lists: self.lists.each_ref().map(|c| c.repeat(rows, times, |lists| lists.repeat(times))),
        }
    }

    /// Bytes of memory that scoring has to read.
    pub fn bytes(&self) -> usize {
        let bits = self.rows.div_ceil(8) * 12;
        let list = |list: &ListColumn| size_of_val(&*list.offsets) + list.items.bytes();
        self.texts.iter().map(|texts| texts.values.bytes()).sum::<usize>()
            + self.lists.iter().map(|lists| list(&lists.values)).sum::<usize>()
            + self.rows * (4 * size_of::<f64>() + 2)
            + bits
    }

    /// As the engine takes them.
    pub fn columns(&self) -> Columns<'_> {
        let mut columns = Columns::new(self.rows);
        let rows = self.rows;
        let mut all: Vec<(&'static str, Column<'_>)> = Vec::new();
        for (name, text) in TEXTS.iter().zip(&self.texts) {
            all.push((name, text.values.column().with_validity(text.validity(rows))));
        }
        for (name, numbers) in NUMBERS.iter().zip(&self.numbers) {
            all.push((name, Column::new(Values::F64(&numbers.values)).with_validity(numbers.validity(rows))));
        }
        for (name, bools) in BOOLS.iter().zip(&self.bools) {
            all.push((name, Column::new(Values::Bool(&bools.values)).with_validity(bools.validity(rows))));
        }
        for (name, list) in LISTS.iter().zip(&self.lists) {
            let values = Values::List {
                offsets: Offsets::Small(&list.values.offsets),
                items: Box::new(list.values.items.column()),
            };
            all.push((name, Column::new(values).with_validity(list.validity(rows))));
        }
        for (name, column) in all {
            columns = columns.with(name, column).expect("columns of one length");
        }
        columns
    }

    /// One row, for rules written by hand; of plain texts.
    pub fn row(&self, row: usize) -> Row<'_> {
        Row { table: self, row }
    }

    /// All rows of plain texts by the rules written by hand.
    pub fn scored<S: Spelling>(&self) -> impl Iterator<Item = Answers> {
        (0..self.rows).map(|row| score::<S>(&self.row(row)))
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

/// A row of plain columns.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    row: usize,
}

impl<'a> Row<'a> {
    #[inline]
    fn text(self, column: &'a Valid<TextColumn>) -> Option<&'a str> {
        column.is_valid(self.row).then(|| column.values.get(self.row))
    }

    #[inline]
    fn number(self, column: &'a Valid<Vec<f64>>) -> Option<f64> {
        if column.is_valid(self.row) { column.values.get(self.row).copied() } else { None }
    }

    #[inline]
    fn bool(self, column: &'a Valid<Vec<u8>>) -> Option<bool> {
        if column.is_valid(self.row) { column.values.get(self.row).map(|byte| *byte != 0) } else { None }
    }

    #[inline]
    fn list(self, column: &'a Valid<ListColumn>) -> Option<Slice<'a>> {
        column.is_valid(self.row).then(|| match column.values.offsets.get(self.row..self.row + 2) {
            Some([start, end]) => {
                Slice { items: &column.values.items, start: *start as usize, end: *end as usize }
            }
            _ => Slice { items: &column.values.items, start: 0, end: 0 },
        })
    }
}

/// Some rows of a text column.
#[derive(Clone, Copy)]
struct Slice<'a> {
    items: &'a TextColumn,
    start: usize,
    end: usize,
}

impl Items for Slice<'_> {
    #[inline]
    fn any(self, does: impl Fn(&str) -> bool) -> bool {
        (self.start..self.end).any(|at| does(self.items.get(at)))
    }
}

impl Company for Row<'_> {
    fn industry(&self) -> Option<&str> {
        self.text(&self.table.texts[0])
    }
    fn country(&self) -> Option<&str> {
        self.text(&self.table.texts[1])
    }
    fn stage(&self) -> Option<&str> {
        self.text(&self.table.texts[2])
    }
    fn buyer(&self) -> Option<&str> {
        self.text(&self.table.texts[3])
    }
    fn employees(&self) -> Option<f64> {
        self.number(&self.table.numbers[0])
    }
    fn arr(&self) -> Option<f64> {
        self.number(&self.table.numbers[1])
    }
    fn growth(&self) -> Option<f64> {
        self.number(&self.table.numbers[2])
    }
    fn sales_team(&self) -> Option<f64> {
        self.number(&self.table.numbers[3])
    }
    fn cs_team(&self) -> Option<bool> {
        self.bool(&self.table.bools[0])
    }
    fn regulated(&self) -> Option<bool> {
        self.bool(&self.table.bools[1])
    }
    fn tools(&self) -> Option<impl Items> {
        self.list(&self.table.lists[0])
    }
    fn pains(&self) -> Option<impl Items> {
        self.list(&self.table.lists[1])
    }
}
