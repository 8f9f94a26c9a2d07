//! Reads `weights` of a scorecard: weights of its criteria by their ids, and shared criteria that it takes by their names
//! alone. Called by `scorecard`.

use super::context::Context;
use super::criteria::{ReadCriterion, Shared, by_weights};
use super::listed::{Place, refuse_many};
use super::names::Ids;
use super::reader::{Within, entries, micro};
use crate::draft::{Entry, Node};
use crate::error::{Code, message, quoted};
use crate::model::Unit;
use crate::value::Micro;

/// Reads `weights`, gives them to the criteria, and adds those that stand only there.
pub(super) fn weights<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    shared: &Shared,
    place: &Place<'_>,
    ids: &mut Ids,
    read: &mut Vec<ReadCriterion<'d>>,
) -> Vec<(Box<str>, Micro)> {
    let mut weights = Vec::new();
    let listed = entries(ctx, node, "`weights`");
    if refuse_many(ctx, node, read.len().saturating_add(listed.len())) {
        return weights;
    }
    for entry in listed {
        let weight =
            micro(ctx, &entry.value, &message!("the weight of {}", quoted(&entry.key)), Within::POSITIVE);
        weights.push((entry.key.clone(), weight));
        if ids.get(&entry.key).is_some() {
            give(ctx, entry, weight, read);
        } else if shared.has(&entry.key) {
            ids.declare_key(ctx, entry, read.len(), "criterion");
            if let Some(mut criterion) = by_weights(ctx, entry, weight, shared) {
                place.put(ctx, &entry.value, &mut criterion);
                read.push(criterion);
            }
        } else {
            unknown(ctx, entry, shared, ids);
        }
    }
    weights
}

/// Gives a criterion of the scorecard its weight. One that is wrong has been reported.
fn give(ctx: &mut Context<'_>, entry: &Entry, weight: Micro, read: &mut [ReadCriterion<'_>]) {
    let found = read.iter_mut().find_map(|read| match &mut read.criterion {
        Some(criterion) if criterion.id == entry.key => Some((criterion, read.weight)),
        _ => None,
    });
    let Some((criterion, own)) = found else { return };
    if criterion.unit == Unit::Points {
        let message = message!("criterion {} is in points, so it takes no weight", quoted(&entry.key));
        ctx.report(Code::Conflict, &entry.value, message)
            .help("its weight is the largest number of points that it can give");
    } else if let Some(own) = own {
        let help = message!("it is at {}; keep one of the two", ctx.path_to(own.order));
        let message = message!("criterion {} has a weight of its own", quoted(&entry.key));
        ctx.report(Code::Conflict, &entry.value, message).help(help);
    }
    criterion.weight = weight;
}

fn unknown(ctx: &mut Context<'_>, entry: &Entry, shared: &Shared, ids: &Ids) {
    let near = ctx.near(&entry.key, ids.all().chain(shared.names())).map(quoted);
    let message = message!("unknown criterion {} in `weights`", quoted(&entry.key));
    let reported = ctx.refuse_key(Code::UnknownReference, entry, message);
    match near {
        Some(near) => reported.help(message!("did you mean {near}?")),
        None => reported.help("the names are ids of `criteria` here, or shared criteria of the model"),
    }
}
