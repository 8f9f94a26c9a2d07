use std::path::Path;
use std::process::ExitCode;

use icp_core::Model;

use crate::args::Check;
use crate::failure::Failure;
use crate::load::Document;
use crate::output::Output;
use crate::text::{count, shown};

/// Lists the mistakes of every model. A file that cannot be read does not hide the others.
pub(crate) fn run(args: &Check) -> ExitCode {
    let mut output = Output::stdout();
    let (mut mistakes, mut unread) = (false, false);
    for path in &args.models {
        match check(path, &mut output) {
            Ok(fine) => mistakes |= !fine,
            Err(Failure::ClosedPipe) => return ExitCode::SUCCESS,
            Err(failure) => {
                failure.report();
                unread = true;
            }
        }
    }
    match output.finish() {
        Err(failure) => failure.report(),
        Ok(()) if unread => ExitCode::from(2),
        Ok(()) => ExitCode::from(u8::from(mistakes)),
    }
}

/// Whether a model has no mistakes.
fn check(path: &Path, output: &mut Output) -> Result<bool, Failure> {
    let document = Document::open(path)?;
    match document.model() {
        Ok(model) => output.line(&format!("{}: ok: {}", document.name, described(&model))).map(|()| true),
        Err(error) => output.line(&document.report(&error)).map(|()| false),
    }
}

/// A model in one line.
fn described(model: &Model) -> String {
    let definition = model.definition();
    let cards = definition.icps.iter().flat_map(|icp| std::iter::once(&icp.fit).chain(&icp.intent));
    let exclusions = definition.icps.iter().map(|icp| icp.exclusions.len()).sum::<usize>();
    let counts = [
        count(definition.icps.len() as u64, "icp"),
        count(definition.attributes.len() as u64, "attribute"),
        count(cards.map(|card| card.criteria.len() as u64).sum(), "criterion")
            .replace("criterions", "criteria"),
        count((exclusions + definition.exclusions.len()) as u64, "exclusion"),
    ];
    let version = model.version().map_or_else(String::new, |version| format!(" {version}"));
    let name = format!("{}{version}", model.name());
    format!("{}, {}, fingerprint {}", shown(&name), counts.join(", "), model.fingerprint())
}
