//! Regular expressions that another part of a page reads, set once that part has come.

use std::sync::OnceLock;

use super::context::Context;
use super::regex;
use crate::draft::Node;

type Read = fn(&mut Context<'_>, &Node) -> Option<Box<str>>;

/// Set once regular expressions have been brought.
static READ: OnceLock<Read> = OnceLock::new();

/// Patterns are read from now on.
pub(crate) fn enable() {
    // It may be there already: it stays.
    let _ = READ.set(regex::pattern);
}

/// As the function of the same name in [`regex`]; `None` where nothing has been brought.
pub(super) fn pattern(ctx: &mut Context<'_>, node: &Node) -> Option<Option<Box<str>>> {
    READ.get().map(|read| read(ctx, node))
}
