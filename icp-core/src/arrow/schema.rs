//! The schema of the answers: the same for every batch of a model with its options. Called by the scorer and by streams.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::ArrowOptions;
use super::dictionaries::Ordered;
use super::output::{IcpAnswer, OutputKind, rank_column};
use super::outputs::{Named, Output, outputs};
use crate::engine::Model;
use crate::error::BatchError;

/// The fields of the results, in their order, without the ranks.
fn results(model: &Model, options: &ArrowOptions, outputs: &[Named]) -> Vec<Field> {
    let shown = Ordered::of(model);
    let one =
        |Named { output, column, name }: &Named| field(options, name, column.kind, has_order(*output, shown));
    outputs.iter().map(one).collect()
}

/// Whether the words of a column that can have an order have one.
fn has_order(output: Output, shown: Ordered) -> bool {
    match output {
        Output::Shown(IcpAnswer::Tier) => shown.tier,
        Output::Shown(IcpAnswer::IntentTier) => shown.intent_tier,
        Output::Shown(IcpAnswer::Stage) => shown.stage,
        Output::Shown(
            IcpAnswer::Score
            | IcpAnswer::Status
            | IcpAnswer::Coverage
            | IcpAnswer::Lower
            | IcpAnswer::Upper
            | IcpAnswer::Intent
            | IcpAnswer::Reason
            | IcpAnswer::Qualified,
        )
        | Output::Best
        | Output::Icp
        | Output::Verdict(_)
        | Output::Label(_)
        | Output::Text(_)
        | Output::Each(..)
        | Output::Criterion(..) => true,
    }
}

/// A field of the results. Texts that come back are few, and are given by number.
fn field(options: &ArrowOptions, name: &str, kind: OutputKind, has_order: bool) -> Field {
    let words = || DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let (kind, is_ordered) = match kind {
        OutputKind::Number => (DataType::Float64, false),
        OutputKind::Rank => (DataType::Int32, false),
        OutputKind::Bool => (DataType::Boolean, false),
        OutputKind::Words => (words(), false),
        OutputKind::OrderedWords => (words(), has_order),
    };
    Field::new(format!("{}{name}", options.prefix), kind, true).with_dict_is_ordered(is_ordered)
}

/// Who gave the answers, as a text of a schema's metadata: the model's name, version and fingerprint, the lists that were given
/// with their SHA-256, and the day.
fn by(model: &Model, options: &ArrowOptions) -> String {
    let column = options.day_column();
    let day = options.day().filter(|_| column.is_none()).map(|day| day.to_string());
    let lists = model.given_lists().map(|(list, digest)| ((*list.name).to_owned(), digest.into()));
    serde_json::json!({
        "name": model.name(),
        "version": model.version(),
        "fingerprint": model.fingerprint(),
        "lists": lists.collect::<serde_json::Map<_, _>>(),
        "source": model.source().map(|source| {
            serde_json::json!({"name": source.name(), "fingerprint": source.fingerprint()})
        }),
        "as_of": day,
        "as_of_column": column,
    })
    .to_string()
}

/// The columns of what comes back for a batch of these columns: all but the ranks.
pub(super) fn of_batch(
    model: &Model,
    given: &Schema,
    options: &ArrowOptions,
    outputs: &[Named],
) -> Result<SchemaRef, BatchError> {
    let mut fields: Vec<Arc<Field>> = Vec::new();
    let mut names: BTreeSet<&str> = BTreeSet::new();
    if options.keep {
        fields.extend(given.fields().iter().cloned());
        names.extend(given.fields().iter().map(|field| field.name().as_str()));
    }
    let results = results(model, options, outputs);
    let rank = options.rank.then(|| rank(options)).flatten();
    for field in results.iter().chain(&rank) {
        if !names.insert(field.name()) {
            return Err(BatchError::name_clash(field.name()));
        }
    }
    fields.extend(results.into_iter().map(Arc::new));
    let mut metadata = if options.keep { given.metadata().clone() } else { Default::default() };
    metadata.insert(format!("{}icp", options.prefix), by(model, options));
    Ok(Arc::new(Schema::new_with_metadata(fields, metadata)))
}

/// The columns of what comes back for tables of these columns.
pub(super) fn schema(model: &Model, given: &Schema, options: &ArrowOptions) -> Result<SchemaRef, BatchError> {
    let batch = of_batch(model, given, options, &outputs(model, options))?;
    Ok(if options.rank { with_rank(&batch, options) } else { batch })
}

/// The same columns with the ranks behind them.
pub(super) fn with_rank(batch: &Schema, options: &ArrowOptions) -> SchemaRef {
    let fields = batch.fields().iter().cloned().chain(rank(options).map(Arc::new));
    Arc::new(Schema::new_with_metadata(fields.collect::<Vec<_>>(), batch.metadata().clone()))
}

fn rank(options: &ArrowOptions) -> Option<Field> {
    rank_column().map(|column| field(options, column.name, column.kind, false))
}
