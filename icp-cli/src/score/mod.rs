//! `icp score`: every account, ranked, counted, or written out.

mod csv;
mod each;
#[cfg(feature = "parquet")]
mod parquet;
mod ranking;
mod row;
mod said;
mod summary;
mod table;
mod values;

use std::borrow::Cow;
use std::io::{self, IsTerminal as _};

use icp_core::{Date, Model};

use self::csv::Csv;
use self::ranking::{Ranking, Words};
use self::said::Said;
use self::summary::Summary;
pub(crate) use self::values::Values;
use crate::accounts::Accounts;
use crate::args::{Format, Score};
use crate::ending::Form as _;
use crate::failure::Failure;
use crate::load;
use crate::notice::tell;
use crate::output::Output;
use crate::stop;
use crate::text::{count, grouped, shown};
use crate::today::today;

/// Scores the accounts, some thousand rows or one at a time. Of each, only what the answer needs is kept.
pub(crate) fn run(args: &Score) -> Result<(), Failure> {
    args.input.check()?;
    let format = args.form()?;
    stop::watch();
    let model = load::sourced(&args.input.model, args.input.source.as_deref())?;
    let options = args.input.options(model.source(), args.id.as_deref());
    let accounts = Accounts::open(&model, &args.input.accounts, options)?;
    let inputs: Vec<_> = args.input.paths().collect();
    let output = Output::open(args.output.as_deref(), &inputs)?;
    let as_of = args.input.as_of.unwrap_or_else(today);
    // A line that is drawn again and again does not go with an answer that scrolls by.
    let quiet = format != Format::Table && args.output.is_none() && io::stdout().is_terminal();
    let beside: Vec<_> = inputs.into_iter().chain(args.output.as_deref()).collect();
    let values = Values::new(&model, args.input.on_invalid.into(), &args.allow_empty_column);
    let values = values.listed(args.invalid.as_deref(), &beside)?;
    let mut work = Work { model: &model, accounts, output, as_of, values, quiet, rank: args.rank };
    let is_whole = args.output.is_some();
    let mut summary = match format {
        Format::Table => work.table(args.top, !is_whole)?,
        Format::Csv => work.csv(args.top)?,
        Format::Jsonl => work.jsonl(args.top)?,
        #[cfg(feature = "parquet")]
        Format::Parquet => work.parquet()?,
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => return args.form().map(|_| ()),
    };
    let is_table = format == Format::Table;
    let lines = summary.lines(&model, as_of);
    if is_table {
        work.output.line("")?;
        for line in &lines {
            work.output.line(line)?;
        }
    }
    work.values.tell();
    work.output.finish()?;
    if !is_table {
        // Beside the answer, not in it.
        tell(&lines.join("\n"));
    }
    if let Some(path) = &args.output {
        let (accounts, form) = (count(summary.accounts(), "account"), format.words());
        tell(&format!("wrote {accounts} to {} as {form}", shown(&path.display().to_string())));
    }
    Ok(())
}

/// One run of `icp score`: the model, the accounts, and the way the answers are written.
pub(crate) struct Work<'m> {
    pub(crate) model: &'m Model,
    pub(crate) accounts: Accounts<'m>,
    pub(crate) output: Output,
    pub(crate) as_of: Date,
    pub(crate) values: Values,
    /// Nobody is told how far it is.
    pub(crate) quiet: bool,
    /// Whether each account has its place in the ranked table beside it.
    pub(crate) rank: bool,
}

/// The most accounts that the table has on a screen, unless more are asked for.
const PRINTED: u64 = 50;

impl Work<'_> {
    /// Without `top`, a table `for_screen` ends after some accounts; a file has all of them.
    fn table(&mut self, top: Option<u64>, for_screen: bool) -> Result<Summary, Failure> {
        let most = top.or(for_screen.then_some(PRINTED));
        let (mut ranking, mut words, mut said) = (Ranking::new(most), Words::default(), Said::default());
        let (teams, labels) = (self.model.teams(), self.model.label_ids());
        let mut summary = self.each(|account| {
            let (verdicts, values) = account.said.split_at_checked(teams.len()).unwrap_or_default();
            said.add(account.row, &spoken(&teams, verdicts));
            let told = words.keep(account.id, &spoken(&labels, values));
            ranking.push(*account.row, told);
            Ok(())
        })?;
        summary.said = said;
        let ranked = ranking.ranked();
        let id_name = self.accounts.id_name().unwrap_or("row");
        table::write(self.model, id_name, &ranked, &words, &mut self.output)?;
        if let Some(more) = summary.accounts().checked_sub(ranked.len() as u64).filter(|more| *more > 0) {
            let how = if top.is_none() { ": `--top N` prints N of them, `-o FILE` writes all" } else { "" };
            self.output.line(&format!("and {} more{how}", grouped(more)))?;
        }
        Ok(summary)
    }

    pub(crate) fn csv(&mut self, top: Option<u64>) -> Result<Summary, Failure> {
        let csv = Csv::new(self.model, self.rank);
        let mut ranking = Ranking::new(top);
        let keeps = top.is_some() || self.rank;
        let mut has_head = false;
        let summary = self.each(|account| {
            if !std::mem::replace(&mut has_head, true) {
                csv.head(account.id_name, account.output)?;
            }
            let name = account.id.map_or_else(|| account.row.number().to_string().into(), Cow::Borrowed);
            let line = csv.row(&name, account.row, account.beside, account.said.iter().copied());
            if keeps {
                ranking.push(*account.row, line);
            } else {
                account.output.line(&line)?;
            }
            Ok(())
        })?;
        if !has_head {
            csv.head(self.accounts.id_name().unwrap_or("row"), &mut self.output)?;
        }
        for (rank, line) in ranking.lines() {
            self.output.line(&if self.rank { format!("{line},{rank}") } else { line })?;
        }
        Ok(summary)
    }

    pub(crate) fn jsonl(&mut self, top: Option<u64>) -> Result<Summary, Failure> {
        let mut ranking = Ranking::new(top);
        let keeps = top.is_some() || self.rank;
        let summary = self.assess_each(|row, line, output| {
            if keeps {
                ranking.push(row, line);
            } else {
                output.line(&line)?;
            }
            Ok(())
        })?;
        for (rank, line) in ranking.lines() {
            let line = match line.strip_suffix('}') {
                Some(open) if self.rank => format!("{open},\"rank\":{rank}}}"),
                _ => line,
            };
            self.output.line(&line)?;
        }
        Ok(summary)
    }
}

/// The verdicts of all teams, or all labels, on one line.
fn spoken(names: &[&str], said: &[Option<&str>]) -> String {
    let told = names.iter().zip(said).filter_map(|(name, said)| Some(format!("{name}: {}", (*said)?)));
    told.collect::<Vec<_>>().join("; ")
}
