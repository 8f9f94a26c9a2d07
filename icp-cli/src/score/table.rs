use icp_core::{IcpStatus, Model};

use super::row::Row;
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Column, Table};
use crate::text::shown;

/// A ranked account, with what each team is told.
pub(crate) type Ranked = (Row, String);

/// Writes the table; a column in which nothing stands is left out.
pub(crate) fn write(
    model: &Model,
    id_name: &str,
    ranked: &[Ranked],
    output: &mut Output,
) -> Result<(), Failure> {
    let shows = Shows {
        range: ranked.iter().any(|(row, _)| range(row).is_some()),
        stage: ranked.iter().any(|(row, _)| row.stage.is_some()),
        verdicts: ranked.iter().any(|(_, verdicts)| !verdicts.is_empty()),
    };
    let id_name = shown(id_name);
    let mut columns =
        vec![Column::number("#"), Column::text(&id_name), Column::text("best icp"), Column::number("score")];
    columns.extend(shows.range.then(|| Column::number("range")));
    columns.push(Column::word("tier"));
    columns.extend(shows.stage.then(|| Column::word("stage")));
    columns.extend(shows.verdicts.then(|| Column::text("verdicts")));
    columns.push(Column::text("reason"));
    let mut table = Table::new(columns);
    for (place, ranked) in ranked.iter().enumerate() {
        table.measure(&shows.cells(model, place, ranked));
    }
    table.fit(output.columns());
    for line in table.head() {
        output.line(&line)?;
    }
    for (place, ranked) in ranked.iter().enumerate() {
        for line in table.row(&shows.cells(model, place, ranked)) {
            output.line(&line)?;
        }
    }
    Ok(())
}

/// Columns that are not always there.
#[derive(Debug, Clone, Copy)]
struct Shows {
    range: bool,
    stage: bool,
    verdicts: bool,
}

impl Shows {
    fn cells(self, model: &Model, place: usize, (row, verdicts): &Ranked) -> Vec<String> {
        let text = |text: &str| shown(text).into_owned();
        let best = match model.icp(row.icp).filter(|_| row.best) {
            Some(icp) => text(&icp.id),
            None => status(row.status).to_owned(),
        };
        let score = row.fit.score.map_or_else(|| "-".to_owned(), |score| format!("{score:.1}"));
        let mut cells = vec![(place + 1).to_string(), text(&row.name()), best, score];
        cells.extend(self.range.then(|| range(row).unwrap_or_default()));
        cells.push(text(row.tier(model).unwrap_or("-")));
        cells.extend(self.stage.then(|| text(row.stage(model).unwrap_or("-"))));
        cells.extend(self.verdicts.then(|| text(verdicts)));
        cells.push(text(&row.reason(model)));
        cells
    }
}

/// A status for people.
fn status(status: IcpStatus) -> &'static str {
    match status {
        IcpStatus::Qualified => "qualified",
        IcpStatus::Unqualified => "unqualified",
        IcpStatus::InsufficientData => "insufficient data",
        IcpStatus::Disqualified => "disqualified",
    }
}

/// What the missing values could still lead to, where that is open.
fn range(row: &Row) -> Option<String> {
    let (low, high) = row.fit.bounds.filter(|(low, high)| low < high)?;
    let short = |bound: f64| {
        let text = format!("{bound:.1}");
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    Some(format!("{}–{}", short(low), short(high)))
}
