//! In place of `regex` in builds without regular expressions: each is refused with `regex.off`.

use super::context::Context;
use super::reader::wrong_type;
use crate::draft::{Node, NodeKind};
use crate::error::Code;

/// Regular expressions are not there, so whatever the pattern of `matches` is, it is refused.
pub(super) fn pattern(ctx: &mut Context<'_>, node: &Node) -> Option<Box<str>> {
    #[cfg(feature = "deferred")]
    if let Some(pattern) = super::patterns::pattern(ctx, node) {
        return pattern;
    }
    if let NodeKind::Text(_) = &node.kind {
        let message = "regular expressions are not part of this build";
        ctx.refuse(Code::RegexOff, node, message)
            .help("take a build with them, or write `contains` or `mentions`");
    } else {
        wrong_type(ctx, node, "`matches`", "text");
    }
    None
}
