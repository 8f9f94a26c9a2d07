//! A column of a file as it is kept: each different text once, and its number in every row. Columns of mostly different texts are kept row
//! by row. The core reads both as they are.

use icp_core::column::{Codes, Column, Columns, Values};
use icp_core::value::{is_blank, parse_number};
use icp_core::{AccountValue, BatchError};

use super::cells::{Cells, Form};
use super::texts::Texts;

/// Different texts from which on a column may be one that is kept row by row.
const MANY: usize = if cfg!(test) { 1 << 11 } else { 1 << 16 };
/// Texts that are shown of a column.
const EXAMPLES: usize = 6;

/// Different texts that are few.
const FEW: usize = 31;
/// Different texts from which on those that are all numbers are kept as numbers too: each pass would read all of them.
const NUMBERS: usize = if cfg!(test) { 1 << 9 } else { 1 << 11 };

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
    /// The number of each row, NaN for a blank, where all of many texts are plain numbers.
    plain: Option<Vec<f64>>,
    /// It comes from a sheet, whose cells have signs in front until all were read.
    is_marked: bool,
    /// The values of its texts, where they are more than texts.
    cells: Option<Cells>,
}

/// Some rows of a column that were picked.
pub(super) enum Picked {
    /// The texts stay where they are.
    Codes(Vec<u32>),
    /// Fewer rows than there are different texts.
    Texts(Texts),
    Plain(Vec<f64>),
}

impl Stored {
    pub(super) fn new(name: String, is_marked: bool) -> Self {
        Self {
            name,
            is_marked,
            cells: None,
            texts: Texts::new(),
            numbers: Some(Numbers::One(Vec::new())),
            places: vec![0; 256],
            plain: None,
        }
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
        if !self.is_marked && texts >= MANY && texts.is_power_of_two() && texts * 4 > rows * 3 {
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

    /// Whether it can be given as numbers.
    pub(super) fn is_plain(&self) -> bool {
        self.plain.is_some()
    }

    /// The values of its texts, where they are more than texts.
    pub(super) fn cells(&self) -> Option<&Cells> {
        self.cells.as_ref()
    }

    /// The errors among its cells.
    pub(super) fn examples_of_errors(&self) -> impl Iterator<Item = &str> {
        let cells = self.cells.iter().flat_map(|cells| (0..).zip(cells.values(true)));
        cells.filter(|(_, value)| matches!(value, AccountValue::Other(_))).map(|(at, _)| self.texts.text(at))
    }

    /// The value of a row, as the account of a row has it.
    pub(super) fn value(&self, row: usize, form: Form) -> AccountValue {
        let at = self.numbers.as_ref().map_or(row, |numbers| numbers.get(row));
        let own = self.cells.as_ref().filter(|_| form != Form::Texts);
        let own = own.and_then(|cells| cells.values(form == Form::AsIs { is_text: true }).get(at));
        own.map_or_else(|| AccountValue::from(self.text(row)), AccountValue::clone)
    }

    /// The numbers of the rows, as the core reads them in texts.
    fn as_numbers(&self) -> Option<Vec<f64>> {
        if self.texts.len() < NUMBERS {
            return None;
        }
        let number = |at: usize| {
            let text = self.texts.text(at);
            if is_blank(text) { Some(f64::NAN) } else { parse_number(text).ok() }
        };
        let each: Vec<f64> = match &self.cells {
            Some(cells) => cells.numbers()?,
            None => (0..self.texts.len()).map(number).collect::<Option<_>>()?,
        };
        let Some(numbers) = &self.numbers else { return Some(each) };
        Some((0..numbers.len()).map(|row| each.get(numbers.get(row)).copied().unwrap_or(f64::NAN)).collect())
    }

    /// Gives back what only growing needs.
    pub(super) fn end(&mut self) {
        self.places = Vec::new();
        if self.is_marked {
            (self.texts, self.cells) = Cells::read(&self.texts);
        }
        self.texts.bytes.shrink_to_fit();
        self.texts.offsets.shrink_to_fit();
        if let Some(numbers) = &mut self.numbers {
            numbers.shrink();
        }
        self.plain = self.as_numbers();
    }

    /// The text of a row.
    pub(super) fn text(&self, row: usize) -> &str {
        let at = self.numbers.as_ref().map_or(row, |numbers| numbers.get(row));
        self.texts.text(at)
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
        let all = (0..self.texts.len()).map(|at| self.texts.text(at));
        all.filter(|text| !is_blank(text)).take(EXAMPLES).collect()
    }

    /// All of its texts, where there are few.
    pub(super) fn few(&self) -> Vec<&str> {
        let few = self.distinct().filter(|distinct| *distinct <= FEW);
        (0..few.unwrap_or(0)).map(|at| self.texts.text(at)).collect()
    }

    /// Some rows that follow each other, as the core takes them: as numbers where that is wanted and can be.
    pub(super) fn column(&self, rows: std::ops::Range<usize>, form: Form) -> Column<'_> {
        if let Some(plain) = self.plain.as_ref().filter(|_| form == Form::Numbers) {
            return Column::new(Values::F64(plain.get(rows).unwrap_or_default()));
        }
        match &self.numbers {
            None => self.texts.column(rows),
            Some(numbers) => self.coded(numbers.codes(rows), form),
        }
    }

    /// Rows here and there.
    pub(super) fn pick(&self, rows: &[u32], form: Form) -> Picked {
        if let Some(plain) = self.plain.as_ref().filter(|_| form == Form::Numbers) {
            let number = |row: &u32| plain.get(*row as usize).copied().unwrap_or(f64::NAN);
            return Picked::Plain(rows.iter().map(number).collect());
        }
        if self.cells.is_none() && self.texts.len() > rows.len() {
            let mut texts = Texts::new();
            // As many texts have found room already.
            rows.iter().for_each(|row| _ = texts.push(self.text(*row as usize).as_bytes()));
            return Picked::Texts(texts);
        }
        Picked::Codes(match &self.numbers {
            Some(numbers) => numbers.picked(rows),
            None => rows.to_vec(),
        })
    }

    /// The column of rows that were picked.
    pub(super) fn picked<'a>(&'a self, picked: &'a Picked, form: Form) -> Column<'a> {
        match picked {
            Picked::Codes(codes) => self.coded(Codes::U32(codes), form),
            Picked::Texts(texts) => texts.column(0..texts.len()),
            Picked::Plain(numbers) => Column::new(Values::F64(numbers)),
        }
    }

    fn coded<'a>(&'a self, codes: Codes<'a>, form: Form) -> Column<'a> {
        let values = match self.cells.as_ref().filter(|_| form != Form::Texts) {
            Some(cells) => Column::new(Values::Mixed(cells.values(form == Form::AsIs { is_text: true }))),
            None => self.texts.column(0..self.texts.len()),
        };
        Column::new(Values::Dictionary { codes, values: Box::new(values) })
    }

    /// The bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        let numbers = match &self.numbers {
            None => 0,
            Some(Numbers::One(numbers)) => numbers.capacity(),
            Some(Numbers::Two(numbers)) => 2 * numbers.capacity(),
            Some(Numbers::Four(numbers)) => 4 * numbers.capacity(),
        };
        let plain = self.plain.as_ref().map_or(0, |plain| 8 * plain.capacity())
            + self.cells.as_ref().map_or(0, Cells::bytes);
        let places = 4 * (self.texts.offsets.capacity() + self.places.capacity());
        numbers + plain + self.texts.bytes.capacity() + places
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
mod tests;
