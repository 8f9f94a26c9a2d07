//! Ids and names: which are allowed, which were given before, and what an unknown one may have meant.

use super::context::Context;
use super::reader::{text, wrong_type};
use super::rewrite;
use crate::draft::{Entry, Node, NodeKind, Number};
use crate::error::{Code, Message, hint, message, quoted};
use crate::model::Condition;
use crate::sort::Index;
use crate::value::{AttributeType, fold, integer_text};

/// Names that mean something to JavaScript objects, where ids become keys.
const RESERVED: [&str; 6] =
    ["__proto__", "prototype", "constructor", "toString", "valueOf", "hasOwnProperty"];
const LONGEST: usize = 128;

fn id_fault(id: &str) -> Option<(Code, Message)> {
    if id.is_empty() {
        return Some((Code::IdentCharset, "is empty".into()));
    }
    if id.chars().count() > LONGEST {
        return Some((Code::IdentCharset, "is longer than 128 characters".into()));
    }
    if !id.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '+')) {
        return Some((Code::IdentCharset, "has characters that are not allowed".into()));
    }
    RESERVED.contains(&id).then(|| (Code::IdentReserved, "is a reserved word".into()))
}

/// Reports a key that an attribute of this type does not have.
pub(super) fn only_for(
    ctx: &mut Context<'_>,
    node: Option<&Node>,
    field: &str,
    kind: AttributeType,
    fits: bool,
) {
    if let Some(node) = node.filter(|_| !fits) {
        ctx.report(Code::Conflict, node, message!("a {kind} attribute has no `{field}`"));
    }
}

/// Reports a key that is no name of an attribute: letters, digits, `_`, `-`, inner blanks; begins with a letter or `_`.
pub(super) fn check_attribute(ctx: &mut Context<'_>, entry: &Entry) {
    let name = &*entry.key;
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let begins = name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    let blanks = name.ends_with(' ') || name.as_bytes().windows(2).any(|pair| pair == b"  ");
    let mut shape = begins && !blanks && name.chars().all(|c| word(c) || c == ' ');
    shape &= name.chars().count() <= LONGEST;
    if !shape {
        let message = message!("attribute name {} has characters that are not allowed", quoted(name));
        let help = "names begin with a letter or `_`, go on with letters, digits, `_`, `-` and single blanks, \
                    and have at most 128 characters; other spellings go into `aliases`";
        ctx.report_key(Code::IdentCharset, entry, message).help(help);
    } else if RESERVED.contains(&name) || matches!(name, "all" | "any" | "not" | "at_least") {
        let message = message!("attribute name {} is a reserved word", quoted(name));
        ctx.report_key(Code::IdentReserved, entry, message).help("choose another, and keep it in `aliases`");
    }
}

/// True for words that a record's key or a team must not be.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// True when a name has characters that people cannot see.
pub(super) fn has_hidden(name: &str) -> bool {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    name.chars().any(hidden)
}

/// The ids of one kind: unique by their folded form, looked up as written.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Folded form to the order of the node that has it first.
    folded: Index,
    ids: Index,
}

impl Ids {
    /// Declares the id that a node holds; `None` when it is no id. A wrong or repeated id is reported, and
    /// still known, so that references to it are not mistakes as well.
    pub(super) fn declare(
        &mut self,
        ctx: &mut Context<'_>,
        node: &Node,
        index: usize,
        what: &str,
    ) -> Option<Box<str>> {
        let Some(id) = id_text(node) else {
            wrong_type(ctx, node, &message!("the id of a {what}"), "text");
            return None;
        };
        let first = self.insert(&id, node.order, index);
        if let Some((code, why)) = id_fault(&id) {
            let message = message!("{what} id {} {why}", quoted(&id));
            ctx.refuse(code, node, message).help("ids are letters, digits, `_`, `-`, `.` and `+`");
            return None;
        }
        if let Some(first) = first {
            let help = message!("the first is at {}", ctx.path_to(first));
            ctx.report(Code::DuplicateId, node, message!("{what} id {} is used twice", quoted(&id)))
                .help(help);
        }
        Some(id)
    }

    /// The same for an id that is a key.
    pub(super) fn declare_key(
        &mut self,
        ctx: &mut Context<'_>,
        entry: &Entry,
        index: usize,
        what: &str,
    ) -> bool {
        let first = self.insert(&entry.key, entry.value.order, index);
        if let Some((code, why)) = id_fault(&entry.key) {
            let message = message!("{what} {} {why}", quoted(&entry.key));
            ctx.refuse_key(code, entry, message).help("names are letters, digits, `_`, `-`, `.` and `+`");
            return false;
        }
        if let Some(first) = first {
            let help = message!("the first is at {}", ctx.path_to(first));
            let message = message!("{what} {} is there twice", quoted(&entry.key));
            ctx.report_key(Code::DuplicateId, entry, message).help(help);
        }
        true
    }

    /// Adds an id; the order of the node that has it already, if there is one.
    fn insert(&mut self, id: &str, order: u32, index: usize) -> Option<u32> {
        self.ids.add(id, index);
        let folded = fold(id);
        let first = self.folded.get(&folded);
        self.folded.add(&folded, order as usize);
        first.map(|order| order as u32)
    }

    /// The index of an id, which must be there.
    pub(super) fn find(&self, ctx: &mut Context<'_>, node: &Node, what: &str) -> Option<usize> {
        let Some(id) = id_text(node) else {
            if let ("tier", NodeKind::Map(_)) = (what, &node.kind) {
                let message = "the id of a tier must be text, found an object";
                ctx.refuse(Code::Type, node, message)
                    .help("it names tiers; what score a tier needs is its `from`");
                return None;
            }
            wrong_type(ctx, node, &message!("the id of a {what}"), "text");
            return None;
        };
        if let Some(index) = self.ids.get(&id) {
            return Some(index);
        }
        let near = ctx.near(&id, self.all()).map(quoted);
        let reported = ctx.refuse(Code::UnknownReference, node, message!("unknown {what} {}", quoted(&id)));
        if let Some(near) = near {
            reported.help(message!("did you mean {near}?"));
        }
        None
    }

    /// All ids.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.ids.texts()
    }

    /// The index of an id, if it is there.
    pub(super) fn get(&self, id: &str) -> Option<usize> {
        self.ids.get(id)
    }
}

/// The text of an id; an integer is taken as its text.
pub(super) fn id_text(node: &Node) -> Option<Box<str>> {
    match &node.kind {
        NodeKind::Text(text) => Some(text.clone()),
        NodeKind::Number(Number::Integer(integer)) => Some(integer_text(*integer).into()),
        _ => None,
    }
}

/// The attribute that a key names.
pub(super) fn attribute_key(ctx: &mut Context<'_>, entry: &Entry, name: &str) -> Option<usize> {
    if let Some(index) = ctx.attribute_names.get(name) {
        return Some(index);
    }
    if let Some(known) = name.strip_prefix('$').filter(|name| ctx.condition_names.has(name)) {
        let message = message!("unknown attribute {} in {}", quoted(name), ctx.within);
        let help = message!(
            "a named condition is no key: it stands in place of a condition, or in `all: [${known}]`"
        );
        ctx.refuse_key(Code::UnknownAttribute, entry, message).help(help);
        return None;
    }
    if name == "result" {
        let message = message!("unknown attribute {} in {}", quoted(name), ctx.within);
        let help = "conditions of `labels` test the result of an icp, no others do";
        ctx.refuse_key(Code::UnknownAttribute, entry, message).help(help);
        return None;
    }
    let words = ctx.attribute_names.texts().chain(["all", "any", "not", "at_least"]);
    let keyword = hint(|| rewrite::keyword(entry));
    let near = ctx.near(name, words).filter(|_| keyword.is_none()).map(quoted);
    let message = message!("unknown attribute {} in {}", quoted(name), ctx.within);
    let reported = ctx.refuse_key(Code::UnknownAttribute, entry, message);
    match near {
        Some(near) => reported.help(message!("did you mean {near}?")),
        None => reported.help_or(keyword, "attributes are declared under `attributes`"),
    }
    None
}

/// The attribute that a text names.
pub(super) fn attribute_value(ctx: &mut Context<'_>, node: &Node, label: &str) -> Option<usize> {
    let name = text(ctx, node, label)?;
    if let Some(index) = ctx.attribute_names.get(name) {
        return Some(index);
    }
    let near = ctx.near(name, ctx.attribute_names.texts()).map(quoted);
    let message = message!("unknown attribute {} in {}", quoted(name), ctx.within);
    let reported = ctx.refuse(Code::UnknownAttribute, node, message);
    match near {
        Some(near) => reported.help(message!("did you mean {near}?")),
        None => reported.help("attributes are declared under `attributes`"),
    }
    None
}

/// The condition that a name stands for, written `$name`.
pub(super) fn named_condition(ctx: &mut Context<'_>, node: &Node, name: &str) -> Condition {
    let Some(at) = ctx.condition_names.get(name) else {
        let shown = quoted(&message!("${name}"));
        let near = ctx.near(name, ctx.condition_names.texts()).map(|near| quoted(&message!("${near}")));
        let is_list = ctx.list_names.has(name);
        let reported = ctx.refuse(Code::UnknownReference, node, message!("unknown condition {shown}"));
        match near {
            Some(near) => reported.help(message!("did you mean {near}?")),
            None if is_list => {
                reported.help(message!("{shown} is a list, which stands in a test, such as `in: ${name}`"));
            }
            None => reported.help("named conditions are declared under `conditions`"),
        }
        return Condition::All(Vec::new());
    };
    let Some(known) = ctx.conditions.get(at).cloned().flatten() else {
        // It has a mistake, which is reported.
        ctx.leave();
        return Condition::All(Vec::new());
    };
    ctx.count_again(node, known.used);
    Condition::Named { name: name.into(), condition: known.condition }
}
