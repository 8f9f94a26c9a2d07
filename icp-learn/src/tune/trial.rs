//! Scores accounts by models that were tuned without them, and judges what the new numbers gain.

use std::collections::BTreeMap;

use icp_core::Model;
use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_core::model::Scorecard;
use icp_core::value::Micro;
use icp_evidence::EvidenceError;
use icp_evidence::stats::{Interval, Paired, Weight};

use super::amounts::{self, Amount, Change};
use super::cuts;
use super::fit::square;
use super::gather::{Look, NONE, Row, scores};
use super::place::Place;
use super::tuned::{FOLDS, Gain, Tune, TuneError, Tuned, TunedTier};
use crate::Counts;
use crate::at::At;
use crate::chance::log_odds;

/// The standard errors within which 95 % of a normal distribution lie.
const WIDE: f64 = 1.959_963_984_540_054;

/// The second reading of the accounts.
#[derive(Debug, Clone)]
pub struct Trial {
    model: Model,
    icp: Place,
    rows: Vec<Row>,
    folds: Vec<u8>,
    total: u64,
    what: Tune,
    changes: Vec<Change>,
    /// One without each fold, and one by all rows; none where weights and points are not tried.
    models: Vec<Model>,
    /// The scores of every row, by model.
    scores: Vec<Vec<i64>>,
    intake: Intake,
}

impl Trial {
    pub(super) fn new(
        model: Model,
        icp: Place,
        (rows, folds, total): (Vec<Row>, Vec<u8>, u64),
        (what, changes, models): (Tune, Vec<Change>, Vec<Model>),
    ) -> Self {
        let (scores, intake) = (vec![Vec::new(); models.len()], model.intake());
        Self { model, icp, rows, folds, total, what, changes, models, scores, intake }
    }

    /// The invalid values so far.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// Reads the accounts once more, in the order of the first time.
    ///
    /// # Errors
    /// A table that cannot be scored.
    pub fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        if self.models.is_empty() {
            let (_, intake) = self.model.observe(columns, options, || Look::new(self.icp.at, 0))?;
            self.intake.merge(&intake);
        }
        for (at, (model, all)) in self.models.iter().zip(&mut self.scores).enumerate() {
            let (looks, intake) = model.observe(columns, options, || Look::new(self.icp.at, 0))?;
            all.extend(scores(&looks, columns.rows()));
            if at == 0 {
                self.intake.merge(&intake);
            }
        }
        Ok(())
    }

    /// Judges the new numbers, and keeps those that gain more than chance.
    ///
    /// # Errors
    /// Numbers that are no model together.
    pub fn finish(self) -> Result<Tuned, TuneError> {
        let definition = self.model.definition();
        let card = self.icp.of(definition).map(|icp| &icp.fit);
        let gain = if self.models.is_empty() { None } else { self.score_gain() };
        let is_better = gain.is_some_and(|gain| gain.is_above_noise());
        let mut out = Tuned {
            icp: self.icp.id.clone(),
            counts: counts(&self.rows),
            left_out: self.total - self.rows.len() as u64,
            scores: gain,
            tiers: None,
            changes: if is_better { self.changes.clone() } else { Vec::new() },
            by_tier: Vec::new(),
            left_alone: self.left_alone(),
            no_tiers: card.map_or(Some("there are none"), no_tiers),
        };
        let old = card.map(old_cuts).unwrap_or_default();
        let whole = self.rows_by(if is_better { Some(FOLDS) } else { None });
        let kept = |rows: &[cuts::Row], without: Option<usize>| {
            let mine =
                self.rows.iter().zip(&self.folds).filter(|(_, fold)| Some(usize::from(**fold)) != without);
            let before: Vec<cuts::Row> = mine.map(|(row, _)| plain(row)).collect();
            let shares = is_better.then(|| cuts::same_shares(&before, &old, rows)).flatten();
            shares.unwrap_or_else(|| old.clone())
        };
        let mut cut = kept(&whole, None);
        let wants_tiers = self.what != Tune::Scores && out.no_tiers.is_none();
        let mut pieces = Vec::new();
        for fold in 0..FOLDS {
            let rows = self.rows_by(is_better.then_some(fold));
            let held = |at: usize| usize::from(self.folds.at(at)) == fold;
            let pick = |own: bool| -> Vec<cuts::Row> {
                rows.iter().enumerate().filter(|(at, _)| held(*at) == own).map(|(_, row)| *row).collect()
            };
            let (fitted, judged) = (pick(false), pick(true));
            let before = kept(&fitted, Some(fold));
            let after = wants_tiers.then(|| cuts::apart(&fitted, old.len() + 1)).flatten();
            pieces.push(Piece {
                fold,
                after: after.unwrap_or_else(|| before.clone()),
                before,
                fitted,
                judged,
            });
        }
        let apart = wants_tiers.then(|| cuts::apart(&whole, old.len() + 1)).flatten();
        if wants_tiers {
            match apart {
                None => out.no_tiers = Some("these accounts do not tell that many win rates apart"),
                Some(apart) => {
                    let gain = self.tier_gain(&pieces);
                    if gain.is_above_noise() && apart != cut {
                        cut = apart;
                    } else {
                        pieces.iter_mut().for_each(|piece| piece.after = piece.before.clone());
                    }
                    out.tiers = Some(gain);
                }
            }
        }
        out.changes.extend(card.into_iter().flat_map(|card| tier_changes(card, &cut)));
        if !out.changes.is_empty() {
            // Together they have to be a model.
            amounts::changed(definition, &self.icp.id, &out.changes)?;
            out.by_tier = self.by_tier(card, &old, &pieces);
        }
        Ok(out)
    }

    /// The rows with the scores of a model; `None` is the one that people wrote.
    fn rows_by(&self, model: Option<usize>) -> Vec<cuts::Row> {
        let scores = model.and_then(|at| self.scores.get(at));
        let score = |row: &Row| scores.map_or(row.score, |scores| scores.at(row.at));
        self.rows.iter().map(|row| (score(row), row.weight, row.won)).collect()
    }

    /// The AUC of each fold by both numbers, and their mean. Pairs of won and lost rows count alike in all folds.
    fn score_gain(&self) -> Option<Gain> {
        let (mut before, mut after, mut variance, mut all) = (0.0, 0.0, 0.0, 0.0);
        for fold in 0..FOLDS {
            let mut paired = Paired::default();
            let (mut won, mut lost) = (0.0, 0.0);
            let tuned = self.scores.get(fold)?;
            for (row, _) in self.rows.iter().zip(&self.folds).filter(|(_, own)| usize::from(**own) == fold) {
                let weight = Weight::new((row.weight.clamp(0.001, 1e6) * 1e3).round() / 1e3);
                paired.add(row.score, tuned.at(row.at), row.won, weight.unwrap_or(Weight::ONE));
                if row.won { won += row.weight } else { lost += row.weight }
            }
            let Some(compared) = paired.compare(0.95) else { continue };
            let pairs = won * lost;
            before += pairs * compared.before.auc;
            after += pairs * compared.after.auc;
            variance += square(pairs * compared.error.unwrap_or(0.5));
            all += pairs;
        }
        (all > 0.0).then(|| gain(before / all, after / all, variance.sqrt() / all))
    }

    /// The log likelihood of each account by the win rate of its tier in the other folds. Rows of one account count as one.
    fn tier_gain(&self, pieces: &[Piece]) -> Gain {
        let (mut before, mut after, mut all) = (0.0, 0.0, 0.0);
        let mut units: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
        for piece in pieces {
            let base = counts_of(&piece.fitted).rate().unwrap_or(0.5);
            let rates = |cuts: &[i64]| -> Vec<f64> {
                let by_tier = cuts::counts(cuts, piece.fitted.iter().copied());
                // As by one more row with the win rate of all.
                by_tier.iter().map(|own| (own.won_weight + base) / (own.weight + 1.0)).collect()
            };
            let (old, new) = (rates(&piece.before), rates(&piece.after));
            let held = self.rows.iter().zip(&self.folds).filter(|(_, own)| usize::from(**own) == piece.fold);
            for ((row, _), (score, weight, won)) in held.zip(&piece.judged) {
                let log = |cuts: &[i64], rates: &[f64]| {
                    let rate = rates.at(cuts::tier(cuts, *score)).clamp(1e-6, 1.0 - 1e-6);
                    // The logarithm of a chance by that of its odds.
                    let lost = -libm::log1p(libm::exp(log_odds(rate)));
                    if *won { lost + log_odds(rate) } else { lost }
                };
                let (one, two) = (log(&piece.before, &old), log(&piece.after, &new));
                before += weight * one;
                after += weight * two;
                all += weight;
                let unit = units.entry(row.group.unwrap_or(row.at as u64)).or_default();
                *unit = (unit.0 + weight * (two - one), unit.1 + weight);
            }
        }
        let mean = (after - before) / all;
        let variance: f64 = units.values().map(|(sum, weight)| square(sum - weight * mean)).sum();
        gain(before / all, after / all, variance.sqrt() / all)
    }

    fn by_tier(&self, card: Option<&Scorecard>, old: &[i64], pieces: &[Piece]) -> Vec<TunedTier> {
        let before = cuts::counts(old, self.rows.iter().map(plain));
        let mut after = vec![Counts::default(); old.len() + 1];
        for piece in pieces {
            let own = cuts::counts(&piece.after, piece.judged.iter().copied());
            after.iter_mut().zip(&own).for_each(|(sum, own)| *sum = crate::tiers::add(*sum, own));
        }
        let tiers = card.iter().flat_map(|card| &card.tiers);
        let both = before.into_iter().zip(after);
        tiers
            .zip(both)
            .map(|(tier, (before, after))| TunedTier { id: tier.id.to_string(), before, after })
            .collect()
    }

    fn left_alone(&self) -> Vec<(String, &'static str)> {
        let criteria = self.icp.criteria(self.model.definition());
        criteria.iter().filter_map(|one| Some((one.id.to_string(), amounts::left_alone(one)?))).collect()
    }
}

/// One fold: the cuts by the others, and their rows and its own with the scores of the model without it.
struct Piece {
    fold: usize,
    before: Vec<i64>,
    after: Vec<i64>,
    fitted: Vec<cuts::Row>,
    judged: Vec<cuts::Row>,
}

fn plain(row: &Row) -> cuts::Row {
    (row.score, row.weight, row.won)
}

fn counts(rows: &[Row]) -> Counts {
    counts_of(&rows.iter().map(plain).collect::<Vec<_>>())
}

fn counts_of(rows: &[cuts::Row]) -> Counts {
    cuts::counts(&[NONE], rows.iter().copied()).first().copied().unwrap_or_default()
}

/// A gain with its standard error.
pub(crate) fn gain(before: f64, after: f64, error: f64) -> Gain {
    let gain = after - before;
    Gain { before, after, gain, interval: Interval { low: gain - WIDE * error, high: gain + WIDE * error } }
}

/// Where the tiers but the last begin, in millionths.
fn old_cuts(card: &Scorecard) -> Vec<i64> {
    let above = card.tiers.len().saturating_sub(1);
    card.tiers.iter().take(above).filter_map(|tier| tier.from.map(Micro::millionths)).collect()
}

/// Why cuts cannot be tuned.
fn no_tiers(card: &Scorecard) -> Option<&'static str> {
    if card.tiers.len() < 2 || old_cuts(card).len() + 1 != card.tiers.len() {
        return Some("they do not all begin at a score");
    }
    let is_more = card.tiers.iter().any(|tier| !tier.requires.is_empty() || tier.when.is_some());
    is_more.then_some("conditions have a say in them")
}

fn tier_changes(card: &Scorecard, cuts: &[i64]) -> Vec<Change> {
    let above = card.tiers.len().saturating_sub(1);
    let tiers = card.tiers.iter().take(above).filter_map(|tier| Some((tier, tier.from?)));
    let change = |(tier, from, to): (&str, Micro, i64)| Change {
        id: tier.to_owned(),
        amount: Amount::Tier,
        from,
        to: Micro::from_millionths(to),
    };
    let changes = tiers.zip(cuts).map(|((tier, from), to)| change((&tier.id, from, *to)));
    changes.filter(|change| change.from != change.to).collect()
}
