//! Criteria and their rules as a tree.

use super::condition::{condition, text_items};
use super::tree::{Object, count, flag, list, micro, number, text};
use crate::draft::Node;
use crate::model::{
    Attribute, Band, Combine, Criterion, DecayEvent, Dimension, Fading, Find, IfUnknown, PerMatch, Rule,
    Scaled, Unit, Use,
};
use crate::value::{Axis, Micro, Span};

/// A criterion of a scorecard. One that is `weighed` has its weight in the scorecard's `weights`.
pub(super) fn criterion(
    criterion: &Criterion,
    weighed: bool,
    dimensions: &[Dimension],
    attributes: &[Attribute],
) -> Node {
    let dimension =
        criterion.dimension.and_then(|index| dimensions.get(index)).map(|dimension| &*dimension.id);
    let mut object = Object::default();
    let Some(Use { name, id, weight, scaled, dimension: own_dimension, required, by_weights: _ }) =
        &criterion.uses
    else {
        object.put("id", text(&criterion.id));
        let weight = if weighed { Micro::ONE } else { criterion.weight };
        add_body(&mut object, criterion, weight, dimension, attributes);
        return object.node();
    };
    object.put("use", text(name));
    object.put_some("id", id.then(|| text(&criterion.id)));
    object.put_some("dimension", own_dimension.then(|| text(dimension.unwrap_or_default())));
    object.put_some("weight", weight.then(|| micro(criterion.weight)));
    match scaled {
        Some(Scaled::Points(points)) => object.put("points", micro(*points)),
        Some(Scaled::Times(times)) => object.put("times", micro(*times)),
        None => {}
    }
    object.put_some("required", required.then(|| flag(criterion.required)));
    object.node()
}

/// A shared criterion: all but the id, which is its key.
pub(super) fn shared(criterion: &Criterion, dimension: Option<&str>, attributes: &[Attribute]) -> Node {
    let mut object = Object::default();
    add_body(&mut object, criterion, criterion.weight, dimension, attributes);
    object.node()
}

fn add_body(
    object: &mut Object,
    criterion: &Criterion,
    weight: Micro,
    dimension: Option<&str>,
    attributes: &[Attribute],
) {
    object.put_text("name", criterion.name.as_deref());
    object.put_text("description", criterion.description.as_deref());
    object.put_text("dimension", dimension);
    if criterion.unit == Unit::Rating {
        object.put_unless("weight", weight, Micro::ONE);
    }
    object.put_some("required", criterion.required.then(|| flag(true)));
    object.put_some("applies_when", criterion.applies_when.as_ref().map(|when| condition(when, attributes)));
    object.put_some("if_unknown", criterion.if_unknown.map(if_unknown));
    object.put_some("baseline", criterion.baseline.map(micro));
    object.put_text("reason_code", criterion.reason_code.as_deref());
    object.put_text("reason", criterion.reason.as_deref());
    add_rule(object, &criterion.rule, criterion.unit, attributes);
}

/// `if_unknown` of a criterion or a scorecard.
pub(super) fn if_unknown(rule: IfUnknown) -> Node {
    match rule {
        IfUnknown::Value(value) => micro(value),
        IfUnknown::Zero | IfUnknown::Skip | IfUnknown::Least => text(rule.word().unwrap_or_default()),
    }
}

fn add_rule(object: &mut Object, rule: &Rule, unit: Unit, attributes: &[Attribute]) {
    let (one, many, each_key) = match unit {
        Unit::Rating => ("rating", "ratings", "rating_each"),
        Unit::Points => ("points", "points", "points_each"),
    };
    let name = |index: usize| text(attributes.get(index).map_or("", |known| &known.name));
    let table = |ratings: &[(Box<str>, Micro)]| {
        let mut inner = Object::default();
        for (value, rating) in ratings {
            inner.put(value, micro(*rating));
        }
        inner.node()
    };
    let key = rule.kind().as_str();
    match rule {
        Rule::Fit { fit, misfit, gain, penalty } => {
            object.put(key, condition(fit, attributes));
            object.put_some("misfit", misfit.as_ref().map(|misfit| condition(misfit, attributes)));
            object.put_unless("penalty", *penalty, Micro::ZERO);
            object.put_some("points", (unit == Unit::Points).then(|| micro(*gain)));
        }
        Rule::Bands { bands, otherwise } => {
            let bands = bands.iter().map(|Band { when, rating, label, reason_code, reason }| {
                let mut inner = Object::default();
                inner.put("when", condition(when, attributes));
                inner.put(one, micro(*rating));
                inner.put_text("label", label.as_deref());
                inner.put_text("reason_code", reason_code.as_deref());
                inner.put_text("reason", reason.as_deref());
                inner.node()
            });
            object.put(key, list(bands.collect()));
            object.put_unless("otherwise", *otherwise, Micro::ZERO);
        }
        Rule::Table { attribute, ratings, otherwise, combine } => {
            let mut inner = Object::default();
            inner.put("attribute", name(*attribute));
            inner.put(many, table(ratings));
            inner.put_unless("otherwise", *otherwise, Micro::ZERO);
            if let Combine::Sum { max } = combine {
                inner.put("combine", text("sum"));
                inner.put_some("max", max.map(micro));
            }
            object.put(key, inner.node());
        }
        Rule::Curve { attribute, axis, ratings } => {
            let pairs = ratings.iter().map(|(x, rating)| list(vec![number(*x), micro(*rating)]));
            let mut inner = Object::default();
            inner.put("attribute", name(*attribute));
            inner.put_some("axis", (*axis != Axis::Linear).then(|| text(axis.as_str())));
            inner.put(many, list(pairs.collect()));
            object.put(key, inner.node());
        }
        Rule::Linear { attribute, gain, .. } => {
            object.put(key, name(*attribute));
            object.put_some("points", (unit == Unit::Points).then(|| micro(*gain)));
        }
        Rule::PerMatch { attribute, find, matches } => {
            let mut inner = Object::default();
            inner.put("attribute", name(*attribute));
            inner.put_some("find", (*find == Find::Contains).then(|| text(Find::CONTAINS)));
            match matches {
                PerMatch::Each { of, each, max } => {
                    inner.put("of", text_items(of));
                    inner.put(each_key, micro(*each));
                    inner.put_some("max", max.map(micro));
                }
                PerMatch::Own { items, max } => {
                    let own: Vec<_> =
                        items.iter().map(|item| (item.written().into_owned().into(), item.gives)).collect();
                    inner.put(many, table(&own));
                    inner.put_some("max", max.map(micro));
                }
                PerMatch::Share { of, full_at, all } => {
                    inner.put("of", text_items(of));
                    inner.put("full_at", if *all { text("all") } else { count(*full_at) });
                }
            }
            object.put(key, inner.node());
        }
        Rule::Decay { attribute, ratings, fading, once_per, max_age, floor, max } => {
            let span = |span: Span| text(&span.to_string());
            let fades = |inner: &mut Object, fading: Fading| {
                let (key, length) = fading.written();
                inner.put(key, span(length));
            };
            let mut events = Object::default();
            for DecayEvent { event, rating, fading, max } in ratings.iter().filter(|one| !one.is_any_other())
            {
                if let (None, None) = (fading, max) {
                    events.put(event, micro(*rating));
                    continue;
                }
                let mut inner = Object::default();
                inner.put(one, micro(*rating));
                fading.iter().for_each(|fading| fades(&mut inner, *fading));
                inner.put_some("max", max.map(micro));
                events.put(event, inner.node());
            }
            let mut inner = Object::default();
            inner.put("attribute", name(*attribute));
            let each = ratings.iter().find(|one| one.is_any_other());
            if each.is_none_or(|_| ratings.len() > 1) {
                inner.put(many, events.node());
            }
            inner.put_some(&format!("{one}_each"), each.map(|each| micro(each.rating)));
            fading.iter().for_each(|fading| fades(&mut inner, *fading));
            inner.put_some("once_per", once_per.map(|time| text(time.as_str())));
            inner.put_some("max_age", max_age.map(span));
            inner.put_unless("floor", *floor, Micro::ZERO);
            inner.put_some("max", max.map(micro));
            object.put(key, inner.node());
        }
    }
}
