//! Reads the accounts of `icp learn`: once to see how the columns are written, once for their values and outcomes.

use std::path::Path;

use icp_core::survey::Survey;
use icp_core::{AccountValue, Date, Model, OnInvalid, init};
use icp_evidence::Outcome;
use icp_learn::{Judged, LearnError, Lesson, LessonReader, SplitBy};

use crate::accounts::{self, Accounts, ReadOptions};
use crate::args::Learn;
use crate::failure::Failure;
use crate::load;
use crate::progress::Progress;
use crate::text::{quoted, shown};

/// The accounts as a table, and the model that read them.
pub(super) struct Read {
    pub(super) model: Model,
    pub(super) read: icp_learn::Read,
}

/// The options that speak of columns.
fn lesson(args: &Learn, as_of: Date) -> Result<Lesson, Failure> {
    let outcome = args.outcome.as_deref().map(|text| {
        let outcome = Outcome::parse(text).lost(args.lost.iter().cloned());
        outcome.open(args.open.iter().cloned())
    });
    let kept = args.keep_bands.as_deref().map(load::model).transpose()?;
    Ok(Lesson {
        outcome,
        weight: args.weight.clone(),
        group: args.group.clone(),
        decided_on: args.decided_on.clone(),
        ignore: args.ignore.clone(),
        known_before: args.known_before.clone(),
        directions: args.monotone.clone(),
        split_by: args.split_by.as_deref().map(SplitBy::parse),
        keep_bands: kept.map(|model| model.definition().clone()),
        ..Lesson::new(as_of)
    })
}

/// Reads the accounts, and the reference population where there is one.
pub(super) fn read(args: &Learn, as_of: Date) -> Result<Read, Failure> {
    let paths: Vec<&Path> = std::iter::once(&*args.accounts).chain(args.reference.as_deref()).collect();
    if paths.contains(&Path::new("-")) {
        return Err(Failure::Usage(
            "the accounts are read twice, so they cannot be standard input".to_owned(),
        )
        .help("save them to a file first"));
    }
    let lesson = lesson(args, as_of)?;
    let mut survey = Survey::new();
    for path in &paths {
        survey.merge(&accounts::survey(path, args.reading.options(None, None))?);
    }
    let refused = |error| refused(args, error);
    lesson.check(&survey).map_err(refused)?;
    let (text, left) = init::reader(&survey, "accounts");
    let text = with_events(&text, args);
    let model = Model::from_text(&text).map_err(|error| Failure::refused(error.to_string(), error))?;
    let mut reader = lesson.reader(&model).map_err(refused)?;
    let beside = lesson.columns();
    for (at, path) in paths.iter().enumerate() {
        // A reference has no columns but those of the attributes, and none of its accounts is one of the best.
        let (columns, judged) = if at == 0 { (&*beside, Judged::Won) } else { (&[][..], Judged::Lost) };
        let options = args.joining.added(args.reading.options(None, None));
        rows(&model, path, ReadOptions { keep: columns, ..options }, &mut reader, judged)?;
    }
    let read = reader.finish(left).map_err(refused)?;
    Ok(Read { model, read })
}

/// A refusal of `icp-learn`.
pub(super) fn refused(args: &Learn, error: LearnError) -> Failure {
    let failure = match (&error, &args.keep_bands) {
        (LearnError::NoColumn { name, .. }, _) => {
            Failure::Usage(format!("there is no column {}", quoted(name)))
        }
        (LearnError::NothingKept, Some(path)) => Failure::Usage(format!(
            "{} has no bands of a column of these accounts",
            quoted(&path.display().to_string())
        )),
        (LearnError::Outcome { row: Some(row), without_row, .. }, _) => {
            let file = shown(&args.accounts.display().to_string()).into_owned();
            Failure::Mistake(format!("{file}: account {}: {}", row + 1, shown(without_row)))
        }
        (LearnError::NoDays(name), _) => {
            Failure::Usage(format!("column {} has no days that are read", quoted(name)))
        }
        (LearnError::Split { .. }, _) => Failure::Usage(shown(&error.to_string()).into_owned()),
        _ => return Failure::refused(error.to_string(), error),
    };
    match error.help() {
        Some(help) => failure.help(shown(&help)),
        None => failure,
    }
}

fn rows(
    model: &Model,
    path: &Path,
    options: ReadOptions<'_>,
    reader: &mut LessonReader<'_>,
    judged: Judged,
) -> Result<(), Failure> {
    let mut accounts = Accounts::open(model, path, options)?;
    let mut progress = Progress::new(false);
    while accounts.advance()? {
        let record =
            model.record(accounts.account(), OnInvalid::Missing).map_err(|error| accounts.refused(&error))?;
        let value = |name: &str| -> Option<AccountValue> {
            let at = accounts.kept_names().iter().position(|kept| kept == name)?;
            accounts.kept().get(at).cloned()
        };
        reader.add(&record, judged, value).map_err(|error| match error {
            LearnError::NoWeight { found, .. } => Failure::Mistake(format!(
                "{}: account {}: a weight is a number, not {}",
                accounts.name(),
                accounts.number(),
                quoted(&found)
            )),
            error => Failure::refused(error.to_string(), error),
        })?;
        progress.tick(accounts.number(), accounts.progress());
    }
    accounts.close()
}

/// The text of a model with the attributes that events from other files are put into.
fn with_events(text: &str, args: &Learn) -> String {
    let mut out = text.to_owned();
    for (at, events) in args.joining.events.iter().enumerate() {
        let name = init::yaml_text(&events.attribute);
        let head = format!("attributes:\n  {name}: {{type: events}}\n");
        let rule = format!("criteria:\n        - {{id: e{at}, fit: {{{name}: {{known: true}}}}}}\n");
        out = out.replacen("attributes:\n", &head, 1).replacen("criteria:\n", &rule, 1);
    }
    out
}
