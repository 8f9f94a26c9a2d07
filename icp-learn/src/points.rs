//! Whole points from fitted values, and the card that people read.

use crate::at::At;
use crate::card::{Band, Criterion, MissingBand};
use crate::codes::{Feature, Kind};
use crate::counts::Counts;
use crate::fit::{Chosen, Fitted};
use crate::sample::Sample;
use crate::select::{Choice, SURE};
use crate::settings::Points;
use crate::table::Cells;

/// A criterion by codes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CodedCriterion {
    pub(crate) feature: usize,
    /// The points of each code; code 0 is missing.
    pub(crate) points: Vec<i64>,
    /// Where it is in the choice that it was made from.
    pub(crate) place: usize,
}

/// A card by codes, pairs after the criteria: rows of a sample are scored with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct CodedCard {
    pub(crate) criteria: Vec<CodedCriterion>,
}

impl CodedCard {
    /// The score of each row.
    pub(crate) fn scores(&self, sample: &Sample) -> Vec<i64> {
        let mut scores = vec![0; sample.rows()];
        for criterion in &self.criteria {
            let mut points = [0i64; 256];
            points.iter_mut().zip(&criterion.points).for_each(|(place, points)| *place = *points);
            let codes = sample.codes_of(criterion.feature);
            for (score, code) in scores.iter_mut().zip(codes) {
                *score += points.at(*code as usize);
            }
        }
        scores
    }
}

/// The difference between the greatest and the least value of a criterion, and the least.
fn span(criterion: &Chosen, values: &[f64]) -> (f64, f64) {
    let skip = usize::from(criterion.shape.is_missing_neutral);
    let (low, high) = values
        .iter()
        .skip(skip)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    if high >= low { (high - low, low) } else { (0.0, 0.0) }
}

/// Whole points. Criteria that span a single point are left out where the scale is fine enough to tell them from others.
pub(crate) fn in_points(choice: &Choice, sample: &Sample, points: Points) -> CodedCard {
    let Choice { chosen, fitted: Fitted { values, .. } } = choice;
    let spans: Vec<(f64, f64)> =
        chosen.iter().zip(values).map(|(criterion, values)| span(criterion, values)).collect();
    let (scale, is_fine) = match points {
        Points::UpTo(most) => {
            let largest = spans.iter().fold(0.0, |most: f64, (span, _)| most.max(*span));
            (f64::from(most) / largest, most >= 10)
        }
        Points::Total(most) => {
            (f64::from(most) / spans.iter().map(|(span, _)| span).sum::<f64>(), most >= 50)
        }
    };
    if !scale.is_finite() {
        return CodedCard::default();
    }
    let least = if is_fine { 2 } else { 1 };
    let mut criteria = Vec::new();
    for (place, (criterion, (values, (_, low)))) in chosen.iter().zip(values.iter().zip(&spans)).enumerate() {
        let in_points = |value: &f64| ((value - low) * scale).round() as i64;
        let mut of_band: Vec<i64> = values.iter().map(in_points).collect();
        if criterion.shape.is_missing_neutral {
            let mean = mean_points(criterion, &of_band, sample);
            of_band.put(0, mean);
        }
        let (least_points, most_points) = (of_band.iter().min(), of_band.iter().max());
        if least_points.zip(most_points).is_some_and(|(low, high)| high - low >= least) {
            let points = criterion.shape.band_of.iter().map(|band| of_band.at(*band as usize)).collect();
            criteria.push(CodedCriterion { feature: criterion.feature, points, place });
        }
    }
    CodedCard { criteria }
}

/// The mean points of the rows that have a value, rounded.
fn mean_points(criterion: &Chosen, of_band: &[i64], sample: &Sample) -> i64 {
    let (mut sum, mut all) = (0.0, 0.0);
    let codes = sample.codes_of(criterion.feature);
    for (row, code) in codes.iter().enumerate().filter(|(_, code)| **code > 0) {
        let weight = sample.weight(row);
        let band = criterion.shape.band_of.at(*code as usize);
        sum += weight * of_band.at(band as usize) as f64;
        all += weight;
    }
    if all > 0.0 { (sum / all).round() as i64 } else { 0 }
}

/// Rows and won rows of each code.
pub(crate) fn counts_by_code(feature: usize, sample: &Sample, unit: f64) -> Vec<Counts> {
    let mut counts = vec![Counts::default(); 256];
    let codes = sample.codes_of(feature);
    for (row, code) in codes.iter().enumerate() {
        if let Some(place) = counts.get_mut(*code as usize) {
            let (won, weight) = (sample.won.at(row), sample.weight(row) * unit);
            place.rows += 1;
            place.won += u64::from(won);
            place.weight += weight;
            place.won_weight += weight * f64::from(won);
        }
    }
    counts
}

fn sum(counts: impl Iterator<Item = Counts>) -> Counts {
    counts.fold(Counts::default(), |sum, one| Counts {
        rows: sum.rows + one.rows,
        won: sum.won + one.won,
        weight: sum.weight + one.weight,
        won_weight: sum.won_weight + one.won_weight,
    })
}

/// A criterion as people read it, with the rows of a sample; `unit` is the weight of a weight of 1.
pub(crate) fn readable(
    criterion: &CodedCriterion,
    chosen: &Chosen,
    feature: &Feature,
    sample: &Sample,
    unit: f64,
) -> Criterion {
    let counts = counts_by_code(criterion.feature, sample, unit);
    let codes = feature.codes();
    let of = |points: i64, cells: Cells, from: &mut dyn Iterator<Item = usize>| Band {
        cells,
        points,
        counts: sum(from.map(|code| counts.get(code).copied().unwrap_or_default())),
    };
    let points = |code: usize| criterion.points.at(code);
    let mut bands = Vec::new();
    match &feature.kind {
        Kind::Number { cuts } => {
            // Codes with the same points that follow each other are one band.
            let starts: Vec<usize> =
                (1..codes).filter(|code| *code == 1 || points(*code) != points(*code - 1)).collect();
            let ends = starts.iter().skip(1).copied().chain([codes]);
            for (start, end) in starts.iter().copied().zip(ends) {
                let cut = |code: usize| (code > 1 && code < codes).then(|| cuts.at(code - 2));
                bands.push(of(
                    points(start),
                    Cells::Range { from: cut(start), to: cut(end) },
                    &mut (start..end),
                ));
            }
        }
        Kind::Text { names } => {
            let mut all: Vec<i64> = (1..codes).map(points).collect();
            all.sort_unstable_by(|a, b| b.cmp(a));
            all.dedup();
            for own in all {
                let within = (1..codes).filter(|code| points(*code) == own);
                let texts = within.clone().filter_map(|code| names.get(code.checked_sub(2)?).cloned());
                let cells = Cells::Texts { names: texts.collect(), rest: points(1) == own };
                bands.push(of(own, cells, &mut within.clone()));
            }
        }
        Kind::YesNo => {
            for (code, value) in [(2, true), (1, false)] {
                bands.push(of(points(code), Cells::Bool(value), &mut std::iter::once(code)));
            }
        }
    }
    let missing = MissingBand {
        points: points(0),
        counts: counts.first().copied().unwrap_or_default(),
        own: !chosen.shape.is_missing_neutral,
    };
    let weak = chosen.gain < SURE;
    Criterion { subject: feature.subject, bands, missing, gain: chosen.gain, weak, given: chosen.given }
}
