//! The contribution of each criterion, in millionths that add up to the score before floors and clips.

use super::criterion::Criterion;
use super::number::{Exact, MILLION, from_millionths, round};
use super::scorecard::{Scorecard, WEIGHT};
use super::share::shares;

/// A contribution, rounded, with what the rounding took away.
struct Part<Rest> {
    place: usize,
    millionths: i128,
    rest: Rest,
}

/// The contributions to a percent score that is `raw` before floors, in the order of the criteria.
pub(super) fn of_percent(card: &Scorecard, raw: f64) -> Vec<f64> {
    let groups = card.groups();
    let counts: Vec<bool> = groups.iter().map(|group| group.sums().1 > 0).collect();
    let shares = shares(&groups, &counts);
    let all: f64 = shares.iter().zip(&counts).filter(|(_, counts)| **counts).map(|(share, _)| share).sum();
    let part = |(place, criterion): (usize, &Criterion)| {
        let mut groups = groups.iter().zip(&shares);
        let group =
            groups.find(|(group, _)| group.members.iter().any(|member| std::ptr::eq(*member, criterion)));
        let (group, share) = group.expect("every criterion has its group");
        let value = group.percent(criterion.points, group.sums().1) * share / all;
        let millionths = round(value);
        Part { place, millionths, rest: value * 1e6 - millionths as f64 }
    };
    let counted = card.criteria.iter().enumerate().filter(|(_, criterion)| criterion.counts);
    let parts: Vec<Part<f64>> = counted.map(part).collect();
    spread(card.criteria.len(), parts, round(raw), f64::total_cmp)
}

/// The contributions on the points scale.
pub(super) fn of_points(card: &Scorecard) -> Vec<f64> {
    let counted = || card.criteria.iter().enumerate().filter(|(_, criterion)| criterion.counts);
    let sum: Exact = counted().map(|(_, criterion)| criterion.points).sum();
    let part = |(place, criterion): (usize, &Criterion)| {
        let millionths = criterion.points.over(MILLION).rounded();
        Part { place, millionths, rest: criterion.points.minus(Exact::whole(millionths * WEIGHT)) }
    };
    let parts: Vec<Part<Exact>> = counted().map(part).collect();
    // Half away from zero depends on the sign, so it is the total with the base that is rounded.
    let base = card.base();
    let total = sum.plus(Exact::whole(base * WEIGHT));
    spread(card.criteria.len(), parts, total.over(MILLION).rounded() - base, Exact::cmp)
}

/// Hands out what is left to `total`, a millionth each, to those whose rounding took the most.
fn spread<Rest>(
    length: usize,
    mut parts: Vec<Part<Rest>>,
    total: i128,
    compare: impl Fn(&Rest, &Rest) -> std::cmp::Ordering,
) -> Vec<f64> {
    let left = total - parts.iter().map(|part| part.millionths).sum::<i128>();
    let step = left.signum();
    parts.sort_by(|a, b| if step > 0 { compare(&b.rest, &a.rest) } else { compare(&a.rest, &b.rest) });
    for (given, part) in (0..left.abs()).zip((0..parts.len()).cycle()) {
        debug_assert!(given < 2 * length as i128, "rounding takes less than a millionth each");
        parts[part].millionths += step;
    }
    let mut contributions = vec![0.0; length];
    for part in parts {
        contributions[part.place] = from_millionths(part.millionths);
    }
    contributions
}
