//! Visits the conditions, tests and attributes of a model document, with their paths. Kinds of findings call it.

use crate::model::{Condition, Criterion, Definition, Exclusion, Icp, Rule, Scorecard, Test, Verdict};
use crate::source::Path;

/// Visits every condition but those of disabled icps; named ones and those of a shared criterion once, whether they are used
/// or not.
pub(crate) fn conditions<'a>(definition: &'a Definition, visit: &mut dyn FnMut(&Path, &'a Condition)) {
    conditions_of(definition, definition.scored_icps(), visit);
}

/// The same with those of disabled icps, for whoever asks for what nothing uses.
pub(super) fn all_conditions<'a>(definition: &'a Definition, visit: &mut dyn FnMut(&Path, &'a Condition)) {
    conditions_of(definition, definition.icps.iter().enumerate(), visit);
}

fn conditions_of<'a>(
    definition: &'a Definition,
    icps: impl Iterator<Item = (usize, &'a Icp)>,
    visit: &mut dyn FnMut(&Path, &'a Condition),
) {
    let root = Path::root();
    for named in &definition.conditions {
        visit(&root.key("conditions").key(&named.name), &named.condition);
    }
    exclusions(&definition.exclusions, &root.key("exclusions"), visit);
    for shared in &definition.criteria {
        criterion_conditions(&shared.criterion, &root.key("criteria").key(&shared.criterion.id), visit);
    }
    for (index, icp) in icps {
        let path = root.key("icps").index(index);
        exclusions(&icp.exclusions, &path.key("exclusions"), visit);
        card(&icp.fit, &path.key("fit"), visit);
        icp.intent.iter().for_each(|intent| card(intent, &path.key("intent"), visit));
        for (index, stage) in icp.stages.iter().enumerate() {
            verdicts(&stage.verdicts, &path.key("stages").index(index), visit);
        }
        for (index, label) in icp.labels.iter().enumerate() {
            let path = path.key("labels").index(index).key("first");
            for (index, entry) in label.first.iter().enumerate() {
                entry.when.iter().for_each(|when| visit(&path.index(index).key("when"), when));
            }
        }
    }
}

fn exclusions<'a>(list: &'a [Exclusion], path: &Path, visit: &mut dyn FnMut(&Path, &'a Condition)) {
    for (index, exclusion) in list.iter().enumerate() {
        let path = path.index(index);
        visit(&path.key("when"), &exclusion.when);
        exclusion.unless.iter().for_each(|unless| visit(&path.key("unless"), unless));
    }
}

fn card<'a>(card: &'a Scorecard, path: &Path, visit: &mut dyn FnMut(&Path, &'a Condition)) {
    for (index, criterion) in card.criteria.iter().enumerate() {
        if criterion.uses.is_none() {
            criterion_conditions(criterion, &rule_path(criterion, path, index), visit);
        }
    }
    for (index, limit) in card.limits.iter().enumerate() {
        if let Some(when) = &limit.when {
            visit(&path.key("limits").index(index).key("when"), when);
        }
    }
    for (index, tier) in card.tiers.iter().enumerate() {
        let path = path.key("tiers").index(index);
        tier.when.iter().for_each(|when| visit(&path.key("when"), when));
        verdicts(&tier.verdicts, &path, visit);
    }
}

/// Where the rule of a criterion is written: with the shared criteria, if it is one of them.
pub(crate) fn rule_path(criterion: &Criterion, card: &Path, index: usize) -> Path {
    match &criterion.uses {
        Some(uses) => Path::root().key("criteria").key(&uses.name),
        None => card.key("criteria").index(index),
    }
}

fn verdicts<'a>(list: &'a [Verdict], path: &Path, visit: &mut dyn FnMut(&Path, &'a Condition)) {
    for (index, verdict) in list.iter().enumerate() {
        let path = path.key("verdicts").index(index);
        verdict.when.iter().for_each(|when| visit(&path.key("when"), when));
    }
}

/// The conditions of one criterion.
pub(super) fn criterion_conditions<'a>(
    criterion: &'a Criterion,
    path: &Path,
    visit: &mut dyn FnMut(&Path, &'a Condition),
) {
    criterion.applies_when.iter().for_each(|when| visit(&path.key("applies_when"), when));
    match &criterion.rule {
        Rule::Fit { fit, misfit, .. } => {
            visit(&path.key("fit"), fit);
            misfit.iter().for_each(|misfit| visit(&path.key("misfit"), misfit));
        }
        Rule::Bands { bands, .. } => {
            for (index, band) in bands.iter().enumerate() {
                visit(&path.key("bands").index(index).key("when"), &band.when);
            }
        }
        Rule::Table { .. }
        | Rule::Curve { .. }
        | Rule::Linear { .. }
        | Rule::PerMatch { .. }
        | Rule::Decay { .. } => {}
    }
}

/// Visits every condition of which a condition is made, itself first; not what stands behind a name.
pub(super) fn parts<'a>(condition: &'a Condition, visit: &mut dyn FnMut(&'a Condition)) {
    visit(condition);
    match condition {
        Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
            of.iter().for_each(|part| parts(part, visit));
        }
        Condition::Not(part) => parts(part, visit),
        Condition::Named { .. } | Condition::Result(_) | Condition::Test { .. } => {}
    }
}

/// Visits every test that is written in a condition. Those behind a name are in another one, which [`conditions`] visits too.
pub(crate) fn own_tests<'a>(condition: &'a Condition, visit: &mut dyn FnMut(usize, &'a Test)) {
    parts(condition, &mut |part| {
        if let Condition::Test { attribute, test } = part {
            visit(*attribute, test);
        }
    });
}

/// Visits every test of a condition, also those behind names.
pub(crate) fn tests<'a>(condition: &'a Condition, visit: &mut dyn FnMut(usize, &'a Test)) {
    parts(condition, &mut |part| match part {
        Condition::Test { attribute, test } => visit(*attribute, test),
        Condition::Named { condition, .. } => tests(condition, visit),
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::AtLeast { .. }
        | Condition::Result(_) => {}
    });
}

/// The attributes that a criterion looks at; those behind a formula are not among them.
pub(crate) fn criterion_attributes(criterion: &Criterion, visit: &mut dyn FnMut(usize)) {
    criterion_conditions(criterion, &Path::root(), &mut |_, condition| {
        condition_attributes(condition, visit);
    });
    criterion.rule.attribute().into_iter().for_each(visit);
}

/// The attributes that a condition looks at.
pub(super) fn condition_attributes(condition: &Condition, visit: &mut dyn FnMut(usize)) {
    tests(condition, &mut |attribute, test| {
        visit(attribute);
        if let Test::Compare { other, .. } = test {
            visit(*other);
        }
    });
}

/// These attributes and, through formulas, those that they are made of.
pub(crate) fn with_inputs(definition: &Definition, mut attributes: Vec<usize>) -> Vec<usize> {
    let mut at = 0;
    while let Some(attribute) = attributes.get(at).copied() {
        let formula = definition.attributes.get(attribute).and_then(|known| known.formula.as_ref());
        if let Some((_, formula)) = formula {
            formula.attributes(&mut |input| {
                if !attributes.contains(&input) {
                    attributes.push(input);
                }
            });
        }
        at += 1;
    }
    attributes
}
