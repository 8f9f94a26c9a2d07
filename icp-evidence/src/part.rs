//! Partial counts as texts: their origin, a version, and the counts. Programs that count write them, and one that judges reads them.

use std::collections::BTreeMap;

use icp_core::Model;
use icp_core::intake::{Intake, IntakePart};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::EvidenceError;
use crate::outcome::Outcome;

/// The version of the texts. A program reads those of its own version alone.
const VERSION: u32 = 2;

/// The origin of counts: only counts of the same origin are added up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Part {
    version: u32,
    /// Which type wrote them.
    kind: String,
    /// For each model its fingerprint, its given lists and its source.
    models: Vec<Vec<String>>,
    outcomes: Vec<Outcome>,
    weight: Option<String>,
    /// Other settings that the counts depend on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    settings: Vec<String>,
}

impl Part {
    pub(crate) fn new(kind: &str, models: &[&Model], outcomes: (&[Outcome], &Option<String>)) -> Self {
        Self {
            version: VERSION,
            kind: kind.to_owned(),
            models: models.iter().map(|model| identity(model)).collect(),
            outcomes: outcomes.0.to_vec(),
            weight: outcomes.1.clone(),
            settings: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, settings: Vec<String>) -> Self {
        self.settings = settings;
        self
    }
}

/// The rules of a model: its fingerprint and the lists that were given to it. A source changes how values are read, not how they are
/// judged.
pub(crate) fn rules(model: &Model) -> Vec<String> {
    let mut rules = identity(model);
    rules.truncate(1 + model.given_lists().count());
    rules
}

/// A model as it scores: two with one fingerprint and other lists or another source are not the same.
pub(crate) fn identity(model: &Model) -> Vec<String> {
    let lists = model.given_lists().map(|(list, digest)| format!("{}={digest}", list.name));
    let source = model.source().map(|source| format!("source {}", source.fingerprint()));
    std::iter::once(model.fingerprint().to_owned()).chain(lists).chain(source).collect()
}

/// The lists that were given to a model: the SHA-256 of the entries of each.
pub(crate) fn lists(model: &Model) -> BTreeMap<String, String> {
    model.given_lists().map(|(list, digest)| ((*list.name).to_owned(), digest.to_owned())).collect()
}

#[derive(Serialize)]
struct Out<'a, C> {
    of: &'a Part,
    counts: &'a C,
    /// For each model.
    intakes: Vec<IntakePart>,
}

#[derive(Deserialize)]
struct In<C> {
    of: Part,
    counts: C,
    intakes: Vec<IntakePart>,
}

pub(crate) fn write<C: Serialize>(of: &Part, counts: &C, intakes: &[Intake]) -> String {
    let intakes = intakes.iter().map(Intake::part).collect();
    serde_json::to_string(&Out { of, counts, intakes }).unwrap_or_default()
}

/// Counts, and the intake of each model.
pub(crate) fn read<C: DeserializeOwned>(
    own: &Part,
    text: &str,
) -> Result<(C, Vec<IntakePart>), EvidenceError> {
    let found: In<C> = serde_json::from_str(text).map_err(|_| EvidenceError::Other)?;
    let is_own = found.of == *own && found.intakes.len() == own.models.len();
    if is_own { Ok((found.counts, found.intakes)) } else { Err(EvidenceError::Other) }
}

/// Adds the intakes of a part.
pub(crate) fn add(intakes: &mut [Intake], parts: &[IntakePart]) {
    intakes.iter_mut().zip(parts).for_each(|(intake, part)| intake.add_part(part));
}

/// The outcomes and the weight of counts, before anything else of them is read.
pub(crate) fn outcomes(text: &str) -> Result<(Vec<Outcome>, Option<String>), EvidenceError> {
    let found: In<IgnoredAny> = serde_json::from_str(text).map_err(|_| EvidenceError::Other)?;
    Ok((found.of.outcomes, found.of.weight))
}
