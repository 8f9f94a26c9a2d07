//! The texts to which an attribute may change: named ones, those that hold phrases or fit a pattern, and any other. Called for the
//! candidates of an attribute.

use std::borrow::Cow;

use super::candidate::{Candidate, Source, What};
use super::counts;
use super::line::Range;
use crate::account::{Field, from_text};
use crate::eval::{Scratch, canonical, locate_field};
use crate::model::Attribute;
use crate::plan::{Binning, Input};
use crate::value::fold;

/// The most phrases of which every choice is tried; of more, one or two.
pub(super) const EVERY_PHRASE: usize = 5;

/// The most texts of which parts are tried.
const MOST_WHOLES: usize = 16;

/// The most pieces of a pattern that are joined by twos.
const EVERY_PIECE: usize = 8;

/// The most characters of a text that is made up because a rule counts them.
const MOST_CHARACTERS: f64 = 10_000.0;

/// By how many characters a text may be longer than the shortest one of its cell.
const MORE_CHARACTERS: usize = 16;

/// A text as it is compared, and the cells in which it lies.
type Effect = (String, Vec<u32>);

impl Source<'_> {
    /// Texts that the model names, texts of the phrases and patterns that are looked for, and others.
    pub(super) fn texts(&self, scratch: &mut Scratch) -> Vec<Candidate> {
        let Some(input) = self.input() else { return Vec::new() };
        let text = |text: Box<str>, what: What| Candidate::new(Field::Text(Cow::Owned(text.into())), what, 1);
        let mut all: Vec<Candidate> = Vec::new();
        // Phrases, patterns and lengths are those of a text as it is written, so two spellings of one value may differ.
        let mut seen: Vec<Effect> = Vec::new();
        let named = self.named.values.iter().map(|value| Cow::Borrowed(*value));
        let others = self.named.others.iter().filter_map(|other| match self.fields.get(*other) {
            Some(Field::Text(same)) => Some(Cow::Borrowed(&**same)),
            _ => None,
        });
        let mut values: Vec<String> = Vec::new();
        for value in named.chain(others) {
            values.push(canonical(input, &value, &mut String::new()).to_owned());
            let Some(read) = as_read(input, &value) else { continue };
            let effect = self.effect(input, &read, scratch);
            values.push(effect.0.clone());
            if is_new(&mut seen, effect) {
                all.push(text(read, What::Text((*value).into())));
            }
        }
        for spelling in self.attribute.spellings() {
            if let Some(read) = as_read(input, spelling) {
                let effect = self.effect(input, &read, scratch);
                if values.contains(&effect.0) && is_new(&mut seen, effect) {
                    all.push(text(read, What::Text(spelling.into())));
                }
            }
        }
        for held in self.phrases() {
            let Some((joined, other)) = self.holding(input, &held) else { continue };
            let held: Vec<Box<str>> = held.into_iter().map(Into::into).collect();
            all.push(text(joined, What::Holds(held.clone())));
            all.extend(other.map(|other| text(other, What::Holds(held))));
        }
        for made in self.for_patterns() {
            if !self.is_domain()
                && as_read(input, &made).is_some()
                && self.is_looked_for(input, &made, scratch)
                && is_new(&mut seen, self.effect(input, &made, scratch))
            {
                all.push(text(made.clone(), What::Text(made)));
            }
        }
        for part in self.parts(input) {
            if as_read(input, &part).as_deref() == Some(&*part)
                && is_new(&mut seen, self.effect(input, &part, scratch))
            {
                all.push(text(part.clone(), What::Text(part)));
            }
        }
        for (length, range) in self.lengths(input) {
            // The shortest texts of a cell may be no hosts, or hold a phrase.
            let last =
                range.as_ref().map_or(length, |range| (range.high as usize).min(length + MORE_CHARACTERS));
            if let Some(other) = (length..=last).find_map(|length| self.other(input, length, scratch)) {
                all.push(text(other.into(), What::Other(range)));
            }
        }
        all
    }

    /// Everything about a text that rules can tell apart.
    fn effect(&self, input: &Input, text: &str, scratch: &mut Scratch) -> Effect {
        locate_field(self.plan, self.at, &Field::Text(Cow::Borrowed(text)), scratch);
        let mut cells = Vec::new();
        for binning in &input.binnings {
            binning.slots(|slot| cells.extend(scratch.cells().get(slot as usize)));
        }
        (canonical(input, text, &mut String::new()).to_owned(), cells)
    }

    /// Whether the texts are hosts.
    fn is_domain(&self) -> bool {
        matches!(self.attribute.written, Some(crate::model::Written::Domain))
    }

    /// A text that holds some phrases and stands for no missing value; of hosts only where there is a host that does. Where it is a part of
    /// a text that is named for its parts, one that is none, too.
    fn holding(&self, input: &Input, phrases: &[&str]) -> Option<(Box<str>, Option<Box<str>>)> {
        let (made, around) = match self.is_domain() {
            true => (
                vec![phrases.concat(), phrases.join("."), phrases.join("-")],
                &[
                    ("", ""),
                    ("", ".example"),
                    ("x", ""),
                    ("x.", ""),
                    ("", "x"),
                    ("x", "x"),
                    ("x", "x.example"),
                ][..],
            ),
            false => (vec![phrases.join(" ")], &[("", ""), ("", " x"), ("x ", ""), ("x ", " x")][..]),
        };
        let [starts, _, ends] = &self.named.phrases;
        let is_start = phrases.first().filter(|first| starts.contains(first));
        let is_end = phrases.last().filter(|last| ends.contains(last));
        let texts = made
            .iter()
            .flat_map(|text| around.iter().map(move |(left, right)| format!("{left}{text}{right}")));
        let mut found = texts.filter(|text| is_as_read(input, text)).filter(|text| {
            is_start.is_none_or(|start| text.starts_with(*start))
                && is_end.is_none_or(|end| text.ends_with(*end))
        });
        let first = found.next()?;
        let is_part = |text: &str| self.named.wholes.iter().any(|whole| fold(whole).contains(&*fold(text)));
        let other = if is_part(&first) { found.find(|text| !is_part(text)) } else { None };
        Some((first.into(), other.map(Into::into)))
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

    /// Beginnings of the texts of which a text may be a part: of each length that the model tells apart, one letter, and all but the last.
    fn parts(&self, input: &Input) -> Vec<Box<str>> {
        let lengths = self.lengths(input);
        let mut all: Vec<Box<str>> = Vec::new();
        for whole in self.named.wholes.iter().take(MOST_WHOLES) {
            let count = whole.chars().count();
            let counted = lengths.iter().map(|(length, _)| *length);
            for length in
                counted.chain([1, count.saturating_sub(1)]).filter(|length| (1..count).contains(length))
            {
                let part: String = whole.chars().take(length).collect();
                all.push(part.trim().into());
            }
        }
        all.retain(|part| !part.is_empty());
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
        // A host may hold a phrase that is looked for by its end alone, and short ones end in one letter or have no dot.
        let ends: &[&str] = if self.is_domain() { &[".example", ".z", ".net", ""] } else { &[""] };
        let listed = self.attribute.values.iter().map(|value| (**value).to_owned());
        let made =
            ends.iter().flat_map(|end| words.iter().map(move |word| (end, word))).map(|(end, word)| {
                let letters: String = word.split_whitespace().collect();
                match length {
                    0 if self.is_domain() => format!("{letters}{end}"),
                    0 => (*word).to_owned(),
                    _ => {
                        let bare = length.saturating_sub(end.len());
                        letters.chars().cycle().take(bare).chain(end.chars()).collect()
                    }
                }
            });
        let fits = |text: &String| length == 0 || fold(text).chars().count() == length;
        listed.chain(made).filter(fits).filter(|text| is_as_read(input, text)).find(|text| {
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

impl Attribute {
    /// Its synonyms, each word before its other spellings.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &str> {
        self.synonyms.iter().flat_map(|(word, of)| std::iter::once(word).chain(of)).map(|text| &**text)
    }
}

/// The value that a text of an account has; `None` where it stands for a missing one, or is refused. The value is one that an
/// account may have as its text, too.
fn as_read(input: &Input, text: &str) -> Option<Box<str>> {
    match from_text(&input.reading, Cow::Borrowed(text)) {
        Ok(Field::Text(read)) if is_as_read(input, &read) => Some((*read).into()),
        Ok(_) | Err(_) => None,
    }
}

/// Whether a text is read as it is.
fn is_as_read(input: &Input, text: &str) -> bool {
    matches!(from_text(&input.reading, Cow::Borrowed(text)), Ok(Field::Text(read)) if read == text)
}

fn is_new(seen: &mut Vec<Effect>, effect: Effect) -> bool {
    let is_new = !seen.contains(&effect);
    if is_new {
        seen.push(effect);
    }
    is_new
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
