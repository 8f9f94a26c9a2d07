use std::sync::Arc;

use super::{Model, Options};
use crate::account::{AccountValue, OnInvalid, Record};
use crate::assess::Assessment;
use crate::error::AccountError;
use crate::eval::{self, IcpScore, Scratch};
use crate::value::Date;

/// One account scored, its words not yet made: what the bindings hand out.
///
/// The numbers are there at once; the [`Assessment`] is made when it is asked for. In Rust use
/// [`Model::evaluate`] for numbers and [`Model::assess`] for everything; this is for holding an answer whose reader
/// may ask for either later.
///
/// ```
/// use icp_core::{AccountValue, Date, Model, Options};
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "smb", "fit": {
/// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
/// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let options = Options::new(Date::new(2026, 11, 21).unwrap());
/// let values = [("employees", AccountValue::Integer(50))];
/// let scored = model.score_values(values, &options, &mut model.scratch())?;
/// assert_eq!((scored.best(), scored.headline()), (Some(0), Some(0)));
/// assert_eq!(scored.scores()[0].fit.score, Some(100.0));
/// assert_eq!(scored.assessment().best.as_deref(), Some("smb"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Scored {
    model: Model,
    record: Arc<Record<'static>>,
    as_of: Date,
    scores: Box<[IcpScore]>,
    best: Option<usize>,
    headline: Option<usize>,
}

impl Scored {
    /// The model that it was scored with.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The values, checked.
    pub fn record(&self) -> &Record<'static> {
        &self.record
    }

    /// The day on which it was judged.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The numbers of every icp, in priority order.
    pub fn scores(&self) -> &[IcpScore] {
        &self.scores
    }

    /// The place of the best icp, if one qualifies.
    pub fn best(&self) -> Option<usize> {
        self.best
    }

    /// The place of the one icp to show: see [`Scratch::headline`].
    pub fn headline(&self) -> Option<usize> {
        self.headline
    }

    /// Everything about it, made anew at each call.
    pub fn assessment(&self) -> Assessment {
        self.model.tell(&self.record, self.as_of, &mut self.model.scratch())
    }
}

impl Model {
    /// Scores values that come one by one, such as those of an object of another language. A key that comes twice
    /// is a mistake; keys that the model does not declare are passed over.
    ///
    /// # Errors
    /// As [`Model::score_with`].
    pub fn score_values<K: AsRef<str>>(
        &self,
        values: impl IntoIterator<Item = (K, AccountValue)>,
        options: &Options,
        scratch: &mut Scratch,
    ) -> Result<Scored, AccountError> {
        let record = self.record_values(values, options.on_invalid)?;
        self.score_record(record, options.as_of, scratch)
    }

    /// Checks values that come one by one and puts them in the model's order; [`Model::record`] for an account.
    ///
    /// # Errors
    /// An invalid value, unless it counts as missing; a key that comes twice.
    pub fn record_values<K: AsRef<str>>(
        &self,
        values: impl IntoIterator<Item = (K, AccountValue)>,
        on_invalid: OnInvalid,
    ) -> Result<Record<'static>, AccountError> {
        eval::collect(&self.inner.plan, values, on_invalid)
    }

    /// Scores a record that owns its values, and keeps it with its scores.
    ///
    /// # Errors
    /// A record of another model.
    pub fn score_record(
        &self,
        record: Record<'static>,
        as_of: Date,
        scratch: &mut Scratch,
    ) -> Result<Scored, AccountError> {
        self.evaluate(&record, as_of, scratch)?;
        Ok(Scored {
            model: self.clone(),
            record: Arc::new(record),
            as_of,
            scores: scratch.scores().into(),
            best: scratch.best(),
            headline: scratch.headline(),
        })
    }

    /// Whether the model asks for an attribute of this name, also as an alias.
    pub fn declares(&self, name: &str) -> bool {
        self.inner.plan.names.get(name).is_some()
    }
}
