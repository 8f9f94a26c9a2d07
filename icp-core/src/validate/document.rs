//! Reads the document from the top, in document order, so that mistakes come in that order.

use super::attributes::attributes;
use super::context::Context;
use super::criteria::shared;
use super::icps::{exclusions, icps, prioritize};
use super::lists::lists;
use super::named::conditions;
use super::names::has_hidden;
use super::reader::{Fields, text, word, wrong_type};
use super::time::{date, span};
use super::written::placeholders;
use crate::draft::{Node, NodeKind};
use crate::error::{Code, message, quoted};
use crate::model::{Definition, Select, Status};

/// The version of the format that this library reads.
const FORMAT: &str = "icp/1";

/// Reads the whole document. What is wrong is reported to the context; then the result, if there is one, is not
/// to be used.
pub(super) fn document<'d>(ctx: &mut Context<'d>, root: &'d Node) -> Option<Definition> {
    let mut fields = Fields::open(ctx, root, "the model")?;
    if !format(ctx, &mut fields) {
        return None;
    }
    let name = fields.require(ctx, "name").and_then(|node| name(ctx, node));
    let version = fields.get("version").and_then(|node| version(ctx, node));
    let status = fields.get("status").and_then(|node| status(ctx, node));
    let owner = fields.text(ctx, "owner");
    let description = fields.text(ctx, "description");
    let reviewed_on = fields.get("reviewed_on").and_then(|node| date(ctx, node, "`reviewed_on`"));
    let review_every = fields.get("review_every").and_then(|node| span(ctx, node, "`review_every`"));
    let missing = fields.list("missing").map_or_else(Vec::new, |node| placeholders(ctx, node));
    let attributes = fields.object("attributes").map_or_else(Vec::new, |node| attributes(ctx, node));
    let lists = fields.object("lists").map_or_else(Vec::new, |node| lists(ctx, node));
    let conditions = fields.object("conditions").map_or_else(Vec::new, |node| conditions(ctx, node));
    let exclusions = fields.list("exclusions").map_or_else(Vec::new, |node| exclusions(ctx, node, &[]));
    let shared = fields.object("criteria").map(|node| shared(ctx, node)).unwrap_or_default();
    let prioritize = fields.object("prioritize").map_or_else(Vec::new, |node| prioritize(ctx, node));
    let select = fields.get("select").map_or(Select::ByPriority, |node| select(ctx, node));
    let icps_node = fields.require(ctx, "icps");
    let icps = icps_node.map_or_else(Vec::new, |node| icps(ctx, node, &prioritize, &shared, &exclusions));
    fields.close(ctx);
    Some(Definition {
        name: name.unwrap_or_default(),
        version,
        status,
        owner,
        description,
        reviewed_on,
        review_every,
        missing,
        attributes,
        lists,
        conditions,
        exclusions,
        criteria: shared.into_criteria(),
        prioritize,
        select,
        icps,
        rounded: ctx.take_rounded().into(),
    })
}

/// Whether to read on: a document of another version has other rules.
fn format<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>) -> bool {
    let Some(node) = fields.get("format") else {
        ctx.report(Code::Version, fields.node, "the model has no `format`")
            .help("begin with `format: icp/1`");
        return true;
    };
    match &node.kind {
        NodeKind::Text(format) if &**format == FORMAT => true,
        NodeKind::Invalid => true,
        NodeKind::Text(format) => {
            let message = message!("unknown format {}", quoted(format));
            let help = match format.starts_with("icp-source/") {
                true => "this is a source file, which is given beside a model",
                false => "this library reads `icp/1`",
            };
            ctx.report(Code::Version, node, message).help(help);
            !format.starts_with("icp/") && !format.starts_with("icp-source/")
        }
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::List(_) | NodeKind::Map(_) => {
            let message = message!("`format` must be `icp/1`, found {}", node.kind.noun());
            ctx.report(Code::Version, node, message).help("write `format: icp/1`");
            true
        }
    }
}

fn status(ctx: &mut Context<'_>, node: &Node) -> Option<Status> {
    let place = word(ctx, node, "`status`", Status::WORDS)?;
    Status::ALL.get(place).copied()
}

fn select(ctx: &mut Context<'_>, node: &Node) -> Select {
    let place = word(ctx, node, "`select`", Select::WORDS);
    place.and_then(|place| Select::ALL.get(place)).copied().unwrap_or_default()
}

pub(super) fn name(ctx: &mut Context<'_>, node: &Node) -> Option<Box<str>> {
    let name = text(ctx, node, "`name`")?;
    if has_hidden(name) {
        ctx.report(Code::IdentCharset, node, message!("`name` {} has hidden characters", quoted(name)));
        return None;
    }
    Some(name.into())
}

/// `version`: a text; a plain number is taken as it was written.
fn version(ctx: &mut Context<'_>, node: &Node) -> Option<Box<str>> {
    match &node.kind {
        NodeKind::Number(number) => Some(ctx.number_text(node, *number).into()),
        NodeKind::Text(_) => text(ctx, node, "`version`").map(Into::into),
        _ => {
            wrong_type(ctx, node, "`version`", "text");
            None
        }
    }
}
