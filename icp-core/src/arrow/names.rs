//! The columns of the answers: their names and types, the same for every batch of a model with its options.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::ArrowOptions;
use super::words::Ordered;
use crate::engine::Model;
use crate::error::BatchError;

/// The columns that come back, one after the other.
struct Names<'o> {
    options: &'o ArrowOptions,
    fields: Vec<Field>,
}

impl Names<'_> {
    fn add(&mut self, name: &str, kind: DataType) {
        self.fields.push(Field::new(format!("{}{name}", self.options.prefix), kind, true));
    }

    fn number(&mut self, name: &str) {
        self.add(name, DataType::Float64);
    }

    /// Texts that come back are few and are given by number; those with an order stand best first.
    fn words(&mut self, name: &str, ordered: bool) {
        let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let field = Field::new(format!("{}{name}", self.options.prefix), kind, true);
        self.fields.push(field.with_dict_is_ordered(ordered));
    }

    /// The columns of an icp's answers, in the order of [`super::answers`].
    fn of_icp(&mut self, before: &str, intent: bool, ordered: Ordered) {
        let base = self.options.base();
        self.number(&format!("{before}score"));
        self.words(&format!("{before}tier"), ordered.tier);
        self.words(&format!("{before}status"), true);
        self.number(&format!("{before}coverage"));
        if base.bounds {
            self.number(&format!("{before}lower"));
            self.number(&format!("{before}upper"));
        }
        if intent {
            self.number(&format!("{before}intent"));
            self.words(&format!("{before}intent_tier"), ordered.intent_tier);
        }
        self.words(&format!("{before}stage"), ordered.stage);
        if base.reasons {
            self.words(&format!("{before}reason"), false);
        }
        if self.options.qualified {
            self.add(&format!("{before}qualified"), DataType::Boolean);
        }
    }

    fn of_criterion(&mut self, before: &str, id: &str) {
        let asked = self.options.base().per_criterion;
        let name = |what: &str| format!("{before}.{id}.{what}");
        if asked.points {
            self.number(&name("points"));
        }
        if asked.rating {
            self.number(&name("rating"));
        }
        if asked.contribution {
            self.number(&name("contribution"));
        }
        if asked.status {
            self.words(&name("status"), false);
        }
        if asked.label {
            self.words(&name("label"), false);
        }
    }
}

/// Whether there is a column for the score of intent.
pub(super) fn has_intent(model: &Model) -> bool {
    model.definition().icps.iter().any(|icp| icp.intent.is_some())
}

/// The results' columns, in their order, without the ranks.
fn results(model: &Model, options: &ArrowOptions) -> Vec<Field> {
    let base = options.base();
    let intent = has_intent(model);
    let mut names = Names { options, fields: Vec::new() };
    names.words("best", true);
    names.words("icp", true);
    names.of_icp("", intent, Ordered::of(model));
    if base.verdicts {
        model.teams().iter().for_each(|team| names.words(&format!("verdict.{team}"), false));
    }
    if base.per_icp {
        model.icps().for_each(|icp| names.of_icp(&format!("{icp}."), intent, Ordered::ALL));
    }
    if base.per_criterion.any() {
        for icp in (0..).map_while(|at| model.icp(at)) {
            icp.fit.criteria.iter().for_each(|criterion| names.of_criterion(&icp.id, &criterion.id));
            // An id has no dot, so that intent never clashes with fit.
            let before = format!("{}.intent", icp.id);
            let criteria = icp.intent.iter().flat_map(|card| &card.criteria);
            criteria.for_each(|criterion| names.of_criterion(&before, &criterion.id));
        }
    }
    names.fields
}

/// Who gave the answers, as a text of a schema's metadata: the model's name, version and fingerprint, and the day.
fn by(model: &Model, options: &ArrowOptions) -> String {
    let column = options.day_column();
    let day = options.day().filter(|_| column.is_none()).map(|day| day.to_string());
    serde_json::json!({
        "name": model.name(),
        "version": model.version(),
        "fingerprint": model.fingerprint(),
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
) -> Result<SchemaRef, BatchError> {
    let mut fields: Vec<Arc<Field>> = Vec::new();
    let mut names: BTreeSet<&str> = BTreeSet::new();
    if options.keep {
        fields.extend(given.fields().iter().cloned());
        names.extend(given.fields().iter().map(|field| field.name().as_str()));
    }
    let results = results(model, options);
    let rank = options.rank.then(|| rank(options));
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
    let batch = of_batch(model, given, options)?;
    Ok(if options.rank { with_rank(&batch, options) } else { batch })
}

/// The same columns with the ranks behind them.
pub(super) fn with_rank(batch: &Schema, options: &ArrowOptions) -> SchemaRef {
    let fields = batch.fields().iter().cloned().chain([Arc::new(rank(options))]);
    Arc::new(Schema::new_with_metadata(fields.collect::<Vec<_>>(), batch.metadata().clone()))
}

fn rank(options: &ArrowOptions) -> Field {
    Field::new(format!("{}rank", options.prefix), DataType::Int32, true)
}
