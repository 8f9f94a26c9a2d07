//! The whole model as a tree, its keys in the order of the schema.

use super::condition::condition;
use super::criterion::shared;
use super::scorecard::{scorecard, stage};
use super::tree::{Object, constants, count, flag, list, micro, number, text, texts};
use super::written;
use crate::draft::Node;
use crate::model::{
    Attribute, Definition, Exclusion, HeldUnknown, Icp, Label, NamedList, Priority, Select, Status,
};

/// The whole model.
pub(super) fn document(definition: &Definition) -> Node {
    let attributes = &definition.attributes;
    let mut object = Object::default();
    object.put("format", text("icp/1"));
    object.put("name", text(&definition.name));
    object.put_text("version", definition.version.as_deref());
    object.put_text("status", definition.status.map(Status::as_str));
    object.put_text("owner", definition.owner.as_deref());
    object.put_text("description", definition.description.as_deref());
    object.put_some("reviewed_on", definition.reviewed_on.map(|date| text(&date.to_string())));
    object.put_some("review_every", definition.review_every.map(|span| text(&span.to_string())));
    object.put_list("missing", constants(&definition.missing));
    let mut declared = Object::default();
    for known in attributes {
        declared.put(&known.name, attribute(known));
    }
    object.put_some("attributes", (!attributes.is_empty()).then(|| declared.node()));
    object.put_some("lists", lists(&definition.lists));
    let mut conditions = Object::default();
    for named in &definition.conditions {
        conditions.put(&named.name, condition(&named.condition, attributes));
    }
    object.put_some("conditions", (!definition.conditions.is_empty()).then(|| conditions.node()));
    object.put_list("exclusions", exclusions(&definition.exclusions, attributes));
    let mut criteria = Object::default();
    for line in &definition.criteria {
        criteria.put(&line.criterion.id, shared(&line.criterion, line.dimension.as_deref(), attributes));
    }
    object.put_some("criteria", (!definition.criteria.is_empty()).then(|| criteria.node()));
    let mut factors = Object::default();
    for (factor, share) in &definition.prioritize {
        factors.put(factor, micro(*share));
    }
    object.put_some("prioritize", (!definition.prioritize.is_empty()).then(|| factors.node()));
    match definition.select {
        Select::ByPriority => {}
        Select::ByScore => object.put("select", text(definition.select.as_str())),
    }
    object.put("icps", list(definition.icps.iter().map(|one| icp(one, definition)).collect()));
    object.node()
}

fn attribute(attribute: &Attribute) -> Node {
    let mut object = Object::default();
    object.put("type", text(attribute.kind.as_str()));
    object.put_text("layer", attribute.layer.map(|layer| layer.as_str()));
    object.put_text("title", attribute.title.as_deref());
    object.put_text("unit", attribute.unit.as_deref());
    object.put_text("description", attribute.description.as_deref());
    object.put_list("aliases", texts(&attribute.aliases));
    written::keys(&mut object, attribute);
    let mut synonyms = Object::default();
    for (value, spellings) in &attribute.synonyms {
        synonyms.put(value, list(texts(spellings)));
    }
    object.put_some("synonyms", (!attribute.synonyms.is_empty()).then(|| synonyms.node()));
    object.put_some("separator", written::separators(&attribute.separators));
    object.put_list("values", texts(&attribute.values));
    object.put_some("min", attribute.min.map(number));
    object.put_some("max", attribute.max.map(number));
    object.put_some("changeable", (!attribute.changeable).then(|| flag(false)));
    object.put_text("formula", attribute.formula.as_ref().map(|(written, _)| &**written));
    object.node()
}

fn lists(lists: &[NamedList]) -> Option<Node> {
    let mut object = Object::default();
    for NamedList { name, items } in lists {
        object.put(name, list(constants(items)));
    }
    (!lists.is_empty()).then(|| object.node())
}

fn exclusions(exclusions: &[Exclusion], attributes: &[Attribute]) -> Vec<Node> {
    let one = |exclusion: &Exclusion| {
        let mut object = Object::default();
        object.put("id", text(&exclusion.id));
        object.put("reason", text(&exclusion.reason));
        object.put_text("description", exclusion.description.as_deref());
        object.put("when", condition(&exclusion.when, attributes));
        object.put_some("unless", exclusion.unless.as_ref().map(|unless| condition(unless, attributes)));
        match exclusion.if_unknown {
            HeldUnknown::Ignore => {}
            HeldUnknown::Hold => object.put("if_unknown", text(exclusion.if_unknown.as_str())),
        }
        object.node()
    };
    exclusions.iter().map(one).collect()
}

fn icp(icp: &Icp, definition: &Definition) -> Node {
    let attributes = &definition.attributes;
    let mut object = Object::default();
    object.put("id", text(&icp.id));
    object.put_text("name", icp.name.as_deref());
    object.put_text("description", icp.description.as_deref());
    object.put_some("enabled", (!icp.enabled).then(|| flag(false)));
    match &icp.priority {
        Priority::Rank { written: false, .. } => {}
        Priority::Rank { rank, .. } => object.put("priority", count(usize::try_from(*rank).unwrap_or(1))),
        Priority::Factors(values) => {
            let mut inner = Object::default();
            for ((factor, _), value) in definition.prioritize.iter().zip(values) {
                inner.put(factor, number(*value));
            }
            object.put("priority", inner.node());
        }
    }
    object.put_list("exclusions", exclusions(&icp.exclusions, attributes));
    let tier = icp.qualifies_from.and_then(|index| icp.fit.tiers.get(index));
    object.put_text("qualifies_from", tier.map(|tier| &*tier.id));
    object.put("fit", scorecard(&icp.fit, attributes));
    object.put_some("intent", icp.intent.as_ref().map(|intent| scorecard(intent, attributes)));
    let intent = icp.intent.as_ref().map_or(&[][..], |intent| &intent.tiers);
    let stages = icp.stages.iter().map(|one| stage(one, &icp.fit.tiers, intent, attributes));
    object.put_list("stages", stages.collect());
    object.put_list("labels", icp.labels.iter().map(|one| label(one, attributes)).collect());
    object.node()
}

fn label(label: &Label, attributes: &[Attribute]) -> Node {
    let mut object = Object::default();
    object.put("id", text(&label.id));
    object.put_text("name", label.name.as_deref());
    object.put_text("description", label.description.as_deref());
    let entries = label.first.iter().map(|entry| {
        let mut inner = Object::default();
        inner.put_some("when", entry.when.as_ref().map(|when| condition(when, attributes)));
        inner.put("say", text(&entry.say));
        inner.node()
    });
    object.put("first", list(entries.collect()));
    object.node()
}
