//! `icp score`: every account, ranked, counted, or written out.

mod csv;
mod row;
mod summary;
mod table;

use std::io::{self, IsTerminal as _};

use icp_core::{Date, Model, OnInvalid, Verdicts};

use self::csv::Csv;
use self::row::{Ranking, Row};
use self::summary::Summary;
use crate::accounts::{Accounts, How};
use crate::args::{Format, Score};
use crate::failure::Failure;
use crate::load;
use crate::notice::tell;
use crate::output::Output;
use crate::progress::Progress;
use crate::text::count;
use crate::today::today;

/// Scores the accounts one at a time. Of each, only what the answer needs is kept.
pub(crate) fn run(args: &Score) -> Result<(), Failure> {
    args.input.check()?;
    let model = load::model(&args.input.model)?;
    let how = How {
        encoding: args.input.encoding.as_deref(),
        delimiter: args.input.delimiter,
        id: args.id.as_deref(),
    };
    let accounts = Accounts::open(&model, &args.input.accounts, how)?;
    let inputs = [args.input.model.as_path(), args.input.accounts.as_path()];
    let output = Output::open(args.output.as_deref(), &inputs)?;
    let as_of = args.input.as_of.unwrap_or_else(today);
    // A line that is drawn again and again does not go with an answer that scrolls by.
    let quiet = args.format != Format::Table && args.output.is_none() && io::stdout().is_terminal();
    let on_invalid = args.input.on_invalid.into();
    let mut work = Work { model: &model, accounts, output, as_of, on_invalid, quiet };
    let summary = match args.format {
        Format::Table => work.table(args.top)?,
        Format::Csv => work.csv(args.top)?,
        Format::Jsonl => work.jsonl(args.top)?,
    };
    let is_table = args.format == Format::Table;
    let lines = summary.lines(&model, as_of);
    if is_table {
        work.output.line("")?;
        for line in &lines {
            work.output.line(line)?;
        }
    }
    work.output.finish()?;
    if !is_table {
        // Beside the answer, not in it.
        tell(&lines.join("\n"));
    }
    if let Some(path) = &args.output {
        tell(&format!("wrote {} to {}", count(summary.accounts(), "account"), path.display()));
    }
    Ok(())
}

/// What is being done.
struct Work<'m> {
    model: &'m Model,
    accounts: Accounts<'m>,
    output: Output,
    as_of: Date,
    on_invalid: OnInvalid,
    quiet: bool,
}

impl Work<'_> {
    fn table(&mut self, top: Option<u64>) -> Result<Summary, Failure> {
        let mut ranking = Ranking::new(top);
        let summary = self.each(false, |row, verdicts, _, _| {
            ranking.push(row, spoken(&verdicts));
            Ok(())
        })?;
        let ranked = ranking.ranked();
        let id_name = self.accounts.id_name().unwrap_or("row");
        table::write(self.model, id_name, &ranked, &mut self.output)?;
        if (ranked.len() as u64) < summary.accounts() {
            self.output.line(&format!(
                "the best {} of {}",
                ranked.len(),
                count(summary.accounts(), "account")
            ))?;
        }
        Ok(summary)
    }

    fn csv(&mut self, top: Option<u64>) -> Result<Summary, Failure> {
        let csv = Csv::new(self.model);
        let mut ranking = Ranking::new(top);
        let mut has_head = false;
        let summary = self.each(false, |row, verdicts, id_name, output| {
            if !std::mem::replace(&mut has_head, true) {
                csv.head(id_name, output)?;
            }
            let line = csv.row(&row, &verdicts);
            match top {
                Some(_) => ranking.push(row, line),
                None => output.line(&line)?,
            }
            Ok(())
        })?;
        if !has_head {
            csv.head(self.accounts.id_name().unwrap_or("row"), &mut self.output)?;
        }
        for (_, line) in ranking.ranked() {
            self.output.line(&line)?;
        }
        Ok(summary)
    }

    fn jsonl(&mut self, top: Option<u64>) -> Result<Summary, Failure> {
        let mut ranking = Ranking::new(top);
        let summary = self.each(true, |row, _, line, output| {
            match top {
                Some(_) => ranking.push(row, line.to_owned()),
                None => output.line(line)?,
            }
            Ok(())
        })?;
        for (_, line) in ranking.ranked() {
            self.output.line(&line)?;
        }
        Ok(summary)
    }

    /// Scores every account and gives each to `take`: with what teams are told and the name of the id column, or
    /// with the whole assessment as JSON.
    fn each(
        &mut self,
        whole: bool,
        mut take: impl FnMut(Row, Verdicts, &str, &mut Output) -> Result<(), Failure>,
    ) -> Result<Summary, Failure> {
        let mut summary = Summary::new(self.model);
        let mut scratch = self.model.scratch();
        let mut progress = Progress::new(self.quiet);
        while self.accounts.advance()? {
            let refused = |error| self.accounts.refused(&error);
            let record = self.model.record(self.accounts.account(), self.on_invalid).map_err(refused)?;
            let json = if whole {
                self.model.assess(&record, self.as_of, &mut scratch).map_err(refused)?.to_json()
            } else {
                self.model.evaluate(&record, self.as_of, &mut scratch).map_err(refused)?;
                String::new()
            };
            let (number, id) = (self.accounts.number(), self.accounts.id());
            let Some(row) = Row::new(number, id, &scratch) else { continue };
            summary.add(&row, record.issues());
            let with = if whole { &json } else { self.accounts.id_name().unwrap_or("row") };
            let verdicts = if whole { Verdicts::default() } else { self.model.verdicts(row.icp, &scratch) };
            take(row, verdicts, with, &mut self.output)?;
            progress.tick(number, self.accounts.progress());
        }
        self.accounts.close()?;
        Ok(summary)
    }
}

/// What each team is told, on one line.
fn spoken(verdicts: &Verdicts) -> String {
    verdicts.0.iter().map(|(team, say)| format!("{team}: {say}")).collect::<Vec<_>>().join("; ")
}
