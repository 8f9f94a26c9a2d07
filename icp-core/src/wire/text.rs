//! JSON text, written straight into bytes: the same that `serde_json` writes, in a fraction of its time. Only the answers of one account
//! are written so, since they are written for each of many accounts.

use std::borrow::Cow;
use std::sync::Arc;

use crate::value::Date;

/// A value that is written as JSON.
pub(super) trait Json {
    fn json(&self, out: &mut Vec<u8>);
}

impl<T: Json + ?Sized> Json for &T {
    fn json(&self, out: &mut Vec<u8>) {
        (**self).json(out);
    }
}

impl<T: Json> Json for Arc<T> {
    fn json(&self, out: &mut Vec<u8>) {
        (**self).json(out);
    }
}

impl<T: Json> Json for Option<T> {
    fn json(&self, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.json(out),
            None => out.extend_from_slice(b"null"),
        }
    }
}

impl<T: Json> Json for [T] {
    fn json(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        for (at, item) in self.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            item.json(out);
        }
        out.push(b']');
    }
}

impl<T: Json> Json for Vec<T> {
    fn json(&self, out: &mut Vec<u8>) {
        (**self).json(out);
    }
}

impl<T: Json> Json for (T, T) {
    fn json(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        self.0.json(out);
        out.push(b',');
        self.1.json(out);
        out.push(b']');
    }
}

/// A value behind its key, or behind whatever stands before it.
pub(super) fn field(out: &mut Vec<u8>, before: &str, value: impl Json) {
    out.extend_from_slice(before.as_bytes());
    value.json(out);
}

/// A list behind its key and its bracket.
pub(super) fn list<T: Json>(out: &mut Vec<u8>, before: &str, items: impl Iterator<Item = T>) {
    out.extend_from_slice(before.as_bytes());
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        item.json(out);
    }
    out.push(b']');
}

/// An object with these keys.
pub(super) fn map<'a, T: Json>(out: &mut Vec<u8>, entries: impl Iterator<Item = (&'a str, T)>) {
    out.push(b'{');
    for (at, (key, value)) in entries.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        key.json(out);
        out.push(b':');
        value.json(out);
    }
    out.push(b'}');
}

impl Json for bool {
    fn json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

impl Json for u32 {
    fn json(&self, out: &mut Vec<u8>) {
        digits(out, u64::from(*self), 1);
    }
}

impl Json for usize {
    fn json(&self, out: &mut Vec<u8>) {
        digits(out, *self as u64, 1);
    }
}

impl Json for i32 {
    fn json(&self, out: &mut Vec<u8>) {
        if *self < 0 {
            out.push(b'-');
        }
        digits(out, u64::from(self.unsigned_abs()), 1);
    }
}

impl Json for Date {
    fn json(&self, out: &mut Vec<u8>) {
        // INVARIANT: years are from 1 to 9999.
        let (year, month, day) = self.ymd();
        out.push(b'"');
        digits(out, u64::from(year.unsigned_abs()), 4);
        out.push(b'-');
        digits(out, month.into(), 2);
        out.push(b'-');
        digits(out, day.into(), 2);
        out.push(b'"');
    }
}

impl Json for Cow<'_, str> {
    fn json(&self, out: &mut Vec<u8>) {
        (**self).json(out);
    }
}

impl Json for str {
    fn json(&self, out: &mut Vec<u8>) {
        out.push(b'"');
        if has_escaped(self.as_bytes()) {
            self.bytes().for_each(|byte| escaped(out, byte));
        } else {
            out.extend_from_slice(self.as_bytes());
        }
        out.push(b'"');
    }
}

/// Whether a byte has to be escaped: a control character, a quote or a backslash. Eight are looked at in one step, the last eight
/// again with some of those before them.
fn has_escaped(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk::<8>() else {
        return text.iter().any(|byte| *byte < b' ' || *byte == b'"' || *byte == b'\\');
    };
    let (words, _) = text.as_chunks::<8>();
    words.iter().chain([last]).fold(0, |any, word| any | escaped_in(u64::from_le_bytes(*word))) != 0
}

/// Not zero if one of eight bytes has to be escaped. Where none does, no byte borrows from the next one.
fn escaped_in(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, u64::from(b' ')) | is(b'"') | is(b'\\')) & (ONES << 7)
}

fn escaped(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        0..b' ' => {
            let last = byte & 15;
            out.extend_from_slice(if byte < 16 { b"\\u000" } else { b"\\u001" });
            out.push(if last < 10 { b'0' + last } else { b'a' + last - 10 });
            return;
        }
        _ => {
            out.push(byte);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

impl Json for f64 {
    fn json(&self, out: &mut Vec<u8>) {
        // Most numbers are whole; -0 is left to the library.
        let whole = *self as i32;
        if f64::from(whole).to_bits() == self.to_bits() {
            if (0..10).contains(&whole) {
                return out.extend_from_slice(&[b'0' + whole as u8, b'.', b'0']);
            }
            whole.json(out);
            return out.extend_from_slice(b".0");
        }
        match millionths(*self) {
            Some(millionths) => {
                if millionths < 0 {
                    out.push(b'-');
                }
                let magnitude = millionths.unsigned_abs();
                match (magnitude / 1_000_000) as u32 {
                    one @ 0..10 => out.push(b'0' + one as u8),
                    two @ 10..100 => out.extend_from_slice(&pair(two)),
                    more => more.json(out),
                }
                fraction(out, (magnitude % 1_000_000) as u32);
            }
            // A number that is not finite is null there; it has no other way to fail.
            None => out.extend_from_slice(serde_json::to_string(self).unwrap_or_default().as_bytes()),
        }
    }
}

/// The two digits of a number below 100.
fn pair(number: u32) -> [u8; 2] {
    [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]
}

/// A point and the digits behind it, of these millionths; at least one. All places are written in one step, and zeros at the end
/// are taken away again.
fn fraction(out: &mut Vec<u8>, rest: u32) {
    let ([a, b], [c, d], [e, f]) = (pair(rest / 10_000), pair(rest / 100 % 100), pair(rest % 100));
    out.extend_from_slice(&[b'.', a, b, c, d, e, f, b'0']);
    let zeros = [f, e, d, c, b].iter().take_while(|digit| **digit == b'0').count();
    out.truncate(out.len() - 1 - zeros);
}

/// A number in millionths, where these are its shortest decimal digits, written without an exponent: all published numbers are so.
/// A decimal of at most fifteen digits is the only such that its nearest number has.
fn millionths(number: f64) -> Option<i64> {
    let magnitude = number.abs();
    if magnitude == 0.0 {
        return number.is_sign_positive().then_some(0);
    }
    if !(1e-3..1e9).contains(&magnitude) {
        return None;
    }
    let millionths = (number * 1e6 + 0.5f64.copysign(number)) as i64;
    (millionths as f64 / 1e6 == number).then_some(millionths)
}

/// A whole number, with zeros in front of it up to this least number of digits.
fn digits(out: &mut Vec<u8>, mut number: u64, least: usize) {
    if number < 10 && least == 1 {
        out.push(b'0' + number as u8);
        return;
    }
    let mut last = [b'0'; 20];
    let mut used = 0;
    for place in last.iter_mut().rev() {
        if number == 0 && used >= least {
            break;
        }
        *place = b'0' + (number % 10) as u8;
        number /= 10;
        used += 1;
    }
    out.extend_from_slice(last.get(last.len() - used..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &(impl Json + ?Sized)) -> String {
        let mut out = Vec::new();
        value.json(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn texts_are_escaped_as_serde_json_does() {
        for all in 0..0x180u32 {
            let odd = format!("a{}z", char::from_u32(all).unwrap());
            assert_eq!(text(&*odd), serde_json::to_string(&odd).unwrap());
        }
        assert_eq!(text("\u{2028}\u{10ffff}é"), "\"\u{2028}\u{10ffff}é\"");
        // At every place of a word of bytes, alone and beside others that are nearly the same.
        for all in (0..0x82).chain([0xe9, 0x2028]) {
            let odd = char::from_u32(all).unwrap();
            for (before, after) in (0..40).map(|at| (at % 20, 17 * (at / 20))) {
                for beside in ["a", "!", "#", "[", "]", " ", "\u{80}"] {
                    let long = format!("{}{odd}{}", beside.repeat(before), beside.repeat(after));
                    assert_eq!(text(&*long), serde_json::to_string(&long).unwrap());
                }
            }
        }
    }

    #[test]
    fn numbers_are_written_as_serde_json_does() {
        let same = |number: f64| assert_eq!(text(&number), serde_json::to_string(&number).unwrap());
        let mut state = 7u64;
        for _ in 0..200_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // Any bits, numbers of six places, and their neighbours.
            let published = (state >> 20) as i64 % 3_000_000_000_000_000;
            let published = (published - 1_500_000_000_000_000) as f64 / 1e6;
            let small = (state >> 40) as f64 / 1e6;
            for number in [f64::from_bits(state), published, published.next_up(), small, -small, small / 1e4]
            {
                same(number);
            }
        }
        for number in [0.0, -0.0, 1.0, 2_147_483_647.0, 2_147_483_648.0, 2_147_483_649.0, 1e10, 1e16, 1e17] {
            same(number);
            same(-number);
        }
        for number in [0.001, 0.000_999, 1e-6, 1e9, 999_999_999.999_999, 1e15, 0.1 + 0.2, 5e-324] {
            same(number);
            same(-number);
        }
        same(f64::NAN);
        same(f64::INFINITY);
    }

    #[test]
    fn dates_and_whole_numbers_are_their_texts() {
        for date in [Date::MIN, Date::MAX, Date::new(2026, 3, 9).unwrap(), Date::new(987, 12, 31).unwrap()] {
            assert_eq!(text(&date), format!("\"{date}\""));
        }
        for number in [0, 7, -1, i32::MIN, i32::MAX, 1_000_000] {
            assert_eq!(text(&number), number.to_string());
        }
        assert_eq!(text(&[Some((u32::MAX, 10)), None][..]), "[[4294967295,10],null]");
        assert_eq!(text(&usize::MAX), usize::MAX.to_string());
        assert_eq!(text(&vec![true, false]), "[true,false]");
    }
}
