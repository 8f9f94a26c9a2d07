//! A mistake with its place in document order, and all of them as the error that users see.

use super::Limits;
use crate::error::{Code, Message, ModelError, Problem, text};
use crate::sort::sort_by_key;
use crate::source::{Path, Position};

/// A mistake in a draft, with its place in document order.
///
/// ```
/// use icp_core::document::Draft;
/// let draft = Draft::from_json(r#"{"a": 1, "a": 2}"#)?;
/// let mistake = &draft.mistakes[0];
/// assert_eq!((mistake.problem.code(), mistake.offset), ("duplicate_key", Some(9)));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// The order of the node that it is about.
    pub order: u32,
    /// Byte offset in the text, where it is known.
    pub offset: Option<usize>,
    /// Code, path and message; the position is filled in at the end.
    pub problem: Problem,
}

impl Mistake {
    pub(crate) fn new(code: Code, order: u32, path: Path, offset: Option<usize>, message: Message) -> Self {
        Self {
            order,
            offset,
            problem: Problem { code, path, message: text(message), help: None, position: None },
        }
    }

    pub(crate) fn help(&mut self, help: impl Into<Message>) {
        if cfg!(feature = "messages") {
            self.problem.help = Some(text(help.into()));
        }
    }

    #[must_use]
    pub(crate) fn with_help(mut self, help: impl Into<Message>) -> Self {
        self.help(help);
        self
    }

    /// All mistakes in document order. As many as the limits list have their positions in the text; the rest is counted.
    pub(crate) fn refuse(mut mistakes: Vec<Self>, text: Option<&str>, limits: &Limits) -> ModelError {
        if !cfg!(feature = "messages") {
            // Which build could read more is said before what is wrong.
            let off = mistakes.iter().position(|mistake| mistake.problem.code.is_off());
            let first = mistakes.into_iter().nth(off.unwrap_or(0)).map(|mistake| mistake.problem);
            return ModelError { problems: first.into_iter().collect(), more: 0 };
        }
        sort_by_key(&mut mistakes, |mistake| mistake.order);
        let listed = limits.problems.max(1);
        let more = mistakes.len().saturating_sub(listed);
        mistakes.truncate(listed);
        let problems = mistakes
            .into_iter()
            .map(|mistake| Problem {
                position: text.zip(mistake.offset).map(|(text, offset)| Position::of(text, offset)),
                ..mistake.problem
            })
            .collect();
        ModelError { problems, more }
    }
}
