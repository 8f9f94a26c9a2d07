//! A column of texts in the ways that tables hold them, and which rows have a value.

use std::collections::BTreeMap;

use icp_core::column::{Bits, Codes, Column, Offsets, Text, Values, Views};

/// How texts are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Offsets and bytes.
    Plain,
    /// Numbers of distinct texts.
    Dictionary,
    /// Views of sixteen bytes, with short texts in them.
    Views,
}

impl Texts {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Dictionary, Self::Views];
}

#[derive(Debug)]
pub(super) enum TextColumn {
    Plain { offsets: Vec<i32>, bytes: String },
    Dictionary { codes: Vec<i32>, values: Box<TextColumn> },
    Views { views: Vec<u8>, bytes: Vec<u8> },
}

impl TextColumn {
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>, how: Texts) -> Self {
        match how {
            Texts::Plain => Self::plain(texts),
            Texts::Dictionary => Self::dictionary(texts),
            Texts::Views => Self::views(texts),
        }
    }

    fn plain<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let (mut offsets, mut bytes) = (vec![0], String::new());
        for text in texts {
            bytes.push_str(text);
            offsets.push(bytes.len() as i32);
        }
        Self::Plain { offsets, bytes }
    }

    fn dictionary<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let (mut distinct, mut known) = (Vec::new(), BTreeMap::new());
        let code = |text: &'a str| {
            *known.entry(text).or_insert_with(|| {
                distinct.push(text);
                distinct.len() as i32 - 1
            })
        };
        let codes = texts.map(code).collect();
        Self::Dictionary { codes, values: Box::new(Self::plain(distinct.into_iter())) }
    }

    fn views<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let (mut views, mut bytes) = (Vec::new(), Vec::new());
        for text in texts {
            let mut view = [0; 16];
            let (length, rest) = view.split_at_mut(4);
            length.copy_from_slice(&(text.len() as u32).to_le_bytes());
            rest.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
            if let (true, Some(place)) = (text.len() > rest.len(), rest.get_mut(4..)) {
                // Behind the first four bytes: the buffer, which is the only one, and where in it.
                place.copy_from_slice(&((bytes.len() as u64) << 32).to_le_bytes());
                bytes.extend_from_slice(text.as_bytes());
            }
            views.extend_from_slice(&view);
        }
        Self::Views { views, bytes }
    }

    /// The same rows, `times` times over.
    pub(super) fn repeat(&self, times: usize) -> Self {
        match self {
            Self::Plain { offsets, bytes } => {
                Self::Plain { offsets: repeat_offsets(offsets, times), bytes: bytes.repeat(times) }
            }
            Self::Dictionary { codes, values } => {
                Self::Dictionary { codes: codes.repeat(times), values: Box::new(values.repeat(1)) }
            }
            Self::Views { views, bytes } => Self::Views { views: views.repeat(times), bytes: bytes.clone() },
        }
    }

    /// Bytes of memory that reading all rows touches.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Plain { offsets, bytes } => size_of_val(&**offsets) + bytes.len(),
            Self::Dictionary { codes, values } => size_of_val(&**codes) + values.bytes(),
            Self::Views { views, bytes } => views.len() + bytes.len(),
        }
    }

    pub(super) fn column(&self) -> Column<'_> {
        Column::new(match self {
            Self::Plain { offsets, bytes } => {
                Values::Text(Text { offsets: Offsets::Small(offsets), bytes: bytes.as_bytes() })
            }
            Self::Dictionary { codes, values } => {
                Values::Dictionary { codes: Codes::I32(codes), values: Box::new(values.column()) }
            }
            Self::Views { views, bytes } => Values::Views(Views { views, buffers: vec![bytes] }),
        })
    }

    /// The text of a row of a plain column; nothing in the others.
    #[inline]
    pub(super) fn get(&self, at: usize) -> &str {
        let Self::Plain { offsets, bytes } = self else { return "" };
        let text = match offsets.get(at..at + 2) {
            Some([start, end]) => bytes.get(*start as usize..*end as usize),
            _ => None,
        };
        text.unwrap_or_default()
    }

    /// The codes of a dictionary and its texts; nothing of the others.
    pub(super) fn coded(&self) -> (&[i32], Vec<&str>) {
        let Self::Dictionary { codes, values } = self else { return (&[], Vec::new()) };
        let distinct = values.column().rows();
        (codes, (0..distinct).map(|at| values.get(at)).collect())
    }
}

/// Where texts or lists begin and end, `times` times one after the other.
pub(super) fn repeat_offsets(offsets: &[i32], times: usize) -> Vec<i32> {
    let end = offsets.last().copied().unwrap_or_default();
    let again = (0..times as i32).flat_map(|time| offsets.iter().skip(1).map(move |at| at + time * end));
    std::iter::once(0).chain(again).collect()
}

/// A column of one of the others, with a bit for each row that has a value.
#[derive(Debug)]
pub(super) struct Valid<T> {
    pub(super) values: T,
    bits: Vec<u8>,
}

impl<T> Valid<T> {
    pub(super) fn new(values: T, valid: impl Iterator<Item = bool>) -> Self {
        let mut bits = Vec::new();
        for (at, valid) in valid.enumerate() {
            if at % 8 == 0 {
                bits.push(0);
            }
            if let Some(byte) = bits.last_mut() {
                *byte |= u8::from(valid) << (at % 8);
            }
        }
        Self { values, bits }
    }

    /// The same rows, `times` times over.
    pub(super) fn repeat(&self, rows: usize, times: usize, values: impl Fn(&T) -> T) -> Self {
        Self::new(values(&self.values), (0..rows * times).map(|row| self.is_valid(row % rows)))
    }

    #[inline]
    pub(super) fn is_valid(&self, row: usize) -> bool {
        self.bits.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1)
    }

    pub(super) fn validity(&self, rows: usize) -> Option<Bits<'_>> {
        Bits::new(&self.bits, 0, rows)
    }
}
