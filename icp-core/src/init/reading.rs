//! Chooses how a column is read, among the ways that `survey` finds in its values. Called by `attribute`.

use super::header::{is_code, is_day, is_name};
use crate::survey::{ColumnSurvey, Read, Way};
use crate::value::AttributeType;

/// A column of numbers or dates is one as long as at most one value in this number is spoilt.
pub(super) const SPOILT: usize = 50;

/// How a column is read.
pub(super) enum Reading {
    /// In one way, which leaves some values aside.
    One(Way, usize),
    /// As text, since two other ways are possible.
    Two(Way, Box<[Way; 2]>),
    /// As nothing that an attribute takes.
    None,
}

/// The reading of a column by its values, and its header where they leave a choice.
pub(super) fn read(header: &str, column: &ColumnSurvey) -> Reading {
    let known = column.values() - column.text_placeholders();
    let text = || column.ways(AttributeType::Text).into_iter().next();
    let first = |kind: AttributeType| column.ways(kind).into_iter().next().filter(|way| way.count == known);
    if let Some(way) = first(AttributeType::Events).or_else(|| first(AttributeType::Bool)) {
        return Reading::One(way, 0);
    }
    let reads = |way: &Way| way.count <= known && (known - way.count) * SPOILT <= known;
    // Seconds or milliseconds under the name of a day; days as a spreadsheet counts them could be two.
    if is_day(header)
        && let [way] = column.ways(AttributeType::Date).as_slice()
        && matches!(way.read, Read::Moments)
        && way.count == known
    {
        return Reading::One(way.clone(), 0);
    }
    let amounts = || {
        let (dates, years) = (column.ways_of_dates(false), column.ways_of_dates(true));
        [column.usual_numbers(), dates, column.ways(AttributeType::Number), years]
    };
    let are_codes = column.has_codes() || is_code(header) && first(AttributeType::Text).is_some();
    for ways in if are_codes { Default::default() } else { amounts() } {
        let mut ways: Vec<Way> = ways.into_iter().filter(reads).collect();
        match (ways.pop(), ways.pop(), text()) {
            (Some(two), Some(one), Some(text)) => return Reading::Two(text, Box::new([one, two])),
            (Some(way), None, _) => {
                let spoilt = known - way.count;
                return Reading::One(way, spoilt);
            }
            _ => {}
        }
    }
    // `Acme, Inc.` is no list.
    let is_set = |way: &Way| !(matches!(way.read, Read::Items(Some(','))) && is_name(header));
    match first(AttributeType::Set).filter(is_set).or_else(|| first(AttributeType::Text)) {
        Some(way) => Reading::One(way, 0),
        None => Reading::None,
    }
}

/// A column as texts, if nothing has to be said of how they are written.
pub(super) fn text(column: &ColumnSurvey) -> Option<Way> {
    column.ways(AttributeType::Text).into_iter().next().filter(|way| way.written.is_none())
}
