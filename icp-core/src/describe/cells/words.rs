//! Words that are joined by `and` and `or`, with brackets where one stands in the other.

use crate::page::Sentence;

/// Words for some values of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Words {
    /// Every value.
    Everything,
    /// No value at all.
    Nothing,
    One(Sentence),
    All(Vec<Words>),
    Any(Vec<Words>),
}

impl Words {
    /// Both must hold.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, _) | (_, Self::Nothing) => Self::Nothing,
            (Self::Everything, words) | (words, Self::Everything) => words,
            (Self::All(mut parts), Self::All(more)) => {
                parts.extend(more);
                Self::All(parts)
            }
            (Self::All(mut parts), other) => {
                parts.push(other);
                Self::All(parts)
            }
            (one, Self::All(more)) => Self::All(std::iter::once(one).chain(more).collect()),
            (one, other) => Self::All(vec![one, other]),
        }
    }

    /// Either is enough.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Everything, _) | (_, Self::Everything) => Self::Everything,
            (Self::Nothing, words) | (words, Self::Nothing) => words,
            (Self::Any(mut parts), Self::Any(more)) => {
                parts.extend(more);
                Self::Any(parts)
            }
            (Self::Any(mut parts), other) => {
                parts.push(other);
                Self::Any(parts)
            }
            (one, Self::Any(more)) => Self::Any(std::iter::once(one).chain(more).collect()),
            (one, other) => Self::Any(vec![one, other]),
        }
    }

    pub(super) fn sentence(self) -> Sentence {
        match self {
            Self::Everything => Sentence::new("known"),
            Self::Nothing => Sentence::new("nothing"),
            Self::One(sentence) => sentence,
            Self::All(parts) => joined(parts, ", and "),
            Self::Any(parts) => joined(parts, ", or "),
        }
    }
}

fn joined(parts: Vec<Words>, between: &str) -> Sentence {
    let mut words = Sentence::default();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            words = words.ours(between);
        }
        words = match part {
            Words::All(_) | Words::Any(_) => words.ours("(").then(part.sentence()).ours(")"),
            Words::Everything | Words::Nothing | Words::One(_) => words.then(part.sentence()),
        };
    }
    words
}
