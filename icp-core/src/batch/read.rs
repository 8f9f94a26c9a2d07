//! Reads the columns of a table for the rows of a block: each attribute in the way that fits its column, or value by value
//! where that finds something odd. Called by the worker; decides nothing about scores.

use super::bind::{Days, Table, Way, Wrong};
use super::bools;
use super::cells::BlockCells;
use super::dates::DateReader;
use super::events::EventMemory;
use super::job::Job;
use super::lists::{Items, ListMemory};
use super::numbers::NumberReader;
use super::texts::{self, TextCache};
use crate::account::Field;
use crate::column::Column;
use crate::eval::{Scratch, locate_field};
use crate::intake::{Marks, Tally};
use crate::plan::{Input, Plan, SlotId};
use crate::value::AttributeType;

/// Memory of one thread.
pub(super) struct BlockReader {
    pub(super) cells: BlockCells,
    /// A mask for each row: -1 where the value is there.
    valid: Vec<i8>,
    numbers: NumberReader,
    dates: DateReader,
    lists: ListMemory,
    events: EventMemory,
    /// Attributes whose events were read in columns, with how many rows have some; and whether one could not be.
    pub(super) events_known: Vec<(usize, usize)>,
    pub(super) is_odd: bool,
    faulty: Vec<bool>,
    /// Texts that were looked up, for each slot.
    caches: Vec<TextCache>,
    text: String,
}

/// The parts of the worker that a reader uses: the scratch for values one by one, and where invalid values and counts go.
pub(super) struct Beside<'b> {
    pub(super) scratch: &'b mut Scratch,
    pub(super) wrong: &'b mut Vec<Wrong>,
    pub(super) tally: &'b mut Tally,
}

impl BlockReader {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            cells: BlockCells::new(plan),
            valid: Vec::new(),
            numbers: NumberReader::default(),
            dates: DateReader::default(),
            lists: ListMemory::default(),
            events: EventMemory::default(),
            events_known: Vec::new(),
            is_odd: false,
            faulty: Vec::new(),
            caches: vec![TextCache::default(); plan.cells.len() + 1],
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
        let simd = job.simd;
        let prefetch = |quarter| bound.way.prefetch(first + len, quarter);
        prefetch(0);
        let done = match &bound.way {
            // Its cells are 0 from the start, and nobody writes them.
            Way::Absent => true,
            Way::Numbers(column) => simd.run(
                #[inline(always)]
                || {
                    self.mask(column, first, len);
                    prefetch(1);
                    let fine =
                        self.numbers.read(column, (first, &self.valid), input.reading.missing_numbers());
                    prefetch(2);
                    let tables = job.lane_tables.as_ref();
                    let steps = |place| tables.map_or(&[][..], |tables| tables.steps(place));
                    fine && self.numbers.locate(input, at, steps, &mut self.cells)
                },
            ),
            Way::Bools(column) => {
                self.mask(column, first, len);
                prefetch(1);
                prefetch(2);
                bools::locate(column, input, first, &self.valid, &mut self.cells)
            }
            Way::Dates(column) => {
                self.mask(column, first, len);
                prefetch(1);
                let rows = (first, &*self.valid);
                self.dates.locate(column, input, rows, beside.scratch, &mut self.cells)
            }
            Way::Texts(column) => {
                self.mask(column, first, len);
                prefetch(1);
                prefetch(2);
                let memory = (&mut *self.caches, &mut self.text);
                texts::locate(column, input, (first, &self.valid), memory, &mut self.cells)
            }
            Way::Searched(column) => {
                self.mask(column, first, len);
                prefetch(1);
                prefetch(2);
                texts::search(column, input, (first, &self.valid), &mut self.text, &mut self.cells)
            }
            Way::Lists(items) => simd.run(
                #[inline(always)]
                || {
                    self.mask(items.column, first, len);
                    prefetch(1);
                    let fine = self.join(items, input, first, len);
                    prefetch(2);
                    fine && self.lists.locate(input, &self.valid, &mut self.cells)
                },
            ),
            Way::Dictionary(decoded) => simd.run(
                #[inline(always)]
                || {
                    self.mask(decoded.column, first, len);
                    prefetch(1);
                    let rows = (first, &*self.valid);
                    let fine = decoded.locate(at, rows, &mut self.faulty, &mut self.cells);
                    prefetch(2);
                    fine
                },
            ),
            // Read by `events`, or row by row.
            Way::Events(_) => return,
            Way::Fields(_) => false,
        };
        prefetch(3);
        if !done {
            self.fields(job.plan, table, at, (first, len), &mut beside);
        } else if let Way::Dictionary(decoded) = &bound.way {
            decoded.count_marks(at, (first, &self.valid), beside.tally);
        }
        if !matches!(bound.way, Way::Absent) {
            let known = self.cells.known(input, at, len);
            // A blank is no value of the column, also where it is known what it means.
            beside.tally.valid(at, known - bound.blanks(&input.reading, first..first + len).min(known));
        }
    }

    /// Reads the events of the rows of a block, where an attribute has a column of them.
    pub(super) fn read_events(
        &mut self,
        job: &Job<'_>,
        table: &Table<'_>,
        at: usize,
        rows: (usize, usize),
        scratch: &Scratch,
    ) {
        let Some(Way::Events(items)) = table.attributes.get(at).map(|bound| &bound.way) else { return };
        let Self { events, caches, text, cells, .. } = self;
        // The last cache is that of no slot: each attribute uses it anew.
        let Some(cache) = caches.last_mut() else { return };
        *cache = TextCache::default();
        let known = job.simd.run(
            #[inline(always)]
            || items.locate(job.plan, rows, (events, cache, text), scratch, cells),
        );
        match known {
            Some(known) => self.events_known.push((at, known)),
            None => self.is_odd = true,
        }
    }

    /// Finds out which rows have a value.
    #[inline(always)]
    fn mask(&mut self, column: &Column<'_>, first: usize, len: usize) {
        self.valid.clear();
        self.valid.resize(len, -1);
        if let Some(bits) = &column.validity {
            bits.masks(first, &mut self.valid);
        }
    }

    /// Joins the items of each row to a mask.
    #[inline(always)]
    fn join(&mut self, items: &Items<'_>, input: &Input, first: usize, len: usize) -> bool {
        let Self { lists, caches, text, .. } = self;
        // The cache of its first slot; without one nothing is looked up.
        let mut first_place = 0;
        input.binnings.iter().for_each(|binning| binning.slots(|place| first_place = place));
        let Some(cache) = caches.get_mut(first_place as usize) else { return false };
        items.join(input, first, len, lists, (cache, text))
    }

    /// Reads value by value: the slow way, which knows what to say of an invalid value.
    fn fields(
        &mut self,
        plan: &Plan,
        table: &Table<'_>,
        at: usize,
        (first, len): (usize, usize),
        Beside { scratch, wrong, tally }: &mut Beside<'_>,
    ) {
        let (Some(input), Some(bound)) = (plan.inputs.get(at), table.attributes.get(at)) else { return };
        let mut places: Vec<SlotId> = Vec::new();
        input.binnings.iter().for_each(|binning| binning.slots(|place| places.push(place)));
        for row in 0..len {
            if let Days::Each(..) = table.days
                && let Ok(day) = table.day(first + row)
            {
                scratch.set_as_of(plan, day);
            }
            let field = match bound.way.field(first + row, &input.reading) {
                Ok(field) => field,
                Err(fault) => {
                    wrong.push((first + row, at, fault));
                    Field::Missing
                }
            };
            if input.kind == AttributeType::Set {
                tally.cell(at, Marks::of_field(&field, &input.reading.separators));
            }
            locate_field(plan, at, &field, scratch);
            self.cells.copy_cells(row, &places, scratch);
            if input.derived {
                self.cells.copy_number(row, at, scratch);
            }
        }
    }
}
