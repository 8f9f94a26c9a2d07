//! The cells and numbers of a block, read from the columns.

use super::BLOCK;
use super::bind::{Days, Decoded, Table, Way, Wrong};
use super::fours::Fours;
use super::job::Job;
use super::lists;
use super::locate::{Found, Memo, NEVER, day_cells, days, each_text, number_cells, numbers, stepped_cells};
use crate::account::Field;
use crate::column::{Column, Fault, Quarter, Values};
use crate::eval::{Scratch, locate_field};
use crate::intake::{Marks, Tally};
use crate::plan::{Input, Place, Plan, View};
use crate::value::AttributeType;

/// Steps that are gone through one by one.
const MOST_STEPS: usize = 32;

/// Memory of one thread. Cells of one slot stand together, `BLOCK` apart from those of the next; numbers likewise.
pub(super) struct Reader {
    pub(super) cells: Vec<u32>,
    pub(super) numbers: Vec<f64>,
    /// Attributes whose numbers are needed.
    pub(super) derived: Vec<usize>,
    valid: Vec<i8>,
    values: Vec<f64>,
    days: Vec<i32>,
    faulty: Vec<bool>,
    sums: Vec<i64>,
    lists: lists::Buffers,
    /// Texts that were looked up, for each slot.
    memos: Vec<Memo>,
    text: String,
}

/// What a reader works on beside its own memory.
pub(super) struct Beside<'b> {
    pub(super) scratch: &'b mut Scratch,
    pub(super) wrong: &'b mut Vec<Wrong>,
    pub(super) tally: &'b mut Tally,
}

impl<'t> Way<'t> {
    /// Asks for a quarter of the memory of the block from a row on.
    #[inline(always)]
    fn ahead(&self, first: usize, number: usize) {
        let column = match self {
            Self::Numbers(column) | Self::Bools(column) | Self::Dates(column) | Self::Texts(column) => column,
            Self::Lists(items) => items.column,
            Self::Coded(decoded) => decoded.column,
            Self::Absent | Self::Fields(_) => return,
        };
        column.ahead(Quarter { first, count: BLOCK, number });
    }

    /// The value of a row: that of the first column that has one.
    pub(super) fn field(&self, row: usize, kind: AttributeType) -> Result<Field<'t>, Fault> {
        let columns: &[&'t Column<'t>] = match self {
            Self::Absent => &[],
            Self::Numbers(column) | Self::Bools(column) | Self::Dates(column) | Self::Texts(column) => {
                std::slice::from_ref(column)
            }
            Self::Lists(items) => std::slice::from_ref(&items.column),
            Self::Coded(decoded) => std::slice::from_ref(&decoded.column),
            Self::Fields(columns) => columns,
        };
        for column in columns {
            match column.field(row, kind)? {
                Field::Missing => {}
                field => return Ok(field),
            }
        }
        Ok(Field::Missing)
    }
}

impl Reader {
    pub(super) fn new(plan: &Plan) -> Self {
        let derived = (0..).zip(&plan.inputs).filter(|(_, input)| input.derived).map(|(at, _)| at).collect();
        let needs = plan.inputs.iter().any(|input| input.derived);
        Self {
            cells: vec![0; plan.cells.len() * BLOCK],
            numbers: vec![f64::NAN; if needs { plan.inputs.len() * BLOCK } else { 0 }],
            derived,
            valid: Vec::new(),
            values: Vec::new(),
            days: Vec::new(),
            faulty: Vec::new(),
            sums: Vec::new(),
            lists: lists::Buffers::default(),
            memos: vec![Memo::default(); plan.cells.len() + 1],
            text: String::new(),
        }
    }

    /// Reads the rows of a block of one attribute.
    pub(super) fn read(
        &mut self,
        job: &Job<'_>,
        table: &Table<'_>,
        at: usize,
        (first, len): (usize, usize),
        mut beside: Beside<'_>,
    ) {
        let (Some(input), Some(bound)) = (job.plan.inputs.get(at), table.attributes.get(at)) else { return };
        if bound.by_value {
            return;
        }
        let wide = job.wide;
        let ahead = |quarter| bound.way.ahead(first + len, quarter);
        ahead(0);
        let done = match &bound.way {
            // Its cells are 0 from the start, and nobody writes them.
            Way::Absent => true,
            Way::Numbers(column) => wide.run(
                #[inline(always)]
                || {
                    self.mask(column, first, len);
                    ahead(1);
                    self.values.resize(len, f64::NAN);
                    let fine = numbers(column, first, &self.valid, &mut self.values);
                    ahead(2);
                    fine && self.numbers(input, job.fours.as_ref(), at, len)
                },
            ),
            Way::Bools(column) => {
                self.mask(column, first, len);
                ahead(1);
                ahead(2);
                self.bools(column, input, first)
            }
            Way::Dates(column) => {
                self.mask(column, first, len);
                ahead(1);
                self.days.resize(len, NEVER);
                days(column, first, &self.valid, &mut self.days) && self.dates(input, beside.scratch)
            }
            Way::Texts(column) => {
                self.mask(column, first, len);
                ahead(1);
                ahead(2);
                self.texts(column, input, first, len)
            }
            Way::Lists(items) => wide.run(
                #[inline(always)]
                || {
                    self.mask(items.column, first, len);
                    ahead(1);
                    let fine = self.join(items, input, first, len);
                    ahead(2);
                    fine && self.lists(input)
                },
            ),
            Way::Coded(decoded) => wide.run(
                #[inline(always)]
                || {
                    self.mask(decoded.column, first, len);
                    ahead(1);
                    let fine = self.coded(decoded, at, first, len);
                    ahead(2);
                    fine
                },
            ),
            Way::Fields(_) => false,
        };
        ahead(3);
        if !done {
            self.fields(job.plan, table, at, (first, len), &mut beside);
        } else if let Way::Coded(decoded) = &bound.way
            && !decoded.marks.is_empty()
        {
            let tally = &mut beside.tally;
            decoded.codes.each((first, &self.valid), &decoded.marks, |_, marks| tally.cell(at, marks));
        }
        if !matches!(bound.way, Way::Absent) {
            beside.tally.valid(at, self.known(input, at, len));
        }
    }

    /// A mask for each row: -1 where the value is there.
    #[inline(always)]
    fn mask(&mut self, column: &Column<'_>, first: usize, len: usize) {
        self.valid.clear();
        self.valid.resize(len, -1);
        if let Some(bits) = &column.validity {
            bits.masks(first, &mut self.valid);
        }
    }
    #[inline(always)]
    fn numbers(&mut self, input: &Input, fours: Option<&Fours<'_>>, at: usize, len: usize) -> bool {
        let Self { cells, numbers, values, sums, .. } = self;
        if input.derived
            && let Some(numbers) = numbers.get_mut(at * BLOCK..at * BLOCK + len)
        {
            numbers.copy_from_slice(values);
        }
        for view in &input.views {
            match view {
                View::Number(place, cuts) => {
                    let cells = slot(cells, *place, len);
                    match fours.map_or(&[][..], |fours| fours.steps(*place)) {
                        steps if (1..=MOST_STEPS).contains(&steps.len()) => {
                            stepped_cells(steps, values, cells);
                        }
                        _ => number_cells(cuts, values, sums, cells),
                    }
                }
                View::Presence(place) => {
                    let cells = slot(cells, *place, len);
                    cells.iter_mut().zip(&*values).for_each(|(cell, v)| *cell = u32::from(!v.is_nan()));
                }
                _ => return false,
            }
        }
        true
    }
    fn bools(&mut self, column: &Column<'_>, input: &Input, first: usize) -> bool {
        let Self { cells, valid, .. } = self;
        for view in &input.views {
            match (view, &column.values) {
                (View::Presence(place), _) => {
                    let cells = slot(cells, *place, valid.len());
                    cells
                        .iter_mut()
                        .zip(valid.iter())
                        .for_each(|(cell, valid)| *cell = u32::from(*valid != 0));
                }
                (View::Bool(place), Values::Bool(values)) => {
                    let values = values.get(first..).unwrap_or_default();
                    let cells = slot(cells, *place, valid.len()).iter_mut();
                    for ((cell, valid), value) in cells.zip(valid.iter()).zip(values) {
                        *cell = (1 + u32::from(*value != 0)) & i32::from(*valid) as u32;
                    }
                }
                (View::Bool(place), Values::Bits(bits)) => {
                    for (row, (cell, valid)) in
                        slot(cells, *place, valid.len()).iter_mut().zip(valid.iter()).enumerate()
                    {
                        *cell = (1 + u32::from(bits.get(first + row))) & i32::from(*valid) as u32;
                    }
                }
                _ => return false,
            }
        }
        true
    }

    fn dates(&mut self, input: &Input, scratch: &Scratch) -> bool {
        let Self { cells, days, .. } = self;
        for view in &input.views {
            match view {
                View::Presence(place) => {
                    let cells = slot(cells, *place, days.len());
                    cells.iter_mut().zip(&*days).for_each(|(cell, day)| *cell = u32::from(*day != NEVER));
                }
                View::Date(place, cuts) => day_cells(cuts, days, slot(cells, *place, days.len())),
                View::Recent { place, first, count } => {
                    let (first, end) = (*first as usize, (*first + *count) as usize);
                    let mut cuts = scratch.cuts().get(first..end).unwrap_or_default().to_vec();
                    // The day after the as-of date; after the last day there is none.
                    cuts.push(scratch.as_of().map_or(i32::MAX, |as_of| as_of.days() + 1));
                    day_cells(&cuts, days, slot(cells, *place, days.len()));
                }
                _ => return false,
            }
        }
        true
    }
    fn texts(&mut self, column: &Column<'_>, input: &Input, first: usize, len: usize) -> bool {
        let Self { cells, valid, text, memos, .. } = self;
        let found = Found { missing: 0, other: 1 };
        input.views.iter().all(|view| {
            let (place, lookup) = match view {
                View::Presence(place) => (*place, None),
                View::Values(place, lookup) => (*place, Some(lookup)),
                _ => return false,
            };
            let Some(memo) = memos.get_mut(place as usize) else { return false };
            each_text(column, lookup, first, valid, found, (memo, text), slot(cells, place, len))
        })
    }
    #[inline(always)]
    fn join(&mut self, items: &lists::Items<'_>, input: &Input, first: usize, len: usize) -> bool {
        let Self { lists, memos, text, .. } = self;
        // The memo of its first slot; without one nothing is looked up.
        let mut first_place = 0;
        input.views.iter().for_each(|view| view.places(|place| first_place = place));
        let Some(memo) = memos.get_mut(first_place as usize) else { return false };
        items.join(input, first, len, lists, (memo, text))
    }

    #[inline(always)]
    fn lists(&mut self, input: &Input) -> bool {
        let Self { cells, valid, lists, .. } = self;
        for view in &input.views {
            match view {
                View::Presence(place) => {
                    let cells = slot(cells, *place, valid.len());
                    cells.iter_mut().zip(&*valid).for_each(|(cell, valid)| *cell = u32::from(*valid != 0));
                }
                View::Items { first, count, bits, .. } => {
                    for number in 0..*count {
                        let (shift, part) = (number * bits, (1u64 << bits) - 1);
                        let cells = slot(cells, first + number, valid.len()).iter_mut();
                        for ((cell, valid), mask) in cells.zip(&*valid).zip(&lists.masks) {
                            *cell = (1 + (mask >> shift & part) as u32) & i32::from(*valid) as u32;
                        }
                    }
                }
                _ => return false,
            }
        }
        true
    }

    #[inline(always)]
    fn coded(&mut self, decoded: &Decoded<'_>, at: usize, first: usize, len: usize) -> bool {
        let Self { cells, numbers, valid, faulty, .. } = self;
        let (codes, rows) = (decoded.codes, (first, &**valid));
        if !decoded.faulty.is_empty() {
            faulty.clear();
            faulty.resize(len, false);
            if !codes.look_up(rows, &decoded.faulty, faulty) || faulty.contains(&true) {
                return false;
            }
        }
        let mut fine = true;
        for (place, table) in &decoded.cells {
            fine &= codes.look_up(rows, table, slot(cells, *place as Place, len));
        }
        if !decoded.numbers.is_empty() {
            let numbers = numbers.get_mut(at * BLOCK..at * BLOCK + len).unwrap_or_default();
            fine &= codes.look_up(rows, &decoded.numbers, numbers);
        }
        fine
    }

    /// Value by value.
    fn fields(
        &mut self,
        plan: &Plan,
        table: &Table<'_>,
        at: usize,
        (first, len): (usize, usize),
        Beside { scratch, wrong, tally }: &mut Beside<'_>,
    ) {
        let (Some(input), Some(bound)) = (plan.inputs.get(at), table.attributes.get(at)) else { return };
        let mut places: Vec<Place> = Vec::new();
        input.views.iter().for_each(|view| view.places(|place| places.push(place)));
        for row in 0..len {
            if let Days::Each(..) = table.days
                && let Ok(day) = table.day(first + row)
            {
                scratch.set_as_of(plan, day);
            }
            let field = match bound.way.field(first + row, input.kind) {
                Ok(field) => field,
                Err(fault) => {
                    wrong.push((first + row, at, fault));
                    Field::Missing
                }
            };
            if input.kind == AttributeType::Set {
                tally.cell(at, Marks::of_field(&field, &input.separator));
            }
            locate_field(plan, at, &field, scratch);
            for place in &places {
                let found = scratch.cells().get(*place as usize).copied().unwrap_or_default();
                if let Some(cell) = self.cells.get_mut(*place as usize * BLOCK + row) {
                    *cell = found;
                }
            }
            if input.derived
                && let Some(number) = self.numbers.get_mut(at * BLOCK + row)
            {
                *number = scratch.numbers().get(at).copied().unwrap_or(f64::NAN);
            }
        }
    }
}

/// The cells of a slot.
fn slot(cells: &mut [u32], place: Place, len: usize) -> &mut [u32] {
    let start = place as usize * BLOCK;
    cells.get_mut(start..start + len).unwrap_or_default()
}
