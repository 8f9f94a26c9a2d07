//! Reads `fit` and `intent`: scale, dimensions, criteria and tiers. Called by `icps`.

use super::context::Context;
use super::criteria::{Shared, if_unknown_rating};
use super::dimensions::dimensions;
use super::listed::{Place, criteria};
use super::names::Ids;
use super::reader::{Fields, Within, how_many, word, wrong_type};
use super::{limits, points, tiers, weights};
use crate::draft::{Node, NodeKind};
use crate::error::{Code, message, quoted};
use crate::model::{Criterion, ReasonCodes, ReasonSide, Scale, Scorecard};
use crate::value::Micro;

/// A scorecard, as far as it could be read, and the ids of its tiers, which others refer to.
pub(super) struct ReadScorecard {
    pub(super) scorecard: Scorecard,
    pub(super) tiers: Ids,
}

/// Reads `fit` or `intent`.
pub(super) fn scorecard<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    label: &str,
    shared: &Shared,
) -> Option<ReadScorecard> {
    let mut fields = Fields::open(ctx, node, label)?;
    let mark = ctx.mark();
    let scale_node = fields.get("scale");
    let scale = scale_node.map_or(Some(Scale::Percent), |node| scale(ctx, node));
    let mut dimension_ids = Ids::default();
    let dimensions_node = fields.list("dimensions");
    let dimensions =
        dimensions_node.map_or_else(Vec::new, |node| dimensions(ctx, node, scale, &mut dimension_ids));
    let if_unknown = fields.get("if_unknown").and_then(|node| if_unknown_rating(ctx, node));
    let reasons_node = fields.get("reason_codes");
    let reason_codes = reasons_node.and_then(|node| asked_reasons(ctx, node));
    let min_coverage = fields.micro(ctx, "min_coverage", Within::SHARE_OF_ONE).unwrap_or(Micro::ZERO);
    let weights_node = fields.object("weights");
    let criteria_node = match weights_node {
        Some(_) => fields.list("criteria"),
        None => fields.require(ctx, "criteria"),
    };
    let shares = dimensions.iter().any(|dimension| dimension.share.is_some());
    if let (true, Some(node)) = (shares, reasons_node) {
        let message = "`reason_codes` compare points, and dimensions with a `share` do not add them";
        ctx.report(Code::Conflict, node, message)
            .help("leave the shares out, or give criteria weights instead");
    }
    let mut criterion_ids = Ids::default();
    let place = Place { dimensions: &dimension_ids, shares };
    let mut read =
        criteria_node.map_or_else(Vec::new, |node| criteria(ctx, node, shared, &place, &mut criterion_ids));
    let weights = weights_node.map_or_else(Vec::new, |node| {
        weights::weights(ctx, node, shared, &place, &mut criterion_ids, &mut read)
    });
    let criteria: Vec<Criterion> = read.into_iter().filter_map(|read| read.criterion).collect();
    let limits = limits::limits(ctx, &mut fields, scale);
    let tiers_node = fields.require(ctx, "tiers");
    let mut tier_ids = Ids::default();
    let tiers = tiers_node
        .map_or_else(Vec::new, |node| tiers::tiers(ctx, node, scale, &criterion_ids, &mut tier_ids));
    fields.close(ctx);
    let scale = scale.unwrap_or(Scale::Percent);
    if ctx.is_whole(mark) {
        points::refuse_inexact(ctx, node, &criteria, &dimensions, &limits, scale, if_unknown);
    }
    let scorecard = Scorecard {
        dimensions,
        criteria,
        weights,
        limits,
        scale,
        tiers,
        min_coverage,
        if_unknown,
        reason_codes,
    };
    Some(ReadScorecard { scorecard, tiers: tier_ids })
}

/// `reason_codes`: the side of the baseline, and how many.
fn asked_reasons<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<ReasonCodes> {
    let mut fields = Fields::open(ctx, node, "`reason_codes`")?;
    let mark = ctx.mark();
    let side = fields.require(ctx, "points").and_then(|node| word(ctx, node, "`points`", ReasonSide::WORDS));
    let most = fields.get("most").map(|node| how_many(ctx, node, "`most`", None));
    fields.close(ctx);
    let points = *ReasonSide::ALL.get(side?)?;
    ctx.is_whole(mark).then_some(ReasonCodes { points, most })
}

/// `scale`: `percent`, or `{points: {base, min, max}}`.
fn scale<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Scale> {
    match &node.kind {
        NodeKind::Text(word) if &**word == "percent" => Some(Scale::Percent),
        NodeKind::Text(word) => {
            let message = message!("`scale` cannot be {}", quoted(word));
            ctx.refuse(Code::Enum, node, message).help("it is `percent` or `{points: {base: 0}}`");
            None
        }
        NodeKind::Map(_) => {
            let mut fields = Fields::open(ctx, node, "`scale`")?;
            let inner = fields.require(ctx, "points");
            fields.close(ctx);
            let mut fields = Fields::open(ctx, inner?, "`scale.points`")?;
            let mark = ctx.mark();
            let base = fields.micro(ctx, "base", Within::POINTS).unwrap_or(Micro::ZERO);
            let of_bounds = ctx.mark();
            let min = fields.micro(ctx, "min", Within::POINTS);
            let max = fields.micro(ctx, "max", Within::POINTS);
            let max_node = fields.get("max");
            fields.close(ctx);
            if let (Some(min), Some(max), Some(node), true) = (min, max, max_node, ctx.is_whole(of_bounds))
                && min >= max
            {
                ctx.report(Code::Order, node, message!("`max` is {max}, which is not above `min`, {min}"));
            }
            ctx.is_whole(mark).then_some(Scale::Points { base, min, max })
        }
        _ => {
            wrong_type(ctx, node, "`scale`", "`percent` or an object with `points`");
            None
        }
    }
}
