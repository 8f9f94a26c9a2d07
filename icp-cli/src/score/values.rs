//! The values of all accounts: what was invalid, and whether that ends the work.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use icp_core::error::Host;
use icp_core::intake::{Intake, NoticeKind};
use icp_core::{Model, OnInvalid, Record, Scratch};

use super::csv::{cell, line};
use crate::accounts::{Accounts, Batch, Wrong, id};
use crate::args::Format;
use crate::ending;
use crate::failure::Failure;
use crate::notice::tell;
use crate::text::{list, shown};

/// The invalid values of a run. The first one that refuses the accounts does not end the reading: the others are
/// still counted, so that one error can name all wrong columns.
pub(crate) struct Values {
    on_invalid: OnInvalid,
    /// Attributes or columns that may be without a valid value.
    allowed: Vec<String>,
    pub(super) intake: Intake,
    /// Where and why the accounts are refused.
    refused: Option<Failure>,
    list: Option<List>,
}

impl Values {
    pub(crate) fn new(model: &Model, on_invalid: OnInvalid, allowed: &[String]) -> Self {
        Self { on_invalid, allowed: allowed.to_vec(), intake: model.intake(), refused: None, list: None }
    }

    /// The same, with every invalid value written to a file.
    pub(crate) fn listed(self, path: Option<&Path>, others: &[&Path]) -> Result<Self, Failure> {
        let list = path.map(|path| List::open(path, others)).transpose()?;
        Ok(Self { list, ..self })
    }

    /// Whether nothing more is written.
    pub(crate) fn is_refused(&self) -> bool {
        self.refused.is_some()
    }

    /// Whether what is written may have to be taken back: a column has not had a valid value yet.
    pub(super) fn is_doubtful(&self) -> bool {
        self.intake.is_doubtful(&self.allowed())
    }

    fn allowed(&self) -> Vec<&str> {
        self.allowed.iter().map(String::as_str).collect()
    }

    /// Takes a batch of accounts, with all that was found up to its end.
    pub(super) fn batch(
        &mut self,
        accounts: &mut Accounts<'_>,
        batch: &Batch,
        (of_batch, all): (&Intake, &Intake),
    ) -> Result<(), Failure> {
        self.intake.clone_from(all);
        if of_batch.counts().is_empty() {
            return Ok(());
        }
        if let Some(list) = &mut self.list {
            for row in 0..batch.len() {
                let name = batch.ids.as_ref().and_then(|ids| id(ids, row)).map(str::to_owned);
                for wrong in accounts.wrong_in(batch, row)? {
                    list.row(batch.first + row as u64, name.as_deref(), &wrong)?;
                }
            }
        }
        if self.on_invalid == OnInvalid::Error
            && self.refused.is_none()
            && let Err(error) = self.intake.check(&[], OnInvalid::Error, Host::Command)
        {
            self.refused = Some(accounts.refused_batch(batch, &error));
        }
        Ok(())
    }

    /// Takes a batch of accounts that something else counted, with all that it found from the first account on.
    pub(crate) fn counted(
        &mut self,
        accounts: &mut Accounts<'_>,
        batch: &Batch,
        all: &Intake,
    ) -> Result<(), Failure> {
        let invalid = |intake: &Intake| intake.counts().iter().map(|(_, count)| count).sum::<usize>();
        if invalid(all) == invalid(&self.intake) {
            self.intake.clone_from(all);
            return Ok(());
        }
        self.batch(accounts, batch, (all, all))
    }

    /// Takes one account, which the scratch was just scored with.
    pub(crate) fn one(
        &mut self,
        model: &Model,
        accounts: &Accounts<'_>,
        record: &Record<'_>,
        scratch: &Scratch,
    ) -> Result<(), Failure> {
        self.intake.add(record, |attribute| accounts.column_of(attribute));
        if record.issues().is_empty() {
            return Ok(());
        }
        model.note_unjudged(&mut self.intake, record, scratch);
        if let Some(list) = &mut self.list {
            for wrong in accounts.wrong(record) {
                list.row(accounts.number(), accounts.id(), &wrong)?;
            }
        }
        if self.on_invalid == OnInvalid::Error
            && self.refused.is_none()
            && let Err(error) = model.record(accounts.account(), OnInvalid::Error)
        {
            self.refused = Some(accounts.refused(&error));
        }
        Ok(())
    }

    /// Judges all of it, once everything was read.
    pub(crate) fn judge(&mut self, file: &str) -> Result<(), Failure> {
        if let Some(list) = &mut self.list {
            list.finish()?;
        }
        let judged = self.intake.check(&self.allowed(), self.on_invalid, Host::Command);
        let Err(error) = judged else { return Ok(()) };
        let first = match self.refused.take() {
            Some(failure) => failure,
            None => Failure::refused(format!("{file}: {}", shown(error.message())), error.clone()),
        };
        let problems = error.problems();
        let others = problems.iter().filter(|problem| problem.column() != error.column());
        let others: Vec<&str> = others.filter_map(|problem| problem.column()).collect();
        let failure = match first {
            Failure::Refused { text, source } if !others.is_empty() => {
                Failure::Refused { text: format!("{text}\n  also wrong: {}", list(others)), source }
            }
            failure => failure,
        };
        Err(failure.help(error.help().unwrap_or_default()))
    }

    /// Tells the counts of invalid values, where no summary has them, and everything else that answers do not show.
    pub(crate) fn tell_all(&self) {
        for notice in self.intake.notices(Host::Command) {
            if notice.kind == NoticeKind::InvalidValues {
                tell(&format!("warning: {}", shown(&notice.to_string())));
            }
        }
        self.tell();
    }

    /// Tells what the answers do not show, the gravest first. Counts of values are in the summary.
    pub(super) fn tell(&self) {
        for notice in self.intake.notices(Host::Command) {
            match notice.kind {
                // The summary counts them; the header was told of.
                NoticeKind::InvalidValues | NoticeKind::MissingColumns => {}
                _ => tell(&format!("warning: {}", shown(&notice.to_string()))),
            }
        }
    }
}

/// The file of all invalid values.
struct List {
    name: String,
    to: BufWriter<File>,
}

impl List {
    fn open(path: &Path, others: &[&Path]) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let real = path.canonicalize().ok();
        let same = |other: &&Path| **other == *path || real.is_some() && other.canonicalize().ok() == real;
        if others.iter().any(same) {
            return Err(Failure::Usage(format!(
                "{name} is used as well: `--invalid` names a file of its own"
            )));
        }
        // A name that promises another form is refused, as is an answer's file that is named by mistake.
        ending::form(Some(path), Some(Format::Csv)).map_err(|_| {
            Failure::Usage(format!("`--invalid` writes CSV, and {name} is named as another form"))
                .help("name the file `.csv`")
        })?;
        let file = File::create(path).map_err(|error| Failure::unwritable(&name, error))?;
        let mut list = Self { name, to: BufWriter::new(file) };
        list.write(["row", "account", "column", "value", "expected"].map(str::to_owned))?;
        Ok(list)
    }

    fn row(&mut self, number: u64, account: Option<&str>, wrong: &Wrong) -> Result<(), Failure> {
        let account = account.map_or_else(|| number.to_string(), cell);
        let cells = [&wrong.column, &wrong.value, &wrong.expected].map(|text| cell(text));
        let [column, value, expected] = cells;
        self.write([number.to_string(), account, column, value, expected])
    }

    fn write(&mut self, cells: [String; 5]) -> Result<(), Failure> {
        let told = writeln!(self.to, "{}", line(cells));
        told.map_err(|error: io::Error| Failure::unwritable(&self.name, error))
    }

    fn finish(&mut self) -> Result<(), Failure> {
        self.to.flush().map_err(|error| Failure::unwritable(&self.name, error))
    }
}
