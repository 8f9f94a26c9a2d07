//! The side of reading that people see: refusals and notes with their places, collected until the end so that all are told at
//! once.

use crate::error::{Note, Refusal};
use crate::xml::Element;

/// Characters of what is told.
const MOST: usize = 250;

/// A place of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The line, from 1.
    pub(crate) line: usize,
    /// Elements from the outside in, or keys.
    pub(crate) path: String,
}

impl From<&Element> for Place {
    fn from(element: &Element) -> Self {
        Self { line: element.line, path: element.path.clone() }
    }
}

impl From<&&Element> for Place {
    fn from(element: &&Element) -> Self {
        Self::from(*element)
    }
}

impl From<&Self> for Place {
    fn from(place: &Self) -> Self {
        place.clone()
    }
}

/// Everything that is refused, and what was taken otherwise.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) notes: Vec<Note>,
}

impl Told {
    pub(crate) fn refuse<T>(
        &mut self,
        at: impl Into<Place>,
        code: &'static str,
        message: impl Into<String>,
        help: &str,
    ) -> Option<T> {
        let Place { line, path } = at.into();
        let message = shown(&message.into());
        self.refusals.push(Refusal { code, line, path: shown(&path), message, help: Some(help.to_owned()) });
        None
    }

    pub(crate) fn note(&mut self, at: impl Into<Place>, text: impl Into<String>) {
        let Place { line, path } = at.into();
        self.notes.push(Note { line, path: shown(&path), text: shown(&text.into()) });
    }

    /// The thing that was made and the notes, or the refusals, each in the order of the document.
    pub(crate) fn ended<T>(mut self, made: Option<T>) -> Result<(T, Vec<Note>), Vec<Refusal>> {
        self.notes.sort_by_key(|note| note.line);
        match made.filter(|_| self.refusals.is_empty()) {
            Some(made) => Ok((made, self.notes)),
            None => {
                self.refusals.sort_by_key(|refusal| refusal.line);
                self.refusals.dedup();
                self.refusals.truncate(100);
                Err(self.refusals)
            }
        }
    }
}

/// Words of a document as they are told: in one line, and not without end.
fn shown(text: &str) -> String {
    let mut out: String = text.chars().take(MOST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if out.len() < text.len() && text.chars().nth(MOST).is_some() {
        out.push('…');
    }
    out
}
