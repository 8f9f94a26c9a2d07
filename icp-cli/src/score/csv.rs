//! Scores as CSV that a spreadsheet reads as text and numbers, never as formulas.

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
    pub(crate) has_intent: bool,
    has_stages: bool,
    has_rank: bool,
}

impl<'m> Csv<'m> {
    pub(crate) fn new(model: &'m Model, has_rank: bool) -> Self {
        let icps = &model.definition().icps;
        Self {
            model,
            teams: model.teams(),
            has_intent: icps.iter().any(|icp| icp.intent.is_some()),
            has_rank,
            has_stages: icps.iter().any(|icp| !icp.stages.is_empty()),
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
        cells.extend(self.has_rank.then_some("rank"));
        output.line(&line(cells.into_iter().map(cell)))
    }

    /// An account as a line: what it is called, what the table does not have of it, and what each team is told.
    pub(crate) fn row<'a>(
        &self,
        name: &str,
        row: &Row,
        beside: Beside,
        said: impl Iterator<Item = Option<&'a str>>,
    ) -> String {
        let icp = self.model.icp(row.icp()).map_or("", |icp| &*icp.id);
        let (low, high) = row.bounds().unzip();
        let mut cells = vec![
            cell(name),
            cell(if row.best() { icp } else { "" }),
            row.status.as_str().to_owned(),
            cell(icp),
            number(row.score()),
            number(low),
            number(high),
            number(Some(beside.coverage)),
            cell(row.tier(self.model).unwrap_or_default()),
        ];
        cells.extend(self.has_intent.then(|| number(beside.intent)));
        cells.extend(self.has_stages.then(|| cell(row.stage(self.model).unwrap_or_default())));
        cells.push(cell(&self.model.reason(row.icp(), row.why()).text));
        cells.extend(said.map(|said| cell(said.unwrap_or_default())));
        line(cells)
    }
}

/// Numbers that only this format has.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Beside {
    pub(crate) coverage: f64,
    pub(crate) intent: Option<f64>,
}

pub(super) fn line(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().collect::<Vec<_>>().join(",")
}

fn number(number: Option<f64>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// A text as a cell. What a spreadsheet would run as a formula gets an apostrophe in front; a plain number, also a
/// negative one, stays as it is.
pub(super) fn cell(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let mark = if runs && parse_number(text).is_err() { "'" } else { "" };
    if text.contains(['"', ',', '\n', '\r']) || text.trim() != text {
        format!("\"{mark}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{mark}{text}")
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
