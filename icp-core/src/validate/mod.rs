//! Draft to [`Definition`]: every mistake in one go, in document order, each with a code, a path and a way out.
//!
//! One wrong thing is one mistake: what is wrong in itself is still known by its name, so that what refers to it
//! is not reported as well.

mod attributes;
mod circles;
mod conditions;
mod context;
mod criteria;
mod curve;
mod decay;
mod dimensions;
mod document;
mod formula;
mod happened;
mod icps;
mod labels;
mod limits;
mod listed;
mod lists;
mod named;
mod names;
mod operators;
#[cfg(all(feature = "deferred", not(feature = "regex")))]
mod patterns;
mod per_match;
mod points;
mod reader;
#[cfg(any(feature = "regex", feature = "deferred"))]
mod regex;
#[cfg(not(feature = "regex"))]
mod regex_off;
mod result;
mod rewrite;
mod rule_parts;
mod rules;
mod scaled;
mod scorecard;
mod source;
mod stages;
mod symbols;
mod tiers;
mod time;
mod unknown;
mod used;
mod verdicts;
mod weights;
mod written;
mod written_date;
mod written_number;

#[cfg(test)]
mod tests;

use crate::draft::{Draft, Limits, Mistake, NodeKind};
use crate::error::{Code, ModelError};
use crate::model::{Definition, NamedList};
use context::Context;
#[cfg(all(feature = "deferred", not(feature = "regex")))]
pub(crate) use patterns::enable as enable_patterns;
pub(crate) use source::{SourceDocument, apply, source};
#[cfg(all(feature = "deferred", not(feature = "messages")))]
pub(crate) use written::enable as enable_written;

/// Checks a draft. `text` is what the draft was read from, if it was, for positions.
pub(crate) fn validate(draft: Draft, limits: &Limits, text: Option<&str>) -> Result<Definition, ModelError> {
    check(draft, limits, text, false)
}

/// Checks a draft that holds named lists and nothing else.
pub(crate) fn named_lists(
    draft: Draft,
    limits: &Limits,
    text: Option<&str>,
) -> Result<Vec<NamedList>, ModelError> {
    let Draft { root, mistakes } = draft;
    let mut ctx = Context::new(&root, mistakes, text, limits);
    let is_none = matches!(&root.kind, NodeKind::Map(entries) if entries.is_empty());
    let read = if is_none { Vec::new() } else { lists::lists(&mut ctx, &root) };
    if ctx.has_mistakes() || !ctx.is_whole(0) {
        return Err(Mistake::refuse(ctx.into_mistakes(), text, limits));
    }
    Ok(read)
}

/// The same for a draft that a program made: a number that is off by what arithmetic leaves over is rounded, and noted.
pub(crate) fn validate_computed(
    draft: Draft,
    limits: &Limits,
    text: Option<&str>,
) -> Result<Definition, ModelError> {
    check(draft, limits, text, true)
}

fn check(
    draft: Draft,
    limits: &Limits,
    text: Option<&str>,
    is_computed: bool,
) -> Result<Definition, ModelError> {
    let Draft { root, mistakes } = draft;
    let mut ctx = Context::new(&root, mistakes, text, limits);
    ctx.is_computed = is_computed;
    let definition = document::document(&mut ctx, &root);
    match definition {
        Some(definition) if !ctx.has_mistakes() && ctx.is_whole(0) => Ok(definition),
        Some(_) | None => {
            if !ctx.has_mistakes() {
                // A part was left out without a word: a mistake of this module, not a reason to go on.
                ctx.report(Code::Type, &root, "the model cannot be read");
            }
            Err(Mistake::refuse(ctx.into_mistakes(), text, limits))
        }
    }
}
