//! Reads the numbers of `serde_json` if any crate of the program has enabled its feature `arbitrary_precision`. A
//! number then arrives as a map of one entry that holds the digits, and must mean the same as a plain number.

use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, Visitor};

use super::AccountValue;

/// The key of that entry, and the name of the struct as which such a number is serialized.
pub(crate) const TOKEN: &str = "$serde_json::private::Number";

/// The addresses of the text that is parsed. A key that is borrowed from this text was written by the user, even if
/// it equals [`TOKEN`].
#[derive(Clone, Copy)]
pub(crate) struct Given {
    start: usize,
    end: usize,
}

impl Given {
    pub(crate) fn new(text: &str) -> Self {
        let start = text.as_ptr().addr();
        Self { start, end: start.saturating_add(text.len()) }
    }

    /// Whether the key is the token of `serde_json`, not a key that the user wrote: it is borrowed from outside the
    /// text.
    pub(crate) fn is_digits(self, lent: &str) -> bool {
        lent == TOKEN && !(self.start..self.end).contains(&lent.as_ptr().addr())
    }
}

/// Reads a key, and says whether digits follow.
impl<'de> DeserializeSeed<'de> for Given {
    type Value = bool;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Given {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<bool, E> {
        Ok(self.is_digits(key))
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }
}

/// The number, where digits are what follows the key.
pub(crate) fn number<'de, A: MapAccess<'de>>(map: &mut A) -> Result<AccountValue, A::Error> {
    let digits = map.next_value::<String>()?;
    read(&digits).ok_or_else(|| serde::de::Error::custom("number out of range"))
}

/// Reads digits as `serde_json` does by itself: an integer where it fits, else a float.
pub(crate) fn read(digits: &str) -> Option<AccountValue> {
    let unsigned = digits.parse::<u64>().map(i128::from);
    if let Ok(integer) = unsigned.or_else(|_| digits.parse::<i64>().map(i128::from)) {
        return Some(AccountValue::Integer(integer));
    }
    digits.parse().ok().filter(|value: &f64| value.is_finite()).map(AccountValue::Float)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_integers_where_they_fit() {
        for (digits, value) in [
            ("5", AccountValue::Integer(5)),
            ("-5", AccountValue::Integer(-5)),
            ("18446744073709551615", AccountValue::Integer(u64::MAX.into())),
            ("18446744073709551616", AccountValue::Float(18446744073709551616.0)),
            ("5.0", AccountValue::Float(5.0)),
            ("1e-7", AccountValue::Float(1e-7)),
        ] {
            assert_eq!(read(digits), Some(value), "{digits}");
        }
        assert_eq!(read("1e999"), None);
    }

    #[test]
    fn a_key_that_somebody_wrote_is_a_key() {
        let text = format!("{{\"{TOKEN}\": \"7\"}}");
        let given = Given::new(&text);
        assert!(text.get(2..2 + TOKEN.len()).is_some_and(|key| !given.is_digits(key)));
        assert!(given.is_digits(TOKEN));
        assert!(!given.is_digits("other"));
    }
}
