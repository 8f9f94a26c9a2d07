use icp_core::OnInvalid;
use icp_core::read::nearest;
use icp_core::value::fold;

use crate::accounts::{Accounts, How};
use crate::args::{Explain, Invalid, Words};
use crate::ending::{self, Form as _};
use crate::failure::Failure;
use crate::notice::{notice, tell};
use crate::output::Output;
use crate::text::{count, list, quoted, shown};
use crate::today::today;
use crate::{line, load, stop};

/// Names that are offered when there is no such account.
const OFFERED: usize = 5;
/// Names that are near, of which the nearest is offered.
const NEAR: usize = 100;

/// Explains every account of that name.
pub(crate) fn run(args: &Explain) -> Result<(), Failure> {
    let input = &args.input;
    input.check()?;
    let wanted = wanted(args)?;
    let format = ending::form(args.output.as_deref(), args.format)?;
    stop::watch();
    let model = load::model(&input.model)?;
    let how = How {
        encoding: input.encoding.as_deref(),
        delimiter: input.delimiter,
        id: args.id_column.as_deref(),
    };
    let mut accounts = Accounts::open(&model, &input.accounts, how)?;
    let as_of = input.as_of.unwrap_or_else(today);
    let mut scratch = model.scratch();
    let inputs = [input.model.as_path(), input.accounts.as_path()];
    let mut output = Output::open(args.output.as_deref(), &inputs)?;
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
            let failure = accounts.refused(&e);
            match e.attribute() {
                Some(_) => failure.help("`--on-invalid missing` counts such values as missing"),
                None => failure,
            }
        })?;
        let assessment =
            model.assess_record(&record, as_of, &mut scratch).map_err(|e| accounts.refused(&e))?;
        if found > 0 && format != Words::Json {
            output.line("")?;
        }
        output.line(
            match format {
                Words::Text => assessment.explain(),
                Words::Markdown => assessment.explain_markdown(),
                Words::Html => assessment.explain_html(),
                Words::Json => line::of(accounts.id(), accounts.number(), &assessment.to_json()),
            }
            .trim_end(),
        )?;
        found += 1;
    }
    accounts.close()?;
    if found > 0 {
        output.finish()?;
    }
    if found > 1 {
        notice(&format!(
            "{}: {found} accounts are named {}; all are explained",
            accounts.name(),
            quoted(wanted)
        ));
    }
    if found > 0 {
        if let Some(path) = &args.output {
            let (accounts, form) = (count(u64::from(found), "account"), format.words());
            tell(&format!("wrote {accounts} to {} as {form}", shown(&path.display().to_string())));
        }
        return Ok(());
    }
    Err(nobody(&accounts, wanted, &near, &others))
}

/// The account that is asked for.
fn wanted(args: &Explain) -> Result<&str, Failure> {
    match (&args.id, &args.account) {
        (Some(id), None) => Ok(id.trim()),
        (_, account) => {
            let failure = Failure::Usage("the account to explain is named with `--id`".to_owned());
            let (model, accounts) = (args.input.model.display(), args.input.accounts.display());
            let name = account.as_deref().unwrap_or("NAME");
            let name =
                if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name.to_owned() };
            let line = format!("icp explain {model} {accounts} --id {name}");
            Err(failure.help(shown(&line)))
        }
    }
}

/// No account is called so, and what may be meant.
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
