//! Lower case by the tables of Unicode 17, whatever compiler this is built with: the standard library's follow its
//! version, and are seven times as large, which a browser would have to fetch.

mod runs;
mod sigma;
#[cfg(test)]
mod tests;

use runs::RUNS;
use sigma::lower_sigma;

/// Appends a text in lower case.
pub(super) fn push_lower(text: &str, out: &mut String) {
    for (at, c) in text.char_indices() {
        match c {
            'Σ' => out.push(lower_sigma(text, at)),
            'İ' => out.push_str("i\u{307}"),
            c => out.push(lower(c)),
        }
    }
}

/// The lower case of a letter alone.
pub(super) fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let letter = u32::from(c);
    let after = RUNS.partition_point(|run| run.first() <= letter);
    let run = after.checked_sub(1).and_then(|at| RUNS.get(at));
    run.and_then(|run| char::from_u32(run.lower(letter))).unwrap_or(c)
}
