//! Scores as CSV that a spreadsheet reads as text and numbers, never as formulas.

use std::fmt::Write as _;

use icp_core::Model;
use icp_core::value::parse_number;

use super::row::Row;
use crate::failure::Failure;
use crate::output::Output;

/// The header and the rows.
#[derive(Debug)]
pub(crate) struct Csv<'m> {
    model: &'m Model,
    pub(crate) teams: Vec<&'m str>,
    labels: Vec<String>,
    pub(crate) has_intent: bool,
    has_stages: bool,
    has_rank: bool,
    /// Name and fingerprint of the source file, if there is one.
    source: Option<[&'m str; 2]>,
}

impl<'m> Csv<'m> {
    pub(crate) fn new(model: &'m Model, has_rank: bool) -> Self {
        let icps: Vec<_> = (0..).map_while(|at| model.icp(at)).collect();
        Self {
            model,
            teams: model.teams(),
            labels: model.label_ids().into_iter().map(|id| format!("label.{id}")).collect(),
            has_intent: icps.iter().any(|icp| icp.intent.is_some()),
            has_rank,
            has_stages: icps.iter().any(|icp| !icp.stages.is_empty()),
            source: model.source().map(|source| [source.name(), source.fingerprint()]),
        }
    }

    /// Writes the header. `icp` is the profile that the columns after it are about: the best, else the nearest.
    pub(crate) fn head(&self, id_name: &str, output: &mut Output) -> Result<(), Failure> {
        let mut cells = vec![id_name];
        cells.extend(["best", "status", "icp", "score", "lower", "upper", "coverage", "tier"]);
        cells.extend(self.has_intent.then_some("intent"));
        cells.extend(self.has_stages.then_some("stage"));
        cells.push("reason");
        cells.extend(&self.teams);
        cells.extend(self.labels.iter().map(String::as_str));
        cells.extend(self.source.is_some().then_some(["source", "source_fingerprint"]).into_iter().flatten());
        cells.extend(self.has_rank.then_some("rank"));
        output.line(&line(cells.into_iter().map(cell)))
    }

    /// An account as a line: what it is called, what the table does not have of it, what each team is told, and the labels.
    pub(crate) fn row<'a>(
        &self,
        name: &str,
        row: &Row,
        beside: Beside,
        said: impl Iterator<Item = Option<&'a str>>,
    ) -> String {
        let icp = self.model.icp(row.icp()).map_or("", |icp| &*icp.id);
        let (low, high) = row.bounds().unzip();
        let mut line = Line::new(name);
        line.text(if row.best() { icp } else { "" });
        line.text(row.status.as_str());
        line.text(icp);
        line.number(row.score());
        line.number(low);
        line.number(high);
        line.number(Some(beside.coverage));
        line.text(row.tier(self.model).unwrap_or_default());
        if self.has_intent {
            line.number(beside.intent);
        }
        if self.has_stages {
            line.text(row.stage(self.model).unwrap_or_default());
        }
        line.text(&self.model.reason(row.icp(), row.why()).text);
        said.for_each(|said| line.text(said.unwrap_or_default()));
        self.source.into_iter().flatten().for_each(|word| line.text(word));
        line.0
    }
}

/// A line that grows cell by cell: a file has millions, and no cell needs memory of its own.
struct Line(String);

impl Line {
    fn new(first: &str) -> Self {
        let mut line = Self(String::with_capacity(LINE));
        push(&mut line.0, first);
        line
    }

    fn text(&mut self, text: &str) {
        self.0.push(',');
        push(&mut self.0, text);
    }

    fn number(&mut self, number: Option<f64>) {
        self.0.push(',');
        if let Some(number) = number {
            // Writing to a text cannot fail.
            let _ = write!(self.0, "{number}");
        }
    }
}

/// Bytes that a line begins with; it grows where they are too few.
const LINE: usize = 160;

/// Numbers that only this format has.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Beside {
    pub(crate) coverage: f64,
    pub(crate) intent: Option<f64>,
}

pub(super) fn line(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().collect::<Vec<_>>().join(",")
}

/// A text as a cell.
pub(super) fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    push(&mut cell, text);
    cell
}

/// Writes a text as a cell. What a spreadsheet would run as a formula gets an apostrophe in front; a plain number, also a
/// negative one, stays as it is.
fn push(out: &mut String, text: &str) {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let mark = if runs && parse_number(text).is_err() { "'" } else { "" };
    if text.contains(['"', ',', '\n', '\r']) || text.trim() != text {
        let quoted = text.replace('"', "\"\"");
        out.extend(["\"", mark, &quoted, "\""]);
    } else {
        out.extend([mark, text]);
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_never_formulas() {
        assert_eq!(cell("=cmd|'/C calc'!A0"), "'=cmd|'/C calc'!A0");
        assert_eq!(cell("+49 30 1234"), "'+49 30 1234");
        assert_eq!(cell("@SUM(1)"), "'@SUM(1)");
        assert_eq!(cell("-1+2"), "'-1+2");
        assert_eq!(cell("\t=1"), "\"'\t=1\"");
        assert_eq!(cell("-12.5"), "-12.5");
        assert_eq!(cell("say \"hi\", twice"), "\"say \"\"hi\"\", twice\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
    }
}
