//! Parses a JSON list in a text, such as a cell of a CSV. It reports no position of an error: the caller only needs to
//! know whether the text is a list. It does not use `serde_json`, whose code would make the WebAssembly module larger.

use super::json::{MAX_DEPTH, MAX_FIELDS, MAX_ITEMS, MAX_TEXT};
use super::{AccountValue, check_size};
use crate::value::{NumberIssue, cut_at, integer, nearest, parse_number};

/// The items of a JSON list; `None` if the text is anything else or exceeds the limits of records.
pub(crate) fn read_list(text: &str) -> Option<Vec<AccountValue>> {
    check_size(text).ok()?;
    let mut reader = Reader { rest: text.strip_prefix('\u{feff}').unwrap_or(text) };
    let value = reader.value(MAX_DEPTH)?;
    match value {
        AccountValue::List(items) if reader.next_byte().is_none() => Some(items),
        _ => None,
    }
}

/// A JSON value of any type; `None` if the text is not JSON or exceeds the limits of records.
#[cfg(feature = "arrow")]
pub(crate) fn read_json(text: &str) -> Option<AccountValue> {
    check_size(text).ok()?;
    let mut reader = Reader { rest: text };
    let value = reader.value(MAX_DEPTH)?;
    reader.next_byte().is_none().then_some(value)
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// Skips blanks and gives the next byte, without taking it.
    fn next_byte(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.rest.bytes().next()
    }

    /// Skips blanks, and takes the next character if it is this one.
    fn take(&mut self, sign: char) -> bool {
        self.next_byte();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<AccountValue> {
        match self.next_byte()? {
            b'"' => {
                let text = self.text()?;
                (text.len() <= MAX_TEXT).then_some(AccountValue::Text(text))
            }
            b'[' => self.list(depth.checked_sub(1)?),
            b'{' => self.map(depth.checked_sub(1)?),
            _ => {
                let is_end = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.');
                let (word, rest) = cut_at(self.rest, self.rest.find(is_end).unwrap_or(self.rest.len()));
                self.rest = rest;
                scalar(word)
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<AccountValue> {
        let mut items = Vec::new();
        self.take('[');
        while !self.take(']') {
            if !items.is_empty() && !self.take(',') || items.len() == MAX_ITEMS {
                return None;
            }
            items.push(self.value(depth)?);
        }
        Some(AccountValue::List(items))
    }

    fn map(&mut self, depth: usize) -> Option<AccountValue> {
        let mut entries = Vec::new();
        self.take('{');
        while !self.take('}') {
            if !entries.is_empty() && !self.take(',') || entries.len() == MAX_FIELDS {
                return None;
            }
            let key = if self.next_byte() == Some(b'"') { self.text()? } else { return None };
            if !self.take(':') {
                return None;
            }
            entries.push((key, self.value(depth)?));
        }
        Some(AccountValue::Map(entries))
    }

    /// A JSON string; the next byte is its opening quote.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut chars = self.rest.get(1..)?.chars();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => text.push(match chars.next()? {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let (c, rest) = code_point(chars.as_str())?;
                        chars = rest.chars();
                        c
                    }
                    c @ ('"' | '\\' | '/') => c,
                    _ => return None,
                }),
                '\0'..='\x1f' => return None,
                c => text.push(c),
            }
        }
        self.rest = chars.as_str();
        Some(text)
    }
}

/// The character of an escape `\uXXXX`, of which `\u` has been read, or of two such escapes (a surrogate pair); and
/// the rest of the text.
fn code_point(text: &str) -> Option<(char, &str)> {
    let unit = |text: &str| {
        let digits = text.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok()
    };
    let (first, rest) = (unit(text)?, text.get(4..)?);
    match char::from_u32(first) {
        Some(c) => Some((c, rest)),
        None => {
            let rest = rest.strip_prefix("\\u").filter(|_| first < 0xdc00)?;
            let second = unit(rest)?.checked_sub(0xdc00).filter(|second| *second < 0x400)?;
            Some((char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)?, rest.get(4..)?))
        }
    }
}

/// A literal or a number. Integers too large for 64 bits become the nearest float.
fn scalar(word: &str) -> Option<AccountValue> {
    Some(match word {
        "null" => AccountValue::Null,
        "true" => AccountValue::Bool(true),
        "false" => AccountValue::Bool(false),
        _ => match (parse_number(word), integer(word)) {
            (Err(NumberIssue::Grammar | NumberIssue::TooLarge), _) => return None,
            (_, Some(integer)) if (i64::MIN.into()..=u64::MAX.into()).contains(&integer) => {
                AccountValue::Integer(integer)
            }
            (Ok(number), _) => AccountValue::Float(number),
            (Err(NumberIssue::NotExact), _) => AccountValue::Float(nearest(word)),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::read_list;
    use crate::AccountValue;
    use crate::account::RecordSeed;

    /// The same list, read by the reader of whole records.
    fn as_a_record(text: &str) -> Option<Vec<AccountValue>> {
        match RecordSeed::read(&format!(r#"{{"list": {text}}}"#)) {
            Ok(mut entries) if entries.len() == 1 => match entries.pop() {
                Some((_, AccountValue::List(items))) => Some(items),
                _ => None,
            },
            _ => None,
        }
    }

    #[test]
    fn reads_what_records_read() {
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let many = format!("[{}1]", "1,".repeat(9_999));
        let too_many = format!("[{}1]", "1,".repeat(10_000));
        let long = format!(r#"["{}"]"#, "x".repeat(65_536));
        let too_long = format!(r#"["{}"]"#, "x".repeat(65_537));
        let texts = [
            "[]",
            " [ ] ",
            "[1]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1",
            "]",
            "{}",
            "1",
            "null",
            "",
            "[nul]",
            "[true,false,null]",
            r#"[{"event": "Demo", "on": "2026-09-01", "count": 2}]"#,
            r#"[{"a": 1, "a": 2}]"#,
            r#"[{"a" 1}]"#,
            r#"[{a: 1}]"#,
            r#"[{"a": 1,}]"#,
            r#"[{,}]"#,
            r#"["a\n\"\\\/\b\f\r\t\u00e9\ud83d\ude00"]"#,
            r#"["\ud83d"]"#,
            r#"["\ude00"]"#,
            r#"["\ud83dx"]"#,
            r#"["\ud83d\u0041"]"#,
            r#"["\x"]"#,
            r#"["\u12"]"#,
            r#"["\u+123"]"#,
            "[\"a\nb\"]",
            "[\"a\u{7f}é\"]",
            r#"["a]"#,
            "[0, -1, 1.5, 1e3, 1E+3, 1e999, 0.1e-9]",
            "[0, -1, 1.5, 1e3, 1E+3, 0.1e-9]",
            "[01]",
            "[1.]",
            "[.5]",
            "[+1]",
            "[--1]",
            "[1e]",
            "[0x1]",
            "[NaN]",
            "[9007199254740993, -9223372036854775808, 18446744073709551615]",
            "[18446744073709551616, -9223372036854775809]",
            "[1] x",
            "[1]]",
            "[[1], {\"b\": [2]}]",
            &many,
            &too_many,
            &long,
            &too_long,
            &deep(14),
            &deep(15),
            "\u{b}[1]",
            "[1\u{a0}]",
        ];
        for text in texts {
            let shown = text.get(..40).unwrap_or(text);
            assert_eq!(read_list(text), as_a_record(text), "{shown}");
        }
        assert!(read_list(&deep(16)).is_some() && read_list(&deep(17)).is_none());
        assert!(read_list("\u{feff}[1]").is_some());
    }
}
