//! Reads named lists, and the list operands of operators and rules, written out or by name.

use super::context::{Context, Counted};
use super::names::Ids;
use super::reader::{entries, items, listed, number, text};
use super::rewrite;
use crate::draft::{Node, NodeKind};
use crate::error::{Code, hint, message, quoted};
use crate::model::{Items, ListItem, NamedList};
use crate::reading::host;
use crate::sort::{Index, first_of_each};
use crate::value::fold;

/// Reads `lists` and makes them known to the context.
pub(super) fn lists<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Vec<NamedList> {
    let mut ids = Ids::default();
    let mut lists = Vec::new();
    for (index, entry) in entries(ctx, node, "`lists`").iter().enumerate() {
        ids.declare_key(ctx, entry, index, "list");
        let label = message!("list {}", quoted(&entry.key));
        let items = items(ctx, &entry.value, &label);
        let read = constants(ctx, items, &label);
        if ctx.list_names.add(&entry.key, ctx.lists.len()) {
            ctx.lists.push(read.as_ref().map(|_| items));
        }
        lists.extend(read.map(|items| NamedList { name: entry.key.clone(), items }));
    }
    lists
}

fn constants<'d>(ctx: &mut Context<'d>, items: &'d [Node], label: &str) -> Option<Vec<ListItem>> {
    let numbers = matches!(items.first()?.kind, NodeKind::Number(_));
    let mut read = Vec::new();
    let mut wrong = false;
    for item in items {
        let mixed = match &item.kind {
            NodeKind::Number(_) => !numbers,
            NodeKind::Text(_) => numbers,
            _ => false,
        };
        let constant = if mixed {
            let message = message!("{label} mixes numbers and texts");
            ctx.report(Code::Type, item, message).help("put numbers that are codes in quotes");
            return None;
        } else if numbers {
            number(ctx, item, "an entry of a list of numbers").map(ListItem::Number)
        } else {
            text(ctx, item, "an entry of a list").map(|text| ListItem::Text(text.into()))
        };
        wrong |= constant.is_none();
        read.extend(constant);
    }
    (!wrong).then_some(read)
}

/// Whether the texts of an operand are values or phrases; it decides when two of them are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    /// Values of the attribute with this index: the same after folding and synonyms.
    Values(usize),
    /// Pieces of text: the same after folding.
    Phrases,
}

/// Reads a list of texts: written out, named (`$name`), or, where that is allowed, a single text.
pub(super) fn texts<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    label: &str,
    meaning: Texts,
    single: bool,
) -> Items<Box<str>> {
    let mut read = Items { list: None, items: Vec::new(), single: false };
    if let NodeKind::Text(written) = &node.kind {
        if let Some(name) = written.strip_prefix('$') {
            named_texts(ctx, node, name, label, meaning, &mut read.items);
            read.list = Some(name.into());
        } else if single {
            read.items.push(constant(ctx, node, label, meaning));
            read.single = true;
        } else {
            wrong_list(ctx, node, label, false);
        }
        return read;
    }
    if let NodeKind::Number(_) = &node.kind {
        if single {
            constant(ctx, node, label, meaning);
        } else {
            wrong_list(ctx, node, label, false);
        }
        return read;
    }
    let nodes = items(ctx, node, label);
    ctx.count(Counted::ListItems, node, nodes.len());
    let mut seen = Index::default();
    for item in nodes {
        if is_list_inside(ctx, item) {
            continue;
        }
        let text = constant(ctx, item, &message!("an entry of {label}"), meaning);
        if seen.note(&same(ctx, &text, meaning)) {
            read.items.push(text);
        }
    }
    read
}

/// Reads the texts of a named list, for a node that names it.
pub(super) fn named_texts<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    name: &str,
    label: &str,
    meaning: Texts,
    read: &mut Vec<Box<str>>,
) {
    let mut seen = Index::default();
    for entry in named(ctx, node, name) {
        let NodeKind::Text(text) = &entry.kind else {
            let message = message!("{label} takes texts, and list {} has numbers", quoted(name));
            ctx.refuse(Code::Type, node, message);
            return;
        };
        if let Texts::Values(index) = meaning
            && !is_host(ctx, node, index, text)
        {
            return;
        }
        if let Texts::Values(index) = meaning
            && !is_allowed(ctx, node, index, text, &message!("list {} has", quoted(name)))
        {
            return;
        }
        if seen.note(&same(ctx, text, meaning)) {
            read.push(text.clone());
        }
    }
}

/// Reads a list of numbers: written out or named.
pub(super) fn numbers<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str) -> Items<f64> {
    let mut read: Vec<f64> = Vec::new();
    let mut list = None;
    if let NodeKind::Text(written) = &node.kind {
        if let Some(name) = written.strip_prefix('$') {
            for entry in named(ctx, node, name) {
                let NodeKind::Number(_) = entry.kind else {
                    let message = message!("{label} takes numbers, and list {} has texts", quoted(name));
                    ctx.refuse(Code::Type, node, message);
                    break;
                };
                read.extend(number(ctx, entry, label));
            }
            list = Some(name.into());
        } else {
            wrong_list(ctx, node, label, true);
        }
    } else if let NodeKind::Number(_) = &node.kind {
        wrong_list(ctx, node, label, true);
    } else {
        let nodes = items(ctx, node, label);
        ctx.count(Counted::ListItems, node, nodes.len());
        for item in nodes {
            read.extend(number(ctx, item, &message!("an entry of {label}")));
        }
    }
    first_of_each(&mut read, f64::total_cmp);
    Items { list, items: read, single: false }
}

/// The entries of a named list; none when it is refused.
fn named<'d>(ctx: &mut Context<'d>, node: &Node, name: &str) -> &'d [Node] {
    match ctx.list_names.get(name) {
        Some(place) => {
            if let Some(list) = ctx.lists.get(place).copied().flatten() {
                ctx.count(Counted::ListItems, node, list.len());
                if ctx.used.list_items <= ctx.limits.list_items_total {
                    return list;
                }
            }
            ctx.leave();
        }
        None => {
            let near = ctx.near(name, ctx.list_names.texts()).map(|near| quoted(&message!("${near}")));
            let message = message!("unknown list {}", quoted(&message!("${name}")));
            let is_condition = ctx.condition_names.has(name);
            let reported = ctx.refuse(Code::UnknownReference, node, message);
            match near {
                _ if is_condition => {
                    reported.help(message!("`${name}` is a condition, which stands in place of one"));
                }
                Some(near) => reported.help(message!("did you mean {near}?")),
                None if matches!(node.kind, NodeKind::Text(_)) => reported
                    .help("lists are declared under `lists`; a text that begins with `$` goes in brackets"),
                // The name is a key, for which there are no brackets.
                None => reported.help(
                    "a key that begins with `$` names a list, which is declared under `lists`; an item that begins with `$` can be one of its entries",
                ),
            }
        }
    }
    &[]
}

fn is_list_inside(ctx: &mut Context<'_>, item: &Node) -> bool {
    let NodeKind::Text(text) = &item.kind else { return false };
    let Some(name) = text.strip_prefix('$').filter(|name| ctx.list_names.has(name)) else { return false };
    let message = message!("list {} inside of a list", quoted(&message!("${name}")));
    ctx.refuse(Code::Conflict, item, message).help(message!("write `${name}` without the brackets"));
    true
}

fn wrong_list(ctx: &mut Context<'_>, node: &Node, label: &str, numbers: bool) {
    let message = message!("{label} must be a list, found {}", node.kind.noun());
    let help = hint(|| match &node.kind {
        // The name of a list without its sign.
        NodeKind::Text(name) if ctx.list_names.has(name) => Some(format!("write `\"${name}\"`")),
        _ => rewrite::listed(node, numbers),
    });
    ctx.refuse(Code::Type, node, message).help_or(help, "put it in brackets, with commas between values");
}

/// One text of an operand; an empty one when it is refused.
pub(super) fn constant(ctx: &mut Context<'_>, node: &Node, label: &str, meaning: Texts) -> Box<str> {
    let text = text(ctx, node, label).unwrap_or_default();
    if let Texts::Values(index) = meaning
        && !text.is_empty()
    {
        is_host(ctx, node, index, text);
        is_allowed(ctx, node, index, text, "");
    }
    text.into()
}

/// The form in which two texts of an operand are the same.
pub(super) fn same(ctx: &Context<'_>, text: &str, meaning: Texts) -> String {
    match meaning {
        Texts::Values(index) => {
            ctx.attributes.get(index).map_or_else(|| fold(text).into_owned(), |known| known.canonical(text))
        }
        Texts::Phrases => fold(text).into_owned(),
    }
}

/// Whether a value can be one of an attribute: of web addresses it must be one itself; reported if not.
pub(super) fn is_host(ctx: &mut Context<'_>, node: &Node, index: usize, text: &str) -> bool {
    let is_domain = ctx.attributes.get(index).is_some_and(|known| known.is_domain);
    if !is_domain || host(text).is_some() {
        return true;
    }
    ctx.refuse(Code::Type, node, message!("{} is no web address", quoted(text)))
        .help("the attribute is `written: domain`: give a host such as `acme.example`");
    false
}

/// Whether the closed list of an attribute has a value; reported if not. `holder` is what has the value, if that is not
/// where it stands: `list x has`.
pub(super) fn is_allowed(ctx: &mut Context<'_>, node: &Node, index: usize, text: &str, holder: &str) -> bool {
    let Some(known) = ctx.attributes.get(index) else { return true };
    if known.allows(text) {
        return true;
    }
    let help = match ctx.near(text, known.values()) {
        Some(near) => message!("did you mean {}?", quoted(near)),
        None => message!("they are {}", listed(known.values().take(12))),
    };
    let message = match holder {
        "" => message!("{} is not among the values of {}", quoted(text), quoted(known.name)),
        _ => message!("{holder} {}, which is not among the values of {}", quoted(text), quoted(known.name)),
    };
    ctx.refuse(Code::UnknownValue, node, message).help(help);
    false
}
