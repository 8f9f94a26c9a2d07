//! How well the public items of icp-core are documented, by rustdoc's own data: it counts, and compares with the bars in
//! `xtask/documented.txt`, which only move towards better.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::error::Error;
use crate::step::{Step, root};

/// Kinds of items that count, beside functions.
const TYPES: &[&str] =
    &["struct", "enum", "union", "trait", "type_alias", "constant", "static", "macro", "module"];

/// Set for this program where cargo calls it in place of rustdoc.
const WRAPPER: &str = "ICP_RUSTDOC";
/// Numbers that a change may better but not worsen.
const BARS: &str = "xtask/documented.txt";

pub(crate) fn steps(args: &[String]) -> Vec<Step> {
    // Without its own path cargo finds no rustdoc, and the step fails.
    let this = std::env::current_exe().unwrap_or_default();
    let data = ["rustdoc", "-q", "-p", "icp-core", "--all-features", "--"];
    vec![
        Step::cargo("documentation as data", &data)
            .args(["-Zunstable-options", "--output-format", "json"])
            .env("RUSTDOC", this.display().to_string())
            .env(WRAPPER, "1"),
        Step::cargo("documented", &["run", "-q", "-p", "xtask", "--", "count-documented"])
            .args(args.iter().map(String::as_str)),
    ]
}

/// Rustdoc as cargo calls it through this program, if it does. Only rustdoc is told that unstable options are wanted:
/// build scripts that look for it would build everything again.
pub(crate) fn rustdoc(args: &[String]) -> Option<Command> {
    std::env::var_os(WRAPPER)?;
    if !args.iter().any(|arg| arg == "--crate-name") {
        return None;
    }
    let mut command = Command::new("rustdoc");
    command.args(args).env("RUSTC_BOOTSTRAP", "1").env_remove(WRAPPER);
    Some(command)
}

/// Prints the numbers and, if asked for (`--list`), the items without an example; fails where a bar does not fit.
pub(crate) fn count(args: &[String]) -> Result<(), Error> {
    let path = root().join("target/doc/icp_core.json");
    let text = std::fs::read_to_string(&path).map_err(Error::file(&path))?;
    let data: Value = serde_json::from_str(&text)
        .map_err(|source| Error::Json { path: path.display().to_string(), source })?;
    let docs = Documentation::of(&data);
    let bars = std::fs::read_to_string(root().join(BARS)).map_err(Error::file(Path::new(BARS)))?;
    let numbers = docs.numbers();
    let items = docs.items.len();
    println!("{items} public items");
    for Number { name, value, .. } in &numbers {
        println!("{value:>5} {name}");
    }
    if args.iter().any(|arg| arg == "--list") {
        docs.not_shown().for_each(|item| println!("no example shows {}", item.full_name()));
        docs.without_errors().for_each(|item| println!("no `# Errors`: {}", item.full_name()));
    }
    let complaints = compare(&numbers, &bars);
    if complaints.is_empty() { Ok(()) } else { Err(Error::Check(complaints.join("\n"))) }
}

/// A public type, function, method, constant or module.
struct Item {
    name: String,
    /// The type that it is a method or a constant of.
    owner: Option<String>,
    docs: String,
    is_function: bool,
    is_fallible: bool,
}

impl Item {
    fn full_name(&self) -> String {
        match &self.owner {
            Some(owner) => format!("{owner}::{}", self.name),
            None => self.name.clone(),
        }
    }
}

struct Documentation {
    items: Vec<Item>,
}

/// Something counted.
struct Number {
    name: &'static str,
    value: usize,
    better: Better,
}

/// In which direction a number may move.
#[derive(Clone, Copy, PartialEq)]
enum Better {
    More,
    Less,
    /// It follows from the others, and has no bar.
    Neither,
}

/// The one entry of an item's `inner`: its kind, and the data of that kind.
fn inner(item: &Value) -> Option<(&str, &Value)> {
    let (kind, data) = item["inner"].as_object()?.iter().next()?;
    Some((kind, data))
}

impl Documentation {
    /// Only what has been the same over many versions of the format is read.
    fn of(data: &Value) -> Self {
        let index = |id: &Value| {
            let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
            data["index"].get(&id)
        };
        let mut items = Vec::new();
        for item in data["index"].as_object().into_iter().flat_map(|index| index.values()) {
            let Some((kind, data)) = inner(item) else { continue };
            if kind == "impl" && data["trait"].is_null() {
                let owner = data
                    .pointer("/for/resolved_path/id")
                    .and_then(index)
                    .and_then(|owner| owner["name"].as_str());
                let members = data["items"].as_array().into_iter().flatten().filter_map(index);
                items.extend(members.filter_map(|member| Self::item(member, owner)));
            } else if TYPES.contains(&kind) {
                items.extend(Self::item(item, None));
                if kind == "trait" {
                    let owner = item["name"].as_str();
                    let members = data["items"].as_array().into_iter().flatten().filter_map(index);
                    items.extend(members.filter_map(|member| Self::item(member, owner)));
                }
            }
        }
        // Functions that belong to no type.
        let modules = data["index"].as_object().into_iter().flat_map(|index| index.values());
        for (_, module) in modules.filter_map(inner).filter(|(kind, _)| *kind == "module") {
            for member in module["items"].as_array().into_iter().flatten().filter_map(index) {
                let member = match inner(member) {
                    Some(("use" | "import", import)) => index(&import["id"]).unwrap_or(member),
                    _ => member,
                };
                if inner(member).is_some_and(|(kind, _)| kind == "function") {
                    items.extend(Self::item(member, None));
                }
            }
        }
        let mut seen = BTreeSet::new();
        items.retain(|item: &Item| seen.insert(item.full_name()));
        items.sort_by_key(Item::full_name);
        Self { items }
    }

    fn item(item: &Value, owner: Option<&str>) -> Option<Item> {
        let (kind, data) = inner(item)?;
        let is_public = item["visibility"] == "public" || item["visibility"] == "default";
        if !is_public || item["crate_id"] != 0 || kind == "assoc_type" {
            return None;
        }
        let output = data.pointer("/sig/output/resolved_path").unwrap_or(&Value::Null);
        let path = output["path"].as_str().or_else(|| output["name"].as_str()).unwrap_or_default();
        Some(Item {
            name: item["name"].as_str()?.to_owned(),
            owner: owner.map(str::to_owned),
            docs: item["docs"].as_str().unwrap_or_default().to_owned(),
            is_function: kind == "function",
            is_fallible: path.rsplit("::").next() == Some("Result"),
        })
    }

    fn with_example(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !examples(&item.docs).is_empty())
    }

    /// Methods and constants without an example of their own whose type has one.
    fn in_family(&self) -> impl Iterator<Item = &Item> {
        let types = self.with_example().filter(|item| item.owner.is_none()).map(|item| &*item.name);
        let types: BTreeSet<&str> = types.collect();
        let family = move |item: &&Item| item.owner.as_deref().is_some_and(|owner| types.contains(owner));
        self.items.iter().filter(|item| examples(&item.docs).is_empty()).filter(family)
    }

    /// Items that no example names: without an example of their own, and for a type or function, in no other; for a method,
    /// called in no example of its type or of another method of it.
    fn not_named(&self) -> impl Iterator<Item = &Item> {
        let mut by_owner: BTreeMap<&str, String> = BTreeMap::new();
        let mut all = String::new();
        for item in &self.items {
            let code = examples(&item.docs);
            by_owner.entry(item.owner.as_deref().unwrap_or(&item.name)).or_default().push_str(&code);
            all.push_str(&code);
        }
        let is_shown = move |item: &Item| {
            !examples(&item.docs).is_empty()
                || match &item.owner {
                    Some(owner) => by_owner.get(&**owner).is_some_and(|code| calls(code, &item.name)),
                    None => has_word(&all, &item.name),
                }
        };
        self.items.iter().filter(move |item| !is_shown(item))
    }

    /// Items that no example names and whose type has none either.
    fn not_shown(&self) -> impl Iterator<Item = &Item> {
        let family: BTreeSet<String> = self.in_family().map(Item::full_name).collect();
        self.not_named().filter(move |item| !family.contains(&item.full_name()))
    }

    fn without_errors(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.is_fallible && !item.docs.contains("# Errors"))
    }

    fn numbers(&self) -> [Number; 7] {
        let number = |name, value, better| Number { name, value, better };
        let with_either = self.with_example().count() + self.in_family().count();
        let named = self.items.len() - with_either - self.not_shown().count();
        let undocumented = self.items.iter().filter(|item| item.docs.trim().is_empty());
        let functions = self.items.iter().filter(|item| item.is_function);
        let mut lengths: Vec<usize> = functions.map(|item| visible_lines(&item.docs)).collect();
        lengths.sort_unstable();
        let median = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
        [
            number("without documentation", undocumented.count(), Better::Less),
            number("fallible functions without their errors", self.without_errors().count(), Better::Less),
            number("with an example of their own that runs", self.with_example().count(), Better::More),
            number("without one, in a family with one", self.in_family().count(), Better::Neither),
            number("without either, in the example of another", named, Better::Neither),
            number("that no example shows", self.not_shown().count(), Better::Less),
            number("visible lines of documentation of a function (median)", median, Better::More),
        ]
    }
}

/// The lines of a document that are in its examples (true) or outside of them (false); other blocks of code, and the
/// fences, are outside.
fn lines(docs: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut inside = None;
    docs.lines().map(move |line| {
        if let Some(tags) = line.trim_start().strip_prefix("```") {
            inside = match inside {
                Some(_) => None,
                None => Some(tags.split(',').map(str::trim).all(|tag| {
                    tag.is_empty() || tag == "rust" || tag == "should_panic" || tag.starts_with("edition")
                })),
            };
            return (false, line);
        }
        (inside == Some(true), line)
    })
}

/// The code of the examples that run, hidden lines too.
fn examples(docs: &str) -> String {
    lines(docs).filter(|(is_code, _)| *is_code).fold(String::new(), |code, (_, line)| code + line + "\n")
}

/// How many lines a reader sees: neither empty ones, nor those of examples that rustdoc hides.
fn visible_lines(docs: &str) -> usize {
    let is_hidden = |line: &str| line == "#" || line.starts_with("# ");
    lines(docs)
        .filter(|(is_code, line)| !(line.trim().is_empty() || *is_code && is_hidden(line.trim())))
        .count()
}

/// Where a word begins in a text.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let (before, after) = text.split_at(*at);
        !is_part(before.chars().next_back()) && !is_part(after.chars().nth(word.chars().count()))
    })
}

fn has_word(text: &str, word: &str) -> bool {
    places(text, word).next().is_some()
}

/// Whether a method or constant is named after its type or value.
fn calls(code: &str, name: &str) -> bool {
    places(code, name).any(|at| {
        let before = code.split_at(at).0.trim_end();
        before.ends_with('.') || before.ends_with("::")
    })
}

/// Numbers that are worse than their bars, and bars that can be raised.
fn compare(numbers: &[Number], bars: &str) -> Vec<String> {
    let bar = |name: &str| {
        let found = bars.lines().filter_map(|line| line.split_once(' ')).find(|(_, named)| *named == name);
        found.and_then(|(bar, _)| bar.parse::<usize>().ok())
    };
    let mut complaints = Vec::new();
    for Number { name, value, better } in numbers.iter().filter(|number| number.better != Better::Neither) {
        let Some(bar) = bar(name) else {
            complaints.push(format!("{BARS}: no line `{value} {name}`"));
            continue;
        };
        let is_better = if *better == Better::More { *value > bar } else { *value < bar };
        if is_better {
            complaints
                .push(format!("better than the bar: write `{value} {name}` into {BARS}, in place of {bar}"));
        } else if *value != bar {
            complaints.push(format!("{value} {name}: worse than {bar}; `cargo xtask documented --list`"));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Documentation, compare, examples, visible_lines};

    fn function(name: &str, docs: &str, output: &str) -> serde_json::Value {
        let output = json!({"resolved_path": {"path": output, "id": 9}});
        let inner = json!({"function": {"sig": {"inputs": [], "output": output}}});
        json!({"name": name, "docs": docs, "crate_id": 0, "visibility": "public", "inner": inner})
    }

    fn sample() -> Documentation {
        let item = |name: &str, docs: &str, inner: serde_json::Value| json!({"name": name, "docs": docs, "crate_id": 0, "visibility": "public", "inner": inner});
        let import = item("", "", json!({"use": {"id": 7}}));
        let mut hidden = function("hidden", "Not ours.", "u8");
        hidden["visibility"] = json!("crate");
        Documentation::of(&json!({"index": {
            "0": item("root", "It.", json!({"module": {"items": [1, 6]}})),
            "1": item("Model", "A model.\n\n```\nlet m = Model::new();\n```", json!({"struct": {"impls": [2, 5]}})),
            "2": item("", "", json!({"impl": {"trait": null, "for": {"resolved_path": {"id": 1}}, "items": [3, 4, 8]}})),
            "3": function("new", "Makes one.", "std::result::Result"),
            "4": function("old", "", "Self"),
            "5": item("", "", json!({"impl": {"trait": {"path": "Debug"}, "for": {"resolved_path": {"id": 1}}, "items": [8]}})),
            "6": import,
            "7": function("read", "Reads.\n\n# Errors\nA file.\n\n```text\nread\n```", "Result"),
            "8": hidden,
        }}))
    }

    #[test]
    fn items_are_found_and_counted() {
        let docs = sample();
        let names: Vec<String> = docs.items.iter().map(super::Item::full_name).collect();
        assert_eq!(names, ["Model", "Model::new", "Model::old", "read", "root"]);
        let values: Vec<usize> = docs.numbers().iter().map(|number| number.value).collect();
        // `old` is undocumented, `new` has no `# Errors`, `Model` has an example, with `new` and `old` in its family.
        assert_eq!(values, [1, 1, 1, 2, 0, 2, 1]);
    }

    #[test]
    fn a_member_is_in_the_family_of_its_type_only() {
        let docs = sample();
        let names =
            |items: Vec<&super::Item>| items.into_iter().map(super::Item::full_name).collect::<Vec<_>>();
        assert_eq!(names(docs.in_family().collect()), ["Model::new", "Model::old"]);
        assert_eq!(names(docs.not_named().collect()), ["Model::old", "read", "root"]);
        assert_eq!(names(docs.not_shown().collect()), ["read", "root"]);
    }

    #[test]
    fn lines_that_rustdoc_hides_do_not_count() {
        let docs = "A model.\n\n# Errors\nNone.\n\n```\n# let m = 1;\n#\n#[allow(unused)]\nassert!(m);\n```";
        assert_eq!(visible_lines(docs), 7);
        assert_eq!(visible_lines("```text\n# seen\n```"), 3);
    }

    #[test]
    fn only_code_that_runs_is_an_example() {
        assert_eq!(examples("A.\n```text\na\n```\n```rust\nb\n```\n```ignore\nc\n```"), "b\n");
    }

    #[test]
    fn a_worse_number_fails_and_a_better_one_moves_the_bar() {
        let numbers = sample().numbers();
        let bars = |example: u32, shown: u32| {
            format!(
                "# Bars.\n1 without documentation\n1 fallible functions without their errors\n\
                 {example} with an example of their own that runs\n{shown} that no example shows\n\
                 1 visible lines of documentation of a function (median)\n"
            )
        };
        let none: [&str; 0] = [];
        assert_eq!(compare(&numbers, &bars(1, 2)), none);
        assert!(compare(&numbers, &bars(2, 2)).concat().contains("worse than 2"));
        assert!(compare(&numbers, &bars(1, 4)).concat().contains("write `2 that no example shows`"));
        assert!(compare(&numbers, &bars(0, 2)).concat().contains("write `1 with an example"));
        assert!(compare(&numbers, &bars(1, 1)).concat().contains("worse than 1"));
        assert_eq!(compare(&numbers, "").len(), 5);
    }
}
