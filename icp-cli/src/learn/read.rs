//! Reads the accounts of `icp learn`: once to see how the columns are written, once for their values and outcomes.

use std::path::Path;

use icp_core::account::Field;
use icp_core::column::{Cell, Column as Values, Columns, Values as Kind};
use icp_core::document::nearest;
use icp_core::model::Attribute;
use icp_core::survey::Survey;
use icp_core::{AccountValue, Date, Model, OnInvalid, init};
use icp_evidence::Outcome;
use icp_learn::{Column, Fact, Judged, LeftOut, Source, Table, TableReader};

use crate::accounts::{self, Accounts, ReadOptions};
use crate::args::Learn;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::text::{quoted, shown};

/// The accounts as a table, and what is known of its columns.
pub(super) struct Read {
    /// The model that read them.
    pub(super) model: Model,
    pub(super) table: Table,
    pub(super) sources: Vec<Source>,
    pub(super) left: LeftOut,
    /// Values that could not be read and count as missing.
    pub(super) invalid: u64,
}

/// The columns that are no inputs, by their names in the file.
struct Beside {
    outcome: Option<Outcome>,
    weight: Option<String>,
    group: Option<String>,
    decided: Option<String>,
}

impl Beside {
    fn new(args: &Learn) -> Self {
        let outcome = args.outcome.as_deref().map(|text| {
            let outcome = Outcome::parse(text).lost(args.lost.iter().cloned());
            outcome.open(args.open.iter().cloned())
        });
        Self {
            outcome,
            weight: args.weight.clone(),
            group: args.group.clone(),
            decided: args.decided_on.clone(),
        }
    }

    /// The columns, each once.
    fn columns(&self) -> Vec<String> {
        let outcome = self.outcome.as_ref().map(|outcome| outcome.column().to_owned());
        let mut out: Vec<String> = Vec::new();
        for column in [outcome, self.weight.clone(), self.group.clone(), self.decided.clone()] {
            out.extend(column.filter(|column| !out.contains(column)));
        }
        out
    }
}

/// Reads the accounts, and the reference population where there is one.
pub(super) fn read(
    args: &Learn,
    as_of: Date,
    adjust: &mut dyn FnMut(&mut Column, &Source),
) -> Result<Read, Failure> {
    let paths: Vec<&Path> = std::iter::once(&*args.accounts).chain(args.reference.as_deref()).collect();
    if paths.contains(&Path::new("-")) {
        return Err(Failure::Usage(
            "the accounts are read twice, so they cannot be standard input".to_owned(),
        )
        .help("save them to a file first"));
    }
    let mut survey = Survey::new();
    for path in &paths {
        survey.merge(&accounts::survey(path, args.reading.options(None, None))?);
    }
    let beside = Beside::new(args);
    let columns = beside.columns();
    check_names(args, &survey, &columns)?;
    let (text, left) = init::reader(&survey, "accounts");
    let text = with_events(&text, args);
    let model = Model::from_text(&text).map_err(|error| Failure::refused(error.to_string(), error))?;
    let is_passed = |attribute: &Attribute| {
        let named = |name: &str| attribute.names().any(|own| own == name);
        columns.iter().chain(&args.ignore).any(|name| named(name))
    };
    let mut reader = TableReader::new(&model, is_passed);
    let decided = beside.decided.as_deref().map(|name| day_column(&model, name)).transpose()?;
    let mut gathered = Gathered::default();
    for (at, path) in paths.iter().enumerate() {
        let judged = args.reference.as_ref().map(|_| if at == 0 { Judged::Won } else { Judged::Lost });
        // A reference has no columns but those of the attributes.
        let columns = if at == 0 { columns.as_slice() } else { &[] };
        let options = args.joining.added(args.reading.options(None, None));
        let options = ReadOptions { keep: columns, ..options };
        rows(&model, path, options, &mut reader, (&mut gathered, judged, decided, as_of, &beside))?;
    }
    let Gathered { facts, outcomes, invalid } = gathered;
    let judged = match &beside.outcome {
        Some(outcome) => judged(outcome, &outcomes)?,
        None => facts.iter().map(|fact| fact.judged).collect(),
    };
    let facts = facts.into_iter().zip(judged).map(|(fact, judged)| match fact.judged {
        // It has no day.
        Judged::Open => fact,
        Judged::Won | Judged::Lost => Fact { judged, ..fact },
    });
    let (table, sources, more) = reader
        .finish(&facts.collect::<Vec<_>>(), |column, source| adjust(column, source))
        .map_err(refused)?;
    let is_meant = |header: &String| !columns.contains(header) && !args.ignore.contains(header);
    let left = left.into_iter().filter(|(header, _)| is_meant(header)).chain(more).collect();
    Ok(Read { model, table, sources, left, invalid })
}

/// A refusal of `icp-learn`.
pub(super) fn refused(error: icp_learn::LearnError) -> Failure {
    Failure::refused(error.to_string(), error)
}

/// Everything that is read beside the values of the columns.
#[derive(Default)]
struct Gathered {
    facts: Vec<Fact>,
    outcomes: Vec<AccountValue>,
    invalid: u64,
}

type Into<'r> = (&'r mut Gathered, Option<Judged>, Option<usize>, Date, &'r Beside);

fn rows(
    model: &Model,
    path: &Path,
    options: ReadOptions<'_>,
    reader: &mut TableReader,
    (gathered, judged, decided, as_of, beside): Into<'_>,
) -> Result<(), Failure> {
    let mut accounts = Accounts::open(model, path, options)?;
    let places = |accounts: &Accounts<'_>, name: Option<&str>| {
        name.and_then(|name| accounts.kept_names().iter().position(|kept| kept == name))
    };
    let outcome = places(&accounts, beside.outcome.as_ref().map(Outcome::column));
    let [weight, group] = [&beside.weight, &beside.group].map(|name| places(&accounts, name.as_deref()));
    let mut progress = Progress::new(false);
    while accounts.advance()? {
        let record =
            model.record(accounts.account(), OnInvalid::Missing).map_err(|error| accounts.refused(&error))?;
        gathered.invalid += record.issues().len() as u64;
        let day = match decided {
            None => Some(as_of),
            Some(at) => match record.fields().get(at) {
                Some(Field::Date(date)) => Some(*date),
                _ => None,
            },
        };
        let kept = accounts.kept();
        let value = |at: Option<usize>| at.and_then(|at| kept.get(at));
        let text = |at| value(at).map(text).filter(|text| !text.is_empty());
        let fact = Fact {
            // A row without a day is left out.
            judged: if day.is_some() { judged.unwrap_or(Judged::Won) } else { Judged::Open },
            day: day.unwrap_or(as_of),
            weight: match value(weight) {
                Some(value) => number(value).ok_or_else(|| wrong_weight(&accounts, value))?,
                None => 1.0,
            },
            account: text(group).map(|text| icp_learn::account_hash(&text)),
        };
        reader.add(&record, fact.day);
        gathered.outcomes.push(value(outcome).cloned().unwrap_or(AccountValue::Null));
        gathered.facts.push(fact);
        progress.tick(accounts.number(), accounts.progress());
    }
    accounts.close()
}

/// How each row turned out.
fn judged(outcome: &Outcome, values: &[AccountValue]) -> Result<Vec<Judged>, Failure> {
    let columns = Columns::new(values.len()).with(outcome.column(), Values::new(Kind::Mixed(values)));
    let columns = columns.map_err(|error| Failure::refused(error.to_string(), error))?;
    let won = outcome.judged(&columns).map_err(|error| Failure::refused(error.to_string(), error))?;
    let judged = |won: Option<bool>| match won {
        Some(true) => Judged::Won,
        Some(false) => Judged::Lost,
        None => Judged::Open,
    };
    Ok(won.into_iter().map(judged).collect())
}

/// Refuses names that no column has.
fn check_names(args: &Learn, survey: &Survey, beside: &[String]) -> Result<(), Failure> {
    let columns: Vec<&str> = survey.columns().map(|(name, _)| name).collect();
    let named = args.monotone.iter().filter_map(|(column, _)| column.as_ref());
    for name in beside.iter().chain(&args.ignore).chain(&args.known_before).chain(named) {
        if columns.contains(&&**name) {
            continue;
        }
        let failure = Failure::Usage(format!("there is no column {}", quoted(name)));
        return Err(match nearest(name, columns.iter().copied()) {
            Some(near) => failure.help(format!("did you mean {}?", quoted(near))),
            None => failure.help(format!("the columns are {}", shown(&columns.join(", ")))),
        });
    }
    Ok(())
}

/// The attribute that holds the days of the decisions.
fn day_column(model: &Model, name: &str) -> Result<usize, Failure> {
    let attributes = &model.definition().attributes;
    let found = attributes.iter().position(|attribute| attribute.names().any(|own| own == name));
    let is_date = |at: &usize| {
        attributes.get(*at).is_some_and(|attribute| attribute.kind == icp_core::value::AttributeType::Date)
    };
    found.filter(is_date).ok_or_else(|| {
        Failure::Usage(format!("column {} has no days that are read", quoted(name))).help(
            "days are written alike in all rows, such as 2026-11-21; `icp init` says how a column is read",
        )
    })
}

/// The text of a model with the attributes that events from other files are put into.
fn with_events(text: &str, args: &Learn) -> String {
    let mut out = text.to_owned();
    for (at, events) in args.joining.events.iter().enumerate() {
        let name = icp_learn::yaml_text(&events.attribute);
        let head = format!("attributes:\n  {name}: {{type: events}}\n");
        let rule = format!("criteria:\n        - {{id: e{at}, fit: {{{name}: {{known: true}}}}}}\n");
        out = out.replacen("attributes:\n", &head, 1).replacen("criteria:\n", &rule, 1);
    }
    out
}

fn text(value: &AccountValue) -> String {
    match value {
        AccountValue::Text(text) => text.trim().to_owned(),
        AccountValue::Integer(number) => number.to_string(),
        AccountValue::Float(number) => icp_core::value::float_text(*number),
        AccountValue::Bool(truth) => truth.to_string(),
        AccountValue::Date(date) => date.to_string(),
        _ => String::new(),
    }
}

/// A weight; nothing stands for nobody.
fn number(value: &AccountValue) -> Option<f64> {
    let values = [value.clone()];
    match Values::new(Kind::Mixed(&values)).cell(0) {
        Some(Cell::Number(number)) => Some(number),
        None => Some(0.0),
        Some(_) => None,
    }
}

fn wrong_weight(accounts: &Accounts<'_>, value: &AccountValue) -> Failure {
    Failure::Mistake(format!(
        "{}: account {}: a weight is a number, not {}",
        accounts.name(),
        accounts.number(),
        quoted(&text(value))
    ))
}
