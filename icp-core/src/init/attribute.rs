//! Judges a column: what attribute it becomes, or why it is left out. Reads the tally; the ways to read values are those of
//! `survey`.

use super::header::{
    has_name, is_about_outcome, is_code, is_day, is_name, is_number_of_a_thing, is_of_record, is_outcome,
    is_unwanted, names_accounts,
};
use super::reading::{Reading, read, text};
use super::remark;
use crate::error::{counted, grouped, percent, quote};
use crate::survey::{ColumnSurvey, Read, Way, scalar};
use crate::value::{AttributeType, float_text, fold, visible};

/// The most values that are listed, and the most bytes of one.
const VALUES: usize = 25;
const VALUE: usize = 80;
/// The most bytes of a name, on average.
const NAME: usize = 60;
const SHORT_YEARS: &str = "dates with years of two digits, which nothing reads: export them with four";
/// Values that a column must have before its being different in each row says something.
const FEW: usize = 10;

/// The use of the attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// A first model, to be edited.
    Edit,
    /// Columns to learn from: only whether a value repeats matters.
    Learn,
}

/// The fate of a column.
pub(super) enum Fate {
    Attribute(Box<Attribute>),
    /// Left out, with the reason.
    Left(String),
}

/// An attribute.
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) alias: Option<String>,
    pub(super) kind: AttributeType,
    pub(super) written: Option<String>,
    pub(super) separator: Option<char>,
    pub(super) missing: Vec<String>,
    /// The values, where there are few: the most frequent first, with their counts.
    pub(super) values: Vec<(String, usize)>,
    /// Whether the values are all that there are, so that they can be listed as such.
    pub(super) is_closed: bool,
    /// A test that divides the rows by their numbers or dates, and its reason.
    pub(super) upper: Option<(String, String)>,
    /// Whether it is no question for a first scorecard: it tells of the record in its system, of what became of the account or what
    /// nobody wants, is a code, a rank or a place on a map, or is not read as what it is yet.
    pub(super) is_aside: bool,
    pub(super) remarks: Vec<String>,
    /// The way in which it is read, and how many values that leaves aside.
    #[cfg_attr(not(feature = "yaml"), allow(dead_code, reason = "only the proof reads them"))]
    pub(super) way: Way,
    #[cfg_attr(not(feature = "yaml"), allow(dead_code, reason = "only the proof reads them"))]
    pub(super) spoilt: usize,
    /// Rows that have a value.
    pub(super) filled: usize,
}

/// The fate of a column. `proven` is the reading that reads its values, where another one did not.
pub(super) fn judge(
    header: &str,
    column: &ColumnSurvey,
    rows: usize,
    aim: Aim,
    proven: Option<Reading>,
) -> Fate {
    let known = column.values() - column.placeholders().iter().map(|(_, count)| count).sum::<usize>();
    if known == 0 {
        return Fate::Left("no row has a value".to_owned());
    }
    if let Some(value) = constant(column, known, rows) {
        return Fate::Left(format!("the same in every row: {}", visible(&value, 40)));
    }
    let (way, spoilt, other) = match proven.unwrap_or_else(|| read(header, column)) {
        Reading::One(way, _) if aim == Aim::Learn && is_range(&way) => match text(column) {
            Some(way) => (way, 0, None),
            None => return Fate::Left("numbers known in part".to_owned()),
        },
        Reading::One(way, spoilt) => (way, spoilt, None),
        Reading::Two(text, ways) => (text, 0, Some(ways)),
        Reading::None => return Fate::Left("objects and lists that no attribute takes".to_owned()),
    };
    let repeats = matches!(way.read, Read::Texts) && column.count_of(&way.read).saturating_mul(2) <= known;
    // Numbers that can be read in two ways are no free text.
    let is_open = other.is_some();
    let out = if is_open { None } else { left(header, column, &way, known) };
    if let Some(reason) = out.filter(|_| aim == Aim::Edit || !repeats) {
        return Fate::Left(open_numbers(column).unwrap_or(reason));
    }
    let mut remarks = vec![remark::fill(known, rows)];
    remark::extent(column, &way, &mut remarks);
    if spoilt > 0 {
        remarks.push(remark::spoilt(spoilt, way.read.kind()));
    }
    if let Some([one, two]) = other.as_deref() {
        remarks.push(remark::two(one, two));
    }
    remarks.extend(remark::currencies(&way));
    remarks.extend(remark::only_yes(column, &way, rows));
    let words = open_numbers(column);
    let is_worded = words.is_some();
    remarks.extend(words);
    let is_text = matches!(way.read, Read::Texts) && !is_open && !is_code(header);
    let is_mixed = is_text && column.are_mixed_numbers();
    if is_mixed {
        remarks.push(
            "numbers, but not all in one form, so that nothing reads them: write them in one".to_owned(),
        );
    }
    if is_day(header)
        && matches!(way.read, Read::Numbers(_))
        && let [one, two] = column.ways(AttributeType::Date).as_slice()
    {
        remarks.push(remark::days(one, two));
    }
    let nearly = if is_text && !is_mixed { remark::nearly(column) } else { None };
    let is_nearly = nearly.is_some();
    remarks.extend(nearly);
    let has_short_years = matches!(way.read, Read::Texts) && column.has_short_years();
    if has_short_years {
        remarks.push(SHORT_YEARS.to_owned());
    }
    // Single days and amounts say nothing about an account.
    let values = if has_short_years || is_open || is_mixed { Some(Vec::new()) } else { values(column, &way) };
    // Other values of the same column may come with the next accounts.
    let is_closed = aim == Aim::Edit && values.as_ref().is_some_and(|values| !values.is_empty());
    let values = match values {
        Some(values) => values,
        None if is_nearly => Vec::new(),
        None => remark::commonest(column, &way, 3),
    };
    let separator = match way.read {
        Read::Items(separator) => separator.filter(|separator| *separator != ';'),
        _ => None,
    };
    let missing = missing(column);
    if is_outcome(header) {
        remarks.push(format!(
            "is it what became of the account? `icp learn` learns from it (`--outcome {}`)",
            scalar(header)
        ));
    }
    let is_aside = is_of_record(header)
        || is_code(header)
        || is_about_outcome(header)
        || is_unwanted(header)
        || is_open
        || is_worded
        || matches!(way.read, Read::Texts) && has_name(header);
    let upper = upper(column, &way);
    Fate::Attribute(Box::new(Attribute {
        name: String::new(),
        alias: None,
        kind: way.read.kind(),
        written: way.written.clone(),
        separator,
        missing,
        values,
        is_closed,
        upper,
        is_aside,
        remarks,
        way,
        spoilt,
        filled: known,
    }))
}

/// Whether numbers are written as ranges, such as `11-50`.
fn is_range(way: &Way) -> bool {
    matches!(&way.read, Read::Numbers(form) if form.range)
}

/// A column that would be left out, as a text, so that a model reads at least one; with its header.
pub(super) fn any<'a>(header: &'a str, column: &ColumnSurvey) -> Option<(&'a str, Attribute)> {
    let way = text(column)?;
    let attribute = Attribute {
        name: String::new(),
        alias: None,
        kind: way.read.kind(),
        written: None,
        separator: None,
        missing: Vec::new(),
        values: Vec::new(),
        is_closed: false,
        upper: None,
        is_aside: false,
        remarks: vec!["the only kind of column that there is: names, addresses or free text".to_owned()],
        way,
        spoilt: 0,
        filled: column.values(),
    };
    Some((header, attribute))
}

/// Whether a column has a short text of its own in nearly every row, which is no address and no key.
pub(super) fn tells_apart(header: &str, column: &ColumnSurvey, rows: usize) -> bool {
    let known = column.known();
    let Reading::One(way, 0) = read(header, column) else { return false };
    if !matches!(way.read, Read::Texts) || way.written.is_some() {
        return false;
    }
    let is_address = |count: usize| count * 2 > known;
    known * 10 >= rows * 9
        && column.count_of(&way.read) * 10 >= known * 9
        && column.mean_length() <= NAME
        && !is_address(column.count_of_emails())
        && !is_address(column.count_of_domains())
        && !column.are_keys()
}

/// Whether a column has an id of its own in nearly every row, by its header and its values.
pub(super) fn is_id(header: &str, column: &ColumnSurvey, rows: usize) -> bool {
    let is_named = is_number_of_a_thing(header) && !is_code(header);
    is_named && column.known() * 20 >= rows * 19 && column.distinct() * 20 >= rows * 19
}

/// Numbers with a word behind them that may mean anything.
fn open_numbers(column: &ColumnSurvey) -> Option<String> {
    let (words, written) = column.open_numbers()?;
    let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
    Some(format!(
        "numbers, once you say what {} {} for: `{{type: number, written: {written}}}` with that number for `NUMBER`",
        words.join(" and "),
        if words.len() == 1 { "stands" } else { "stand" }
    ))
}

/// The one value of a column that has no other.
fn constant(column: &ColumnSurvey, known: usize, rows: usize) -> Option<String> {
    let all = column.commonest(1);
    let (value, count) = all.first()?;
    (known == rows && *count == rows && rows > 1).then(|| value.clone())
}

/// Why a column is left out that could be read.
fn left(header: &str, column: &ColumnSurvey, way: &Way, known: usize) -> Option<String> {
    let different = column.count_of(&way.read);
    let about = if column.is_exact() { "" } else { "about " };
    let nearly_all = known >= FEW && different.saturating_mul(20) >= known.saturating_mul(19);
    match &way.read {
        Read::Numbers(form) => {
            let is_named = is_number_of_a_thing(header);
            let is_whole = column.are_whole() && form.is_plain();
            let is_row = form.ends.is_some_and(|(low, high)| high - low < known as f64 * 1.2) && known >= 20;
            (nearly_all && is_whole && (is_named || is_row))
                .then(|| format!("a number of its own in nearly every row ({about}{})", grouped(different)))
        }
        Read::Texts => {
            if column.are_keys() && different > 1 {
                return Some(format!(
                    "keys without a meaning of their own ({about}{})",
                    counted(different, "different one")
                ));
            }
            let most = |count: usize| known >= 2 && count * 20 >= known * 19;
            if most(column.count_of_emails()) {
                return Some("email addresses".to_owned());
            }
            let are_links = || column.commonest(3).iter().all(|(text, _)| text.contains("://"));
            if most(column.count_of_domains()) && (nearly_all || are_links()) {
                return Some(
                    "web addresses; `{type: text, written: domain}` compares them by their hosts".to_owned(),
                );
            }
            if known >= 2 && different == known && is_name(header) {
                return Some(format!("names: {}", counted(different, "different text")));
            }
            if different > 1 && different * 2 <= known && names_accounts(header) {
                return Some(format!(
                    "names: {about}{} of {}; `--group-by` makes one account of the rows with the same",
                    counted(different, "different text"),
                    grouped(known)
                ));
            }
            let lists = column.may_be_lists().map_or(String::new(), |separator| {
                format!(
                    ", or lists, which `{{type: set, separator: {}}}` reads",
                    scalar(&separator.to_string())
                )
            });
            if known >= FEW && different * 2 > known && column.has_short_years() {
                return Some(SHORT_YEARS.to_owned());
            }
            if known >= FEW && different * 2 > known {
                let what = if column.mean_length() > 40 { "free text" } else { "ids, names or free text" };
                return Some(format!(
                    "{what}: {about}{} of {}{lists}",
                    counted(different, "different text"),
                    grouped(known)
                ));
            }
            (column.mean_length() > 120).then(|| format!("free text{lists}"))
        }
        Read::Dates(_) | Read::Moments | Read::Bools | Read::Items(_) | Read::Events => None,
    }
}

/// A test that the upper half passes, or what is above the least where that is more than half.
fn upper(column: &ColumnSurvey, way: &Way) -> Option<(String, String)> {
    let about = if column.is_exact() { "" } else { "about " };
    match &way.read {
        Read::Numbers(form) => {
            let middle = column.middle_number(form)?;
            let test = |or_equal: bool| (or_equal, column.numbers_from(form, middle, or_equal));
            let divides = |(part, all): (usize, usize)| part * 50 >= all && part * 5 <= all * 4;
            let (or_equal, (part, all)) =
                [test(true), test(false)].into_iter().find(|(_, share)| divides(*share))?;
            let operator = if or_equal { "gte" } else { "gt" };
            let why = format!("{about}{} of the accounts that have it", percent(part, all));
            Some((format!("{{{operator}: {}}}", float_text(middle)), why))
        }
        Read::Dates(patterns) => {
            let (low, high) = patterns.ends?;
            let middle = column.middle_date(patterns).filter(|_| low < high)?;
            Some((format!("{{after: {middle}}}"), format!("{about}half of the accounts are later")))
        }
        Read::Moments | Read::Bools | Read::Items(_) | Read::Events | Read::Texts => None,
    }
}

/// All values of a text or a set, where there are few.
fn values(column: &ColumnSurvey, way: &Way) -> Option<Vec<(String, usize)>> {
    let wanted = matches!(way.read, Read::Texts | Read::Items(_));
    if !wanted || way.written.is_some() {
        return None;
    }
    let values = remark::commonest(column, way, VALUES + 1);
    let fine = |(value, _): &(String, usize)| value.len() <= VALUE && !value.chars().any(char::is_control);
    let is_few = values.len() <= VALUES && column.has_all(&way.read);
    (is_few && values.iter().all(fine)).then_some(values)
}

/// The placeholders of a column, each once.
fn missing(column: &ColumnSurvey) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    let mut out = Vec::new();
    for (text, _) in column.placeholders() {
        let folded = fold(&text).into_owned();
        if known.contains(&folded) {
            continue;
        }
        known.push(folded);
        let is_number = text.parse::<f64>().is_ok_and(f64::is_finite);
        out.push(if is_number { text } else { scalar(&text) });
    }
    out
}
