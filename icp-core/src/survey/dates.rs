//! Which patterns of dates a column's texts can be read by. Called by `column` for each text, and by `reading` for the whole.
//! How a pattern is read for an account is decided elsewhere; here a text is only taken apart.

use std::collections::BTreeMap;

use crate::reading::MONTHS;
use crate::value::Date;

/// Different shapes that are told apart; a column with more is no column of dates.
const SHAPES: usize = 12;

/// The earliest and the latest date.
pub(crate) type Ends = Option<(Date, Date)>;

/// A text as a date, in the order of day and month of its pattern.
pub(super) fn value(text: &str, patterns: &Patterns) -> Option<Date> {
    Date::parse(text).or_else(|| {
        let parts = take_apart(text.trim())?;
        let month_first = is_open(&parts.shape) && patterns.patterns.contains(&pattern(&parts.shape, true));
        if month_first { parts.month_first } else { parts.day_first }
    })
}

/// How many texts have which shape.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Dates {
    /// The usual form, which needs no pattern.
    pub(super) usual: usize,
    usual_ends: Ends,
    shapes: BTreeMap<Box<str>, Shape>,
    /// Whether there were too many shapes.
    full: bool,
}

/// Texts of one shape.
#[derive(Debug, Clone, Default, PartialEq)]
struct Shape {
    count: usize,
    /// With the day first, or in the only order there is: how many are dates, and from when to when.
    day_first: (usize, Ends),
    /// With the month first.
    month_first: (usize, Ends),
}

/// The patterns that read all texts of a column that are dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Patterns {
    pub(super) patterns: Vec<String>,
    /// How many texts they read, those of the usual form included.
    pub(super) count: usize,
    pub(crate) ends: Ends,
}

impl Dates {
    /// Counts a text; whether it can be a date.
    pub(super) fn add(&mut self, text: &str) -> bool {
        if let Some(date) = Date::parse(text) {
            self.usual += 1;
            widen(&mut self.usual_ends, Some((date, date)));
            return true;
        }
        let Some(parts) = take_apart(text.trim()) else { return false };
        if self.full || (self.shapes.len() == SHAPES && !self.shapes.contains_key(&*parts.shape)) {
            self.give_up();
            return true;
        }
        let shape = self.shapes.entry(parts.shape.into()).or_default();
        shape.count += 1;
        for (side, date) in
            [(&mut shape.day_first, parts.day_first), (&mut shape.month_first, parts.month_first)]
        {
            side.0 += usize::from(date.is_some());
            widen(&mut side.1, date.map(|date| (date, date)));
        }
        true
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.usual += other.usual;
        widen(&mut self.usual_ends, other.usual_ends);
        self.full |= other.full;
        for (name, more) in &other.shapes {
            let shape = self.shapes.entry(name.clone()).or_default();
            shape.count += more.count;
            for (side, more) in
                [(&mut shape.day_first, more.day_first), (&mut shape.month_first, more.month_first)]
            {
                side.0 += more.0;
                widen(&mut side.1, more.1);
            }
        }
        if self.full || self.shapes.len() > SHAPES {
            self.give_up();
        }
    }

    fn give_up(&mut self) {
        self.full = true;
        self.shapes.clear();
    }

    /// The ways to read the texts, at most two: with the month first, and with the day first; those that read the most texts.
    /// A shape of which more than one text in fifty is no date in that order is left out. `plain_digits` says whether texts of
    /// digits alone count.
    pub(super) fn ways(&self, plain_digits: bool) -> Vec<Patterns> {
        let fits = |of: &Shape, side: &(usize, Ends)| side.0 > 0 && side.0 + side.0 / 49 >= of.count;
        let shapes = || {
            let counts = |name: &str| plain_digits || name.contains(|c: char| !matches!(c, 'Y' | 'M' | 'D'));
            self.shapes.iter().filter(move |(name, _)| counts(name))
        };
        let way = |month_first: bool| {
            let (count, ends) = (self.usual, self.usual_ends);
            let mut all = Patterns { patterns: Vec::new(), count, ends };
            for (name, shape) in shapes() {
                let side = |month_first: bool| if month_first { shape.month_first } else { shape.day_first };
                // Signs of their own may have an order of their own: `8/31/2026` beside `31.8.2026`.
                let wanted = month_first && is_open(name);
                let orders = [wanted, is_open(name) && !wanted];
                let order = orders.into_iter().find(|month_first| fits(shape, &side(*month_first)));
                if let Some(month_first) = order {
                    all.patterns.push(pattern(name, month_first));
                    all.count += side(month_first).0;
                    widen(&mut all.ends, side(month_first).1);
                }
            }
            all
        };
        let mut ways: Vec<Patterns> =
            [way(true), way(false)].into_iter().filter(|way| way.count > 0).collect();
        let most = ways.iter().map(|way| way.count).max().unwrap_or_default();
        ways.retain(|way| way.count == most);
        ways.dedup();
        ways
    }
}

fn widen(ends: &mut Ends, by: Ends) {
    let Some((low, high)) = by else { return };
    *ends = Some(ends.map_or((low, high), |(first, last)| (first.min(low), last.max(high))));
}

/// Whether the order of day and month is open: `?` stands for either.
fn is_open(shape: &str) -> bool {
    shape.contains('?')
}

/// The pattern of a shape.
fn pattern(shape: &str, month_first: bool) -> String {
    let (first, second) = if month_first { ("M", "D") } else { ("D", "M") };
    shape.replacen('?', first, 1).replacen('?', second, 1)
}

/// A text that may be a date.
struct Parts {
    shape: String,
    day_first: Option<Date>,
    month_first: Option<Date>,
}

/// A run of digits or letters, or what stands between.
#[derive(Clone, Copy, PartialEq)]
enum Token<'a> {
    Digits(&'a str),
    Letters(&'a str),
    Sign(&'a str),
}

/// The most tokens of a date with a time and an offset.
const TOKENS: usize = 20;

fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    // A date has its year in four digits, or is all digits.
    let has_year = || text.split(|c: char| !c.is_ascii_digit()).any(|run| matches!(run.len(), 4 | 8));
    if !(4..=40).contains(&text.len()) || !text.is_ascii() || !has_year() {
        return None;
    }
    let kind = |c: char| {
        if c.is_ascii_digit() {
            0
        } else if c.is_ascii_alphabetic() {
            1
        } else {
            2
        }
    };
    let mut tokens = Vec::with_capacity(8);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        let (token, after) = rest.split_at_checked(end)?;
        tokens.push(match kind(first) {
            0 => Token::Digits(token),
            1 => Token::Letters(token),
            _ => Token::Sign(token),
        });
        if tokens.len() > TOKENS {
            return None;
        }
        rest = after;
    }
    Some(tokens)
}

fn take_apart(text: &str) -> Option<Parts> {
    let tokens = tokens(text)?;
    let (mut parts, rest) = date(&tokens)?;
    time(rest, &mut parts.shape)?;
    (parts.day_first.is_some() || parts.month_first.is_some()).then_some(parts)
}

/// The date at the beginning, and what follows.
fn date<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<(Parts, &'t [Token<'a>])> {
    use Token::{Digits, Letters, Sign};
    let number = |digits: &str| digits.parse::<u32>().ok();
    let year = |digits: &str| (digits.len() == 4).then(|| digits.parse::<i32>().ok()).flatten();
    let short = |digits: &&str| digits.len() <= 2;
    let one =
        |shape: String, date: Option<Date>| Some(Parts { shape, day_first: Some(date?), month_first: None });
    match *tokens {
        // 2026/8/31, 2026-8-31
        [Digits(y), Sign(a), Digits(m), Sign(b), Digits(d), ref rest @ ..]
            if a == b && is_sign(a) && y.len() == 4 && short(&m) && short(&d) =>
        {
            let (month, day) = if m.len() == 2 && d.len() == 2 { ("MM", "DD") } else { ("M", "D") };
            let date = Date::new(year(y)?, number(m)?, number(d)?);
            Some((one(format!("YYYY{a}{month}{b}{day}"), date)?, rest))
        }
        // 31/8/2026 or 8/31/2026
        [Digits(m), Sign(a), Digits(d), Sign(b), Digits(y), ref rest @ ..]
            if a == b && is_sign(a) && y.len() == 4 && short(&m) && short(&d) =>
        {
            let (year, m, d) = (year(y)?, number(m)?, number(d)?);
            let shape = format!("?{a}?{b}YYYY");
            let (day_first, month_first) = (Date::new(year, d, m), Date::new(year, m, d));
            Some((Parts { shape, day_first, month_first }, rest))
        }
        // 31-Aug-2026, 31 Aug 2026
        [Digits(d), Sign(a), Letters(m), Sign(b), Digits(y), ref rest @ ..] if short(&d) && y.len() == 4 => {
            let fine = is_sign(a) && (a == b || (a == " " && b == ", "));
            let (month, word) = month(m).filter(|_| fine)?;
            Some((one(format!("D{a}{word}{b}YYYY"), Date::new(year(y)?, month, number(d)?))?, rest))
        }
        // Aug 31, 2026
        [Letters(m), Sign(a), Digits(d), Sign(b), Digits(y), ref rest @ ..] if short(&d) && y.len() == 4 => {
            let fine = matches!(a, " " | "-") && matches!(b, ", " | " " | "-");
            let (month, word) = month(m).filter(|_| fine)?;
            Some((one(format!("{word}{a}D{b}YYYY"), Date::new(year(y)?, month, number(d)?))?, rest))
        }
        // Aug 2026
        [Letters(m), Sign(a), Digits(y)] if y.len() == 4 && is_sign(a) => {
            let (month, word) = month(m)?;
            Some((one(format!("{word}{a}YYYY"), Date::new(year(y)?, month, 1))?, &[]))
        }
        // 2026-08
        [Digits(y), Sign(a), Digits(m)] if y.len() == 4 && short(&m) && is_sign(a) => {
            let month = if m.len() == 2 { "MM" } else { "M" };
            Some((one(format!("YYYY{a}{month}"), Date::new(year(y)?, number(m)?, 1))?, &[]))
        }
        // 8/2026
        [Digits(m), Sign(a), Digits(y)] if y.len() == 4 && short(&m) && is_sign(a) => {
            Some((one(format!("M{a}YYYY"), Date::new(year(y)?, number(m)?, 1))?, &[]))
        }
        [Digits(all)] if all.len() == 8 => {
            let (year, rest) = (year(all.get(..4)?)?, all.get(4..)?);
            let date = Date::new(year, number(rest.get(..2)?)?, number(rest.get(2..)?)?);
            let fine = (1900..=2100).contains(&year);
            Some((one("YYYYMMDD".to_owned(), date.filter(|_| fine))?, &[]))
        }
        [Digits(all)] if all.len() == 4 => {
            let year = year(all).filter(|year| (1800..=2100).contains(year))?;
            Some((one("YYYY".to_owned(), Date::new(year, 1, 1))?, &[]))
        }
        _ => None,
    }
}

fn is_sign(sign: &str) -> bool {
    matches!(sign, "/" | "." | "-" | " ")
}

/// A month by its name, whole or cut to three letters.
fn month(word: &str) -> Option<(u32, &'static str)> {
    let lower = word.to_ascii_lowercase();
    let is_one = |name: &str| lower == name || name.get(..3) == Some(&*lower);
    let month = (1..).zip(MONTHS).find(|(_, name)| is_one(name))?.0;
    Some((month, "MMM"))
}

/// A time of the day and an offset, added to the pattern.
fn time(tokens: &[Token<'_>], shape: &mut String) -> Option<()> {
    use Token::{Digits, Letters, Sign};
    let (before, rest) = match *tokens {
        [] => return Some(()),
        [Sign(sign @ (" " | ", ")), ref rest @ ..] => (sign, rest),
        [Letters(letter @ ("T" | "t")), ref rest @ ..] => (letter, rest),
        _ => return None,
    };
    let [Digits(hour), Sign(":"), Digits(minute), ref rest @ ..] = *rest else { return None };
    let hours = hour.parse::<u32>().ok().filter(|hour| *hour < 24)?;
    let sixty = |digits: &str| digits.len() == 2 && digits < "60";
    if hour.len() > 2 || !sixty(minute) {
        return None;
    }
    shape.push_str(before);
    shape.push_str(if hour.len() == 2 { "hh" } else { "h" });
    shape.push_str(":mm");
    let rest = match *rest {
        [Sign(":"), Digits(second), Sign("."), Digits(_), ref rest @ ..] if sixty(second) => {
            shape.push_str(":ss.sss");
            rest
        }
        [Sign(":"), Digits(second), ref rest @ ..] if sixty(second) => {
            shape.push_str(":ss");
            rest
        }
        ref rest => rest,
    };
    let half = |letters: &str| letters.eq_ignore_ascii_case("AM") || letters.eq_ignore_ascii_case("PM");
    match *rest {
        [] => Some(()),
        [Letters(letters)] | [Sign(" "), Letters(letters)] if half(letters) && (1..=12).contains(&hours) => {
            // An hour with and without its zero in one column is one pattern.
            let at = shape.find('h')?;
            *shape = format!("{}{}", shape.get(..at)?, shape.get(at..)?.replacen("hh", "h", 1));
            shape.push_str(if rest.len() == 2 { " AM" } else { "AM" });
            Some(())
        }
        [Letters("Z")] | [Sign("+" | "-"), Digits(_), ..] => {
            shape.push('Z');
            Some(())
        }
        [Sign(" "), Letters("Z")] | [Sign(" +" | " -"), Digits(_), ..] => {
            shape.push_str(" Z");
            Some(())
        }
        _ => None,
    }
}
