//! The first reading of the accounts: it keeps what each criterion gives them, and finds factors with and without each fold.

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_core::model::{Criterion, Definition};
use icp_core::{Model, ModelError};
use icp_evidence::{EvidenceError, Outcome};

use super::amounts::{self, Change};
use super::fit::Patterns;
use super::folds::deal_folds;
use super::gather::{Gathered, Look};
use super::place::Place;
use super::trial::Trial;
use super::tuned::{FOLDS, ROWS, Tune, TuneError};
use crate::at::At;

/// Reads accounts to tune a model.
///
/// ```
#[doc = include_str!("sample.txt")]
/// assert!(tuned.scores.is_some_and(|gain| gain.is_above_noise()));
/// let weights: Vec<(&str, f64)> = tuned.changes.iter().map(|change| (&*change.id, change.to.to_f64())).collect();
/// assert!(weights[0].0 == "size" && weights[0].1 < 1.0 && weights[1].1 > 1.0, "{weights:?}");
/// let (text, is_in_place) = tuned.document(text)?;
/// assert!(is_in_place && text.contains("# made by hand"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Tuner {
    model: Model,
    outcome: Outcome,
    weight: Option<String>,
    group: Option<String>,
    what: Tune,
    icp: Place,
    gathered: Gathered,
    intake: Intake,
}

impl Tuner {
    /// For the fit scorecard of one icp; `None` is the only one.
    ///
    /// # Errors
    /// [`TuneError::Icp`].
    pub fn new(model: &Model, outcome: Outcome, icp: Option<&str>) -> Result<Self, TuneError> {
        let ids: Vec<&str> = model.icps().collect();
        let wrong = |found: String| TuneError::Icp { found, known: ids.join(", ") };
        let at = match (icp, ids.as_slice()) {
            (Some(icp), ids) => ids
                .iter()
                .position(|id| *id == icp)
                .ok_or_else(|| wrong(format!("there is no icp `{icp}`")))?,
            (None, [_]) => 0,
            (None, _) => return Err(wrong("one icp is tuned at a time: say which".to_owned())),
        };
        let icp = Place { id: ids.get(at).map_or_else(String::new, ToString::to_string), at };
        let gathered = Gathered::new(icp.criteria(model.definition()).len());
        let (weight, group, what) = (None, None, Tune::All);
        Ok(Self { model: model.clone(), outcome, weight, group, what, icp, gathered, intake: model.intake() })
    }

    /// A column that says how many accounts each row stands for.
    #[must_use]
    pub fn weighted_by(self, column: &str) -> Self {
        Self { weight: Some(column.to_owned()), ..self }
    }

    /// A column that names the account of each row: its rows stay in one fold.
    #[must_use]
    pub fn grouped_by(self, column: &str) -> Self {
        Self { group: Some(column.to_owned()), ..self }
    }

    /// Which numbers may change.
    #[must_use]
    pub fn only(self, what: Tune) -> Self {
        Self { what, ..self }
    }

    /// The invalid values so far.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// Reads accounts, a table at a time.
    ///
    /// # Errors
    /// A table that cannot be scored, and columns of outcome, weight or account that are not there or cannot be read.
    pub fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        let (at, width) = (self.icp.at, self.gathered.width());
        let (looks, intake) = self.model.observe(columns, options, || Look::new(at, width))?;
        self.intake.merge(&intake);
        self.gathered.add(&looks, columns, (&self.outcome, self.weight.as_deref(), self.group.as_deref()))
    }

    /// Finds the new numbers; the accounts have to be read once more.
    ///
    /// # Errors
    /// Outcomes that say neither won nor lost, and too few rows.
    pub fn trial(self) -> Result<Trial, TuneError> {
        let Self { model, outcome, what, icp, gathered, .. } = self;
        let rows = gathered.rows(&outcome)?;
        let won = rows.iter().filter(|row| row.won).count() as u64;
        let lost = rows.len() as u64 - won;
        if won < ROWS || lost < ROWS {
            return Err(TuneError::Few { won, lost });
        }
        let definition = model.definition();
        let criteria = icp.criteria(definition);
        let fixed: Vec<bool> = criteria.iter().map(|one| amounts::left_alone(one).is_some()).collect();
        let units = units(definition, &icp);
        let gains: Vec<Vec<f64>> = rows
            .iter()
            .map(|row| gathered.gains(row.at).iter().zip(&units).map(|(gain, unit)| gain * unit).collect())
            .collect();
        let folds = deal_folds(&rows, &gains, FOLDS);
        let mut models = Vec::new();
        let mut changes = Vec::new();
        if what != Tune::Tiers && !fixed.iter().all(|fixed| *fixed) {
            let each = rows.iter().zip(&gains).zip(&folds);
            let each = each.map(|((row, gains), fold)| (&**gains, usize::from(*fold), row.weight, row.won));
            let patterns = Patterns::new(each, FOLDS);
            for fold in (0..FOLDS).map(Some).chain([None]) {
                let factors = patterns.factors(fold, &fixed);
                changes = new_numbers(definition, &icp, factors, &fixed);
                models.push(again(&model, &amounts::changed(definition, &icp.id, &changes)?)?);
            }
        }
        let total = gathered.len() as u64;
        Ok(Trial::new(model, icp, (rows, folds, total), (what, changes, models)))
    }
}

/// The units of the score in which each criterion gives: where dimensions have shares, weights count within their own.
fn units(definition: &Definition, icp: &Place) -> Vec<f64> {
    let Some(card) = icp.of(definition).map(|icp| &icp.fit) else { return Vec::new() };
    let unit = |criterion: &Criterion| {
        let dimension = card.dimensions.get(criterion.dimension?)?;
        let own = card.criteria.iter().filter(|one| one.dimension == criterion.dimension);
        let all: f64 = own.map(|one| one.weight.to_f64()).sum();
        Some(dimension.share?.to_f64() / all)
    };
    card.criteria.iter().map(|criterion| unit(criterion).unwrap_or(1.0)).collect()
}

/// The changes for factors. Where nothing is left alone, the weights of the card, or of each dimension with a share, keep their sum.
fn new_numbers(definition: &Definition, icp: &Place, mut factors: Vec<f64>, fixed: &[bool]) -> Vec<Change> {
    let Some(card) = icp.of(definition).map(|icp| &icp.fit) else { return Vec::new() };
    let of = |criterion: &Criterion| if card.has_shares() { criterion.dimension } else { None };
    if !fixed.contains(&true) {
        let own = factors.clone();
        for (at, criterion) in card.criteria.iter().enumerate() {
            let (mut all, mut scaled) = (0.0, 0.0);
            for (other, factor) in
                card.criteria.iter().zip(&own).filter(|(other, _)| of(other) == of(criterion))
            {
                all += other.weight.to_f64();
                scaled += other.weight.to_f64() * factor;
            }
            factors.put(at, own.at(at) * all / scaled);
        }
    }
    amounts::scaled(card, &factors)
}

/// A model of another document, with the lists and the source of the first.
fn again(model: &Model, definition: &Definition) -> Result<Model, ModelError> {
    let new = Model::from_json(&definition.to_json())?;
    match model.source() {
        Some(source) => new.with_source(source),
        None => Ok(new),
    }
}
