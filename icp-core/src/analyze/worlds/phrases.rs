//! Which phrases can stand in one text together: `data` is in every text with `database`. `slot` and `links` leave
//! out cells by it.

use crate::plan::Phrase;
use crate::value::place_of;

/// For each phrase of one slot, masks of the phrases of another that are then there, and of those that are not.
pub(in crate::analyze) struct Implied {
    forward: Vec<(u32, u32)>,
    backward: Vec<(u32, u32)>,
}

pub(super) fn implied(a: &[Phrase], b: &[Phrase]) -> Implied {
    let masks = |from: &[Phrase], to: &[Phrase]| {
        let bits = |from: &Phrase, test: fn(&Phrase, &Phrase) -> bool| {
            to.iter().enumerate().map(|(bit, to)| u32::from(test(from, to)) << bit).sum()
        };
        from.iter().map(|from| (bits(from, implies), bits(from, excludes))).collect()
    };
    Implied { forward: masks(a, b), backward: masks(b, a) }
}

impl Implied {
    pub(super) fn is_empty(&self) -> bool {
        self.forward.iter().chain(&self.backward).all(|pair| *pair == (0, 0))
    }

    /// Whether two masks of phrases can be there together.
    pub(super) fn allow(&self, a: u32, b: u32) -> bool {
        let one_way = |masks: &[(u32, u32)], from: u32, to: u32| {
            masks.iter().enumerate().all(|(bit, (needed, refused))| {
                from >> bit & 1 == 0 || (to & needed == *needed && to & refused == 0)
            })
        };
        one_way(&self.forward, a, b) && one_way(&self.backward, b, a)
    }
}

/// Whether a text with the first phrase surely has the second.
fn implies(first: &Phrase, second: &Phrase) -> bool {
    match (first, second) {
        (Phrase::StartsWith(a), Phrase::StartsWith(b)) => a.starts_with(&**b),
        (Phrase::EndsWith(a), Phrase::EndsWith(b)) => a.ends_with(&**b),
        (
            Phrase::StartsWith(a) | Phrase::EndsWith(a) | Phrase::Contains(a) | Phrase::Mentions(a),
            Phrase::Contains(b),
        ) => place_of(a, b).is_some(),
        (Phrase::Mentions(a), Phrase::Mentions(b)) => mentions(a, b),
        (Phrase::PartOf(a), Phrase::PartOf(b)) => place_of(b, a).is_some(),
        (
            Phrase::StartsWith(_)
            | Phrase::EndsWith(_)
            | Phrase::Contains(_)
            | Phrase::PartOf(_)
            | Phrase::Mentions(_)
            | Phrase::Matches(_),
            _,
        ) => false,
    }
}

/// Whether no text has both phrases.
fn excludes(first: &Phrase, second: &Phrase) -> bool {
    match (first, second) {
        (Phrase::StartsWith(a), Phrase::StartsWith(b)) => !a.starts_with(&**b) && !b.starts_with(&**a),
        (Phrase::EndsWith(a), Phrase::EndsWith(b)) => !a.ends_with(&**b) && !b.ends_with(&**a),
        // A phrase of the text is a phrase of the text around it.
        (
            Phrase::StartsWith(a) | Phrase::EndsWith(a) | Phrase::Contains(a) | Phrase::Mentions(a),
            Phrase::PartOf(whole),
        )
        | (
            Phrase::PartOf(whole),
            Phrase::StartsWith(a) | Phrase::EndsWith(a) | Phrase::Contains(a) | Phrase::Mentions(a),
        ) => place_of(whole, a).is_none(),
        (
            Phrase::StartsWith(_)
            | Phrase::EndsWith(_)
            | Phrase::Contains(_)
            | Phrase::PartOf(_)
            | Phrase::Mentions(_)
            | Phrase::Matches(_),
            _,
        ) => false,
    }
}

/// Whether a phrase is in a folded text; of patterns that is not asked.
pub(super) fn is_in(phrase: &Phrase, text: &str) -> bool {
    match phrase {
        Phrase::StartsWith(start) => text.starts_with(&**start),
        Phrase::EndsWith(end) => text.ends_with(&**end),
        Phrase::Contains(part) => place_of(text, part).is_some(),
        Phrase::PartOf(whole) => place_of(whole, text).is_some(),
        Phrase::Mentions(phrase) => mentions(text, phrase),
        Phrase::Matches(_) => false,
    }
}

/// Whether a phrase is there with no letter, digit or underscore next to it.
fn mentions(text: &str, phrase: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.char_indices().map(|(at, _)| at).any(|at| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let rest = text.get(at..).and_then(|t| t.strip_prefix(phrase));
        rest.is_some_and(|rest| !before.is_some_and(is_word) && !rest.chars().next().is_some_and(is_word))
    })
}
