//! The types of values that a column can have. What an attribute takes from each is decided in `read` and `account`.

use super::{Bits, Offsets, Text, Views};
use crate::account::AccountValue;

/// The unit of a timestamp.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::column::{Column, TimeUnit, Values};
/// // Two days after 1970-01-01, in a zone of no offset.
/// let moments = Values::Moments { values: &[172_800_000], unit: TimeUnit::Millisecond, offset: 0 };
/// assert_eq!((Column::new(moments).rows(), 172_800_000 / TimeUnit::Millisecond.per_second()), (1, 172_800));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// 86,400 a day.
    Second,
    /// A thousand times as many.
    Millisecond,
    /// A million times.
    Microsecond,
    /// A thousand million times.
    Nanosecond,
}

impl TimeUnit {
    /// How many make a second.
    ///
    /// ```
    /// use icp_core::column::TimeUnit;
    /// assert_eq!(TimeUnit::Second.per_second(), 1);
    /// assert_eq!(TimeUnit::Millisecond.per_second(), 1_000);
    /// ```
    pub fn per_second(self) -> i64 {
        match self {
            Self::Second => 1,
            Self::Millisecond => 1_000,
            Self::Microsecond => 1_000_000,
            Self::Nanosecond => 1_000_000_000,
        }
    }
}

/// The numbers of a dictionary's values, a row each.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
/// use icp_core::column::{Codes, Column, Columns, Offsets, Text, Values};
/// let words = Text { offsets: Offsets::Small(&[0, 2, 4]), bytes: b"USDE" };
/// let codes = Codes::U8(&[0, 1, 0]);
/// assert_eq!(codes.rows(), 3);
/// let country = Values::Dictionary { codes, values: Box::new(Column::new(Values::Text(words))) };
/// let columns = Columns::new(3).with("country", Column::new(country))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// assert_eq!(model.score_batch(&columns, &options)?.shown.score, [25.0, 0.0, 25.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "each is the slice of its type")]
pub enum Codes<'a> {
    I8(&'a [i8]),
    I16(&'a [i16]),
    I32(&'a [i32]),
    I64(&'a [i64]),
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
    U64(&'a [u64]),
}

impl Codes<'_> {
    /// The number of rows.
    pub fn rows(&self) -> usize {
        match self {
            Self::I8(codes) => codes.len(),
            Self::I16(codes) => codes.len(),
            Self::I32(codes) => codes.len(),
            Self::I64(codes) => codes.len(),
            Self::U8(codes) => codes.len(),
            Self::U16(codes) => codes.len(),
            Self::U32(codes) => codes.len(),
            Self::U64(codes) => codes.len(),
        }
    }

    /// Looks up the codes of some rows from the first on in a table; its last entry is for rows without a value (a mask for
    /// each). False when a code lies outside.
    #[inline(always)]
    pub(crate) fn look_up<T: Copy>(&self, rows: (usize, &[i8]), table: &[T], out: &mut [T]) -> bool {
        let Some(out) = out.get_mut(..rows.1.len()) else { return false };
        self.each(rows, table, |at, found| {
            if let Some(out) = out.get_mut(at) {
                *out = found;
            }
        })
    }

    /// The same, for one after the other with its number among the rows.
    #[inline(always)]
    pub(crate) fn each<T: Copy>(
        &self,
        (first, valid): (usize, &[i8]),
        table: &[T],
        mut put: impl FnMut(usize, T),
    ) -> bool {
        let Some(last) = table.len().checked_sub(1) else { return false };
        let count = last as u32;
        macro_rules! each {
            ($codes:expr, $unsigned:expr) => {{
                let Some(codes) = $codes.get(first..first + valid.len()) else { return false };
                let pairs = || {
                    codes.iter().zip(valid).map(|(code, valid)| {
                        let code: u32 = $unsigned(*code);
                        // All bits are set where something is there.
                        (code, i32::from(*valid) as u32)
                    })
                };
                let outside = pairs().fold(false, |outside, (code, there)| outside | (code & there >= count));
                for (row, (code, there)) in pairs().enumerate() {
                    let at = last.min((code | !there) as usize);
                    if let Some(found) = table.get(at) {
                        put(row, *found);
                    }
                }
                !outside || count == 0 && valid.iter().all(|valid| *valid == 0)
            }};
        }
        // Negative codes and large ones are beyond any number of values.
        match self {
            Self::I8(codes) => each!(codes, |code: i8| i32::from(code) as u32),
            Self::I16(codes) => each!(codes, |code: i16| i32::from(code) as u32),
            Self::I32(codes) => each!(codes, |code: i32| code as u32),
            Self::I64(codes) => each!(codes, |code: i64| u32::try_from(code).unwrap_or(u32::MAX)),
            Self::U8(codes) => each!(codes, u32::from),
            Self::U16(codes) => each!(codes, u32::from),
            Self::U32(codes) => each!(codes, |code: u32| code),
            Self::U64(codes) => each!(codes, |code: u64| u32::try_from(code).unwrap_or(u32::MAX)),
        }
    }

    /// The code of a row; `usize::MAX` where it is negative or there is none.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> usize {
        match self {
            Self::I8(codes) => codes.get(row).and_then(|code| usize::try_from(*code).ok()),
            Self::I16(codes) => codes.get(row).and_then(|code| usize::try_from(*code).ok()),
            Self::I32(codes) => codes.get(row).and_then(|code| usize::try_from(*code).ok()),
            Self::I64(codes) => codes.get(row).and_then(|code| usize::try_from(*code).ok()),
            Self::U8(codes) => codes.get(row).map(|code| usize::from(*code)),
            Self::U16(codes) => codes.get(row).map(|code| usize::from(*code)),
            Self::U32(codes) => codes.get(row).and_then(|code| usize::try_from(*code).ok()),
            Self::U64(codes) => codes.get(row).and_then(|code| usize::try_from(*code).ok()),
        }
        .unwrap_or(usize::MAX)
    }
}

/// The values of a column, a row each.
///
/// Choose the variant that the memory has already: nothing is converted or copied.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::AccountValue;
/// use icp_core::batch::{AsOf, BatchOptions};
/// use icp_core::column::{Column, Columns, Values};
/// let countries = [AccountValue::Text("US".to_owned()), AccountValue::Null];
/// let columns = Columns::new(2)
///     .with("employees", Column::new(Values::F64(&[50.0, f64::NAN])))?
///     .with("country", Column::new(Values::Mixed(&countries)))?;
/// let scores = model.score_batch(&columns, &BatchOptions::new(AsOf::Day(today)))?;
/// assert_eq!((scores.shown.score[0], scores.shown.score[1].is_nan()), (100.0, true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Values<'a> {
    /// A number of rows without a value.
    Null(usize),
    /// Bytes that are 0 for false.
    Bool(&'a [u8]),
    /// Packed bits.
    Bits(Bits<'a>),
    /// Numbers; NaN is missing.
    F64(&'a [f64]),
    /// Numbers; NaN is missing.
    F32(&'a [f32]),
    /// Integers; beyond 2^53 they are invalid, since not every language holds them.
    I64(&'a [i64]),
    /// Integers.
    I32(&'a [i32]),
    /// Integers.
    I16(&'a [i16]),
    /// Integers.
    I8(&'a [i8]),
    /// Integers; beyond 2^53 they are invalid.
    U64(&'a [u64]),
    /// Integers.
    U32(&'a [u32]),
    /// Integers.
    U16(&'a [u16]),
    /// Integers.
    U8(&'a [u8]),
    /// Days since 1970-01-01.
    Days(&'a [i32]),
    /// Moments since 1970-01-01T00:00, judged by their day at an offset from Greenwich in seconds.
    Moments {
        /// Units since then.
        values: &'a [i64],
        /// The unit.
        unit: TimeUnit,
        /// Seconds east of Greenwich; 0 for local times.
        offset: i32,
    },
    /// Texts of UTF-8.
    Text(Text<'a>),
    /// Texts of UTF-8 behind views.
    Views(Views<'a>),
    /// Values given by their number in another column.
    Dictionary {
        /// Their numbers.
        codes: Codes<'a>,
        /// The values that codes point to.
        values: Box<Column<'a>>,
    },
    /// A list in each row: the items of a set.
    List {
        /// Where the lists begin and end in the items.
        offsets: Offsets<'a>,
        /// The items of all.
        items: Box<Column<'a>>,
    },
    /// A list of events in each row.
    Events {
        /// Where the lists begin and end.
        offsets: Offsets<'a>,
        /// The name of each event.
        event: Box<Column<'a>>,
        /// When, a date each.
        on: Box<Column<'a>>,
        /// How often, a number each; once where it is left out.
        count: Option<Box<Column<'a>>>,
    },
    /// Values of any kind, as accounts have them: for tables whose columns have no type. Read one by one.
    Mixed(&'a [AccountValue]),
}

/// One column: values, and which of them are there.
///
/// It borrows; nothing is copied. An attribute takes what it takes in a single account: a text column is fine for a
/// number if its texts are numbers.
///
/// ```
/// use icp_core::column::{Bits, Column, Values};
/// let column = Column::new(Values::I32(&[12, 0, 40])).with_validity(Bits::new(&[0b101], 0, 3));
/// assert_eq!((column.rows(), column.is_valid(1)), (3, false));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Column<'a> {
    pub(crate) values: Values<'a>,
    pub(crate) validity: Option<Bits<'a>>,
}

impl<'a> Column<'a> {
    /// A column whose values are all there.
    ///
    /// ```
    /// use icp_core::column::{Column, Values};
    /// let column = Column::new(Values::F64(&[50.0, f64::NAN]));
    /// assert_eq!(column.rows(), 2);
    /// assert!(column.is_valid(1), "that NaN is missing is decided when it is scored");
    /// ```
    pub fn new(values: Values<'a>) -> Self {
        Self { values, validity: None }
    }

    /// The same with a bit for each row that says whether its value is there.
    ///
    /// A set bit is a value that is there, as in Arrow; `None` is all of them.
    ///
    /// ```
    /// use icp_core::column::{Bits, Column, Values};
    /// let column = Column::new(Values::U8(&[50, 0])).with_validity(Bits::new(&[0b01], 0, 2));
    /// assert_eq!([column.is_valid(0), column.is_valid(1)], [true, false]);
    /// ```
    #[must_use]
    pub fn with_validity(self, validity: Option<Bits<'a>>) -> Self {
        Self { validity, ..self }
    }

    /// The number of rows.
    ///
    /// ```
    /// use icp_core::column::{Column, Values};
    /// assert_eq!(Column::new(Values::Bool(&[0, 1, 1])).rows(), 3);
    /// ```
    pub fn rows(&self) -> usize {
        match &self.values {
            Values::Null(rows) => *rows,
            Values::Bool(values) | Values::U8(values) => values.len(),
            Values::Bits(bits) => bits.len(),
            Values::F64(values) => values.len(),
            Values::F32(values) => values.len(),
            Values::I64(values) => values.len(),
            Values::I32(values) | Values::Days(values) => values.len(),
            Values::I16(values) => values.len(),
            Values::I8(values) => values.len(),
            Values::U64(values) => values.len(),
            Values::U32(values) => values.len(),
            Values::U16(values) => values.len(),
            Values::Moments { values, .. } => values.len(),
            Values::Text(text) => text.offsets.rows(),
            Values::Views(views) => views.rows(),
            Values::Dictionary { codes, .. } => codes.rows(),
            Values::List { offsets, .. } | Values::Events { offsets, .. } => offsets.rows(),
            Values::Mixed(values) => values.len(),
        }
    }

    /// Whether a row's value is there.
    ///
    /// ```
    /// use icp_core::column::{Bits, Column, Values};
    /// let column = Column::new(Values::U8(&[50, 0])).with_validity(Bits::new(&[0b10], 0, 2));
    /// assert!(!column.is_valid(0));
    /// ```
    #[inline]
    pub fn is_valid(&self, row: usize) -> bool {
        self.validity.is_none_or(|bits| bits.get(row))
    }
}
