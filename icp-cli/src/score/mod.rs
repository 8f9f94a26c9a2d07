//! `icp score`: every account, ranked, counted, or written out.

mod batches;
mod brief;
mod cell;
mod columns;
mod csv;
mod each;
#[cfg(feature = "parquet")]
mod groups;
mod lines;
mod only;
mod order;
#[cfg(feature = "parquet")]
mod parquet;
mod pipeline;
mod ranking;
mod row;
mod said;
mod scored;
mod summary;
mod table;
mod values;
mod workbook;
mod zip;

use std::io::{self, IsTerminal as _};
use std::num::NonZeroUsize;
use std::thread::available_parallelism;

use icp_core::arrow::BatchScorer;
use icp_core::batch::Scores;
use icp_core::{Date, Model};

use self::cell::Cell;
use self::columns::Columns;
use self::csv::Line;
use self::lines::Lines;
pub(crate) use self::only::Only;
use self::ranking::Words;
pub(crate) use self::ranking::{Order, Ranking};
pub(crate) use self::row::Row;
use self::said::Said;
use self::scored::ROW;
pub(crate) use self::scored::Told;
use self::summary::Summary;
pub(crate) use self::table::LONGEST_REASON;
pub(crate) use self::values::Values;
pub(crate) use self::workbook::ABOUT;
use self::workbook::Workbook;
pub(crate) use self::workbook::points_workbook;
use crate::accounts::{Accounts, Batch, ReadOptions};
use crate::args::{Format, Score, Writing};
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
    let model = load::given(&args.input.model, &args.input.given)?;
    let only = Only::new(&model, &args.writing.only)?;
    let options = args.input.options(model.source(), args.id.as_deref());
    let copies = format == Format::Parquet && args.writing.takes_all();
    let options = ReadOptions { keep: &args.writing.keep, copies, ..options };
    let accounts = Accounts::open(&model, &args.input.accounts, options)?;
    let inputs: Vec<_> = args.input.paths().collect();
    let output = Output::open(args.output.as_deref(), &inputs)?;
    let as_of = args.input.as_of.unwrap_or_else(today);
    // A line that is drawn again and again does not go with an answer that scrolls by.
    let quiet = format != Format::Table && args.output.is_none() && io::stdout().is_terminal();
    let beside: Vec<_> = inputs.into_iter().chain(args.output.as_deref()).collect();
    let values = Values::new(&model, args.input.on_invalid.into(), &args.allow_empty_column);
    let values = values.listed(args.invalid.as_deref(), &beside)?;
    let mut work = Work {
        model: &model,
        accounts,
        output,
        as_of,
        values,
        quiet,
        writing: &args.writing,
        only,
        words_all: false,
        threads: args.threads.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN),
        taken: 0,
    };
    let is_whole = args.output.is_some();
    let mut summary = match format {
        Format::Table => work.table(!is_whole)?,
        Format::Csv => work.csv()?,
        Format::Jsonl => work.jsonl()?,
        Format::Xlsx => work.xlsx()?,
        #[cfg(feature = "parquet")]
        Format::Parquet => work.parquet()?,
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => return args.form().map(|_| ()),
    };
    let accounts = work.written(&summary);
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
        let form = format.words();
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
    /// Which columns are written, and in which order.
    pub(crate) writing: &'m Writing,
    pub(crate) only: Only,
    /// Whether the table has the reasons of all accounts, so that they are worded a batch at a time.
    pub(crate) words_all: bool,
    /// Threads that make columns and score.
    pub(crate) threads: NonZeroUsize,
    /// Accounts that [`Only`] takes, so far.
    pub(crate) taken: u64,
}

/// The most accounts that the table has on a screen, unless more are asked for.
const PRINTED: usize = 50;

impl<'m> Work<'m> {
    /// Without `--top`, a table `for_screen` ends after some accounts; a file has all of them.
    fn table(&mut self, for_screen: bool) -> Result<Summary, Failure> {
        let (columns, mut order) = self.columns()?;
        let is_asked = order.top.is_some();
        order.top = order.top.or(for_screen.then_some(PRINTED));
        self.words_all = order.top.is_none();
        let (mut ranking, mut words, mut said) = (Ranking::new(order), Words::default(), Said::default());
        let (teams, labels) = (self.model.teams(), self.model.label_ids());
        let mut summary = self.each(|account, _| {
            let (verdicts, values) = account.said.split_at_checked(teams.len()).unwrap_or_default();
            said.add(account.row, &spoken(&teams, verdicts));
            let key = order.key(&columns, account);
            if ranking.wants(account.row, key.as_ref()) {
                let told = words.keep(account.id, &account.reasons(), &spoken(&labels, values));
                ranking.push(*account.row, key, told);
            }
            Ok(())
        })?;
        summary.said = said;
        let ranked = ranking.ranked();
        let id_name = self.accounts.id_name().unwrap_or(ROW);
        table::write(self.model, id_name, &ranked, &words, &mut self.output)?;
        if let Some(more) = self.taken.checked_sub(ranked.len() as u64).filter(|more| *more > 0) {
            let how = if is_asked { "" } else { ": `--top N` prints N of them, `-o FILE` writes all" };
            self.output.line(&format!("and {} more{how}", grouped(more)))?;
        }
        if self.only.asks() {
            let all = count(summary.accounts(), "account");
            self.output.line(&format!("{} of {all} are what `--only` asks for", grouped(self.taken)))?;
        }
        Ok(summary)
    }

    pub(crate) fn csv(&mut self) -> Result<Summary, Failure> {
        let (mut columns, order) = self.columns()?;
        if self.accounts.in_columns() && !order.waits() {
            return self.csv_in_columns(&columns);
        }
        let mut ranking = Ranking::new(order);
        let has_mark = self.writing.bom;
        let head = |columns: &Columns<'_>| csv::head(columns, has_mark);
        let mut has_head = false;
        let summary = self.each(|account, output| {
            columns.name(account.id_name);
            let mut line = Line::new();
            columns.cells(account, |cell| line.push(&cell));
            if order.waits() {
                ranking.push(*account.row, order.key(&columns, account), line.text());
                return Ok(());
            }
            // Only once an account is right: standard output cannot be taken back.
            if !std::mem::replace(&mut has_head, true) {
                output.line(&head(&columns))?;
            }
            output.line(&line.text())
        })?;
        if !has_head {
            columns.name(self.accounts.id_name().unwrap_or(ROW));
            self.output.line(&head(&columns))?;
        }
        for (rank, line) in ranking.written() {
            self.output.line(&if self.writing.rank { format!("{line},{rank}") } else { line })?;
        }
        Ok(summary)
    }

    /// The same for accounts that come in columns and are written as they come.
    fn csv_in_columns(&mut self, columns: &Columns<'_>) -> Result<Summary, Failure> {
        let (model, only) = (self.model, self.only.clone());
        let head = csv::head(columns, self.writing.bom);
        let mut has_head = false;
        let make = |_: &mut BatchScorer, batch: &Batch, scores: Scores| {
            Lines::of(model, columns, &only, batch, &scores)
        };
        let summary = self.batches(false, make, |work, _, lines, summary| {
            if lines.taken > 0 && !std::mem::replace(&mut has_head, true) {
                work.output.line(&head)?;
            }
            work.taken += lines.taken;
            summary.merge(lines.summary);
            work.output.lines(&lines.text)
        })?;
        if !has_head {
            self.output.line(&head)?;
        }
        Ok(summary)
    }

    pub(crate) fn jsonl(&mut self) -> Result<Summary, Failure> {
        let (columns, order) = self.columns()?;
        let mut ranking = Ranking::new(order);
        let summary = self.assess_each(|account, line, output| {
            if order.waits() {
                ranking.push(*account.row, order.key(&columns, account), line);
                return Ok(());
            }
            output.line(&line)
        })?;
        for (rank, line) in ranking.written() {
            let line = match line.strip_suffix('}') {
                Some(open) if self.writing.rank => format!("{open},\"rank\":{rank}}}"),
                _ => line,
            };
            self.output.line(&line)?;
        }
        Ok(summary)
    }

    /// A sheet for each status, in the order of the input or as it is asked for.
    fn xlsx(&mut self) -> Result<Summary, Failure> {
        let (mut columns, order) = self.columns()?;
        let mut ranking = Ranking::new(order);
        let header = |columns: &Columns<'_>| columns.names().map(str::to_owned).collect();
        let mut workbook = Workbook::new(header(&columns));
        let summary = self.each(|account, _| {
            columns.name(account.id_name);
            workbook.head(|| header(&columns));
            let mut cells = Vec::new();
            columns.cells(account, |cell| cells.push(cell));
            if order.waits() {
                let cells: Vec<Cell<'static>> = cells.into_iter().map(Cell::into_owned).collect();
                ranking.push(*account.row, order.key(&columns, account), (account.row.status, cells));
                return Ok(());
            }
            workbook.row(account.row.status, &cells)
        })?;
        for (rank, (status, mut cells)) in ranking.written() {
            if self.writing.rank {
                cells.push(Cell::Number(rank as f64));
            }
            workbook.row(status, &cells)?;
        }
        workbook.write(&self.facts(), &mut self.output)?;
        Ok(summary)
    }

    /// The model that gave the answers, all that was given to it, and the day.
    fn facts(&self) -> Vec<(String, String)> {
        let model = self.model;
        let mut facts = vec![("model".to_owned(), model.name().to_owned())];
        let mut add = |name: String, value: &str| facts.push((name, value.to_owned()));
        if let Some(version) = model.version() {
            add("version".to_owned(), version);
        }
        add("fingerprint".to_owned(), model.fingerprint());
        for (list, digest) in model.given_lists() {
            add(format!("list {}", list.name), digest);
        }
        if let Some(source) = model.source() {
            add("source".to_owned(), source.name());
            add("source fingerprint".to_owned(), source.fingerprint());
        }
        add("as of".to_owned(), &self.as_of.to_string());
        facts
    }

    /// The columns that are written, and the order of the accounts.
    fn columns(&self) -> Result<(Columns<'m>, Order), Failure> {
        let id_name = self.accounts.id_name().unwrap_or(ROW);
        let columns = Columns::new(self.model, self.writing, id_name, self.accounts.kept_names())?;
        let order = Order::new(&columns, self.writing)?;
        Ok((columns, order))
    }

    /// How many accounts were written: `12 of 5,408 accounts`.
    fn written(&self, summary: &Summary) -> String {
        let most = self.writing.top.unwrap_or(u64::MAX);
        let (all, written) = (summary.accounts(), self.taken.min(most));
        if written == all {
            count(all, "account")
        } else {
            format!("{} of {}", grouped(written), count(all, "account"))
        }
    }
}

/// The verdicts of all teams, or all labels, on one line.
fn spoken(names: &[&str], said: &[Option<&str>]) -> String {
    let told = names.iter().zip(said).filter_map(|(name, said)| Some(format!("{name}: {}", (*said)?)));
    told.collect::<Vec<_>>().join("; ")
}
