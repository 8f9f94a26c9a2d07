//! Which group each row is in, by the values of one column.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use icp_core::value::{float_text, fold};

use crate::at::At;
use crate::cuts::roundest;
use crate::labels::cells_text;
use crate::table::{Cells, Judged, MISSING, Table, Values};
use crate::{LearnError, Subject};

/// Won and lost rows of a group, at least.
const ROWS: u64 = 10;
/// Groups at most.
const GROUPS: usize = 12;

/// A column whose values make groups.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitBy {
    /// The column.
    pub column: String,
    /// Where its numbers are cut; a number belongs to the group above its cut.
    pub cuts: Vec<f64>,
}

impl SplitBy {
    /// Reads `COLUMN`, or `COLUMN=NUMBER,NUMBER` for a column of numbers with its cuts.
    ///
    /// ```
    /// use icp_learn::SplitBy;
    /// assert_eq!(SplitBy::parse("employees=50,500").cuts, [50.0, 500.0]);
    /// assert_eq!(SplitBy::parse("a=b").column, "a=b");
    /// ```
    pub fn parse(text: &str) -> Self {
        if let Some((column, cuts)) = text.rsplit_once('=') {
            let read = |cut: &str| cut.trim().parse::<f64>().ok().filter(|cut| cut.is_finite());
            if let (false, Some(mut cuts)) =
                (column.is_empty(), cuts.split(',').map(read).collect::<Option<Vec<f64>>>())
            {
                cuts.sort_by(f64::total_cmp);
                cuts.dedup();
                return Self { column: column.to_owned(), cuts };
            }
        }
        Self { column: text.to_owned(), cuts: Vec::new() }
    }
}

/// A refusal of the column.
pub(super) fn refused(by: &SplitBy, why: impl Into<String>, help: Option<String>) -> LearnError {
    LearnError::Split { column: by.column.clone(), why: why.into(), help }
}

/// The groups with their values, and the group of each row.
pub(super) struct Dealt {
    pub(super) groups: Vec<(String, Cells)>,
    pub(super) of_row: Vec<Option<u8>>,
}

/// Won and lost rows, and all rows.
type Sizes = [u64; 3];

fn is_enough([won, lost, _]: &Sizes) -> bool {
    *won >= ROWS && *lost >= ROWS
}

pub(super) fn deal(table: &Table, column: usize, by: &SplitBy) -> Result<Dealt, LearnError> {
    let Some(values) = table.columns().get(column).map(|column| &column.values) else {
        return Err(refused(by, "no such column is read", None));
    };
    if !by.cuts.is_empty() && !matches!(values, Values::Number(_)) {
        return Err(refused(by, "only numbers can be cut", None));
    }
    // The cells of each value, and the value of each row.
    let (cells, of_row): (Vec<Cells>, Vec<Option<u32>>) = match values {
        Values::Text { codes, names } => texts(codes, names),
        Values::Bool(values) => {
            let code = |value: &Option<bool>| value.map(|value| u32::from(!value));
            (vec![Cells::Bool(true), Cells::Bool(false)], values.iter().map(code).collect())
        }
        Values::Number(values) if !by.cuts.is_empty() => {
            let of =
                |value: &f64| (!value.is_nan()).then(|| by.cuts.partition_point(|cut| *cut <= *value) as u32);
            let ends = by.cuts.iter().map(|cut| Some(*cut)).chain([None]);
            let starts = std::iter::once(None).chain(by.cuts.iter().map(|cut| Some(*cut)));
            let ranges = starts.zip(ends).map(|(from, to)| Cells::Range { from, to });
            (ranges.collect(), values.iter().map(of).collect())
        }
        Values::Number(values) => {
            let help = half(values)
                .map(|cut| format!("say where to cut them, such as `{}={}`", by.column, float_text(cut)));
            return Err(refused(by, "it has numbers, which are no groups by themselves", help));
        }
        Values::Month(_) | Values::Set { .. } => {
            let help = "a column of texts, of yes and no, or of numbers with cuts makes groups";
            return Err(refused(by, "ages and sets make no groups", Some(help.to_owned())));
        }
    };
    let mut sizes = vec![[0; 3]; cells.len()];
    for (row, value) in of_row.iter().enumerate() {
        if let Some(size) = value.and_then(|value| sizes.get_mut(value as usize)) {
            size[2] += 1;
            match table.outcome().get(row).filter(|_| table.is_used(row)) {
                Some(Judged::Won) => size[0] += 1,
                Some(Judged::Lost) => size[1] += 1,
                Some(Judged::Open) | None => {}
            }
        }
    }
    let (groups, group_of) = joined(&cells, &sizes);
    if groups.len() < 2 {
        let found = groups.len();
        return Err(refused(
            by,
            format!(
                "two groups with at least {ROWS} won and {ROWS} lost accounts are needed, and it makes {found}"
            ),
            None,
        ));
    }
    let name = |cells: Cells| (cells_text(table, Subject { column, item: None }, &cells), cells);
    let of_row = of_row.iter().map(|value| value.and_then(|value| group_of.at(value as usize)));
    Ok(Dealt { groups: groups.into_iter().map(name).collect(), of_row: of_row.collect() })
}

/// Texts that the format takes as equal are one value.
fn texts(codes: &[u32], names: &[String]) -> (Vec<Cells>, Vec<Option<u32>>) {
    let mut folded: BTreeMap<String, (u32, &String)> = BTreeMap::new();
    for name in names {
        let next = folded.len() as u32;
        folded.entry(fold(name).into_owned()).or_insert((next, name));
    }
    let of_name: Vec<u32> =
        names.iter().map(|name| folded.get(&*fold(name)).map_or(0, |own| own.0)).collect();
    let mut cells = vec![Cells::Bool(false); folded.len()];
    for (at, name) in folded.values() {
        if let Some(place) = cells.get_mut(*at as usize) {
            *place = Cells::Texts { names: vec![(*name).clone()], rest: false };
        }
    }
    let of = |code: &u32| (*code != MISSING).then(|| of_name.at(*code as usize));
    (cells, codes.iter().map(of).collect())
}

/// The groups, the largest first, and the group of each value. Texts that are too few for a group of their own are one together.
fn joined(cells: &[Cells], sizes: &[Sizes]) -> (Vec<Cells>, Vec<Option<u8>>) {
    let is_text = matches!(cells.first(), Some(Cells::Texts { .. }));
    let mut enough: Vec<usize> = (0..cells.len()).filter(|at| is_enough(&sizes.at(*at))).collect();
    let key = |at: &usize| {
        let name = match cells.get(*at) {
            Some(Cells::Texts { names, .. }) => names.first().cloned().unwrap_or_default(),
            _ => String::new(),
        };
        (Reverse(sizes.at(*at)[2]), name, *at)
    };
    if is_text {
        enough.sort_by_key(key);
    }
    let is_full = enough.len() > GROUPS;
    enough.truncate(if is_full { GROUPS - 1 } else { GROUPS });
    let mut group_of: Vec<Option<u8>> = vec![None; cells.len()];
    let mut groups: Vec<Cells> = Vec::new();
    for (group, at) in (0u8..).zip(&enough) {
        group_of.put(*at, Some(group));
        groups.extend(cells.get(*at).cloned());
    }
    let others: Vec<usize> = (0..cells.len()).filter(|at| group_of.at(*at).is_none()).collect();
    let rest = others
        .iter()
        .map(|at| sizes.at(*at))
        .fold([0; 3], |sum: Sizes, own| [sum[0] + own[0], sum[1] + own[1], sum[2] + own[2]]);
    if is_text && is_enough(&rest) {
        others.iter().for_each(|at| group_of.put(*at, Some(groups.len() as u8)));
        groups.push(Cells::Texts { names: Vec::new(), rest: true });
    }
    (groups, group_of)
}

/// A round number in the middle.
fn half(values: &[f64]) -> Option<f64> {
    let mut known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    known.sort_by(f64::total_cmp);
    let (low, high) = (known.get(known.len() * 2 / 5)?, known.get(known.len() * 3 / 5)?);
    Some(if low < high { roundest(*low, *high) } else { *high })
}
