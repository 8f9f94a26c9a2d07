//! Which file of a crate names items of which other file: an import through a re-export counts as the file where the
//! item lives. Calls of methods name no file and are not seen. Called by `circles`.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Import, Names, Source};

/// The files of one crate, by their paths inside its sources (`eval/score.rs`), and the arrows between them.
pub(crate) struct Graph {
    pub(crate) files: Vec<String>,
    /// Pairs of indices: the first names an item of the second.
    pub(crate) arrows: BTreeSet<(usize, usize)>,
}

struct Module {
    file: usize,
    source: Source,
}

/// The modules of a crate, by their paths from its root.
struct Modules(BTreeMap<Names, Module>);

/// The target of a path.
#[derive(Clone, Copy)]
enum Target<'a> {
    Module(&'a [String]),
    /// An item in the file of this module.
    Item(&'a Module),
}

/// Imports of imports are followed so far; real code needs two or three.
const FOLLOWED: usize = 12;

impl Modules {
    fn child(&self, of: &[String], name: &str) -> Option<&[String]> {
        let path: Names = of.iter().cloned().chain([name.to_owned()]).collect();
        self.0.get_key_value(&path).map(|(path, _)| path.as_slice())
    }

    /// Follows a path from a module. `None` for names of other crates, of the language, and of the file itself.
    fn resolve<'a>(&'a self, from: &'a [String], path: &[String], left: usize) -> Option<Target<'a>> {
        let left = left.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.follow(self.0.keys().next()?, rest, left),
            "self" => self.follow(from, rest, left),
            "super" => {
                let (parent, _) = self.0.get_key_value(from.split_last()?.1)?;
                if rest.first().is_some_and(|name| name == "super") {
                    return self.resolve(parent, rest, left);
                }
                self.follow(parent, rest, left)
            }
            _ => {
                let start = self.step(from, first, rest.is_empty(), left)?;
                self.go_on(start, rest, left)
            }
        }
    }

    fn go_on<'a>(&'a self, start: Target<'a>, rest: &[String], left: usize) -> Option<Target<'a>> {
        match start {
            Target::Module(module) => self.follow(module, rest, left),
            Target::Item(_) => Some(start),
        }
    }

    /// The rest of a path inside a module; a name that is nothing else is an item of the module's file.
    fn follow<'a>(&'a self, module: &'a [String], path: &[String], left: usize) -> Option<Target<'a>> {
        let Some((first, rest)) = path.split_first().filter(|(first, _)| *first != "self") else {
            return Some(Target::Module(module));
        };
        match self.step(module, first, rest.is_empty(), left) {
            Some(start) => self.go_on(start, rest, left),
            None => self.0.get(module).map(Target::Item),
        }
    }

    /// One name inside a module: a module below it, something that it imports, or something behind its globs.
    fn step<'a>(
        &'a self,
        module: &'a [String],
        name: &str,
        is_last: bool,
        left: usize,
    ) -> Option<Target<'a>> {
        let source = &self.0.get(module)?.source;
        let import = source.imports.iter().find(|import| import.name == name);
        let child = self.child(module, name).map(Target::Module);
        // A function may be called as the module that it comes from; a path ends in the function.
        let import = import.filter(|_| is_last || child.is_none());
        if let Some(import) = import {
            // `pub(crate) use helper;` of a macro in its own file.
            if import.path.len() == 1 && import.path.first().is_some_and(|own| own == name) {
                return child;
            }
            return self.resolve(module, &import.path, left).or(child);
        }
        child.or_else(|| {
            if source.defines(name) {
                return None;
            }
            let globs = source.imports.iter().filter(|import| import.name == "*");
            globs.filter_map(|glob| self.resolve(module, &glob.path, left)).find_map(|target| match target {
                Target::Module(behind) if behind != module => {
                    let there = &self.0.get(behind)?;
                    let found = self.step(behind, name, is_last, left.checked_sub(1)?);
                    found.or_else(|| there.source.defines(name).then_some(Target::Item(there)))
                }
                Target::Module(_) | Target::Item(_) => None,
            })
        })
    }
}

impl Graph {
    /// `files` are paths inside a crate's sources with their texts.
    pub(crate) fn new<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut names = Vec::new();
        let mut modules = BTreeMap::new();
        let files: Vec<(&str, &str)> = files.collect();
        let has_lib = files.iter().any(|(path, _)| *path == "lib.rs");
        for (path, text) in files {
            let mut module: Names = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            module.pop_if(|last| last == "mod");
            // Tests go in by the doors that users have.
            if module.iter().any(|name| name == "tests") || (has_lib && path == "main.rs") {
                continue;
            }
            if path == "lib.rs" || path == "main.rs" {
                module.clear();
            }
            modules.insert(module, Module { file: names.len(), source: Source::new(text) });
            names.push(path.to_owned());
        }
        let modules = Modules(modules);
        let mut arrows = BTreeSet::new();
        for (own, Module { file, source }) in &modules.0 {
            let is_used = |import: &&Import| !import.is_public || source.mentions(&import.name);
            let imports = source.imports.iter().filter(is_used).map(|import| &import.path);
            for path in imports.chain(&source.paths) {
                if let Some(Target::Item(target)) = modules.resolve(own, path, FOLLOWED)
                    && target.file != *file
                {
                    arrows.insert((*file, target.file));
                }
            }
        }
        Self { files: names, arrows }
    }

    pub(crate) fn path(&self, file: usize) -> &str {
        self.files.get(file).map_or("", String::as_str)
    }

    /// The room of a file: the first folder on its way, or the file itself.
    pub(crate) fn room(&self, file: usize) -> &str {
        let path = self.path(file);
        path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
    }

    /// Files that lead to each other, each circle in the order of its paths.
    pub(crate) fn circles(&self) -> Vec<Vec<usize>> {
        let reached: Vec<BTreeSet<usize>> = (0..self.files.len()).map(|file| self.reached(file)).collect();
        let leads = |from: usize, to: usize| reached.get(from).is_some_and(|reached| reached.contains(&to));
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for file in 0..self.files.len() {
            if !leads(file, file) || seen.contains(&file) {
                continue;
            }
            let circle: Vec<usize> =
                (0..self.files.len()).filter(|other| leads(file, *other) && leads(*other, file)).collect();
            seen.extend(circle.iter().copied());
            circles.push(circle);
        }
        circles
    }

    fn reached(&self, from: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(file) = open.pop() {
            for (_, to) in self.arrows.range((file, 0)..(file + 1, 0)) {
                if reached.insert(*to) {
                    open.push(*to);
                }
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::Graph;

    fn arrows(files: &[(&str, &str)]) -> Vec<String> {
        let graph = Graph::new(files.iter().copied());
        let name = |file: usize| graph.files[file].trim_end_matches(".rs").to_owned();
        graph.arrows.iter().map(|(from, to)| format!("{} > {}", name(*from), name(*to))).collect()
    }

    #[test]
    fn an_import_counts_as_the_file_where_the_item_lives() {
        let files = [
            ("lib.rs", "mod a;\nmod b;\npub use a::Thing;"),
            ("a/mod.rs", "mod thing;\nmod user;\npub(crate) use thing::Thing;"),
            ("a/thing.rs", "pub struct Thing;"),
            ("a/user.rs", "use super::Thing;"),
            ("b.rs", "fn f(x: crate::Thing) -> crate::a::Thing {}"),
        ];
        assert_eq!(arrows(&files), ["a/user > a/thing", "b > a/thing"]);
    }

    #[test]
    fn a_module_that_is_imported_leads_where_its_items_are_named() {
        let files = [
            ("lib.rs", "mod a;\nmod b;"),
            ("a/mod.rs", "mod deep;\npub use deep::make;\npub const OWN: u8 = 1;"),
            ("a/deep.rs", "pub fn make() {}"),
            ("b.rs", "use crate::a;\nfn f() { a::make(); g(a::OWN) }"),
        ];
        assert_eq!(arrows(&files), ["b > a/mod", "b > a/deep"]);
    }

    #[test]
    fn a_parent_leads_to_a_child_only_where_it_uses_it() {
        let parent = |code: &str| {
            let parent = format!("mod child;\npub(crate) use child::{{Child, child, other}};\n{code}");
            arrows(&[("lib.rs", "mod a;"), ("a/mod.rs", &parent), ("a/child.rs", "use super::N;")])
        };
        assert_eq!(parent("pub const N: u8 = 1;"), ["a/child > a/mod"]);
        let both = ["a/mod > a/child", "a/child > a/mod"];
        assert_eq!(parent("pub const N: u8 = 1;\nfn f() -> Child {}"), both);
        assert_eq!(parent("pub const N: u8 = 1;\nfn f() { child::more() }"), both);
    }

    #[test]
    fn globs_aliases_and_paths_upwards_are_followed() {
        let files = [
            ("lib.rs", "mod a;\nmod b;"),
            ("a/mod.rs", "mod x;\nmod y;\npub use x::*;"),
            ("a/x.rs", "pub struct Found;"),
            ("a/y.rs", "use super::super::b::Long as Short;\nfn f(found: super::Found) {}"),
            ("b.rs", "pub struct Long;\nuse crate::a::x as other;\nfn f() { other::Found::new() }"),
            ("tests.rs", "use crate::b::Long;"),
        ];
        assert_eq!(arrows(&files), ["a/y > a/x", "a/y > b", "b > a/x"]);
    }

    #[test]
    fn circles_are_found_whole() {
        let files = [
            ("lib.rs", ""),
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use crate::c::C;"),
            ("c.rs", "use crate::a::A;\nuse crate::d::D;"),
            ("d.rs", ""),
        ];
        let graph = Graph::new(files.into_iter());
        assert_eq!(graph.circles(), [vec![1, 2, 3]]);
        assert_eq!(graph.room(1), "a");
    }
}
