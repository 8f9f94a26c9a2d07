//! Texts to numbers, kept in the order of the texts: for texts that `Lookup` has no room for in its hash table.

/// Texts to numbers, in the order of the texts. The number given first stays.
///
/// A sorted list in pieces, since a search tree of the standard library would be a hundredth of what a browser fetches first. Whatever
/// the order in which texts come, a new one moves less than [`MOST`] others and the pieces behind it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index(Vec<Vec<(Box<str>, usize)>>);

/// The texts of a piece. One that has as many is halved.
const MOST: usize = 256;

impl Index {
    /// Adds a text and its number; true if the text is new. A text that is there keeps its old number.
    pub(crate) fn add(&mut self, text: &str, number: usize) -> bool {
        let (at, place) = self.place(text);
        let Err(place) = place else { return false };
        if self.0.is_empty() {
            self.0.push(Vec::new());
        }
        let Some(piece) = self.0.get_mut(at) else { return false };
        piece.insert(place, (text.into(), number));
        if piece.len() >= MOST {
            let rest = piece.split_off(MOST / 2);
            self.0.insert(at + 1, rest);
        }
        true
    }

    /// The piece that a text belongs into, and its place there or where it would be.
    fn place(&self, text: &str) -> (usize, Result<usize, usize>) {
        let starts_after =
            |piece: &Vec<(Box<str>, usize)>| piece.first().is_some_and(|(first, _)| &**first > text);
        let at = self.0.partition_point(|piece| !starts_after(piece)).saturating_sub(1);
        let piece = self.0.get(at).map_or(&[][..], |piece| piece);
        (at, piece.binary_search_by(|(known, _)| (**known).cmp(text)))
    }

    /// Adds a text without a number, as to a set; true if it is new.
    pub(crate) fn note(&mut self, text: &str) -> bool {
        self.add(text, 0)
    }

    pub(crate) fn get(&self, text: &str) -> Option<usize> {
        let (at, place) = self.place(text);
        self.0.get(at)?.get(place.ok()?).map(|(_, number)| *number)
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        self.place(text).1.is_ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(|(text, _)| &**text)
    }

    /// The numbers in the order of the texts.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.0.iter().flatten().map(|(_, number)| *number)
    }
}
