//! The ranked table for people, laid out for the width of the terminal.

use icp_core::{IcpStatus, Model};

use super::brief::one_line;
use super::ranking::{Told, Words};
use super::row::Row;
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Column, MOST_LINES, Table};
use crate::text::{shown, width, wrapped};

/// A ranked account, and the numbers by which [`Words`] finds its name.
pub(crate) type Ranked = (Row, Told);

/// Writes the table. Columns that would be empty, or that say the same of all, are left out. If the terminal is too narrow for
/// all of them, the reason and the labels move to a line below each account. Reasons are cut to one line where they can be.
pub(crate) fn write(
    model: &Model,
    id_name: &str,
    ranked: &[Ranked],
    words: &Words,
    output: &mut Output,
) -> Result<(), Failure> {
    let total = output.columns();
    let id_name = shown(id_name);
    let mut layouts = [Place::Column, Place::Below].into_iter().map(|reason| {
        let layout = Layout::new(model, ranked, words, reason);
        let mut table = Table::new(layout.columns(&id_name));
        for (index, ranked) in ranked.iter().enumerate() {
            table.measure(&layout.cells(model, index, ranked));
        }
        (layout, table)
    });
    let fits = |(layout, table): &(Layout<'_>, Table<'_>)| match layout.reason {
        Place::Column => table.width() <= total + LONGEST_REASON - READABLE,
        Place::Below => true,
    };
    let Some((layout, mut table)) = layouts.find(fits) else { return Ok(()) };
    table.fit(total);
    let widest = match layout.reason {
        Place::Column => table.last_width(),
        Place::Below => total.saturating_sub(table.indent()),
    };
    let layout = Layout { widest, ..layout };
    for line in table.head() {
        output.line(&line)?;
    }
    let indent = " ".repeat(table.indent());
    for (index, ranked) in ranked.iter().enumerate() {
        for line in table.row(&layout.cells(model, index, ranked)) {
            output.line(&line)?;
        }
        if layout.reason == Place::Below {
            for line in wrapped(&layout.below(model, ranked), widest, MOST_LINES) {
                output.line(&format!("{indent}{line}"))?;
            }
        }
    }
    Ok(())
}

/// The greatest widths of columns, in characters.
const LONGEST_ID: usize = 32;
const LONGEST_LABELS: usize = 40;
pub(crate) const LONGEST_REASON: usize = 80;
/// The least width of a column in which a reason is still readable.
const READABLE: usize = 36;

/// Where the reason and the labels are printed: in a column of the table, or on a line below its account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Column,
    Below,
}

/// The columns that the table has at this width, and where the reason and the labels go.
#[derive(Debug, Clone, Copy)]
struct Layout<'a> {
    words: &'a Words,
    /// Whether there are several icps to choose from.
    has_icp: bool,
    has_range: bool,
    has_stage: bool,
    has_labels: bool,
    /// The greatest width of a score's decimals, with the point.
    decimals: usize,
    reason: Place,
    /// The widest that a reason gets.
    widest: usize,
}

impl<'a> Layout<'a> {
    fn new(model: &Model, ranked: &[Ranked], words: &'a Words, reason: Place) -> Self {
        Self {
            words,
            decimals: ranked.iter().map(|(row, _)| decimals(&score(model, row))).max().unwrap_or_default(),
            has_icp: model.icp(1).is_some(),
            has_range: ranked.iter().any(|(row, _)| range(model, row).is_some()),
            has_stage: ranked.iter().any(|(row, _)| row.has_stage()),
            has_labels: ranked.iter().any(|(_, told)| !words.said(told).is_empty()),
            reason,
            widest: usize::MAX,
        }
    }

    fn columns<'n>(&self, id_name: &'n str) -> Vec<Column<'n>> {
        let mut columns =
            vec![Column::number("#"), Column::text(id_name, LONGEST_ID), Column::word("status")];
        columns.extend(self.has_icp.then(|| Column::text("best icp", LONGEST_ID)));
        columns.push(Column::number("score"));
        columns.extend(self.has_range.then(|| Column::number("range")));
        columns.push(Column::word("tier"));
        columns.extend(self.has_stage.then(|| Column::word("stage")));
        let is_wide = self.reason == Place::Column;
        columns.extend((is_wide && self.has_labels).then(|| Column::text("labels", LONGEST_LABELS)));
        columns.extend(is_wide.then(|| Column::text("reason", LONGEST_REASON)));
        columns
    }

    fn cells(&self, model: &Model, index: usize, (row, told): &Ranked) -> Vec<String> {
        let text = |text: &str| shown(text).into_owned();
        // Pads with blanks, so that decimal points are aligned.
        let mut score = score(model, row);
        score.push_str(&" ".repeat(self.decimals - decimals(&score)));
        let mut cells = vec![(index + 1).to_string(), text(&self.words.name(row, told)), status(row.status)];
        let best = model.icp(row.icp()).filter(|_| row.best());
        cells.extend(self.has_icp.then(|| best.map_or_else(|| "-".to_owned(), |icp| text(&icp.id))));
        cells.push(score);
        cells.extend(self.has_range.then(|| range(model, row).unwrap_or_default()));
        cells.push(text(row.tier(model).unwrap_or("-")));
        cells.extend(self.has_stage.then(|| text(row.stage(model).unwrap_or("-"))));
        let is_wide = self.reason == Place::Column;
        cells.extend((is_wide && self.has_labels).then(|| text(self.words.said(told))));
        cells.extend(
            is_wide.then(|| {
                one_line(&text(&row.about(model, self.words.reasons(told))), self.widest).into_owned()
            }),
        );
        cells
    }

    /// The line below the account: its reason, and its labels.
    fn below(&self, model: &Model, (row, told): &Ranked) -> String {
        let (reason, labels) = (row.about(model, self.words.reasons(told)), shown(self.words.said(told)));
        let beside = if labels.is_empty() { 0 } else { width(&labels) + 2 };
        let reason = shown(&reason);
        let reason = one_line(&reason, self.widest.saturating_sub(beside).max(READABLE));
        let texts = [&*reason, &*labels].into_iter().filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>().join("; ")
    }
}

/// A status as people read it: with blanks for underscores.
fn status(status: IcpStatus) -> String {
    status.as_str().replace('_', " ")
}

fn score(model: &Model, row: &Row) -> String {
    row.score().map_or_else(|| "-".to_owned(), |score| model.score_text(row.icp(), score))
}

/// The width of a number's decimals, with the point; 0 without decimals.
fn decimals(number: &str) -> usize {
    number.find('.').map_or(0, |point| number.len() - point)
}

/// The lowest and the highest score that filling in the missing values could give; `None` if they are equal.
fn range(model: &Model, row: &Row) -> Option<String> {
    let (low, high) = row.bounds().filter(|(low, high)| low < high)?;
    Some(format!("{}–{}", model.score_text(row.icp(), low), model.score_text(row.icp(), high)))
}
