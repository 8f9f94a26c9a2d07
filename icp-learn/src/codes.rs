//! Values as one byte each: code 0 is missing, numbers are cut into at most 32 bins, frequent texts have a code of their own and all
//! others share code 1. Nothing here looks at the outcome.

use std::collections::BTreeMap;

use icp_core::value::fold;

use crate::at::At;
use crate::card::Subject;
use crate::cuts::{bin_of, cut_points};
use crate::learned::Fate;
use crate::table::{Cells, Column, Direction, MISSING, Table, Values};
use crate::{LearnError, threads};

/// Bins of a number.
const BINS: usize = 32;
/// Numbers that cut points are found from.
const CUT_FROM: usize = 100_000;
/// Rows of a text that has a code of its own.
const TEXT_ROWS: u64 = 10;
/// Texts with a code of their own.
const TEXTS: usize = 200;
/// Items of a set that are learned from.
const ITEMS: usize = 50;

/// How the codes of a feature come from values.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// Code 1 is below the first cut.
    Number { cuts: Vec<f64> },
    /// Code 1 is any text without a code of its own; the texts have the codes from 2.
    Text { names: Vec<String> },
    /// Code 1 is no, code 2 is yes.
    YesNo,
}

/// A column, or an item of a column of sets, as codes.
#[derive(Debug, Clone)]
pub(crate) struct Feature {
    pub(crate) subject: Subject,
    pub(crate) kind: Kind,
    pub(crate) direction: Direction,
    /// Whether it is an age on the day of the decision.
    pub(crate) is_age: bool,
    /// The band of each code, where people made the bands.
    pub(crate) forced: Option<Vec<u8>>,
}

impl Feature {
    /// How many codes there are, that of missing values too.
    pub(crate) fn codes(&self) -> usize {
        match &self.kind {
            Kind::Number { cuts } => cuts.len() + 2,
            Kind::Text { names } => names.len() + 2,
            Kind::YesNo => 3,
        }
    }

    /// Whether the codes are in an order that bands keep.
    pub(crate) fn is_ordered(&self) -> bool {
        !matches!(self.kind, Kind::Text { .. })
    }
}

/// All features, and their codes in the order of the rows.
#[derive(Debug)]
pub(crate) struct Coded {
    pub(crate) features: Vec<Feature>,
    pub(crate) codes: Vec<Vec<u8>>,
    /// For each column: rows with a value, and why it has no feature.
    pub(crate) columns: Vec<(u64, Option<Fate>)>,
}

/// Codes of the columns of a table for some of its rows.
pub(crate) fn coded(table: &Table, rows: &[u32], min_rows: u64, threads: usize) -> Result<Coded, LearnError> {
    let of = |at: usize| table.columns.get(at).map(|column| coded_column(column, at, rows, min_rows));
    let mut coded = Coded { features: Vec::new(), codes: Vec::new(), columns: Vec::new() };
    for column in threads::map(table.columns.len(), threads, of).into_iter().flatten() {
        let column = column?;
        coded.columns.push((column.known, column.fate));
        for (feature, codes) in column.features {
            coded.features.push(feature);
            coded.codes.push(codes);
        }
    }
    Ok(coded)
}

struct CodedColumn {
    known: u64,
    fate: Option<Fate>,
    features: Vec<(Feature, Vec<u8>)>,
}

impl CodedColumn {
    fn none(known: u64, fate: Fate) -> Self {
        let fate = if known == 0 { Fate::Empty } else { fate };
        Self { known, fate: Some(fate), features: Vec::new() }
    }
}

fn coded_column(column: &Column, at: usize, rows: &[u32], min_rows: u64) -> Result<CodedColumn, LearnError> {
    let subject = Subject { column: at, item: None };
    let is_age = matches!(column.values, Values::Month(_));
    let refused = |why| LearnError::Keep { column: column.name.clone(), why };
    let one = |known, kind, forced, codes| CodedColumn {
        known,
        fate: None,
        features: vec![(Feature { subject, kind, direction: column.direction, is_age, forced }, codes)],
    };
    match &column.values {
        Values::Number(values) | Values::Month(values) => {
            let value = |row: &u32| values.at(*row as usize);
            let known = rows.iter().filter(|row| !value(row).is_nan()).count() as u64;
            let (cuts, forced) = match &column.keep {
                Some(keep) => {
                    let cuts = kept_cuts(keep)
                        .ok_or_else(|| refused("they are not ranges that follow each other"))?;
                    let forced = (0..cuts.len() as u8 + 2).collect();
                    (cuts, Some(forced))
                }
                None => {
                    let known = rows.iter().map(value).filter(|value| !value.is_nan());
                    let mut some: Vec<f64> = known.take(CUT_FROM).map(|value| value + 0.0).collect();
                    (cut_points(&mut some, BINS), None)
                }
            };
            if known == 0 || (cuts.is_empty() && known == rows.len() as u64) {
                return Ok(CodedColumn::none(known, Fate::Constant));
            }
            let code = |value: f64| if value.is_nan() { 0 } else { 1 + bin_of(&cuts, value) as u8 };
            let codes = rows.iter().map(|row| code(value(row))).collect();
            Ok(one(known, Kind::Number { cuts }, forced, codes))
        }
        Values::Bool(values) => {
            let code = |row: &u32| values.at(*row as usize).map_or(0, |value| 1 + u8::from(value));
            let codes: Vec<u8> = rows.iter().map(code).collect();
            let known = codes.iter().filter(|code| **code > 0).count() as u64;
            if is_constant(&codes) {
                return Ok(CodedColumn::none(known, Fate::Constant));
            }
            let forced = column.keep.as_ref().map(|_| vec![0, 1, 2]);
            Ok(one(known, Kind::YesNo, forced, codes))
        }
        Values::Text { codes, names } => {
            let texts = Texts::new(codes, names, rows);
            if column.keep.is_none() && texts.is_identifier() {
                return Ok(CodedColumn::none(texts.known, Fate::Identifier));
            }
            let (names, forced) = match &column.keep {
                Some(keep) => {
                    let (names, bands) =
                        kept_texts(keep).ok_or_else(|| refused("they are not lists of at most 200 texts"))?;
                    (names, Some(bands))
                }
                None => (texts.frequent(), None),
            };
            let of_text = texts.codes(&names);
            let code = |row: &u32| {
                let text = codes.at(*row as usize);
                if text == MISSING { 0 } else { of_text.at(text as usize) }
            };
            let codes: Vec<u8> = rows.iter().map(code).collect();
            if is_constant(&codes) {
                let fate = if texts.counts.len() > 1 { Fate::SaysNothing } else { Fate::Constant };
                return Ok(CodedColumn::none(texts.known, fate));
            }
            Ok(one(texts.known, Kind::Text { names }, forced, codes))
        }
        Values::Set { .. } => Ok(coded_items(column, at, rows, min_rows)),
    }
}

fn is_constant(codes: &[u8]) -> bool {
    let first = codes.first();
    codes.iter().all(|code| Some(code) == first)
}

/// Each frequent item as a feature.
fn coded_items(column: &Column, at: usize, rows: &[u32], min_rows: u64) -> CodedColumn {
    let Values::Set { rows: sets, items } = &column.values else { return CodedColumn::none(0, Fate::Empty) };
    let set = |row: &u32| sets.get(*row as usize).and_then(|set| set.as_deref());
    let mut counts = vec![0u64; items.len()];
    let mut known = 0;
    for set in rows.iter().filter_map(set) {
        known += 1;
        for (place, item) in set.iter().enumerate() {
            if !set.get(..place).is_some_and(|before| before.contains(item)) {
                counts.more(*item as usize, 1);
            }
        }
    }
    let is_frequent = |count: u64| count >= min_rows && known - count >= min_rows;
    let mut frequent: Vec<(std::cmp::Reverse<u64>, &String, u32)> = (0..)
        .zip(counts.iter().zip(items))
        .filter(|(_, (count, _))| is_frequent(**count))
        .map(|(item, (count, name))| (std::cmp::Reverse(*count), name, item))
        .collect();
    frequent.sort_unstable();
    frequent.truncate(ITEMS);
    if frequent.is_empty() {
        return CodedColumn::none(known, Fate::SaysNothing);
    }
    let feature = |item: u32| {
        let code = |row: &u32| set(row).map_or(0, |set| 1 + u8::from(set.contains(&item)));
        let subject = Subject { column: at, item: Some(item) };
        let feature =
            Feature { subject, kind: Kind::YesNo, direction: column.direction, is_age: false, forced: None };
        (feature, rows.iter().map(code).collect())
    };
    let features = frequent.into_iter().map(|(_, _, item)| feature(item)).collect();
    CodedColumn { known, fate: None, features }
}

/// Texts that the format takes as equal, with their rows.
struct Texts {
    /// By folded text: rows, and the commonest spelling with its rows.
    counts: BTreeMap<String, (u64, u64, String)>,
    /// The folded text of each name.
    folded: Vec<String>,
    known: u64,
}

impl Texts {
    fn new(codes: &[u32], names: &[String], rows: &[u32]) -> Self {
        let mut each = vec![0u64; names.len()];
        let mut known = 0;
        for code in rows.iter().map(|row| codes.at(*row as usize)).filter(|code| *code != MISSING) {
            each.more(code as usize, 1);
            known += 1;
        }
        let folded: Vec<String> = names.iter().map(|name| fold(name).into_owned()).collect();
        let mut counts: BTreeMap<String, (u64, u64, String)> = BTreeMap::new();
        for ((folded, name), count) in folded.iter().zip(names).zip(&each).filter(|(_, count)| **count > 0) {
            let entry = counts.entry(folded.clone()).or_insert_with(|| (0, 0, String::new()));
            entry.0 += count;
            if *count > entry.1 || (*count == entry.1 && *name < entry.2) {
                (entry.1, entry.2) = (*count, name.clone());
            }
        }
        Self { counts, folded, known }
    }

    /// Whether more than half of the rows have a text of their own.
    fn is_identifier(&self) -> bool {
        self.counts.len() >= 20 && self.counts.len() as u64 * 2 > self.known
    }

    /// The texts on enough rows, by their commonest spelling, sorted as folded.
    fn frequent(&self) -> Vec<String> {
        let enough = self.counts.iter().filter(|(_, (count, ..))| *count >= TEXT_ROWS);
        let mut enough: Vec<(std::cmp::Reverse<u64>, &String, &String)> =
            enough.map(|(folded, (count, _, name))| (std::cmp::Reverse(*count), folded, name)).collect();
        enough.sort_unstable();
        enough.truncate(TEXTS);
        enough.sort_unstable_by_key(|(_, folded, _)| *folded);
        enough.into_iter().map(|(_, _, name)| name.clone()).collect()
    }

    /// The code of each name.
    fn codes(&self, names: &[String]) -> Vec<u8> {
        let code_of: BTreeMap<String, u8> =
            names.iter().zip(2..).map(|(name, code)| (fold(name).into_owned(), code)).collect();
        self.folded.iter().map(|folded| code_of.get(folded).copied().unwrap_or(1)).collect()
    }
}

/// The cuts between ranges that follow each other.
fn kept_cuts(keep: &[Cells]) -> Option<Vec<f64>> {
    let mut cuts = Vec::new();
    let mut before = None;
    for (at, cells) in keep.iter().enumerate() {
        let Cells::Range { from, to } = cells else { return None };
        if *from != before || (at > 0 && from.is_none()) {
            return None;
        }
        cuts.extend(*from);
        before = *to;
    }
    let rises = cuts.iter().zip(cuts.iter().skip(1)).all(|(a, b)| a < b);
    (before.is_none() && rises && cuts.len() <= 100).then_some(cuts)
}

/// The texts of kept bands, and the band of each code.
fn kept_texts(keep: &[Cells]) -> Option<(Vec<String>, Vec<u8>)> {
    let mut names = Vec::new();
    let mut bands = vec![0, 0];
    for (band, cells) in (1..).zip(keep) {
        let Cells::Texts { names: own, rest } = cells else { return None };
        names.extend(own.iter().cloned());
        bands.extend(own.iter().map(|_| band));
        if *rest {
            bands.put(1, band);
        }
    }
    // Texts that no band names have a band of their own.
    if bands.at(1) == 0 {
        bands.put(1, keep.len() as u8 + 1);
    }
    (names.len() <= TEXTS && keep.len() <= 100).then_some((names, bands))
}
