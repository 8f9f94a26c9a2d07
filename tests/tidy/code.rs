//! Rust source as far as the rules need it: without comments and literals, with the paths that it names. Read by
//! `layers`, `index` and `graph`.

use std::collections::BTreeSet;

/// The code without comments, contents of texts, and the tests at its end.
pub(crate) fn bare(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = text_literal(rest, out.chars().next_back()) {
            out.push_str("\"\"");
            length
        } else if let Some(length) = char_literal(rest) {
            out.push_str("' '");
            length
        } else {
            out.push(c);
            c.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    let tests = out.find("#[cfg(test)]\nmod tests {").unwrap_or(out.len());
    out.truncate(tests);
    out
}

/// The length of a text literal at the start, raw ones too.
fn text_literal(rest: &str, before: Option<char>) -> Option<usize> {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if let Some(raw) = rest.strip_prefix('r').filter(|_| !in_word) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let body = raw.get(hashes..)?.strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = body.find(&end).map_or(body.len(), |at| at + end.len());
        return Some(2 + hashes + length);
    }
    let body = rest.strip_prefix('"')?;
    let mut escaped = false;
    let end = body.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    Some(end.map_or(rest.len(), |end| end + 2))
}

/// The length of a character literal at the start; a lifetime is none.
fn char_literal(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    let mut chars = body.char_indices();
    let (_, first) = chars.next()?;
    let from = if first == '\\' { chars.nth(1)?.0 } else { chars.next()?.0 };
    let end = body.get(from..)?.find('\'')?;
    let closes_at_once = end == 0 || (first == '\\' && end < 10);
    closes_at_once.then_some(1 + from + end + 1)
}

/// A path from the root of the crate: `["eval", "Scratch"]`.
pub(crate) type Names = Vec<String>;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Colons,
    Sign(char),
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() || c == '_' {
            let mut word = String::from(c);
            while let Some(more) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                word.push(more);
            }
            tokens.push(Token::Word(word));
        } else if c == ':' && chars.next_if_eq(&':').is_some() {
            tokens.push(Token::Colons);
        } else if !c.is_whitespace() {
            tokens.push(Token::Sign(c));
        }
    }
    tokens
}

/// A name that a `use` brings into a file; `*` for everything.
pub(crate) struct Import {
    pub(crate) name: String,
    pub(crate) path: Names,
    /// Whether others may take it from here.
    pub(crate) is_public: bool,
}

/// The imports of a file, and the paths in the rest of its code.
pub(crate) struct Source {
    pub(crate) imports: Vec<Import>,
    pub(crate) paths: Vec<Names>,
    words: BTreeSet<String>,
    defined: BTreeSet<String>,
}

impl Source {
    pub(crate) fn new(text: &str) -> Self {
        let tokens = tokens(&bare(text));
        let word = |at: usize| match tokens.get(at) {
            Some(Token::Word(word)) => word.as_str(),
            _ => "",
        };
        let mut source =
            Self { imports: Vec::new(), paths: Vec::new(), words: BTreeSet::new(), defined: BTreeSet::new() };
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let Token::Word(found) = token else {
                at += 1;
                continue;
            };
            let before = at.checked_sub(1).and_then(|at| tokens.get(at));
            if found == "use" && tokens.get(at + 1) != Some(&Token::Sign('<')) {
                let is_public =
                    matches!(before, Some(Token::Sign(')'))) || before == Some(&Token::Word("pub".into()));
                let mut paths = Vec::new();
                let first = at + 1;
                at = use_tree(&tokens, first, Vec::new(), &mut paths);
                let imports = paths.into_iter().map(|(path, name)| Import { name, path, is_public });
                source.imports.extend(imports);
                continue;
            }
            if ["fn", "struct", "enum", "trait", "type", "const", "static", "mod", "union"]
                .contains(&&**found)
            {
                source.defined.insert(word(at + 1).to_owned());
            }
            if found == "mod" {
                // `mod name;` beside `pub use name::name;` is no use of the latter.
                at += 2;
                continue;
            }
            let mut path = vec![found.clone()];
            // `pub(in some::module)` names no item.
            let is_scope = before == Some(&Token::Word("in".into()))
                && tokens.get(at.wrapping_sub(3)) == Some(&Token::Word("pub".into()));
            while tokens.get(at + 1) == Some(&Token::Colons) && !word(at + 2).is_empty() {
                path.push(word(at + 2).to_owned());
                at += 2;
            }
            at += 1;
            if before == Some(&Token::Colons) {
                continue;
            }
            source.words.extend(path.first().cloned());
            if path.len() > 1 && !is_scope {
                source.paths.push(path);
            }
        }
        source
    }

    /// Whether the code outside of imports begins a path with this name.
    pub(crate) fn mentions(&self, name: &str) -> bool {
        self.words.contains(name)
    }

    pub(crate) fn defines(&self, name: &str) -> bool {
        self.defined.contains(name)
    }
}

/// Collects the paths of a `use` with the names that they get; returns where it ends.
fn use_tree(tokens: &[Token], mut at: usize, mut path: Names, found: &mut Vec<(Names, String)>) -> usize {
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) => path.push(word.clone()),
            Some(Token::Sign('*')) => {
                found.push((path, "*".to_owned()));
                return at + 1;
            }
            Some(Token::Sign('{')) => {
                at += 1;
                loop {
                    match tokens.get(at) {
                        None => return at,
                        Some(Token::Sign('}')) => return at + 1,
                        Some(Token::Word(_) | Token::Sign('{' | '*')) => {
                            at = use_tree(tokens, at, path.clone(), found).max(at + 1);
                        }
                        Some(Token::Sign(_) | Token::Colons) => at += 1,
                    }
                }
            }
            // A path from the root of all crates starts with colons.
            Some(Token::Colons) if path.is_empty() => {}
            Some(Token::Sign(_) | Token::Colons) | None => return at,
        }
        at += 1;
        if tokens.get(at) != Some(&Token::Colons) {
            break;
        }
        at += 1;
    }
    // `{self}` is the module itself.
    path.pop_if(|last| last == "self");
    let mut name = path.last().cloned().unwrap_or_default();
    if tokens.get(at) == Some(&Token::Word("as".to_owned())) {
        if let Some(Token::Word(alias)) = tokens.get(at + 1) {
            name.clone_from(alias);
        }
        at += 2;
    }
    found.push((path, name));
    at
}

/// Paths that start with `crate` or `super`, of a file that holds the module `own`.
pub(crate) fn paths(code: &str, own: &[&str]) -> Vec<Names> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let inside = before == Some(&Token::Colons);
        match tokens.get(at) {
            Some(Token::Word(word)) if !inside && (word == "crate" || word == "super") => {}
            _ => continue,
        }
        let mut at = at;
        let mut base = own.to_vec();
        while let (Some(Token::Word(word)), Some(Token::Colons)) = (tokens.get(at), tokens.get(at + 1)) {
            match word.as_str() {
                "crate" => base.clear(),
                "super" => drop(base.pop()),
                _ => break,
            }
            at += 2;
        }
        let base: Names = base.iter().map(|name| (*name).to_owned()).collect();
        if tokens.get(at.wrapping_sub(1)) == Some(&Token::Colons) {
            tree(&tokens, at, base, &mut found);
        }
    }
    found
}

/// The names of the crate's own modules in `pub use`.
pub(crate) fn reexports(code: &str) -> Vec<Names> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if *token == Token::Word("use".to_owned()) {
            tree(&tokens, at + 1, Vec::new(), &mut found);
        }
    }
    found
}

/// Collects the paths of a use tree (or of a plain path); returns where it ends.
fn tree(tokens: &[Token], mut at: usize, mut path: Names, found: &mut Vec<Names>) -> usize {
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) => path.push(word.clone()),
            Some(Token::Sign('*')) => path.push("*".to_owned()),
            Some(Token::Sign('{')) => {
                at += 1;
                while let Some(token) = tokens.get(at) {
                    match token {
                        Token::Sign('}') => return at + 1,
                        Token::Word(_) | Token::Sign('*' | '{') => {
                            at = tree(tokens, at, path.clone(), found).max(at + 1);
                        }
                        Token::Sign(_) | Token::Colons => at += 1,
                    }
                }
                return at;
            }
            _ => break,
        }
        at += 1;
        if tokens.get(at) != Some(&Token::Colons) {
            break;
        }
        at += 1;
    }
    if tokens.get(at) == Some(&Token::Word("as".to_owned())) {
        at += 2;
    }
    found.push(path);
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(paths: Vec<Names>) -> Vec<String> {
        paths.into_iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn comments_and_texts_are_no_code() {
        let code = bare("a // crate::b\n/* crate::c */ d(\"crate::e \\\" f\", r#\"crate::\"g\"#, '\"', 'h')");
        assert!(!code.contains("crate"), "{code}");
        assert!(code.contains("d(\"\", \"\""), "{code}");
        assert_eq!(bare("fn f<'a>(x: &'a str) {}"), "fn f<'a>(x: &'a str) {}");
        assert_eq!(bare("x\n#[cfg(test)]\nmod tests {\n use crate::y;\n}"), "x\n");
    }

    #[test]
    fn all_forms_of_paths_are_found() {
        let code = "use crate::{parse, model::{Definition as D, *}};\n\
                    pub(crate) fn f(x: &super::Card, y: super::super::wire::Z) -> crate::eval::Scratch { self::a() }\n\
                    crate::value::fold::<u8>(1)";
        assert_eq!(
            joined(paths(code, &["plan", "card"])),
            [
                "parse",
                "model::Definition",
                "model::*",
                "plan::Card",
                "wire::Z",
                "eval::Scratch",
                "value::fold"
            ]
        );
    }

    #[test]
    fn reexports_are_found() {
        assert_eq!(
            joined(reexports("pub use eval::{A, B};\npub use draft::C;")),
            ["eval::A", "eval::B", "draft::C"]
        );
    }
}
