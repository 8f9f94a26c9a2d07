//! A sentence that keeps our own words and users' texts apart, so that each renderer escapes what it has to.

use crate::value::visible;

/// The longest text of a user that is shown, in characters.
const LONGEST: usize = 200;

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Our own words: nothing in them needs escaping in Markdown.
    Ours(String),
    /// A user's text: cut, without hidden characters, to be escaped by the renderer.
    Theirs(String),
    /// Words in place of this number of pieces that follow, where a text has to be brief: the end of a long list.
    Brief(usize, String),
}

/// A sentence, or a piece of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sentence(Vec<Piece>);

impl Sentence {
    /// Starts with our own words.
    pub(crate) fn new(text: &str) -> Self {
        Self::default().ours(text)
    }

    /// A user's text alone.
    pub(crate) fn of(text: &str) -> Self {
        Self::default().theirs(text)
    }

    /// Goes on with our own words.
    #[must_use]
    pub(crate) fn ours(mut self, text: &str) -> Self {
        self.0.push(Piece::Ours(text.to_owned()));
        self
    }

    /// Goes on with a user's text, on one line.
    #[must_use]
    pub(crate) fn theirs(self, text: &str) -> Self {
        self.theirs_within(text, LONGEST)
    }

    /// Goes on with words that hold users' texts, on one line, of at most `longest` characters.
    #[must_use]
    pub(crate) fn theirs_within(mut self, text: &str, longest: usize) -> Self {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.0.push(Piece::Theirs(visible(&line, longest)));
        self
    }

    /// Goes on with a user's reason, which may end like a sentence.
    #[must_use]
    pub(crate) fn reason(self, text: &str) -> Self {
        self.theirs(text.trim().trim_end_matches('.'))
    }

    /// Goes on with other words.
    #[must_use]
    pub(crate) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Appends a list. It names at most `most` items, and counts the others: `a, b and 3 more`.
    #[must_use]
    pub(crate) fn list(
        mut self,
        items: impl ExactSizeIterator<Item = Self>,
        most: usize,
        between: &str,
    ) -> Self {
        let more = items.len().saturating_sub(most);
        for (at, item) in items.take(most).enumerate() {
            if at > 0 {
                self = self.ours(between);
            }
            self = self.then(item);
        }
        if more > 0 { self.ours(&format!(" and {more} more")) } else { self }
    }

    /// Goes on with words that a brief text leaves out, for others: see [`Sentence::brief`].
    #[must_use]
    pub(crate) fn or_brief(mut self, long: Self, brief: String) -> Self {
        self.0.push(Piece::Brief(long.0.len(), brief));
        self.then(long)
    }

    /// As plain text, with long lists cut: `red, green, blue or 4 others`. None where nothing is left out.
    pub(crate) fn brief(&self) -> Option<String> {
        let (mut text, mut skip, mut is_cut) = (String::new(), 0, false);
        for piece in &self.0 {
            match piece {
                _ if skip > 0 => skip -= 1,
                Piece::Ours(words) | Piece::Theirs(words) => text.push_str(words),
                Piece::Brief(pieces, words) => {
                    (skip, is_cut) = (*pieces, true);
                    text.push_str(words);
                }
            }
        }
        is_cut.then_some(text)
    }

    /// As plain text.
    pub(crate) fn plain(&self) -> String {
        self.render(str::to_owned, str::to_owned)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text, with each part as the renderer wants it.
    pub(crate) fn render(&self, ours: impl Fn(&str) -> String, theirs: impl Fn(&str) -> String) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Ours(text) => ours(text),
            Piece::Theirs(text) => theirs(text),
            Piece::Brief(..) => String::new(),
        };
        self.0.iter().map(piece).collect()
    }
}
