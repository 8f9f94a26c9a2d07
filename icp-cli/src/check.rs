//! `icp check`: mistakes, score ranges and findings of models, alone and together with accounts.

use std::collections::BTreeMap;
use std::path::Path;

use icp_core::findings::{Finding, ScoreRange, ScorecardKind, Severity};
use icp_core::{Date, Model, ModelError};
use serde_json::{Value, json};

use crate::accounts::Accounts;
use crate::args::{Check, CheckFormat, Denied};
use crate::cases;
use crate::failure::Failure;
use crate::lists;
use crate::load::Document;
use crate::output::Output;
use crate::progress::Progress;
use crate::text::{count, hung, shown};
use crate::today::today;

/// Columns to which the findings about accounts are wrapped where nobody says how many there are.
const COLUMNS: usize = 80;

/// Lists the mistakes of every model, or what is found in it. A file that cannot be read does not hide the others.
pub(crate) fn run(args: &Check) -> u8 {
    if let Some(failure) = args.check().err().or_else(|| twice(args)) {
        return failure.report();
    }
    let mut output = Output::stdout();
    let (mut mistakes, mut unread) = (false, false);
    for path in &args.models {
        match check(path, args, &mut output) {
            Ok(fine) => mistakes |= !fine,
            Err(Failure::ClosedPipe) => return 0,
            Err(failure) => {
                failure.report();
                unread = true;
            }
        }
    }
    match output.finish() {
        Err(failure) => failure.report(),
        Ok(()) if unread => 2,
        Ok(()) => u8::from(mistakes),
    }
}

/// Standard input can be read only once.
fn twice(args: &Check) -> Option<Failure> {
    let piped = |path: &Path| path == Path::new("-");
    let is_twice =
        args.data.as_deref().is_some_and(piped) && (args.models.len() > 1 || piped(args.models.first()?));
    let told = "accounts from standard input are for one model, which is a file";
    is_twice.then(|| Failure::Usage(told.to_owned()))
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
    let lists = lists::read(&args.given.lists)?;
    let model = match document.model().and_then(|model| model.with_lists(&lists)) {
        Ok(model) => model,
        Err(error) => return output.line(&refusal(&document, &error, args)).map(|()| false),
    };
    let as_of = args.as_of.unwrap_or_else(today);
    let findings = model.findings(as_of);
    let source = match args.given.source.as_deref().map(|path| sourced(&model, path)).transpose()? {
        Some(Err((document, error))) => {
            return output.line(&refusal(&document, &error, args)).map(|()| false);
        }
        Some(Ok(source)) => Some(source),
        None => None,
    };
    let sourced = source.as_ref().map_or(&model, |(_, model)| model);
    let data = args.data.as_deref().map(|path| Data::read(sourced, path, args, as_of)).transpose()?;
    let of_data = data.as_ref().map(|data| &*data.findings).unwrap_or_default();
    let denied = (denied(&findings, &args.deny), denied(of_data, &args.deny));
    match args.format {
        CheckFormat::Text => {
            let columns = output.columns();
            let told = format!("{}: ok: {}", document.name, described(&model));
            output.line(&hung(&told, 2, columns))?;
            output.line(&format!("  fingerprint {}", model.fingerprint()))?;
            for line in ranges(&model.score_ranges()) {
                output.line(&line)?;
            }
            if let Some((name, _)) = &source {
                output.line(&format!("{name}: ok: it suits {}", document.name))?;
            }
            if !findings.is_empty() {
                output.line("")?;
                let blocks = document.findings(&findings, columns);
                output.line(&format!("{blocks}{}: {}", document.name, summary(&findings, denied.0)))?;
            }
            if let Some(data) = &data {
                output.line("")?;
                let blocks = document.findings(&data.findings, output.columns_or(COLUMNS));
                let accounts = count(data.accounts as u64, "account");
                let found = summary(&data.findings, denied.1);
                output
                    .line(&format!("{blocks}{} with {accounts} of {}: {found}", document.name, data.name))?;
            }
        }
        CheckFormat::Json => {
            let data = data
                .as_ref()
                .map(|data| json!({"name": data.name, "accounts": data.accounts, "findings": data.findings}));
            let given: BTreeMap<&str, &str> =
                model.given_lists().map(|(list, digest)| (&*list.name, digest)).collect();
            let told = [
                ("fingerprint", json!(model.fingerprint())),
                ("lists", json!(given)),
                ("source", json!(source.as_ref().map(|(name, _)| name))),
                ("score_ranges", json!(model.score_ranges())),
                ("findings", json!(findings)),
                ("data", json!(data)),
                ("denied", json!(denied.0 + denied.1)),
            ];
            output.line(&json(&document.name, &told))?;
        }
    }
    Ok(denied.0 + denied.1 == 0)
}

/// The name of a source file that suits a model, and the model that reads by it.
type Sourced = (String, Model);

/// The source file of a run, or the mistakes in it.
fn sourced(model: &Model, path: &Path) -> Result<Result<Sourced, (Document, ModelError)>, Failure> {
    let document = Document::open(path)?;
    Ok(match document.source().and_then(|source| model.with_source(&source)) {
        Ok(model) => Ok((document.name, model)),
        Err(error) => Err((document, error)),
    })
}

/// The mistakes of a document.
fn refusal(document: &Document, error: &ModelError, args: &Check) -> String {
    match args.format {
        CheckFormat::Text => document.report(error),
        CheckFormat::Json => json(&document.name, &[("error", json!(error))]),
    }
}

/// One model as JSON, on a line that begins with its name.
fn json(name: &str, rest: &[(&str, Value)]) -> String {
    let entries = std::iter::once(("model", json!(name))).chain(rest.iter().cloned());
    let entries: Vec<String> = entries.map(|(key, value)| format!("{}:{value}", json!(key))).collect();
    format!("{{{}}}", entries.join(","))
}

/// The findings about a model and a file of accounts.
struct Data {
    name: String,
    accounts: usize,
    findings: Vec<Finding>,
}

impl Data {
    fn read(model: &Model, path: &Path, args: &Check, as_of: Date) -> Result<Self, Failure> {
        let mut check = model.data_check(as_of);
        let options = args.joining.added(args.reading.options(model.source(), args.id.as_deref()));
        let mut accounts = Accounts::open(model, path, options)?;
        if let Some(column) = accounts.id_name().or(args.id.as_deref()) {
            check.identified_by(column);
        }
        check.note_columns(accounts.columns());
        accounts.read_too(|column| check.is_identity(column));
        let mut progress = Progress::new(false);
        while accounts.advance()? {
            let refused = |error| accounts.refused(&error);
            match accounts.id_name().zip(accounts.id()) {
                // A column that only names accounts is not among the values of Parquet.
                Some((column, id)) if accounts.account().get(column).is_none() => {
                    check.add(&accounts.account().clone().with(column, id)).map_err(refused)?;
                }
                Some(_) | None => check.add(accounts.account()).map_err(refused)?,
            }
            progress.tick(accounts.number(), accounts.progress());
        }
        accounts.close()?;
        Ok(Self { name: accounts.name().to_owned(), accounts: check.rows(), findings: check.findings() })
    }
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
    let icps: Vec<_> = (0..).map_while(|at| model.icp(at)).collect();
    let cards = icps.iter().flat_map(|icp| std::iter::once(&icp.fit).chain(&icp.intent));
    let exclusions = icps.iter().map(|icp| icp.exclusions.len()).sum::<usize>();
    let disabled = match definition.icps.len().saturating_sub(icps.len()) {
        0 => String::new(),
        some => format!(" (and {some} disabled)"),
    };
    let counts = [
        count(icps.len() as u64, "icp") + &disabled,
        count(definition.attributes.len() as u64, "attribute"),
        count(cards.map(|card| card.criteria.len() as u64).sum(), "criterion")
            .replace("criterions", "criteria"),
        count((exclusions + definition.exclusions.len()) as u64, "exclusion"),
    ];
    let version = model.version().map_or_else(String::new, |version| format!(" {version}"));
    let name = format!("{}{version}", model.name());
    format!("{}, {}", shown(&name), counts.join(", "))
}
