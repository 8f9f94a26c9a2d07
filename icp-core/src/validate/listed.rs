//! Reads `criteria` of a scorecard and finds the dimension of each. Called by `scorecard`, and by `weights` for the criteria
//! that it adds.

use super::context::Context;
use super::criteria::{ReadCriterion, Shared, criterion};
use super::names::Ids;
use super::reader::items;
use crate::draft::Node;
use crate::error::{Code, Message, message, quoted};

/// Reads `criteria` of a scorecard.
pub(super) fn criteria<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    shared: &Shared,
    place: &Place<'_>,
    ids: &mut Ids,
) -> Vec<ReadCriterion<'d>> {
    let nodes = items(ctx, node, "`criteria`");
    if refuse_many(ctx, node, nodes.len()) {
        return Vec::new();
    }
    let mut read = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        if let Some(mut criterion) = criterion(ctx, node, ids, index, shared) {
            place.put(ctx, node, &mut criterion);
            read.push(criterion);
        }
    }
    read
}

/// Whether a scorecard has too many criteria, which is reported.
pub(super) fn refuse_many(ctx: &mut Context<'_>, node: &Node, count: usize) -> bool {
    let limit = ctx.limits.criteria;
    if count > limit {
        ctx.refuse(
            Code::LimitCount,
            node,
            message!("a scorecard has {count} criteria, the limit is {limit}"),
        );
    }
    count > limit
}

/// The dimensions of a scorecard, where its criteria belong.
pub(super) struct Place<'a> {
    pub(super) dimensions: &'a Ids,
    /// Whether they have shares, so that every criterion belongs to one.
    pub(super) shares: bool,
}

impl Place<'_> {
    /// Finds the dimension of a criterion.
    pub(super) fn put(&self, ctx: &mut Context<'_>, node: &Node, read: &mut ReadCriterion<'_>) {
        let ReadCriterion { criterion, dimension, .. } = read;
        let what = match criterion {
            Some(criterion) => message!("criterion {}", quoted(&criterion.id)),
            None => Message::from("a criterion"),
        };
        match dimension {
            Some(named) => {
                let found = self.dimensions.get(&named.id);
                if found.is_none() {
                    let message = message!("unknown dimension {} in {what}", quoted(&named.id));
                    let near = ctx.near(&named.id, self.dimensions.all()).map(quoted);
                    let reported = ctx.report(Code::UnknownReference, named.node, message);
                    match (near, named.shared.take()) {
                        (_, Some(place)) => {
                            reported.help(message!(
                                "the shared criterion at {place} names it; give a `dimension` here"
                            ));
                        }
                        (Some(near), None) => reported.help(message!("did you mean {near}?")),
                        (None, None) => {
                            reported.help("dimensions are declared under `dimensions` of the scorecard");
                        }
                    }
                }
                if let Some(criterion) = criterion {
                    criterion.dimension = found;
                }
            }
            None if self.shares && criterion.is_some() => {
                let message = message!("{what} has no `dimension`");
                let help = "where dimensions have shares, every criterion belongs to one";
                ctx.report(Code::MissingField, node, message).help(help);
            }
            None => {}
        }
    }
}
