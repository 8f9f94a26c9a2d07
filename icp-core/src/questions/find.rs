//! Finds the questions of one scored record, in four steps: what each answer leaves open (`sweeps`), what that does
//! to the outlooks (`influence`), which attributes an open outlook depends on (`dependencies`), and the order of
//! asking. Called by the engine; what criteria and conditions may be is decided by the steps, never here.

use super::dependencies::{Attributes, Dependencies, DependencyFinder};
use super::influence::{AffectedIcps, Influence, ModelOutlook, Trial};
use super::outcomes::PossibleOutcomes;
use super::outlook::{Outlook, best, is_open, widths};
use super::question::{Changes, IcpOutlook, Matters, Question, Questions, Share};
use super::slots::Slots;
use super::sweeps::{Asked, SlotReaders, WORK};
use crate::account::{Field, Record};
use crate::eval::{Buffers, IcpStatus, Scratch};
use crate::model::{Definition, Icp};
use crate::plan::Plan;
use crate::sort::sort_by;

/// A record with its scores and its model. INVARIANT: the scratch has been scored with this plan and record.
pub(crate) struct QuestionInput<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) plan: &'a Plan,
    pub(crate) record: &'a Record<'a>,
    pub(crate) scratch: &'a Scratch,
}

/// The missing values that could still change the answer, in the order in which to ask for them.
pub(crate) fn find(input: &QuestionInput<'_>) -> Questions {
    let QuestionInput { plan, record, scratch, .. } = *input;
    let mut slots = Slots::new(plan, record, scratch.cells());
    let mut outcomes = PossibleOutcomes::new(&slots, scratch);
    let mut buffers = Buffers::default();
    let mut work = WORK;
    let readers = SlotReaders::new(plan);
    let missing = slots.missing.clone();
    let mut ask = |attribute: &u32| readers.ask(*attribute, &outcomes, &mut slots, &mut work);
    let asked: Vec<Asked> = missing.iter().map(&mut ask).collect();
    asked.iter().for_each(|asked| asked.narrow(&mut outcomes));

    let outlooks = |outcomes: &PossibleOutcomes<'_>, buffers: &mut Buffers| -> Vec<Outlook> {
        plan.icps.iter().filter_map(|icp| Outlook::new(outcomes, icp, buffers)).collect()
    };
    let outlooks = outlooks(&outcomes, &mut buffers);
    let best = best(plan, &outlooks);
    let widths = plan.icps.iter().map(|icp| widths(&outcomes, icp, &mut buffers)).collect();
    let base = ModelOutlook { outlooks, widths, best };
    let mut met =
        ModelOutlook { outlooks: base.outlooks.clone(), widths: Vec::new(), best: base.best.clone() };
    let icps = AffectedIcps::new(plan);
    let mut trial =
        Trial { outcomes: &mut outcomes, icps: &icps, base: &base, work, buffers: Buffers::default() };
    let influences: Vec<Influence> = asked.iter().map(|asked| trial.of(asked, &mut met)).collect();
    let mut finder = DependencyFinder::new(&outcomes, &slots);
    let mut dependencies = Vec::with_capacity(plan.icps.len());
    for (icp, outlook) in plan.icps.iter().zip(&met.outlooks) {
        dependencies.extend(finder.of_icp(icp, outlook, &mut buffers));
    }
    let best = may_change_best(plan, &met, &dependencies);
    let writer = QuestionWriter { input, base, met, dependencies, best };
    let mut questions: Vec<(Rank, Question)> = Vec::new();
    for (asked, influence) in asked.iter().zip(&influences) {
        questions.extend(writer.question(asked.attribute, influence));
    }
    // A stable sort: what is equal stays in document order.
    sort_by(&mut questions, |(a, _), (b, _)| a.order(b));
    let icps: Vec<IcpOutlook> = (0..plan.icps.len()).filter_map(|at| writer.icp(at)).collect();
    let decided = !is_open(&writer.met.best) && icps.iter().all(|icp| icp.decided);
    Questions { decided, icps, questions: questions.into_iter().map(|(_, question)| question).collect() }
}

/// The attributes that may change which icp is the best.
fn may_change_best(plan: &Plan, state: &ModelOutlook, dependencies: &[Dependencies]) -> Attributes {
    let mut found = vec![false; plan.inputs.len()];
    if !is_open(&state.best) {
        return found;
    }
    let mut join = |other: &Attributes| found.iter_mut().zip(other).for_each(|(a, b)| *a |= b);
    for (outlook, dependencies) in state.outlooks.iter().zip(dependencies) {
        if !outlook.may_be(IcpStatus::Qualified) {
            continue;
        }
        join(&dependencies.status);
        if plan.by_score {
            join(&dependencies.score);
        } else if outlook.must_be(IcpStatus::Qualified) {
            break;
        }
    }
    found
}

/// The key by which questions are ordered.
struct Rank {
    matters: Matters,
    best: bool,
    settles: usize,
    /// The part of the headline icp's bounds that rests on it, in points of the score.
    headline: f64,
    /// Its parts of all icps' bounds, each as a share of their width, added up.
    all: f64,
}

impl Rank {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        let by_influence = other.best.cmp(&self.best).then(other.settles.cmp(&self.settles));
        let by_width = other.headline.total_cmp(&self.headline).then(other.all.total_cmp(&self.all));
        self.matters.cmp(&other.matters).then(by_influence).then(by_width)
    }
}

/// The results of all steps, written as questions and outlooks with the model's names.
struct QuestionWriter<'a> {
    input: &'a QuestionInput<'a>,
    base: ModelOutlook,
    met: ModelOutlook,
    dependencies: Vec<Dependencies>,
    best: Attributes,
}

impl QuestionWriter<'_> {
    fn model_icp(&self, at: usize) -> Option<&Icp> {
        self.input.definition.icps.get(self.input.plan.icps.get(at)?.index)
    }

    fn icp(&self, at: usize) -> Option<IcpOutlook> {
        let (icp, outlook, dependencies) =
            (self.model_icp(at)?, self.met.outlooks.get(at)?, self.dependencies.get(at)?);
        let statuses = [
            IcpStatus::Qualified,
            IcpStatus::Unqualified,
            IcpStatus::Disqualified,
            IcpStatus::InsufficientData,
        ];
        let names = |may: &[bool], id: &dyn Fn(usize) -> Option<String>| {
            let some = may.iter().skip(1).enumerate().filter(|(_, may)| **may).map(|(at, _)| id(at));
            let none = may.first().filter(|may| **may).map(|_| None);
            some.chain(none).collect::<Vec<Option<String>>>()
        };
        let tier = |tiers: &[crate::model::Tier], at: usize| tiers.get(at).map(|tier| tier.id.to_string());
        let open = [&outlook.statuses[..], &outlook.tiers, &outlook.intent, &outlook.stages];
        let decided = !open.into_iter().any(is_open) && !dependencies.verdicts.contains(&true);
        Some(IcpOutlook {
            icp: icp.id.to_string(),
            decided,
            statuses: statuses.into_iter().filter(|status| outlook.may_be(*status)).collect(),
            tiers: names(&outlook.tiers, &|at| tier(&icp.fit.tiers, at)),
            intent_tiers: match &icp.intent {
                Some(card) => names(&outlook.intent, &|at| tier(&card.tiers, at)),
                None => Vec::new(),
            },
            stages: match &*icp.stages {
                [] => Vec::new(),
                stages => names(&outlook.stages, &|at| stages.get(at).map(|stage| stage.id.to_string())),
            },
        })
    }

    /// The icps of which something is true, by id.
    fn ids(&self, is: impl Fn(usize) -> bool) -> Vec<String> {
        let places = (0..self.input.plan.icps.len()).filter(|at| is(*at));
        places.filter_map(|at| self.model_icp(at)).map(|icp| icp.id.to_string()).collect()
    }

    /// The question for an attribute, unless it changes nothing.
    fn question(&self, attribute: u32, influence: &Influence) -> Option<(Rank, Question)> {
        let at = attribute as usize;
        let known = self.input.definition.attributes.get(at)?;
        let has = |attributes: &Attributes| attributes.get(at).copied().unwrap_or_default();
        let of = |part: fn(&Dependencies) -> &Attributes| {
            self.ids(|icp| self.dependencies.get(icp).is_some_and(|dependencies| has(part(dependencies))))
        };
        let could_change = Changes {
            best: has(&self.best),
            status: of(|dependencies| &dependencies.status),
            tier: of(|dependencies| &dependencies.tier),
            intent_tier: of(|dependencies| &dependencies.intent),
            stage: of(|dependencies| &dependencies.stage),
            verdicts: of(|dependencies| &dependencies.verdicts),
            score: of(|dependencies| &dependencies.score),
            intent_score: of(|dependencies| &dependencies.intent_score),
        };
        let decisive = could_change.best
            || [
                &could_change.status,
                &could_change.tier,
                &could_change.intent_tier,
                &could_change.stage,
                &could_change.verdicts,
            ]
            .into_iter()
            .any(|icps| !icps.is_empty());
        if !decisive && could_change.score.is_empty() && could_change.intent_score.is_empty() {
            return None;
        }
        let flag = |flags: &[bool], at: usize| flags.get(at).copied().unwrap_or_default();
        let settled = |icp: usize| self.met.outlooks.get(icp).is_none_or(Outlook::settles);
        let in_status =
            |icp: usize| self.dependencies.get(icp).is_some_and(|dependencies| has(&dependencies.status));
        let settles = self.ids(|icp| flag(&influence.settles, icp) && !settled(icp) && in_status(icp));
        let (headline, all, decides) = self.shares(at, influence);
        let matters = if decisive { Matters::Decision } else { Matters::Score };
        let rank = Rank { matters, best: could_change.best, settles: settles.len(), headline, all };
        let question = Question {
            attribute: known.name.to_string(),
            title: known.title.as_deref().map(str::to_owned),
            between: match self.input.record.fields.get(at) {
                Some(Field::Interval(interval)) => Some(*interval),
                _ => None,
            },
            matters,
            could_change,
            settles,
            decides,
        };
        Some((rank, question))
    }

    /// The parts of the bounds that rest on an attribute: of the headline icp, of all icps as shares of their widths
    /// added up, and of each.
    fn shares(&self, attribute: usize, influence: &Influence) -> (f64, f64, Vec<Share>) {
        let (mut headline, mut all, mut each) = (0.0, 0.0, Vec::new());
        for (at, (by, widths)) in influence.decides.iter().zip(&self.base.widths).enumerate() {
            let Some(dependencies) = self.dependencies.get(at) else { continue };
            let has = |of: &Attributes| of.get(attribute).copied().unwrap_or_default();
            let [fit, intent] = *by;
            let score = if has(&dependencies.score) { fit } else { 0.0 };
            let intent_score = if has(&dependencies.intent_score) { intent } else { 0.0 };
            if score <= 0.0 && intent_score <= 0.0 {
                continue;
            }
            if self.input.scratch.headline() == Some(at) {
                headline = score;
            }
            for (by, width) in [score, intent_score].into_iter().zip(widths) {
                all += if *width > 0.0 { by / width } else { 0.0 };
            }
            let icp = self.model_icp(at).map_or(String::new(), |icp| icp.id.to_string());
            each.push(Share { icp, score, intent_score });
        }
        (headline, all, each)
    }
}
