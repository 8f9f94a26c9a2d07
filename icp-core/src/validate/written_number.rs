//! Reads `written` of a number: the signs and words around it, of which none may be read in two ways. Called by `written`.

use super::context::Context;
use super::reader::{Fields, entries, flag, items, number as any_number, text, word, wrong_type};
use super::rewrite;
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, Message, hint, message, quoted};
use crate::model::{Range, WrittenNumber};
use crate::sort::Index;
use crate::value::{float_text, fold, is_blank, nearest};

/// Reads `{prefix, suffix, thousands, decimal, percent, range}`; `None` where it is the usual form.
pub(super) fn number<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<WrittenNumber> {
    if let NodeKind::Text(word) = &node.kind {
        let help = hint(|| match &**word {
            "percent" => Some("write `{percent: true}`".to_owned()),
            word if Range::WORDS.contains(&word) => Some(format!("write `{{range: {word}}}`")),
            _ => None,
        });
        let general = "it is an object of `prefix`, `suffix`, `thousands`, `decimal`, `percent` and `range`";
        let message = message!("`written` of a number must be an object, found text {}", quoted(word));
        ctx.refuse(Code::Type, node, message).help_or(help, general);
        return None;
    }
    let mut fields = Fields::open(ctx, node, "`written` of a number")?;
    let prefix_node = fields.list("prefix");
    let suffix_node = fields.object("suffix");
    let thousands_node = fields.get("thousands");
    let decimal_node = fields.get("decimal");
    let percent_node = fields.get("percent");
    let range_node = fields.get("range");
    fields.close(ctx);
    let thousands = thousands_node.and_then(|node| sign(ctx, node, "thousands"));
    let decimal = decimal_node.and_then(|node| sign(ctx, node, "decimal"));
    let range = range_node.and_then(|node| word(ctx, node, "`range`", Range::WORDS));
    let range = range.and_then(|place| Range::ALL.get(place)).copied();
    let percent = percent_node.is_some_and(|node| flag(ctx, node, "`percent`"));
    let signs = [thousands, Some(decimal.unwrap_or('.'))];
    let has_range = range.is_some();
    let prefix = prefix_node.map_or_else(Vec::new, |node| prefixes(ctx, node, has_range));
    let suffix = suffix_node.map_or_else(Vec::new, |node| suffixes(ctx, node, has_range, signs));
    if let (Some(node), Some(sign)) = (thousands_node, thousands)
        && sign == decimal.unwrap_or('.')
    {
        let message = message!("`{sign}` cannot be the sign of thousands and of decimals");
        let reported = ctx.report(Code::Ambiguous, node, message);
        match decimal {
            None => reported.help("write `decimal: \",\"` beside it, if that is the sign before decimals"),
            Some(_) => reported.help("leave out the one that the source does not write"),
        }
    }
    if let (Some(node), true, true) = (suffix_node, percent, !suffix.is_empty()) {
        ctx.report(Code::Conflict, node, "a percentage has no `suffix` but its sign");
    }
    let decimal = decimal.filter(|sign| *sign != '.');
    let read = WrittenNumber { prefix, suffix, thousands, decimal, percent, range };
    (read != WrittenNumber::default()).then_some(read)
}

/// `thousands` or `decimal`: one sign.
fn sign(ctx: &mut Context<'_>, node: &Node, key: &str) -> Option<char> {
    let NodeKind::Text(text) = &node.kind else {
        wrong_type(ctx, node, &message!("`{key}`"), "text");
        return None;
    };
    let mut signs = text.chars();
    let may_be = |sign: &char| {
        let is_other = sign.is_alphanumeric() || is_taken(*sign) || sign.is_control();
        !is_other && (key == "thousands" || !sign.is_whitespace())
    };
    match (signs.next().filter(may_be), signs.next()) {
        (Some(sign), None) => Some(sign),
        _ => {
            let message = message!("`{key}` must be one sign, found {}", quoted(text));
            let help = match key {
                "thousands" => "it is a comma, a point, a blank or an apostrophe",
                _ => "it is a point or a comma",
            };
            ctx.refuse(Code::Enum, node, message).help(help);
            None
        }
    }
}

/// Signs that mean something in every number.
fn is_taken(sign: char) -> bool {
    matches!(sign, '+' | '-' | '<' | '>' | '≤' | '≥' | '=' | '%') || crate::reading::is_dash(sign)
}

/// Refuses a word that could not be told from the number beside it.
fn check(ctx: &mut Context<'_>, entry: Place<'_>, word: &str, key: &str, has_range: bool) -> bool {
    let folded = fold(word);
    let odd = word.chars().find(|sign| sign.is_numeric() || is_taken(*sign));
    let message = match odd {
        Some('%') => message!("{} cannot be a `{key}`", quoted(word)),
        Some(odd) => message!("{} cannot be a `{key}`: `{odd}` is part of a number", quoted(word)),
        None if has_range && folded.split(' ').any(|part| part == "to") => {
            message!("{} cannot be a `{key}`: `to` stands between the ends of a range", quoted(word))
        }
        None => return true,
    };
    let help = (odd == Some('%')).then_some("write `percent: true`");
    entry.refuse(ctx, message, help);
    false
}

/// A value or a key that is refused.
#[derive(Clone, Copy)]
enum Place<'d> {
    Value(&'d Node),
    Key(&'d Entry),
}

impl Place<'_> {
    fn refuse(self, ctx: &mut Context<'_>, message: Message, help: Option<&'static str>) {
        let reported = match self {
            Self::Value(node) => ctx.refuse(Code::Ambiguous, node, message),
            Self::Key(entry) => ctx.refuse_key(Code::Ambiguous, entry, message),
        };
        reported.help_if(hint(|| help.map(str::to_owned)));
    }
}

/// `prefix`: a text, or a list of texts.
fn prefixes<'d>(ctx: &mut Context<'d>, node: &'d Node, has_range: bool) -> Vec<Box<str>> {
    let nodes = match &node.kind {
        NodeKind::List(_) => items(ctx, node, "`prefix`"),
        _ => std::slice::from_ref(node),
    };
    let mut seen = Index::default();
    let mut read: Vec<Box<str>> = Vec::new();
    for node in nodes {
        let Some(word) = text(ctx, node, "`prefix`") else { continue };
        if !check(ctx, Place::Value(node), word, "prefix", has_range) {
            continue;
        }
        if seen.note(&fold(word)) {
            read.push(word.trim().into());
        } else {
            Place::Value(node).refuse(ctx, message!("prefix {} is listed twice", quoted(word)), Some(SAME));
        }
    }
    read
}

const SAME: &str = "they are compared without regard to case and blanks";

/// `suffix`: each word with the number that it multiplies by.
fn suffixes<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    has_range: bool,
    signs: [Option<char>; 2],
) -> Vec<(Box<str>, i32)> {
    if let NodeKind::Text(_) | NodeKind::List(_) = node.kind {
        let help = hint(|| match &node.kind {
            NodeKind::Text(word) => Some(format!("write `{{{}: 1}}`", rewrite::key(word)?)),
            _ => None,
        });
        let message = message!("`suffix` must be an object, found {}", node.kind.noun());
        let general = "give each word the number that it multiplies by: `{K: 1000, people: 1}`";
        ctx.refuse(Code::Type, node, message).help_or(help, general);
        return Vec::new();
    }
    let mut seen = Index::default();
    let mut read: Vec<(Box<str>, i32)> = Vec::new();
    for entry in entries(ctx, node, "`suffix`") {
        let word = &*entry.key;
        if is_blank(word) {
            ctx.refuse_key(Code::Empty, entry, "a word of `suffix` is blank");
            continue;
        }
        if !check(ctx, Place::Key(entry), word, "suffix", has_range) {
            continue;
        }
        if let Some(sign) = word.trim().chars().next().filter(|sign| signs.contains(&Some(*sign))) {
            let message = message!("{} cannot be a `suffix`: `{sign}` is part of a number", quoted(word));
            Place::Key(entry).refuse(ctx, message, None);
            continue;
        }
        if !seen.note(&fold(word)) {
            Place::Key(entry).refuse(ctx, message!("suffix {} is listed twice", quoted(word)), Some(SAME));
            continue;
        }
        let Some(factor) = any_number(ctx, &entry.value, &message!("suffix {}", quoted(word))) else {
            continue;
        };
        match (-12..=15).find(|power| nearest(&format!("1e{power}")) == factor) {
            Some(power) => read.push((word.trim().into(), power)),
            None => {
                let found = float_text(factor);
                let message = message!("suffix {} cannot multiply by {found}", quoted(word));
                ctx.refuse(Code::Range, &entry.value, message).help(
                    "a suffix moves the decimal point: 1, 10, 100, 1000 and so on, or 0.1, 0.01 and so on",
                );
            }
        }
    }
    read
}
