//! Reads how a source writes the values of an attribute: `missing`, `blank`, `written` and `separator`. Called by `attributes`
//! and, for the `missing` of a whole model, by `document`.

use super::context::Context;
use super::reader::{Fields, backticked, items, number, text, word, wrong_type};
use super::{names, rewrite, written_date, written_number};
use crate::draft::{Node, NodeKind, Number};
use crate::error::{Code, hint, message, quoted};
use crate::model::{Blank, ListItem, Placeholders, Written, WrittenBool};
use crate::sort::Index;
use crate::value::{AttributeType, float_text, fold, is_blank, parse_number};

/// How the keys of an attribute are read, and the `missing` of a model.
pub(super) struct Reader {
    keys: for<'d> fn(&mut Context<'d>, &Keys<'d>, Option<AttributeType>) -> How,
    placeholders: for<'d> fn(&mut Context<'d>, &'d Node) -> Vec<ListItem>,
}

fetched! {
    reader: &'static Reader = &Reader { keys: values, placeholders: listed }
}

/// The nodes of the four keys.
#[derive(Clone, Copy)]
pub(super) struct Keys<'d> {
    missing: Option<&'d Node>,
    blank: Option<&'d Node>,
    written: Option<&'d Node>,
    separator: Option<&'d Node>,
}

impl<'d> Keys<'d> {
    pub(super) fn of(fields: &mut Fields<'d>) -> Self {
        Self {
            missing: fields.list("missing"),
            blank: fields.get("blank"),
            written: fields.object("written"),
            separator: fields.list("separator"),
        }
    }
}

/// How a source writes the values of an attribute.
#[derive(Default)]
pub(super) struct How {
    pub(super) missing: Option<Placeholders>,
    pub(super) blank: Option<Blank>,
    pub(super) written: Option<Written>,
    pub(super) separators: Vec<Box<str>>,
}

/// Reads the four keys for an attribute of a type; `None` where the type is not known.
pub(super) fn read<'d>(
    ctx: &mut Context<'d>,
    keys: &Keys<'d>,
    kind: Option<AttributeType>,
    has_formula: bool,
) -> How {
    if has_formula {
        let named = [(keys.missing, "missing"), (keys.blank, "blank"), (keys.written, "written")];
        for (node, key) in named {
            if let Some(node) = node {
                let message = message!("the attribute has a formula, so `{key}` would never be used");
                ctx.report(Code::Conflict, node, message);
            }
        }
        return How::default();
    }
    if let Some(kind) = kind {
        names::only_for(ctx, keys.separator, "separator", kind, kind == AttributeType::Set);
    }
    let mut how = How::default();
    if let Some(node) = keys.missing.or(keys.blank).or(keys.written) {
        match reader() {
            Some(reader) => how = (reader.keys)(ctx, keys, kind),
            None => off(ctx, node),
        }
    }
    let Some(_) = kind else { return how };
    how.separators = keys.separator.map_or_else(Vec::new, |node| separators(ctx, node));
    if let (Some(Written::Json), Some(node)) = (&how.written, keys.separator) {
        ctx.report(Code::Conflict, node, "a set that is `written: json` has no `separator`");
    }
    how
}

fn off(ctx: &mut Context<'_>, node: &Node) {
    ctx.refuse(Code::WrittenOff, node, "the readers of written values are not part of this build");
}

/// `missing`, `blank` and `written`.
fn values<'d>(ctx: &mut Context<'d>, keys: &Keys<'d>, kind: Option<AttributeType>) -> How {
    let missing = keys.missing.and_then(|node| of_attribute(ctx, node));
    let Some(kind) = kind else { return How { missing, ..How::default() } };
    let blank = keys.blank.and_then(|node| blank(ctx, node, kind));
    let written = keys.written.and_then(|node| written(ctx, node, kind));
    How { missing, blank, written, separators: Vec::new() }
}

/// `missing` of a whole model.
pub(super) fn placeholders<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Vec<ListItem> {
    match reader() {
        Some(reader) => (reader.placeholders)(ctx, node),
        None => {
            off(ctx, node);
            Vec::new()
        }
    }
}

/// `missing` of an attribute: a list, or `none`.
fn of_attribute<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Placeholders> {
    match &node.kind {
        NodeKind::Text(word) if &**word == "none" => Some(Placeholders::None),
        _ => {
            let listed = listed(ctx, node);
            (!listed.is_empty()).then_some(Placeholders::Listed(listed))
        }
    }
}

/// `missing`: texts and numbers that stand for no value.
fn listed<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Vec<ListItem> {
    if let NodeKind::Text(_) | NodeKind::Number(_) = node.kind {
        let help = hint(|| Some(format!("write `[{}]`", rewrite::flow(node)?)));
        ctx.refuse(Code::Type, node, message!("`missing` must be a list, found {}", node.kind.noun()))
            .help_if(help);
        return Vec::new();
    }
    let mut words = Index::default();
    let mut read = Vec::new();
    for item in items(ctx, node, "`missing`") {
        if let NodeKind::Text(text) = &item.kind
            && is_blank(text)
        {
            ctx.refuse(Code::Empty, item, "an entry of `missing` is blank")
                .help("a blank is missing in any case; what it is known to be is `blank`");
            continue;
        }
        if let NodeKind::Null = item.kind {
            ctx.refuse(Code::Type, item, "an entry of `missing` is null")
                .help("write `\"null\"` for the text; what is null is missing in any case");
            continue;
        }
        let Some(word) = constant(ctx, item, "an entry of `missing`") else { continue };
        if words.note(&same(&word)) {
            read.push(word);
        }
    }
    read
}

/// A text or a number.
fn constant(ctx: &mut Context<'_>, node: &Node, label: &str) -> Option<ListItem> {
    match node.kind {
        NodeKind::Number(_) => number(ctx, node, label).map(ListItem::Number),
        NodeKind::Text(_) => text(ctx, node, label).map(|text| ListItem::Text(text.into())),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::List(_) | NodeKind::Map(_) | NodeKind::Invalid => {
            wrong_type(ctx, node, label, "text or a number");
            None
        }
    }
}

/// The form in which two of them are the same: a number, also as a text, or the folded text.
fn same(word: &ListItem) -> String {
    match word {
        ListItem::Number(number) => float_text(*number),
        ListItem::Text(text) => parse_number(text).map_or_else(|_| fold(text).into_owned(), float_text),
    }
}

/// `blank`: what a blank is known to be.
fn blank(ctx: &mut Context<'_>, node: &Node, kind: AttributeType) -> Option<Blank> {
    let choices: &[Blank] = match kind {
        AttributeType::Number => &[Blank::None, Blank::Zero],
        AttributeType::Bool => &[Blank::None, Blank::False],
        AttributeType::Set | AttributeType::Events => &[Blank::None, Blank::Empty],
        AttributeType::Text | AttributeType::Date => &[Blank::None],
    };
    let found = match &node.kind {
        NodeKind::Bool(false) => Some(Blank::False),
        NodeKind::Number(Number::Integer(0)) => Some(Blank::Zero),
        NodeKind::Text(word) if &**word == Blank::None.as_str() => Some(Blank::None),
        NodeKind::Text(word) if &**word == Blank::Empty.as_str() => Some(Blank::Empty),
        NodeKind::Invalid => {
            ctx.leave();
            return None;
        }
        NodeKind::Null
        | NodeKind::Bool(_)
        | NodeKind::Number(_)
        | NodeKind::Text(_)
        | NodeKind::List(_)
        | NodeKind::Map(_) => None,
    };
    let allowed = found.filter(|found| choices.contains(found));
    if allowed.is_none() {
        let message = match rewrite::flow(node) {
            Some(written) => message!("`blank` of a {kind} attribute cannot be `{written}`"),
            None => message!("`blank` of a {kind} attribute cannot be {}", node.kind.noun()),
        };
        let help = message!("it is one of {}", backticked(choices.iter().map(|choice| choice.as_str())));
        ctx.refuse(Code::Enum, node, message).help(help);
    }
    allowed
}

/// `separator`: any text that is not empty, or several; a blank or a line end is one too.
fn separators<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Vec<Box<str>> {
    let nodes = match &node.kind {
        NodeKind::List(_) => items(ctx, node, "`separator`"),
        _ => std::slice::from_ref(node),
    };
    let mut read: Vec<Box<str>> = Vec::new();
    for node in nodes {
        match &node.kind {
            NodeKind::Text(text) if text.is_empty() => {
                ctx.report(Code::Empty, node, "`separator` is empty");
            }
            NodeKind::Text(text) if read.contains(text) => {
                ctx.report(Code::Ambiguous, node, message!("separator {} is listed twice", quoted(text)));
            }
            NodeKind::Text(text) => read.push(text.clone()),
            _ => wrong_type(ctx, node, "`separator`", "text"),
        }
    }
    // The usual one is as good as none.
    if matches!(&*read, [one] if &**one == ";") { Vec::new() } else { read }
}

/// `written`, by the type of the attribute.
fn written<'d>(ctx: &mut Context<'d>, node: &'d Node, kind: AttributeType) -> Option<Written> {
    match kind {
        AttributeType::Number => written_number::number(ctx, node).map(Written::Number),
        AttributeType::Date => written_date::dates(ctx, node).map(Written::Date),
        AttributeType::Bool => truths(ctx, node).map(Written::Bool),
        AttributeType::Set => word(ctx, node, "`written` of a set", &["json"]).map(|_| Written::Json),
        AttributeType::Text => {
            let place = word(ctx, node, "`written` of a text", &["digits", "domain"])?;
            [Written::Digits, Written::Domain].into_iter().nth(place)
        }
        AttributeType::Events => {
            ctx.report(Code::Conflict, node, "an events attribute has no `written`");
            None
        }
    }
}

/// `written` of a bool: `{true: [..], false: [..]}`.
fn truths<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<WrittenBool> {
    let mut fields = Fields::open(ctx, node, "`written` of a bool")?;
    let mut read = WrittenBool::default();
    let mut seen = Index::default();
    for key in ["true", "false"] {
        let Some(list) = fields.list(key) else { continue };
        let is_true = key == "true";
        for item in items(ctx, list, &message!("`{key}`")) {
            let Some(word) = constant(ctx, item, &message!("an entry of `{key}`")) else { continue };
            let form = same(&word);
            let is_usual = matches!((is_true, &*form), (false, "true" | "yes") | (true, "false" | "no"));
            if is_usual {
                let message = message!("{} always means {}", quoted(&form), !is_true);
                ctx.report(Code::Ambiguous, item, message).help("`true`, `yes`, `false` and `no` are known");
            } else if !seen.note(&form) {
                ctx.report(Code::Ambiguous, item, message!("{} is listed twice", quoted(&form)))
                    .help("texts are compared without regard to case and blanks");
            } else if is_true {
                read.truths.push(word);
            } else {
                read.falses.push(word);
            }
        }
    }
    fields.close(ctx);
    (read != WrittenBool::default()).then_some(read)
}
