//! The place of a value in a document, as steps from its root.

use std::fmt;

use crate::value::visible;

/// One step of a [`Path`]: a key of an object or an index of a list.
///
/// ```
/// use icp_core::error::{Path, Step};
/// let path = Path::root().key("icps").index(0);
/// assert_eq!(path.steps(), [Step::Key("icps".into()), Step::Index(0)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A key, as written.
    Key(Box<str>),
    /// A zero-based index.
    Index(usize),
}

/// The place of a value inside a document, such as `icps[0].fit.criteria[2].weight`.
///
/// The empty path is the document itself and prints as an empty text. Keys that are not plain words are
/// printed in brackets and quotes.
///
/// ```
/// use icp_core::error::Path;
/// let path = Path::root().key("icps").index(0).key("fit");
/// assert_eq!(path.to_string(), "icps[0].fit");
/// assert_eq!(Path::root().key("a b").to_string(), r#"["a b"]"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Path {
    steps: Vec<Step>,
}

impl Path {
    /// The document itself.
    ///
    /// It prints as an empty text.
    ///
    /// ```
    /// use icp_core::error::Path;
    /// assert_eq!(Path::root().to_string(), "");
    /// assert!(Path::root().is_root());
    /// ```
    pub fn root() -> Self {
        Self::default()
    }

    /// This path and one more key.
    ///
    /// ```
    /// use icp_core::error::Path;
    /// assert_eq!(Path::root().key("icps").key("fit").to_string(), "icps.fit");
    /// ```
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut path = self.clone();
        path.steps.push(Step::Key(key.into()));
        path
    }

    /// This path and one more index.
    ///
    /// ```
    /// use icp_core::error::Path;
    /// assert_eq!(Path::root().key("icps").index(2).to_string(), "icps[2]");
    /// ```
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut path = self.clone();
        path.steps.push(Step::Index(index));
        path
    }

    /// The steps from the document down.
    ///
    /// To walk to the value in a document of one's own; the text of a path is for people.
    ///
    /// ```
    /// use icp_core::error::{Path, Step};
    /// assert_eq!(Path::root().key("icps").index(2).steps().last(), Some(&Step::Index(2)));
    /// ```
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// True for the document itself.
    ///
    /// ```
    /// use icp_core::error::Path;
    /// assert!(!Path::root().key("name").is_root());
    /// ```
    pub fn is_root(&self) -> bool {
        self.steps.is_empty()
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'))
}

/// A key between double quotes, as other messages show what users wrote.
fn quoted(key: &str) -> String {
    visible(&key.replace('\\', "\\\\").replace('"', "\\\""), usize::MAX)
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.steps.iter().enumerate() {
            match step {
                Step::Key(key) if is_plain(key) && i == 0 => write!(f, "{key}")?,
                Step::Key(key) if is_plain(key) => write!(f, ".{key}")?,
                Step::Key(key) => write!(f, "[\"{}\"]", quoted(key))?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
