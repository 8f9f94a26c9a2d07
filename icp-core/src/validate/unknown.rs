//! Refuses operators that a type does not have, with the operator that was meant.

use super::context::Context;
use super::reader::backticked;
use super::rewrite;
use crate::draft::Entry;
use crate::error::{Code, Message, hint, message, quoted, suggestion};
use crate::model::{NumberTest, Test};
use crate::value::AttributeType;

/// Refuses an operator that the type of an attribute does not have.
pub(super) fn operator(
    ctx: &mut Context<'_>,
    attribute: usize,
    kind: AttributeType,
    entry: &Entry,
    alone: bool,
) {
    let name = &*entry.key;
    let elsewhere = AttributeType::ALL.iter().any(|kind| Test::has_operator(*kind, name));
    let of = ctx.attributes.get(attribute).map_or_else(Message::default, |known| quoted(known.name));
    let message = if elsewhere {
        message!("operator {} does not go with {of}, which is of type {kind}", quoted(name))
    } else {
        message!("unknown operator {} in the test of {of}", quoted(name))
    };
    let written = hint(|| {
        if name.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() {
            return Some("a number has no signs between its digits: 1200000".to_owned());
        }
        let attribute = ctx.attributes.get(attribute)?.name;
        rewrite::operator(attribute, kind, entry, alone)
    });
    let near = near(name, Test::operators(kind));
    let reported = ctx.refuse_key(Code::Operator, entry, message);
    match near {
        Some(near) if written.is_none() => reported.help(message!("did you mean `{near}`?")),
        Some(_) | None => {
            reported.help_or(written, message!("type {kind} has {}", backticked(Test::operators(kind))));
        }
    }
}

/// The operator that a misspelt one is nearest to; none for a word whose own meaning is known.
fn near(name: &str, operators: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    if !cfg!(feature = "messages") || rewrite::is_operator_word(name) {
        return None;
    }
    suggestion(name, operators)
}

/// Refuses an operator that `length`, `size` and the numbers of a result do not have.
pub(super) fn measure(ctx: &mut Context<'_>, label: &str, entry: &Entry) {
    let name = &*entry.key;
    let near = near(name, NumberTest::NAMES.iter().copied());
    let written = hint(|| rewrite::of_measure(name).map(|operator| format!("write `{operator}`")));
    let reported =
        ctx.refuse_key(Code::Operator, entry, message!("unknown operator {} in {label}", quoted(name)));
    match near {
        Some(near) => reported.help(message!("did you mean `{near}`?")),
        None => reported
            .help_or(written, message!("{label} has {}", backticked(NumberTest::NAMES.iter().copied()))),
    }
}
