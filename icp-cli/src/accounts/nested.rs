//! The keys of JSON accounts: which the model reads, which are there instead, and where those it reads lie deeper.

use icp_core::{Account, AccountValue, Model};

use super::header;
use super::json::value_end;
use crate::failure::Failure;
use crate::notice::notice;
use crate::text::{list, quoted};

/// Keys that are shown.
const SHOWN: usize = 20;
/// Accounts that are looked into.
const LOOKED: usize = 20;
/// Objects and lists in each other that are looked into.
const DEPTH: usize = 4;

/// The keys that the objects had.
#[derive(Debug)]
pub(super) struct Keys {
    /// For each attribute, whether an account had it.
    seen: Vec<bool>,
    /// Keys of the first accounts, and the paths to those in objects.
    found: Vec<String>,
    /// Attributes that lie deeper in one of them.
    inner: Vec<Inner>,
    looked: usize,
}

/// An attribute's name inside of a value.
#[derive(Debug)]
struct Inner {
    /// Its place among the attributes.
    attribute: usize,
    name: String,
    /// The keys that lead to the object with it.
    path: Vec<Key>,
}

/// A key on a path. If it holds a list, the path goes on in the items of the list.
#[derive(Debug, Clone)]
struct Key {
    key: String,
    is_list: bool,
}

impl Keys {
    pub(super) fn new(model: &Model) -> Self {
        let seen = vec![false; model.attributes().count()];
        Self { seen, found: Vec::new(), inner: Vec::new(), looked: 0 }
    }

    /// Notes the keys of an account.
    pub(super) fn note(&mut self, model: &Model, account: &Account) {
        for (attribute, seen) in model.attributes().zip(&mut self.seen).filter(|(_, seen)| !**seen) {
            let mut names = attribute.names();
            *seen = names.any(|name| account.under(name).next().is_some());
        }
        if self.looked >= LOOKED {
            return;
        }
        self.looked += 1;
        for key in account.keys() {
            if let Some(value) = account.get(key) {
                self.note_paths(key.to_owned(), value, DEPTH);
                self.look(model, value, &mut vec![Key { key: key.to_owned(), is_list: false }]);
            }
        }
    }

    /// Notes a key, or the keys in the object that is under it.
    fn note_paths(&mut self, path: String, value: &AccountValue, depth: usize) {
        match value {
            AccountValue::Map(entries) if depth > 0 && !entries.is_empty() => {
                for (key, value) in entries {
                    self.note_paths(format!("{path}.{key}"), value, depth - 1);
                }
            }
            _ if self.found.len() <= SHOWN && !self.found.contains(&path) => self.found.push(path),
            _ => {}
        }
    }

    fn look(&mut self, model: &Model, value: &AccountValue, path: &mut Vec<Key>) {
        if path.len() > DEPTH {
            return;
        }
        match value {
            AccountValue::List(items) => {
                // A list in a list cannot be described in a line.
                let Some(holder) = path.last_mut().filter(|holder| !holder.is_list) else { return };
                holder.is_list = true;
                if let Some(first) = items.first() {
                    self.look(model, first, path);
                }
            }
            AccountValue::Map(entries) => {
                for (key, value) in entries {
                    self.note_inner(model, key, path);
                    path.push(Key { key: key.clone(), is_list: false });
                    self.look(model, value, path);
                    path.pop();
                }
            }
            // The others hold no keys.
            _ => {}
        }
    }

    fn note_inner(&mut self, model: &Model, key: &str, path: &[Key]) {
        for (place, attribute) in model.attributes().enumerate() {
            let named = attribute.names().any(|name| name == key);
            let known = self.inner.iter().any(|inner| inner.attribute == place);
            if named && !known && attribute.formula().is_none() {
                self.inner.push(Inner { attribute: place, name: key.to_owned(), path: path.to_vec() });
            }
        }
    }

    /// The keys that no account had.
    ///
    /// # Errors
    /// When none had anything that the model reads.
    pub(super) fn tell(&self, model: &Model, file: &str) -> Result<(), Failure> {
        let read = || model.attributes().enumerate().filter(|(_, attribute)| attribute.is_read());
        let seen = |place: usize| self.seen.get(place).is_some_and(|seen| *seen);
        let absent: Vec<usize> = read().map(|(place, _)| place).filter(|place| !seen(*place)).collect();
        let names = read().filter(|(place, _)| absent.contains(place)).map(|(_, attribute)| attribute.name());
        let inner = self.inner.iter().find(|inner| absent.contains(&inner.attribute));
        let near = header::near(model, &self.found).next();
        if absent.len() == read().count() && !absent.is_empty() {
            let failure = Failure::Mistake(format!(
                "{file}: no account has a key that the model `{}` reads\n  looked for: {}\n  the accounts have: {}",
                model.name(),
                header::listed(&header::names_read(model).collect::<Vec<_>>(), 60),
                header::listed(&self.found.iter().map(String::as_str).collect::<Vec<_>>(), SHOWN),
            ));
            return Err(match (inner, near) {
                (Some(inner), _) => failure.help(inner.way()),
                (None, Some(near)) => failure.help(near.question(&self.found)),
                (None, None) => failure.help(header::way_to_names(model, "keys")),
            });
        }
        for near in header::near(model, &self.found) {
            let key = self.found.get(near.column).map_or("", String::as_str);
            notice(&format!("{file}: the key {} is not read: {}", quoted(key), near.guess()));
        }
        if !absent.is_empty() {
            // A list inside of an account that is read holds something else.
            let inner = inner.filter(|inner| !inner.is_in_list());
            let way = inner.map_or_else(String::new, |inner| format!("\n  help: {}", inner.way()));
            notice(&format!("{file}: no account has {}; unknown for all{way}", list(names)));
        }
        Ok(())
    }
}

impl Inner {
    fn is_in_list(&self) -> bool {
        self.path.iter().any(|key| key.is_list)
    }

    /// The help about the name: the path where it was found, and how to get it to the top of each account.
    fn way(&self) -> String {
        let (name, path) = (quoted(&self.name), quoted(&shown(&self.path)));
        if let Some(list) = self.only_list() {
            return format!(
                "{name} stands in {path}: if {} is the list of accounts, name it: `--path {}`",
                quoted(&list),
                argument(&list)
            );
        }
        let jq = jq(&self.path).map_or_else(String::new, |jq| format!(", such as with `jq -c '{jq}'`"));
        if self.is_in_list() {
            format!("{name} stands in {path}: write each account on a line of its own{jq}")
        } else {
            let keys: Vec<&str> = self.path.iter().map(|key| &*key.key).chain([&*self.name]).collect();
            // A key with a dot is on no path.
            if keys.iter().any(|key| key.is_empty() || key.contains('.')) {
                return format!("{name} stands in {path}: write it at the top of each account");
            }
            let alias = quoted(&keys.join("."));
            format!("{name} stands in {path}: give its attribute the path {alias} as an alias")
        }
    }

    /// The path of the list whose items are objects with the name.
    fn only_list(&self) -> Option<String> {
        let (last, before) = self.path.split_last()?;
        let is_one = last.is_list && before.iter().all(|key| !key.is_list);
        is_one.then(|| self.path.iter().map(|key| key.key.as_str()).collect::<Vec<_>>().join("."))
    }
}

/// A text as an argument of a shell.
fn argument(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if text.chars().all(plain) { text.to_owned() } else { format!("'{}'", crate::text::shown(text)) }
}

/// A path for people.
fn shown(path: &[Key]) -> String {
    let keys = path.iter().map(|key| format!("{}{}", key.key, if key.is_list { "[]" } else { "" }));
    keys.collect::<Vec<_>>().join(".")
}

/// The `jq` program that puts the keys at the end of a path at the top of each account, if no key needs quotes.
fn jq(path: &[Key]) -> Option<String> {
    let plain = |key: &Key| {
        let letters = key.key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        letters && key.key.starts_with(|c: char| !c.is_ascii_digit())
    };
    if !path.iter().all(plain) {
        return None;
    }
    let after = path.iter().rposition(|key| key.is_list).map_or(0, |at| at + 1);
    let (lists, objects) = path.split_at_checked(after)?;
    Some(match (lists, objects) {
        (lists, []) => format!(".{}", shown(lists)),
        ([], objects) => format!(". + .{}", shown(objects)),
        (lists, objects) => format!(".{} | . + .{}", shown(lists), shown(objects)),
    })
}

/// A record that was refused, with what to do if it is one object around the list of all accounts.
pub(super) fn wrapped(failure: Failure, text: &str) -> Failure {
    let Some(key) = list_of_objects(text) else { return failure };
    let list = quoted(&key);
    let key = argument(&key);
    failure.help(format!("if {list} is the list of accounts, name it: `--path {key}`"))
}

/// The first key of an object that holds a list of objects; the text may end anywhere.
fn list_of_objects(text: &str) -> Option<String> {
    let mut rest = text.trim_start().strip_prefix('{')?;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n', ',']);
        let end = rest.get(1..)?.find('"').filter(|_| rest.starts_with('"'))? + 1;
        let key = rest.get(1..end)?;
        rest = rest.get(end + 1..)?.trim_start().strip_prefix(':')?.trim_start();
        let list = rest.strip_prefix('[').map(str::trim_start);
        if list.is_some_and(|list| list.starts_with('{')) && !key.contains('\\') {
            return Some(key.to_owned());
        }
        rest = rest.get(value_end(rest)?..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::list_of_objects;

    #[test]
    fn a_list_around_which_there_is_an_object() {
        let key = |text: &str| list_of_objects(text);
        assert_eq!(key(r#"{"total": 2, "companies": [{"a": 1}, {"a"#).as_deref(), Some("companies"));
        assert_eq!(key("{\n \"x\": {\"y\": [{}]}, \"rows\": [ {").as_deref(), Some("rows"));
        assert_eq!(key(r#"{"tools": ["a", "b"], "n": 3}"#), None);
        assert_eq!(key(r#"{"a"#), None);
        assert_eq!(key("[{}]"), None);
        assert_eq!(key(""), None);
    }
}
