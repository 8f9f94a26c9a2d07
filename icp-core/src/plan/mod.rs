//! The compiled model: cells and tables, nothing that runs.
//!
//! Each attribute's domain is cut into finitely many *cells* by the constants that the model mentions. A
//! *slot* is one such cutting; a record is located once, giving a cell for each slot, and cell 0 is always
//! *missing*. Whatever rests on a few slots is a table over their cells ([`Group`]).
//!
//! INVARIANT: cells written by the locators are below the slot's `cells`; `compile` sizes every table by them.

mod axis;
mod card;
mod check;
mod criterion;
mod curve;
mod decide;
mod flags;
mod formula;
mod gate;
mod group;
mod hosts;
mod input;
mod label;
mod limit;
mod lookup;
mod most;
mod names;
mod pattern;
mod phrases;
pub(crate) mod run;
mod shares;
mod short_texts;
mod status;
mod sum;

pub(crate) use axis::Axis;
pub(crate) use card::{Card, ExclusionPlan, IcpPlan, ScalePlan, StagePlan, TierPlan};
pub(crate) use check::{Check, Count};
pub(crate) use criterion::{
    Applies, Branch, ByValue, CriterionPlan, DecayPlan, Decided, Fade, FadingEvent, Outcome, Reading,
    RulePlan, State, UnknownCounts,
};
pub(crate) use curve::CurvePlan;
pub(crate) use decide::{state_of, truth_in};
pub(crate) use flags::{Flag, GateFlags, TruthFlags};
pub(crate) use formula::{Derived, FormulaPlan};
pub(crate) use gate::{Gate, GateTest};
pub(crate) use group::{Group, Rows, SmallTotals, TOTALS, Total, Totals, to_large, to_small};
pub(crate) use hosts::Hosts;
pub(crate) use input::{
    Binning, ComputedSlot, EventsCounted, HappenedTest, Input, SlotId, SlotTest, Takes, cell,
};
pub(crate) use label::{LabelCheck, LabelPlan, NumberCheck, ResultCheck};
pub(crate) use limit::{Between, End, LimitEffect, LimitPlan, limited, rounded, times, within};
pub(crate) use lookup::{Lookup, mixed};
pub(crate) use names::{Found, Names};
pub(crate) use pattern::Pattern;
#[cfg(all(feature = "deferred", not(feature = "regex")))]
pub(crate) use pattern::deferred::enable as enable_patterns;
pub(crate) use phrases::{PHRASES, Phrase, PhraseSet};
pub(crate) use shares::{MeanBuffers, Share, Shares};
pub(crate) use short_texts::{ShortTextTable, fold_word};
pub use status::{IcpStatus, ReasonCode};
pub(crate) use sum::{ListedBits, SlotSum, SpreadItem, SumPlan, found, has};

/// How many buckets there are: small ones, whose weights always count and whose sums fit 32 bits, and large ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Buckets {
    pub(crate) small: usize,
    pub(crate) large: usize,
}

/// A compiled model: complete, immutable, shared between threads.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Record keys to attributes.
    pub(crate) names: Names,
    /// The attributes, in the order of the model.
    pub(crate) inputs: Vec<Input>,
    /// Number attributes with a formula, in an order in which each comes after what it uses.
    pub(crate) derived: Vec<Derived>,
    /// Slots for what cells cannot answer: happened tests and comparisons.
    pub(crate) computed: Vec<ComputedSlot>,
    /// The number of cells of each slot.
    pub(crate) cells: Vec<u32>,
    /// How many of them are for missing, for one value, and for none; those of runs come after them.
    pub(crate) singles: Vec<u32>,
    /// The cell of each slot that is for no value, if it has one.
    pub(crate) none_cells: Vec<Option<u32>>,
    /// The attributes behind each slot (two for a comparison).
    pub(crate) slot_attributes: Vec<Box<[u32]>>,
    /// Spans counted back from the as-of date; binnings refer to ranges of them.
    pub(crate) spans: Vec<crate::value::Span>,
    /// Tables.
    pub(crate) groups: Vec<Group>,
    /// All criteria of all scorecards.
    pub(crate) criteria: Vec<CriterionPlan>,
    /// Criteria that are not in a table, by index.
    pub(crate) loose_criteria: Vec<u32>,
    /// Criteria whose points depend on more than cells, by index.
    pub(crate) valued: Vec<u32>,
    /// Conditions outside of criteria: exclusions, tiers, verdicts.
    pub(crate) conditions: Vec<Check>,
    /// The same as the bounds read them, where that differs: `known` on a missing attribute is open.
    pub(crate) open_conditions: Vec<Option<Check>>,
    /// Conditions that are not in a table: condition, flag when true, flag when unknown.
    pub(crate) loose_conditions: Vec<(u32, TruthFlags)>,
    /// Scorecards: each icp's fit, then its intent if it has one.
    pub(crate) cards: Vec<Card>,
    /// Profiles, best priority first.
    pub(crate) icps: Vec<IcpPlan>,
    /// Buckets of all scorecards: small ones and large ones.
    pub(crate) buckets: Buckets,
    /// 64-bit words of flags.
    pub(crate) flag_words: usize,
    /// Whether the best icp is chosen by score.
    pub(crate) by_score: bool,
}

impl Plan {
    /// Attributes whose values are needed, not only their cells and numbers.
    pub(crate) fn by_value(&self) -> Vec<usize> {
        // Where a number is needed that may be known in part only, it is more than a number.
        let in_part = |input: &Input| input.derived && input.takes.in_part();
        let inputs = self.inputs.iter().enumerate().filter(|(_, input)| in_part(input));
        let mut attributes: Vec<usize> = inputs.map(|(at, _)| at).collect();
        attributes.extend(self.by_rule_value());
        let is_used = |at: u32| self.inputs.get(at as usize).is_some_and(|input| input.used);
        let used = self.derived.iter().filter(|derived| is_used(derived.attribute));
        attributes.extend(used.flat_map(|derived| derived.by_value.iter().map(|at| *at as usize)));
        attributes
    }

    /// Those whose values a rule looks at.
    pub(crate) fn by_rule_value(&self) -> Vec<usize> {
        let mut attributes = Vec::new();
        for slot in &self.computed {
            match &slot.test {
                SlotTest::Happened(test) => attributes.push(test.attribute as usize),
                SlotTest::Compare { left, right, .. } => attributes.extend([*left as usize, *right as usize]),
            }
        }
        for criterion in self.valued.iter().filter_map(|index| self.criteria.get(*index as usize)) {
            match criterion.reading.rule.by_value() {
                Some(rule @ ByValue::Decay(_)) => attributes.push(rule.attribute() as usize),
                // A curve reads its number, which is located.
                Some(ByValue::Curve(_)) | None => {}
            }
        }
        attributes
    }

    /// The criteria whose points fade, in order, by index.
    pub(crate) fn fading(&self) -> impl Iterator<Item = (usize, &DecayPlan)> {
        let of = |index: &u32| match self.criteria.get(*index as usize)?.reading.rule.by_value() {
            Some(ByValue::Decay(decay)) => Some((*index as usize, decay)),
            Some(ByValue::Curve(_)) | None => None,
        };
        self.valued.iter().filter_map(of)
    }

    /// The cell of a slot that is for no value, if it has one.
    pub(crate) fn none_cell(&self, slot: SlotId) -> Option<u32> {
        self.none_cells.get(slot as usize).copied().flatten()
    }

    /// Whether an attribute may be known in part.
    pub(crate) fn in_part(&self) -> bool {
        self.inputs.iter().any(|input| input.takes.in_part())
    }

    /// A condition as the bounds read it.
    pub(crate) fn open_condition(&self, condition: u32) -> Option<&Check> {
        let open = self.open_conditions.get(condition as usize).and_then(Option::as_ref);
        open.or_else(|| self.conditions.get(condition as usize))
    }
}
