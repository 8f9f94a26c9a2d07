//! JSON text, token by token, into a builder.

use std::borrow::Cow;

use super::builder::{Builder, Place, Stop};
use crate::draft::{NodeKind, TooLarge, number};
use crate::error::{Code, message, quoted};

/// Reads JSON (RFC 8259).
///
/// A reader of our own, because it knows the position of every key and value, does not recurse, and does not
/// change its mind about numbers when another crate switches a feature of `serde_json` on.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) -> Result<(), Stop> {
    let mut scanner = Scanner { text, at: 0 };
    let mut fresh = false;
    loop {
        scanner.skip_blanks();
        match builder.place() {
            Place::Top | Place::Value => fresh = scanner.value(builder)?,
            Place::List => {
                let closes = scanner.peek() == Some(b']');
                if fresh && closes {
                    scanner.close(builder);
                    fresh = false;
                } else {
                    fresh = scanner.value(builder)?;
                }
            }
            Place::Key => {
                let closes = scanner.peek() == Some(b'}');
                if fresh && closes {
                    scanner.close(builder);
                    fresh = false;
                } else {
                    scanner.key(builder)?;
                    continue;
                }
            }
        }
        if !fresh && scanner.after_value(builder)? {
            return Ok(());
        }
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    /// Reads a scalar, or opens a list or object (then true).
    fn value(&mut self, builder: &mut Builder<'_>) -> Result<bool, Stop> {
        let start = Some(self.at);
        match self.peek() {
            Some(b'{') => {
                builder.open_map(start)?;
                self.step();
                return Ok(true);
            }
            Some(b'[') => {
                builder.open_list(start)?;
                self.step();
                return Ok(true);
            }
            Some(b'"') => {
                let text = self.string(builder)?;
                builder.text(&text, start)?;
            }
            Some(_) | None => self.word(builder)?,
        }
        Ok(false)
    }

    /// A number, `true`, `false`, `null`, or something that is none of these.
    fn word(&mut self, builder: &mut Builder<'_>) -> Result<(), Stop> {
        let start = self.at;
        let rest = self.rest();
        let length = rest
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.' | b'_'))
            .count();
        let word = rest.get(..length).unwrap_or_default();
        self.at = start.saturating_add(length);
        let kind = match word {
            "null" => NodeKind::Null,
            "true" => NodeKind::Bool(true),
            "false" => NodeKind::Bool(false),
            _ => match number(word) {
                Some(Ok(number)) => NodeKind::Number(number),
                Some(Err(TooLarge)) => {
                    let message = message!("the number {} is too large", quoted(word));
                    return builder.invalid(
                        Code::NonFinite,
                        Some(start),
                        message,
                        "numbers are 64-bit floats",
                    );
                }
                None => {
                    self.at = start;
                    return Err(self.no_value(word, builder));
                }
            },
        };
        builder.scalar(kind, Some(start))
    }

    fn no_value(&self, word: &str, builder: &Builder<'_>) -> Stop {
        let numeric =
            word.bytes().any(|b| b.is_ascii_digit()) || matches!(word, "NaN" | "Infinity" | "-Infinity");
        let mistake = if word.is_empty() {
            self.unexpected("expected a value", builder)
        } else {
            let message = message!("expected a value, found {}", quoted(word));
            builder.stop(Code::Syntax, Some(self.at), message)
        };
        if !word.is_empty() && numeric {
            return mistake.with_help("numbers are written like 3, -1.5 or 2e6");
        }
        match self.peek() {
            Some(b'\'') => mistake.with_help("JSON texts stand in double quotes"),
            Some(b']' | b'}') => mistake.with_help("remove the comma before it"),
            Some(b'/' | b'#') => mistake.with_help("JSON has no comments; YAML has"),
            _ if !word.is_empty() => mistake.with_help("texts stand in double quotes"),
            _ => mistake,
        }
    }

    fn key(&mut self, builder: &mut Builder<'_>) -> Result<(), Stop> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            let mistake = self.unexpected("expected a key in double quotes", builder);
            return Err(match self.peek() {
                Some(b'}') => mistake.with_help("remove the comma before it"),
                Some(b'/' | b'#') => mistake.with_help("JSON has no comments; YAML has"),
                _ => mistake,
            });
        }
        let key = self.string(builder)?;
        self.skip_blanks();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("expected `:` after the key", builder));
        }
        self.step();
        builder.key(&key, Some(start));
        Ok(())
    }

    /// Commas and closing brackets after a value; true at the end of the document.
    fn after_value(&mut self, builder: &mut Builder<'_>) -> Result<bool, Stop> {
        loop {
            self.skip_blanks();
            let (close, message) = match builder.place() {
                Place::Top if self.peek().is_none() => return Ok(true),
                Place::Top => {
                    let message = "something follows the end of the model";
                    return Err(builder.stop(Code::SyntaxTrailing, Some(self.at), message));
                }
                Place::List => (b']', "expected `,` or `]`"),
                Place::Key | Place::Value => (b'}', "expected `,` or `}`"),
            };
            match self.peek() {
                Some(b',') => {
                    self.step();
                    return Ok(false);
                }
                Some(byte) if byte == close => self.close(builder),
                Some(_) | None => return Err(self.unexpected(message, builder)),
            }
        }
    }

    fn close(&mut self, builder: &mut Builder<'_>) {
        self.step();
        builder.close();
    }

    /// A string; the next byte is its opening quote.
    fn string(&mut self, builder: &Builder<'_>) -> Result<Cow<'t, str>, Stop> {
        let start = self.at;
        self.step();
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let length =
                rest.bytes().position(|b| matches!(b, b'"' | b'\\') || b < 0x20).unwrap_or(rest.len());
            let piece = rest.get(..length).unwrap_or_default();
            self.at = self.at.saturating_add(length);
            match self.peek() {
                Some(b'"') => {
                    self.step();
                    if out.is_empty() {
                        return Ok(Cow::Borrowed(piece));
                    }
                    out.push_str(piece);
                    return Ok(Cow::Owned(out));
                }
                Some(b'\\') => {
                    out.push_str(piece);
                    out.push(self.escape(builder)?);
                }
                Some(_) => {
                    let message = "a text holds a control character or a line end as it is";
                    let help = "write it as an escape, such as \\n or \\u0000";
                    return Err(builder.stop(Code::Syntax, Some(self.at), message).with_help(help));
                }
                None => {
                    return Err(builder.stop(Code::Syntax, Some(start), "the text has no closing quote"));
                }
            }
        }
    }

    fn escape(&mut self, builder: &Builder<'_>) -> Result<char, Stop> {
        let start = self.at;
        self.step();
        let byte = self.peek();
        self.step();
        let known = match byte {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(start, builder),
            Some(_) | None => {
                self.at = start;
                return Err(builder.stop(Code::Syntax, Some(start), "not an escape that JSON has"));
            }
        };
        Ok(known)
    }

    /// An escape `\uXXXX`, or a surrogate pair of two; the `\u` of the first has been read.
    fn code_point(&mut self, start: usize, builder: &Builder<'_>) -> Result<char, Stop> {
        let syntax = |at: usize| builder.stop(Code::Syntax, Some(at), "`\\u` takes four hexadecimal digits");
        let first = self.hex4().ok_or_else(|| syntax(start))?;
        let mut code = first;
        if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
            let second_at = self.at;
            self.at = self.at.saturating_add(2);
            let second = self.hex4().ok_or_else(|| syntax(second_at))?;
            if (0xdc00..0xe000).contains(&second) {
                code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            }
        }
        char::from_u32(code).ok_or_else(|| {
            let message = message!("half of a surrogate pair at byte {start}: not a character");
            builder.stop(Code::SyntaxEncoding, Some(start), message)
        })
    }

    fn hex4(&mut self) -> Option<u32> {
        let mut code = 0;
        for digit in self.rest().get(..4)?.chars() {
            code = 16 * code + digit.to_digit(16)?;
        }
        self.at = self.at.saturating_add(4);
        Some(code)
    }

    fn unexpected(&self, expected: &str, builder: &Builder<'_>) -> Stop {
        let message = match self.rest().chars().next() {
            Some(c) => message!("{expected}, found {}", quoted(c.encode_utf8(&mut [0; 4]))),
            None => message!("{expected}, found the end of the text"),
        };
        builder.stop(Code::Syntax, Some(self.at), message)
    }

    fn skip_blanks(&mut self) {
        let blanks = self.rest().bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')).count();
        self.at = self.at.saturating_add(blanks);
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Over one ASCII character.
    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }
}
