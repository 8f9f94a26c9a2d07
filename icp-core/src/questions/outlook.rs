//! The statuses, tiers and stages that an icp may still have, and the icps that may be the best. Reads the gates of
//! a status in the order of precedence over the possible outcomes of criteria and conditions.

use super::forecast::{Filled, Forecast, range};
use super::outcomes::PossibleOutcomes;
use crate::eval::{Buffers, IcpStatus};
use crate::plan::{Card, Gate, GateTest, IcpPlan, Plan};
use crate::value::Truth;

/// All that an icp may answer, whichever missing values are filled in. The first entry of tiers and stages is for
/// none.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outlook {
    pub(super) statuses: [bool; 4],
    pub(super) tiers: Vec<bool>,
    /// The tiers by which it may be treated in stages and verdicts: with a required criterion unmet, not its own.
    pub(super) treated: Vec<bool>,
    pub(super) intent: Vec<bool>,
    pub(super) stages: Vec<bool>,
    pub(super) score: Option<(f64, f64)>,
}

/// Whether something may be, and whether it must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chance {
    pub(super) may: bool,
    pub(super) must: bool,
}

impl Chance {
    fn any(chances: impl Iterator<Item = Self>) -> Self {
        let one = |sum: Self, one: Self| Self { may: sum.may | one.may, must: sum.must | one.must };
        chances.fold(Self { may: false, must: false }, one)
    }

    /// The chance that some required criterion of a scorecard is not met.
    pub(super) fn unmet(outcomes: &PossibleOutcomes<'_>, card: &Card) -> Self {
        let required = outcomes.at(card, &card.unmet).map(|(_, criterion)| criterion);
        Self::any(
            required.map(|criterion| Self { may: criterion.may_be_unmet(), must: criterion.must_be_unmet() }),
        )
    }

    /// The chance that some required criterion of a scorecard is unknown.
    pub(super) fn required_unknown(outcomes: &PossibleOutcomes<'_>, card: &Card) -> Self {
        let required = outcomes.at(card, &card.open).map(|(_, criterion)| criterion);
        Self::any(
            required
                .map(|criterion| Self { may: criterion.may_be_unknown(), must: criterion.must_be_unknown() }),
        )
    }
}

/// Whether each gate of an icp's status may decide, and whether it must, if no gate before it does.
pub(super) struct Gates([Chance; Gate::COUNT]);

impl Gates {
    pub(super) fn new(outcomes: &PossibleOutcomes<'_>, icp: &IcpPlan, card: &Card, fit: &Forecast) -> Self {
        let exclusion = |place: usize, truth: Truth| {
            let truths = icp.exclusions.get(place).map(|plan| outcomes.condition(plan.condition));
            truths.map(|truths| Chance { may: truths.can(truth), must: truths.must(truth) })
        };
        let chance = |gate: Gate| match gate {
            Gate::Excluded => {
                Chance::any(places(icp, card, gate).filter_map(|at| exclusion(at, Truth::True)))
            }
            Gate::NothingKnown => Chance { may: fit.may_be_null, must: !fit.may_score },
            Gate::RequiredUnmet => Chance::unmet(outcomes, card),
            Gate::ExclusionUnknown => {
                Chance::any(places(icp, card, gate).filter_map(|at| exclusion(at, Truth::Unknown)))
            }
            Gate::RequiredUnknown => Chance::required_unknown(outcomes, card),
            Gate::LowCoverage => Chance { may: fit.may_lack, must: !fit.may_suffice },
            Gate::Tier => Chance { may: true, must: true },
        };
        Self(Gate::IN_ORDER.map(chance))
    }

    pub(super) fn chance(&self, gate: Gate) -> Chance {
        self.0.get(gate as usize).copied().unwrap_or(Chance { may: true, must: false })
    }
}

/// The indices of the exclusions or the criteria that a gate tests.
pub(super) fn places<'p>(icp: &'p IcpPlan, card: &'p Card, gate: Gate) -> impl Iterator<Item = usize> + 'p {
    let flags = match gate.test(icp, card) {
        GateTest::AnyOf(flags) => Some(flags),
        GateTest::NoScore | GateTest::LowCoverage | GateTest::Always => None,
    };
    flags.into_iter().flat_map(|flags| flags.iter().map(|(_, place)| place))
}

impl Outlook {
    pub(super) fn new(outcomes: &PossibleOutcomes<'_>, icp: &IcpPlan, buffers: &mut Buffers) -> Option<Self> {
        let card = outcomes.plan.cards.get(icp.fit)?;
        let fit = Forecast::new(outcomes, card, buffers);
        let gates = Gates::new(outcomes, icp, card, &fit);
        let mut outlook = Self {
            statuses: [false; 4],
            tiers: vec![false; card.tiers.len() + 1],
            treated: vec![false; card.tiers.len() + 1],
            intent: vec![false],
            stages: vec![false; icp.stages.len() + 1],
            score: fit.score,
        };
        outlook.set_statuses(&gates, &fit, icp);
        outlook.set_tiers(&gates, &fit, icp);
        outlook.set_intent(outcomes, &gates, icp, buffers);
        outlook.set_stages(&gates, icp);
        Some(outlook)
    }

    fn allow(&mut self, status: IcpStatus) {
        if let Some(may) = self.statuses.get_mut(status as usize) {
            *may = true;
        }
    }

    pub(super) fn may_be(&self, status: IcpStatus) -> bool {
        self.statuses.get(status as usize).copied().unwrap_or_default()
    }

    pub(super) fn must_be(&self, status: IcpStatus) -> bool {
        self.may_be(status) && !is_open(&self.statuses)
    }

    /// Whether it is settled that the icp qualifies, or that it does not.
    pub(super) fn settles(&self) -> bool {
        !self.may_be(IcpStatus::Qualified) || self.must_be(IcpStatus::Qualified)
    }

    /// The status of each gate that may decide, up to the first that must.
    fn set_statuses(&mut self, gates: &Gates, fit: &Forecast, icp: &IcpPlan) {
        for gate in Gate::IN_ORDER {
            let chance = gates.chance(gate);
            match gate {
                Gate::Tier => {
                    let reached = fit.tiers.iter().enumerate().filter(|(_, reached)| **reached);
                    reached.for_each(|(tier, _)| self.allow(gate.status(icp.qualifies(tier))));
                }
                Gate::Excluded
                | Gate::NothingKnown
                | Gate::RequiredUnmet
                | Gate::ExclusionUnknown
                | Gate::RequiredUnknown
                | Gate::LowCoverage => {
                    if chance.may || chance.must {
                        self.allow(gate.status(false));
                    }
                }
            }
            if chance.must {
                return;
            }
        }
    }

    fn set_tiers(&mut self, gates: &Gates, fit: &Forecast, icp: &IcpPlan) {
        let required_unmet = gates.chance(Gate::RequiredUnmet);
        let unmet = required_unmet.may && self.may_be(IcpStatus::Unqualified);
        let none = self.may_be(IcpStatus::Disqualified)
            || self.may_be(IcpStatus::InsufficientData)
            || (unmet && fit.may_lack);
        let some = self.may_be(IcpStatus::Qualified) || self.may_be(IcpStatus::Unqualified);
        let mut set = |tiers: fn(&mut Self) -> &mut Vec<bool>, at: usize| {
            if let Some(place) = tiers(self).get_mut(at) {
                *place = true;
            }
        };
        if none {
            set(|outlook| &mut outlook.tiers, 0);
            set(|outlook| &mut outlook.treated, 0);
        }
        for (at, _) in fit.tiers.iter().enumerate().filter(|(_, reached)| **reached && some) {
            set(|outlook| &mut outlook.tiers, at + 1);
            if !required_unmet.must {
                set(|outlook| &mut outlook.treated, at + 1);
            }
            if unmet {
                let treated = icp.tier_without_required(at, fit.tiers.len());
                set(|outlook| &mut outlook.treated, treated.map_or(0, |tier| tier + 1));
            }
        }
    }

    fn set_intent(
        &mut self,
        outcomes: &PossibleOutcomes<'_>,
        gates: &Gates,
        icp: &IcpPlan,
        buffers: &mut Buffers,
    ) {
        let Some(card) = icp.intent.and_then(|at| outcomes.plan.cards.get(at)) else {
            self.intent = vec![true];
            return;
        };
        let forecast = Forecast::new(outcomes, card, buffers);
        let (unmet, unknown) = (Chance::unmet(outcomes, card), Chance::required_unknown(outcomes, card));
        let excluded = gates.chance(Gate::Excluded);
        let mut intent = vec![false; card.tiers.len() + 1];
        let reached = forecast.tiers.contains(&true) && !excluded.must;
        let none = excluded.may || forecast.may_be_null || forecast.may_lack || unknown.may || !reached;
        let mut set = |at: usize| {
            if let Some(place) = intent.get_mut(at) {
                *place = true;
            }
        };
        if none {
            set(0);
        }
        if reached && unmet.may {
            set(card.tiers.len());
        }
        if reached && !unmet.must && !unknown.must {
            for (at, _) in forecast.tiers.iter().enumerate().filter(|(_, reached)| **reached) {
                set(at + 1);
            }
        }
        self.intent = intent;
    }

    fn set_stages(&mut self, gates: &Gates, icp: &IcpPlan) {
        let matching = |wanted: &[usize], tiers: &[bool]| {
            let is_wanted = |at: usize| at.checked_sub(1).is_some_and(|tier| wanted.contains(&tier));
            let possible = || tiers.iter().enumerate().filter(|(_, may)| **may).map(|(at, _)| is_wanted(at));
            Chance {
                may: wanted.is_empty() || possible().any(|is| is),
                must: wanted.is_empty() || possible().all(|is| is),
            }
        };
        let mut stages = vec![false; icp.stages.len() + 1];
        let mut set = |at: usize| {
            if let Some(place) = stages.get_mut(at) {
                *place = true;
            }
        };
        let excluded = gates.chance(Gate::Excluded);
        if excluded.may {
            set(0);
        }
        let mut caught = excluded.must;
        for (at, stage) in icp.stages.iter().enumerate() {
            if caught {
                break;
            }
            let (fit, intent) = (matching(&stage.fit, &self.treated), matching(&stage.intent, &self.intent));
            if fit.may && intent.may {
                set(at + 1);
            }
            caught = fit.must && intent.must;
        }
        if !caught {
            set(0);
        }
        self.stages = stages;
    }

    fn each(&mut self, other: &Self, with: fn(bool, bool) -> bool) {
        let lists = [
            (&mut self.tiers, &other.tiers),
            (&mut self.treated, &other.treated),
            (&mut self.intent, &other.intent),
            (&mut self.stages, &other.stages),
        ];
        self.statuses.iter_mut().zip(other.statuses).for_each(|(a, b)| *a = with(*a, b));
        for (own, other) in lists {
            own.iter_mut().zip(other).for_each(|(a, b)| *a = with(*a, *b));
        }
    }

    /// Keeps all that either allows.
    pub(super) fn join(&mut self, other: &Self) {
        self.each(other, |a, b| a | b);
        self.score = match (self.score, other.score) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }

    /// Keeps only what both allow.
    pub(super) fn meet(&mut self, other: &Self) {
        self.each(other, |a, b| a & b);
        if let (Some(a), Some(b)) = (self.score, other.score) {
            self.score = Some((a.0.max(b.0), a.1.min(b.1)));
        }
    }
}

/// Whether more than one of some things may be.
pub(super) fn is_open(may: &[bool]) -> bool {
    may.iter().filter(|may| **may).count() > 1
}

/// Which icps may be the best; the first entry is for none, then each icp in order.
pub(super) fn best(plan: &Plan, outlooks: &[Outlook]) -> Vec<bool> {
    let mut best = vec![false; outlooks.len() + 1];
    let mut set = |at: usize| {
        if let Some(place) = best.get_mut(at) {
            *place = true;
        }
    };
    let sure = || outlooks.iter().enumerate().filter(|(_, outlook)| outlook.must_be(IcpStatus::Qualified));
    for (at, outlook) in outlooks.iter().enumerate() {
        if !outlook.may_be(IcpStatus::Qualified) {
            continue;
        }
        let beaten = sure().any(|(other, sure)| match (plan.by_score, outlook.score, sure.score) {
            (true, Some((_, high)), Some((low, _))) => low > high || (other < at && low >= high),
            (true, _, _) => false,
            (false, _, _) => other < at,
        });
        if !beaten {
            set(at + 1);
        }
    }
    if sure().next().is_none() {
        set(0);
    }
    best
}

/// The widths of the bounds of both scorecards of an icp, once all is filled in.
pub(super) fn widths(outcomes: &PossibleOutcomes<'_>, icp: &IcpPlan, buffers: &mut Buffers) -> [f64; 2] {
    [Some(icp.fit), icp.intent].map(|card| {
        let card = card.and_then(|card| outcomes.plan.cards.get(card));
        let range = card.and_then(|card| range(outcomes, card, Filled::All, 0.0, buffers));
        range.map_or(0.0, |(low, high)| high - low)
    })
}
