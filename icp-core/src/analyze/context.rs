//! A model as the kinds of findings look at it.

use super::range::{Range, ScorecardKind, range};
use super::worlds::{Reader, Truths, Worlds};
use crate::model::{Criterion, Definition, Exclusion, Scorecard, Tier};
use crate::plan::{Card, Check, CriterionPlan, IcpPlan, Outcome, Plan, RulePlan, State};
use crate::sort::Set;
use crate::source::Path;
use crate::value::Date;
use std::cmp::Ordering;

/// A model, its plan, and what was worked out about both.
pub(super) struct Context<'a> {
    pub(super) definition: &'a Definition,
    pub(super) plan: &'a Plan,
    pub(super) as_of: Date,
    pub(super) worlds: Worlds<'a>,
    /// Scorecards: each icp's fit, then its intent if it has one.
    pub(super) cards: Vec<CardView<'a>>,
    /// Exclusions: shared ones, then those of each icp.
    pub(super) exclusions: Vec<ExclusionView<'a>>,
}

/// A scorecard, in the model and in the plan.
pub(super) struct CardView<'a> {
    /// The place of the icp in the model.
    pub(super) icp: usize,
    pub(super) kind: ScorecardKind,
    pub(super) path: Path,
    pub(super) card: &'a Scorecard,
    pub(super) plan: &'a Card,
    pub(super) lines: Vec<Line<'a>>,
    /// `None` when no criterion could apply.
    pub(super) range: Option<Range>,
}

/// A criterion, in the model and in the plan.
pub(super) struct Line<'a> {
    /// Where its rule is written.
    pub(super) path: Path,
    pub(super) criterion: &'a Criterion,
    pub(super) plan: &'a CriterionPlan,
    /// The attributes that it rests on, through formulas too.
    pub(super) attributes: Set<u32>,
    /// `None` when it rests on too much.
    pub(super) facts: Option<Facts>,
}

/// An exclusion, in the model and in the plan.
pub(super) struct ExclusionView<'a> {
    pub(super) path: Path,
    pub(super) exclusion: &'a Exclusion,
    pub(super) check: &'a Check,
    /// The attributes that it rests on, through formulas too.
    pub(super) attributes: Set<u32>,
    /// The icp that has it for itself.
    pub(super) icp: Option<usize>,
}

/// All that a criterion can answer.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The branches that some account gets: the last, then the others in order.
    pub(super) branches: Vec<bool>,
    /// Whether it ever applies, and whether there are accounts to which it does not.
    pub(super) applies: bool,
    pub(super) stays_out: bool,
    /// Whether it can be fit, and whether it can be fit or partial.
    pub(super) fits: bool,
    pub(super) meets: bool,
    /// Points when known: lowest and highest.
    pub(super) known: Option<(i64, i64)>,
    /// What it may add to its scorecard.
    pub(super) counts: Vec<Counted>,
}

/// Points (a range where they depend on a value) and the weight that goes with them, in units of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Counted {
    pub(super) low: i64,
    pub(super) high: i64,
    pub(super) weight: i64,
}

/// Where the rule of a criterion is written: with the shared criteria, if it is one of them.
pub(super) fn rule_path(criterion: &Criterion, card: &Path, index: usize) -> Path {
    match &criterion.uses {
        Some(uses) => Path::root().key("criteria").key(&uses.name),
        None => card.key("criteria").index(index),
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(definition: &'a Definition, plan: &'a Plan, as_of: Date) -> Self {
        let worlds = Worlds::new(definition, plan);
        let mut context = Self { definition, plan, as_of, worlds, cards: Vec::new(), exclusions: Vec::new() };
        context.exclusions = context.all_exclusions();
        for (index, icp) in definition.icps.iter().enumerate() {
            let Some(compiled) = context.icp_plan(index) else { continue };
            let path = Path::root().key("icps").index(index);
            let fit = context.card(index, ScorecardKind::Fit, &icp.fit, compiled.fit, &path);
            let intent = icp.intent.as_ref().zip(compiled.intent);
            let intent =
                intent.and_then(|(card, at)| context.card(index, ScorecardKind::Intent, card, at, &path));
            context.cards.extend(fit.into_iter().chain(intent));
        }
        context
    }

    fn card(
        &self,
        icp: usize,
        kind: ScorecardKind,
        card: &'a Scorecard,
        at: usize,
        path: &Path,
    ) -> Option<CardView<'a>> {
        let plan = self.plan.cards.get(at)?;
        let path = path.key(kind.as_str());
        let compiled = self.plan.criteria.get(plan.criteria.clone())?;
        let line = |(index, (criterion, compiled)): (usize, (&'a Criterion, &'a CriterionPlan))| Line {
            path: rule_path(criterion, &path, index),
            criterion,
            plan: compiled,
            attributes: {
                let mut places = Vec::new();
                compiled.places(&mut places);
                self.worlds.attributes(&places)
            },
            facts: facts(&self.worlds, compiled),
        };
        let lines: Vec<Line<'a>> = card.criteria.iter().zip(compiled).enumerate().map(line).collect();
        self.worlds.refill();
        let range = range(&self.worlds, plan, &lines);
        Some(CardView { icp, kind, path, card, plan, lines, range })
    }

    fn all_exclusions(&self) -> Vec<ExclusionView<'a>> {
        let shared = self.definition.exclusions.len();
        let view = |exclusions: &'a [Exclusion], icp: Option<usize>, path: &Path| {
            let plans = self.icp_plan(icp.unwrap_or(0)).map_or(&[][..], |icp| &icp.exclusions);
            let plans = plans.iter().skip(if icp.is_some() { shared } else { 0 });
            let views = exclusions.iter().zip(plans).enumerate().filter_map(|(at, (exclusion, plan))| {
                let check = self.condition(plan.condition)?;
                let attributes = self.attributes(check);
                Some(ExclusionView {
                    path: path.key("exclusions").index(at),
                    exclusion,
                    check,
                    attributes,
                    icp,
                })
            });
            views.collect::<Vec<_>>()
        };
        let mut views = view(&self.definition.exclusions, None, &Path::root());
        for (index, icp) in self.definition.icps.iter().enumerate() {
            views.extend(view(&icp.exclusions, Some(index), &Path::root().key("icps").index(index)));
        }
        views
    }

    /// The plan of an icp, by its place in the model.
    pub(super) fn icp_plan(&self, index: usize) -> Option<&'a IcpPlan> {
        self.plan.icps.iter().find(|icp| icp.index == index)
    }

    pub(super) fn condition(&self, condition: u32) -> Option<&'a Check> {
        self.plan.conditions.get(condition as usize)
    }

    /// Whether a condition holds for no account at all.
    pub(super) fn never(&self, check: &Check) -> bool {
        self.worlds.truths(check).is_some_and(|truths| !truths.holds)
    }

    /// Whether a condition holds for every account for which it is known.
    pub(super) fn always(&self, check: &Check) -> Option<Truths> {
        self.worlds.truths(check).filter(|truths| truths.holds && !truths.fails)
    }

    fn attributes(&self, check: &Check) -> Set<u32> {
        let mut places = Vec::new();
        check.places(&mut places);
        self.worlds.attributes(&places)
    }

    /// Whether two exclusions look at some attribute in common, and there is work left to compare them.
    pub(super) fn share(&self, a: &ExclusionView<'_>, b: &ExclusionView<'_>) -> bool {
        self.worlds.spend(1).is_some() && !a.attributes.is_disjoint(&b.attributes)
    }

    /// Whether one condition holds wherever another does.
    pub(super) fn covers(&self, outer: &Check, inner: &Check) -> bool {
        !self.attributes(outer).is_disjoint(&self.attributes(inner))
            && self.worlds.always((inner, outer), |inner, outer| !inner.holds() || outer.holds())
                == Some(true)
    }
}

impl CardView<'_> {
    /// How far a published score may be from what a range says: with shares, sums are not exact.
    fn slack(&self) -> f64 {
        if self.card.has_shares() { 1e-6 } else { 0.0 }
    }

    /// Why no account reaches a tier, if that is so.
    pub(super) fn unreachable(&self, context: &Context<'_>, at: usize) -> Option<String> {
        let (tier, plan) = self.card.tiers.get(at).zip(self.plan.tiers.get(at))?;
        let range = self.range?;
        // Whatever the score, an account without what is required is treated as of this tier.
        let fallback = match self.kind {
            ScorecardKind::Fit => context.definition.icps.get(self.icp)?.last_qualifying_tier() + 1,
            ScorecardKind::Intent => self.card.tiers.len().saturating_sub(1),
        };
        if at == fallback && self.card.criteria.iter().any(|line| line.required) {
            return None;
        }
        if let Some(from) = tier.from
            && from.to_f64() > range.high + self.slack()
        {
            return Some(format!("it begins at {from}, and no account scores more than {}", range.high));
        }
        for requires in &tier.requires {
            let never = |index: &&usize| {
                let facts = self.lines.get(**index).and_then(|line| line.facts.as_ref());
                facts.is_some_and(|facts| !facts.fits)
            };
            let impossible: Vec<&usize> = requires.of.iter().filter(never).collect();
            if requires.of.len() - impossible.len() < requires.at_least
                && let Some(line) = impossible.first().and_then(|index| self.lines.get(**index))
            {
                let id = crate::error::quote(&line.criterion.id);
                return Some(format!("it requires criterion {id}, which is never fit"));
            }
        }
        if plan.condition.and_then(|when| context.condition(when)).is_some_and(|when| context.never(when)) {
            return Some("its condition can never hold".into());
        }
        let open = |tier: &&Tier| tier.requires.is_empty() && tier.when.is_none();
        let before = self.card.tiers.get(..at).unwrap_or_default();
        let low = if range.low == 0.0 { 0.0 } else { range.low - self.slack() };
        let covers = |tier: &&Tier| tier.from.is_some_and(|from| from.to_f64() <= low);
        let covering = before.iter().filter(open).find(covers)?;
        let id = crate::error::quote(&covering.id);
        Some(format!("every score reaches tier {id} before it: no account scores less than {}", range.low))
    }
}

/// What a criterion can answer; `None` when it rests on too much to say.
fn facts(worlds: &Worlds<'_>, plan: &CriterionPlan) -> Option<Facts> {
    let branches = match &plan.reading.rule {
        RulePlan::Branches { branches, .. } => branches.len() + 1,
        _ => 1,
    };
    let mut facts = Facts { branches: vec![false; branches], ..Facts::default() };
    worlds.each(&[Reader::Reading(&plan.reading)], &mut |cells| {
        let outcome = plan.reading.decide(plan.weight, cells);
        facts.add(worlds, plan, &outcome, cells);
        std::ops::ControlFlow::Continue(())
    })?;
    Some(facts)
}

impl Facts {
    fn add(&mut self, worlds: &Worlds<'_>, plan: &CriterionPlan, outcome: &Outcome, cells: &[u32]) {
        let counted = Counted::of(worlds, plan, outcome, cells);
        if let Err(at) = self.counts.binary_search(&counted) {
            self.counts.insert(at, counted);
        }
        match outcome.state {
            State::NotApplicable => self.stays_out = true,
            State::Unknown => self.applies = true,
            State::Fit | State::Partial | State::None | State::Misfit | State::Valued => {
                self.applies = true;
                if let Some(branch) = self.branches.get_mut(usize::from(outcome.band)) {
                    *branch = true;
                }
                let known = self.known.get_or_insert((counted.low, counted.high));
                *known = (known.0.min(counted.low), known.1.max(counted.high));
                let (fits, meets) = match outcome.state {
                    State::Valued => (counted.high.cmp(&plan.weight) != Ordering::Less, counted.high > 0),
                    state => (state == State::Fit, matches!(state, State::Fit | State::Partial)),
                };
                self.fits |= fits;
                self.meets |= meets;
            }
        }
    }
}

impl Counted {
    /// What an outcome adds in a world.
    pub(super) fn of(worlds: &Worlds<'_>, plan: &CriterionPlan, outcome: &Outcome, cells: &[u32]) -> Self {
        let (low, high, weight) = match outcome.state {
            State::NotApplicable => (0, 0, 0),
            State::Unknown => {
                let (low, high) = if outcome.valued {
                    super::range::of_value(worlds, &plan.reading.rule, cells)
                } else {
                    (outcome.lo, outcome.lo)
                };
                let counts = |least: i64| plan.unknown_points(least, outcome.applies);
                (counts(low), counts(high), if plan.unknown.keeps_weight() { plan.weight } else { 0 })
            }
            State::Valued => {
                let (low, high) = super::range::of_value(worlds, &plan.reading.rule, cells);
                (low, high, plan.weight)
            }
            State::Fit | State::Partial | State::None | State::Misfit => {
                (outcome.points, outcome.points, plan.weight)
            }
        };
        Self { low, high, weight }
    }
}
