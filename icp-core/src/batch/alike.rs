//! Rows that are the same to every rule, put together so that each kind is scored once. Called by the worker where rows are only
//! looked at; it compares cells and numbers, and decides nothing.

use super::bind::Table;
use super::cells::{BLOCK, BlockCells};
use crate::eval::Scratch;
use crate::plan::{ByValue, Plan, SlotId};

/// Where a kind is kept in the table of places; 0 is free.
const FREE: u32 = 0;

/// The kinds of rows of one thread, and the rows of each.
pub(super) struct Alike {
    slots: Vec<Packed>,
    /// Attributes whose number itself decides, each with its word.
    numbers: Vec<(usize, usize)>,
    /// Attributes whose number is read by others, each with the bit that says whether it is known.
    known: Vec<(usize, usize, u32)>,
    /// Words of a kind.
    width: usize,
    /// The words of each kind.
    kinds: Vec<u64>,
    /// Places of kinds by hash: their number and one more.
    places: Vec<u32>,
    /// The words of the rows of a block, word after word.
    block: Vec<u64>,
    /// The kind of each row, in the order in which they came.
    kind_of: Vec<u32>,
    /// First row and number of rows of each block.
    blocks: Vec<(u32, u32)>,
}

/// The bits in which the cell of a slot is kept.
struct Packed {
    slot: SlotId,
    word: usize,
    shift: u32,
    mask: u64,
}

impl Alike {
    /// `None` where more than cells and numbers decides: events, numbers that are known in part.
    pub(super) fn new(plan: &Plan, table: &Table<'_>) -> Option<Self> {
        let by_value = table.attributes.iter().any(|bound| bound.by_value);
        if by_value || plan.in_part() || u32::try_from(table.rows).is_err() {
            return None;
        }
        let mut curves = Vec::new();
        for index in &plan.valued {
            match plan.criteria.get(*index as usize)?.reading.rule.by_value()? {
                ByValue::Curve(curve) => curves.push(curve.attribute as usize),
                ByValue::Decay(_) => return None,
            }
        }
        let (mut slots, mut known, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        let (mut word, mut shift) = (0, 0);
        let mut bits = |wanted: u32| {
            if shift + wanted > u64::BITS {
                (word, shift) = (word + 1, 0);
            }
            shift += wanted;
            (word, shift - wanted)
        };
        for (slot, cells) in (0..).zip(&plan.cells) {
            let wanted = u32::BITS - cells.saturating_sub(1).leading_zeros();
            let (word, shift) = bits(wanted);
            slots.push(Packed { slot, word, shift, mask: (1u64 << wanted) - 1 });
        }
        for (at, _) in plan.inputs.iter().enumerate().filter(|(_, input)| input.derived) {
            if !curves.contains(&at) {
                let (word, shift) = bits(1);
                known.push((at, word, shift));
            }
        }
        let mut width = word + 1;
        for at in curves {
            if numbers.iter().all(|(known, _)| *known != at) {
                numbers.push((at, width));
                width += 1;
            }
        }
        Some(Self {
            slots,
            numbers,
            known,
            width,
            kinds: Vec::new(),
            places: vec![FREE; 1024],
            block: vec![0; width * BLOCK],
            kind_of: Vec::new(),
            blocks: Vec::new(),
        })
    }

    /// Takes the rows of a block.
    pub(super) fn block(&mut self, cells: &BlockCells, first: usize, len: usize) {
        self.block.fill(0);
        for Packed { slot, word, shift, .. } in &self.slots {
            let start = *slot as usize * BLOCK;
            let cells = cells.cells.get(start..start + len).unwrap_or_default();
            let words = self.block.get_mut(word * BLOCK..word * BLOCK + len).unwrap_or_default();
            words.iter_mut().zip(cells).for_each(|(word, cell)| *word |= u64::from(*cell) << shift);
        }
        let of = |at: usize| cells.numbers.get(at * BLOCK..at * BLOCK + len).unwrap_or_default();
        for (at, word, shift) in &self.known {
            let words = self.block.get_mut(word * BLOCK..word * BLOCK + len).unwrap_or_default();
            let each = words.iter_mut().zip(of(*at));
            each.for_each(|(word, number)| *word |= u64::from(!number.is_nan()) << shift);
        }
        for (at, word) in &self.numbers {
            let words = self.block.get_mut(word * BLOCK..word * BLOCK + len).unwrap_or_default();
            words.iter_mut().zip(of(*at)).for_each(|(word, number)| *word = number.to_bits());
        }
        self.kind_of.reserve(len);
        for row in 0..len {
            let kind = self.kind(row);
            self.kind_of.push(kind);
        }
        // INVARIANT: the rows of the table fit 32 bits.
        self.blocks.push((first as u32, len as u32));
    }

    /// The number of the kind of a row of the block.
    fn kind(&mut self, row: usize) -> u32 {
        let hash = hash(self.block.iter().skip(row).step_by(BLOCK));
        let mask = self.places.len() - 1;
        let mut place = (hash >> 32) as usize & mask;
        while let Some(found) = self.places.get(place).copied().filter(|found| *found != FREE) {
            let start = (found - 1) as usize * self.width;
            let own = self.kinds.get(start..start + self.width).unwrap_or_default();
            if own.iter().eq(self.block.iter().skip(row).step_by(BLOCK)) {
                return found - 1;
            }
            place = (place + 1) & mask;
        }
        let number = (self.kinds.len() / self.width) as u32;
        self.kinds.extend(self.block.iter().skip(row).step_by(BLOCK));
        if let Some(free) = self.places.get_mut(place) {
            *free = number + 1;
        }
        if (number as usize + 1) * 2 > self.places.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let mask = self.places.len() * 2 - 1;
        let mut places = vec![FREE; mask + 1];
        for (number, words) in (1..).zip(self.kinds.chunks_exact(self.width)) {
            let mut place = (hash(words.iter()) >> 32) as usize & mask;
            while places.get(place).is_some_and(|found| *found != FREE) {
                place = (place + 1) & mask;
            }
            if let Some(free) = places.get_mut(place) {
                *free = number;
            }
        }
        self.places = places;
    }

    /// Puts each kind into the scratch, and hands over its rows.
    pub(super) fn each(&mut self, scratch: &mut Scratch, mut take: impl FnMut(&mut Scratch, &[u32])) {
        self.places = Vec::new();
        let kinds = self.kinds.len() / self.width;
        let mut ends = vec![0u32; kinds];
        for kind in &self.kind_of {
            if let Some(end) = ends.get_mut(*kind as usize) {
                *end += 1;
            }
        }
        let mut next = 0;
        for end in &mut ends {
            (*end, next) = (next, next + *end);
        }
        let mut rows = vec![0; self.kind_of.len()];
        let numbers = self.blocks.iter().flat_map(|(first, len)| *first..*first + *len);
        for (kind, row) in self.kind_of.iter().zip(numbers) {
            if let Some(end) = ends.get_mut(*kind as usize) {
                if let Some(place) = rows.get_mut(*end as usize) {
                    *place = row;
                }
                *end += 1;
            }
        }
        self.kind_of = Vec::new();
        let mut start = 0;
        for (words, end) in self.kinds.chunks_exact(self.width).zip(ends) {
            let word = |at: usize| words.get(at).copied().unwrap_or_default();
            for Packed { slot, word: at, shift, mask } in &self.slots {
                if let Some(cell) = scratch.cells_mut().get_mut(*slot as usize) {
                    *cell = (word(*at) >> shift & mask) as u32;
                }
            }
            let known = |(at, word_at, shift): &(usize, usize, u32)| {
                (*at, if word(*word_at) >> shift & 1 == 1 { 0.0 } else { f64::NAN })
            };
            let own = self.numbers.iter().map(|(at, word_at)| (*at, f64::from_bits(word(*word_at))));
            for (at, number) in self.known.iter().map(known).chain(own) {
                if let Some(place) = scratch.numbers_mut().get_mut(at) {
                    *place = number;
                }
            }
            take(scratch, rows.get(start as usize..end as usize).unwrap_or_default());
            start = end;
        }
    }
}

/// The high half is well mixed.
fn hash<'w>(words: impl Iterator<Item = &'w u64>) -> u64 {
    words.fold(0, |hash: u64, word| (hash.rotate_left(29) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}
