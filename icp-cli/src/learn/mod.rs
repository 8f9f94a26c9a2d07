//! `icp learn`: a first profile from accounts that were won and lost. What is learned is `icp-learn`'s; the command reads, writes, and says
//! where things are.

mod read;
mod settings;

use std::path::Path;

use icp_learn::{Learned, Naming, document, learn};

use self::read::{read, refused};
use crate::args::Learn;
use crate::failure::Failure;
use crate::notice::tell;
use crate::output::Output;
use crate::stop;
use crate::text::{count, shown};
use crate::today::today;

/// Learns from the accounts, and writes the model and the reports.
pub(crate) fn run(args: &Learn) -> Result<(), Failure> {
    stop::watch();
    let settings = settings::settings(args);
    let mut adjust = settings::Adjust::new(args)?;
    let read =
        read(args, args.as_of.unwrap_or_else(today), &mut |column, source| adjust.apply(column, source))?;
    adjust.finish()?;
    let learned = learn(&read.table, &settings).map_err(refused)?;
    let (model, icp) = names(&args.accounts);
    let accounts = shown(&args.accounts.display().to_string()).into_owned();
    let naming = Naming {
        model: &model,
        icp: &icp,
        accounts: &accounts,
        outcome: args.outcome.as_deref().unwrap_or("best customers"),
    };
    let text = document(&learned, &read.table, &read.sources, read.model.definition(), naming);
    if read.invalid > 0 {
        tell(&format!("{} could not be read and count as missing", count(read.invalid, "value")));
    }
    match text {
        Some(text) if is_sure(&learned) || args.without_signal => {
            let mut output = Output::open(args.output.as_deref(), &[&args.accounts])?;
            output.line(text.trim_end())?;
            output.finish()
        }
        _ => Err(nothing(&learned)),
    }
}

/// Whether the test found a signal, or was not made.
fn is_sure(learned: &Learned) -> bool {
    learned.signal.is_none_or(|signal| signal.is_found())
}

/// Why there is no model.
fn nothing(learned: &Learned) -> Failure {
    let reasons: Vec<String> = learned.warnings.iter().take(1).map(ToString::to_string).collect();
    Failure::Mistake(format!("nothing was learned: {}", reasons.join("; ")))
}

/// The names of the model and of its icp, by that of the file.
fn names(path: &Path) -> (String, String) {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("accounts");
    (stem.to_owned(), "learned".to_owned())
}
