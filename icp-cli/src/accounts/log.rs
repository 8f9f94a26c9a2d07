//! Events from a second file, by the accounts that they are of. The core decides what an event is: each row is read by
//! a model of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use icp_core::account::Field;
use icp_core::value::AttributeType;
use icp_core::{Account, AccountValue, Date, Model, OnInvalid};

use super::{EventsSpec, identity, records};
use crate::failure::Failure;
use crate::notice::notice;
use crate::text::{count, quoted, shown};

/// The events of a file.
pub(super) struct Log {
    /// The attribute that they are for.
    pub(super) attribute: String,
    file: String,
    of: BTreeMap<String, Entry>,
    /// Rows without the name of an account.
    nameless: u64,
    rows: u64,
}

/// The events of one account.
#[derive(Default)]
struct Entry {
    events: Vec<(Arc<str>, Date, f64)>,
    /// The first row that is no event, in words.
    wrong: Option<String>,
    rows: u64,
    /// Whether there is such an account.
    is_used: bool,
}

impl Log {
    pub(super) fn open(model: &Model, spec: &EventsSpec) -> Result<Self, Failure> {
        let attribute = &spec.attribute;
        let known = model.attributes().find(|known| known.name() == attribute);
        let Some(known) = known else {
            return Err(Failure::Usage(format!(
                "--events: the model has no attribute {}",
                quoted(attribute)
            )));
        };
        if known.kind() != AttributeType::Events {
            let text = format!("--events: {} is of type {}, not events", quoted(attribute), known.kind());
            return Err(Failure::Usage(text));
        }
        let reader = reader(spec.written.as_deref())?;
        let file = shown(&spec.file.display().to_string()).into_owned();
        let mut columns = vec![spec.account.as_str(), &spec.event, &spec.on];
        columns.extend(spec.count.as_deref());
        let mut log = Self { attribute: attribute.clone(), file, of: BTreeMap::new(), nameless: 0, rows: 0 };
        let mut names: BTreeMap<String, Arc<str>> = BTreeMap::new();
        records::each(&spec.file, &columns, |line, mut values| {
            log.rows += 1;
            let rest = values.split_off(1);
            let Some(id) = values.first().and_then(identity::of_value) else {
                log.nameless += 1;
                return;
            };
            let entry = log.of.entry(id).or_default();
            entry.rows += 1;
            match event(&reader, &rest) {
                Ok((event, on, times)) => {
                    let event = names.entry(event).or_insert_with_key(|event| event.as_str().into()).clone();
                    entry.events.push((event, on, times));
                }
                Err((place, why)) => {
                    let column = columns.get(place + 1).copied().unwrap_or_default();
                    entry
                        .wrong
                        .get_or_insert_with(|| format!("{}:{line}: {} has {why}", log.file, quoted(column)));
                }
            }
        })?;
        Ok(log)
    }

    /// The events of the account of that name: none, where the file has no row of it.
    pub(super) fn of(&mut self, id: Option<&str>) -> AccountValue {
        let Some(entry) = id.and_then(|id| self.of.get_mut(id)) else {
            return AccountValue::List(Vec::new());
        };
        entry.is_used = true;
        if let Some(wrong) = &entry.wrong {
            return AccountValue::Other(format!("an event that cannot be read ({wrong})"));
        }
        let event = |(event, on, times): &(Arc<str>, Date, f64)| {
            AccountValue::Map(vec![
                ("event".to_owned(), AccountValue::Text(event.to_string())),
                ("on".to_owned(), AccountValue::Date(*on)),
                ("count".to_owned(), AccountValue::Float(*times)),
            ])
        };
        AccountValue::List(entry.events.iter().map(event).collect())
    }

    /// Tells of rows that are of no account, once all accounts were read.
    pub(super) fn tell(&self) {
        let of = |rows: u64| format!("{}: {} of {}", self.file, rows, count(self.rows, "row"));
        if self.nameless > 0 {
            notice(&format!("{} name no account", of(self.nameless)));
        }
        let unused = || self.of.iter().filter(|(_, entry)| !entry.is_used);
        let rows: u64 = unused().map(|(_, entry)| entry.rows).sum();
        if let Some(first) = unused().map(|(id, _)| id).min() {
            let accounts = count(unused().count() as u64, "account");
            let text = format!(
                "{} are of {accounts} that the accounts do not have, such as {}",
                of(rows),
                quoted(first)
            );
            notice(&text);
        }
    }
}

/// A model whose attributes are the parts of an event.
fn reader(written: Option<&str>) -> Result<Model, Failure> {
    let asked = written.unwrap_or_default();
    let written = written
        .map_or_else(String::new, |written| format!(", \"written\": {}", serde_json::Value::from(written)));
    // As a text, since the order of the attributes is that of a record's fields.
    let model = format!(
        r#"{{"format": "icp/1", "name": "events",
            "attributes": {{"event": {{"type": "text"}}, "on": {{"type": "date"{written}}}, "count": {{"type": "number"}}}},
            "icps": [{{"id": "all", "fit": {{"tiers": [{{"id": "any"}}], "criteria": [
                {{"id": "event", "fit": {{"event": {{"known": true}}}}}},
                {{"id": "on", "fit": {{"on": {{"known": true}}}}}},
                {{"id": "count", "fit": {{"count": {{"known": true}}}}}}]}}}}]}}"#
    );
    Model::from_json(&model).map_err(|error| {
        let first = error.problems().first();
        let why = first.map_or_else(String::new, |problem| problem.message().to_owned());
        let failure = Failure::Usage(format!("--events: {} cannot be read: {why}", quoted(asked)));
        match first.and_then(|problem| problem.help()) {
            Some(help) => failure.help(help),
            None => failure,
        }
    })
}

/// The event in a row, or the place of the value that is wrong and what was found.
fn event(reader: &Model, values: &[AccountValue]) -> Result<(String, Date, f64), (usize, String)> {
    const PARTS: [&str; 3] = ["event", "on", "count"];
    let account: Account =
        PARTS.iter().zip(values).map(|(part, value)| ((*part).to_owned(), value.clone())).collect();
    let record = reader.record(&account, OnInvalid::Error).map_err(|error| {
        let place = PARTS.iter().position(|part| error.attribute() == Some(part)).unwrap_or_default();
        (place, error.found().to_owned())
    })?;
    let missing = |place: usize| (place, "nothing".to_owned());
    let (name, on, times) = match record.fields() {
        [name, on, times] => (name, on, times),
        _ => return Err(missing(0)),
    };
    let Field::Text(name) = name else { return Err(missing(0)) };
    let Field::Date(on) = on else { return Err(missing(1)) };
    let times = match times {
        Field::Number(times) if *times >= 0.0 => *times,
        Field::Number(times) => return Err((2, format!("{times}, which is below 0"))),
        _ => 1.0,
    };
    Ok((name.to_string(), *on, times))
}
