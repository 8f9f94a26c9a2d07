//! Icps whose status can be told from whole numbers: a percent scale without dimensions, tiers that ask for a score
//! only, no intent and no stages. Most icps are so.

use super::scores::ReasonTable;
use crate::eval::{ReasonCode, plain_coverage, plain_percent};
use crate::plan::{Card, IcpPlan, Marks, Plan, ScalePlan};

/// What can stand in the way of an icp, in the order of precedence: a bit each, and none is a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Hurdle {
    Excluded = 0,
    NothingKnown = 1,
    RequiredUnmet = 2,
    ExclusionUnknown = 3,
    RequiredUnknown = 4,
    LowCoverage = 5,
    LowTier = 6,
    /// None of them.
    Nothing = 7,
}

const HURDLES: [Hurdle; 8] = [
    Hurdle::Excluded,
    Hurdle::NothingKnown,
    Hurdle::RequiredUnmet,
    Hurdle::ExclusionUnknown,
    Hurdle::RequiredUnknown,
    Hurdle::LowCoverage,
    Hurdle::LowTier,
    Hurdle::Nothing,
];

/// How near to a yes each set of hurdles leaves an icp, as the leading part of a key: the first hurdle decides.
pub(super) const NEARNESS: [f64; 128] = {
    // Yes; insufficient data; unqualified; disqualified.
    let mut table = [3.0 * STEP; 128];
    let mut bits = 1;
    while bits < 128 {
        let bits_u32: u32 = bits;
        #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler")]
        {
            table[bits as usize] = match bits_u32.trailing_zeros() {
                0 => 0.0,
                2 | 6 => STEP,
                _ => 2.0 * STEP,
            };
        }
        bits += 1;
    }
    table
};

/// More than any score in millionths, and small enough that a sum of both is exact.
const STEP: f64 = 1_099_511_627_776.0;

/// The first of some hurdles.
pub(super) fn first(hurdles: u8) -> Hurdle {
    HURDLES.get((u32::from(hurdles) | 128).trailing_zeros() as usize).copied().unwrap_or(Hurdle::Nothing)
}

/// An icp's questions to the sums and marks of a row.
#[derive(Debug, Clone)]
pub(super) struct Plain<const W: usize> {
    pub(super) bucket: usize,
    pub(super) weight: f64,
    /// The least points of each tier, best first, without the last.
    pub(super) tiers: Box<[i32]>,
    /// The least points of a tier that qualifies.
    pub(super) qualifying: i32,
    /// The least known weight for a tier.
    pub(super) known: i32,
    /// The marks that each hurdle is told from; none where it is told from sums.
    pub(super) masks: [[u64; W]; 8],
    /// What a mark is about: the place of its exclusion or criterion.
    places: Box<[u16]>,
    /// The number of the first reason of each hurdle.
    reasons: [u32; 8],
}

impl<const W: usize> Plain<W> {
    /// All icps of a plan, if all are plain and the marks fit.
    pub(super) fn all(plan: &Plan, reasons: &ReasonTable) -> Option<Vec<Self>> {
        let icps = || (0..).zip(&plan.icps).map(|(at, icp)| Self::new(plan, at, icp, reasons)).collect();
        (plan.mark_words <= W).then(icps)?
    }

    fn new(plan: &Plan, at: usize, icp: &IcpPlan, reasons: &ReasonTable) -> Option<Self> {
        let card = plan.cards.get(icp.fit)?;
        let whole = *card.weights.first()?;
        let weight = whole as f64;
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
        let tiers: Box<[i32]> =
            from.iter().map(|from| least(|points| plain_percent(points, weight) >= *from)).collect();
        let words = |mask: &[u64]| {
            let mut words = [0; W];
            words.iter_mut().zip(mask).for_each(|(to, from)| *to = *from);
            words
        };
        Some(Self {
            bucket: card.buckets.start,
            weight,
            qualifying: tiers.get(icp.last_qualifying).copied().unwrap_or(i32::MIN),
            tiers,
            known: least(|known| known >= 0 && plain_coverage(known, weight) >= card.min_coverage),
            masks: [
                words(&icp.excluded),
                [0; W],
                words(&icp.unmet),
                words(&icp.held),
                words(&icp.open),
                [0; W],
                [0; W],
                [0; W],
            ],
            places: places(plan, icp, card)?,
            reasons: FIRST_REASONS.map(|reason| reasons.number(at, reason)),
        })
    }

    /// The number of the reason of a row by its first hurdle and the tier that its score reaches.
    #[inline]
    pub(super) fn reason(&self, hurdle: Hurdle, tier: u16, marks: &[u64; W]) -> u32 {
        let masks = self.masks.get(hurdle as usize).unwrap_or(&[0; W]);
        let mut lowest = 64 * W as u32;
        for (at, (marks, mask)) in marks.iter().zip(masks).enumerate().rev() {
            let both = marks & mask;
            lowest = if both == 0 { lowest } else { at as u32 * 64 + both.trailing_zeros() };
        }
        // No mark is about nothing: place 0.
        let place = self.places.get(lowest as usize).copied().unwrap_or_default();
        let tier = if hurdle as u8 >= Hurdle::LowTier as u8 { tier } else { 0 };
        self.reasons.get(hurdle as usize).copied().unwrap_or_default() + u32::from(place) + u32::from(tier)
    }
}

/// The first reason of each hurdle: the others follow it in the table.
const FIRST_REASONS: [ReasonCode; 8] = [
    ReasonCode::Excluded(0),
    ReasonCode::NothingKnown,
    ReasonCode::RequiredUnmet(0),
    ReasonCode::ExclusionUnknown(0),
    ReasonCode::RequiredUnknown(0),
    ReasonCode::LowCoverage,
    ReasonCode::Tier(0),
    ReasonCode::Tier(0),
];

/// What each mark is about, if the marks of each kind stand in the order of what they are about: then the lowest is
/// the first.
fn places(plan: &Plan, icp: &IcpPlan, card: &Card) -> Option<Box<[u16]>> {
    let mut places = vec![0u16; plan.mark_words * 64];
    let mut lay = |marks: &mut dyn Iterator<Item = (usize, Option<u32>)>| {
        let mut last = None;
        for (at, mark) in marks {
            let Some(mark) = mark else { continue };
            *places.get_mut(mark as usize)? = u16::try_from(at).ok()?;
            if last.is_some_and(|last| mark <= last) {
                return None;
            }
            last = Some(mark);
        }
        Some(())
    };
    let criteria = plan.criteria.get(card.criteria.clone())?;
    let exclusion = |mark: fn(&Marks) -> Option<u32>| {
        icp.exclusions.iter().map(move |exclusion| mark(&exclusion.marks)).enumerate()
    };
    lay(&mut exclusion(|marks| marks.holds))?;
    lay(&mut exclusion(|marks| marks.unknown))?;
    lay(&mut criteria.iter().map(|criterion| criterion.unmet).enumerate())?;
    lay(&mut criteria.iter().map(|criterion| criterion.open).enumerate())?;
    Some(places.into())
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
