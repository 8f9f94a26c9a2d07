//! The criteria of one bucket, whose points are added before anything else is done with them: their extreme sums and
//! quotients. Criteria that share attributes are gone through together while that is cheap.

use std::ops::ControlFlow;

use crate::analyze::criterion::{Addend, CriterionView};
use crate::analyze::worlds::{Subject, Worlds};
use crate::plan::{Applies, End};
use crate::sort::{Set, sort};
use crate::value::{gcd, percent};

/// All that the criteria of a bucket may add, in parts that share no attribute with each other.
pub(super) struct Bucket {
    parts: Vec<Vec<Addend>>,
    /// Whether each part is all that it can really be.
    pub(super) is_exact: bool,
}

/// Sums that a part may come to, at most.
const SUMS: usize = 4_096;

impl Bucket {
    pub(super) fn new(worlds: &Worlds<'_>, criteria: &[&CriterionView<'_>]) -> Self {
        let mut bucket = Self { parts: Vec::new(), is_exact: true };
        for part in parts(criteria) {
            match part.as_slice() {
                [view] => bucket.add_criterion(view),
                criteria => match together(worlds, criteria) {
                    Some(counts) => bucket.parts.push(counts),
                    None => {
                        criteria.iter().for_each(|view| bucket.add_criterion(view));
                        bucket.is_exact = false;
                    }
                },
            }
        }
        bucket
    }

    fn add_criterion(&mut self, view: &CriterionView<'_>) {
        match &view.facts {
            Some(facts) => self.parts.push(facts.counts.clone()),
            None => {
                self.parts.push(possible(view));
                self.is_exact = false;
            }
        }
    }

    /// The largest weight.
    pub(super) fn weight(&self) -> i128 {
        let of_part =
            |part: &Vec<Addend>| part.iter().map(|c| i128::from(c.weight)).max().unwrap_or_default();
        self.parts.iter().map(of_part).sum()
    }

    /// Whether it may weigh nothing.
    pub(super) fn is_optional(&self) -> bool {
        self.parts.iter().all(|part| part.iter().any(|counted| counted.weight == 0))
    }

    /// The extreme sum of points.
    pub(super) fn points(&self, end: End) -> i128 {
        let extreme = |part: &Vec<Addend>| {
            let points = part.iter().map(|counted| i128::from(counted.at(end)));
            if end == End::High { points.max() } else { points.min() }.unwrap_or_default()
        };
        self.parts.iter().map(extreme).sum()
    }

    /// The extreme quotient of points and weight, times 100, not below 0; `None` when nothing can weigh.
    ///
    /// Dinkelbach's method: with the best quotient p / w so far, the choice in each part that is best by
    /// `points * w - p * weight` is better in all, or there is no better one.
    pub(super) fn percent(&self, end: End) -> Option<f64> {
        let sum = |choose: &dyn Fn(&Addend) -> i128| {
            let best = self.parts.iter().filter_map(|part| part.iter().max_by_key(|counted| choose(counted)));
            best.fold((0, 0), |(p, w), c| (p + i128::from(c.at(end)), w + i128::from(c.weight)))
        };
        let sign = if end == End::High { 1 } else { -1 };
        let (mut p, mut w): (i128, i128) = sum(&|counted| counted.weight.into());
        if w == 0 {
            return None;
        }
        loop {
            let by = gcd(p.unsigned_abs(), w.unsigned_abs()).max(1) as i128;
            (p, w) = (p / by, w / by);
            let gain = |points: i128, weight: i128| sign * (points * w - p * weight);
            let better = sum(&|counted| gain(counted.at(end).into(), counted.weight.into()));
            if better.1 == 0 || gain(better.0, better.1) <= 0 {
                // INVARIANT: the sums of a scorecard fit 64 bits.
                return Some(percent(p as i64, w as i64).max(0.0));
            }
            (p, w) = better;
        }
    }
}

impl Addend {
    /// Its points on one side.
    fn at(&self, end: End) -> i64 {
        match end {
            End::Low => self.low,
            End::High => self.high,
        }
    }
}

/// Criteria that have attributes in common, through others too, in document order.
fn parts<'l, 'a>(criteria: &[&'l CriterionView<'a>]) -> Vec<Vec<&'l CriterionView<'a>>> {
    let mut parts: Vec<(Set<u32>, Vec<usize>)> = Vec::new();
    for (index, view) in criteria.iter().enumerate() {
        let mut whole = (view.attributes.clone(), vec![index]);
        let (joined, apart) = parts.into_iter().partition(|(of, _)| !of.is_disjoint(&whole.0));
        for (attributes, members) in Vec::from_iter::<Vec<_>>(joined) {
            whole.0.extend(attributes.items());
            whole.1.extend(members);
        }
        sort(&mut whole.1);
        parts = apart;
        parts.push(whole);
    }
    let members = |(_, part): (Set<u32>, Vec<usize>)| {
        part.into_iter().filter_map(|index| criteria.get(index).copied()).collect()
    };
    parts.into_iter().map(members).collect()
}

/// All sums of the addends of some criteria over their worlds; `None` where there are too many.
fn together(worlds: &Worlds<'_>, criteria: &[&CriterionView<'_>]) -> Option<Vec<Addend>> {
    let subjects: Vec<Subject<'_>> =
        criteria.iter().map(|view| Subject::Reading(&view.plan.reading)).collect();
    let mut sums: Set<Addend> = Set::default();
    worlds.each(&subjects, &mut |cells| {
        let mut sum = Addend::default();
        for view in criteria {
            let outcome = view.plan.reading.decide(view.plan.weight, cells);
            let counted = Addend::of(worlds, view.plan, &outcome, cells);
            sum.low += counted.low;
            sum.high += counted.high;
            sum.weight += counted.weight;
        }
        sums.insert(sum);
        if sums.items().len() > SUMS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    (sums.items().len() <= SUMS).then(|| sums.items().to_vec())
}

/// The addends of a criterion by the range of its rule alone.
fn possible(view: &CriterionView<'_>) -> Vec<Addend> {
    let plan = view.plan;
    let (low, high) = plan.reading.rule.open();
    let mut counts = vec![Addend { low, high, weight: plan.weight }];
    let weight = if plan.unknown.keeps_weight() { plan.weight } else { 0 };
    let applies = if plan.reading.applies.is_some() { Applies::Maybe } else { Applies::Surely };
    let least = plan.unknown_points(low, applies);
    counts.push(Addend { low: least, high: plan.unknown_points(high, Applies::Surely).max(least), weight });
    if plan.reading.applies.is_some() {
        counts.push(Addend::default());
    }
    counts
}
