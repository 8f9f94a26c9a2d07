//! Made-up tables, held in memory so that columns can borrow them.
#![allow(dead_code, reason = "not every test needs all of it")]

use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
use icp_core::column::{Bits, Column, Columns, Values};
use icp_core::{Date, Model};
use icp_evidence::{Outcome, Population};

/// A table of numbers by column; NaN is missing. A column whose name begins with `is_` is one of true and false.
#[derive(Default, Clone)]
pub(crate) struct Made {
    pub(crate) names: Vec<&'static str>,
    pub(crate) columns: Vec<Vec<f64>>,
}

impl Made {
    pub(crate) fn with(mut self, name: &'static str, values: Vec<f64>) -> Self {
        self.names.push(name);
        self.columns.push(values);
        self
    }

    pub(crate) fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    pub(crate) fn part(&self, from: usize, to: usize) -> Self {
        let columns = self.columns.iter().map(|values| values[from..to].to_vec()).collect();
        Self { names: self.names.clone(), columns }
    }

    /// Calls with the table.
    pub(crate) fn call<T>(&self, call: impl FnOnce(&Columns<'_>) -> T) -> T {
        let bytes: Vec<(Vec<u8>, Vec<u8>, Vec<i32>)> = self
            .columns
            .iter()
            .map(|values| {
                let truths = values.iter().map(|value| u8::from(*value == 1.0)).collect();
                let mut valid = vec![0u8; values.len().div_ceil(8)];
                for (at, _) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
                    valid[at / 8] |= 1 << (at % 8);
                }
                (truths, valid, values.iter().map(|value| *value as i32).collect())
            })
            .collect();
        let mut columns = Columns::new(self.rows());
        for ((name, values), (truths, valid, days)) in self.names.iter().zip(&self.columns).zip(&bytes) {
            let column = if name.starts_with("is_") {
                Column::new(Values::Bool(truths)).with_validity(Bits::new(valid, 0, values.len()))
            } else if name.starts_with("on_") {
                Column::new(Values::Days(days)).with_validity(Bits::new(valid, 0, values.len()))
            } else {
                Column::new(Values::F64(values))
            };
            columns = columns.with(*name, column).unwrap();
        }
        call(&columns)
    }

    pub(crate) fn population(&self, model: &Model, outcomes: &[&str]) -> Population {
        let mut population =
            Population::new(model, outcomes.iter().map(|name| Outcome::parse(name)).collect());
        self.call(|columns| population.add(columns, &options())).unwrap();
        population
    }
}

pub(crate) fn options() -> BatchOptions<'static> {
    let day = AsOf::Day(Date::new(2026, 11, 30).unwrap());
    BatchOptions::new(day).missing_columns(MissingColumns::Unknown)
}

/// A model with true-or-false criteria of these names and weights.
pub(crate) fn flags(criteria: &[(&str, f64)]) -> Model {
    let attributes: Vec<String> =
        criteria.iter().map(|(name, _)| format!("\"is_{name}\": {{\"type\": \"bool\"}}")).collect();
    let rules: Vec<String> = criteria
        .iter()
        .map(|(name, weight)| {
            format!("{{\"id\": \"{name}\", \"weight\": {weight}, \"fit\": {{\"is_{name}\": true}}}}")
        })
        .collect();
    let text = format!(
        "{{\"format\": \"icp/1\", \"name\": \"made\", \"attributes\": {{{}}}, \"icps\": [{{\"id\": \"one\", \"fit\": {{
            \"criteria\": [{}], \"tiers\": [{{\"id\": \"A\", \"from\": 70}}, {{\"id\": \"B\", \"from\": 40}}, {{\"id\": \"C\"}}]}}}}]}}",
        attributes.join(", "),
        rules.join(", ")
    );
    Model::from_json(&text).unwrap()
}
