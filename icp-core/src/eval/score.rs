//! One record scored: located, added up, divided, and judged.

use super::sum::add_up;
use super::total::card_score;
use super::{CardScore, IcpScore, IcpStatus, ReasonCode, Scratch, locate};
use crate::account::{Field, Record};
use crate::error::AccountError;
use crate::plan::{Card, Gate, GateTest, IcpPlan, Plan};
use crate::value::{AttributeType, Date};

/// Scores a record; the scratch then holds everything that was found.
pub(crate) fn evaluate(
    plan: &Plan,
    record: &Record<'_>,
    as_of: Date,
    scratch: &mut Scratch,
) -> Result<(), AccountError> {
    check(plan, record)?;
    evaluate_own(plan, record, as_of, scratch);
    Ok(())
}

/// [`evaluate`] of a record that is known to be of this plan.
pub(crate) fn evaluate_own(plan: &Plan, record: &Record<'_>, as_of: Date, scratch: &mut Scratch) {
    if !scratch.fits(plan) {
        *scratch = Scratch::new(plan);
    }
    scratch.set_as_of(plan, as_of);
    locate::locate(plan, &record.fields, scratch);
    evaluate_located(plan, &record.fields, as_of, scratch);
}

/// Scores what the cells and the numbers of the scratch say. Of the fields only those are looked at that hold events.
pub(crate) fn evaluate_located(plan: &Plan, fields: &[Field<'_>], as_of: Date, scratch: &mut Scratch) {
    add_up(plan, fields, as_of, scratch);
    evaluate_summed(plan, scratch);
}

/// Sets the flags that the cells of the scratch say, for a plan whose rules look at no value.
pub(crate) fn set_flags(plan: &Plan, as_of: Date, scratch: &mut Scratch) {
    add_up(plan, &[], as_of, scratch);
}

/// Scores what the sums and flags of the scratch say.
pub(crate) fn evaluate_summed(plan: &Plan, scratch: &mut Scratch) {
    scratch.scores.clear();
    for icp in &plan.icps {
        let score = icp_score(plan, icp, scratch);
        scratch.scores.push(score);
    }
    scratch.best = best(plan, &scratch.scores);
}

/// A record is tied to the model that read it.
pub(crate) fn check(plan: &Plan, record: &Record<'_>) -> Result<(), AccountError> {
    let fields = &record.fields;
    let fits = |(input, field): (&crate::plan::Input, &Field<'_>)| match field {
        Field::Missing => true,
        Field::None => input.takes.none,
        Field::Interval(_) => input.takes.intervals,
        Field::Number(_) => input.kind == AttributeType::Number,
        Field::Text(_) => input.kind == AttributeType::Text,
        Field::Bool(_) => input.kind == AttributeType::Bool,
        Field::Date(_) => input.kind == AttributeType::Date,
        Field::Set(_) | Field::Joined(_) => input.kind == AttributeType::Set,
        Field::Events(_) => input.kind == AttributeType::Events,
    };
    if fields.len() == plan.inputs.len() && plan.inputs.iter().zip(fields).all(fits) {
        return Ok(());
    }
    Err(AccountError::record(
        "account.shape",
        "a record that this model has read",
        "a record of another model",
    ))
}

fn icp_score(plan: &Plan, icp: &IcpPlan, scratch: &mut Scratch) -> IcpScore {
    let nothing = CardScore { score: None, bounds: None, coverage: 0.0, tier: None };
    let Some(card) = plan.cards.get(icp.fit) else {
        let (status, reason) = (IcpStatus::InsufficientData, ReasonCode::NothingKnown);
        return IcpScore { status, reason, fit: nothing, intent: None, stage: None };
    };
    let mut fit = card_score(plan, card, scratch);
    let mut intent = icp.intent.and_then(|at| plan.cards.get(at)).map(|card| {
        let score = card_score(plan, card, scratch);
        // Without what is required there is no intent to speak of.
        let tier = match score.tier {
            Some(_) if card.unmet.any(&scratch.flags) => card.tiers.len().checked_sub(1),
            tier => tier.filter(|_| !card.open.any(&scratch.flags)),
        };
        CardScore { tier, ..score }
    });
    let (status, reason) = status(icp, card, &fit, &scratch.flags);
    if matches!(status, IcpStatus::Disqualified | IcpStatus::InsufficientData) {
        fit.tier = None;
    }
    let stage = match status {
        IcpStatus::Disqualified => {
            if let Some(intent) = &mut intent {
                intent.tier = None;
            }
            None
        }
        IcpStatus::Qualified | IcpStatus::Unqualified | IcpStatus::InsufficientData => {
            let matches = |wanted: &[usize], tier: Option<usize>| {
                wanted.is_empty() || tier.is_some_and(|tier| wanted.contains(&tier))
            };
            let reached = intent.and_then(|intent| intent.tier);
            let treated = icp.treated_tier(reason, fit.tier, card.tiers.len());
            icp.stages.iter().position(|s| matches(&s.fit, treated) && matches(&s.intent, reached))
        }
    };
    IcpScore { status, reason, fit, intent, stage }
}

/// The numbers of one icp by what the cells and the numbers of the scratch say.
pub(crate) fn evaluate_icp(
    plan: &Plan,
    fields: &[Field<'_>],
    as_of: Date,
    icp: &IcpPlan,
    scratch: &mut Scratch,
) -> IcpScore {
    add_up(plan, fields, as_of, scratch);
    icp_score(plan, icp, scratch)
}

/// The places of the exclusions of an icp that hold for the record that was scored last.
pub(crate) fn excluded_by<'s>(icp: &'s IcpPlan, scratch: &'s Scratch) -> impl Iterator<Item = usize> + 's {
    let holds =
        |e: &crate::plan::ExclusionPlan| e.flags.holds.is_some_and(|flag| flag.is_set(&scratch.flags));
    icp.exclusions.iter().enumerate().filter(move |(_, exclusion)| holds(exclusion)).map(|(at, _)| at)
}

/// The status of an icp, by the first gate that decides.
pub(super) fn status(icp: &IcpPlan, card: &Card, fit: &CardScore, flags: &[u64]) -> (IcpStatus, ReasonCode) {
    let decides = |gate: Gate| match gate.test(icp, card) {
        GateTest::AnyOf(own) => own.first(flags),
        GateTest::NoScore => fit.score.is_none().then_some(0),
        GateTest::LowCoverage => fit.tier.is_none().then_some(0),
        GateTest::Always => fit.tier,
    };
    let decided = Gate::IN_ORDER.into_iter().find_map(|gate| Some((gate, decides(gate)?)));
    // INVARIANT: without a tier, low coverage has decided.
    let (gate, place) = decided.unwrap_or((Gate::LowCoverage, 0));
    (gate.status(icp.qualifies(place)), gate.reason(place))
}

fn best(plan: &Plan, scores: &[IcpScore]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (index, score) in scores.iter().enumerate() {
        if score.status != IcpStatus::Qualified {
            continue;
        }
        match best.and_then(|best| scores.get(best)) {
            None => best = Some(index),
            Some(first) if plan.by_score && score.fit.score > first.fit.score => best = Some(index),
            Some(_) => {}
        }
        if !plan.by_score {
            break;
        }
    }
    best
}
