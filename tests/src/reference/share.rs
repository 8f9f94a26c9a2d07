//! The dimensions of a percent scale: what each gives, and its share of the score.

use serde_json::Value;

use super::criterion::Criterion;
use super::id_text;
use super::number::{Exact, MILLION, millionths, quotient};
use super::scorecard::WEIGHT;

/// Criteria that are divided by the sum of their weights, or by what is full: a dimension with a share, or the whole
/// card.
pub(super) struct Group<'a> {
    pub(super) dimension: Option<String>,
    share: f64,
    /// Millionths of the points that make it full.
    full: Option<i128>,
    /// The dimensions to which its share goes while it is empty.
    heirs: Vec<String>,
    pub(super) members: Vec<&'a Criterion>,
}

impl<'a> Group<'a> {
    pub(super) fn whole(members: Vec<&'a Criterion>) -> Self {
        Self { dimension: None, share: 1.0, full: None, heirs: vec![], members }
    }

    pub(super) fn of(dimension: &Value, criteria: &'a [Criterion]) -> Self {
        let id = Some(id_text(&dimension["id"]));
        let heirs = dimension["when_empty"]["to"].as_array().into_iter().flatten();
        Self {
            share: dimension["share"].as_f64().expect("a share"),
            full: dimension.get("full").map(millionths),
            heirs: heirs.map(id_text).collect(),
            members: criteria.iter().filter(|criterion| criterion.dimension == id).collect(),
            dimension: id,
        }
    }

    /// Points and weight of the members that count.
    pub(super) fn sums(&self) -> (Exact, i128) {
        let counted = || self.members.iter().filter(|criterion| criterion.counts);
        (
            counted().map(|criterion| criterion.points).sum(),
            counted().map(|criterion| criterion.weight * WEIGHT).sum(),
        )
    }

    /// The points that make it full, where it says so.
    pub(super) fn full(&self) -> Option<i128> {
        self.full
    }

    /// The part of the hundred that points make, before it is limited to it.
    pub(super) fn percent(&self, points: Exact, weight: i128) -> f64 {
        points.number_over(self.full.map_or(weight, |full| full * MILLION)) * 100.0
    }

    /// The same within the hundred.
    pub(super) fn clip(&self, percent: f64) -> f64 {
        if percent < 0.0 {
            0.0
        } else if self.full.is_some() && percent > 100.0 {
            100.0
        } else {
            percent
        }
    }

    /// The weight of members for which `counts` that are in `known`, as a part of the weight of all for which it does.
    pub(super) fn part(
        &self,
        counts: impl Fn(&Criterion) -> bool,
        known: impl Fn(&Criterion) -> bool,
    ) -> Option<f64> {
        let counted = || self.members.iter().filter(|criterion| counts(criterion));
        let all: i128 = counted().map(|criterion| criterion.weight).sum();
        let known: i128 =
            counted().filter(|criterion| known(criterion)).map(|criterion| criterion.weight).sum();
        (all > 0).then(|| quotient(known, all))
    }

    fn gives_to(&self, other: &Self) -> bool {
        other.dimension.as_ref().is_some_and(|id| self.heirs.contains(id))
    }

    pub(super) fn has_heirs(&self) -> bool {
        !self.heirs.is_empty()
    }
}

/// The shares of groups, of which those that do not count may give theirs to others.
pub(super) fn shares(groups: &[Group], counts: &[bool]) -> Vec<f64> {
    let mut shares: Vec<f64> = groups.iter().map(|group| group.share).collect();
    for (empty, _) in groups.iter().zip(counts).filter(|(_, counts)| !**counts) {
        let heirs = || (0..groups.len()).filter(|place| counts[*place] && empty.gives_to(&groups[*place]));
        let all: f64 = heirs().map(|place| groups[place].share).sum();
        for place in heirs() {
            shares[place] += empty.share * (groups[place].share / all);
        }
    }
    shares
}

/// The mean of values by share, in the order given. A single share is the whole.
fn mean(parts: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut sum, mut shares) = (0.0, 0.0);
    for (share, value) in parts {
        sum += share * value;
        shares += share;
    }
    sum / shares
}

/// The mean of what the groups give; nothing where no group counts.
pub(super) fn mean_of(groups: &[Group], values: &[Option<f64>]) -> Option<f64> {
    let counts: Vec<bool> = values.iter().map(Option::is_some).collect();
    let parts = shares(groups, &counts).into_iter().zip(values);
    counts.contains(&true).then(|| mean(parts.filter_map(|(share, value)| Some((share, (*value)?)))))
}
