//! One account whose values are replaced and scored: located, added up and judged as those of a record are. Nothing here says what
//! a rule gives. The search, and the solving for numbers, are more of its methods.

use super::candidate::{Candidate, Source};
use super::gap::Gap;
use super::goal::Aim;
use super::named::Named;
use super::relations::Relations;
use crate::account::Field;
use crate::eval::{self, IcpScore, Scratch, counted_by};
use crate::model::Definition;
use crate::plan::{HappenedTest, IcpPlan, Plan};
use crate::value::{AttributeType, Date};

/// The most accounts that are scored in one search.
const WORK: u32 = 150_000;

/// One account, the goal, and what is tried.
pub(super) struct Search<'a> {
    pub(super) definition: &'a Definition,
    pub(super) plan: &'a Plan,
    pub(super) icp: &'a IcpPlan,
    pub(super) aim: Aim,
    pub(super) as_of: Date,
    /// The values of the account.
    pub(super) now: &'a [Field<'a>],
    /// The values that are tried. Only those that rules look at themselves are kept up to date.
    fields: Vec<Field<'a>>,
    pub(super) scratch: Scratch,
    pub(super) relations: Relations,
    pub(super) named: Vec<Named<'a>>,
    /// For each attribute that is no number and no day, its candidates, once they have been asked for.
    candidates: Vec<Option<Vec<Candidate>>>,
    /// For each attribute, one of all candidates that act alike, the nearest, once they have been asked for.
    pub(super) distinct: Vec<Option<Vec<Candidate>>>,
    /// Attributes whose values rules look at themselves.
    by_value: Vec<bool>,
    has_joint: bool,
    /// How many more accounts may be scored.
    pub(super) left: u32,
    /// Why a set may have been left out.
    pub(super) gaps: Vec<Gap>,
}

/// Values of other attributes with which a value is tried.
pub(super) type Context = Vec<(usize, Field<'static>)>;

impl<'a> Search<'a> {
    pub(super) fn new(
        definition: &'a Definition,
        plan: &'a Plan,
        icp: &'a IcpPlan,
        aim: Aim,
        now: &'a [Field<'a>],
        as_of: Date,
        scratch: Scratch,
    ) -> Self {
        let named = definition.icps.get(icp.index).map(|of| Named::of(definition, of)).unwrap_or_default();
        let mut by_value = vec![false; plan.inputs.len()];
        for at in plan.by_value() {
            by_value.get_mut(at).into_iter().for_each(|flag| *flag = true);
        }
        Self {
            definition,
            plan,
            icp,
            aim,
            as_of,
            now,
            fields: now.to_vec(),
            scratch,
            relations: Relations::new(plan, icp, definition),
            named,
            candidates: vec![None; plan.inputs.len()],
            distinct: vec![None; plan.inputs.len()],
            by_value,
            has_joint: !plan.derived.is_empty() || !plan.computed.is_empty(),
            left: WORK,
            gaps: Vec::new(),
        }
    }

    /// Gives an attribute a value.
    pub(super) fn put(&mut self, at: usize, field: &Field<'static>) {
        eval::locate_field(self.plan, at, field, &mut self.scratch);
        if self.by_value.get(at).copied().unwrap_or_default()
            && let Some(place) = self.fields.get_mut(at)
        {
            place.clone_from(field);
        }
    }

    /// Gives an attribute the value of the account again.
    pub(super) fn put_back(&mut self, at: usize) {
        let Some(field) = self.now.get(at) else { return };
        eval::locate_field(self.plan, at, field, &mut self.scratch);
        if let Some(place) = self.fields.get_mut(at) {
            place.clone_from(field);
        }
    }

    /// Locates what rests on several attributes.
    pub(super) fn locate_joint(&mut self) {
        if self.has_joint {
            eval::locate_joint(self.plan, &self.fields, &mut self.scratch);
        }
    }

    /// The numbers of the icp for the values that are tried.
    pub(super) fn score(&mut self) -> IcpScore {
        self.locate_joint();
        eval::evaluate_icp(self.plan, &self.fields, self.as_of, self.icp, &mut self.scratch)
    }

    /// Whether the values that are tried reach the goal.
    pub(super) fn reaches(&mut self) -> bool {
        let Some(left) = self.left.checked_sub(1) else { return false };
        self.left = left;
        let score = self.score();
        self.aim.is_met(&score)
    }

    /// Whether a value reaches the goal with all of these values of other attributes.
    pub(super) fn holds(&mut self, at: usize, field: &Field<'static>, contexts: &[Context]) -> bool {
        if let [only] = contexts {
            // Then the others have their values already.
            debug_assert!(only.iter().all(|(other, _)| *other != at));
            self.put(at, field);
            return self.reaches();
        }
        contexts.iter().all(|context| {
            context.iter().for_each(|(other, field)| self.put(*other, field));
            self.put(at, field);
            self.reaches()
        })
    }

    /// Candidates of an attribute that is no number and no day.
    pub(super) fn listed(&mut self, at: usize) -> Vec<Candidate> {
        if let Some(Some(known)) = self.candidates.get(at) {
            return known.clone();
        }
        let found = match (self.definition.attributes.get(at), self.named.get(at), self.now.get(at)) {
            (Some(attribute), Some(named), Some(now)) => {
                let source = Source {
                    plan: self.plan,
                    attribute,
                    at,
                    named,
                    now,
                    fields: self.now,
                    as_of: self.as_of,
                };
                source.candidates(&mut self.scratch)
            }
            _ => Vec::new(),
        };
        if let Some(place) = self.candidates.get_mut(at) {
            *place = Some(found.clone());
        }
        found
    }

    /// Whether the attribute lies on a line.
    pub(super) fn is_line(&self, at: usize) -> bool {
        let kind = self.definition.attributes.get(at).map(|attribute| attribute.kind);
        matches!(kind, Some(AttributeType::Number | AttributeType::Date))
    }

    /// The value of an attribute that is tried.
    pub(super) fn tried(&self, at: usize) -> Option<&Field<'_>> {
        self.fields.get(at)
    }

    /// The sum of the counts of events that a test counts, with the values that are tried.
    pub(super) fn counted(&self, test: &HappenedTest) -> Option<f64> {
        counted_by(test, &self.fields, &self.scratch).map(|(sum, _)| sum)
    }
}
