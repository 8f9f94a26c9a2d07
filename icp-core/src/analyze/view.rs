//! A model as the kinds of findings look at it: definition and plan side by side, with paths, ranges and exclusions
//! worked out once. Decides no finding.

use super::criterion::{CriterionView, facts};
use super::range::{CardRange, LimitRange, ScoreRange, ScorecardKind, range};
use super::walk::rule_path;
use super::worlds::{Truths, Worlds};
use crate::model::{Criterion, Definition, Exclusion, Scorecard};
use crate::plan::{Card, Check, CriterionPlan, IcpPlan, Plan};
use crate::sort::Set;
use crate::source::Path;
use crate::value::Date;

/// A model and its plan, joined.
pub(super) struct ModelView<'a> {
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
    /// The index of the icp in the model.
    pub(super) icp: usize,
    pub(super) kind: ScorecardKind,
    pub(super) path: Path,
    pub(super) card: &'a Scorecard,
    pub(super) plan: &'a Card,
    pub(super) criteria: Vec<CriterionView<'a>>,
    /// `None` when no criterion could apply.
    pub(super) range: Option<CardRange>,
    /// The range before each limit; empty when no criterion could apply.
    pub(super) limits: Vec<LimitRange>,
}

impl CardView<'_> {
    /// How far a published score may be from what a range says: with shares, sums are not exact.
    pub(super) fn slack(&self) -> f64 {
        if self.card.has_shares() { 1e-6 } else { 0.0 }
    }
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

impl<'a> ModelView<'a> {
    pub(super) fn new(definition: &'a Definition, plan: &'a Plan, as_of: Date) -> Self {
        let worlds = Worlds::new(definition, plan);
        let mut model = Self { definition, plan, as_of, worlds, cards: Vec::new(), exclusions: Vec::new() };
        model.exclusions = model.all_exclusions();
        for (index, icp) in definition.icps.iter().enumerate() {
            let Some(compiled) = model.icp_plan(index) else { continue };
            let path = Path::root().key("icps").index(index);
            let fit = model.card(index, ScorecardKind::Fit, &icp.fit, compiled.fit, &path);
            let intent = icp.intent.as_ref().zip(compiled.intent);
            let intent =
                intent.and_then(|(card, at)| model.card(index, ScorecardKind::Intent, card, at, &path));
            model.cards.extend(fit.into_iter().chain(intent));
        }
        model
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
        let view =
            |(index, (criterion, compiled)): (usize, (&'a Criterion, &'a CriterionPlan))| CriterionView {
                path: rule_path(criterion, &path, index),
                criterion,
                plan: compiled,
                attributes: {
                    let mut places = Vec::new();
                    compiled.slots(&mut places);
                    self.worlds.attributes(&places)
                },
                facts: facts(&self.worlds, compiled),
            };
        let criteria: Vec<CriterionView<'a>> =
            card.criteria.iter().zip(compiled).enumerate().map(view).collect();
        self.worlds.refill();
        let (range, limits) = range(&self.worlds, plan, &criteria).unzip();
        let limits = limits.unwrap_or_default();
        Some(CardView { icp, kind, path, card, plan, criteria, range, limits })
    }

    fn all_exclusions(&self) -> Vec<ExclusionView<'a>> {
        let shared = self.definition.exclusions.len();
        let view = |exclusions: &'a [Exclusion], icp: Option<usize>, path: &Path| {
            let plan = icp.map_or_else(|| self.plan.icps.first(), |icp| self.icp_plan(icp));
            let plans = plan.map_or(&[][..], |icp| &icp.exclusions);
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

    /// The plan of an icp, by its index in the model; `None` where it is disabled.
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

    /// Whether a condition holds for every account, whatever is missing.
    pub(super) fn certain(&self, check: &Check) -> bool {
        self.worlds.truths(check).is_some_and(|truths| truths.holds && !truths.fails && !truths.unknown)
    }

    fn attributes(&self, check: &Check) -> Set<u32> {
        let mut places = Vec::new();
        check.slots(&mut places);
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

    /// The range of a scorecard's scores, with the names of the model.
    pub(super) fn score_range(&self, card: &CardView<'_>) -> Option<ScoreRange> {
        let range = card.range?;
        Some(ScoreRange {
            icp: self.definition.icps.get(card.icp)?.id.clone(),
            scorecard: card.kind,
            lowest: range.low,
            highest: range.high,
            is_exact: range.is_exact,
        })
    }
}
