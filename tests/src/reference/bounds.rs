//! Bounds: the lowest and the highest score that the missing values could still lead to.

use std::cmp::Ordering;

use super::criterion::Criterion;
use super::number::{MILLION, compare_quotients, divide, from_millionths, published, quotient};
use super::scorecard::{Group, Scorecard, WEIGHT, floor, mean};

/// Which of the two bounds is looked for.
#[derive(Clone, Copy)]
enum End {
    Lowest,
    Highest,
}

impl End {
    fn of(self, criterion: &Criterion) -> i128 {
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
    let points = |criterion: &Criterion| match (end, criterion.applies()) {
        (_, false) => 0,
        (End::Lowest, true) => {
            if criterion.optional {
                criterion.open.0.min(0)
            } else {
                criterion.open.0
            }
        }
        (End::Highest, true) => {
            if criterion.optional {
                criterion.open.1.max(0)
            } else {
                criterion.open.1
            }
        }
    };
    from_millionths(divide(card.total(points).0, MILLION))
}

fn percent(card: &Scorecard, end: End) -> f64 {
    let groups = card.groups();
    let reached: Vec<_> = groups.iter().map(|group| reach(group, end)).collect();
    let mut taken: Vec<bool> = groups.iter().map(is_certain).collect();
    let mean_of = |taken: &[bool]| {
        let parts = groups.iter().zip(&reached).zip(taken).filter(|(_, taken)| **taken);
        let parts: Vec<_> = parts.filter_map(|((group, value), _)| Some((group.share, (*value)?))).collect();
        (!parts.is_empty()).then(|| mean(&parts))
    };
    let mut optional: Vec<_> =
        (0..groups.len()).filter(|place| !taken[*place] && reached[*place].is_some()).collect();
    let compare = |a: f64, b: f64| end.better(a.total_cmp(&b));
    optional.sort_by(|a, b| compare(reached[*a].unwrap_or(0.0), reached[*b].unwrap_or(0.0)));
    for place in optional {
        let value = reached[place].unwrap_or(0.0);
        if mean_of(&taken).is_some_and(|mean| compare(value, mean) != Ordering::Less) {
            break;
        }
        taken[place] = true;
    }
    published(mean_of(&taken).expect("a criterion that could apply"))
}

/// Whether a group has weight in any case.
fn is_certain(group: &Group) -> bool {
    group.members.iter().any(|criterion| criterion.applies() && !criterion.optional)
}

/// The end of one group, floored; nothing where none of its criteria could apply.
fn reach(group: &Group, end: End) -> Option<f64> {
    let applicable = || group.members.iter().filter(|criterion| criterion.applies());
    let (mut points, mut weight) = (0, 0);
    for criterion in applicable().filter(|criterion| !criterion.optional) {
        points += end.of(criterion);
        weight += criterion.weight * WEIGHT;
    }
    let part = |criterion: &Criterion| (end.of(criterion), criterion.weight * WEIGHT);
    let mut optional: Vec<_> = applicable().filter(|criterion| criterion.optional).collect();
    optional.sort_by(|a, b| end.better(compare_quotients(part(a), part(b))));
    for criterion in optional {
        let (more_points, more_weight) = part(criterion);
        let improves = |ordering| end.better(ordering) == Ordering::Less;
        if weight > 0 && !improves(compare_quotients((more_points, more_weight), (points, weight))) {
            break;
        }
        points += more_points;
        weight += more_weight;
    }
    (weight > 0).then(|| floor(quotient(points, weight) * 100.0))
}
