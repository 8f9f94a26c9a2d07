use icp_core::{OnInvalid, fold};

use crate::accounts::{Accounts, How};
use crate::args::{Explain, Invalid, Words};
use crate::failure::Failure;
use crate::load;
use crate::notice::notice;
use crate::output::Output;
use crate::text::{list, quoted};
use crate::today::today;

/// Names that are offered when there is no such account.
const OFFERED: usize = 5;

/// Explains every account of that name.
pub(crate) fn run(args: &Explain) -> Result<(), Failure> {
    let input = &args.input;
    input.check()?;
    let model = load::model(&input.model)?;
    let how = How {
        encoding: input.encoding.as_deref(),
        delimiter: input.delimiter,
        id: args.id_column.as_deref(),
    };
    let mut accounts = Accounts::open(&model, &input.accounts, how)?;
    let as_of = input.as_of.unwrap_or_else(today);
    let mut scratch = model.scratch();
    let mut output = Output::stdout();
    let wanted = args.id.trim();
    let (mut found, mut near, mut others) = (0u32, None, Vec::new());
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
            if near.is_none() && fold(id) == fold(wanted) {
                near = Some(id.to_owned());
            }
            if others.len() < OFFERED {
                others.push(id.to_owned());
            }
            continue;
        }
        let record =
            model.record(accounts.account(), input.on_invalid.into()).map_err(|e| accounts.refused(&e))?;
        let assessment = model.assess(&record, as_of, &mut scratch).map_err(|e| accounts.refused(&e))?;
        if found > 0 {
            output.line("")?;
        }
        output.line(
            match args.format {
                Words::Text => assessment.explain(),
                Words::Markdown => assessment.explain_markdown(),
                Words::Html => assessment.explain_html(),
            }
            .trim_end(),
        )?;
        found += 1;
    }
    accounts.close()?;
    output.finish()?;
    if found > 1 {
        notice(&format!(
            "{}: {found} accounts are named {}; all are explained",
            accounts.name(),
            quoted(wanted)
        ));
    }
    if found > 0 {
        return Ok(());
    }
    let column =
        accounts.id_name().map_or_else(|| "by number".to_owned(), |name| format!("in {}", quoted(name)));
    let failure = Failure::Mistake(format!("{}: no account {} ({column})", accounts.name(), quoted(wanted)));
    match near {
        Some(near) => Err(failure.help(format!("did you mean {}?", quoted(&near)))),
        None if others.is_empty() => Err(failure),
        None => {
            let offered = list(others.iter().map(String::as_str));
            Err(failure.help(format!("the first are {offered}; `--id-column` names another column")))
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
