//! Labels as checks: what looks at attributes is a condition of the plan, what looks at the icp's own result stays beside it.

use super::checks::{KnownTest, all, any, read};
use super::slots::Slots;
use crate::model::{Condition, Icp, Label, NumberTest, ResultStatus, ResultTest};
use crate::plan::{Check, IcpStatus, LabelCheck, LabelPlan, NumberCheck, ResultCheck};

/// The plans of the labels of an icp. `add` makes a check a condition of the plan, and gives its number.
pub(super) fn labels(slots: &Slots, icp: &Icp, add: &mut dyn FnMut(Check) -> u32) -> Box<[LabelPlan]> {
    let mut compiler = Compiler { slots, icp, add };
    icp.labels.iter().map(|label| compiler.label(label)).collect()
}

struct Compiler<'c> {
    slots: &'c Slots,
    icp: &'c Icp,
    add: &'c mut dyn FnMut(Check) -> u32,
}

impl Compiler<'_> {
    fn label(&mut self, label: &Label) -> LabelPlan {
        label.first.iter().map(|entry| entry.when.as_ref().map(|when| self.check(when))).collect()
    }

    fn check(&mut self, condition: &Condition) -> LabelCheck {
        match condition {
            Condition::Result(test) => LabelCheck::Result(self.result(test)),
            _ if !asks_result(condition) => {
                let check = read(self.slots, condition, KnownTest::Decided);
                LabelCheck::Condition((self.add)(check))
            }
            Condition::All(of) => LabelCheck::All(self.parts(of, all)),
            Condition::Any(of) => LabelCheck::Any(self.parts(of, any)),
            Condition::Not(part) => LabelCheck::Not(Box::new(self.check(part))),
            Condition::AtLeast { n, of } => {
                LabelCheck::AtLeast { n: *n, of: of.iter().map(|part| self.check(part)).collect() }
            }
            // INVARIANT: they ask nothing of a result, so they are conditions of the plan.
            Condition::Named { .. } | Condition::Test { .. } => LabelCheck::Any(Box::default()),
        }
    }

    /// Parts that ask nothing of the result are one condition, so that those on one number are read together.
    fn parts(&mut self, of: &[Condition], join: fn(Vec<Check>) -> Check) -> Box<[LabelCheck]> {
        let (own, plain): (Vec<&Condition>, Vec<&Condition>) = of.iter().partition(|part| asks_result(part));
        let plain: Vec<Check> =
            plain.into_iter().map(|part| read(self.slots, part, KnownTest::Decided)).collect();
        let mut parts = Vec::new();
        if !plain.is_empty() {
            parts.push(LabelCheck::Condition((self.add)(join(plain))));
        }
        parts.extend(own.into_iter().map(|part| self.check(part)));
        parts.into()
    }

    fn result(&self, test: &ResultTest) -> ResultCheck {
        let ResultTest { tier, status, stage, intent_tier, score, coverage, intent_score } = test;
        let tiers = self.icp.fit.tiers.iter().map(|tier| &*tier.id);
        let stages = self.icp.stages.iter().map(|stage| &*stage.id);
        let intent_tiers = self.icp.intent.iter().flat_map(|card| &card.tiers).map(|tier| &*tier.id);
        ResultCheck {
            tiers: places(tier, &tiers),
            statuses: status.iter().map(|status| of_word(*status)).collect(),
            stages: places(stage, &stages),
            intent_tiers: places(intent_tier, &intent_tiers),
            score: numbers(score),
            coverage: numbers(coverage),
            intent_score: numbers(intent_score),
        }
    }
}

/// Whether a condition looks at the result somewhere.
fn asks_result(condition: &Condition) -> bool {
    match condition {
        Condition::Result(_) => true,
        Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => of.iter().any(asks_result),
        Condition::Not(part) => asks_result(part),
        // A condition with a name belongs to no icp.
        Condition::Named { .. } | Condition::Test { .. } => false,
    }
}

fn of_word(status: ResultStatus) -> IcpStatus {
    match status {
        ResultStatus::Qualified => IcpStatus::Qualified,
        ResultStatus::Unqualified => IcpStatus::Unqualified,
        ResultStatus::Disqualified => IcpStatus::Disqualified,
        ResultStatus::InsufficientData => IcpStatus::InsufficientData,
    }
}

/// The places of some ids among all of them.
fn places<'i>(named: &[Box<str>], all: &(impl Iterator<Item = &'i str> + Clone)) -> Box<[usize]> {
    named.iter().filter_map(|id| all.clone().position(|known| *known == **id)).collect()
}

fn numbers(tests: &[NumberTest]) -> Box<[NumberCheck]> {
    let one = |test: &NumberTest| {
        let (intervals, wanted) = test.intervals();
        NumberCheck { intervals: intervals.into(), wanted }
    };
    tests.iter().map(one).collect()
}
