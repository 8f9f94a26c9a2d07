//! Reads a case file, and reports every mistake in it at once.

use icp_core::document::{Draft, Entry, Node, NodeKind, Number, nearest};
use icp_core::error::Path;
use icp_core::{Account, AccountValue, Date, Model, OnInvalid};
use serde_json::{Map, Value};

use crate::load::{Document, Remark};
use crate::text::{count, list, quoted};

/// Keys of the document, and of a case.
const TOP: [&str; 5] = ["cases", "description", "as_of", "on_invalid", "tolerance"];
const CASE: [&str; 7] = ["name", "description", "account", "as_of", "on_invalid", "tolerance", "expect"];

/// The cases of a file.
pub(super) struct Cases {
    draft: Draft,
    pub(super) list: Vec<Case>,
    /// Notices: keys of accounts that are probably misspelt names of attributes.
    pub(super) odd: Vec<String>,
}

/// An account, and what is expected of it.
pub(super) struct Case {
    pub(super) name: String,
    /// Its path in the document.
    pub(super) path: Path,
    pub(super) account: Account,
    pub(super) as_of: Option<Date>,
    pub(super) on_invalid: OnInvalid,
    /// How far a number may be from the expected one.
    pub(super) tolerance: f64,
    pub(super) expect: Map<String, Value>,
}

/// The settings that a case has unless it sets its own.
#[derive(Clone, Copy)]
struct Usual {
    as_of: Option<Date>,
    on_invalid: OnInvalid,
    tolerance: f64,
}

impl Cases {
    /// Reads a document.
    ///
    /// # Errors
    /// Every mistake, as people read them.
    pub(super) fn read(document: &Document, draft: Draft, model: &Model) -> Result<Self, String> {
        let mut reader = Reader { document, draft: &draft, model, blocks: Vec::new(), odd: Vec::new() };
        let list = reader.cases();
        let Reader { mut blocks, odd, .. } = reader;
        if blocks.is_empty() {
            return Ok(Self { draft, list, odd });
        }
        blocks.sort_by_key(|(offset, _)| *offset);
        let blocks: Vec<String> = blocks.into_iter().map(|(_, block)| block).collect();
        let mistakes = count(blocks.len() as u64, "mistake");
        Err(format!("{}\n{}: {mistakes}", blocks.join("\n"), document.name))
    }

    /// The line of a path in the document.
    pub(super) fn line(&self, document: &Document, path: &Path) -> u32 {
        self.draft.offset_of(path).map_or(1, |offset| document.position(offset).line)
    }
}

struct Reader<'a> {
    document: &'a Document,
    draft: &'a Draft,
    model: &'a Model,
    /// The printed texts of the mistakes, each with its byte offset in the document.
    blocks: Vec<(usize, String)>,
    odd: Vec<String>,
}

impl<'a> Reader<'a> {
    fn cases(&mut self) -> Vec<Case> {
        let root = Path::root();
        let Some(top) = self.entries(&self.draft.root, &root) else { return Vec::new() };
        self.unknown(top, &TOP, &root);
        let usual = Usual { as_of: None, on_invalid: OnInvalid::Error, tolerance: 0.0 };
        let usual = self.settings(top, &root, usual);
        let path = root.key("cases");
        let items = match top.iter().find(|entry| &*entry.key == "cases").map(|entry| &entry.value.kind) {
            Some(NodeKind::List(items)) => items,
            Some(other) => {
                let message = format!("cases are a list, found {}", other.noun());
                self.mistake(&path, "type", &message, None);
                return Vec::new();
            }
            None => {
                self.missing(top, &TOP, &root, "cases", "there are no `cases`");
                return Vec::new();
            }
        };
        if items.is_empty() {
            self.mistake(&path, "empty", "there must be at least one case", None);
        }
        let read = items.iter().enumerate().filter_map(|(at, item)| self.case(item, path.index(at), usual));
        read.collect()
    }

    fn case(&mut self, node: &'a Node, path: Path, usual: Usual) -> Option<Case> {
        let entries = self.entries(node, &path)?;
        self.unknown(entries, &CASE, &path);
        let Usual { as_of, on_invalid, tolerance } = self.settings(entries, &path, usual);
        let name = self.name(entries, &path);
        let account = self.part(entries, &path, "account");
        let expect = self.part(entries, &path, "expect");
        if let (Some([]), expected) = (expect, path.key("expect")) {
            self.mistake(&expected, "empty", "nothing is expected of the account", None);
        }
        let account = account.map(|entries| self.account(entries, &path))?;
        let expect = expect?.iter().map(|entry| (entry.key.to_string(), json(&entry.value))).collect();
        Some(Case { name: name?, path, account, as_of, on_invalid, tolerance, expect })
    }

    fn name(&mut self, entries: &[Entry], path: &Path) -> Option<String> {
        let Some(entry) = entries.iter().find(|entry| &*entry.key == "name") else {
            self.missing(entries, &CASE, path, "name", "the case has no `name`, by which a failure is told");
            return None;
        };
        match &entry.value.kind {
            NodeKind::Text(name) if !name.trim().is_empty() => Some(name.to_string()),
            other => {
                let found = other.noun();
                self.mistake(&path.key("name"), "type", &format!("a name is text, found {found}"), None);
                None
            }
        }
    }

    /// An object that a case must have.
    fn part(&mut self, entries: &'a [Entry], path: &Path, key: &str) -> Option<&'a [Entry]> {
        match entries.iter().find(|entry| &*entry.key == key) {
            Some(entry) => self.entries(&entry.value, &path.key(key)),
            None => {
                self.missing(entries, &CASE, path, key, &format!("the case has no `{key}`"));
                None
            }
        }
    }

    fn account(&mut self, entries: &[Entry], path: &Path) -> Account {
        let mut account = Account::new();
        for entry in entries {
            account.set(&*entry.key, value(&entry.value));
            self.key(&entry.key, entries, &path.key("account").key(&entry.key));
        }
        account
    }

    /// Adds a notice if a key of an account is probably a misspelt name of an attribute.
    fn key(&mut self, key: &str, entries: &[Entry], path: &Path) {
        let all: Vec<Vec<&str>> =
            self.model.attributes().map(|attribute| attribute.names().collect()).collect();
        if all.iter().flatten().any(|name| *name == key) {
            return;
        }
        let given = |names: &&Vec<&str>| names.iter().any(|name| entries.iter().any(|e| &*e.key == *name));
        let open = all.iter().filter(|names| !given(names)).flatten().copied();
        if let Some(near) = nearest(key, open) {
            let line = self.line(path);
            let name = &self.document.name;
            let (key, near) = (quoted(key), quoted(near));
            self.odd.push(format!("{name}:{line}: {key} is not read: did you mean {near}?"));
        }
    }

    fn settings(&mut self, entries: &[Entry], path: &Path, usual: Usual) -> Usual {
        let mut settings = usual;
        for entry in entries {
            let path = path.key(&entry.key);
            match (&*entry.key, &entry.value.kind) {
                ("as_of", NodeKind::Text(text)) if Date::parse(text).is_some() => {
                    settings.as_of = Date::parse(text);
                }
                ("as_of", _) => self.mistake(&path, "type", "a date is written like 2026-11-21", None),
                ("on_invalid", NodeKind::Text(word)) if &**word == "missing" => {
                    settings.on_invalid = OnInvalid::Missing;
                }
                ("on_invalid", NodeKind::Text(word)) if &**word == "error" => {
                    settings.on_invalid = OnInvalid::Error;
                }
                ("on_invalid", _) => {
                    self.mistake(&path, "enum", "`on_invalid` is `error` or `missing`", None);
                }
                ("tolerance", NodeKind::Number(number)) if float(*number) >= 0.0 => {
                    settings.tolerance = float(*number);
                }
                ("tolerance", _) => self.mistake(&path, "range", "a tolerance is a number from 0 on", None),
                _ => {}
            }
        }
        settings
    }

    fn entries(&mut self, node: &'a Node, path: &Path) -> Option<&'a [Entry]> {
        if let NodeKind::Map(entries) = &node.kind {
            return Some(entries);
        }
        let message = format!("expected an object, found {}", node.kind.noun());
        self.mistake(path, "type", &message, None);
        None
    }

    fn unknown(&mut self, entries: &[Entry], known: &[&str], path: &Path) {
        for entry in entries.iter().filter(|entry| !known.contains(&&*entry.key)) {
            let near = nearest(&entry.key, known.iter().copied());
            let help = near.map_or_else(
                || format!("known are {}", list(known.iter().copied())),
                |near| format!("did you mean {}?", quoted(near)),
            );
            let message = format!("unknown key {}", quoted(&entry.key));
            self.mistake(&path.key(&entry.key), "unknown_field", &message, Some(&help));
        }
    }

    /// Reports a missing key, unless an unknown key is there that is reported as its misspelling.
    fn missing(&mut self, entries: &[Entry], known: &[&str], path: &Path, key: &str, message: &str) {
        let meant = |entry: &Entry| {
            !known.contains(&&*entry.key) && nearest(&entry.key, known.iter().copied()) == Some(key)
        };
        if !entries.iter().any(meant) {
            self.mistake(path, "missing_field", message, None);
        }
    }

    fn line(&self, path: &Path) -> u32 {
        self.draft.offset_of(path).map_or(1, |offset| self.document.position(offset).line)
    }

    fn mistake(&mut self, path: &Path, code: &'static str, message: &str, help: Option<&str>) {
        let offset = self.draft.offset_of(path);
        let position = offset.map(|offset| self.document.position(offset));
        let remark = Remark { severity: None, position, path, code, message, help };
        self.blocks.push((offset.unwrap_or_default(), self.document.block(&remark)));
    }
}

fn float(number: Number) -> f64 {
    match number {
        Number::Integer(integer) => integer as f64,
        Number::Float(float) => float,
    }
}

/// A value of an account.
fn value(node: &Node) -> AccountValue {
    match &node.kind {
        NodeKind::Null | NodeKind::Invalid => AccountValue::Null,
        NodeKind::Bool(truth) => AccountValue::Bool(*truth),
        NodeKind::Number(Number::Integer(integer)) => AccountValue::Integer(*integer),
        NodeKind::Number(Number::Float(float)) => AccountValue::Float(*float),
        NodeKind::Text(text) => AccountValue::Text(text.to_string()),
        NodeKind::List(items) => AccountValue::List(items.iter().map(value).collect()),
        NodeKind::Map(entries) => AccountValue::Map(
            entries.iter().map(|entry| (entry.key.to_string(), value(&entry.value))).collect(),
        ),
    }
}

/// A value that is expected. All numbers of an assessment are floats.
fn json(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null | NodeKind::Invalid => Value::Null,
        NodeKind::Bool(truth) => Value::Bool(*truth),
        NodeKind::Number(number) => Value::from(float(*number)),
        NodeKind::Text(text) => Value::String(text.to_string()),
        NodeKind::List(items) => items.iter().map(json).collect(),
        NodeKind::Map(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.to_string(), json(&entry.value))).collect())
        }
    }
}
