//! Names of attributes, made of the headers of columns.

use std::collections::BTreeSet;

/// Words that a condition has, which no attribute may be called.
const OF_CONDITIONS: [&str; 4] = ["all", "any", "not", "at_least"];
/// Words that no key of a record may be.
const RESERVED: [&str; 6] =
    ["__proto__", "prototype", "constructor", "toString", "valueOf", "hasOwnProperty"];
/// Characters of a name.
const LENGTH: usize = 120;

/// The names that are given or cannot be given.
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// None given yet; a header is a name for its own column only.
    pub(super) fn new<'a>(headers: impl Iterator<Item = &'a str>) -> Self {
        Self { taken: headers.map(str::to_owned).collect() }
    }

    /// The name for the column of a header, and the header as an alias where they differ.
    pub(super) fn give(&mut self, header: &str) -> (String, Option<String>) {
        if is_name(header) {
            return (header.to_owned(), None);
        }
        let plain = plain(header);
        let free = |name: &String| !self.taken.contains(name) && !is_refused(name);
        let mut names = std::iter::once(plain.clone()).chain((2..).map(|at| format!("{plain}_{at}")));
        let name = names.find(free).unwrap_or(plain);
        self.taken.insert(name.clone());
        (name, Some(header.to_owned()))
    }
}

/// Whether a header is a name as it is, without blanks.
fn is_name(header: &str) -> bool {
    let begins = header.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    begins && header.chars().all(inside) && header.chars().count() <= LENGTH && !is_refused(header)
}

fn is_refused(name: &str) -> bool {
    OF_CONDITIONS.contains(&name) || is_reserved(name)
}

/// Whether no attribute may be read by this header.
pub(super) fn is_reserved(header: &str) -> bool {
    RESERVED.contains(&header)
}

/// A header in small letters, with one `_` for all else: its last part, if it is a path of keys.
fn plain(header: &str) -> String {
    let mut out = String::new();
    let last = header.rsplit('.').find(|part| !part.trim().is_empty()).unwrap_or(header);
    let header = if header.contains(char::is_whitespace) { header } else { last };
    for c in header.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
        if out.chars().count() >= LENGTH {
            break;
        }
    }
    let out = out.trim_end_matches('_');
    match out.chars().next() {
        Some(c) if c.is_alphabetic() => out.to_owned(),
        Some(_) => format!("c_{out}"),
        None => "column".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_are_made_of_headers_and_differ() {
        let headers = [
            "company size",
            "company_size",
            "properties.size",
            "# of Sites",
            "2020",
            "any",
            "Größe (m²)",
            "%",
        ];
        let mut names = Names::new(headers.into_iter());
        let given: Vec<(String, Option<String>)> = headers.iter().map(|header| names.give(header)).collect();
        let given: Vec<&str> = given.iter().map(|(name, _)| &**name).collect();
        let wanted =
            ["company_size_2", "company_size", "size", "of_sites", "c_2020", "any_2", "größe_m²", "column"];
        assert_eq!(given, wanted);
    }
}
