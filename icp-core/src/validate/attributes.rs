//! Reads `attributes`. Called by `document`; makes them known to the context before anything refers to one.

use super::context::Context;
use super::reader::{Fields, entries, flag, items, number, text, word};
use super::symbols::Declared;
use super::{formula, names, rewrite, written};
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, hint, message, quoted};
use crate::model::{Attribute, Written};
use crate::sort::Index;
use crate::value::{AttributeType, Layer};

/// Reads `attributes` and makes their names known to the context.
pub(super) fn attributes<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Vec<Attribute> {
    let declared = entries(ctx, node, "`attributes`");
    if declared.len() > ctx.limits.attributes {
        let message =
            message!("the model has {} attributes, the limit is {}", declared.len(), ctx.limits.attributes);
        ctx.report(Code::LimitCount, node, message);
        return Vec::new();
    }
    for (index, entry) in declared.iter().enumerate() {
        ctx.attribute_names.add(&entry.key, index);
    }
    let mut aliases = Index::default();
    let mut attributes = Vec::new();
    let mut formulas = Vec::new();
    for entry in declared {
        names::check_attribute(ctx, entry);
        let mut known = Declared::wrong(&entry.key);
        let mut formula = None;
        let what = message!("attribute {}", quoted(&entry.key));
        if let Some(help) = hint(|| rewrite::declaration(&entry.key, &entry.value)) {
            ctx.refuse(Code::Type, &entry.value, message!("{what} must be an object, found text")).help(help);
        } else if let Some(mut fields) = Fields::open(ctx, &entry.value, what) {
            formula = fields.get("formula");
            if let Some(attribute) = attribute(ctx, entry, fields, formula, &mut known, &mut aliases) {
                attributes.push(attribute);
            }
        }
        ctx.attributes.push(known);
        formulas.push(formula);
    }
    let mut read = Vec::new();
    for node in formulas {
        read.push(node.and_then(|node| Some((node, formula::formula(ctx, node)?))));
    }
    formula::refuse_cycles(ctx, &read);
    // Where one attribute is missing, so that the others are not in their places, the model is refused.
    for (attribute, formula) in attributes.iter_mut().zip(read) {
        if let Some((Node { kind: NodeKind::Text(text), .. }, formula)) = formula {
            attribute.formula = Some((text.trim().into(), formula));
        }
    }
    attributes
}

fn attribute<'d>(
    ctx: &mut Context<'d>,
    entry: &'d Entry,
    mut fields: Fields<'d>,
    formula: Option<&'d Node>,
    known: &mut Declared<'d>,
    aliases: &mut Index,
) -> Option<Attribute> {
    let types = AttributeType::ALL.map(AttributeType::as_str);
    let layers = Layer::ALL.map(Layer::as_str);
    // A name of another language for a type.
    let is_other =
        |name: &str| !types.contains(&name) && hint(|| rewrite::type_meant(name).map(Into::into)).is_some();
    known.kind = match fields.get("type") {
        Some(Node { kind: NodeKind::Text(name), .. }) if is_other(name) => {
            let help = hint(|| rewrite::type_meant(name).map(|kind| format!("write `{kind}`")));
            if let Some(node) = fields.get("type") {
                ctx.refuse(Code::Enum, node, message!("`type` cannot be {}", quoted(name))).help_if(help);
            }
            None
        }
        Some(node) => {
            let place = word(ctx, node, "`type`", &types);
            place.and_then(|place| AttributeType::ALL.get(place)).copied()
        }
        None if formula.is_some() => Some(AttributeType::Number),
        None => {
            let message = message!("{} has no `type`", fields.what());
            let kinds = AttributeType::ALL.map(AttributeType::as_str);
            let help = message!("it is one of {}", super::reader::backticked(kinds));
            ctx.report(Code::MissingField, fields.node, message).help(help);
            None
        }
    };
    let layer = fields.get("layer").and_then(|node| word(ctx, node, "`layer`", &layers));
    let layer = layer.and_then(|place| Layer::ALL.get(place)).copied();
    let title = fields.text(ctx, "title");
    let description = fields.text(ctx, "description");
    let unit = fields.text(ctx, "unit");
    let alias_node = fields.list("aliases");
    let own_aliases = alias_node.map_or_else(Vec::new, |node| names_of(ctx, entry, node, aliases));
    let keys = written::Keys::of(&mut fields);
    let how = written::read(ctx, &keys, known.kind, formula.is_some());
    known.is_domain = matches!(how.written, Some(Written::Domain));
    let values_node = fields.list("values");
    let values = values_node.map_or_else(Vec::new, |node| closed_list(ctx, node, known));
    let synonym_node = fields.object("synonyms");
    let synonyms = synonym_node.map_or_else(Vec::new, |node| synonyms(ctx, node, known));
    let min_node = fields.get("min");
    let min = min_node.and_then(|node| number(ctx, node, "`min`"));
    let max_node = fields.get("max");
    let max = max_node.and_then(|node| number(ctx, node, "`max`"));
    known.ends = (min, max);
    let changeable_node = fields.get("changeable");
    let changeable = changeable_node.is_none_or(|node| flag(ctx, node, "`changeable`"));
    if let (Some(low), Some(high), Some(node)) = (min, max, max_node)
        && low > high
    {
        ctx.report(Code::Order, node, message!("`max` is {high}, below `min`, which is {low}"));
    }
    if let Some(kind) = known.kind {
        let number = kind == AttributeType::Number;
        let texts = matches!(kind, AttributeType::Text | AttributeType::Set);
        names::only_for(ctx, formula, "formula", kind, number);
        names::only_for(ctx, min_node, "min", kind, number);
        names::only_for(ctx, max_node, "max", kind, number);
        names::only_for(ctx, values_node, "values", kind, texts);
        names::only_for(ctx, synonym_node, "synonyms", kind, texts);
    }
    if let (Some(node), Some(_)) = (alias_node, formula) {
        let message = message!("{} has a formula, so `aliases` would never be looked up", fields.what());
        ctx.report(Code::Conflict, node, message);
    }
    if let (Some(node), Some(_)) = (changeable_node, formula) {
        let message = message!("{} has a formula, so its value follows from others", fields.what());
        ctx.report(Code::Conflict, node, message)
            .help("write `changeable` at the attributes that it is made of");
    }
    fields.close(ctx);
    Some(Attribute {
        name: entry.key.clone(),
        kind: known.kind?,
        layer,
        title,
        unit,
        description,
        aliases: own_aliases,
        headers: None,
        missing: how.missing,
        blank: how.blank,
        written: how.written,
        synonyms,
        separators: how.separators,
        values,
        min,
        max,
        changeable,
        formula: None,
    })
}

/// `aliases`: other keys of a record, each for one attribute only.
fn names_of<'d>(ctx: &mut Context<'d>, entry: &'d Entry, node: &'d Node, taken: &mut Index) -> Vec<Box<str>> {
    let mut aliases = Vec::new();
    for item in items(ctx, node, "`aliases`") {
        let Some(alias) = text(ctx, item, "an alias") else { continue };
        if names::is_reserved(alias) {
            ctx.report(Code::IdentReserved, item, message!("alias {} is a reserved word", quoted(alias)));
            continue;
        }
        let holder = match taken.get(alias) {
            _ if ctx.attribute_names.has(alias) => Some(alias),
            Some(place) => Some(ctx.attributes.get(place).map_or(&*entry.key, |known| known.name)),
            None => None,
        };
        if let Some(holder) = holder {
            let message = message!("alias {} already stands for attribute {}", quoted(alias), quoted(holder));
            ctx.report(Code::Ambiguous, item, message).help("a name serves one attribute only");
            continue;
        }
        // This attribute is the next that will be known.
        taken.add(alias, ctx.attributes.len());
        aliases.push(alias.into());
    }
    aliases
}

fn closed_list<'d>(ctx: &mut Context<'d>, node: &'d Node, known: &mut Declared<'_>) -> Vec<Box<str>> {
    let mut values: Vec<Box<str>> = Vec::new();
    for item in items(ctx, node, "`values`") {
        let Some(value) = text(ctx, item, "a value of a closed list") else { continue };
        let folded = known.folded(value).into_owned();
        if known.values.has(&folded) {
            let message = message!("value {} is listed twice", quoted(value));
            ctx.report(Code::Ambiguous, item, message)
                .help("values are compared without regard to case and blanks");
            continue;
        }
        known.values.add(&folded, known.listed.len());
        known.listed.push(value.into());
        values.push(value.into());
    }
    values
}

/// `synonyms`: other spellings, each for one value only.
fn synonyms<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    known: &mut Declared<'_>,
) -> Vec<(Box<str>, Vec<Box<str>>)> {
    let groups = entries(ctx, node, "`synonyms`");
    // A value without other spellings is as if it were left out.
    let is_bare = |group: &Entry| matches!(&group.value.kind, NodeKind::List(items) if items.is_empty());
    let mut keys = Index::default();
    for (place, group) in groups.iter().enumerate().filter(|(_, group)| !is_bare(group)) {
        let folded = known.folded(&group.key).into_owned();
        if folded.is_empty() {
            ctx.report_key(Code::Empty, group, "a value of `synonyms` is blank");
        } else if let Some(first) = keys.get(&folded).and_then(|first| groups.get(first)) {
            let message = message!(
                "values {} and {} of `synonyms` are the same",
                quoted(&first.key),
                quoted(&group.key)
            );
            ctx.report_key(Code::Ambiguous, group, message);
        } else if !known.values.is_empty() && !known.values.has(&folded) {
            let message = message!("value {} is not among `values`", quoted(&group.key));
            ctx.report_key(Code::UnknownValue, group, message);
        }
        keys.add(&folded, place);
    }
    let mut all = Vec::new();
    for group in groups.iter().filter(|group| !is_bare(group)) {
        let value: Box<str> = known.folded(&group.key).into();
        let label = message!("the synonyms of {}", quoted(&group.key));
        let mut spellings: Vec<Box<str>> = Vec::new();
        for item in items(ctx, &group.value, &label) {
            let Some(spelling) = text(ctx, item, "a synonym") else { continue };
            let folded = known.folded(spelling).into_owned();
            if *folded == *value {
                continue;
            }

            if keys.has(&folded) || known.values.has(&folded) {
                let message =
                    message!("synonym {} of {} is a value itself", quoted(spelling), quoted(&group.key));
                ctx.report(Code::Ambiguous, item, message);
            } else if let Some(other) = known.synonym_of(&folded) {
                if *other != *value {
                    let message =
                        message!("synonym {} stands for {} already", quoted(spelling), quoted(other));
                    ctx.report(Code::Ambiguous, item, message);
                }
            } else {
                known.synonyms.add(&folded, known.originals.len());
                spellings.push(spelling.into());
            }
        }
        known.originals.push(value);
        if !spellings.is_empty() {
            all.push((group.key.clone(), spellings));
        }
    }
    all
}
