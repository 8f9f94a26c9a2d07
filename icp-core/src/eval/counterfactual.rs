//! An account with one thing otherwise and all else as it is: a criterion that gives other points, or an exclusion that does
//! not hold. Scores, gates and tiers are asked again; nothing of them is read a second time here. Called by `assess` for one
//! account and by `engine` for many.

use super::criterion::open_points;
use super::score::status;
use super::total::{Replaced, is_met, is_reached, otherwise};
use super::{KeptOut, Scratch, outcome};
use crate::plan::{Applies, Card, CriterionPlan, Gate, IcpPlan, IcpStatus, Outcome, Plan, State, TierPlan};
use crate::value::{Truth, round_published};

/// The way to the tier above the one that was reached. Criteria are places among those of the fit scorecard.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NextTier {
    pub(crate) tier: usize,
    /// How much of the score is missing.
    pub(crate) short: f64,
    /// Criteria that alone suffice.
    pub(crate) by: Vec<usize>,
    /// Criteria that may suffice, once something unknown is known.
    pub(crate) could: Vec<usize>,
}

/// The result of an icp for an account, to be asked for others. INVARIANT: the scratch has been scored with the plan.
struct Counterfactual<'a> {
    plan: &'a Plan,
    scratch: &'a Scratch,
    icp: &'a IcpPlan,
    card: &'a Card,
}

/// A criterion that gives other points than it does.
struct Changed<'a> {
    criterion: &'a CriterionPlan,
    to: Outcome,
    replaced: Replaced,
}

impl<'a> Counterfactual<'a> {
    fn new(plan: &'a Plan, scratch: &'a Scratch, icp: usize) -> Option<Self> {
        let icp = plan.icps.get(icp)?;
        Some(Self { plan, scratch, icp, card: plan.cards.get(icp.fit)? })
    }

    /// The outcome of a criterion of the card, by its place.
    fn outcome(&self, place: usize) -> Option<(&'a CriterionPlan, Outcome)> {
        let index = self.card.criteria.start + place;
        Some((self.plan.criteria.get(index)?, outcome(self.plan, self.scratch, index)))
    }

    /// A known criterion of the card at the most that its rule gives to any account; `None` if it is not known, or gives that
    /// already.
    fn at_its_most(&self, place: usize) -> Option<Changed<'a>> {
        let (criterion, from) = self.outcome(place)?;
        let most = criterion.reading.rule.most();
        match from.state {
            State::Fit | State::Partial | State::None | State::Misfit if from.points < most => {
                Some(Changed::new(criterion, &from, most))
            }
            _ => None,
        }
    }

    /// An unknown criterion of the card at the most that is still open.
    fn at_its_open_most(&self, place: usize) -> Option<Changed<'a>> {
        let (criterion, from) = self.outcome(place)?;
        match from.state {
            State::Unknown | State::Valued => {
                let (_, most) = open_points(criterion, &from, &self.scratch.cells)?;
                Some(Changed::new(criterion, &from, most))
            }
            State::Fit | State::Partial | State::None | State::Misfit | State::NotApplicable => None,
        }
    }

    /// The flags of the account.
    fn copy_flags(&self, flags: &mut Vec<u64>) {
        flags.clear();
        flags.extend_from_slice(&self.scratch.flags);
    }

    /// Whether the icp qualifies with a criterion changed.
    fn qualifies_with(&self, changed: &Changed<'_>, flags: &mut Vec<u64>) -> bool {
        self.copy_flags(flags);
        changed.set_flags(flags);
        self.qualifies(flags, Some(&changed.replaced))
    }

    fn qualifies(&self, flags: &[u64], replaced: Option<&Replaced>) -> bool {
        let fit = otherwise(self.card, self.scratch, flags, replaced);
        status(self.icp, self.card, &fit, flags).0 == IcpStatus::Qualified
    }
}

impl<'a> Changed<'a> {
    /// A criterion that is known, applies and gives these points.
    fn new(criterion: &'a CriterionPlan, from: &Outcome, points: i64) -> Self {
        let state = criterion.reading.rule.state_giving(points, criterion.weight);
        let to = Outcome {
            state,
            band: 0,
            applies: Applies::Surely,
            valued: false,
            points,
            lo: points,
            hi: points,
        };
        let (from, totals) = (criterion.totals(from), criterion.totals(&to));
        Self { criterion, to, replaced: Replaced { bucket: criterion.bucket, from, to: totals } }
    }

    fn set_flags(&self, flags: &mut [u64]) {
        let CriterionPlan { flags: own, unmet, open, .. } = self.criterion;
        [own.holds, *unmet, *open].into_iter().flatten().for_each(|flag| flag.clear(flags));
        self.criterion.set_flags(&self.to, |flag| flag.set(flags));
    }
}

impl Scratch {
    /// Each thing that alone keeps the account that was scored last from qualifying for an icp, in memory that is used again.
    pub(crate) fn kept_out_by(&mut self, plan: &Plan, icp: usize) -> &[KeptOut] {
        let (mut flags, mut kept) =
            (std::mem::take(&mut self.other_flags), std::mem::take(&mut self.kept_out));
        kept.clear();
        if self.fits(plan) {
            kept_out_by(plan, self, icp, &mut flags, |one| kept.push(one));
        }
        (self.other_flags, self.kept_out) = (flags, kept);
        &self.kept_out
    }
}

/// Hands over, in order, each thing that alone keeps the account that was scored last from qualifying for an icp.
pub(crate) fn kept_out_by(
    plan: &Plan,
    scratch: &Scratch,
    icp: usize,
    flags: &mut Vec<u64>,
    mut each: impl FnMut(KeptOut),
) {
    let Some((asked, score)) = Counterfactual::new(plan, scratch, icp).zip(scratch.scores.get(icp)) else {
        return;
    };
    if score.status == IcpStatus::Qualified {
        return;
    }
    // Only what this gate looks at can move the icp past it.
    match Gate::of(score.reason).0 {
        Gate::Excluded => {
            for (flag, place) in asked.icp.excluded.iter().filter(|(flag, _)| flag.is_set(&scratch.flags)) {
                asked.copy_flags(flags);
                flag.clear(flags);
                if asked.qualifies(flags, None) {
                    each(KeptOut::Exclusion(place));
                }
            }
        }
        Gate::RequiredUnmet => {
            for (_, place) in asked.card.unmet.iter().filter(|(flag, _)| flag.is_set(&scratch.flags)) {
                if asked.at_its_most(place).is_some_and(|changed| asked.qualifies_with(&changed, flags)) {
                    each(KeptOut::Required(place));
                }
            }
        }
        Gate::Tier => {
            for place in 0..asked.card.criteria.len() {
                if asked.at_its_most(place).is_some_and(|changed| asked.qualifies_with(&changed, flags)) {
                    each(KeptOut::Criterion(place));
                }
            }
        }
        // Nothing that is known decides there.
        Gate::NothingKnown | Gate::ExclusionUnknown | Gate::RequiredUnknown | Gate::LowCoverage => {}
    }
}

/// The way to the next better tier of the account that was scored last; `None` at the top tier, and without a tier.
pub(crate) fn next_tier(plan: &Plan, scratch: &Scratch, icp: usize) -> Option<NextTier> {
    let asked = Counterfactual::new(plan, scratch, icp)?;
    let fit = scratch.scores.get(icp)?.fit;
    let (at, score) = (fit.tier?.checked_sub(1)?, fit.score?);
    let tier = asked.card.tiers.get(at)?;
    let short = tier.from.map_or(0.0, |from| round_published((from - score).max(0.0)));
    let mut next = NextTier { tier: at, short, by: Vec::new(), could: Vec::new() };
    // The flags if all turns out well that the tier asks for and that is unknown.
    let mut hoped = scratch.flags.clone();
    asked.hope(tier, &mut hoped);
    let mut flags = Vec::with_capacity(hoped.len());
    for place in 0..asked.card.criteria.len() {
        let known = asked.at_its_most(place);
        let is_known = known.is_some();
        let Some(changed) = known.or_else(|| asked.at_its_open_most(place)) else { continue };
        asked.copy_flags(&mut flags);
        changed.set_flags(&mut flags);
        if !asked.helps(tier, score, &changed, &flags) {
            continue;
        }
        let Some(score) = otherwise(asked.card, scratch, &flags, Some(&changed.replaced)).score else {
            continue;
        };
        if is_reached(tier, score, &flags) {
            if is_known { &mut next.by } else { &mut next.could }.push(place);
            continue;
        }
        flags.clear();
        flags.extend_from_slice(&hoped);
        changed.set_flags(&mut flags);
        if is_reached(tier, score, &flags) {
            next.could.push(place);
        }
    }
    Some(next)
}

impl Counterfactual<'_> {
    /// Sets the flags of unknown criteria that a tier requires, and of its condition while that is unknown.
    fn hope(&self, tier: &TierPlan, flags: &mut [u64]) {
        let required = tier.requires.iter().flat_map(|(_, of)| of);
        for place in 0..self.card.criteria.len() {
            let Some((criterion, outcome)) = self.outcome(place) else { continue };
            let asked = criterion.flags.holds.filter(|flag| required.clone().any(|asked| asked == flag));
            if let Some(flag) = asked
                && outcome.state == State::Unknown
            {
                flag.set(flags);
            }
        }
        let condition = tier.condition.and_then(|condition| self.plan.conditions.get(condition as usize));
        let is_unknown = condition.is_some_and(|check| check.truth(&self.scratch.cells) == Truth::Unknown);
        tier.when.filter(|_| is_unknown).into_iter().for_each(|flag| flag.set(flags));
    }

    /// Whether a criterion has to do with what a tier still lacks: the score is too low for it, or the criterion is one of
    /// those of an entry of `requires` that is not met, and is fit once it is changed.
    fn helps(&self, tier: &TierPlan, score: f64, changed: &Changed<'_>, flags: &[u64]) -> bool {
        let before = &self.scratch.flags;
        let holds = changed.criterion.flags.holds;
        let becomes_fit = holds.filter(|flag| flag.is_set(flags) && !flag.is_set(before));
        tier.from.is_some_and(|from| score < from)
            || becomes_fit.is_some_and(|flag| {
                tier.requires.iter().any(|entry| !is_met(entry, before) && entry.1.contains(&flag))
            })
    }
}
