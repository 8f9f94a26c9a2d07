//! Criteria chosen one by one: each time the column that gains most beyond those already chosen, while the gain holds on rows left out.

use crate::bands::Rules;
use crate::codes::Feature;
use crate::fit::{Chosen, Close, Fitted, Patterns, constant, fit};
use crate::gain::{Alone, FoldSums, Gained, banded, by_code, cross_auc, sloped};
use crate::sample::Sample;
use crate::{Settings, threads};

/// A column has to gain this much alone to be looked at.
pub(crate) const SCREEN: f64 = 2.0;
/// The gain that a criterion needs in lean mode, and from which one is not weak.
pub(crate) const SURE: f64 = 3.0;
/// Rows of the rarer outcome from which bands are made given the other criteria.
const GIVEN_FROM: u64 = 500;
/// Work below which more threads cost more than they save.
const WORK: usize = 2_000_000;

/// A fitted choice of criteria.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) chosen: Vec<Chosen>,
    pub(crate) fitted: Fitted,
}

/// The features of a sample as the program sees them.
pub(crate) struct Problem<'a> {
    pub(crate) features: &'a [Feature],
    pub(crate) sample: &'a Sample,
    pub(crate) settings: &'a Settings,
    /// Features that may be chosen.
    pub(crate) allowed: &'a [bool],
}

impl Problem<'_> {
    pub(crate) fn threads(&self) -> usize {
        if self.features.len() * self.sample.rows() < WORK { 1 } else { self.settings.threads }
    }

    pub(crate) fn events(&self) -> u64 {
        let (won, lost) = self.sample.classes();
        won.min(lost)
    }

    /// Rows of a band, at least.
    pub(crate) fn min_rows(&self) -> f64 {
        if crate::Size::of(self.events()) == crate::Size::Joint {
            (self.sample.rows() as f64 / 100.0).max(25.0)
        } else {
            10.0
        }
    }

    fn rules<'f>(&self, feature: &'f Feature) -> Rules<'f> {
        Rules {
            is_ordered: feature.is_ordered(),
            direction: feature.direction,
            min_rows: self.min_rows(),
            max_bands: self.settings.max_bands,
            forced: feature.forced.as_deref(),
        }
    }

    fn sums(&self, feature: usize, gh: &[(f64, f64)]) -> FoldSums {
        let codes = self.features.get(feature).map_or(1, Feature::codes);
        let column = self.sample.codes_of(feature);
        FoldSums::new(codes, column, &self.sample.inner, gh)
    }

    fn banded(&self, feature: usize, sums: &FoldSums) -> Option<Gained> {
        self.features.get(feature).map(|feature| banded(sums, &self.rules(feature)))
    }

    /// Every allowed feature alone.
    pub(crate) fn alone(&self) -> Vec<Option<Gained>> {
        let none = constant(self.sample);
        let base = self.sample.base();
        let gh = Patterns::new(self.sample, &[]).residuals(self.sample, &none);
        threads::map(self.features.len(), self.threads(), |feature| {
            let is_allowed = self.allowed.get(feature).copied().unwrap_or_default();
            if !is_allowed {
                return None;
            }
            let sums = self.sums(feature, &gh);
            let mut gained = self.banded(feature, &sums)?;
            let auc = cross_auc(&sums, &gained, base);
            gained.alone = Some(Alone { auc, by_code: by_code(&sums, base) });
            Some(gained)
        })
    }

    /// Forward selection.
    pub(crate) fn choose(&self, alone: &[Option<Gained>]) -> Choice {
        let mut choice = Choice { chosen: Vec::new(), fitted: constant(self.sample) };
        let may_be_given = self.settings.given && self.events() >= GIVEN_FROM;
        let least = if self.settings.lean { SURE } else { 0.0 };
        let screened: Vec<(usize, &Gained)> = alone
            .iter()
            .enumerate()
            .filter_map(|(at, gained)| Some((at, gained.as_ref()?)))
            .filter(|(_, gained)| gained.gain >= SCREEN && !gained.shape.is_flat())
            .collect();
        let mut patterns = Patterns::new(self.sample, &[]);
        while choice.chosen.len() < self.settings.max_criteria {
            let gh = patterns.residuals(self.sample, &choice.fitted);
            let is_open =
                |(at, _): &&(usize, &Gained)| choice.chosen.iter().all(|chosen| chosen.feature != *at);
            let open: Vec<&(usize, &Gained)> = screened.iter().filter(is_open).collect();
            let sloped: Vec<Option<(FoldSums, f64)>> = threads::map(open.len(), self.threads(), |at| {
                let (feature, alone) = **open.get(at)?;
                let sums = self.sums(feature, &gh);
                let (gain, _) = sloped(&sums, alone);
                Some((sums, gain))
            });
            let second = second_of(sloped.iter().flatten().map(|(_, gain)| *gain));
            let gains = threads::map(open.len(), self.threads(), |at| {
                let ((feature, alone), (sums, gain)) = (**open.get(at)?, sloped.get(at)?.as_ref()?);
                let (gain, shape) = (*gain, alone.shape.clone());
                let mut best = Chosen { feature, shape, given: false, gain, runner_up: None };
                // Bands that cannot come among the best two are not looked for.
                if may_be_given && sums.most() > second {
                    let given = self.banded(feature, sums)?;
                    if given.gain > best.gain {
                        best = Chosen { shape: given.shape, given: true, gain: given.gain, ..best };
                    }
                }
                Some(best)
            });
            let (mut best, mut second): (Option<Chosen>, Option<(usize, f64)>) = (None, None);
            for candidate in gains.into_iter().flatten() {
                let beats = best.as_ref().is_none_or(|best| candidate.gain > best.gain);
                let loser = if beats { best.replace(candidate) } else { Some(candidate) };
                if let Some(loser) = loser.filter(|loser| second.is_none_or(|(_, gain)| loser.gain > gain)) {
                    second = Some((loser.feature, loser.gain));
                }
            }
            let Some(mut best) = best.filter(|best| best.gain > least) else { break };
            best.runner_up = second.filter(|(_, gain)| *gain > 0.0).map(|(feature, _)| feature);
            patterns = patterns.with(self.sample, &best);
            choice.chosen.push(best);
            choice.fitted = fit(&patterns, &choice.chosen, &choice.fitted, Close::Near);
        }
        self.band_anew(&mut choice);
        self.refit(&mut choice, Close::Exact);
        choice
    }

    pub(crate) fn refit(&self, choice: &mut Choice, close: Close) {
        let patterns = Patterns::new(self.sample, &choice.chosen);
        choice.fitted = fit(&patterns, &choice.chosen, &choice.fitted, close);
    }

    /// Bands that were made given the criteria before them, made once more given all others.
    fn band_anew(&self, choice: &mut Choice) {
        let given: Vec<usize> =
            (0..choice.chosen.len()).filter(|at| choice.chosen.get(*at).is_some_and(|c| c.given)).collect();
        for at in given {
            if choice.chosen.len() < 2 {
                return;
            }
            // The criterion goes to the end, so that the patterns of the others serve for both fits.
            let mut others = choice.clone();
            let mut own = others.chosen.remove(at);
            others.fitted.values.remove(at);
            if at < others.fitted.slopes.len() {
                others.fitted.slopes.remove(at);
            }
            let patterns = Patterns::new(self.sample, &others.chosen);
            let gh = patterns.residuals(self.sample, &others.fitted);
            let Some(gained) = self.banded(own.feature, &self.sums(own.feature, &gh)) else { continue };
            if gained.shape.is_flat() {
                continue;
            }
            own.shape = gained.shape;
            let patterns = patterns.with(self.sample, &own);
            others.chosen.push(own);
            let Fitted { intercept, mut values, mut slopes } =
                fit(&patterns, &others.chosen, &others.fitted, Close::Near);
            values.get_mut(at..).unwrap_or_default().rotate_right(1);
            slopes.get_mut(at..).unwrap_or_default().rotate_right(1);
            others.chosen.get_mut(at..).unwrap_or_default().rotate_right(1);
            *choice = Choice { chosen: others.chosen, fitted: Fitted { intercept, values, slopes } };
        }
    }
}

/// The second largest of some gains.
fn second_of(gains: impl Iterator<Item = f64>) -> f64 {
    let (mut first, mut second) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for gain in gains {
        if gain > first {
            (first, second) = (gain, first);
        } else if gain > second {
            second = gain;
        }
    }
    second
}
