//! One account that was scored, as whoever writes it needs it: made from a row of a table, or from a scratch.

use arrow_array::RecordBatch;
use icp_core::assessment::{IcpScore, Labels, Verdicts};
use icp_core::batch::{IcpColumns, Scores, TextColumns};
use icp_core::{AccountValue, Model, Scratch};

use super::cell::Cell;
use super::row::Row;
use crate::accounts::{Accounts, Batch, id};
use crate::args::{Icps, Writing};

/// The name of the accounts' numbers, where nothing else names them.
pub(super) const ROW: &str = "row";

/// An account that was scored, for whoever writes it.
pub(super) struct Scored<'a> {
    pub(super) row: &'a Row,
    /// The name of the account, if it has one.
    pub(super) id: Option<&'a str>,
    /// The column or key of the names.
    pub(super) id_name: &'a str,
    pub(super) beside: Beside,
    /// The answers of every icp in priority order; empty unless asked for.
    pub(super) each: Vec<(Row, Beside)>,
    /// The columns of the file that stand beside the answers.
    pub(super) own: Own<'a>,
    /// The verdict of each team, in the order of the model's teams, and the value of each label.
    pub(super) said: Vec<Option<&'a str>>,
    /// Words why it has its status, with the largest gains and losses. Called only for accounts that are printed: the whole
    /// assessment is made for it.
    pub(super) worded: Option<&'a dyn Fn() -> String>,
    /// The texts that are asked for, and the place of the account in them.
    pub(super) texts: (Option<&'a TextColumns>, usize),
}

impl<'a> Scored<'a> {
    /// The reasons of its status, in words.
    pub(super) fn reasons(&self) -> String {
        self.worded.map_or_else(String::new, |worded| worded())
    }

    /// One of the texts, by its place in [`RowTexts::WORDS`](icp_core::batch::RowTexts::WORDS).
    pub(super) fn text(&self, at: usize) -> Cell<'a> {
        let (Some(texts), row) = self.texts else { return Cell::Blank };
        let [reasons, exclusions, missing] = [&texts.reasons, &texts.exclusions, &texts.missing];
        let texts = [reasons, exclusions, missing].get(at).and_then(|texts| texts.get(row));
        Cell::word(texts.map(|text| &**text))
    }
}

/// Numbers of an account or of one of its icps that the ranked table does not have.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside {
    pub(super) coverage: f64,
    pub(super) intent: Option<f64>,
}

impl Beside {
    fn of_columns(columns: &IcpColumns, row: usize) -> Self {
        let coverage = columns.coverage.get(row).copied().unwrap_or_default();
        Self { coverage, intent: columns.intent.get(row).copied().filter(|score| !score.is_nan()) }
    }

    fn of_score(score: &IcpScore) -> Self {
        Self { coverage: score.fit.coverage, intent: score.intent.and_then(|intent| intent.score) }
    }
}

/// The columns of the file that stand beside the answers of an account.
#[derive(Debug, Clone, Copy)]
pub(super) enum Own<'a> {
    Row(&'a RecordBatch, usize),
    Values(&'a [AccountValue]),
}

impl<'a> Own<'a> {
    pub(super) fn cell(self, column: usize) -> Cell<'a> {
        match self {
            Self::Row(table, row) => Cell::of_table(table, column, row),
            Self::Values(values) => values.get(column).map_or(Cell::Blank, Cell::of_value),
        }
    }
}

/// An account of a batch.
pub(super) fn scored<'a>(
    batch: &'a Batch,
    scores: &'a Scores,
    at: usize,
    (row, id_name): (&'a Row, &'a str),
) -> Scored<'a> {
    let verdict = |said: &Vec<u16>| scores.texts.get(usize::from(*said.get(at)?)).map(|text| &**text);
    let label = |said: &Vec<u16>| scores.label_texts.get(usize::from(*said.get(at)?)).map(|text| &**text);
    let of_icp = |(icp, columns): (u16, &IcpColumns)| {
        let row = Row::of_columns(row.number(), scores, at, icp, columns)?;
        Some((row, Beside::of_columns(columns, at)))
    };
    Scored {
        row,
        id: batch.ids.as_ref().and_then(|ids| id(ids, at)),
        id_name,
        beside: Beside::of_columns(&scores.shown, at),
        each: (0..).zip(&scores.icps).filter_map(of_icp).collect(),
        own: Own::Row(&batch.kept, at),
        said: scores.verdicts.iter().map(verdict).chain(scores.labels.iter().map(label)).collect(),
        worded: None,
        texts: (Some(&scores.row_texts), at),
    }
}

/// The account that was read, and that the scratch was last scored with.
pub(super) fn one<'a>(
    accounts: &'a Accounts<'_>,
    writing: &Writing,
    row: &'a Row,
    scratch: &Scratch,
    said: Vec<Option<&'a str>>,
) -> Scored<'a> {
    let scores = scratch.scores();
    let icps = 0..if writing.icps == Icps::All { scores.len() } else { 0 };
    let of_icp = |icp: usize| {
        let row = Row::of_icp(row.number(), scratch, icp)?;
        Some((row, Beside::of_score(scores.get(icp)?)))
    };
    Scored {
        row,
        id: accounts.id(),
        id_name: accounts.id_name().unwrap_or(ROW),
        beside: scores.get(row.icp()).map(Beside::of_score).unwrap_or_default(),
        each: icps.filter_map(of_icp).collect(),
        own: Own::Values(accounts.kept()),
        said,
        worded: None,
        texts: (None, 0),
    }
}

/// The words of the icp that is shown.
pub(crate) struct Told<'a> {
    verdicts: Verdicts<'a>,
    labels: Labels<'a>,
}

impl<'a> Told<'a> {
    pub(crate) fn of(model: &'a Model, row: &Row, scratch: &Scratch) -> Self {
        Self { verdicts: model.verdicts(row.icp(), scratch), labels: model.labels(row.icp(), scratch) }
    }

    /// The verdict of each team, then the value of each label.
    pub(crate) fn texts(&self, teams: &[&str], ids: &[&str]) -> Vec<Option<&str>> {
        let verdicts = teams.iter().map(|team| self.verdicts.get(team));
        verdicts.chain(ids.iter().map(|id| self.labels.get(id))).collect()
    }
}
