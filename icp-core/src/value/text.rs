//! Folding: when two texts count as the same. Models, accounts and columns all fold here.

use std::borrow::Cow;

use super::lower::{lower, push_lower};

/// The form in which texts are compared: split at Unicode white space, joined with one blank, Unicode lower
/// case. No normalisation form is applied.
///
/// ```
/// use icp_core::value::fold;
/// assert_eq!(fold("  B2B \u{a0} SaaS "), "b2b saas");
/// assert_eq!(fold("STRASSE"), "strasse");
/// assert_ne!(fold("Straße"), "strasse");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_folded_ascii(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    Cow::Owned(out)
}

/// The text before a place and from there on; all of it and nothing where there is no such place. Unlike `split_at`, whose
/// message about a wrong place takes the tables of all signs that can be shown.
pub(crate) fn cut_at(text: &str, place: usize) -> (&str, &str) {
    text.split_at_checked(place).unwrap_or((text, ""))
}

/// [`fold`] into a buffer of the caller, which is cleared first.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        if is_spaced_once(text.as_bytes()) {
            out.push_str(text);
            out.make_ascii_lowercase();
            return;
        }
        let mut gap = false;
        for byte in text.bytes() {
            // The white space of Unicode below 128: tab, line feed, vertical tab, form feed, return, blank.
            if matches!(byte, b'\t'..=b'\r' | b' ') {
                gap = !out.is_empty();
            } else {
                if gap {
                    out.push(' ');
                    gap = false;
                }
                out.push(char::from(byte.to_ascii_lowercase()));
            }
        }
        return;
    }
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        push_lower(word, out);
    }
}

/// Whether nothing but single blanks stands between the words of a text in ASCII: without branches, since most are so.
fn is_spaced_once(text: &[u8]) -> bool {
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| *byte != b' ');
    let next = text.get(1..).unwrap_or_default();
    let twice = text.iter().zip(next).fold(false, |twice, (a, b)| twice | ((*a == b' ') & (*b == b' ')));
    let other = text.iter().fold(false, |other, byte| other | matches!(byte, b'\t'..=b'\r'));
    is_word(text.first()) && is_word(text.last()) && !twice && !other
}

/// Whether a text folds to this one, which is folded itself. Nothing is allocated for a text in ASCII, nor for most others.
pub(crate) fn is_folded_as(text: &str, folded: &str) -> bool {
    if !text.is_ascii() {
        let mut signs = text.chars().skip_while(|sign| sign.is_whitespace());
        let begins = signs.next().is_some_and(|sign| begins_as(sign, folded));
        return begins && fold(text) == folded;
    }
    let mut wanted = folded.bytes();
    let mut gap = false;
    let mut is_first = true;
    for byte in text.bytes() {
        if matches!(byte, b'\t'..=b'\r' | b' ') {
            gap = !is_first;
            continue;
        }
        if gap && wanted.next() != Some(b' ') || wanted.next() != Some(byte.to_ascii_lowercase()) {
            return false;
        }
        (gap, is_first) = (false, false);
    }
    wanted.next().is_none()
}

/// Whether a folded text begins as a letter does in lower case.
fn begins_as(sign: char, folded: &str) -> bool {
    sign == 'İ' || folded.starts_with(lower(sign))
}

/// The folded form, in a buffer of the caller where it differs from the text.
pub(crate) fn folded<'a>(text: &'a str, buffer: &'a mut String) -> &'a str {
    if is_folded_ascii(text) {
        return text;
    }
    fold_into(text, buffer);
    buffer
}

/// The byte index of the first occurrence of a part in a text.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn place_of(text: &str, part: &str) -> Option<usize> {
    text.find(part)
}

/// The pieces of a text between separators.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn pieces<'a>(text: &'a str, separator: &str) -> impl Iterator<Item = &'a str> {
    text.split(separator)
}

#[cfg(target_family = "wasm")]
pub(crate) use super::find::{pieces, place_of};

/// True when nothing but white space is there: such a text is missing.
///
/// A blank text is a missing value, in every language and in every column.
///
/// ```
/// use icp_core::value::is_blank;
/// assert!(is_blank(" \t"));
/// assert!(!is_blank("0"));
/// ```
#[inline]
pub fn is_blank(text: &str) -> bool {
    match text.as_bytes().first() {
        None => true,
        Some(byte) if byte.is_ascii_graphic() => false,
        Some(_) => text.trim().is_empty(),
    }
}

/// True when a text is ASCII and already folded, so that it can be used as it is.
pub(crate) fn is_folded_ascii(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut previous = b' ';
    for &byte in bytes {
        let plain =
            (byte > b' ' && byte < 0x7f && !byte.is_ascii_uppercase()) || (byte == b' ' && previous != b' ');
        if !plain {
            return false;
        }
        previous = byte;
    }
    bytes.is_empty() || previous != b' '
}

#[cfg(test)]
mod tests {
    use super::{fold, is_folded_as};

    #[test]
    fn a_text_is_folded_as_its_folded_form() {
        let texts = [
            "",
            " ",
            "N/A",
            " n/a ",
            "not  Known",
            "not known",
            "notknown",
            "SELECT",
            "é",
            "É",
            "\u{a0}N/A",
            "ΣΑΣ",
            "σας",
            "Σ",
            "İ",
            "\u{212a}",
            "k",
            "Straße",
            "STRASSE",
            "x\u{2003}Y",
            "x y",
        ];
        for text in texts {
            for other in texts {
                let folded = fold(other);
                assert_eq!(is_folded_as(text, &folded), fold(text) == folded, "{text:?}, {folded:?}");
            }
        }
    }
}
