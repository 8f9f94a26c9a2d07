//! Reads the bytes that `account-frame.js` writes for an account. It converts types and checks limits; whether a
//! value suits its attribute is the core's to say.

use icp_core::account::AccountLimit;
use icp_core::error::Path;
use icp_core::{AccountError, AccountValue, Date};

/// The values of an account as JavaScript wrote them: for each a name, by its number in the model's list, and the
/// value. `account-frame.js` writes what this reads, number for number.
pub(crate) struct AccountFrame<'a> {
    rest: &'a [u8],
}

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const NUMBER: u8 = 3;
const SHORT_TEXT: u8 = 4;
const TEXT: u8 = 5;
const INTEGER: u8 = 6;
const LIST: u8 = 7;
const MAP: u8 = 8;
const OTHER: u8 = 9;
const LIMIT: u8 = 10;
const SHAPE: u8 = 11;
const DATE: u8 = 12;
const HALF: u8 = 13;
const NO_DATE: u8 = 14;

impl<'a> AccountFrame<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, AccountError> {
        if bytes.len() > AccountLimit::Bytes.most() {
            return Err(AccountError::limit(AccountLimit::Bytes));
        }
        Ok(Self { rest: bytes })
    }

    /// The next name and value.
    pub(crate) fn next(&mut self) -> Result<Option<(usize, AccountValue)>, AccountError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let name = u16::from_le_bytes(self.array()?);
        // The account itself is the first level.
        let value = self.value(AccountLimit::Depth.most() - 1)?;
        Ok(Some((usize::from(name), value)))
    }

    /// A list of keys and indexes, the last text being what was found there.
    pub(crate) fn path(mut self) -> (Path, String) {
        let items = match self.next() {
            Ok(Some((_, AccountValue::List(items)))) => items,
            Ok(_) | Err(_) => Vec::new(),
        };
        let mut path = Path::root();
        let mut last: Option<String> = None;
        for item in items {
            if let Some(key) = last.take() {
                path = path.key(&key);
            }
            match item {
                AccountValue::Text(text) => last = Some(text),
                AccountValue::Float(index) => path = path.index(index as usize),
                _ => {}
            }
        }
        (path, last.unwrap_or_default())
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], AccountError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or_else(broken)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], AccountError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or_else(broken)?;
        self.rest = rest;
        Ok(*taken)
    }

    fn byte(&mut self) -> Result<u8, AccountError> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    fn count(&mut self) -> Result<usize, AccountError> {
        usize::try_from(u32::from_le_bytes(self.array()?)).map_err(|_| broken())
    }

    fn short_text(&mut self) -> Result<&'a str, AccountError> {
        let count = self.byte()?;
        std::str::from_utf8(self.take(count.into())?).map_err(|_| broken())
    }

    fn text(&mut self) -> Result<&'a str, AccountError> {
        let count = self.count()?;
        if count > AccountLimit::Text.most() {
            return Err(AccountError::limit(AccountLimit::Text));
        }
        std::str::from_utf8(self.take(count)?).map_err(|_| broken())
    }

    /// How many values follow, one level deeper.
    fn open(&mut self, depth: usize, limit: AccountLimit) -> Result<(usize, usize), AccountError> {
        let count = self.count()?;
        if count > limit.most() {
            return Err(AccountError::limit(limit));
        }
        let depth = depth.checked_sub(1).ok_or_else(|| AccountError::limit(AccountLimit::Depth))?;
        Ok((count, depth))
    }

    fn value(&mut self, depth: usize) -> Result<AccountValue, AccountError> {
        Ok(match self.byte()? {
            NULL => AccountValue::Null,
            FALSE => AccountValue::Bool(false),
            TRUE => AccountValue::Bool(true),
            NUMBER => AccountValue::Float(f64::from_le_bytes(self.array()?)),
            SHORT_TEXT => AccountValue::Text(self.short_text()?.to_owned()),
            TEXT => AccountValue::Text(self.text()?.to_owned()),
            INTEGER => AccountValue::of_digits(self.text()?),
            LIST => {
                let (count, depth) = self.open(depth, AccountLimit::Items)?;
                let mut items = Vec::with_capacity(count.min(self.rest.len()));
                for _ in 0..count {
                    items.push(self.value(depth)?);
                }
                AccountValue::List(items)
            }
            MAP => {
                let (count, depth) = self.open(depth, AccountLimit::Keys)?;
                let mut entries = Vec::with_capacity(count.min(self.rest.len()));
                for _ in 0..count {
                    let key = self.text()?.to_owned();
                    entries.push((key, self.value(depth)?));
                }
                AccountValue::Map(entries)
            }
            DATE => match Date::parse(self.text()?) {
                Some(date) => AccountValue::Date(date),
                None => AccountValue::Other("a date outside of the years 1 to 9999".to_owned()),
            },
            OTHER => AccountValue::of_type(self.text()?),
            HALF => AccountValue::Other("text with half of a surrogate pair".to_owned()),
            NO_DATE => AccountValue::Other("an invalid date".to_owned()),
            LIMIT => {
                let limit = self.byte()?;
                let limit = AccountLimit::ALL.get(usize::from(limit)).copied().ok_or_else(broken)?;
                return Err(AccountError::limit(limit));
            }
            SHAPE => return Err(AccountError::no_record(self.text()?)),
            _ => return Err(broken()),
        })
    }
}

fn broken() -> AccountError {
    AccountError::no_record("broken frame")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Result<Vec<(usize, AccountValue)>, AccountError> {
        let mut frame = AccountFrame::new(bytes)?;
        let mut values = Vec::new();
        while let Some(value) = frame.next()? {
            values.push(value);
        }
        Ok(values)
    }

    #[test]
    fn values_are_read() {
        let mut bytes = vec![3, 0, NUMBER];
        bytes.extend(2.5f64.to_le_bytes());
        bytes.extend([1, 1, LIST, 2, 0, 0, 0, SHORT_TEXT, 2, b'h', b'i', NULL]);
        bytes.extend([0, 0, MAP, 1, 0, 0, 0, 1, 0, 0, 0, b'k', TRUE]);
        bytes.extend([2, 0, INTEGER, 2, 0, 0, 0, b'-', b'7']);
        let list = AccountValue::List(vec!["hi".into(), AccountValue::Null]);
        let map = AccountValue::Map(vec![("k".to_owned(), true.into())]);
        assert_eq!(all(&bytes).unwrap(), [(3, 2.5.into()), (257, list), (0, map), (2, (-7).into())]);
        // Whatever is cut off, it is refused or ends between two values.
        for end in 0..bytes.len() {
            let _ = all(&bytes[..end]);
        }
        assert_eq!(all(&bytes[..bytes.len() - 1]).unwrap_err().found(), "a value of type `broken frame`");
    }

    #[test]
    fn limits_hold() {
        let mut deep = vec![0, 0];
        for _ in 0..15 {
            deep.extend([LIST, 1, 0, 0, 0]);
        }
        let fits = [deep.as_slice(), &[NULL]].concat();
        assert!(all(&fits).is_ok());
        let deeper = [deep.as_slice(), &[LIST, 0, 0, 0, 0]].concat();
        assert_eq!(all(&deeper).unwrap_err().code(), "account.limit");
        assert_eq!(all(&[0, 0, LIST, 0x11, 0x27, 0, 0]).unwrap_err().code(), "account.limit");
        assert_eq!(all(&[0, 0, TEXT, 1, 0, 1, 0]).unwrap_err().code(), "account.limit");
        assert_eq!(all(&[0, 0, LIMIT, 3]).unwrap_err().expected(), "at most 65536 bytes in a text");
        assert_eq!(all(&vec![0; (256 << 10) + 1]).unwrap_err().code(), "account.limit");
        assert_eq!(all(&[0, 0, LIST, 0xff, 0xff, 0xff, 0xff]).unwrap_err().code(), "account.limit");
        assert_eq!(all(&[0, 0, OTHER, 1, 0, 0, 0, b'x']).unwrap(), [(0, AccountValue::of_type("x"))]);
    }
}
