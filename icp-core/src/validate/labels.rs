//! Reads `labels` of an icp. Called by `icps`; tests of the result in their conditions are read by `result`.

use super::conditions::get_condition;
use super::context::Context;
use super::names::Ids;
use super::reader::{Fields, items};
use super::symbols::ResultIds;
use crate::draft::Node;
use crate::error::{Message, message, quoted};
use crate::model::{Label, LabelEntry};

/// Reads `labels`. `ids` are what tests of the result may name.
pub(super) fn labels<'d>(ctx: &mut Context<'d>, node: &'d Node, ids: ResultIds) -> Vec<Label> {
    ctx.result = Some(ids);
    let mut ids = Ids::default();
    let mut read = Vec::new();
    for (index, node) in items(ctx, node, "`labels`").iter().enumerate() {
        let Some(mut fields) = Fields::open(ctx, node, "a label") else { continue };
        let id = fields.require(ctx, "id").and_then(|node| ids.declare(ctx, node, index, "label"));
        let shown =
            id.as_deref().map_or_else(|| Message::from("a label"), |id| message!("label {}", quoted(id)));
        ctx.within.clone_from(&shown);
        fields.rename(shown);
        let name = fields.text(ctx, "name");
        let description = fields.text(ctx, "description");
        let mut first = Vec::new();
        if let Some(node) = fields.require(ctx, "first") {
            for node in items(ctx, node, "`first`") {
                let Some(mut fields) = Fields::open(ctx, node, "an entry of `first`") else { continue };
                let when = get_condition(ctx, &mut fields, "when");
                let say = fields.require_text(ctx, "say");
                fields.close(ctx);
                first.push(LabelEntry { when, say });
            }
        }
        fields.close(ctx);
        read.push(Label { id: id.unwrap_or_default(), name, description, first });
    }
    ctx.result = None;
    read
}
