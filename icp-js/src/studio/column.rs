//! A column of a file as it is kept: each different text once, and its number in every row. Columns of mostly different texts are kept row
//! by row. The core reads both as they are.

use icp_core::BatchError;
use icp_core::column::{Codes, Column, Columns, Offsets, Text, Values};
use icp_core::value::is_blank;

/// Different texts from which on a column may be one that is kept row by row.
const MANY: usize = if cfg!(test) { 1 << 11 } else { 1 << 16 };
/// Texts that are shown of a column.
const EXAMPLES: usize = 6;

/// Different texts that are few.
const FEW: usize = 31;

/// Texts one after the other.
struct Texts {
    offsets: Vec<i32>,
    bytes: Vec<u8>,
}

impl Texts {
    fn new() -> Self {
        Self { offsets: vec![0], bytes: Vec::new() }
    }

    fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Adds a text; false when there is no room for it.
    fn push(&mut self, text: &[u8]) -> bool {
        let Ok(end) = i32::try_from(self.bytes.len() + text.len()) else { return false };
        self.bytes.extend_from_slice(text);
        self.offsets.push(end);
        true
    }

    fn get(&self, at: usize) -> &[u8] {
        let [start, end] = [at, at + 1].map(|at| self.offsets.get(at).map_or(0, |offset| *offset as usize));
        self.bytes.get(start..end).unwrap_or_default()
    }

    fn column(&self, rows: std::ops::Range<usize>) -> Column<'_> {
        let offsets = self.offsets.get(rows.start..=rows.end).unwrap_or_default();
        Column::new(Values::Text(Text { offsets: Offsets::Small(offsets), bytes: &self.bytes }))
    }
}

/// The numbers of texts, in as few bytes as they need.
enum Numbers {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

impl Numbers {
    fn push(&mut self, number: usize) {
        match self {
            Self::One(numbers) => match u8::try_from(number) {
                Ok(number) => numbers.push(number),
                Err(_) => {
                    *self = Self::Two(numbers.iter().map(|one| u16::from(*one)).collect());
                    self.push(number);
                }
            },
            Self::Two(numbers) => match u16::try_from(number) {
                Ok(number) => numbers.push(number),
                Err(_) => {
                    *self = Self::Four(numbers.iter().map(|one| u32::from(*one)).collect());
                    self.push(number);
                }
            },
            Self::Four(numbers) => numbers.push(number as u32),
        }
    }

    fn get(&self, row: usize) -> usize {
        match self {
            Self::One(numbers) => numbers.get(row).map_or(usize::MAX, |one| usize::from(*one)),
            Self::Two(numbers) => numbers.get(row).map_or(usize::MAX, |one| usize::from(*one)),
            Self::Four(numbers) => numbers.get(row).map_or(usize::MAX, |one| *one as usize),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::One(numbers) => numbers.len(),
            Self::Two(numbers) => numbers.len(),
            Self::Four(numbers) => numbers.len(),
        }
    }

    fn codes(&self, rows: std::ops::Range<usize>) -> Codes<'_> {
        match self {
            Self::One(numbers) => Codes::U8(numbers.get(rows).unwrap_or_default()),
            Self::Two(numbers) => Codes::U16(numbers.get(rows).unwrap_or_default()),
            Self::Four(numbers) => Codes::U32(numbers.get(rows).unwrap_or_default()),
        }
    }

    fn picked(&self, rows: &[u32]) -> Vec<u32> {
        rows.iter().map(|row| self.get(*row as usize) as u32).collect()
    }

    fn shrink(&mut self) {
        match self {
            Self::One(numbers) => numbers.shrink_to_fit(),
            Self::Two(numbers) => numbers.shrink_to_fit(),
            Self::Four(numbers) => numbers.shrink_to_fit(),
        }
    }
}

/// One column of the file.
pub(super) struct Stored {
    pub(super) name: String,
    texts: Texts,
    /// None where the texts are those of the rows.
    numbers: Option<Numbers>,
    /// Places of texts by hash while the column grows: their number and one more.
    places: Vec<u32>,
}

/// Some rows of a column that were picked: the texts stay where they are.
pub(super) struct Picked {
    codes: Vec<u32>,
}

impl Stored {
    pub(super) fn new(name: String) -> Self {
        Self { name, texts: Texts::new(), numbers: Some(Numbers::One(Vec::new())), places: vec![0; 256] }
    }

    pub(super) fn rows(&self) -> usize {
        self.numbers.as_ref().map_or(self.texts.len(), Numbers::len)
    }

    /// Adds the cell of the next row; false when there is no room for it.
    pub(super) fn push(&mut self, cell: &[u8]) -> bool {
        let Some(numbers) = &mut self.numbers else { return self.texts.push(cell) };
        let mask = self.places.len() - 1;
        let mut place = hash(cell) as usize & mask;
        loop {
            match self.places.get(place).copied().unwrap_or_default() {
                0 => break,
                found if self.texts.get(found as usize - 1) == cell => {
                    numbers.push(found as usize - 1);
                    return true;
                }
                _ => place = (place + 1) & mask,
            }
        }
        let number = self.texts.len();
        if !self.texts.push(cell) {
            return false;
        }
        numbers.push(number);
        if let Some(free) = self.places.get_mut(place) {
            *free = number as u32 + 1;
        }
        let (texts, rows) = (self.texts.len(), numbers.len());
        if texts >= MANY && texts.is_power_of_two() && texts * 4 > rows * 3 {
            return self.row_by_row();
        }
        if texts * 2 > self.places.len() {
            self.grow();
        }
        true
    }

    fn row_by_row(&mut self) -> bool {
        let Some(numbers) = self.numbers.take() else { return true };
        self.places = Vec::new();
        let mut texts = Texts::new();
        let fits = (0..numbers.len()).all(|row| texts.push(self.texts.get(numbers.get(row))));
        self.texts = texts;
        fits
    }

    fn grow(&mut self) {
        let mask = self.places.len() * 4 - 1;
        let mut places = vec![0; mask + 1];
        for number in 0..self.texts.len() {
            let mut place = hash(self.texts.get(number)) as usize & mask;
            while places.get(place).is_some_and(|found| *found != 0) {
                place = (place + 1) & mask;
            }
            if let Some(free) = places.get_mut(place) {
                *free = number as u32 + 1;
            }
        }
        self.places = places;
    }

    /// Gives back what only growing needs.
    pub(super) fn end(&mut self) {
        self.places = Vec::new();
        self.texts.bytes.shrink_to_fit();
        self.texts.offsets.shrink_to_fit();
        if let Some(numbers) = &mut self.numbers {
            numbers.shrink();
        }
    }

    /// The text of a row.
    pub(super) fn text(&self, row: usize) -> &str {
        let at = self.numbers.as_ref().map_or(row, |numbers| numbers.get(row));
        // INVARIANT: the reader of the file gives texts alone.
        std::str::from_utf8(self.texts.get(at)).unwrap_or_default()
    }

    /// Different texts; none where they were not counted.
    pub(super) fn distinct(&self) -> Option<usize> {
        self.numbers.as_ref().map(|_| self.texts.len())
    }

    /// Rows with something in them.
    pub(super) fn filled(&self) -> usize {
        (0..self.rows()).filter(|row| !is_blank(self.text(*row))).count()
    }

    /// The first different texts that are not blank.
    pub(super) fn examples(&self) -> Vec<&str> {
        let all = (0..self.texts.len()).map(|at| std::str::from_utf8(self.texts.get(at)).unwrap_or_default());
        all.filter(|text| !is_blank(text)).take(EXAMPLES).collect()
    }

    /// All of its texts, where there are few.
    pub(super) fn few(&self) -> Vec<&str> {
        let is_few = self.distinct().is_some_and(|distinct| distinct <= FEW);
        let all = (0..if is_few { self.texts.len() } else { 0 }).map(|at| self.texts.get(at));
        all.map(|text| std::str::from_utf8(text).unwrap_or_default()).collect()
    }

    /// Some rows that follow each other, as the core takes them.
    pub(super) fn column(&self, rows: std::ops::Range<usize>) -> Column<'_> {
        match &self.numbers {
            None => self.texts.column(rows),
            Some(numbers) => self.coded(numbers.codes(rows)),
        }
    }

    /// Rows here and there.
    pub(super) fn pick(&self, rows: &[u32]) -> Picked {
        let codes = match &self.numbers {
            Some(numbers) => numbers.picked(rows),
            None => rows.to_vec(),
        };
        Picked { codes }
    }

    /// The column of rows that were picked.
    pub(super) fn picked<'a>(&'a self, picked: &'a Picked) -> Column<'a> {
        self.coded(Codes::U32(&picked.codes))
    }

    fn coded<'a>(&'a self, codes: Codes<'a>) -> Column<'a> {
        let values = Box::new(self.texts.column(0..self.texts.len()));
        Column::new(Values::Dictionary { codes, values })
    }

    /// The bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        let numbers = match &self.numbers {
            None => 0,
            Some(Numbers::One(numbers)) => numbers.capacity(),
            Some(Numbers::Two(numbers)) => 2 * numbers.capacity(),
            Some(Numbers::Four(numbers)) => 4 * numbers.capacity(),
        };
        numbers + self.texts.bytes.capacity() + 4 * (self.texts.offsets.capacity() + self.places.capacity())
    }
}

/// The table of some columns.
pub(super) fn columns<'a>(
    rows: usize,
    named: impl Iterator<Item = (&'a str, Column<'a>)>,
) -> Result<Columns<'a>, BatchError> {
    let mut columns = Columns::new(rows);
    for (name, column) in named {
        columns = columns.with(name, column)?;
    }
    Ok(columns)
}

/// A hash whose low bits are well mixed.
fn hash(text: &[u8]) -> u64 {
    let mut hash = text.len() as u64;
    for chunk in text.chunks(8) {
        let mut word = [0; 8];
        word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    hash ^ hash >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(cells: impl Iterator<Item = String>) -> Stored {
        let mut column = Stored::new("a".to_owned());
        assert!(cells.into_iter().all(|cell| column.push(cell.as_bytes())));
        column.end();
        column
    }

    #[test]
    fn texts_are_kept_once() {
        let cell = |row: usize| {
            if row.is_multiple_of(5) { String::new() } else { format!("value {}", row * row % 997) }
        };
        let column = stored((0..3_000).map(cell));
        assert_eq!(column.rows(), 3_000);
        assert!((0..3_000).all(|row| column.text(row) == cell(row)));
        assert_eq!(
            column.distinct(),
            Some((0..3_000).map(cell).collect::<std::collections::BTreeSet<_>>().len())
        );
        assert_eq!(column.filled(), 2_400);
        assert_eq!(column.examples().len(), EXAMPLES);
        assert_eq!(column.column(7..19).rows(), 12);
        let picked = column.pick(&[3, 1]);
        assert_eq!(column.picked(&picked).text(0).as_deref(), Some(cell(3).as_str()));
    }

    #[test]
    fn columns_of_different_texts_are_kept_row_by_row() {
        let rows = MANY + 500;
        let cell = |row: usize| format!("{}", row * 7);
        let column = stored((0..rows).map(cell));
        assert_eq!((column.rows(), column.distinct()), (rows, None));
        assert!((0..rows).all(|row| column.text(row) == cell(row)));
        let picked = column.pick(&[9, MANY as u32 + 2]);
        assert_eq!(column.picked(&picked).text(1).as_deref(), Some(cell(MANY + 2).as_str()));
        assert_eq!(column.column(5..6).text(0).as_deref(), Some("35"));
        // A column that was all different at first stays so.
        let few = stored((0..rows * 2).map(|row| cell(row % (rows - 100))));
        assert!(few.distinct().is_none(), "they were all different when there were {MANY}");
        assert_eq!(few.few(), [""; 0]);
        assert_eq!(stored((0..9).map(|row| cell(row % 2))).few(), ["0", "7"]);
        let mixed =
            stored((0..rows * 3).map(|row| if row.is_multiple_of(2) { String::new() } else { cell(row) }));
        assert_eq!(mixed.distinct(), Some(rows * 3 / 2 + 1));
    }
}
