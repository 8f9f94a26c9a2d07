//! The texts to which an attribute may change: named ones, those that hold phrases or fit a pattern, and any other. Called for the
//! candidates of an attribute.

use std::borrow::Cow;

use super::candidate::{Candidate, Source, What};
use super::counts;
use super::line::Range;
use crate::account::Field;
use crate::eval::{Scratch, locate_field};
use crate::plan::{Binning, Input};
use crate::reading::host;
use crate::value::fold;

/// The most phrases of which every choice is tried; of more, one or two.
pub(super) const EVERY_PHRASE: usize = 5;

/// The most pieces of a pattern that are joined by twos.
const EVERY_PIECE: usize = 8;

/// The most characters of a text that is made up because a rule counts them.
const MOST_CHARACTERS: f64 = 10_000.0;

impl Source<'_> {
    /// Texts that the model names, texts of the phrases and patterns that are looked for, and others.
    pub(super) fn texts(&self, scratch: &mut Scratch) -> Vec<Candidate> {
        let Some(input) = self.input() else { return Vec::new() };
        // A text that is no host is refused where a host is wanted.
        let as_read = |text: &str| -> Option<Box<str>> {
            if self.is_domain() { host(text).map(Into::into) } else { Some(text.into()) }
        };
        let text = |text: Box<str>, what: What| Candidate::new(Field::Text(Cow::Owned(text.into())), what, 1);
        let mut all: Vec<Candidate> = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        let mut buffer = String::new();
        for value in &self.named.values {
            let canonical = crate::eval::canonical(input, value, &mut buffer).to_owned();
            if let Some(read) = as_read(value)
                && !seen.contains(&canonical)
            {
                seen.push(canonical);
                all.push(text(read, What::Text((*value).into())));
            }
        }
        for other in &self.named.others {
            if let Some(Field::Text(same)) = self.fields.get(*other)
                && let Some(read) = as_read(same)
            {
                all.push(text(read, What::Text((**same).into())));
            }
        }
        all.extend(self.phrases().into_iter().filter_map(|held| {
            let joined = self.holding(&held)?;
            Some(text(joined, What::Holds(held.into_iter().map(Into::into).collect())))
        }));
        for made in self.for_patterns() {
            let canonical = crate::eval::canonical(input, &made, &mut buffer).to_owned();
            if !seen.contains(&canonical) && !self.is_domain() && self.is_looked_for(input, &made, scratch) {
                seen.push(canonical);
                all.push(text(made.clone(), What::Text(made)));
            }
        }
        for (length, range) in self.lengths(input) {
            if let Some(other) = self.other(input, length, scratch) {
                all.push(text(other.into(), What::Other(range)));
            }
        }
        all
    }

    /// Whether the texts are hosts.
    fn is_domain(&self) -> bool {
        matches!(self.attribute.written, Some(crate::model::Written::Domain))
    }

    /// A text that holds some phrases; of hosts only where there is a host that does.
    fn holding(&self, phrases: &[&str]) -> Option<Box<str>> {
        if !self.is_domain() {
            return Some(phrases.join(" ").into());
        }
        let made = [phrases.concat(), phrases.join("."), phrases.join("-")];
        let around = |text: &String| {
            let ends = [
                ("", ""),
                ("", ".example"),
                ("x", ""),
                ("x.", ""),
                ("", "x"),
                ("x", "x"),
                ("x", "x.example"),
            ];
            ends.map(|(before, after)| format!("{before}{text}{after}"))
        };
        let [starts, _, ends] = &self.named.phrases;
        let is_start = phrases.first().filter(|first| starts.contains(first));
        let is_end = phrases.last().filter(|last| ends.contains(last));
        let found = made.iter().flat_map(around).filter(|text| host(text) == Some(&**text));
        let mut found = found.filter(|text| {
            is_start.is_none_or(|start| text.starts_with(*start))
                && is_end.is_none_or(|end| text.ends_with(*end))
        });
        found.next().map(Into::into)
    }

    /// Texts of phrases: every choice of a few, else one or two.
    fn phrases(&self) -> Vec<Vec<&str>> {
        let [starts, within, ends] = &self.named.phrases;
        let all: Vec<&str> = starts.iter().chain(within).chain(ends).copied().collect();
        let named = |places: Vec<usize>| places.iter().filter_map(|at| all.get(*at).copied()).collect();
        let mut chosen: Vec<Vec<&str>> =
            counts::choices(all.len(), EVERY_PHRASE).into_iter().map(named).collect();
        chosen.retain(|held| !held.is_empty());
        crate::sort::sort_by_key(&mut chosen, Vec::len);
        chosen
    }

    /// Texts that may fit a pattern: those that the model names elsewhere, pieces of the pattern itself, and a few others.
    fn for_patterns(&self) -> Vec<Box<str>> {
        if self.named.patterns.is_empty() {
            return Vec::new();
        }
        let mut all: Vec<Box<str>> = self.named.elsewhere.iter().map(|text| (*text).into()).collect();
        for pattern in &self.named.patterns {
            let pieces = pieces(pattern);
            all.extend(pieces.iter().map(|piece| piece.trim().into()));
            let pairs = pieces.iter().enumerate().take(EVERY_PIECE);
            all.extend(pairs.flat_map(|(at, piece)| {
                let next = pieces.iter().skip(at + 1).take(EVERY_PIECE);
                next.map(|next| format!("{piece}{next}").trim().into()).collect::<Vec<_>>()
            }));
            all.push(pieces.concat().trim().into());
        }
        all.extend(["other", "something else", "2000"].map(Into::into));
        all.retain(|text| !text.is_empty());
        all
    }

    /// Whether a phrase or a pattern that the model looks for is in a text.
    fn is_looked_for(&self, input: &Input, text: &str, scratch: &mut Scratch) -> bool {
        locate_field(self.plan, self.at, &Field::Text(Cow::Borrowed(text)), scratch);
        input.binnings.iter().any(|binning| match binning {
            Binning::Phrases(slot, _) => scratch.cells().get(*slot as usize).is_some_and(|cell| *cell > 1),
            Binning::Presence(_)
            | Binning::Bool(_)
            | Binning::Number(..)
            | Binning::Date(..)
            | Binning::Recent { .. }
            | Binning::Values(..)
            | Binning::Hosts(..)
            | Binning::Length(..)
            | Binning::Items { .. }
            | Binning::Size(..) => false,
        })
    }

    /// The lengths that the model tells apart, with the range of each; one without a range where it counts none.
    fn lengths(&self, input: &Input) -> Vec<(usize, Option<Range>)> {
        let cuts = input.binnings.iter().find_map(|binning| match binning {
            Binning::Length(_, cuts) => Some(cuts),
            Binning::Presence(_)
            | Binning::Bool(_)
            | Binning::Number(..)
            | Binning::Date(..)
            | Binning::Recent { .. }
            | Binning::Values(..)
            | Binning::Hosts(..)
            | Binning::Phrases(..)
            | Binning::Items { .. }
            | Binning::Size(..) => None,
        });
        let Some(cuts) = cuts else { return vec![(0, None)] };
        let range =
            |(low, high): (f64, f64)| (low as usize, Some(Range { low, high, above: None, below: None }));
        counts::cells(cuts.iter(), 1.0, MOST_CHARACTERS).into_iter().map(range).collect()
    }

    /// A text that the model does not name, of that length if it is not 0.
    fn other(&self, input: &Input, length: usize, scratch: &mut Scratch) -> Option<String> {
        let words = ["other", "another", "something else", "x", "z", "7", "qq", "unlisted"];
        let end = if self.is_domain() { ".example" } else { "" };
        // Shorter hosts end in one letter.
        let short = if self.is_domain() { ".z" } else { "" };
        let listed = self.attribute.values.iter().map(|value| (**value).to_owned());
        let made = words.into_iter().flat_map(|word| {
            let word: String = if self.is_domain() { word.split_whitespace().collect() } else { word.into() };
            let of_length = |end: &str| {
                let bare = length.saturating_sub(end.len());
                let letters: String = word.split_whitespace().collect();
                letters.chars().cycle().take(bare).chain(end.chars()).collect()
            };
            match length {
                0 => vec![format!("{word}{end}")],
                _ => vec![of_length(end), of_length(short)],
            }
        });
        let is_host = |text: &String| !self.is_domain() || host(text) == Some(&**text);
        let fits = |text: &String| length == 0 || fold(text).chars().count() == length;
        listed.chain(made).filter(fits).filter(is_host).find(|text| {
            locate_field(self.plan, self.at, &Field::Text(Cow::Borrowed(text)), scratch);
            let cell = |slot: u32| scratch.cells().get(slot as usize).copied();
            input.binnings.iter().all(|binning| match binning {
                Binning::Values(slot, _) | Binning::Hosts(slot, _) | Binning::Phrases(slot, _) => {
                    cell(*slot) == Some(1)
                }
                Binning::Presence(_)
                | Binning::Bool(_)
                | Binning::Number(..)
                | Binning::Date(..)
                | Binning::Recent { .. }
                | Binning::Length(..)
                | Binning::Items { .. }
                | Binning::Size(..) => true,
            })
        })
    }
}

/// The plain texts within a pattern: `(head|lead) of` has `head`, `lead` and ` of`.
fn pieces(pattern: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut signs = pattern.chars().peekable();
    while let Some(sign) = signs.next() {
        let plain = match sign {
            // A class, or a sign as it is.
            '\\' => signs.next().filter(|next| !next.is_alphanumeric()),
            '(' if signs.peek() == Some(&'?') => {
                signs.by_ref().find(|end| matches!(end, ')' | ':'));
                None
            }
            '[' => {
                signs.by_ref().find(|end| *end == ']');
                None
            }
            '{' => {
                signs.by_ref().find(|end| *end == '}');
                None
            }
            '?' | '*' | '+' | '.' | '^' | '$' | '|' | '(' | ')' => None,
            _ => Some(sign),
        };
        match (plain, pieces.last_mut()) {
            (Some(plain), Some(last)) => last.push(plain),
            _ => pieces.push(String::new()),
        }
    }
    pieces.retain(|piece| piece.chars().any(char::is_alphanumeric));
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn a_pattern_has_pieces_of_plain_text() {
        for (pattern, expected) in [
            ("(head|lead) of", &["head", "lead", " of"][..]),
            (r"(?i)(\brf[pqi]\b|vendor selection|re\.platform)", &["rf", "vendor selection", "re.platform"]),
            ("^.{3,8}$", &[]),
            ("(?i:straße)", &["straße"]),
        ] {
            assert_eq!(pieces(pattern), expected, "{pattern}");
        }
    }
}
