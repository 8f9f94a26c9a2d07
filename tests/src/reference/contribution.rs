//! The contribution of each criterion, in millionths that add up to the score before floors and clips.

use super::criterion::Criterion;
use super::number::{MILLION, divide, from_millionths, quotient, round};
use super::scorecard::{Scorecard, WEIGHT};

/// A contribution, rounded, with what the rounding took away.
struct Part<Rest> {
    place: usize,
    millionths: i128,
    rest: Rest,
}

/// The contributions to a percent score that is `raw` before floors, in the order of the criteria.
pub(super) fn of_percent(card: &Scorecard, raw: f64) -> Vec<f64> {
    let groups = card.groups();
    let shares: f64 = groups.iter().filter(|group| group.sums().1 > 0).map(|group| group.share).sum();
    let part = |(place, criterion): (usize, &Criterion)| {
        let group =
            groups.iter().find(|group| group.members.iter().any(|member| std::ptr::eq(*member, criterion)));
        let group = group.expect("every criterion has its group");
        let value = quotient(criterion.points, group.sums().1) * 100.0 * group.share / shares;
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
    let sum: i128 = counted().map(|(_, criterion)| criterion.points).sum();
    let part = |(place, criterion): (usize, &Criterion)| {
        let millionths = divide(criterion.points, MILLION);
        Part { place, millionths, rest: criterion.points - millionths * WEIGHT }
    };
    let parts: Vec<Part<i128>> = counted().map(part).collect();
    // Half away from zero depends on the sign, so it is the total with the base that is rounded.
    let base = card.base();
    spread(card.criteria.len(), parts, divide(base * WEIGHT + sum, MILLION) - base, i128::cmp)
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
