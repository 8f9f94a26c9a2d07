//! Reads a source file, and applies it to a model: what needs no model is checked when it is read, and names, types and forms
//! when it is applied. Called by `engine`.

use super::context::Context;
use super::reader::{Fields, entries, text, wrong_type};
use super::{document, written};
use crate::draft::{Draft, Entry, Limits, Mistake, Node, NodeKind, Number};
use crate::error::{Code, Message, ModelError, message, quoted, suggestion};
use crate::model::{Definition, SourceFile, Written};

/// The version of the format.
const FORMAT: &str = "icp-source/1";

/// A source file that was read; its `attributes` are checked when it is applied to a model.
#[derive(Debug)]
pub(crate) struct SourceDocument {
    pub(crate) name: Box<str>,
    pub(crate) description: Option<Box<str>>,
    /// Headers and the attributes whose values are under them.
    pub(crate) columns: Vec<(Box<str>, Box<str>)>,
    pub(crate) file: SourceFile,
    pub(crate) root: Node,
}

/// Checks a draft. `text` is what it was read from, for positions.
pub(crate) fn source(
    draft: Draft,
    limits: &Limits,
    text: Option<&str>,
) -> Result<SourceDocument, ModelError> {
    let Draft { root, mistakes } = draft;
    let mut ctx = Context::new(&root, mistakes, text, limits);
    let read = read(&mut ctx, &root);
    let read = read.filter(|_| !ctx.has_mistakes() && ctx.is_whole(0));
    let Some((name, description, columns, file)) = read else {
        if !ctx.has_mistakes() {
            ctx.report(Code::Type, &root, "the source file cannot be read");
        }
        return Err(Mistake::refuse(ctx.into_mistakes(), text, limits));
    };
    Ok(SourceDocument { name, description, columns, file, root })
}

type Parts = (Box<str>, Option<Box<str>>, Vec<(Box<str>, Box<str>)>, SourceFile);

fn read<'d>(ctx: &mut Context<'d>, root: &'d Node) -> Option<Parts> {
    let mut fields = Fields::open(ctx, root, "the source file")?;
    if !format(ctx, &mut fields) {
        return None;
    }
    let name = fields.require(ctx, "name").and_then(|node| document::name(ctx, node));
    let description = fields.text(ctx, "description");
    let columns = fields.object("columns").map_or_else(Vec::new, |node| columns(ctx, node));
    if let Some(node) = fields.object("attributes") {
        for entry in entries(ctx, node, "`attributes`") {
            let what = message!("attribute {}", quoted(&entry.key));
            if let Some(mut fields) = Fields::open(ctx, &entry.value, what) {
                written::Keys::of(&mut fields);
                fields.close(ctx);
            }
        }
    }
    let file = fields.object("file").map(|node| file(ctx, node)).unwrap_or_default();
    fields.close(ctx);
    Some((name?, description, columns, file))
}

/// Whether to read on.
fn format<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>) -> bool {
    let Some(node) = fields.get("format") else {
        ctx.report(Code::Version, fields.node, "the source file has no `format`")
            .help("begin with `format: icp-source/1`");
        return true;
    };
    match &node.kind {
        NodeKind::Text(format) if &**format == FORMAT => true,
        NodeKind::Invalid => true,
        NodeKind::Text(format) if format.starts_with("icp/") => {
            ctx.report(Code::Version, node, "this is a model, not a source file")
                .help("a source file begins with `format: icp-source/1`");
            false
        }
        NodeKind::Text(format) => {
            let message = message!("unknown format {}", quoted(format));
            ctx.report(Code::Version, node, message).help("this library reads `icp-source/1`");
            !format.starts_with("icp-source/")
        }
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::List(_) | NodeKind::Map(_) => {
            let message = message!("`format` must be `icp-source/1`, found {}", node.kind.noun());
            ctx.report(Code::Version, node, message).help("write `format: icp-source/1`");
            true
        }
    }
}

fn columns<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Vec<(Box<str>, Box<str>)> {
    let mut read = Vec::new();
    for entry in entries(ctx, node, "`columns`") {
        if entry.key.trim().is_empty() {
            ctx.refuse_key(Code::Empty, entry, "a header of `columns` is blank");
            continue;
        }
        let label = message!("the attribute of {}", quoted(&entry.key));
        if let Some(attribute) = text(ctx, &entry.value, &label) {
            read.push((entry.key.clone(), attribute.into()));
        }
    }
    read
}

fn file<'d>(ctx: &mut Context<'d>, node: &'d Node) -> SourceFile {
    let Some(mut fields) = Fields::open(ctx, node, "`file`") else { return SourceFile::default() };
    let skip_node = fields.get("skip");
    let skip = skip_node.and_then(|node| count(ctx, node, "`skip`", 0));
    let sheet = fields.get("sheet").and_then(|node| sheet(ctx, node));
    let row_node = fields.get("header_row");
    let header_row = row_node.and_then(|node| count(ctx, node, "`header_row`", 1));
    if let (Some(_), Some(node)) = (skip_node, row_node) {
        ctx.report(Code::Conflict, node, "`skip` and `header_row` both say where the header is");
    }
    let path = fields.text(ctx, "path");
    let delimiter = fields.get("delimiter").and_then(|node| delimiter(ctx, node));
    let encoding = fields.text(ctx, "encoding");
    fields.close(ctx);
    SourceFile { skip, sheet, header_row, path, delimiter, encoding }
}

fn count(ctx: &mut Context<'_>, node: &Node, label: &str, least: u32) -> Option<u32> {
    match node.kind {
        NodeKind::Number(Number::Integer(number)) => {
            let found = u32::try_from(number).ok().filter(|number| *number >= least);
            if found.is_none() {
                ctx.refuse(Code::Range, node, message!("{label} must be a whole number from {least}"));
            }
            found
        }
        _ => {
            wrong_type(ctx, node, label, "a whole number");
            None
        }
    }
}

/// The name of a sheet, or its number from 1.
fn sheet(ctx: &mut Context<'_>, node: &Node) -> Option<Box<str>> {
    match node.kind {
        NodeKind::Number(_) => count(ctx, node, "`sheet`", 1).map(|number| number.to_string().into()),
        _ => text(ctx, node, "`sheet`").map(Into::into),
    }
}

/// One character that is not part of a number or a word, or `tab`.
fn delimiter(ctx: &mut Context<'_>, node: &Node) -> Option<u8> {
    let NodeKind::Text(word) = &node.kind else {
        wrong_type(ctx, node, "`delimiter`", "text");
        return None;
    };
    match (&**word, word.as_bytes()) {
        ("tab", _) => Some(b'\t'),
        (_, [byte]) if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => Some(*byte),
        _ => {
            ctx.refuse(Code::Enum, node, message!("`delimiter` cannot be {}", quoted(word)))
                .help("it is one character such as `;` or `|`, or `tab`");
            None
        }
    }
}

/// The definition that reads as the source file says: the names of the attributes in `columns`, and the keys of those in
/// `attributes`, are replaced.
///
/// # Errors
/// Every name that the model does not have, and every key that does not suit its attribute.
pub(crate) fn apply(
    source: &SourceDocument,
    definition: &Definition,
    limits: &Limits,
    text: Option<&str>,
) -> Result<Definition, ModelError> {
    let mut ctx = Context::new(&source.root, Vec::new(), text, limits);
    let mut applied = definition.clone();
    let parts = |key: &str| match &source.root.kind {
        NodeKind::Map(all) => all.iter().find(|entry| &*entry.key == key).map(|entry| &entry.value),
        _ => None,
    };
    let parts = |key: &str| match parts(key).map(|node| &node.kind) {
        Some(NodeKind::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    for entry in parts("columns") {
        let NodeKind::Text(name) = &entry.value.kind else { continue };
        match find(definition, name) {
            Ok(at) => {
                if let Some(attribute) = applied.attributes.get_mut(at) {
                    attribute.headers.get_or_insert_default().push(entry.key.clone());
                }
            }
            Err((message, help)) => ctx.report(Code::UnknownAttribute, &entry.value, message).help(help),
        }
    }
    for entry in parts("attributes") {
        match find(definition, &entry.key) {
            Ok(at) => {
                if let Some(attribute) = applied.attributes.get_mut(at) {
                    replace(&mut ctx, entry, attribute);
                }
            }
            Err((message, help)) => ctx.report_key(Code::UnknownAttribute, entry, message).help(help),
        }
    }
    // A header serves one attribute only: what `columns` says comes before the model's own names.
    for attribute in applied.attributes.iter_mut().filter(|attribute| attribute.headers.is_none()) {
        let taken = |name: &str| source.columns.iter().any(|(header, _)| **header == *name);
        if attribute.names().any(taken) {
            let rest: Vec<Box<str>> = attribute.names().filter(|name| !taken(name)).map(Into::into).collect();
            attribute.headers = Some(rest);
        }
    }
    if ctx.has_mistakes() {
        return Err(Mistake::refuse(ctx.into_mistakes(), text, limits));
    }
    Ok(applied)
}

/// The place of an attribute that is read, or the mistake in words and its help.
fn find(definition: &Definition, name: &str) -> Result<usize, (Message, Message)> {
    match definition.attributes.iter().position(|attribute| *attribute.name == *name) {
        Some(at) if definition.attributes.get(at).is_some_and(|attribute| attribute.formula.is_some()) => {
            let message = message!("attribute {} has a formula, so it is never read", quoted(name));
            Err((message, "name the attributes that it is made of".into()))
        }
        Some(at) => Ok(at),
        None => {
            let message = message!("the model has no attribute {}", quoted(name));
            let near = suggestion(name, definition.attributes.iter().map(|attribute| &*attribute.name));
            let help = match near {
                Some(near) => message!("did you mean {}?", quoted(near)),
                None => "a source file names the attributes of the model".into(),
            };
            Err((message, help))
        }
    }
}

/// Replaces the keys that a source file has for an attribute.
fn replace<'d>(ctx: &mut Context<'d>, entry: &'d Entry, attribute: &mut crate::model::Attribute) {
    let what = message!("attribute {}", quoted(&entry.key));
    let Some(mut fields) = Fields::open(ctx, &entry.value, what) else { return };
    let has = |fields: &mut Fields<'d>, key| fields.get(key).is_some();
    let is_given = ["missing", "blank", "written", "separator"].map(|key| has(&mut fields, key));
    let [missing, blank, is_written, separator] = is_given;
    let written_node = fields.get("written");
    let keys = written::Keys::of(&mut fields);
    let how = written::read(ctx, &keys, Some(attribute.kind), false);
    // Whether texts are compared by their hosts is for the model to say: its own values are read by it too.
    let is_domain = |written: &Option<Written>| matches!(written, Some(Written::Domain));
    if let Some(node) = written_node.filter(|_| is_domain(&how.written) != is_domain(&attribute.written)) {
        let message = message!("`written: domain` of {} is for the model to say", quoted(&attribute.name));
        ctx.report(Code::Conflict, node, message)
            .help("it changes how texts are compared, not only how they are read");
    }
    if missing {
        attribute.missing = how.missing;
    }
    if blank {
        attribute.blank = how.blank;
    }
    // A set in JSON has no separators.
    if separator {
        attribute.separators = how.separators;
        attribute.written = None;
    }
    if is_written {
        if matches!(how.written, Some(Written::Json)) {
            attribute.separators = Vec::new();
        }
        attribute.written = how.written;
    }
}
