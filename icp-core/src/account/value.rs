//! One value of an account, in any type that a caller may have. Which attribute takes it is decided in `read`.

use crate::error::AccountError;
use crate::value::{Date, Interval, nearest_integer};

/// One value of an [`Account`](crate::Account), as it came.
///
/// Most Rust values convert: `"text"`, `350`, `2.5`, `true`, [`Date`], `None`, `["HubSpot", "Stripe"]`.
///
/// ```
/// use icp_core::AccountValue;
/// assert_eq!(AccountValue::from(350), AccountValue::Integer(350));
/// assert_eq!(AccountValue::from(None::<f64>), AccountValue::Null);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub enum AccountValue {
    /// Nothing: missing.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// An integer; beyond 2^53 it is invalid, since not every language holds it.
    Integer(i128),
    /// A float; NaN is missing.
    Float(f64),
    /// A text; blank is missing.
    Text(String),
    /// A date.
    Date(Date),
    /// A number of which only two ends are known; for attributes with `range: interval`.
    Interval(Interval),
    /// A list: the items of a set, or events.
    List(Vec<Self>),
    /// An object: an event.
    Map(Vec<(String, Self)>),
    /// A value of another language that no attribute takes, in words for messages; see
    /// [`AccountValue::of_type`].
    Other(String),
}

impl AccountValue {
    /// A value that no attribute takes, by the name of its type in the caller's language.
    ///
    /// ```
    /// use icp_core::{Account, AccountValue, Date, Model};
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let account = Account::new().with("employees", AccountValue::of_type("Fraction"));
    /// let error = model.assess(&account, Date::new(2026, 11, 21).unwrap()).unwrap_err();
    /// assert_eq!(error.found(), "a value of type `Fraction`");
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn of_type(name: &str) -> Self {
        Self::Other(AccountError::foreign(name))
    }

    /// An integer by its decimal digits, such as one that another language does not limit; beyond 128 bits the nearest.
    ///
    /// ```
    /// use icp_core::AccountValue;
    /// assert_eq!(AccountValue::of_digits("-350"), AccountValue::Integer(-350));
    /// assert_eq!(AccountValue::of_digits(&"9".repeat(40)), AccountValue::Integer(i128::MAX));
    /// ```
    pub fn of_digits(digits: &str) -> Self {
        Self::Integer(nearest_integer(digits))
    }

    /// The value under keys that lead into objects.
    pub(crate) fn at<'k>(&self, mut keys: impl Iterator<Item = &'k str>) -> Option<&Self> {
        keys.try_fold(self, |value, key| match value {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        })
    }
}

macro_rules! from_integer {
    ($($t:ty),*) => {$(
        impl From<$t> for AccountValue {
            fn from(value: $t) -> Self {
                Self::Integer(i128::from(value))
            }
        }
    )*};
}
from_integer!(i8, i16, i32, i64, u8, u16, u32, u64);

impl From<bool> for AccountValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f64> for AccountValue {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<f32> for AccountValue {
    fn from(value: f32) -> Self {
        Self::Float(f64::from(value))
    }
}

impl From<&str> for AccountValue {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for AccountValue {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Date> for AccountValue {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}

impl From<Interval> for AccountValue {
    fn from(value: Interval) -> Self {
        Self::Interval(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for AccountValue {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for AccountValue {
    fn from(value: Vec<T>) -> Self {
        Self::List(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Self>, const N: usize> From<[T; N]> for AccountValue {
    fn from(value: [T; N]) -> Self {
        Self::List(value.into_iter().map(Into::into).collect())
    }
}
