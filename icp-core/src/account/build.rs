//! An account: attribute names and unchecked values. `read` decides later whether an attribute accepts a value.

use serde::Serialize;

use super::{AccountValue, RecordSeed, serialize};
use crate::error::AccountError;
use crate::value;

/// The record being scored: attribute names and values, as they came.
///
/// It is not tied to a model; keys that the model does not declare are ignored when it is scored. To score
/// many records against one model, bind each once with [`Model::record`](crate::Model::record), or read it
/// straight from its JSON text with [`Model::read_record`](crate::Model::read_record).
///
/// ```
/// use icp_core::Account;
/// #[derive(serde::Serialize)]
/// struct Lead { employees: u32, country: &'static str, tech_stack: Vec<&'static str> }
///
/// let built = Account::new()
///     .with("employees", 350)
///     .with("country", "DE")
///     .with("tech_stack", ["HubSpot"]);
/// let read = Account::from_json(r#"{"employees": 350, "country": "DE", "tech_stack": ["HubSpot"]}"#)?;
/// let lead = Lead { employees: 350, country: "DE", tech_stack: vec!["HubSpot"] };
/// assert_eq!(built, read);
/// assert_eq!(built, Account::from_serialize(&lead)?);
/// # Ok::<(), icp_core::AccountError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Account {
    pub(crate) entries: Vec<(String, AccountValue)>,
}

impl Account {
    /// An account about which nothing is known.
    ///
    /// Values are added with [`Account::with`] or [`Account::set`]; what is never added is missing, and missing is unknown.
    ///
    /// ```
    /// use icp_core::Account;
    /// let account = Account::new();
    /// assert_eq!(account.keys().count(), 0);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// This account and one more value.
    ///
    /// ```
    /// use icp_core::{Account, AccountValue};
    /// let account = Account::new().with("employees", 12);
    /// assert_eq!(account.get("employees"), Some(&AccountValue::Integer(12)));
    /// ```
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<AccountValue>) -> Self {
        self.set(name, value);
        self
    }

    /// Sets a value, in place of one of the same name.
    ///
    /// [`Account::with`] does the same for an account that is being built.
    ///
    /// ```
    /// use icp_core::{Account, AccountValue};
    /// let mut account = Account::new().with("employees", 12);
    /// account.set("employees", 13);
    /// assert_eq!(account.get("employees"), Some(&AccountValue::Integer(13)));
    /// ```
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<AccountValue>) {
        let name = name.into();
        match self.entries.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value.into(),
            None => self.entries.push((name, value.into())),
        }
    }

    /// The value under a name.
    ///
    /// As it was given: whether it suits the attribute is decided by a model.
    ///
    /// ```
    /// use icp_core::{Account, AccountValue};
    /// let account = Account::new().with("employees", "12");
    /// assert_eq!(account.get("employees"), Some(&AccountValue::Text("12".into())));
    /// assert_eq!(account.get("country"), None);
    /// ```
    pub fn get(&self, name: &str) -> Option<&AccountValue> {
        self.entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The values that a name leads to, in the order in which a model tries them: the one under the name as it stands, then the
    /// one under the name as a path into nested objects, cut at its dots.
    ///
    /// ```
    /// use icp_core::{Account, AccountValue};
    /// let account = Account::from_json(r#"{"properties": {"staff": 12}}"#)?;
    /// assert_eq!(account.under("properties.staff").next(), Some(&AccountValue::Integer(12)));
    /// assert_eq!(account.get("properties.staff"), None);
    /// # Ok::<(), icp_core::AccountError>(())
    /// ```
    pub fn under(&self, name: &str) -> impl Iterator<Item = &AccountValue> {
        let nested = value::path(name).and_then(|mut keys| self.get(keys.next()?)?.at(keys));
        self.get(name).into_iter().chain(nested)
    }

    /// The names of its values, in their order.
    ///
    /// ```
    /// use icp_core::Account;
    /// let account = Account::new().with("country", "US").with("employees", 12);
    /// assert_eq!(account.keys().collect::<Vec<_>>(), ["country", "employees"]);
    /// ```
    pub fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.entries.iter().map(|(key, _)| key.as_str())
    }

    /// Reads a JSON object.
    ///
    /// For many lines against one model, [`Model::read_record`](crate::Model::read_record) is faster.
    ///
    /// # Errors
    /// `account.syntax`, `account.shape` (not an object), or `account.limit`: more than 256 KiB, 16 levels,
    /// 2,000 keys, 10,000 items in a list, or 64 KiB in a text.
    ///
    /// ```
    /// use icp_core::Account;
    /// let account = Account::from_json(r#"{"employees": 12, "tools": ["HubSpot"]}"#)?;
    /// assert_eq!(account, Account::new().with("employees", 12).with("tools", ["HubSpot"]));
    /// assert_eq!(Account::from_json("[]").unwrap_err().code(), "account.shape");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, AccountError> {
        let entries = RecordSeed::read(text)?;
        Ok(Self { entries })
    }

    /// Takes any value that serializes as a map or a struct, without going through JSON text.
    ///
    /// `None` is missing. Field names are the keys, as `serde` writes them.
    ///
    /// # Errors
    /// `account.shape` when it is no map, `account.limit` as for [`Account::from_json`].
    ///
    /// ```
    /// use icp_core::Account;
    /// #[derive(serde::Serialize)]
    /// struct Lead { employees: Option<u32>, country: &'static str }
    /// let account = Account::from_serialize(&Lead { employees: Some(12), country: "US" })?;
    /// assert_eq!(account, Account::new().with("employees", 12).with("country", "US"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Self, AccountError> {
        match serialize::to_value(value)? {
            AccountValue::Map(entries) => Ok(Self { entries }),
            other => Err(AccountError::shape(&other.noun())),
        }
    }
}

impl<K: Into<String>, V: Into<AccountValue>> FromIterator<(K, V)> for Account {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(iter: I) -> Self {
        let mut account = Self::new();
        for (name, value) in iter {
            account.set(name, value);
        }
        account
    }
}
