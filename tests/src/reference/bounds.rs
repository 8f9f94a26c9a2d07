//! Bounds: the lowest and the highest score that the missing values could still lead to.

use std::cmp::Ordering;

use super::criterion::Criterion;
use super::number::{Exact, MILLION, from_millionths, published};
use super::scorecard::{Scorecard, WEIGHT};
use super::share::{Group, mean_of};

/// Which of the two bounds is looked for.
#[derive(Clone, Copy)]
pub(super) enum End {
    Lowest,
    Highest,
}

impl End {
    fn of(self, criterion: &Criterion) -> Exact {
        match self {
            Self::Lowest => criterion.open.0,
            Self::Highest => criterion.open.1,
        }
    }

    /// How one value compares with another, where better comes first.
    fn better(self, ordering: Ordering) -> Ordering {
        match self {
            Self::Lowest => ordering,
            Self::Highest => ordering.reverse(),
        }
    }
}

/// The bounds of a scorecard; none where no criterion could apply.
pub(super) fn of(card: &Scorecard) -> Option<(f64, f64)> {
    if !card.criteria.iter().any(Criterion::applies) {
        return None;
    }
    let end = if card.in_points() { total } else { percent };
    Some((end(card, End::Lowest), end(card, End::Highest)))
}

fn total(card: &Scorecard, end: End) -> f64 {
    let points = |criterion: &Criterion| match end {
        _ if !criterion.applies() => Exact::ZERO,
        End::Lowest if criterion.optional => criterion.open.0.min(Exact::ZERO),
        End::Highest if criterion.optional => criterion.open.1.max(Exact::ZERO),
        end => end.of(criterion),
    };
    from_millionths(card.total(points, Some(end)).0.over(MILLION).rounded())
}

fn percent(card: &Scorecard, end: End) -> f64 {
    let groups = card.groups();
    let reached: Vec<_> = groups.iter().map(|group| reach(group, end)).collect();
    let mean = if groups.iter().any(Group::has_heirs) { of_all_ways } else { of_best_way };
    let mean = mean(&groups, &reached, end).expect("a criterion that could apply");
    published(card.limits.bound(end, published(mean)))
}

/// The end, where each group that may be empty is taken as long as it improves the mean.
fn of_best_way(groups: &[Group], reached: &[Option<f64>], end: End) -> Option<f64> {
    let mut taken: Vec<bool> = groups.iter().map(is_certain).collect();
    let mean = |taken: &[bool]| mean_of(groups, &only(reached, taken));
    let mut optional: Vec<_> =
        (0..groups.len()).filter(|place| !taken[*place] && reached[*place].is_some()).collect();
    let compare = |a: f64, b: f64| end.better(a.total_cmp(&b));
    optional.sort_by(|a, b| compare(reached[*a].unwrap_or(0.0), reached[*b].unwrap_or(0.0)));
    for place in optional {
        let value = reached[place].unwrap_or(0.0);
        if mean(&taken).is_some_and(|mean| compare(value, mean) != Ordering::Less) {
            break;
        }
        taken[place] = true;
    }
    mean(&taken)
}

/// The end of all ways in which groups that may be empty are: a share that moves may help what it leaves.
fn of_all_ways(groups: &[Group], reached: &[Option<f64>], end: End) -> Option<f64> {
    let certain: Vec<bool> = groups.iter().map(is_certain).collect();
    let ways = (0..1_u32 << groups.len()).map(|way| -> Vec<bool> {
        certain.iter().enumerate().map(|(place, certain)| *certain || way & (1 << place) != 0).collect()
    });
    let means = ways.filter_map(|taken| mean_of(groups, &only(reached, &taken)));
    means.min_by(|a, b| end.better(a.total_cmp(b)))
}

/// The values of the groups that are taken.
fn only(reached: &[Option<f64>], taken: &[bool]) -> Vec<Option<f64>> {
    reached.iter().zip(taken).map(|(value, taken)| value.filter(|_| *taken)).collect()
}

/// Whether a group has weight in any case.
fn is_certain(group: &Group) -> bool {
    group.members.iter().any(|criterion| criterion.applies() && !criterion.optional)
}

/// The end of one group, within its limits; nothing where none of its criteria could apply.
fn reach(group: &Group, end: End) -> Option<f64> {
    let applicable = || group.members.iter().filter(|criterion| criterion.applies());
    let (mut points, mut weight) = (Exact::ZERO, 0);
    for criterion in applicable().filter(|criterion| !criterion.optional) {
        points = points.plus(end.of(criterion));
        weight += criterion.weight * WEIGHT;
    }
    let part = |criterion: &Criterion| {
        end.of(criterion).over(match group.full() {
            Some(_) => 1,
            None => criterion.weight * WEIGHT,
        })
    };
    let mut optional: Vec<_> = applicable().filter(|criterion| criterion.optional).collect();
    optional.sort_by(|a, b| end.better(part(a).cmp(&part(b))));
    for criterion in optional {
        // Without a divisor of its own an optional criterion moves the mean, with one it adds to the sum.
        let stand = if group.full().is_some() { Exact::ZERO } else { points.over(weight.max(1)) };
        if weight > 0 && end.better(part(criterion).cmp(&stand)) != Ordering::Less {
            break;
        }
        points = points.plus(end.of(criterion));
        weight += criterion.weight * WEIGHT;
    }
    (weight > 0).then(|| group.clip(group.percent(points, weight)))
}
