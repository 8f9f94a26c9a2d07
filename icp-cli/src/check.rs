//! `icp check`: mistakes, score ranges and findings of models.

use std::path::Path;
use std::process::ExitCode;

use icp_core::Model;
use icp_core::findings::{Finding, ScoreRange, ScorecardKind, Severity};

use crate::args::{Check, Denied};
use crate::cases;
use crate::failure::Failure;
use crate::load::Document;
use crate::output::Output;
use crate::text::{count, shown};
use crate::today::today;

/// Lists the mistakes of every model, or what is found in it. A file that cannot be read does not hide the others.
pub(crate) fn run(args: &Check) -> ExitCode {
    let mut output = Output::stdout();
    let (mut mistakes, mut unread) = (false, false);
    for path in &args.models {
        match check(path, args, &mut output) {
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

/// Whether a model has no mistakes, and nothing that is denied.
fn check(path: &Path, args: &Check, output: &mut Output) -> Result<bool, Failure> {
    let document = Document::open(path)?;
    if document.is_cases() {
        let (name, model) = (&document.name, cases::model_of(path));
        let model =
            model.map_or_else(|| "MODEL".to_owned(), |model| shown(&model.display().to_string()).into());
        let told = format!("{name}: passed over: it holds cases; `icp test {model} {name}` runs them");
        return output.line(&told).map(|()| true);
    }
    let model = match document.model() {
        Ok(model) => model,
        Err(error) => return output.line(&document.report(&error)).map(|()| false),
    };
    output.line(&format!("{}: ok: {}", document.name, described(&model)))?;
    for line in ranges(&model.score_ranges()) {
        output.line(&line)?;
    }
    if let Some(path) = &args.source {
        let source = Document::open(path)?;
        match source.source().and_then(|read| model.with_source(&read)) {
            Ok(_) => output.line(&format!("{}: ok: it suits {}", source.name, document.name))?,
            Err(error) => return output.line(&source.report(&error)).map(|()| false),
        }
    }
    let findings = model.findings(args.as_of.unwrap_or_else(today));
    if findings.is_empty() {
        return Ok(true);
    }
    let denied = denied(&findings, &args.deny);
    output.line("")?;
    let blocks = document.findings(&findings);
    output.line(&format!("{blocks}{}: {}", document.name, summary(&findings, denied)))?;
    Ok(denied == 0)
}

/// How many findings count as mistakes.
fn denied(findings: &[Finding], deny: &[Denied]) -> usize {
    findings.iter().filter(|finding| deny.iter().any(|what| what.has(finding))).count()
}

/// The findings in one line.
fn summary(findings: &[Finding], denied: usize) -> String {
    let warnings = findings.iter().filter(|finding| finding.severity() == Severity::Warning).count();
    let kinds = [
        (warnings > 0).then(|| count(warnings as u64, "warning")),
        (denied > 0).then(|| format!("{denied} denied")),
    ];
    let kinds: Vec<String> = kinds.into_iter().flatten().collect();
    let all = count(findings.len() as u64, "finding");
    if kinds.is_empty() { all } else { format!("{all} ({})", kinds.join(", ")) }
}

/// The range of scores that each icp can give, on a line each.
fn ranges(ranges: &[ScoreRange]) -> Vec<String> {
    let line = |of_icp: &[ScoreRange]| {
        let texts: Vec<String> = of_icp.iter().map(range).collect();
        let icp = of_icp.first().map_or("", |range| &range.icp);
        format!("  {icp}: scores {}", texts.join(", "))
    };
    ranges.chunk_by(|a, b| a.icp == b.icp).map(line).collect()
}

fn range(range: &ScoreRange) -> String {
    let card = match range.scorecard {
        ScorecardKind::Fit => "",
        ScorecardKind::Intent => "intent ",
    };
    let within = if range.is_exact { "" } else { "within " };
    format!("{card}{within}{} to {}", range.lowest, range.highest)
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
