//! Icps whose status can be told from whole numbers: a percent scale without dimensions, tiers that ask for a score
//! only, no intent and no stages. Most icps are so.

use crate::eval::{plain_coverage, plain_percent};
use crate::plan::{IcpPlan, Narrow, Plan, ScalePlan};

/// An icp's questions to the sums and marks of a row.
#[derive(Debug, Clone)]
pub(super) struct Plain<const W: usize> {
    pub(super) bucket: usize,
    pub(super) weight: f64,
    /// The least points of each tier, best first, without the last.
    tiers: Box<[i32]>,
    /// The least known weight for a tier.
    known: i32,
    excluded: [u64; W],
    unmet: [u64; W],
    held: [u64; W],
    open: [u64; W],
    last_qualifying: u32,
}

/// What stands in the way, in the order of precedence; then nothing does.
const TIER: u32 = 6;

/// How far a status is from a yes, by what stands in the way: unqualified for a required criterion, disqualified for
/// an exclusion, else insufficient data.
const DISTANCE: [u8; 8] = [3, 1, 2, 1, 1, 1, 2, 2];

impl<const W: usize> Plain<W> {
    /// All icps of a plan, if all are plain and the marks fit.
    pub(super) fn all(plan: &Plan) -> Option<Vec<Self>> {
        (plan.mark_words <= W).then(|| plan.icps.iter().map(|icp| Self::new(plan, icp)).collect())?
    }

    fn new(plan: &Plan, icp: &IcpPlan) -> Option<Self> {
        let card = plan.cards.get(icp.fit)?;
        let weight = *card.weights.first()? as f64;
        let is_plain = matches!(card.scale, ScalePlan::Percent)
            && card.narrow
            && card.optional.is_none()
            && icp.intent.is_none()
            && icp.stages.is_empty()
            && card.tiers.iter().all(|tier| tier.requires.is_empty() && tier.when.is_none());
        // Only the last tier takes every score, and the others are in falling order.
        let from: Vec<f64> = card.tiers.iter().map_while(|tier| tier.from).collect();
        if !is_plain || from.len() + 1 != card.tiers.len() || !from.is_sorted_by(|a, b| a >= b) {
            return None;
        }
        let words = |mask: &[u64]| {
            let mut words = [0; W];
            words.iter_mut().zip(mask).for_each(|(to, from)| *to = *from);
            words
        };
        Some(Self {
            bucket: card.buckets.start,
            weight,
            tiers: from.iter().map(|from| least(|points| plain_percent(points, weight) >= *from)).collect(),
            known: least(|known| known >= 0 && plain_coverage(known, weight) >= card.min_coverage),
            excluded: words(&icp.excluded),
            unmet: words(&icp.unmet),
            held: words(&icp.held),
            open: words(&icp.open),
            last_qualifying: icp.last_qualifying as u32,
        })
    }

    /// How far the row is from a yes.
    #[inline]
    pub(super) fn judge(&self, sum: Narrow, marks: &[u64; W]) -> u8 {
        let [points, _, _, known] = sum;
        let any = |mask: &[u64; W]| {
            let set = marks.iter().zip(mask).fold(0, |set, (marks, mask)| set | (marks & mask));
            u32::from(set != 0)
        };
        let in_the_way = any(&self.excluded)
            | u32::from(known <= 0) << 1
            | any(&self.unmet) << 2
            | any(&self.held) << 3
            | any(&self.open) << 4
            | u32::from(known < self.known) << 5
            | 1 << TIER;
        let tier: u32 = self.tiers.iter().map(|least| u32::from(points < *least)).sum();
        let first = in_the_way.trailing_zeros();
        let is_yes = first == TIER && tier <= self.last_qualifying;
        let distance = DISTANCE.get(first as usize).copied().unwrap_or_default();
        if is_yes { 0 } else { distance }
    }
}

/// The least whole number for which something holds that holds for every larger one too.
fn least(holds: impl Fn(i32) -> bool) -> i32 {
    let (mut low, mut high) = (i64::from(i32::MIN), i64::from(i32::MAX));
    while low < high {
        let middle = (low + high).div_euclid(2);
        if holds(middle as i32) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low as i32
}
