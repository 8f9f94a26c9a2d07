//! A text taken apart as a number: what stands before and after it, its separators, and whether it is a range. Called by `numbers`.

use crate::reading::one_end;

/// Signs before an amount of money.
const CURRENCIES: [&str; 22] = [
    "$", "€", "£", "¥", "₹", "R$", "US$", "C$", "CA$", "A$", "AU$", "NZ$", "HK$", "S$", "USD", "EUR", "GBP",
    "CHF", "JPY", "INR", "CAD", "AUD",
];

/// Whether a text stands before an amount of money.
pub(super) fn is_currency(text: &str) -> bool {
    CURRENCIES.iter().any(|known| known.eq_ignore_ascii_case(text))
}

/// Words for multiples, folded.
const MULTIPLES: [(&str, f64); 23] = [
    ("k", 1e3),
    ("tsd", 1e3),
    ("thousand", 1e3),
    ("m", 1e6),
    ("mm", 1e6),
    ("mn", 1e6),
    ("mio", 1e6),
    ("million", 1e6),
    ("millions", 1e6),
    ("b", 1e9),
    ("bn", 1e9),
    ("mrd", 1e9),
    ("billion", 1e9),
    ("billions", 1e9),
    ("t", 1e12),
    ("trillion", 1e12),
    ("lakh", 1e5),
    ("lakhs", 1e5),
    ("lac", 1e5),
    ("lacs", 1e5),
    ("cr", 1e7),
    ("crore", 1e7),
    ("crores", 1e7),
];

/// Words and signs of units, folded, a list for each unit: people first, then money. Another word may mean anything: `kilo` is a thousand, or a weight.
const UNITS: [&[&str]; 9] = [
    &[
        "people",
        "person",
        "persons",
        "employee",
        "employees",
        "staff",
        "fte",
        "ftes",
        "headcount",
        "heads",
        "mitarbeiter",
        "personen",
        "beschäftigte",
        "employés",
        "salariés",
        "empleados",
        "personas",
        "followers",
        "subscribers",
        "members",
        "users",
        "customers",
    ],
    &["$", "us$", "usd", "dollar", "dollars"],
    &["€", "eur", "euro", "euros"],
    &["£", "gbp", "pound", "pounds"],
    &["chf", "franc", "francs", "franken"],
    &["¥", "jpy", "yen"],
    &["₹", "inr", "rupee", "rupees"],
    &["c$", "ca$", "cad"],
    &["a$", "au$", "aud"],
];

/// Separators of thousands and of decimals; the first is the usual way.
pub(super) const FORMS: [(Option<char>, char); 8] = [
    (None, '.'),
    (Some(','), '.'),
    (None, ','),
    (Some('.'), ','),
    (Some(' '), '.'),
    (Some(' '), ','),
    (Some('\''), '.'),
    (Some('\''), ','),
];

/// A text that has the shape of a number.
pub(super) struct Parsed<'a> {
    pub(super) mask: u8,
    pub(super) values: Vec<[f64; 2]>,
    pub(super) prefixes: Vec<&'a str>,
    pub(super) suffixes: Vec<&'a str>,
    pub(super) percent: bool,
    pub(super) range: bool,
}

pub(super) fn parse(text: &str) -> Option<Parsed<'_>> {
    if text.len() > 60 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    range(text).or_else(|| {
        let one = single(text)?;
        let mut parsed = Parsed {
            mask: one.core.mask,
            values: vec![one.core.values],
            prefixes: Vec::new(),
            suffixes: Vec::new(),
            percent: one.percent,
            range: false,
        };
        parsed.take(&one);
        Some(parsed)
    })
}

impl<'a> Parsed<'a> {
    fn take(&mut self, one: &Single<'a>) {
        self.prefixes.extend(Some(one.prefix).filter(|prefix| !prefix.is_empty()));
        self.suffixes.extend(Some(one.suffix).filter(|suffix| !suffix.is_empty()));
    }
}

/// `51-200`, `2 to 10`, `10,001+`, `<10`, `Over 10,000`.
fn range<'a>(text: &'a str) -> Option<Parsed<'a>> {
    fn of<'a>(ends: &[Single<'a>]) -> Parsed<'a> {
        let mut parsed = Parsed {
            mask: ends.iter().fold(u8::MAX, |mask, end| mask & end.core.mask),
            values: ends.iter().map(|end| end.core.values).collect(),
            prefixes: Vec::new(),
            suffixes: Vec::new(),
            percent: ends.iter().any(|end| end.percent),
            range: true,
        };
        ends.iter().for_each(|end| parsed.take(end));
        parsed
    }
    // No range has an end with a zero before its digits.
    let single = |text: &'a str| single(text).filter(|end| !has_leading_zero(end.core.text));
    if let Some((rest, _)) = one_end(text) {
        return Some(of(&[single(rest.trim())?]));
    }
    if let Some((number, rest)) = text.split_once('+') {
        let suffix = rest.trim();
        let number = single(number.trim())?;
        if !suffix.is_empty() && !is_word(suffix) {
            return None;
        }
        let mut parsed = of(&[number]);
        parsed.suffixes.extend(Some(suffix).filter(|suffix| !suffix.is_empty()));
        return Some(parsed);
    }
    for between in ["-", "–", "—", "−", " to "] {
        let Some((low, high)) = text.split_once(between) else { continue };
        let (low, high) = (single(low.trim())?, single(high.trim())?);
        let is_new = low.is_plain && high.is_plain && low.core.text.len() <= 12 && suffixes_fit(&low, &high);
        let mut parsed = of(&[low, high]);
        // `501-1,000` falls with `,` for the decimals.
        for (side, decimal) in ['.', ','].into_iter().enumerate() {
            let ends: Vec<f64> = parsed.values.iter().filter_map(|ends| ends.get(side)).copied().collect();
            if !ends.is_sorted() {
                let falls = |(at, form): (usize, (Option<char>, char))| u8::from(form.1 == decimal) << at;
                parsed.mask &= !FORMS.into_iter().enumerate().map(falls).sum::<u8>();
            }
        }
        return (is_new && parsed.mask != 0).then_some(parsed);
    }
    None
}

fn has_leading_zero(digits: &str) -> bool {
    digits.strip_prefix('0').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether the suffix behind the second end is meant for that alone, or both ends have theirs.
fn suffixes_fit(low: &Single<'_>, high: &Single<'_>) -> bool {
    match (low.suffix.is_empty(), high.suffix.is_empty()) {
        (false, false) | (true, true) => true,
        (true, false) => {
            let factor = meaning(high.suffix).map_or(1.0, |meaning| meaning.factor);
            let mut ends = low.core.values.iter().zip(&high.core.values);
            // `251-1K`, `$0-$1M`
            let fits =
                |low: f64, high: f64| low == 0.0 || low * factor > high || low.is_nan() || high.is_nan();
            factor == 1.0 || ends.all(|(low, high)| fits(*low, *high))
        }
        (false, true) => false,
    }
}

/// One number with what stands before and after it.
struct Single<'a> {
    prefix: &'a str,
    core: Core<'a>,
    suffix: &'a str,
    percent: bool,
    /// Whether it has no sign.
    is_plain: bool,
}

fn single(text: &str) -> Option<Single<'_>> {
    let (text, minus) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    };
    let begin = text.find(|c: char| c.is_ascii_digit() || c == '-')?;
    let (prefix, rest) = text.split_at_checked(begin)?;
    let prefix = prefix.trim();
    if !prefix.is_empty() && !is_currency(prefix) {
        return None;
    }
    let (rest, inner) = match rest.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}');
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let (digits, suffix) = rest.split_at_checked(end)?;
    let (percent, suffix) = match suffix.trim().strip_prefix('%') {
        Some(rest) => (true, rest.trim()),
        None => (false, suffix.trim()),
    };
    if !suffix.is_empty() && !is_word(suffix) && !CURRENCIES.contains(&suffix) {
        return None;
    }
    let minus = minus || inner;
    // Digits after a zero may be a code, but no code is below 0.
    let mut core = core(digits.trim_end()).filter(|core| !minus || !has_leading_zero(core.text))?;
    let multiple = meaning(suffix).map_or(1.0, |meaning| meaning.factor);
    let factor = if minus { -multiple } else { multiple };
    core.values.iter_mut().for_each(|value| *value = rounded(*value * factor));
    Some(Single { prefix, core, suffix, percent, is_plain: !minus })
}

/// A unit or a word for a multiple: letters, and no more than two words.
fn is_word(text: &str) -> bool {
    let words = text.split(' ').count();
    text.len() <= 20 && words <= 2 && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '/'))
}

/// Digits with separators.
#[derive(Clone, Copy)]
pub(super) struct Core<'a> {
    pub(super) text: &'a str,
    /// A bit for each of [`FORMS`] that reads it.
    pub(super) mask: u8,
    /// The number with `.` for the decimals, and with `,`; not a number where there is none.
    pub(super) values: [f64; 2],
}

pub(super) fn core(text: &str) -> Option<Core<'_>> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let value = text.parse().ok()?;
        return Some(Core { text, mask: u8::MAX, values: [value; 2] });
    }
    let (mut mask, mut values) = (0, [f64::NAN; 2]);
    for (at, (thousands, decimal)) in FORMS.into_iter().enumerate() {
        let Some(value) = read(text, thousands, decimal) else { continue };
        mask |= 1 << at;
        if let Some(place) = values.get_mut(usize::from(decimal == ',')) {
            *place = value;
        }
    }
    (mask != 0).then_some(Core { text, mask, values })
}

fn read(text: &str, thousands: Option<char>, decimal: char) -> Option<f64> {
    let is_known = |c: char| c.is_ascii_digit() || c == decimal || thousands.is_some();
    if !text.chars().all(is_known) {
        return None;
    }
    let (whole, fraction) = match text.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !fraction.is_none_or(are_digits) {
        return None;
    }
    let is_mark = |c: char| match thousands {
        Some(' ') => matches!(c, ' ' | '\u{a0}' | '\u{202f}'),
        Some('\'') => matches!(c, '\'' | '’'),
        Some(mark) => c == mark,
        None => false,
    };
    let groups: Vec<&str> = whole.split(is_mark).collect();
    let sizes: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let are_grouped = match &*sizes {
        [_] => true,
        [1..=3, rest @ ..] if rest.iter().all(|size| *size == 3) => true,
        // As in India: twos, and three at the end.
        [1 | 2, twos @ .., 3] => thousands == Some(',') && twos.iter().all(|size| *size == 2),
        _ => false,
    };
    // `0,125` is no thousand.
    let is_fraction = groups.len() > 1 && whole.starts_with('0');
    if !are_grouped || is_fraction || !groups.iter().all(|group| are_digits(group)) {
        return None;
    }
    let mut digits = groups.concat();
    if let Some(fraction) = fraction {
        digits.push('.');
        digits.push_str(fraction);
    }
    digits.parse().ok()
}

/// A number as people write it, without the last bits that a product or a quotient of two numbers has.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

/// Texts by what their commas can be for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Commas {
    /// With one comma and three digits behind it, and those of them that end in a 0.
    grouped: usize,
    grouped_to_zero: usize,
    /// Without a comma: of up to three digits, and of more.
    short: usize,
    long: usize,
}

/// Texts with a comma that must be there before anything is said of commas.
const GROUPED: usize = 5;

impl Commas {
    pub(super) fn add(&mut self, text: &str) {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let begin = text.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
        let Some((first, rest)) = text.get(begin..).and_then(|text| text.split_at_checked(digits(text)))
        else {
            return;
        };
        match rest.strip_prefix(',') {
            Some(rest) if digits(rest) == 3 => {
                self.grouped += 1;
                self.grouped_to_zero += usize::from(rest.as_bytes().get(2) == Some(&b'0'));
            }
            Some(_) => {}
            None if first.len() <= 3 => self.short += 1,
            None => self.long += 1,
        }
    }

    /// Whether they can only part thousands. Decimals are written either with all their places, and then `312` would be `312,000`, or
    /// without the zeros at their end, and then `1,200` would be `1,2`; and no number of four digits stands without a comma.
    pub(super) fn part_thousands(&self) -> bool {
        self.grouped >= GROUPED && self.grouped_to_zero > 0 && self.short > 0 && self.long == 0
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.grouped += other.grouped;
        self.grouped_to_zero += other.grouped_to_zero;
        self.short += other.short;
        self.long += other.long;
    }
}

/// The meaning of a suffix that is made of known words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meaning {
    pub(super) factor: f64,
    /// The unit, if it names one.
    pub(super) unit: Option<usize>,
}

/// The meaning of a word for a multiple, of a unit, or of both: `million USD`.
pub(super) fn meaning(suffix: &str) -> Option<Meaning> {
    let (mut factor, mut unit) = (None, None);
    for word in suffix.to_lowercase().split(' ') {
        let multiple = MULTIPLES.iter().find(|(known, _)| *known == word).map(|(_, number)| *number);
        let known = || UNITS.iter().position(|words| words.contains(&word));
        match (multiple, factor, unit) {
            (Some(_), None, None) => factor = multiple,
            (None, _, None) => unit = Some(known()?),
            _ => return None,
        }
    }
    Some(Meaning { factor: factor.unwrap_or(1.0), unit })
}
