//! The error of a model: every mistake, with its path, position and help. `validate` and `parse` make the mistakes.

use std::fmt;

use super::{AccountError, Code};
use crate::source::{Path, Position};

/// One mistake in a model document.
///
/// ```
/// # if !cfg!(feature = "messages") { return }
/// use icp_core::Model;
/// let error = Model::from_json(r#"{"format": "icp/1", "naem": "x", "icps": []}"#).unwrap_err();
/// let problem = &error.problems()[1];
/// assert_eq!((problem.code(), problem.path().to_string().as_str()), ("unknown_field", "naem"));
/// assert_eq!(problem.help(), Some("did you mean `name`?"));
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct Problem {
    pub(crate) code: Code,
    pub(crate) path: Path,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) position: Option<Position>,
}

impl Problem {
    /// The stable code, such as `unknown_field`.
    ///
    /// [`Code`](crate::error::Code) lists them all. A code never changes its meaning.
    ///
    /// ```
    /// use icp_core::Model;
    /// let error = Model::from_json("{").unwrap_err();
    /// assert_eq!(error.problems()[0].code(), "syntax");
    /// ```
    pub fn code(&self) -> &'static str {
        self.code.as_str()
    }

    /// Where in the document.
    ///
    /// ```
    /// # if !cfg!(feature = "messages") { return }
    /// use icp_core::Model;
    /// let error = Model::from_json(r#"{"format": "icp/2", "name": "x"}"#).unwrap_err();
    /// assert_eq!(error.problems()[0].path().to_string(), "format");
    /// ```
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where in the text, if the model was read from text.
    ///
    /// ```
    /// # if !cfg!(feature = "messages") { return }
    /// use icp_core::Model;
    /// let error = Model::from_json("{\n  \"format\": \"icp/2\"}").unwrap_err();
    /// assert_eq!(error.problems()[0].position().map(|at| at.line), Some(2));
    /// ```
    pub fn position(&self) -> Option<Position> {
        self.position
    }

    /// The mistake: one line, lower case.
    ///
    /// ```
    /// # if !cfg!(feature = "messages") { return }
    /// use icp_core::Model;
    /// let error = Model::from_json("[]").unwrap_err();
    /// assert!(!error.problems()[0].message().contains('\n'));
    /// ```
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it.
    ///
    /// ```
    /// # if !cfg!(feature = "messages") { return }
    /// use icp_core::Model;
    /// let error = Model::from_json(r#"{"format": "icp/1", "naem": "x"}"#).unwrap_err();
    /// assert!(error.problems().iter().any(|problem| problem.help() == Some("did you mean `name`?")));
    /// ```
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = self.position {
            write!(f, "line {}, column {}: ", at.line, at.column)?;
        }
        f.write_str(&self.message)?;
        if !self.path.is_root() {
            write!(f, " (at {})", self.path)?;
        }
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

/// A model that was refused: every mistake, in document order.
///
/// ```
/// # if !cfg!(feature = "messages") { return }
/// use icp_core::Model;
/// let error = Model::from_json(r#"{"format": "icp/1", "naem": "x", "icps": []}"#).unwrap_err();
/// let codes: Vec<_> = error.problems().iter().map(|p| p.code()).collect();
/// assert_eq!(codes, ["missing_field", "unknown_field", "empty"]);
/// assert_eq!(error.problems()[1].help(), Some("did you mean `name`?"));
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct ModelError {
    pub(crate) problems: Vec<Problem>,
    pub(crate) more: usize,
}

impl ModelError {
    /// The mistakes, in document order; at least one, at most [`Limits::problems`](crate::Limits::problems).
    ///
    /// ```
    /// use icp_core::{Limits, Model};
    /// let error = Model::from_json_with("{}", &Limits::default().problems(1)).unwrap_err();
    /// assert_eq!(error.problems().len(), 1);
    /// ```
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The same mistakes without lines and columns: for a document that was written down only to be read here, from
    /// a value that somebody holds in memory.
    ///
    /// ```
    /// # if !cfg!(feature = "messages") { return }
    /// use icp_core::Model;
    /// let error = Model::from_json("{}").unwrap_err();
    /// assert!(error.problems()[0].position().is_some());
    /// assert!(error.without_positions().problems()[0].position().is_none());
    /// ```
    #[must_use]
    pub fn without_positions(mut self) -> Self {
        for problem in &mut self.problems {
            problem.position = None;
        }
        self
    }

    /// A value of another language that no document holds: where it is, and the name of its type there.
    ///
    /// ```
    /// use icp_core::ModelError;
    /// use icp_core::error::Path;
    /// let error = ModelError::foreign(Path::root().key("owner"), "function");
    /// let told = "expected a value that JSON has, found a value of type `function` (at owner)";
    /// assert_eq!(error.problems()[0].to_string(), told);
    /// ```
    pub fn foreign(path: Path, type_name: &str) -> Self {
        let found = AccountError::foreign(type_name);
        let message = format!("expected a value that JSON has, found {found}");
        let problem = Problem { code: Code::Type, path, message, help: None, position: None };
        Self { problems: vec![problem], more: 0 }
    }

    /// How many more mistakes there are than are listed.
    ///
    /// ```
    /// # if !cfg!(feature = "messages") { return }
    /// use icp_core::{Limits, Model};
    /// let error = Model::from_json_with("{}", &Limits::default().problems(1)).unwrap_err();
    /// assert!(error.more() > 0, "it was told of one");
    /// ```
    pub fn more(&self) -> usize {
        self.more
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.problems.len() + self.more;
        writeln!(f, "the model has {count} mistake{}", if count == 1 { "" } else { "s" })?;
        for (i, problem) in self.problems.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "  {problem}")?;
        }
        if self.more > 0 {
            write!(f, "\n  and {} more", self.more)?;
        }
        Ok(())
    }
}
