//! Counts which separators the texts of sets contain, to notice a set that uses another one than its attribute
//! says.

use serde::{Deserialize, Serialize};

use crate::account::Field;

/// The usual separators of a list in one cell; a slash, a dash and `and` are too often part of a name.
const USUAL: [char; 5] = [',', ';', '|', '\n', '\t'];

/// How one cell of a set is written: flags for the separators in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marks(u8);

impl Marks {
    const KNOWN: u8 = 1;
    const OWN: u8 = 2;
    const LISTED: u8 = 128;

    /// A value of a set.
    pub(crate) fn of_field(field: &Field<'_>, separators: &[Box<str>]) -> Self {
        match field {
            Field::Joined(text) => Self::of(text, separators),
            Field::Set(items) => match &**items {
                [only] => Self::of_list(only),
                _ => Self(Self::KNOWN),
            },
            Field::Missing
            | Field::None
            | Field::Number(_)
            | Field::Interval(_)
            | Field::Text(_)
            | Field::Bool(_)
            | Field::Date(_)
            | Field::Events(_) => Self(0),
        }
    }

    /// A set written in one text.
    fn of(text: &str, separators: &[Box<str>]) -> Self {
        let own = if separators.iter().any(|separator| text.contains(&**separator)) { Self::OWN } else { 0 };
        Self(Self::KNOWN | own | Self::usual(text))
    }

    /// A list of one item. Its own separator is a sign like all others, since items of lists are not split.
    fn of_list(item: &str) -> Self {
        let usual = Self::usual(item);
        Self(Self::KNOWN | usual | if usual == 0 { 0 } else { Self::LISTED })
    }

    /// The usual separators that a text has.
    fn usual(text: &str) -> u8 {
        let mut marks = 0;
        // One pass for all: cells are short, and there may be millions.
        for byte in text.bytes() {
            let sign = if byte == b'\r' { '\n' } else { char::from(byte) };
            for (at, usual) in USUAL.iter().enumerate() {
                marks |= u8::from(sign == *usual) << (at + 2);
            }
        }
        marks
    }
}

/// The numbers of cells with each separator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Cells {
    pub(super) known: usize,
    own: usize,
    usual: [usize; 5],
    /// The cells with a usual separator that are lists of one item.
    listed: usize,
}

impl Cells {
    pub(super) fn add(&mut self, Marks(marks): Marks) {
        self.known += usize::from(marks & 1);
        self.own += usize::from(marks >> 1 & 1);
        self.listed += usize::from(marks >> 7);
        for (at, count) in self.usual.iter_mut().enumerate() {
            *count += usize::from(marks >> (at + 2) & 1);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.known += other.known;
        self.own += other.own;
        self.listed += other.listed;
        self.usual.iter_mut().zip(other.usual).for_each(|(sum, more)| *sum += more);
    }

    /// The separator that at least half of the cells hold where none holds its own, and how many do.
    pub(super) fn other(&self) -> Option<(char, usize)> {
        if self.own > 0 {
            return None;
        }
        let mut most: Option<(char, usize)> = None;
        for (usual, count) in USUAL.iter().zip(self.usual) {
            if count > most.map_or(0, |(_, count)| count) {
                most = Some((*usual, count));
            }
        }
        most.filter(|(_, count)| count * 2 >= self.known)
    }
}

impl Cells {
    /// Whether most of those with a usual separator are lists of one item.
    pub(super) fn are_lists(&self, count: usize) -> bool {
        self.listed * 2 > count
    }
}

/// A separator as it is written in a model, and its name.
pub(super) fn written(separator: char) -> (&'static str, &'static str) {
    match separator {
        '\n' => ("\"\\n\"", "a line end"),
        '\t' => ("\"\\t\"", "a tab"),
        ';' => ("\";\"", "`;`"),
        '|' => ("\"|\"", "`|`"),
        _ => ("\",\"", "`,`"),
    }
}
