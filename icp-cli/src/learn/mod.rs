//! `icp learn`: a first profile from accounts that were won and lost. What is learned is `icp-learn`'s; the command reads, writes, and says
//! where things are.

mod read;
mod settings;

use std::path::Path;

use icp_learn::{Naming, Report, Taught};

use self::read::{Read, read, refused};
use crate::args::Learn;
use crate::failure::Failure;
use crate::notice::tell;
use crate::output::Output;
use crate::stop;
use crate::text::{count, quoted, shown};
use crate::today::today;

/// Learns from the accounts, and writes the model and the reports.
pub(crate) fn run(args: &Learn) -> Result<(), Failure> {
    stop::watch();
    let settings = settings::settings(args);
    let Read { model: reader, read } = read(args, args.as_of.unwrap_or_else(today))?;
    let (model, icp) = names(&args.accounts);
    let accounts = shown(&args.accounts.display().to_string()).into_owned();
    let naming = Naming {
        model: &model,
        icp: &icp,
        accounts: &accounts,
        outcome: args.outcome.as_deref().unwrap_or("best customers"),
    };
    let lesson = read.teach(&settings, reader.definition(), naming, args.without_signal);
    let Taught { document, report, nothing, .. } = lesson.map_err(|error| refused(args, error))?;
    if read.invalid > 0 {
        tell(&format!("{} could not be read and count as missing", count(read.invalid, "value")));
    }
    for path in &args.report {
        write_report(&report, path, &args.accounts)?;
    }
    match document {
        Some(text) => {
            let mut output = Output::open(args.output.as_deref(), &[&args.accounts])?;
            output.line(text.trim_end())?;
            output.finish()?;
            told(args, &report)
        }
        None => Err(Failure::Mistake(nothing)),
    }
}

/// Beside a model in a file, the report is for whoever looks on.
fn told(args: &Learn, report: &Report) -> Result<(), Failure> {
    let Some(path) = &args.output else { return Ok(()) };
    if args.report.is_empty() {
        let mut output = Output::stdout();
        output.line(report.to_text_within(output.columns()).trim_end())?;
        output.finish()?;
    }
    let (model, accounts) = (
        shown(&path.display().to_string()).into_owned(),
        shown(&args.accounts.display().to_string()).into_owned(),
    );
    tell(&format!("wrote {model}: read it, then `icp check {model}` and `icp score {model} {accounts}`"));
    Ok(())
}

/// Writes a report; the ending of its name says how.
fn write_report(report: &Report, path: &Path, accounts: &Path) -> Result<(), Failure> {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let text = match ending.as_deref() {
        Some("html" | "htm") => report.to_page(),
        Some("md" | "markdown") => report.to_markdown(),
        Some("json") => report.to_json(),
        Some("txt") => report.to_text(),
        _ => {
            let name = quoted(&path.display().to_string());
            return Err(Failure::Usage(format!("{name}: a report is not written in this format"))
                .help("it writes `.html`, `.md`, `.txt` and `.json`"));
        }
    };
    let mut output = Output::open(Some(path), &[accounts])?;
    output.line(text.trim_end())?;
    output.finish()
}

/// The names of the model and of its icp, by that of the file.
fn names(path: &Path) -> (String, String) {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("accounts");
    (stem.to_owned(), "learned".to_owned())
}
