//! The options that put several rows together to one account: a second file of events, and rows of one account.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::accounts::{EventsSpec, ReadOptions};

/// Rows of other files that belong to an account.
#[derive(Debug, Args)]
#[command(next_help_heading = "Putting rows together")]
pub(crate) struct Joining {
    /// Events of the accounts from a second file, a row for each: ATTRIBUTE=FILE,account=COLUMN,event=COLUMN,on=COLUMN
    ///
    /// `account` is the column with the account's name (that of --id), `event` and `on` those with the name and the day
    /// of the event; `count=COLUMN` is how often it happened, `written=PATTERN` how its days are written, such as
    /// M/D/YYYY. An account without rows there has no events. The events are in memory.
    #[arg(long, value_name = "SPEC", value_parser = spec)]
    pub(crate) events: Vec<EventsSpec>,
    /// Put the rows with the same value of a column together to one account, such as the deals or contacts of a company
    ///
    /// Where one row has a value and another a blank, the value counts; values that are read as the same count once, sets
    /// are united, events joined. Any other difference is an invalid value, which names both lines. The column names the
    /// accounts unless --id does; rows in which it is blank are left out and counted. All accounts are in memory.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) group_by: Option<String>,
}

impl Joining {
    /// The same options of a run with these.
    pub(crate) fn added<'a>(&'a self, options: ReadOptions<'a>) -> ReadOptions<'a> {
        ReadOptions { events: &self.events, group_by: self.group_by.as_deref(), ..options }
    }

    /// The name of one that was given.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let group_by = self.group_by.as_ref().map(|_| "--group-by");
        if self.events.is_empty() { group_by } else { Some("--events") }
    }

    /// The files that are read beside the accounts.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.events.iter().map(|events| events.file.as_path())
    }
}

const FORM: &str = "it is written like visits=activities.csv,account=company_id,event=type,on=created";

fn spec(text: &str) -> Result<EventsSpec, String> {
    // A pattern may have commas, so it comes last.
    let (text, written) = match text.split_once(",written=") {
        Some((text, written)) => (text, Some(written.to_owned())),
        None => (text, None),
    };
    let mut parts = text.split(',').map(|part| part.split_once('='));
    let Some(Some((attribute, file))) = parts.next() else { return Err(FORM.to_owned()) };
    let [mut account, mut event, mut on, mut count] = [const { None }; 4];
    for part in parts {
        let Some((key, column)) = part else { return Err(FORM.to_owned()) };
        let place = match key {
            "account" => &mut account,
            "event" => &mut event,
            "on" => &mut on,
            "count" => &mut count,
            other => return Err(format!("`{other}` is none of account, event, on, count and written")),
        };
        if place.replace(column.to_owned()).is_some() {
            return Err(format!("`{key}` is given twice"));
        }
    }
    let wanted =
        |column: Option<String>, key: &str| column.ok_or_else(|| format!("no `{key}=COLUMN`; {FORM}"));
    Ok(EventsSpec {
        attribute: attribute.to_owned(),
        file: PathBuf::from(file),
        account: wanted(account, "account")?,
        event: wanted(event, "event")?,
        on: wanted(on, "on")?,
        count,
        written,
    })
}

#[cfg(test)]
mod tests {
    use super::spec;

    #[test]
    fn a_file_of_events_and_its_columns() {
        let parsed = spec("visits=a/b.csv,account=Company ID,event=type,on=created,count=n").unwrap();
        assert_eq!((parsed.attribute.as_str(), parsed.count.as_deref()), ("visits", Some("n")));
        assert_eq!((parsed.account.as_str(), parsed.written), ("Company ID", None));
        let written = spec("v=b.csv,account=a,event=e,on=o,written=MMM D, YYYY").unwrap().written;
        assert_eq!(written.as_deref(), Some("MMM D, YYYY"));
        for wrong in [
            "",
            "visits",
            "v=b.csv,account=a,event=e",
            "v=b.csv,account=a,event=e,on=o,who=x",
            "v=f,account=a,account=b",
        ] {
            assert!(spec(wrong).is_err(), "{wrong}");
        }
    }
}
