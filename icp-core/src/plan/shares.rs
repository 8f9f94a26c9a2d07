//! Dimensions with shares: the score of each, their mean, and the extremes of the mean while some of them may be empty. The
//! score, the bounds, findings and explanations all ask here.

use super::limit::End;
use crate::sort::arrange;
use crate::value::{clamped, percent};

/// A dimension with a share.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Share {
    pub(crate) share: f64,
    /// The points that are 100 of 100, in units; without it, its weights are.
    pub(crate) full: Option<i64>,
    /// The dimensions that get its share while it is empty, in document order.
    pub(crate) when_empty: Box<[usize]>,
}

impl Share {
    /// Its score before it is clipped.
    #[inline]
    pub(crate) fn raw(&self, points: i64, weight: i64) -> f64 {
        percent(points, self.full.unwrap_or(weight))
    }

    /// Its score.
    #[inline]
    pub(crate) fn score(&self, points: i64, weight: i64) -> f64 {
        match self.full {
            Some(full) => percent(clamped(points, 0, full), full),
            None => percent(points, weight).max(0.0),
        }
    }
}

/// The dimensions of a scorecard with shares, in document order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Shares {
    all: Box<[Share]>,
    /// Whether one of them passes its share on. INVARIANT: then they are at most 12.
    passes_on: bool,
}

/// Memory for the extremes of a mean.
#[derive(Debug, Clone, Default)]
pub(crate) struct MeanBuffers {
    dimensions: Vec<Member>,
    /// The indices of the dimensions that may be empty.
    order: Vec<usize>,
    /// The spare buffer of the merge sort.
    spare: Vec<usize>,
}

/// A dimension in an extreme mean: its score if it counts, and whether it does.
#[derive(Debug, Clone, Copy)]
struct Member {
    score: Option<f64>,
    counts: bool,
}

impl Member {
    fn counted(&self) -> Option<f64> {
        self.score.filter(|_| self.counts)
    }
}

impl Shares {
    pub(crate) fn new(all: Vec<Share>) -> Self {
        let passes_on = all.iter().any(|share| !share.when_empty.is_empty());
        Self { all: all.into(), passes_on }
    }

    /// Whether a dimension that is empty passes its share on.
    pub(crate) fn passes_on(&self) -> bool {
        self.passes_on
    }

    #[inline]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Share> + Clone {
        self.all.iter()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Share> {
        self.all.get(at)
    }

    /// The share of a dimension that counts, with what empty ones pass on to it.
    pub(crate) fn effective(&self, at: usize, counts: impl Fn(usize) -> bool) -> f64 {
        let share = |at: usize| self.all.get(at).map_or(0.0, |share| share.share);
        let own = share(at);
        if !self.passes_on {
            return own;
        }
        let passing = self.all.iter().enumerate();
        let passing = passing.filter(|(from, one)| one.when_empty.contains(&at) && !counts(*from));
        passing.fold(own, |sum, (_, one)| {
            let to = one.when_empty.iter().filter(|to| counts(**to));
            sum + one.share * (own / to.map(|to| share(*to)).sum::<f64>())
        })
    }

    /// The mean of the scores of the dimensions that count; `None` where none does.
    #[inline]
    pub(crate) fn mean(&self, scores: impl Iterator<Item = Option<f64>> + Clone) -> Option<f64> {
        let mut counting = 0u64;
        if self.passes_on {
            for (at, _) in scores.clone().enumerate().filter(|(_, score)| score.is_some()) {
                counting |= 1 << (at % 64);
            }
        }
        let (mut sum, mut total) = (0.0, 0.0);
        for (at, score) in scores.enumerate() {
            let Some(score) = score else { continue };
            let share = self.effective(at, |at| counting >> (at % 64) & 1 == 1);
            sum += share * score;
            total += share;
        }
        (total > 0.0).then(|| sum / total)
    }

    /// The mean that is furthest on one side. Of each dimension: its score on that side if it counts at all, and whether it
    /// surely counts.
    pub(crate) fn extreme(
        &self,
        end: End,
        scores: impl Iterator<Item = Option<(f64, bool)>>,
        buffers: &mut MeanBuffers,
    ) -> Option<f64> {
        let MeanBuffers { dimensions, order, spare } = buffers;
        dimensions.clear();
        order.clear();
        for (at, score) in scores.enumerate() {
            let counts = score.is_some_and(|(_, surely)| surely);
            if score.is_some() && !counts {
                order.push(at);
            }
            dimensions.push(Member { score: score.map(|(score, _)| score), counts });
        }
        let mean = |dimensions: &[Member]| self.mean(dimensions.iter().map(Member::counted));
        if self.passes_on {
            return furthest(end, dimensions, order, mean);
        }
        // The most extreme ones join while they help.
        let score = |dimensions: &[Member], at: usize| dimensions.get(at).and_then(|one| one.score);
        arrange(order, spare, &mut |a, b| match (score(dimensions, a), score(dimensions, b)) {
            (Some(a), Some(b)) => end.is_further(&b, &a),
            (None, _) | (_, None) => false,
        });
        for at in order.iter() {
            let Some(score) = score(dimensions, *at) else { continue };
            let helps = mean(dimensions).is_none_or(|mean| end.is_further(&score, &mean));
            if let Some(one) = dimensions.get_mut(*at) {
                one.counts = helps;
            }
        }
        mean(dimensions)
    }
}

/// The furthest mean over every choice of those that may be empty.
fn furthest(
    end: End,
    dimensions: &mut [Member],
    open: &[usize],
    mean: impl Fn(&[Member]) -> Option<f64>,
) -> Option<f64> {
    let mut found = None;
    for choice in 0..1u32 << open.len().min(31) {
        for (bit, at) in open.iter().enumerate() {
            if let Some(one) = dimensions.get_mut(*at) {
                one.counts = choice >> bit & 1 == 1;
            }
        }
        found = match (found, mean(dimensions)) {
            (Some(a), Some(b)) => Some(end.further(a, b)),
            (a, b) => a.or(b),
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(all: &[(f64, &[usize])]) -> Shares {
        let one =
            |(share, to): &(f64, &[usize])| Share { share: *share, full: None, when_empty: (*to).into() };
        Shares::new(all.iter().map(one).collect())
    }

    #[test]
    fn an_empty_dimension_gives_its_share_to_those_that_it_names() {
        let passing = shares(&[(50.0, &[2]), (30.0, &[]), (20.0, &[])]);
        assert_eq!(passing.mean([None, Some(100.0), Some(0.0)].into_iter()), Some(30.0));
        // None of those named counts: all that count get it, as without.
        assert_eq!(passing.mean([None, Some(100.0), None].into_iter()), Some(100.0));
        let plain = shares(&[(50.0, &[]), (30.0, &[]), (20.0, &[])]);
        assert_eq!(plain.mean([None, Some(100.0), Some(0.0)].into_iter()), Some(60.0));
        assert_eq!(plain.mean([None, None, None].into_iter()), None);
        // A share that was given is not given on.
        let chain = shares(&[(50.0, &[1]), (30.0, &[2]), (20.0, &[])]);
        assert_eq!(chain.mean([None, None, Some(40.0)].into_iter()), Some(40.0));
    }

    #[test]
    fn extremes_go_through_every_choice_of_empty_ones() {
        let passing = shares(&[(50.0, &[2]), (30.0, &[]), (20.0, &[])]);
        let scores = || [Some((60.0, false)), Some((100.0, true)), Some((0.0, true))].into_iter();
        let mut buffers = MeanBuffers::default();
        // With its own 60 the mean is 60; without it, the last weighs 70.
        assert_eq!(passing.extreme(End::Low, scores(), &mut buffers), Some(30.0));
        assert_eq!(passing.extreme(End::High, scores(), &mut buffers), Some(60.0));
        let plain = shares(&[(50.0, &[]), (30.0, &[]), (20.0, &[])]);
        assert_eq!(plain.extreme(End::Low, scores(), &mut buffers), Some(60.0));
    }

    #[test]
    fn points_beyond_full_are_clipped() {
        let share = Share { share: 1.0, full: Some(40), when_empty: [].into() };
        assert_eq!([-8, 0, 10, 40, 50].map(|points| share.score(points, 7)), [0.0, 0.0, 25.0, 100.0, 100.0]);
        assert_eq!((share.raw(50, 7), share.raw(-8, 7)), (125.0, -20.0));
    }
}
