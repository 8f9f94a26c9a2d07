//! Reads one row of a file of accounts after the other, and gives the accounts that they are: each one by itself, or put together
//! with others.

use icp_core::{Account, AccountValue};

use super::group::Groups;
use super::join::Place;
use super::refused::refused_json;
use super::{Accounts, Reader, header, identity, nested, ragged};
use crate::failure::Failure;

impl Accounts<'_> {
    /// Reads the next account; false when there is no more.
    pub(crate) fn advance(&mut self) -> Result<bool, Failure> {
        let more = if self.groups.is_some() { self.next_group()? } else { self.read_row()? };
        self.number += u64::from(more);
        if more {
            for log in &mut self.logs {
                if self.account.get(&log.attribute).is_some() && matches!(self.reader, Reader::Json(_)) {
                    return Err(header::twice(&self.name, &log.attribute));
                }
                let events = log.of(self.id.as_deref());
                self.account.set(&log.attribute, events);
            }
        }
        Ok(more)
    }

    /// Gives the next account that was put together; all rows are read before the first.
    fn next_group(&mut self) -> Result<bool, Failure> {
        if self.groups.as_ref().is_some_and(|groups| !groups.is_read()) {
            let mut rows = 0;
            while self.read_row()? {
                rows += 1;
                // Parquet has no lines.
                let place = if self.line == 0 { Place::Row(rows) } else { Place::Line(self.line) };
                let (id, group) = (self.id.take(), self.group.take());
                let kept = std::mem::take(&mut self.kept);
                let Some(groups) = &mut self.groups else { continue };
                if let Err(error) = groups.add(self.model, &self.account, (id, kept), group, place) {
                    self.number = rows;
                    return Err(self.refused(&error));
                }
            }
            if let Some(groups) = &mut self.groups {
                groups.end();
            }
        }
        let Some(group) = self.groups.as_mut().and_then(Groups::next) else { return Ok(false) };
        (self.account, self.id, self.line, self.kept) = (group.account, group.id, group.line, group.kept);
        Ok(true)
    }

    /// Reads the next row; false when there is no more.
    fn read_row(&mut self) -> Result<bool, Failure> {
        match &mut self.reader {
            Reader::Csv { rows, columns, .. } => match rows.next()? {
                None => Ok(false),
                Some(row) if row.len() != columns.names.len() => {
                    let wide = columns.names.len();
                    let row = ragged::Ragged::new(row, wide);
                    Err(ragged::ragged(&self.name, rows, wide, &row))
                }
                Some(row) => {
                    self.line = row.line;
                    for at in &columns.read {
                        let column = columns.names.get(*at).map_or("", String::as_str);
                        self.account.set(column, row.get(*at).unwrap_or_default());
                    }
                    let of = |at: Option<usize>| {
                        let text = at.and_then(|at| row.get(at)).map(str::trim);
                        text.filter(|text| !text.is_empty()).map(str::to_owned)
                    };
                    (self.id, self.group) = (of(columns.id), of(columns.group));
                    let kept = columns.kept.iter().map(|at| row.get(*at).unwrap_or_default());
                    self.kept = kept.map(AccountValue::from).collect();
                    Ok(true)
                }
            },
            Reader::Json(objects) => match objects.next()? {
                None => Ok(false),
                Some((line, text)) => {
                    self.line = line;
                    self.account = Account::from_json(text).map_err(|e| {
                        let failure = refused_json(&self.name, line, &e);
                        if !text.starts_with(['{', '[']) && self.number == 0 {
                            return failure.help(
                                "it does not look like JSON: a CSV ends in `.csv`, or comes through a pipe, as `-`",
                            );
                        }
                        if e.attribute().is_none() { nested::wrapped(failure, text) } else { failure }
                    })?;
                    self.kept = self.kept_keys.of(&self.account);
                    self.name_object();
                    self.keys.note(self.model, &self.account);
                    if let Some(groups) = &mut self.groups {
                        let value = groups.value(&self.account);
                        self.group = value.and_then(identity::of_value);
                    }
                    Ok(true)
                }
            },
            #[cfg(feature = "excel")]
            Reader::Sheet { sheet, .. } => match sheet.next(&mut self.account) {
                None => Ok(false),
                Some((line, id, group)) => {
                    (self.line, self.id, self.group) = (line, id, group);
                    self.kept = sheet.kept();
                    Ok(true)
                }
            },
            #[cfg(feature = "parquet")]
            Reader::Parquet { tables, .. } => match tables.account(&self.name)? {
                None => Ok(false),
                Some((account, id, group, kept)) => {
                    (self.account, self.id, self.group, self.kept) = (account, id, group, kept);
                    Ok(true)
                }
            },
        }
    }

    /// Takes the name of the account from the object: under the key that was asked for, else under a usual one.
    fn name_object(&mut self) {
        let key = match (&self.wanted_id, &self.id_name) {
            (Some(wanted), _) => Some(wanted.clone()),
            (None, Some(name)) if self.account.get(name).is_some() => Some(name.clone()),
            (None, _) => {
                let keys = self.account.keys();
                identity::usual(&keys).and_then(|at| keys.clone().nth(at)).map(str::to_owned)
            }
        };
        self.id = key.as_deref().and_then(|key| self.account.get(key)).and_then(identity::of_value);
        self.named |= self.id.is_some();
        if self.id_name.is_none() {
            self.id_name = key;
        }
    }
}
