//! Writes scorecards, tiers, verdicts and stages as nodes of a document, for the canonical form of a model.

use super::condition::condition;
use super::criterion::{criterion, if_unknown};
use super::tree::{Object, count, list, micro, pair, text};
use crate::draft::Node;
use crate::model::{
    Attribute, Criterion, Limit, ReasonCodes, Requires, Scale, Scorecard, Stage, Tier, Verdict,
};
use crate::sort::Index;
use crate::value::{Micro, Rounding};

/// The object of `fit` or `intent`.
pub(super) fn scorecard(scorecard: &Scorecard, attributes: &[Attribute]) -> Node {
    let Scorecard {
        dimensions,
        criteria,
        weights,
        limits,
        scale,
        tiers,
        min_coverage,
        if_unknown: unknown,
        reason_codes,
    } = scorecard;
    let mut object = Object::default();
    if let Scale::Points { base, min, max } = scale {
        let mut inner = Object::default();
        inner.put_unless("base", *base, Micro::ZERO);
        inner.put_some("min", min.map(micro));
        inner.put_some("max", max.map(micro));
        object.put("scale", pair("points", inner.node()));
    }
    let listed = dimensions.iter().map(|dimension| {
        let mut inner = Object::default();
        inner.put("id", text(&dimension.id));
        inner.put_text("name", dimension.name.as_deref());
        inner.put_text("description", dimension.description.as_deref());
        inner.put_some("share", dimension.share.map(micro));
        inner.put_some("full", dimension.full.map(micro));
        let to = dimension.when_empty.iter().filter_map(|at| Some(text(&dimensions.get(*at)?.id)));
        let to: Vec<Node> = to.collect();
        inner.put_some("when_empty", (!to.is_empty()).then(|| pair("to", list(to))));
        inner.put_some("cap", dimension.cap.map(micro));
        inner.node()
    });
    object.put_list("dimensions", listed.collect());
    object.put_unless("min_coverage", *min_coverage, Micro::ZERO);
    object.put_some("if_unknown", unknown.map(if_unknown));
    object.put_some("reason_codes", reason_codes.map(asked_reasons));
    let listed = criteria.iter().filter(|line| line.uses.as_ref().is_none_or(|uses| !uses.by_weights));
    let lines = listed.map(|line| {
        let weighed = weights.iter().any(|(id, _)| *id == line.id);
        criterion(line, weighed, dimensions, attributes)
    });
    object.put_list("criteria", lines.collect());
    let mut inner = Object::default();
    weights.iter().for_each(|(id, weight)| inner.put(id, micro(*weight)));
    object.put_some("weights", (!weights.is_empty()).then(|| inner.node()));
    object.put_list("limits", limits.iter().map(|limit| one_limit(limit, attributes)).collect());
    object.put("tiers", list(tiers.iter().map(|tier| one_tier(tier, criteria, attributes)).collect()));
    object.node()
}

fn asked_reasons(ReasonCodes { points, most }: ReasonCodes) -> Node {
    let mut object = Object::default();
    object.put("points", text(points.as_str()));
    object.put_some("most", most.map(count));
    object.node()
}

fn one_limit(limit: &Limit, attributes: &[Attribute]) -> Node {
    let Limit { when, at_least, at_most, times, add, round_to, rounding, description } = limit;
    let mut object = Object::default();
    object.put_text("description", description.as_deref());
    object.put_some("when", when.as_ref().map(|when| condition(when, attributes)));
    object.put_some("at_least", at_least.map(micro));
    object.put_some("at_most", at_most.map(micro));
    object.put_some("times", times.map(micro));
    object.put_some("add", add.map(micro));
    object.put_some("round_to", round_to.map(micro));
    if round_to.is_some() && *rounding != Rounding::Nearest {
        object.put_text("rounding", Some(rounding.as_str()));
    }
    object.node()
}

fn one_tier(tier: &Tier, criteria: &[Criterion], attributes: &[Attribute]) -> Node {
    let mut object = Object::default();
    object.put("id", text(&tier.id));
    object.put_text("name", tier.name.as_deref());
    object.put_text("description", tier.description.as_deref());
    object.put_some("from", tier.from.map(micro));
    object.put_some("requires", requires(&tier.requires, criteria));
    object.put_some("when", tier.when.as_ref().map(|when| condition(when, attributes)));
    add_verdicts(&mut object, &tier.verdicts, attributes);
    object.node()
}

/// The value of a tier's `requires`, in its shortest form: an object `{at_least, of}` for a single part that does not
/// need all its criteria, else a list of criterion ids and such objects.
fn requires(requires: &[Requires], criteria: &[Criterion]) -> Option<Node> {
    let id = |index: &usize| text(criteria.get(*index).map_or("", |criterion| &criterion.id));
    let some = |part: &Requires| {
        let mut inner = Object::default();
        inner.put("at_least", count(part.at_least));
        inner.put("of", list(part.of.iter().map(id).collect()));
        inner.node()
    };
    match requires {
        [] => None,
        [only] if only.at_least < only.of.len() => Some(some(only)),
        parts => {
            let mut nodes = Vec::new();
            for part in parts {
                if part.at_least == part.of.len() {
                    nodes.extend(part.of.iter().map(id));
                } else {
                    nodes.push(some(part));
                }
            }
            Some(list(nodes))
        }
    }
}

fn add_verdicts(object: &mut Object, verdicts: &[Verdict], attributes: &[Attribute]) {
    if verdicts.is_empty() {
        return;
    }
    let mut teams = Index::default();
    let has_one_each = verdicts.iter().all(|verdict| teams.note(&verdict.team));
    if has_one_each && verdicts.iter().all(|verdict| verdict.when.is_none()) {
        let mut teams = Object::default();
        verdicts.iter().for_each(|verdict| teams.put(&verdict.team, text(&verdict.say)));
        object.put("verdicts", teams.node());
        return;
    }
    let listed = verdicts.iter().map(|Verdict { team, say, when }| {
        let mut inner = Object::default();
        inner.put_some("when", when.as_ref().map(|when| condition(when, attributes)));
        inner.put("team", text(team));
        inner.put("say", text(say));
        inner.node()
    });
    object.put("verdicts", list(listed.collect()));
}

/// The object of a stage. It names its tiers by id.
pub(super) fn stage(stage: &Stage, fit: &[Tier], intent: &[Tier], attributes: &[Attribute]) -> Node {
    let ids = |indexes: &[usize], tiers: &[Tier]| {
        indexes.iter().filter_map(|index| Some(text(&tiers.get(*index)?.id))).collect::<Vec<_>>()
    };
    let mut when = Object::default();
    when.put_list("fit", ids(&stage.fit, fit));
    when.put_list("intent", ids(&stage.intent, intent));
    let mut object = Object::default();
    object.put("id", text(&stage.id));
    object.put_text("name", stage.name.as_deref());
    object.put_text("description", stage.description.as_deref());
    if !stage.fit.is_empty() || !stage.intent.is_empty() {
        object.put("when", when.node());
    }
    add_verdicts(&mut object, &stage.verdicts, attributes);
    object.node()
}
