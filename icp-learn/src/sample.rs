//! The rows that a card is fitted to: codes by feature, outcomes and folds. A part of a sample is a sample, so that cards are fitted without a
//! fold by the same code.

use std::sync::Arc;

use crate::at::At;

/// Rows in a fixed order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample {
    /// The codes of each feature; shared with the samples that have more features.
    pub(crate) codes: Vec<Arc<Vec<u8>>>,
    /// 1 for won, 0 for lost.
    pub(crate) won: Vec<u8>,
    /// The weights, with mean 1; empty where all are 1.
    pub(crate) weight: Vec<f64>,
    /// The fold of each row for choosing criteria.
    pub(crate) inner: Vec<u8>,
    /// The fold of each row for the judgement.
    pub(crate) outer: Vec<u8>,
    /// 1 for the later rows, 0 for the earlier ones; empty where the days are not known.
    pub(crate) later: Vec<u8>,
}

impl Sample {
    pub(crate) fn rows(&self) -> usize {
        self.won.len()
    }

    /// The weight of a row.
    #[inline]
    pub(crate) fn weight(&self, row: usize) -> f64 {
        if self.weight.is_empty() { 1.0 } else { self.weight.at(row) }
    }

    /// The codes of a feature.
    #[inline]
    pub(crate) fn codes_of(&self, feature: usize) -> &[u8] {
        self.codes.get(feature).map_or(&[], |codes| codes.as_slice())
    }

    /// Won and lost rows.
    pub(crate) fn classes(&self) -> (u64, u64) {
        let won = self.won.iter().filter(|won| **won > 0).count() as u64;
        (won, self.won.len() as u64 - won)
    }

    /// The share that was won, by weight.
    pub(crate) fn base(&self) -> f64 {
        let (mut won, mut all) = (0.0, 0.0);
        for row in 0..self.rows() {
            let weight = self.weight(row);
            all += weight;
            won += weight * f64::from(self.won.at(row));
        }
        won / all
    }

    /// The rows for which `wanted` holds.
    pub(crate) fn part(&self, wanted: impl Fn(usize) -> bool) -> Self {
        let rows: Vec<usize> = (0..self.rows()).filter(|row| wanted(*row)).collect();
        let bytes = |all: &[u8]| rows.iter().map(|row| all.at(*row)).collect();
        let weight = if self.weight.is_empty() {
            Vec::new()
        } else {
            rows.iter().map(|row| self.weight.at(*row)).collect()
        };
        Self {
            codes: self.codes.iter().map(|codes| Arc::new(bytes(codes))).collect(),
            won: bytes(&self.won),
            weight,
            inner: bytes(&self.inner),
            outer: bytes(&self.outer),
            later: if self.later.is_empty() { Vec::new() } else { bytes(&self.later) },
        }
    }
}
