//! An icp as columns are judged by it: its scorecards, its gates, what its tiers ask for, and its stages.

use super::card_lanes::CardLanes;
use super::gates::Gates;
use super::limit_lanes::to_micro;
use super::reasons::ReasonTable;
use super::slices::{NONE, place};
use crate::plan::{Card, IcpPlan, Plan};
use crate::value::{plain_coverage, plain_millionths};

/// An icp.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    pub(super) gates: Gates,
    pub(super) fit: CardLanes,
    pub(super) tiers: Tiers,
    /// The first tier that does not qualify.
    qualifying: usize,
    /// The bit that it is unknown whether a criterion applies: the bounds are then worked out by `eval`.
    pub(super) optional: u64,
    pub(super) intent: Option<Intent>,
    stages: Option<Stages>,
    /// `None` where more than a plain scorecard decides.
    pub(super) plain: Option<Plain>,
}

/// The limits of a plain scorecard: a percent scale without dimensions, tiers that ask for a score only, no intent and no
/// stages.
#[derive(Debug, Clone)]
pub(super) struct Plain {
    pub(super) weight: f64,
    /// The least points of a tier that qualifies.
    pub(super) qualifying: i32,
    /// The least known weight for a tier.
    pub(super) known: i32,
    /// The least points of all tiers but the last, best first: of the first four, which are compared at once (no points are below
    /// those of a tier that is not there), and of the others.
    pub(super) first_tiers: [i32; 4],
    pub(super) other_tiers: Box<[i32]>,
}

/// The tiers of a scorecard, best first; the last takes every score.
#[derive(Debug, Clone)]
pub(super) struct Tiers {
    but_last: Vec<Tier>,
    /// Whether they ask for scores only, in falling order.
    by_score: bool,
}

/// The conditions of a tier.
#[derive(Debug, Clone)]
struct Tier {
    /// The least score in millionths.
    from: f64,
    /// Bits that must all be set, and of others how many.
    all: u64,
    some: Vec<(u32, u64)>,
}

/// The intent scorecard.
#[derive(Debug, Clone)]
pub(super) struct Intent {
    pub(super) card: CardLanes,
    pub(super) tiers: Tiers,
    /// The bits that what is required is not met, and that it is open.
    unmet: u64,
    open: u64,
}

/// The stage for each fit tier, or none, and each intent tier, or none.
#[derive(Debug, Clone)]
struct Stages {
    of: Vec<u16>,
    /// Fit tiers; intent tiers and one for none.
    fit_tiers: usize,
    width: usize,
    /// The first fit tier that does not qualify.
    qualifying: usize,
}

impl Profile {
    /// All icps of a plan. `None` where one asks for more than columns can do.
    pub(super) fn all(plan: &Plan, reasons: &ReasonTable) -> Option<Vec<Self>> {
        (0..).zip(&plan.icps).map(|(at, icp)| Self::new(plan, at, icp, reasons)).collect()
    }

    fn new(plan: &Plan, at: usize, icp: &IcpPlan, reasons: &ReasonTable) -> Option<Self> {
        let card = plan.cards.get(icp.fit)?;
        let mut gates = Gates::new(plan, at, icp, card, reasons)?;
        let fit = CardLanes::new(plan, icp.fit, &mut gates)?;
        let tiers = Tiers::new(card, &mut gates)?;
        let optional = gates.mask(card.optional.into_iter())?;
        let intent = match icp.intent {
            None => None,
            Some(at) => Some(Intent::new(plan, at, &mut gates)?),
        };
        let qualifying = icp.last_qualifying + 1;
        let stages = Stages::new(plan, icp, card);
        let plain = match &*fit.dimensions {
            [dimension] if fit.is_plain() && tiers.by_score && intent.is_none() && stages.is_none() => {
                let reaches =
                    |points: i32, from: f64| plain_millionths(points.into(), dimension.weight) >= from;
                let tiers = tiers.but_last.iter().map(|tier| least(|points| reaches(points, tier.from)));
                let from: Vec<i32> = tiers.collect();
                let is_enough = |known| plain_coverage(known, dimension.weight) >= card.min_coverage;
                let mut first_tiers = [i32::MIN; 4];
                first_tiers.iter_mut().zip(&from).for_each(|(to, from)| *to = *from);
                Some(Plain {
                    weight: dimension.weight,
                    qualifying: from.get(icp.last_qualifying).copied().unwrap_or(i32::MIN),
                    known: least(|known| known >= 0 && is_enough(known)),
                    first_tiers,
                    other_tiers: from.get(4..).unwrap_or_default().into(),
                })
            }
            _ => None,
        };
        Some(Self { gates, fit, tiers, qualifying, optional, intent, stages, plain })
    }

    /// Whether a score and bits reach a tier that qualifies.
    #[inline(always)]
    pub(super) fn qualifies(&self, score: f64, bits: u64) -> bool {
        let but_last = &self.tiers.but_last;
        self.qualifying > but_last.len()
            || but_last.iter().take(self.qualifying).any(|tier| tier.is_reached(score, bits))
    }

    /// Whether it has stages.
    pub(super) fn has_stages(&self) -> bool {
        self.stages.is_some()
    }

    /// The stage by the tiers that were reached; a required criterion that is not met counts as if the fit did not qualify.
    #[inline]
    pub(super) fn stage(&self, is_unmet: bool, fit: u16, intent: u16) -> u16 {
        let Some(stages) = &self.stages else { return NONE };
        let treated = match fit {
            NONE => stages.fit_tiers,
            fit if is_unmet => usize::from(fit).max(stages.qualifying).min(stages.fit_tiers),
            fit => usize::from(fit),
        };
        let reached = if intent == NONE { stages.width - 1 } else { usize::from(intent) };
        stages.of.get(treated * stages.width + reached).copied().unwrap_or(NONE)
    }
}

impl Tiers {
    fn new(card: &Card, gates: &mut Gates) -> Option<Self> {
        let (last, but_last) = card.tiers.split_last()?;
        if last.from.is_some() || !last.requires.is_empty() || last.when.is_some() {
            return None;
        }
        let tiers = but_last.iter().map(|tier| {
            let mut all = gates.mask(tier.when.into_iter())?;
            let mut some = Vec::new();
            for (least, of) in &tier.requires {
                let mask = gates.mask(of.iter().copied())?;
                if *least as usize == of.len() && mask.count_ones() == *least {
                    all |= mask;
                } else if mask.count_ones() as usize == of.len() {
                    some.push((*least, mask));
                } else {
                    // Two of its criteria share a flag.
                    return None;
                }
            }
            Some(Tier { from: tier.from.map_or(f64::NEG_INFINITY, to_micro), all, some })
        });
        let but_last = tiers.collect::<Option<Vec<_>>>()?;
        let by_score = but_last.is_sorted_by(|a, b| a.from >= b.from)
            && but_last.iter().all(|tier| tier.all == 0 && tier.some.is_empty());
        Some(Self { but_last, by_score })
    }

    /// The tier that a score in millionths and bits reach.
    #[inline(always)]
    pub(super) fn reached(&self, score: f64, bits: u64) -> u16 {
        if self.by_score {
            return self.but_last.iter().map(|tier| u16::from(score < tier.from)).sum();
        }
        let reached = self.but_last.iter().position(|tier| tier.is_reached(score, bits));
        reached.unwrap_or(self.but_last.len()) as u16
    }
}

impl Tier {
    #[inline(always)]
    fn is_reached(&self, score: f64, bits: u64) -> bool {
        score >= self.from
            && bits & self.all == self.all
            && self.some.iter().all(|(least, of)| (bits & of).count_ones() >= *least)
    }
}

impl Intent {
    fn new(plan: &Plan, at: usize, gates: &mut Gates) -> Option<Self> {
        let card = plan.cards.get(at)?;
        Some(Self {
            card: CardLanes::new(plan, at, gates)?,
            tiers: Tiers::new(card, gates)?,
            unmet: gates.mask(card.unmet.iter().map(|(flag, _)| flag))?,
            open: gates.mask(card.open.iter().map(|(flag, _)| flag))?,
        })
    }

    /// The tier of a score in millionths with enough coverage: without what is required there is no intent to speak of.
    #[inline(always)]
    pub(super) fn tier(&self, score: f64, bits: u64) -> u16 {
        if bits & self.unmet != 0 {
            self.tiers.but_last.len() as u16
        } else if bits & self.open != 0 {
            NONE
        } else {
            self.tiers.reached(score, bits)
        }
    }
}

impl Stages {
    fn new(plan: &Plan, icp: &IcpPlan, card: &Card) -> Option<Self> {
        if icp.stages.is_empty() {
            return None;
        }
        let fit_tiers = card.tiers.len();
        let intent_tiers = icp.intent.and_then(|at| plan.cards.get(at)).map_or(0, |card| card.tiers.len());
        let matches = |wanted: &[usize], tier: Option<usize>| {
            wanted.is_empty() || tier.is_some_and(|tier| wanted.contains(&tier))
        };
        let mut of = Vec::new();
        for fit in 0..=fit_tiers {
            for intent in 0..=intent_tiers {
                let (fit, intent) = (some(fit, fit_tiers), some(intent, intent_tiers));
                let stage = |stage: &crate::plan::StagePlan| {
                    matches(&stage.fit, fit) && matches(&stage.intent, intent)
                };
                of.push(place(icp.stages.iter().position(stage)));
            }
        }
        Some(Self { of, fit_tiers, width: intent_tiers + 1, qualifying: icp.last_qualifying + 1 })
    }
}

/// A tier by its place; the place after the last is none.
fn some(tier: usize, tiers: usize) -> Option<usize> {
    Some(tier).filter(|tier| *tier < tiers)
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
