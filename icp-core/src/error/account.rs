//! The error of an account: its code, the attribute, what was expected and what was found.

use std::fmt;

use super::quote;

/// The expected shape of a record.
pub(crate) const RECORD: &str = "an object of attribute names and values";

/// An account that was refused: a value that cannot be what its attribute says, or a record that is no record.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// let error = model.score(&Account::new().with("employees", "many"), today).unwrap_err();
/// assert_eq!((error.code(), error.attribute()), ("account.value", Some("employees")));
/// assert_eq!(error.to_string(), format!("attribute `employees`: expected {}, found text `many`", error.expected()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct AccountError {
    pub(crate) code: &'static str,
    pub(crate) attribute: Option<Box<str>>,
    pub(crate) expected: String,
    pub(crate) found: String,
    pub(crate) help: Option<Box<str>>,
}

impl AccountError {
    /// The stable code: `account.value` for a value that is not of its attribute's type; `account.shape`,
    /// `account.syntax`, `account.duplicate_key` and `account.limit` for a record that cannot be read; `account.goal` for a goal that the model
    /// does not have.
    ///
    /// ```
    /// use icp_core::Account;
    /// let error = Account::from_json("[1, 2]").unwrap_err();
    /// assert_eq!(error.code(), "account.shape");
    /// ```
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The attribute (or the record's key) with the value that was refused.
    ///
    /// `None` where the record itself is wrong.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let error = model.score(&Account::new().with("employees", "many"), today).unwrap_err();
    /// assert_eq!(error.attribute(), Some("employees"));
    /// ```
    pub fn attribute(&self) -> Option<&str> {
        self.attribute.as_deref()
    }

    /// The expected value, in words.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let error = model.score(&Account::new().with("employees", true), today).unwrap_err();
    /// assert!(error.expected().starts_with("a number"));
    /// ```
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// The value as it was given, in words.
    ///
    /// Texts of users are quoted and cut.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let error = model.score(&Account::new().with("employees", "many"), today).unwrap_err();
    /// assert_eq!(error.found(), "text `many`");
    /// ```
    pub fn found(&self) -> &str {
        &self.found
    }

    /// A value that is no record of an account, by the name of its type in the caller's language: for the bindings.
    pub fn no_record(type_name: &str) -> Self {
        Self::record("account.shape", RECORD, Self::foreign(type_name))
    }

    /// A key of a record that is no text, by the name of its type in the caller's language: for the bindings.
    pub fn no_key(type_name: &str) -> Self {
        Self::record("account.shape", "keys that are texts", format!("a key of type {}", quote(type_name)))
    }

    /// The keys that would read the value, in words, where it looks like one form only: `written`, or `missing` for a text that
    /// stands for no value. None in browsers, which would have to fetch what it takes.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let error = model.score(&Account::new().with("employees", "1,200,000"), today).unwrap_err();
    /// let help = r#"it looks like numbers in another form: write `written: {thousands: ","}` on `employees`"#;
    /// assert_eq!(error.help(), Some(help));
    /// ```
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    pub(crate) fn helped(self, help: Option<String>) -> Self {
        Self { help: help.map(Into::into), ..self }
    }

    /// A value of another language, for messages.
    pub(crate) fn foreign(type_name: &str) -> String {
        format!("a value of type {}", quote(type_name))
    }

    pub(crate) fn value(attribute: &str, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            code: "account.value",
            attribute: Some(attribute.into()),
            expected: expected.into(),
            found: found.into(),
            help: None,
        }
    }

    /// A goal of changes that the model does not have.
    pub(crate) fn goal(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::record("account.goal", expected, found)
    }

    pub(crate) fn record(code: &'static str, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { code, attribute: None, expected: expected.into(), found: found.into(), help: None }
    }
}

impl fmt::Display for AccountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(attribute) = &self.attribute {
            write!(f, "attribute {}: ", quote(attribute))?;
        }
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}
