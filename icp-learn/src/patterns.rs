//! Rows with the same bands, counted together: the fit goes over them in place of rows.

use crate::at::At;
use crate::chance::chance;
use crate::chosen::{Chosen, Fitted};
use crate::sample::Sample;

/// Joint bands that are told apart at once, in a table that a processor keeps near.
const JOINT: usize = 1 << 16;

/// Rows with the same bands in all criteria, in the order of their first rows.
pub(crate) struct Patterns {
    of_row: Vec<u32>,
    /// The bands of each pattern, one after another.
    bands: Vec<u8>,
    width: usize,
    pub(crate) weight: Vec<f64>,
    pub(crate) won: Vec<f64>,
}

impl Patterns {
    pub(crate) fn new(sample: &Sample, chosen: &[Chosen]) -> Self {
        let one = Self {
            of_row: vec![0; sample.rows()],
            bands: Vec::new(),
            width: 0,
            weight: Vec::new(),
            won: Vec::new(),
        };
        let (mut patterns, mut many, mut rest) = (one, 1, chosen);
        while !rest.is_empty() {
            // As many criteria as have few joint bands, at least one.
            let mut joint = many;
            let fits = |criterion: &&Chosen| {
                joint *= criterion.shape.values.len();
                joint <= JOINT
            };
            let (run, later) = rest.split_at(rest.iter().take_while(fits).count().max(1));
            many = patterns.extend(sample, run, many);
            rest = later;
        }
        patterns.weighed(sample, many)
    }

    /// The patterns with the bands of one more criterion.
    pub(crate) fn with(mut self, sample: &Sample, criterion: &Chosen) -> Self {
        let many = self.extend(sample, std::slice::from_ref(criterion), self.weight.len());
        self.weighed(sample, many)
    }

    /// Tells patterns apart by more criteria; gives how many there are then.
    fn extend(&mut self, sample: &Sample, run: &[Chosen], many: usize) -> usize {
        let sizes: Vec<usize> = run.iter().map(|criterion| criterion.shape.values.len()).collect();
        for (criterion, size) in run.iter().zip(&sizes) {
            let mut band_of = [0u8; 256];
            band_of.iter_mut().zip(&criterion.shape.band_of).for_each(|(place, band)| *place = *band);
            for (key, code) in self.of_row.iter_mut().zip(sample.codes_of(criterion.feature)) {
                *key = *key * *size as u32 + u32::from(band_of.at(*code as usize));
            }
        }
        let mut number = vec![u32::MAX; many * sizes.iter().product::<usize>()];
        let mut keys: Vec<u32> = Vec::new();
        for id in &mut self.of_row {
            let key = *id as usize;
            let mut new = number.at(key);
            if new == u32::MAX {
                new = keys.len() as u32;
                number.put(key, new);
                keys.push(*id);
            }
            *id = new;
        }
        let width = self.width + run.len();
        let mut bands = vec![0; keys.len() * width];
        for (key, own) in keys.iter().zip(bands.chunks_exact_mut(width)) {
            let (before, new) = own.split_at_mut(self.width);
            let mut key = *key as usize;
            for (band, size) in new.iter_mut().zip(&sizes).rev() {
                *band = (key % size) as u8;
                key /= size;
            }
            let known = self.bands.get(key * self.width..).unwrap_or_default();
            before.iter_mut().zip(known).for_each(|(band, known)| *band = *known);
        }
        (self.bands, self.width) = (bands, width);
        keys.len()
    }

    /// The same with the weights of all rows and of won ones.
    fn weighed(self, sample: &Sample, many: usize) -> Self {
        let rows = self.of_row.iter().zip(&sample.won);
        let (weight, won) = if sample.weight.is_empty() {
            let mut counts = vec![(0u32, 0u32); many];
            for (id, won) in rows {
                if let Some(count) = counts.get_mut(*id as usize) {
                    count.0 += 1;
                    count.1 += u32::from(*won);
                }
            }
            counts.into_iter().map(|(rows, won)| (f64::from(rows), f64::from(won))).unzip()
        } else {
            let (mut weight, mut all_won) = (vec![0.0; many], vec![0.0; many]);
            for ((id, won), own) in rows.zip(&sample.weight) {
                weight.more(*id as usize, *own);
                all_won.more(*id as usize, own * f64::from(*won));
            }
            (weight, all_won)
        };
        Self { weight, won, ..self }
    }

    /// The bands of each pattern, the weight of its rows and that of those that were won.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&[u8], f64, f64)> {
        let bands = (0..self.weight.len())
            .map(|at| self.bands.get(at * self.width..(at + 1) * self.width).unwrap_or_default());
        bands.zip(self.weight.iter().zip(&self.won)).map(|(bands, (weight, won))| (bands, *weight, *won))
    }

    /// The log odds of each pattern.
    fn log_odds(&self, fitted: &Fitted) -> impl Iterator<Item = f64> {
        let sum = |bands: &[u8]| {
            let parts = bands.iter().zip(&fitted.values).map(|(band, values)| values.at(*band as usize));
            fitted.intercept + parts.sum::<f64>()
        };
        self.each().map(move |(bands, ..)| sum(bands))
    }

    /// Outcome less prediction and its variance, by row.
    pub(crate) fn residuals(&self, sample: &Sample, fitted: &Fitted) -> Vec<(f64, f64)> {
        // Of a lost and of a won row of each pattern.
        let both = |p: f64| [(0.0 - p, p * (1.0 - p)), (1.0 - p, p * (1.0 - p))];
        let both: Vec<(f64, f64)> = self.log_odds(fitted).map(chance).flat_map(both).collect();
        let rows = self.of_row.iter().zip(&sample.won);
        let rows = rows.map(|(id, won)| both.at(2 * *id as usize + usize::from(*won)));
        if sample.weight.is_empty() {
            return rows.collect();
        }
        // The weight comes first, as it does in the sums of a fit.
        let chances: Vec<f64> = self.log_odds(fitted).map(chance).collect();
        let weighted = |((id, (g, _)), weight): ((&u32, (f64, f64)), &f64)| {
            let p = chances.at(*id as usize);
            (weight * g, weight * p * (1.0 - p))
        };
        self.of_row.iter().zip(rows).zip(&sample.weight).map(weighted).collect()
    }
}
