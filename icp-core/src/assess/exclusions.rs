//! The exclusions that hold for an account, and those that may, with their words, their values and what would lift them.

use super::inputs::Inputs;
use super::lift::Lifts;
use super::missing::Attributes;
use super::{AssessmentInput, ExclusionNote};
use crate::model::Icp;
use crate::plan::IcpPlan;
use crate::value::Truth;

impl<'a> AssessmentInput<'a, '_> {
    /// Those that hold, and those that may.
    pub(crate) fn exclusions(
        &self,
        plan: &IcpPlan,
        icp: &'a Icp,
        inputs: &Inputs<'_, 'a, '_>,
        missing: &mut Attributes,
    ) -> (Vec<ExclusionNote<'a>>, Vec<ExclusionNote<'a>>) {
        let (mut holding, mut possible) = (Vec::new(), Vec::new());
        for (exclusion, names) in
            plan.exclusions.iter().zip(self.definition.exclusions.iter().chain(&icp.exclusions))
        {
            let at = exclusion.condition;
            let Some(check) = self.plan.conditions.get(at as usize) else { continue };
            let Some(open) = self.plan.open_condition(at) else { continue };
            let mut settling = Attributes::default();
            self.missing().condition(open, &mut settling);
            missing.extend(settling.items());
            let truth = check.truth(self.scratch.cells());
            // A value for a blank may make it hold.
            if truth == Truth::False && settling.items().is_empty() {
                continue;
            }
            let Some(texts) = self.texts.exclusion(at) else { continue };
            let lifts = Lifts { definition: self.definition, texts: self.texts, missing: self.missing() };
            let note = ExclusionNote {
                id: (&*names.id).into(),
                reason: (&*names.reason).into(),
                missing: self.missing().names(settling.items()),
                when: (&*texts.when).into(),
                inputs: inputs.of(&texts.reads),
                lift: lifts.of(check, texts),
            };
            if truth == Truth::True { &mut holding } else { &mut possible }.push(note);
        }
        (holding, possible)
    }
}
