//! Finds the accounts with a given name in a file, and writes an answer for each. `icp explain` and `icp next` use it.

use std::path::Path;

use icp_core::document::nearest;
use icp_core::value::fold;
use icp_core::{Date, Model, OnInvalid, Record, Scratch};

use crate::accounts::Accounts;
use crate::args::{Input, Invalid};
use crate::failure::Failure;
use crate::notice::{notice, tell};
use crate::output::Output;
use crate::text::{count, list, quoted, shown};
use crate::today::today;
use crate::{load, stop};

/// The number of names that an error suggests when no account has the given name.
const OFFERED: usize = 5;
/// The number of similar names that are kept while reading; an error suggests the nearest of them.
const NEAR: usize = 100;

/// The options that `icp explain` and `icp next` have in common.
pub(crate) struct Named<'a> {
    pub(crate) input: &'a Input,
    pub(crate) id: Option<&'a str>,
    /// A name that was given as a plain argument, without `--id`. It is refused, and the error shows the right command.
    pub(crate) without_id: Option<&'a str>,
    pub(crate) id_column: Option<&'a str>,
    pub(crate) output: Option<&'a Path>,
    /// Words for messages: the command, its verb and the past participle, such as `next`, `ask about`, `answered for`.
    pub(crate) command: [&'static str; 3],
    /// Lines before the first answer and after the last: those of a page.
    pub(crate) around: Option<[String; 2]>,
}

/// A matching account, with all that is needed to answer for it.
pub(crate) struct Account<'a> {
    pub(crate) model: &'a Model,
    pub(crate) record: &'a Record<'a>,
    pub(crate) as_of: Date,
    pub(crate) scratch: &'a mut Scratch,
    /// Its name, if the file has a column for names.
    pub(crate) id: Option<&'a str>,
    /// Columns that a line may have where it is written.
    pub(crate) columns: usize,
    /// Its row, from 1.
    pub(crate) number: u64,
    /// Whether it is the first account of that name.
    pub(crate) is_first: bool,
}

impl Named<'_> {
    /// Refuses a command without `--id`, and one that reads both inputs from standard input.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.input.check()?;
        self.wanted().map(|_| ())
    }

    /// Writes the answer of every account of that name. `form` is the name of the output format in messages: `HTML`.
    ///
    /// # Errors
    /// If a file cannot be read or written, an account is refused, or no account has that name.
    pub(crate) fn each(
        &self,
        form: &str,
        mut answer: impl FnMut(Account<'_>) -> Result<String, icp_core::AccountError>,
    ) -> Result<(), Failure> {
        let input = self.input;
        let wanted = self.wanted()?;
        stop::watch();
        let model = load::given(&input.model, &input.given)?;
        let options = input.options(model.source(), self.id_column);
        let mut accounts = Accounts::open(&model, &input.accounts, options)?;
        let as_of = input.as_of.unwrap_or_else(today);
        let mut scratch = model.scratch();
        let inputs: Vec<_> = input.paths().collect();
        let mut output = Output::open(self.output, &inputs)?;
        let (mut found, mut near, mut others) = (0u32, Vec::new(), Vec::new());
        while accounts.advance()? {
            let number;
            let id = match accounts.id() {
                Some(id) => id,
                None => {
                    number = accounts.number().to_string();
                    &number
                }
            };
            if id != wanted {
                if near.len() < NEAR && nearest(wanted, [id]).is_some() {
                    near.push(id.to_owned());
                }
                if others.len() < OFFERED {
                    others.push(id.to_owned());
                }
                continue;
            }
            let record = model.record(accounts.account(), input.on_invalid.into()).map_err(|e| {
                let failure = accounts.refused_one(&e);
                match e.attribute() {
                    Some(_) => failure.help("`--on-invalid missing` counts such values as missing"),
                    None => failure,
                }
            })?;
            let account = Account {
                model: &model,
                record: &record,
                as_of,
                scratch: &mut scratch,
                id: accounts.id(),
                number: accounts.number(),
                columns: output.columns(),
                is_first: found == 0,
            };
            let answer = answer(account).map_err(|e| accounts.refused_one(&e))?;
            if let Some([before, _]) = self.around.as_ref().filter(|_| found == 0) {
                output.line(before)?;
            }
            output.line(&answer)?;
            found += 1;
        }
        accounts.close()?;
        if found == 0 {
            return Err(nobody(&accounts, wanted, &near, &others));
        }
        if let Some([_, after]) = &self.around {
            output.line(after)?;
        }
        output.finish()?;
        if found > 1 {
            let [_, _, done] = self.command;
            let name = quoted(wanted);
            notice(&format!("{}: {found} accounts are named {name}; all are {done}", accounts.name()));
        }
        if let Some(path) = self.output {
            let accounts = count(u64::from(found), "account");
            tell(&format!("wrote {accounts} to {} as {form}", shown(&path.display().to_string())));
        }
        Ok(())
    }

    /// The name that `--id` gives.
    fn wanted(&self) -> Result<&str, Failure> {
        if let (Some(id), None) = (self.id, self.without_id) {
            return Ok(id.trim());
        }
        let [command, does, _] = self.command;
        let failure = Failure::Usage(format!("the account to {does} is named with `--id`"));
        let (model, accounts) = (self.input.model.display(), self.input.accounts.display());
        let name = self.without_id.unwrap_or("NAME");
        let name = if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name.to_owned() };
        let line = format!("icp {command} {model} {accounts} --id {name}");
        Err(failure.help(shown(&line)))
    }
}

/// The error that no account has that name. Its help suggests a similar name, or the first names of the file.
fn nobody(accounts: &Accounts<'_>, wanted: &str, near: &[String], others: &[String]) -> Failure {
    let column =
        accounts.id_name().map_or_else(|| "by number".to_owned(), |name| format!("in {}", quoted(name)));
    let failure = Failure::Mistake(format!("{}: no account {} ({column})", accounts.name(), quoted(wanted)));
    let same = near.iter().find(|id| fold(id) == fold(wanted));
    let near = same.map(String::as_str).or_else(|| nearest(wanted, near.iter().map(String::as_str)));
    match near {
        Some(near) => failure.help(format!("did you mean {}?", quoted(near))),
        None if accounts.has_column(wanted) => failure.help(format!(
            "{} is a column: `--id-column` names the column, `--id` the account in it",
            quoted(wanted)
        )),
        None if others.is_empty() => failure,
        None => {
            let offered = list(others.iter().map(String::as_str));
            failure.help(format!("the first are {offered}; `--id-column` names another column"))
        }
    }
}

impl From<Invalid> for OnInvalid {
    fn from(invalid: Invalid) -> Self {
        match invalid {
            Invalid::Error => Self::Error,
            Invalid::Missing => Self::Missing,
        }
    }
}
