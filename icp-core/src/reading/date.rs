//! Patterns of dates, such as `M/D/YYYY`: read from the model, and then dates by them. `validate` asks whether two patterns
//! can read one text as two days.

use crate::value::{Date, cut_at};

/// One item of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    /// `YYYY`: four digits.
    Year,
    /// `MM`: two digits; `M`: one or two.
    Month(Width),
    /// `MMM`: an English name, or its first three letters.
    MonthName,
    /// `DD`: two digits; `D`: one or two.
    Day(Width),
    /// `hh`: two digits; `h`: one or two.
    Hour(Width),
    /// `mm`.
    Minute,
    /// `ss`.
    Second,
    /// `.sss`: a point and one to nine digits.
    Fraction,
    /// `AM`: either half of the day.
    Half,
    /// `Z`: an offset from Greenwich.
    Zone,
    /// A blank: one or more of them.
    Blank,
    /// Any other sign, as it stands.
    Sign(char),
}

/// How many digits a number has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Width {
    Two,
    OneOrTwo,
}

/// The spellings of items, each before those that begin like it.
const ITEMS: [(&str, Item); 13] = [
    ("YYYY", Item::Year),
    ("MMM", Item::MonthName),
    ("MM", Item::Month(Width::Two)),
    ("M", Item::Month(Width::OneOrTwo)),
    ("DD", Item::Day(Width::Two)),
    ("D", Item::Day(Width::OneOrTwo)),
    ("hh", Item::Hour(Width::Two)),
    ("h", Item::Hour(Width::OneOrTwo)),
    ("mm", Item::Minute),
    ("ss", Item::Second),
    (".sss", Item::Fraction),
    ("AM", Item::Half),
    ("Z", Item::Zone),
];

impl Item {
    /// The items of which a pattern has one at most share a number.
    fn part(self) -> Option<usize> {
        Some(match self {
            Self::Year => 0,
            Self::Month(_) | Self::MonthName => 1,
            Self::Day(_) => 2,
            Self::Hour(_) => 3,
            Self::Minute => 4,
            Self::Second => 5,
            Self::Fraction => 6,
            Self::Half => 7,
            Self::Zone => 8,
            Self::Blank | Self::Sign(_) => return None,
        })
    }

    fn is_digits(self) -> bool {
        matches!(
            self,
            Self::Year | Self::Month(_) | Self::Day(_) | Self::Hour(_) | Self::Minute | Self::Second
        )
    }

    /// Whether it may have one digit or two.
    fn varies(self) -> bool {
        matches!(
            self,
            Self::Month(Width::OneOrTwo) | Self::Day(Width::OneOrTwo) | Self::Hour(Width::OneOrTwo)
        )
    }
}

impl Item {
    /// Whether the next item could be read as a part of it: digits after a fraction, digits or a colon after an offset.
    fn may_take(self, next: Self) -> bool {
        let is_open = self.varies() || matches!(self, Self::Fraction | Self::Zone);
        is_open && next.is_digits() || self == Self::Zone && next == Self::Sign(':')
    }
}

/// The mistake of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PatternIssue<'p> {
    /// Letters or digits that are no item.
    Unknown(&'p str),
    /// The same part of a date for the second time: its spelling.
    Twice(&'p str),
    /// No `YYYY`.
    NoYear,
    /// A part without the one that it belongs to.
    Without(&'static str, &'static str),
    /// A number of one or two digits beside other digits.
    Adjoining(&'p str),
}

/// A pattern of dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DatePattern {
    items: Box<[Item]>,
}

impl DatePattern {
    /// Reads a pattern as the model has it.
    pub(crate) fn parse(pattern: &str) -> Result<Self, PatternIssue<'_>> {
        let mut items: Vec<Item> = Vec::new();
        let mut seen = [false; 9];
        let mut rest = pattern.trim();
        let mut last: Option<(Item, &str)> = None;
        while let Some(sign) = rest.chars().next() {
            let known = ITEMS.iter().find(|(spelling, _)| rest.starts_with(spelling));
            let (item, len) = match known {
                Some((spelling, item)) => (*item, spelling.len()),
                None if sign.is_whitespace() => {
                    (Item::Blank, rest.len() - rest.trim_start_matches(char::is_whitespace).len())
                }
                // `T` stands between date and time.
                None if sign.is_ascii_alphanumeric() && sign != 'T' => {
                    let word = rest.find(|c: char| c != sign).and_then(|end| rest.get(..end)).unwrap_or(rest);
                    return Err(PatternIssue::Unknown(word));
                }
                None => (Item::Sign(sign), sign.len_utf8()),
            };
            let (spelling, after) = cut_at(rest, len);
            // A run of a letter that is longer than any item, such as `YYYYY` or `DDD`.
            if let (Some(letter), true) =
                (spelling.chars().last(), item.is_digits() || item == Item::MonthName)
                && after.starts_with(letter)
            {
                let end = rest.find(|c: char| c != letter).unwrap_or(rest.len());
                return Err(PatternIssue::Unknown(rest.get(..end).unwrap_or(rest)));
            }
            if let Some(seen) = item.part().and_then(|part| seen.get_mut(part))
                && std::mem::replace(seen, true)
            {
                return Err(PatternIssue::Twice(spelling));
            }
            if let Some((_, before)) = last.filter(|(last, _)| last.may_take(item)) {
                return Err(PatternIssue::Adjoining(before));
            }
            if item.varies() && items.last().is_some_and(|last| last.is_digits()) {
                return Err(PatternIssue::Adjoining(spelling));
            }
            last = Some((item, spelling));
            items.push(item);
            rest = after;
        }
        let [year, month, day, hour, minute, second, fraction, half, zone] = seen;
        let needs = [
            (day, month, "D", "M"),
            (hour, day, "h", "D"),
            (minute, hour, "mm", "hh"),
            (second, minute, "ss", "mm"),
            (fraction, second, ".sss", "ss"),
            (half, hour, "AM", "h"),
            (zone, hour, "Z", "hh"),
        ];
        if !year {
            return Err(PatternIssue::NoYear);
        }
        match needs.iter().find(|(is_there, has, ..)| *is_there && !has) {
            Some((_, _, item, wanted)) => Err(PatternIssue::Without(item, wanted)),
            None => Ok(Self { items: items.into() }),
        }
    }

    /// Whether it is made of digits alone, so that a whole number can be read by it.
    pub(crate) fn is_digits(&self) -> bool {
        self.items.iter().all(|item| item.is_digits())
    }

    /// The day of a text without blanks around it; `None` where the text is not of this pattern, or there is no such day.
    /// A text with a time counts by its own day, whatever its offset.
    pub(crate) fn read(&self, text: &[u8]) -> Option<Date> {
        let mut rest = text;
        let (mut year, mut month, mut day) = (0, 1, 1);
        let (mut hour, mut is_half) = (None, false);
        for item in &*self.items {
            match item {
                Item::Year => year = digits(&mut rest, 4)?,
                Item::Month(width) => month = number(&mut rest, *width)?,
                Item::MonthName => month = month_name(&mut rest)?,
                Item::Day(width) => day = number(&mut rest, *width)?,
                Item::Hour(width) => hour = Some(number(&mut rest, *width)?),
                Item::Minute | Item::Second => {
                    digits(&mut rest, 2).filter(|number| *number <= 59)?;
                }
                Item::Fraction => {
                    let behind = rest.strip_prefix(b".")?;
                    let count = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
                    rest = behind.get(count..).filter(|_| (1..=9).contains(&count))?;
                }
                Item::Half => {
                    let (half, behind) = rest.split_at_checked(2)?;
                    is_half = half.eq_ignore_ascii_case(b"AM") || half.eq_ignore_ascii_case(b"PM");
                    rest = behind;
                    if !is_half {
                        return None;
                    }
                }
                Item::Zone => zone(&mut rest)?,
                Item::Blank => {
                    let text = std::str::from_utf8(rest).ok()?;
                    let behind = text.trim_start();
                    rest = Some(behind).filter(|behind| behind.len() < text.len())?.as_bytes();
                }
                Item::Sign(sign) if sign.is_ascii() => match rest.split_first() {
                    Some((byte, behind)) if char::from(*byte) == *sign => rest = behind,
                    _ => return None,
                },
                Item::Sign(sign) => {
                    let mut bytes = [0; 4];
                    rest = rest.strip_prefix(sign.encode_utf8(&mut bytes).as_bytes())?;
                }
            }
        }
        let hours = if is_half { 1..=12 } else { 0..=23 };
        if !rest.is_empty() || hour.is_some_and(|hour| !hours.contains(&hour)) {
            return None;
        }
        Date::new(i32::try_from(year).ok()?, month, day)
    }

    /// A text of this pattern for a day, at a time of which each part could be a month.
    pub(crate) fn write(&self, date: Date) -> String {
        let (year, month, day) = date.ymd();
        let mut out = String::new();
        for item in &*self.items {
            match item {
                Item::Year => out.push_str(&format!("{year:04}")),
                Item::Month(_) => out.push_str(&format!("{month:02}")),
                Item::MonthName => out.push_str(name(month).get(..3).unwrap_or_default()),
                Item::Day(_) => out.push_str(&format!("{day:02}")),
                Item::Hour(_) => out.push_str("10"),
                Item::Minute => out.push_str("11"),
                Item::Second => out.push_str("12"),
                Item::Fraction => out.push_str(".123"),
                Item::Half => out.push_str("AM"),
                Item::Zone => out.push('Z'),
                Item::Blank => out.push(' '),
                Item::Sign(sign) => out.push(*sign),
            }
        }
        out
    }

    /// A text that this pattern and another one read as two days, if there is one.
    pub(crate) fn conflict(&self, other: &Self) -> Option<String> {
        let same_signs = self.signs().eq(other.signs());
        if !same_signs || self.parts().eq(other.parts()) {
            return None;
        }
        // Each part of these could be each other part, also where digits stand side by side: `10111012`.
        for year in [2011, 1011, 1112, 1012, 1211] {
            for month in [1, 2, 10, 11, 12] {
                for day in [1, 2, 10, 11, 12] {
                    let Some(date) = Date::new(year, month, day) else { continue };
                    for (one, two) in [(self, other), (other, self)] {
                        let text = one.write(date);
                        let read = [one, two].map(|pattern| pattern.read(text.as_bytes()));
                        if let [Some(first), Some(second)] = read
                            && first != second
                        {
                            return Some(text);
                        }
                    }
                }
            }
        }
        None
    }

    /// All that is between the digits.
    fn signs(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !item.is_digits())
    }

    /// Which part of the day each item is.
    fn parts(&self) -> impl Iterator<Item = Option<usize>> {
        self.items.iter().map(|item| item.part())
    }
}

/// Takes a number of a fixed number of digits.
#[inline]
fn digits(rest: &mut &[u8], count: usize) -> Option<u32> {
    let (taken, behind) = rest.split_at_checked(count)?;
    let mut number = 0;
    for byte in taken {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u32::from(byte - b'0');
    }
    *rest = behind;
    Some(number)
}

#[inline]
fn number(rest: &mut &[u8], width: Width) -> Option<u32> {
    match width {
        Width::OneOrTwo if !rest.get(1).is_some_and(u8::is_ascii_digit) => digits(rest, 1),
        Width::Two | Width::OneOrTwo => digits(rest, 2),
    }
}

/// The English names of the months; texts may have their first three letters instead.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn name(month: u32) -> &'static str {
    let place = (month as usize).saturating_sub(1);
    MONTHS.get(place).copied().unwrap_or_default()
}

/// Takes the English name of a month, or its first three letters, in any case. A letter may follow: the `T` before a time.
fn month_name(rest: &mut &[u8]) -> Option<u32> {
    let begins = |name: &[u8]| {
        rest.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name)).then_some(name.len())
    };
    let (place, count) = MONTHS.iter().enumerate().find_map(|(place, name)| {
        let name = name.as_bytes();
        Some((place, begins(name).or_else(|| begins(name.get(..3)?))?))
    })?;
    *rest = rest.get(count..)?;
    u32::try_from(place + 1).ok()
}

/// Takes `Z`, `+02:00`, `+0200` or `+02`.
fn zone(rest: &mut &[u8]) -> Option<()> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    match first {
        b'Z' | b'z' => return Some(()),
        b'+' | b'-' => {}
        _ => return None,
    }
    digits(rest, 2).filter(|hours| *hours <= 23)?;
    let has_colon = rest.first() == Some(&b':');
    if let Some(behind) = rest.strip_prefix(b":") {
        *rest = behind;
    }
    if has_colon || rest.first().is_some_and(u8::is_ascii_digit) {
        digits(rest, 2).filter(|minutes| *minutes <= 59)?;
    }
    Some(())
}

#[cfg(test)]
mod tests;
