//! Values that look odd: placeholders, round numbers, and whether a value is there at all. They become warnings and change nothing.

use crate::at::At;
use crate::card::Card;
use crate::chance::log_odds;
use crate::codes::Kind;
use crate::counts::Counts;
use crate::cuts::bin_of;
use crate::prepare::Prepared;
use crate::table::{Judged, MISSING, Table, Values};
use crate::warning::Warning;

/// Rows that are looked at.
const ROWS: usize = 100_000;
/// Numbers that stand for a missing one in many exports.
const PLACEHOLDERS: &[f64] = &[
    -1.0,
    -9.0,
    -99.0,
    -999.0,
    -9999.0,
    99.0,
    999.0,
    9999.0,
    99999.0,
    999_999.0,
    9_999_999.0,
    1900.0,
    9_999_999_999.0,
];
/// Texts that stand for a missing one.
const TEXTS: &[&str] = &[
    "unknown",
    "n/a",
    "na",
    "#n/a",
    "null",
    "nil",
    "nan",
    "-",
    "--",
    "?",
    "not available",
    "not set",
    "tbd",
    "undefined",
    "(blank)",
    "(none)",
];
/// Standard errors from which two rates differ.
const ERRORS: f64 = 4.0;
/// Odds and standard errors from which round numbers differ from exact ones.
const ROUND: (f64, f64) = (2.0, 10.0);

/// Rows with and without something, and how many were won.
#[derive(Default, Clone, Copy)]
struct TwoByTwo {
    with: Counts,
    without: Counts,
}

impl TwoByTwo {
    fn add(&mut self, is_with: bool, won: bool) {
        let side = if is_with { &mut self.with } else { &mut self.without };
        side.rows += 1;
        side.won += u64::from(won);
        side.weight += 1.0;
        side.won_weight += f64::from(u8::from(won));
    }

    /// The difference of the two rates in standard errors.
    fn errors(&self) -> f64 {
        let (a, b) = (self.with.weight, self.without.weight);
        if a == 0.0 || b == 0.0 {
            return 0.0;
        }
        let both = (self.with.won_weight + self.without.won_weight) / (a + b);
        let spread = (both * (1.0 - both) * (1.0 / a + 1.0 / b)).sqrt();
        if spread > 0.0 { (self.with.won_weight / a - self.without.won_weight / b) / spread } else { 0.0 }
    }
}

/// Warnings of all columns. `rows` are the rows that are learned from.
pub(crate) fn suspicions(table: &Table, prepared: &Prepared) -> Vec<Warning> {
    let some: Vec<usize> = prepared.rows.iter().take(ROWS).map(|row| *row as usize).collect();
    let won = |row: usize| table.outcome.get(row) == Some(&Judged::Won);
    let mut warnings = Vec::new();
    let (mut filled, mut cells) = (TwoByTwo::default(), 0);
    for column in table.columns() {
        let name = &column.name;
        let is_known = |row: usize| is_known(&column.values, row);
        let mut known = TwoByTwo::default();
        for row in &some {
            known.add(is_known(*row), won(*row));
            // Here rows stand for won and lost, and what is counted is values that are there.
            filled.add(won(*row), is_known(*row));
        }
        cells += some.len();
        if let (Some(with), Some(without)) = (known.with.rate(), known.without.rate())
            && known.errors().abs() >= ERRORS
            && known.with.rows.min(known.without.rows) >= 25
        {
            warnings.push(Warning::Missingness { column: name.clone(), known: with, missing: without });
        }
        warnings.extend(placeholder(name, &column.values, &some, &won));
        if let (Values::Number(values), Some(cuts)) = (&column.values, cuts_of(prepared, name, table)) {
            let rows = some.iter().map(|row| (values.at(*row), won(*row)));
            if let Some(odds) = round_odds(rows, cuts) {
                warnings.push(Warning::Round { column: name.clone(), odds });
            }
        }
    }
    if let (Some(with), Some(without)) = (filled.with.rate(), filled.without.rate())
        && cells > 0
        && (with - without).abs() >= 0.05
        && filled.errors().abs() >= ERRORS
    {
        warnings.push(Warning::Coverage { won: with * 100.0, lost: without * 100.0 });
    }
    warnings
}

fn is_known(values: &Values, row: usize) -> bool {
    match values {
        Values::Number(values) | Values::Month(values) => !values.at(row).is_nan(),
        Values::Text { codes, .. } => codes.at(row) != MISSING,
        Values::Bool(values) => values.at(row).is_some(),
        Values::Set { rows, .. } => rows.get(row).is_some_and(Option::is_some),
    }
}

fn cuts_of<'a>(prepared: &'a Prepared, name: &str, table: &Table) -> Option<&'a [f64]> {
    let own = |column: usize| table.columns.get(column).is_some_and(|column| column.name == name);
    let feature = prepared.features.iter().find(|feature| own(feature.subject.column))?;
    match &feature.kind {
        Kind::Number { cuts } => Some(cuts),
        Kind::Text { .. } | Kind::YesNo => None,
    }
}

/// A value that stands for a missing one, where it wins at another rate than the others.
fn placeholder(name: &str, values: &Values, rows: &[usize], won: &dyn Fn(usize) -> bool) -> Option<Warning> {
    let least = (rows.len() / 100).max(10) as u64;
    let warning = |value: String, found: TwoByTwo| {
        let (rate, others) = (found.with.rate()?, found.without.rate()?);
        let is_frequent = found.with.rows >= least;
        (is_frequent && found.errors().abs() >= ERRORS).then(|| Warning::Placeholder {
            column: name.to_owned(),
            value,
            rows: found.with.rows,
            rate,
            others,
        })
    };
    match values {
        Values::Number(values) => {
            // Only at an end, with a gap: 99 among ages to 98 is an age.
            let known = || rows.iter().map(|row| values.at(*row)).filter(|value| !value.is_nan());
            let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
            [low, high].into_iter().filter(|end| PLACEHOLDERS.contains(end)).find_map(|end| {
                let nearest = known()
                    .map(|value| (value - end).abs())
                    .filter(|gap| *gap > 0.0)
                    .fold(f64::INFINITY, f64::min);
                let has_gap = nearest >= 0.1 * end.abs() || end < 0.0;
                let mut found = TwoByTwo::default();
                rows.iter()
                    .filter(|row| !values.at(**row).is_nan())
                    .for_each(|row| found.add(values.at(*row) == end, won(*row)));
                if has_gap { warning(end.to_string(), found) } else { None }
            })
        }
        Values::Text { codes, names } => {
            let is_one: Vec<bool> =
                names.iter().map(|name| TEXTS.contains(&name.trim().to_lowercase().as_str())).collect();
            let first = is_one.iter().position(|is_one| *is_one)?;
            let mut found = TwoByTwo::default();
            for row in rows.iter().filter(|row| codes.at(**row) != MISSING) {
                found.add(is_one.at(codes.at(*row) as usize), won(*row));
            }
            warning(names.get(first)?.clone(), found)
        }
        Values::Month(_) | Values::Bool(_) | Values::Set { .. } => None,
    }
}

/// Whether a number has at most two significant digits.
fn is_round(value: f64) -> bool {
    let size = value.abs();
    if size < 1.0 {
        return size == 0.0;
    }
    let mut step = 1.0;
    while size / step >= 100.0 {
        step *= 10.0;
    }
    (value / step).fract() == 0.0
}

/// The odds of exact against round numbers over all bins (Mantel and Haenszel 1959; the variance is theirs as well), where they are far
/// from 1.
fn round_odds(rows: impl Iterator<Item = (f64, bool)>, cuts: &[f64]) -> Option<f64> {
    // Exact won, exact lost, round won, round lost.
    let mut bins = vec![[0.0f64; 4]; cuts.len() + 1];
    for (value, won) in rows.filter(|(value, _)| !value.is_nan()) {
        let cell = usize::from(!won) + if is_round(value) { 2 } else { 0 };
        if let Some(place) = bins.get_mut(bin_of(cuts, value)).and_then(|bin| bin.get_mut(cell)) {
            *place += 1.0;
        }
    }
    let (mut up, mut down, mut seen, mut expected, mut variance) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for [a, b, c, d] in bins {
        let n = a + b + c + d;
        if n < 2.0 {
            continue;
        }
        up += a * d / n;
        down += b * c / n;
        seen += a;
        expected += (a + b) * (a + c) / n;
        variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1.0));
    }
    if up <= 0.0 || down <= 0.0 || variance <= 0.0 {
        return None;
    }
    let (odds, errors) = (up / down, (seen - expected) / variance.sqrt());
    ((odds >= ROUND.0 || odds <= 1.0 / ROUND.0) && errors.abs() >= ROUND.1).then_some(odds)
}

/// Warnings about a card.
pub(crate) fn of_card(card: &Card, table: &Table, by_score: &[(i64, Counts)]) -> Vec<Warning> {
    let (mut warnings, mut never) = (Vec::new(), Vec::new());
    let spans: Vec<i64> = card
        .criteria
        .iter()
        .map(|criterion| {
            let points = || criterion.bands.iter().map(|band| band.points);
            points().max().unwrap_or_default() - points().min().unwrap_or_default()
        })
        .collect();
    let all: i64 = spans.iter().sum();
    for (criterion, span) in card.criteria.iter().zip(&spans) {
        let Some(column) = table.columns.get(criterion.subject.column).map(|column| column.name.clone())
        else {
            continue;
        };
        let bands: Vec<Counts> = criterion.bands.iter().map(|band| band.counts).collect();
        let reversed = criterion.bands.iter().zip(&bands).find_map(|(high, of_high)| {
            criterion.bands.iter().zip(&bands).find_map(|(low, of_low)| {
                let both = TwoByTwo { with: *of_high, without: *of_low };
                (high.points < low.points && both.errors() >= 2.0)
                    .then_some((of_high.rate()?, of_low.rate()?))
            })
        });
        if let Some((high, low)) = reversed {
            warnings.push(Warning::Reversed { column: column.clone(), high, low });
        }
        if criterion.missing.counts.rows == 0 {
            never.push(column.clone());
        }
        if card.criteria.len() >= 4 && *span * 2 > all {
            warnings.push(Warning::Dominates { column, share: *span as f64 * 100.0 / all as f64 });
        }
    }
    if !never.is_empty() {
        warnings.push(Warning::NeverMissing { columns: never });
    }
    let rows: u64 = by_score.iter().map(|(_, counts)| counts.rows).sum();
    if let Some((score, counts)) = by_score.iter().max_by_key(|(_, counts)| counts.rows)
        && counts.rows * 2 > rows
    {
        warnings.push(Warning::SameScore { score: *score, share: counts.rows as f64 * 100.0 / rows as f64 });
    }
    warnings
}

/// How far apart the log odds of two rates are.
pub(crate) fn shift(from: f64, to: f64) -> f64 {
    log_odds(to) - log_odds(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers_are_told_from_exact_ones() {
        assert!([0.0, 7.0, 42.0, 50_000.0, 120_000.0, -1500.0].iter().all(|value| is_round(*value)));
        assert!([0.5, 123.0, 50_001.0, 49_999.99].iter().all(|value| !is_round(*value)));
        // Exact numbers are won twice of three times, round ones once.
        let rows =
            (0..3000).map(|at| (if at % 2 == 0 { 1000.0 } else { 1001.0 }, (at % 3 > 0) == (at % 2 == 1)));
        assert!(round_odds(rows, &[]).is_some_and(|odds| odds > 3.0));
        let rows = (0..3000).map(|at| (if at % 2 == 0 { 1000.0 } else { 1001.0 }, at % 3 > 0));
        assert_eq!(round_odds(rows, &[]), None);
    }
}
