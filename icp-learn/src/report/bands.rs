//! The tables of criteria, pairs and proposed exclusions: bands with their rows, rates and points.

use icp_evidence::Table as Words;
use icp_evidence::stats::{Interval, wilson};

use super::build::Subjects;
use super::part::Part;
use super::picture::{Bar, Picture};
use crate::labels::cells_text;
use crate::words::{grouped, percent};
use crate::{Against, Cells, Counts, Side, Subject};

/// The confidence of intervals of bands.
const CONFIDENCE: f64 = 0.9;
/// Rows of a band that may be proposed as an exclusion, at least, and the share of the base rate that its interval stays below.
const ROWS: u64 = 50;
const SHARE: f64 = 0.25;

/// A table for each criterion.
pub(super) fn criteria(subjects: &Subjects<'_>) -> Vec<Part> {
    let Some(card) = &subjects.learned.card else { return Vec::new() };
    let mut out = Vec::new();
    for criterion in &card.criteria {
        let name = subjects.name(criterion.subject);
        let mut table = Words::new(name.clone(), &heads(subjects));
        let mut bars = Vec::new();
        let mut add = |text: String, counts: &Counts, points: i64| {
            table.row(row(subjects, text.clone(), counts, points));
            if let (Some(rate), true) = (counts.rate(), subjects.learned.against == Against::Lost) {
                bars.push(Bar { name: text, value: rate, interval: interval(counts) });
            }
        };
        for band in &criterion.bands {
            add(cells(subjects, criterion.subject, &band.cells), &band.counts, band.points);
        }
        if criterion.missing.counts.rows > 0 {
            add("no value".to_owned(), &criterion.missing.counts, criterion.missing.points);
        }
        if criterion.missing.counts.rows == 0 {
            table.note(format!("An account without a value gets {} points.", criterion.missing.points));
        }
        if criterion.weak {
            table.note("Weak: it gained little, and may be here by chance.".to_owned());
        }
        let picture = (bars.len() > 1)
            .then(|| Picture::new(&format!("Win rate by {name}"), bars, subjects.learned.counts.rate()));
        out.push(Part { table, picture });
    }
    out
}

/// A table of the pairs.
pub(super) fn pairs(subjects: &Subjects<'_>) -> Option<Part> {
    let card = subjects.learned.card.as_ref().filter(|card| !card.pairs.is_empty())?;
    let mut table =
        Words::new("Two together", &["both hold", "accounts", "won", "points", "else", "unknown"]);
    for pair in &card.pairs {
        let sides: Vec<String> = pair.sides.iter().map(|one| side(subjects, one)).collect();
        table.row([
            sides.join(" and "),
            grouped(pair.counts.rows),
            pair.counts.rate().map(percent).unwrap_or_default(),
            pair.inside.to_string(),
            pair.outside.to_string(),
            pair.unknown.to_string(),
        ]);
    }
    Some(Part { table, picture: None })
}

/// Bands that were hardly ever won: whoever knows why may exclude them.
pub(super) fn exclusions(subjects: &Subjects<'_>) -> Option<Part> {
    let learned = subjects.learned;
    let base = learned.counts.rate().filter(|_| learned.against == Against::Lost)?;
    let mut table =
        Words::new("Exclusions that the data propose", &["band", "accounts", "won", "90 % interval"]);
    for criterion in &learned.card.as_ref()?.criteria {
        for band in &criterion.bands {
            let Some(within) = interval(&band.counts) else { continue };
            if band.counts.rows >= ROWS && within.high <= base * SHARE {
                table.row([
                    format!(
                        "{}: {}",
                        subjects.name(criterion.subject),
                        cells(subjects, criterion.subject, &band.cells)
                    ),
                    grouped(band.counts.rows),
                    band.counts.rate().map(percent).unwrap_or_default(),
                    format!("{} to {}", percent(within.low), percent(within.high)),
                ]);
            }
        }
    }
    if table.rows.is_empty() {
        return None;
    }
    table.note(
        "Hardly ever won here. An exclusion says that nobody like this is wanted: that is for people to say."
            .to_owned(),
    );
    Some(Part { table, picture: None })
}

fn heads(subjects: &Subjects<'_>) -> [&'static str; 5] {
    match subjects.learned.against {
        Against::Lost => ["band", "points", "accounts", "won", "90 % interval"],
        Against::Reference => ["band", "points", "of the best", "of the reference", "lift"],
    }
}

fn row(subjects: &Subjects<'_>, text: String, counts: &Counts, points: i64) -> [String; 5] {
    if subjects.learned.against == Against::Reference {
        let all = &subjects.learned.counts;
        let best = counts.won_weight / all.won_weight.max(f64::MIN_POSITIVE);
        let others =
            (counts.weight - counts.won_weight) / (all.weight - all.won_weight).max(f64::MIN_POSITIVE);
        let lift = if others > 0.0 { format!("{:.2}", best / others) } else { "-".to_owned() };
        return [text, points.to_string(), percent(best), percent(others), lift];
    }
    let within =
        interval(counts).map(|within| format!("{} to {}", percent(within.low), percent(within.high)));
    let rate = counts.rate().map(percent);
    [text, points.to_string(), grouped(counts.rows), rate.unwrap_or_default(), within.unwrap_or_default()]
}

/// Wilson's interval of the rate of a band.
pub(super) fn interval(counts: &Counts) -> Option<Interval> {
    counts.rate().map(|rate| wilson(rate, counts.rows as f64, CONFIDENCE))
}

fn side(subjects: &Subjects<'_>, side: &Side) -> String {
    let each: Vec<String> = side.cells.iter().map(|one| cells(subjects, side.subject, one)).collect();
    format!("{}: {}", subjects.name(side.subject), each.join(" or "))
}

/// The values of a band, in words.
pub(super) fn cells(subjects: &Subjects<'_>, subject: Subject, cells: &Cells) -> String {
    cells_text(subjects.table, subject, cells)
}
