//! Reads the accounts of a file in tables that `icp-evidence` counts: in columns where they come in columns, else some thousand
//! accounts at a time. Invalid values are treated as `icp score` treats them.

use std::collections::BTreeSet;
use std::path::Path;

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
use icp_core::column::{Column, Columns, Values as Cells};
use icp_core::error::Host;
use icp_core::intake::Intake;
use icp_core::{AccountValue, Date, Model, OnInvalid, Scratch};
use icp_evidence::EvidenceError;

use crate::accounts::{Accounts, Batch};
use crate::args::Counted;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::score::Values;
use crate::text::shown;

/// Accounts of a table that is put together one by one.
const ROWS: usize = 8_192;

/// Counts tables, and the invalid values that it meets: an intake for each model.
pub(super) trait Counter {
    fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError>;
    fn intakes(&self) -> Vec<&Intake>;
}

/// One file of accounts, and how it is read.
pub(super) struct Population<'a> {
    /// The models that read it; the second one of a comparison reads what it knows.
    pub(super) models: &'a [&'a Model],
    pub(super) path: &'a Path,
    pub(super) counted: &'a Counted,
    /// The columns beside those of the model, with the options that ask for them.
    pub(super) asked: &'a [(&'static str, String)],
    pub(super) as_of: Date,
    /// Whether nobody is told how far it is.
    pub(super) quiet: bool,
}

impl Population<'_> {
    /// Reads all accounts, and gives them to what counts them. The name of the file is given back, for messages.
    pub(super) fn read(&self, counter: &mut dyn Counter) -> Result<String, Failure> {
        let Some((first, others)) = self.models.split_first() else { return Ok(String::new()) };
        let mut options = self.counted.options(first.source(), self.asked);
        options.second = others.first().copied();
        let mut accounts = Accounts::open(first, self.path, options)?;
        let on_invalid = OnInvalid::from(self.counted.on_invalid);
        let allowed = &self.counted.allow_empty_column;
        let new = |model: &&Model| Values::new(model, on_invalid, allowed);
        let mut values: Vec<Values> = self.models.iter().map(new).collect();
        if accounts.in_columns() {
            self.in_columns(&mut accounts, &mut values, counter)?;
        } else {
            self.one_by_one(&mut accounts, &mut values, counter)?;
        }
        for values in &mut values {
            values.judge(accounts.name())?;
        }
        accounts.close()?;
        // Models that read the same columns would tell the same of them.
        values.iter().take(1).for_each(Values::tell_all);
        Ok(accounts.name().to_owned())
    }

    fn in_columns(
        &self,
        accounts: &mut Accounts<'_>,
        values: &mut [Values],
        counter: &mut dyn Counter,
    ) -> Result<(), Failure> {
        let Some(model) = self.models.first() else { return Ok(()) };
        let options = ArrowOptions::new(AsOf::Day(self.as_of))
            .on_invalid(OnInvalid::Missing)
            .host(Host::Command)
            .missing_columns(MissingColumns::Unknown)
            // A piece of a table cannot say whether a column is empty: all of it is judged at the end.
            .allow_empty_columns(self.names());
        let mut scorer = BatchScorer::new(model, &options);
        let mut progress = Progress::new(self.quiet);
        loop {
            let batch = match accounts.batch() {
                Ok(Some(batch)) => batch,
                Ok(None) => break,
                // The accounts are refused already: that failure is reported, not this one.
                Err(_) if values.iter().any(Values::is_refused) => break,
                Err(failure) => return Err(failure),
            };
            batch.kept.schema().fields().iter().for_each(|field| scorer.also_read(field.name()));
            let whole = beside(&batch).map_err(|error| Failure::Mistake(error.to_string()))?;
            let counted = scorer.columns(&whole, &[], |columns, options| counter.add(columns, options));
            match counted {
                Ok(()) => {}
                Err(_) if values.iter().any(Values::is_refused) => break,
                Err(error) => return Err(refused(accounts, &batch, error)),
            }
            for (values, intake) in values.iter_mut().zip(counter.intakes()) {
                values.counted(accounts, &batch, intake)?;
            }
            progress.look(accounts.number(), accounts.progress());
        }
        Ok(())
    }

    /// Every name of an attribute: none of them has to have a valid value in a piece.
    fn names(&self) -> Vec<&str> {
        self.models.iter().flat_map(|model| model.attributes()).map(|attribute| attribute.name()).collect()
    }

    fn one_by_one(
        &self,
        accounts: &mut Accounts<'_>,
        values: &mut [Values],
        counter: &mut dyn Counter,
    ) -> Result<(), Failure> {
        let mut scratches: Vec<Scratch> = self.models.iter().map(|model| model.scratch()).collect();
        let mut progress = Progress::new(self.quiet);
        let mut rows = Rows::default();
        loop {
            let more = match accounts.advance() {
                Err(_) if values.iter().any(Values::is_refused) => false,
                advanced => advanced?,
            };
            if more {
                for ((model, values), scratch) in
                    self.models.iter().zip(values.iter_mut()).zip(&mut scratches)
                {
                    let refused = |error| accounts.refused(&error);
                    let record = model.record(accounts.account(), OnInvalid::Missing).map_err(refused)?;
                    if !record.issues().is_empty() {
                        model.evaluate(&record, self.as_of, scratch).map_err(refused)?;
                    }
                    values.one(model, accounts, &record, scratch)?;
                }
                rows.add(self.models, accounts);
                progress.tick(accounts.number(), accounts.progress());
            }
            if rows.len() == ROWS || !more {
                let names = self.names();
                let options = BatchOptions::new(AsOf::Day(self.as_of))
                    .on_invalid(OnInvalid::Missing)
                    .host(Host::Command)
                    .missing_columns(MissingColumns::Unknown)
                    .allow_empty_columns(&names);
                rows.give(accounts, |columns| counter.add(columns, &options))?;
            }
            if !more {
                return Ok(());
            }
        }
    }
}

/// The columns of a batch and those that stand beside it, each once.
fn beside(batch: &Batch) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let (schema, kept) = (batch.table.schema(), batch.kept.schema());
    let mut fields = schema.fields().to_vec();
    let mut arrays = batch.table.columns().to_vec();
    for (field, array) in kept.fields().iter().zip(batch.kept.columns()) {
        if schema.field_with_name(field.name()).is_err() {
            fields.push(field.clone());
            arrays.push(array.clone());
        }
    }
    let count = arrow_array::RecordBatchOptions::new().with_row_count(Some(batch.len()));
    RecordBatch::try_new_with_options(Schema::new(fields).into(), arrays, &count)
}

/// Where and why a table was refused.
fn refused(accounts: &mut Accounts<'_>, batch: &Batch, error: EvidenceError) -> Failure {
    if let EvidenceError::Batch(error) = &error {
        return accounts.refused_batch(batch, error);
    }
    match error.row() {
        Some(row) => at(&accounts.place_of(batch, row), error),
        None => super::refused(accounts.name(), error),
    }
}

fn at(place: &str, error: EvidenceError) -> Failure {
    Failure::refused(format!("{place}: {}", shown(&error.without_row())), error)
}

/// Accounts that come one by one, as a table: a column for each key.
#[derive(Default)]
struct Rows {
    names: Vec<String>,
    columns: Vec<Vec<AccountValue>>,
    places: Vec<String>,
}

impl Rows {
    fn len(&self) -> usize {
        self.places.len()
    }

    /// Adds the account that was read, with what stands beside it.
    fn add(&mut self, models: &[&Model], accounts: &Accounts<'_>) {
        let account = accounts.account();
        let read = account.keys().filter(|key| models.iter().any(|model| model.key(key).is_some()));
        let own: BTreeSet<&str> = read.collect();
        let kept = accounts.kept_names().iter().zip(accounts.kept());
        let kept = kept.filter(|(name, _)| !own.contains(name.as_str()));
        let row = self.len();
        for key in &own {
            self.put(row, key, account.get(key).cloned().unwrap_or_default());
        }
        for (name, value) in kept {
            self.put(row, name, value.clone());
        }
        self.places.push(accounts.here());
    }

    fn put(&mut self, row: usize, name: &str, value: AccountValue) {
        let at = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.columns.push(Vec::new());
            self.names.len() - 1
        });
        if let Some(column) = self.columns.get_mut(at) {
            column.resize(row, AccountValue::Null);
            column.push(value);
        }
    }

    /// Gives the table to what counts it, and begins the next one with the same columns.
    fn give(
        &mut self,
        accounts: &Accounts<'_>,
        count: impl FnOnce(&Columns<'_>) -> Result<(), EvidenceError>,
    ) -> Result<(), Failure> {
        let rows = self.len();
        let mut columns = Columns::new(rows);
        for (name, values) in self.names.iter().zip(&mut self.columns) {
            values.resize(rows, AccountValue::Null);
            let added = columns.with(name.as_str(), Column::new(Cells::Mixed(values)));
            columns = added.map_err(|error| super::refused(accounts.name(), error.into()))?;
        }
        count(&columns).map_err(|error| match error.row().and_then(|row| self.places.get(row)) {
            Some(place) => at(place, error),
            None => super::refused(accounts.name(), error),
        })?;
        self.columns.iter_mut().for_each(Vec::clear);
        self.places.clear();
        Ok(())
    }
}
