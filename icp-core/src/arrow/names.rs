//! The columns of the answers: their names and types, the same for every batch of a model with its options.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::ArrowOptions;
use crate::engine::Model;
use crate::error::BatchError;

/// Texts that come back are few and are given by number.
fn words() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

/// The columns of an icp's answers, in the order of [`super::answers::icp`].
fn of_icp(before: &str, intent: bool, options: &ArrowOptions, out: &mut Vec<(String, DataType)>) {
    let mut add = |name: &str, kind| out.push((format!("{before}{name}"), kind));
    add("score", DataType::Float64);
    add("tier", words());
    add("status", words());
    add("coverage", DataType::Float64);
    if options.base().bounds {
        add("lower", DataType::Float64);
        add("upper", DataType::Float64);
    }
    if intent {
        add("intent", DataType::Float64);
    }
    add("stage", words());
    if options.base().reasons {
        add("reason", words());
    }
}

/// Whether there is a column for the score of intent.
pub(super) fn has_intent(model: &Model) -> bool {
    model.definition().icps.iter().any(|icp| icp.intent.is_some())
}

/// The results' columns, in their order.
pub(super) fn results(model: &Model, options: &ArrowOptions) -> Vec<Field> {
    let base = options.base();
    let mut columns = vec![("best".to_owned(), words()), ("icp".to_owned(), words())];
    let intent = has_intent(model);
    of_icp("", intent, options, &mut columns);
    if base.verdicts {
        columns.extend(model.teams().iter().map(|team| (format!("verdict.{team}"), words())));
    }
    if base.per_icp {
        model.icps().for_each(|icp| of_icp(&format!("{icp}."), intent, options, &mut columns));
    }
    if base.per_criterion {
        for icp in (0..).map_while(|at| model.icp(at)) {
            let name = |id: &str| (format!("{}.{id}.points", icp.id), DataType::Float64);
            columns.extend(icp.fit.criteria.iter().map(|criterion| name(&criterion.id)));
        }
    }
    columns
        .into_iter()
        .map(|(name, kind)| Field::new(format!("{}{name}", options.prefix), kind, true))
        .collect()
}

/// The columns of what comes back for tables of these columns.
pub(super) fn schema(model: &Model, given: &Schema, options: &ArrowOptions) -> Result<SchemaRef, BatchError> {
    let mut fields: Vec<Arc<Field>> = Vec::new();
    let mut names: BTreeSet<&str> = BTreeSet::new();
    if options.keep {
        fields.extend(given.fields().iter().cloned());
        names.extend(given.fields().iter().map(|field| field.name().as_str()));
    }
    let results = results(model, options);
    for field in &results {
        if !names.insert(field.name()) {
            return Err(BatchError::name_clash(field.name()));
        }
    }
    fields.extend(results.into_iter().map(Arc::new));
    let metadata = if options.keep { given.metadata().clone() } else { Default::default() };
    Ok(Arc::new(Schema::new_with_metadata(fields, metadata)))
}
